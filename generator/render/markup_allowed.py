"""What authored Markdown may become: elements and attributes of an allow-list, written so that all parsers agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3

TAG = re.compile(r"</?[a-z][a-z0-9]*(?: [a-z][a-z-]*=\"[^\"<>]*\")* ?/?>")
"""A tag as Python-Markdown writes it. Whatever else begins with `<` (comments, declarations, CDATA, tags that somebody
wrote) may be one thing to one parser and another thing to a browser."""
RESERVED = "__"
"""How ids begin that the theme reads its settings and switches from."""
Element = tuple[str, tuple[tuple[str, str | None], ...]]


@dataclass(frozen=True, slots=True)
class Allowed:
    """An allow-list: elements, and for each the attributes that it may have."""

    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]


class _Elements(HTMLParser):
    """The elements of a rendered text with their attributes, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(sorted(attrs, key=str))))


def _elements(text: str) -> list[Element]:
    parser = _Elements()
    parser.feed(text)
    parser.close()
    return parser.found


def _odd_signs(rendered: str) -> Iterator[str]:
    for found in re.finditer("<[!?/]*([A-Za-z]*)", rendered):
        if TAG.match(rendered, found.start()) is None:
            yield found[1].lower() or "comment"


def _reserved(element: Element) -> bool:
    return any(name == "id" and (value or "").startswith(RESERVED) for name, value in element[1])


def odd_element(rendered: str, allowed: Allowed) -> str | None:
    """The name of the first element of rendered Markdown that the list does not allow, or that has an attribute, an
    address or an id that it may not have; None where there is none."""
    odd = next(_odd_signs(rendered), None)
    if odd is not None:
        return odd
    clean = nh3.clean(
        rendered,
        tags=set(allowed.tags),
        attributes={tag: set(names) for tag, names in allowed.attributes.items()},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    before, after = _elements(rendered), _elements(clean)
    reserved = next((one[0] for one in before if _reserved(one)), None)
    if reserved is not None or before == after:
        return reserved
    return next((one[0] for one in before if one not in after), before[-1][0] if before else "text")
