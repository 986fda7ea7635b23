"""The grammar of JSON-LD nodes: a type, properties with a value, dates as ISO 8601 has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.dates import DatePoint, UncertainDate

Node = Mapping[str, Any]
"""One thing in the vocabulary of schema.org: `@type`, often `@id`, and properties."""


def node(type: str, id: str = "", **properties: Any) -> Node:
    """A node of a type, with the properties that have a value, in the order given."""
    told = {name: value for name, value in properties.items() if value not in (None, "", [], ())}
    return {"@type": type, **({"@id": id} if id else {}), **told}


def _iso_point(point: DatePoint) -> str:
    lengths = {"day": 10, "month": 7, "year": 4}
    return point.first.isoformat()[: lengths[point.precision]] if point.precision in lengths else ""


def iso_date(value: UncertainDate | None) -> str:
    """A day, month or year as ISO 8601 writes it; empty where it is an interval, uncertain, or about right only."""
    if value is None or value.interval or value.begin is None:
        return ""
    return "" if value.begin.uncertain or value.begin.approximate else _iso_point(value.begin)


def iso_period(value: UncertainDate | None) -> str:
    """What a date covers as ISO 8601 writes it, an interval with a slash, `..` for an open end; without qualifiers."""
    if value is None:
        return ""
    begin = _iso_point(value.begin) if value.begin else ".."
    if not value.interval:
        return begin
    end = _iso_point(value.end) if value.end else ".."
    return f"{begin}/{end}" if begin and end else ""
