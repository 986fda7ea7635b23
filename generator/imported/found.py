"""What a reader of a foreign file hands on: records as authors write them, and everything that was lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.authoring.corpus_import import ImportRefused

__all__ = ["LARGEST", "Found", "ImportRefused", "Loss", "in_order", "loss", "plain_text"]

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest foreign file that is read."""
SHOWN = 80
"""Characters of a lost value that are shown."""


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """A value that no record holds: where it stands in the file, its beginning, and why it was not taken over."""

    where: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """Records, each with the kind it is of (`claims`, `sources`, `publishers`, `entities`, `terms`), and losses."""

    records: tuple[tuple[str, Mapping[str, Any]], ...]
    losses: tuple[Loss, ...]


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def loss(where: str, value: object, why: str) -> Loss:
    """A loss whose place and value can be printed: on one line, the value in at most 80 characters."""
    text = _one_line(str(value)[: 4 * SHOWN])
    return Loss(_one_line(where), text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…", why)


def in_order(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Losses by reason, then by place, each once."""
    return tuple(sorted(set(losses), key=lambda item: (item.why, item.where, item.value)))


def plain_text(content: bytes) -> str:
    """The text of a file; ImportRefused where it is too large, holds NUL, or is not UTF-8."""
    if len(content) > LARGEST:
        raise ImportRefused(f"the file is larger than {LARGEST // 1024 // 1024} MiB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(f"the file is not UTF-8 (byte {error.start})") from error
    if "\0" in text:
        raise ImportRefused("the file holds NUL, so it is not text")
    return text
