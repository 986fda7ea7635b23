"""Items of CSL-JSON (schema 1.0) to references, with what no source can hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.imported.day_words import language_tag, names_time, read_date, written_date
from generator.imported.found import Loss, loss
from generator.imported.json_leaves import Leaves, Said
from generator.imported.references import Reference
from generator.imported.web_addresses import doi_address, web_address

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "article": "article", "article-newspaper": "article", "article-magazine": "article", "post": "post",
        "post-weblog": "post", "report": "report", "speech": "transcript", "interview": "transcript",
        "broadcast": "transcript", "dataset": "dataset", "webpage": "web-page",
    }
)  # fmt: skip
"""Types whose meaning a kind of source has."""
NEAREST: Mapping[str, str] = MappingProxyType(
    {"article-journal": "article", "paper-conference": "article", "review": "article", "chapter": "article",
     "entry-encyclopedia": "web-page", "entry-dictionary": "web-page", "entry": "web-page", "software": "web-page"}
)  # fmt: skip
"""Types that no kind of source means, and the kind that comes nearest; all others are reports."""
HELD_BY_CONTAINER = frozenset({"article", "post", "web-page"})
"""Kinds whose publisher is the newspaper or site they stand in, not the house behind it."""
SEASON = "a season names no months that are the same everywhere; put the months into `published`"
NO_DATE = "not a date that can be read; put it into `published`"


def nearest_kind(name: str, kind: str) -> str:
    """Why a type is told as lost although a source was made."""
    return f"no kind of source is {name!r}; it is recorded as {kind!r}"


def _kind(item: Leaves) -> tuple[str, bool]:
    """The kind of source, and whether it is only the nearest one."""
    name = item.peek("type")
    if name in KINDS:
        item.mark("type")
        return KINDS[name], False
    kind = NEAREST.get(name) or ("web-page" if not name and item.peek("URL") else "report")
    item.lose(nearest_kind(name[:40], kind), "type")
    return kind, True


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.lstrip("+").isdigit() and len(text) <= 5 else None


def _parts(item: Leaves, *path: str | int) -> str | None:
    """One of the dates in `date-parts` in EDTF; None where it is none."""
    texts = [item.peek(*path, number) for number in range(len(item.items(*path)))]
    numbers = [_number(text) for text in texts]
    if not 1 <= len(numbers) <= 3 or None in numbers:
        return None
    year, *rest = [number for number in numbers if number is not None]
    return written_date(year, *rest)


def _date(item: Leaves, field: str, losses: list[Loss]) -> Said | None:
    """A date variable of CSL as a date of this project; what of it cannot be read is lost."""
    text = item.peek(field)
    path: tuple[str, ...] = (field,)
    dates = [_parts(item, field, "date-parts", number) for number in range(len(item.items(field, "date-parts")))]
    found: str | None = None
    if 1 <= len(dates) <= 2 and None not in dates:
        path = (field, "date-parts")
        found = read_date("/".join(str(date) for date in dates))
    else:
        for path in ((field,), (field, "raw"), (field, "literal"), (field, "edtf")):
            text = item.peek(*path)
            found = read_date(text) if text else None
            if found:
                break
    if found is None:
        item.lose(NO_DATE, field)
        return None
    item.mark(*path)
    if names_time(text):
        losses.append(loss(item.where(*path), text, "records keep the day, not the time"))
    rough = item.at(field, "circa") if isinstance(item.at(field), dict) else None
    if rough and "~" not in found:
        found = "/".join(f"{end}~" if end and end[-1].isdigit() else end for end in found.split("/"))
    if isinstance(rough, bool | int | str):
        item.mark(field, "circa")
    item.lose(SEASON, field, "season")
    return Said(found, item.where(field))


def _name(item: Leaves, number: int) -> Said | None:
    """A name as printed: the literal one, else its parts in the order of the West."""
    path = ("author", number)
    if said := item.take(*path) or item.take(*path, "literal"):
        return said
    names = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    parts = {name: said.text for name in names if (said := item.take(*path, name))}
    if not parts:
        return None
    if "suffix" in parts and item.at(*path, "comma-suffix") is True:
        parts["suffix"] = f", {parts['suffix']}"
    item.mark(*path, "comma-suffix")
    printed = ""
    for part in parts.values():
        joined = not printed or printed[-1] in "'’" or part.startswith(",")
        printed += part if joined else f" {part}"
    return Said(printed, item.where(*path))


def _publisher(item: Leaves, kind: str) -> Said | None:
    order = ["container-title", "publisher"] if kind in HELD_BY_CONTAINER else ["publisher", "container-title"]
    fields = [field for field in (*order, "authority", "archive") if item.peek(field)]
    if not fields:
        return None
    said = item.take(fields[0])
    for field in fields[1:]:
        if said and item.peek(field) == said.text:
            item.mark(field)
        else:
            item.lose(f"a source has one publisher, here from {fields[0]!r}", field)
    return said


def _addresses(item: Leaves) -> tuple[Said, ...]:
    found = []
    number = item.peek("PMID")
    made = {
        "URL": web_address(item.peek("URL")),
        "DOI": doi_address(item.peek("DOI")),
        "PMID": f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number.isascii() and number.isdigit() else None,
    }
    for field, address in made.items():
        if address:
            item.mark(field)
            found.append(Said(address, item.where(field)))
        else:
            item.lose("not an address of the web", field)
    return tuple(found)


def _retrieved(item: Leaves, losses: list[Loss]) -> Said | None:
    said = _date(item, "accessed", losses)
    if said is not None and not (len(said.text) == 10 and said.text[-1].isdigit()):
        losses.append(loss(said.where, said.text, "not one day; put the day of reading into `retrieved`"))
        return None
    return said


def reference_of(item: Leaves, losses: list[Loss]) -> Reference:
    """An item to a reference; what is not taken from it is still to be told by `item.losses()`."""
    kind, assumed = _kind(item)
    key, language = item.take("id"), language_tag(item.peek("language"))
    if language:
        item.mark("language")
    item.lose("not a language that is known", "language")
    notes = (item.take("note"), item.take("annote"))
    return Reference(
        where=item.where(),
        key=key.text if key else "",
        kind=kind,
        assumed=assumed,
        title=item.take("title"),
        publisher=_publisher(item, kind),
        authors=tuple(name for number in range(len(item.items("author"))) if (name := _name(item, number))),
        language=Said(language, item.where("language")) if language else None,
        published=_date(item, "issued", losses),
        retrieved=_retrieved(item, losses),
        addresses=_addresses(item),
        abstract=item.take("abstract"),
        key_where=item.where("id"),
        notes=tuple(note for note in notes if note),
    )
