"""How words of a DOCX file look, as far as that can hide them: their styles and what is said of them directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.extract.colours import Colour, colour_in, too_near

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OFF = frozenset({"0", "false", "off", "none"})
SMALLEST = 4
"""Half points: letters of two points or less cannot be read on paper."""
DEEPEST = 20
USUAL_THEME = {"dark1": "#000000", "light1": "#ffffff", "dark2": "#44546a", "light2": "#e7e6e6"}
SCHEME = {"dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2"}
SAME = {"text1": "dark1", "background1": "light1", "text2": "dark2", "background2": "light2"}


@dataclass(frozen=True, slots=True)
class WordLook:
    """What is said of letters and of their ground; None where nothing is said."""

    vanished: bool | None = None
    size: int | None = None
    ink: Colour | None = None
    ground: Colour | None = None
    clear: bool = False

    @property
    def hidden(self) -> bool:
        """Whether nobody can see such words."""
        return bool(self.vanished) or (self.size is not None and self.size <= SMALLEST)

    @property
    def in_doubt(self) -> bool:
        """Whether they have the colour of their ground, or none."""
        return self.clear or too_near(self.ink or (0, 0, 0), self.ground or (255, 255, 255))

    def over(self, below: WordLook) -> WordLook:
        """This, and below it what is said further out."""
        return WordLook(
            below.vanished if self.vanished is None else self.vanished,
            below.size if self.size is None else self.size,
            below.ink if self.ink is None else self.ink,
            below.ground if self.ground is None else self.ground,
            self.clear or below.clear,
        )


def is_on(element: Any) -> bool | None:
    """What a property that is on or off says; None where nothing is said."""
    return None if element is None else element.get(f"{W}val", "true").lower() not in OFF


def theme_colours(theme: Any) -> Mapping[str, Colour]:
    """The colours of a document's theme by the names that properties give them; the usual ones where it has none."""
    found = {name: colour_in(value) or () for name, value in USUAL_THEME.items()}
    for name, short in SCHEME.items() if theme is not None else ():
        for item in theme.iter(f"{A}{short}"):
            for value in item:
                told = colour_in("#" + str(value.get("lastClr") or value.get("val", "")).lower())
                if told:
                    found[name] = told
    return found | {name: found[other] for name, other in SAME.items()}


class Looks:
    """The looks that the styles of a document give, asked for by the properties of paragraphs and their parts."""

    def __init__(self, styles: Any, theme: Any, background: Any) -> None:
        self.theme = theme_colours(theme)
        self.styles = {item.get(f"{W}styleId"): item for item in styles.iter(f"{W}style")} if styles is not None else {}
        default = next(
            (id for id, item in self.styles.items()
             if item.get(f"{W}type") == "paragraph" and item.get(f"{W}default") in {"1", "true"}), None,
        )  # fmt: skip
        ground = None if background is None else self._colour(background, f"{W}color", f"{W}themeColor")
        told = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
        self.usual = self._of(told).over(WordLook(ground=ground))
        self.default = default
        self.known: dict[str, WordLook] = {}

    def _colour(self, element: Any, value: str, theme: str) -> Colour | None:
        named = element.get(theme, "")
        if named in self.theme and element.get(f"{theme}Shade") is None and element.get(f"{theme}Tint") is None:
            return self.theme[named]
        told = element.get(value, "auto").lower()
        return None if told == "auto" else colour_in(told if not _is_hex(told) else f"#{told}")

    def _of(self, properties: Any) -> WordLook:
        """What `rPr` or `pPr` says itself."""
        if properties is None:
            return WordLook()
        vanish, hidden = is_on(properties.find(f"{W}vanish")), is_on(properties.find(f"{W}specVanish"))
        size, colour = properties.find(f"{W}sz"), properties.find(f"{W}color")
        shade, marker = properties.find(f"{W}shd"), properties.find(f"{W}highlight")
        ground = None if shade is None else self._colour(shade, f"{W}fill", f"{W}themeFill")
        if marker is not None and marker.get(f"{W}val", "none") != "none":
            ground = colour_in(marker.get(f"{W}val").lower())
        points = (size.get(f"{W}val") or "") if size is not None else ""
        return WordLook(
            vanish if not hidden else True,
            int(points) if points.isascii() and points.isdigit() and len(points) < 6 else None,
            None if colour is None else self._colour(colour, f"{W}val", f"{W}themeColor"),
            ground,
            properties.find(f"{W14}textFill/{W14}noFill") is not None,
        )

    def _of_style(self, id: str | None) -> WordLook:
        """What a style says, with those that it is based on."""
        if id is None or id not in self.styles:
            return WordLook()
        if id not in self.known:
            look, seen, at = WordLook(), set[str](), id
            while at in self.styles and at not in seen and len(seen) < DEEPEST:
                seen.add(at)
                style = self.styles[at]
                look = look.over(self._of(style.find(f"{W}rPr"))).over(_ground_alone(self._of(style.find(f"{W}pPr"))))
                based = style.find(f"{W}basedOn")
                at = based.get(f"{W}val", "") if based is not None else ""
            self.known[id] = look
        return self.known[id]

    def of_paragraph(self, paragraph: Any) -> WordLook:
        """How words of a paragraph look of which nothing more is said, with the ground of its cell."""
        properties = paragraph.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        look = _ground_alone(self._of(properties))
        look = look.over(self._of_style(style.get(f"{W}val") if style is not None else self.default))
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        look = look.over(_ground_alone(self._of(cell.find(f"{W}tcPr")))) if cell is not None else look
        return look.over(self.usual)

    def of_run(self, run: Any, below: WordLook) -> WordLook:
        """How the words of a part of a paragraph look."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return below
        style = properties.find(f"{W}rStyle")
        own = self._of(properties).over(self._of_style(style.get(f"{W}val") if style is not None else None))
        return own.over(below)


def _is_hex(text: str) -> bool:
    return len(text) == 6 and all(sign in "0123456789abcdef" for sign in text)


def _ground_alone(look: WordLook) -> WordLook:
    """Of paragraphs and cells only the shade counts: what else stands there is of the mark at their end."""
    return replace(WordLook(), ground=look.ground)
