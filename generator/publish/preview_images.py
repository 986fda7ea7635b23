"""Draws the pictures that links to the site's pages show, and keeps them from one build to the next."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator.model.publication import Draw, Preview
from generator.publish.sealed_files import read_sealed, write_sealed
from generator.render.previews import HEIGHT, WIDTH

CACHE = ".cache/previews"
MARGIN = 88
PAPER, INK, SOFT, LINE = "#fdfcf9", "#22262e", "#5a6270", "#dcd8cf"
TONES = {
    "good": "#1b6b3a", "bad": "#a11d2b", "mixed": "#8a5300", "waiting": "#2b57a4", "plain": "#4f5663",
    "site": "#9c4221",
}  # fmt: skip
"""The colours of the site's light scheme (claim-briefs.css)."""
HEADLINE_SIZES = (76, 66, 56, 48, 42)
HEADLINE_LINES = 4
STEPS = 20
"""How many shades between the paper and what is drawn on it: enough for the edges of letters."""


@dataclass(frozen=True, slots=True)
class _Face:
    """A weight of the typeface; the layout by Pillow itself, which no library of the system changes."""

    name: str

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return _font(self.name, size)


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    content = (files("font_source_serif_pro") / "files" / name).read_bytes()
    return ImageFont.truetype(io.BytesIO(content), size, layout_engine=ImageFont.Layout.BASIC)


REGULAR, STRONG = _Face("SourceSerifPro-Regular.ttf"), _Face("SourceSerifPro-Semibold.ttf")


def drawable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """The text without the signs for which the typeface has no form; a box would stand in their place."""
    missing = bytes(font.getmask("\uffff"))
    return "".join(sign for sign in text if sign.isspace() or bytes(font.getmask(sign)) != missing)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """A text in lines of at most `width` pixels, broken between words; a longer word is broken where it must be."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        candidate = f"{current} {word}".strip()
        if font.getlength(candidate) <= width:
            current = candidate
            continue
        if current:
            lines.append(current)
        while font.getlength(word) > width:
            fit = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or font.getlength(word[:n]) <= width)
            lines.append(word[:fit])
            word = word[fit:]
        current = word
    return [*lines, current] if current else lines


def _headline(text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size at which the headline takes few lines; at the smallest, what does not fit is cut."""
    font, lines = STRONG.at(HEADLINE_SIZES[-1]), [""]
    for size in HEADLINE_SIZES:
        font = STRONG.at(size)
        lines = wrapped(drawable(text, font), font, WIDTH - 2 * MARGIN)
        if len(lines) <= (2 if size > 60 else 3 if size > 50 else HEADLINE_LINES):
            return font, lines
    return font, [*lines[: HEADLINE_LINES - 1], lines[HEADLINE_LINES - 1] + " …"]


@lru_cache(maxsize=len(TONES))
def _palette(tone: str) -> Image.Image:
    """All colours of a picture: the paper, its mixtures with each ink, and the line. Seeking them costs far more."""
    paper = ImageColor.getrgb(PAPER)
    mixed = [
        tuple(round(ground + (over - ground) * step / STEPS) for ground, over in zip(paper, ink, strict=True))
        for ink in (ImageColor.getrgb(colour) for colour in (INK, SOFT, tone))
        for step in range(1, STEPS + 1)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (paper, *mixed, ImageColor.getrgb(LINE)) for part in colour])
    return palette


def draw(preview: Preview) -> bytes:
    """A preview as a PNG of 1200 × 630 pixels in some 60 colours; equal previews yield equal bytes."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    tone = TONES[preview.family]
    pen.rectangle((0, 0, 20, HEIGHT), fill=tone)
    top = 76
    if preview.kicker:
        small = STRONG.at(30)
        pen.text((MARGIN, top), drawable(preview.kicker, small), font=small, fill=tone)
    top += 64
    font, lines = _headline(preview.headline)
    for line in lines:
        pen.text((MARGIN, top), line, font=font, fill=INK)
        top += round(font.size * 1.18)
    top += 26
    plain = REGULAR.at(36)
    room = max(0, (HEIGHT - 130 - top) // 48)
    for line in wrapped(drawable(preview.text, plain), plain, WIDTH - 2 * MARGIN)[:room]:
        pen.text((MARGIN, top), line, font=plain, fill=SOFT)
        top += 48
    if preview.foot:
        pen.line((MARGIN, HEIGHT - 112, WIDTH - MARGIN, HEIGHT - 112), fill=LINE, width=2)
        small = REGULAR.at(30)
        pen.text((MARGIN, HEIGHT - 92), drawable(preview.foot, small), font=small, fill=SOFT)
    written = io.BytesIO()
    picture.quantize(palette=_palette(tone), dither=Image.Dither.NONE).save(written, "PNG", compress_level=6)
    return written.getvalue()


def kept_drawings(root: Path) -> Draw:
    """`draw`, with each picture kept below `root` under the hash of what it follows from: words, code and library.

    A picture that is not as it was kept is drawn again; where none can be kept, each is drawn.
    """
    folder = root / CACHE
    origin = f"{version('pillow')} {version('font-source-serif-pro')}".encode() + Path(__file__).read_bytes()

    def drawn(preview: Preview) -> bytes:
        kept = folder / f"{hashlib.sha256(origin + repr(preview).encode('utf-8')).hexdigest()}.png"
        picture = read_sealed(kept)
        if picture is None:
            picture = draw(preview)
            with suppress(OSError):
                write_sealed(kept, picture)
        return picture

    return drawn
