"""The file of places beside an extracted text, to places of its original."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from generator.model.documents import Place

FORMAT = 1
"""The version of the file's form: `{"format": 1, "places": [{"start": 0, "page": "1"}, …]}`."""


def _place(item: Any) -> Place:
    headings = item.get("headings", [])
    page, unseen = item.get("page", ""), item.get("unseen", False)
    sound = type(item["start"]) is int and isinstance(page, str) and isinstance(headings, list)
    sound = sound and isinstance(unseen, bool)
    if not sound or not all(isinstance(words, str) for words in headings):
        raise ValueError
    return Place(item["start"], page, tuple(headings), unseen)


def read_places(content: str, length: int) -> tuple[Place, ...] | None:
    """The places in a file, in the order of the text of that length; None where it does not hold such a list."""
    try:
        told = json.loads(content)
        if told["format"] != FORMAT:
            return None
        places = tuple(_place(item) for item in told["places"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    starts = [place.start for place in places]
    in_order = all(before < after for before, after in pairwise(starts))
    return places if in_order and all(0 <= start < length for start in starts) else None


def places_text(places: tuple[Place, ...]) -> str:
    """Places as the text of their file, one a line."""
    rows = []
    for place in places:
        row: dict[str, Any] = {"start": place.start}
        row |= {"page": place.page} if place.page else {}
        row |= {"headings": list(place.headings)} if place.headings else {}
        row |= {"unseen": True} if place.unseen else {}
        rows.append(json.dumps(row, ensure_ascii=False))
    return f'{{"format": {FORMAT}, "places": [\n' + ",\n".join(rows) + "\n]}\n"
