"""Pages of pypdf and the forms that they draw, judged by what a reader sees of them."""

from __future__ import annotations

from typing import Any

from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

from generator.extract.paint_resources import Layers, plain
from generator.extract.painted import Painting, Stretch
from generator.extract.pen import draw
from generator.extract.plane import Box, box_of, shared

LEFT_BEHIND = frozenset({"/Filter", "/DecodeParms", "/Length", "/F", "/FFilter"})


def _page_box(page: Any) -> Box:
    """What is shown of a page: its crop box within its media box."""
    boxes = (
        box_of([(float(box.left), float(box.bottom)), (float(box.right), float(box.top))])
        for box in (page.cropbox, page.mediabox)
    )
    return shared(*boxes)


def judged(page: Any, drawn: list[tuple[Any, bytes]]) -> list[Stretch]:
    """The drawing of a page, then that of every form that it draws, each with how visible its words are."""

    def parsed(form: Any, resources: Any, name: str) -> Stretch:
        stream = ContentStream(form, page.pdf, "bytes")
        own = plain(form.get("/Resources"))
        return Stretch(list(stream.operations), (plain(plain(resources)["/XObject"]), name, form), own or resources)

    painting = Painting(_page_box(page), Layers(page.pdf.root_object), parsed)
    draw(painting, 0, Stretch(drawn, None, plain(page.get("/Resources"))))
    painting.finish()
    return list(painting.stretches.values())


def put_back(page: Any, stretch: Stretch, visibility: int) -> None:
    """Puts a form with the words alone that are so visible in the place of the whole one, where that is less."""
    if all(found == visibility for found in stretch.seen.values()):
        kept = stretch.holder[2]
    else:
        changed = ContentStream(None, page.pdf, "bytes")
        changed.operations = stretch.only(visibility)
        kept = DecodedStreamObject()
        for key, value in stretch.holder[2].items():
            if key not in LEFT_BEHIND:
                kept[NameObject(key)] = value
        kept.set_data(changed.get_data())
    named, name, _ = stretch.holder
    named[NameObject(name)] = kept
