"""Escaping: untrusted text for Markdown and for HTML attributes, one filter each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

ALWAYS = frozenset("&<>#*_`[]{}|\\~^$")
REPEATABLE = frozenset("\"'")
MARKDOWN_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
ATTRIBUTE_SIGN = re.compile(r"[^A-Za-z0-9 ,.\u0080-\U0010ffff-]")
LIST_NUMBER = re.compile(r"\d+[.)]")


class Md(str):
    """Text that is Markdown already: composed by us, every untrusted part of it escaped."""

    __slots__ = ()


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _inert(text: str, index: int) -> bool:
    """Whether a punctuation character means nothing to Markdown where it stands.

    Python-Markdown reads most of the signs left over here only at the start of a line, and the texts have one line.
    A hyphen counts as inert between two letters or digits only, or after a space before one: never doubled.
    """
    character = text[index]
    if character in ALWAYS or not text[:index].strip():
        return False
    before, after = text[index - 1], text[index + 1 : index + 2]
    if character == "-":
        return (before.isalnum() or before == " ") and after.isalnum()
    if character == "!":
        return after != "["
    if character == "(":
        return before != "]"
    return character in REPEATABLE or before != character


def md(text: str) -> Md:
    """Plain text to Markdown that shows it letter for letter, on one line, whatever it contains.

    Signs that are not provably inert where they stand become numeric character references.
    """
    if isinstance(text, Md):
        return text
    return _shown(" ".join(text.split()))


@lru_cache(maxsize=20_000)
def _shown(flat: str) -> Md:
    number = LIST_NUMBER.match(flat)
    guarded = number.end() - 1 if number else -1

    def sign(match: re.Match[str]) -> str:
        index = match.start()
        if index != guarded and _inert(flat, index):
            return match.group()
        return _reference(match.group())

    return Md(MARKDOWN_SIGN.sub(sign, flat))


def html(text: object) -> Md:
    """Plain text for an attribute or an element of raw HTML inside Markdown: every sign as a reference."""
    flat = " ".join(str(text).split())
    return Md(ATTRIBUTE_SIGN.sub(lambda match: _reference(match.group()), flat))


def joined(parts: Sequence[Md], separator: str = "") -> Md:
    """Markdown pieces as one piece."""
    return Md(Md(separator).join(parts))


def preformatted(text: str) -> Md:
    """Plain text of several lines for a raw <pre>: line ends and indentation as references, so that it stays one line
    of Markdown and shows as it is."""
    lines = text.rstrip("\n").split("\n")
    return Md("&#10;".join("&#32;" * (len(line) - len(line.lstrip(" "))) + html(line) for line in lines))
