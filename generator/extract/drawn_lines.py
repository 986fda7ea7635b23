"""What a page of a PDF draws to its lines: letters that are drawn apart are put together, in the order of reading."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pypdf.generic import ArrayObject, ContentStream, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from generator.extract.painted import DOUBTFUL, SEEN
from generator.extract.painted_pages import judged, put_back
from generator.extract.printed_lines import Line

ACTUAL_TEXT = re.compile(rb"(/ActualText\s?<(?:FEFF)?((?:[0-9A-Fa-f]{4}){1,8})>\s?>>\s?BDC\s)(.{0,200}?)EMC", re.DOTALL)
"""Signs that are drawn with the text that they stand for (ISO 32000-1, 14.9.4)."""
SHOWN = re.compile(rb"<[0-9A-Fa-f]{0,40}>\s?Tj|\([^()\\]{0,20}\)\s?Tj")
SHIFTED = 0.6
"""From which part of the letters' size on a shift up or down is another line, and no raised or lowered sign."""
LOWERED = 0.3
WIDEST_LETTER = 0.75
"""More than the mean width of letters, as a part of their size."""
BEFORE_MARK = re.compile(r" +(?=[,.;:!?\u060c\u061b\u061f])")
"""Blanks that follow from the places of pieces: in a line from right to left they stand on the wrong side."""
BLANK = 32
MARKS_ABOVE = {"\u00a8": "\u0308", "\u00b4": "\u0301", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02c7": "\u030c",
               "\u02d8": "\u0306", "\u02d9": "\u0307", "\u02da": "\u030a", "\u02dd": "\u030b"}  # fmt: skip
"""Marks that stand above a letter and are drawn before it, as by TeX's older fonts, with what joins a letter."""
MARKED = re.compile(f"([{''.join(MARKS_ABOVE)}]) ?([A-Za-z\u0131])")
AT_THE_FOOT = {"\u201d": "\u201e", "\u2019": "\u201a"}
"""Quotation marks that are others where they are drawn at the foot of their line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are drawn in one go: where they begin in points, and the size of their letters."""

    text: str
    x: float
    y: float
    size: float


def _without_soft_hyphens(found: re.Match[bytes]) -> bytes:
    """A stretch that stands for other signs than it draws: without the blanks that it draws for soft hyphens."""
    signs = {found[2][at : at + 4].upper() for at in range(0, len(found[2]), 4)}
    if b"00AD" not in signs or b"0020" in signs:
        return found[0]
    drawn = SHOWN.sub(b"", found[3]) if signs == {b"00AD"} else _first_shown(found[3])
    return found[1] + drawn + b"EMC"


def _first_shown(drawn: bytes) -> bytes:
    """The first sign that is drawn, which is a ligature over the places at which the word may break."""
    first = SHOWN.search(drawn)
    return drawn if first is None else drawn[: first.end()] + SHOWN.sub(b"", drawn[first.end() :])


def _leaves_line(operator: bytes, operands: Sequence[Any]) -> bool:
    return operator in (b"Tm", b"T*") or (operator in (b"Td", b"TD") and operands[1:] != [0])


def _parsed(page: Any) -> list[tuple[Any, bytes]]:
    """A page's drawing without what only marks where a word may break, which printers draw as a blank."""
    content = page.get_contents()
    drawn = content.get_data() if content is not None else b""
    if not drawn:
        return []
    stream = DecodedStreamObject()
    stream.set_data(ACTUAL_TEXT.sub(_without_soft_hyphens, drawn))
    return list(ContentStream(stream, page.pdf, "bytes").operations)


def _prepare(page: Any, drawn: Sequence[tuple[Any, bytes]]) -> None:
    """Sets the drawing of a page, with the font anew wherever the pen leaves its line: pypdf tells the place of what is
    drawn only with a new font."""
    changed = ContentStream(None, page.pdf, "bytes")
    operations: list[tuple[Any, bytes]] = []
    font: Any = None
    for operands, operator in drawn:
        operations.append((operands, operator))
        if operator == b"Tf":
            font = operands
        elif font is not None and _leaves_line(operator, operands):
            operations.append((font, b"Tf"))
        elif operator == b"Q":
            font = None
    changed.operations = operations
    page[NameObject("/Contents")] = changed


def _forget_false_blanks(page: Any) -> None:
    """Takes the width of the blank from fonts that hold none: it is the width of another sign, and gaps between words
    would be measured by it."""
    resources: Any = page.get("/Resources", DictionaryObject()).get_object()
    fonts: Any = resources.get("/Font", DictionaryObject()).get_object() if isinstance(resources, dict) else {}
    for font in (item.get_object() for item in fonts.values()) if isinstance(fonts, dict) else ():
        if not isinstance(font, dict) or not isinstance(font.get("/FirstChar"), int):
            continue
        descriptor: Any = font.get("/FontDescriptor", DictionaryObject()).get_object()
        letters = str(descriptor.get("/CharSet", "")) if isinstance(descriptor, dict) else ""
        widths, at = font.get("/Widths", ArrayObject()).get_object(), BLANK - font["/FirstChar"]
        if letters and "space" not in letters.split("/") and isinstance(widths, list) and 0 <= at < len(widths):
            widths[at] = NumberObject(0)


def _direction(text: str) -> int:
    """How many more letters of a text are written from right to left than from left to right."""
    kinds = Counter(unicodedata.bidirectional(sign) for sign in text)
    return kinds["R"] + kinds["AL"] - kinds["L"]


def _from_right(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line that is read from right to left; those of other scripts and numbers keep their order."""
    ordered: list[Piece] = []
    others: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.x):
        if _direction(piece.text) > 0:
            ordered += reversed(others)
            others = []
            ordered.append(piece)
        else:
            others.append(piece)
    return [*ordered, *reversed(others)]


def _seam(before: Piece, after: Piece) -> str:
    """The blank between two pieces of a line from right to left, where they stand wide apart and none is drawn."""
    left, right = sorted((before, after), key=lambda piece: piece.x)
    wide = right.x - left.x > WIDEST_LETTER * left.size * (len(left.text) + 1)
    return " " if wide and not before.text[-1:].isspace() and not after.text[:1].isspace() else ""


def _read_from_right(pieces: Sequence[Piece], words: Sequence[str]) -> str:
    """The words of the pieces of a line that is read from right to left, without blanks before marks that end parts."""
    seams = [_seam(before, after) for before, after in pairwise(pieces)]
    return BEFORE_MARK.sub("", "".join(word + seam for word, seam in zip(words, [*seams, ""], strict=True)))


class _Growing:
    """A line while it is drawn: its pieces, and how many letters have which height and size."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.heights: Counter[float] = Counter()
        self.sizes: Counter[float] = Counter()

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.heights[piece.y] += len(piece.text.strip())
        self.sizes[piece.size] += len(piece.text.strip())

    def most(self) -> tuple[float, float]:
        """The height and the size of most letters."""
        return self.heights.most_common(1)[0][0], self.sizes.most_common(1)[0][0]


def composed_marks(text: str) -> str:
    """A text in which marks that are drawn before their letter are part of it, as far as there is such a letter."""

    def letter(found: re.Match[str]) -> str:
        whole = unicodedata.normalize("NFC", found[2].replace("\u0131", "i") + MARKS_ABOVE[found[1]])
        return whole if len(whole) == 1 else found[0]

    return MARKED.sub(letter, text)


def line_of(pieces: Sequence[Piece], label: str) -> Line:
    """The line that is made of pieces on one height, which have words, on the page of that label."""
    line = _Growing()
    for piece in pieces:
        line.add(piece)
    y, size = line.most()
    from_right = sum(_direction(piece.text) for piece in pieces) > 0
    pieces = _from_right(pieces) if from_right else pieces
    words = [
        AT_THE_FOOT.get(piece.text.strip(), piece.text) if y - piece.y > LOWERED * size else piece.text
        for piece in pieces
    ]
    text = _read_from_right(pieces, words) if from_right else "".join(words)
    return Line(composed_marks(text), label, pieces[0].x, y, size)


def drawn_lines(page: Any, label: str) -> list[Line]:
    """The lines of a page of pypdf in the order in which the file draws them, last those of which it is doubtful that
    they are seen; changes the page."""
    drawn = _parsed(page)
    if not drawn:
        return []
    _forget_false_blanks(page)
    whole = judged(page, drawn)
    lines: list[Line] = []
    for visibility in (SEEN, DOUBTFUL):
        if visibility == SEEN or any(DOUBTFUL in stretch.seen.values() for stretch in whole):
            for stretch in whole[1:]:
                put_back(page, stretch, visibility)
            _prepare(page, whole[0].only(visibility))
            found = _lines(page, label)
            lines += found if visibility == SEEN else (replace(line, unseen=True) for line in found)
    return lines


def _lines(page: Any, label: str) -> list[Line]:
    """The lines of a page that is prepared."""
    found: list[Line] = []
    line = _Growing()

    def end() -> None:
        nonlocal line
        if line.pieces:
            found.append(line_of(line.pieces, label))
        line = _Growing()

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2])
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        for number, words in enumerate(text.split("\n")):
            if number:
                end()
            if not words.strip():
                if line.pieces and words:
                    line.pieces[-1] = replace(line.pieces[-1], text=line.pieces[-1].text + words)
                continue
            new = Piece(words, round(x, 1), round(y, 1), round(abs(size) * scale, 1))
            if line.pieces:
                height, usual = line.most()
                if abs(new.y - height) > SHIFTED * max(new.size, usual):
                    end()
            line.add(new)

    page.extract_text(visitor_text=visit)
    end()
    return found
