"""What the search knows of one page: its address, what it is called, the words by which it is found, its facets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A page as the search knows it, in one language.

    `address` is relative to the root of the edition and may end in an anchor; `language` is an ISO 639 code, and
    decides how words are stemmed. `filters` are facets: values by name, each an id followed by its label. `meta` is
    what a result shows besides the title. A record in a language other than the edition's bears words alone.
    """

    address: str
    language: str
    title: str
    text: str
    filters: Mapping[str, tuple[str, ...]]
    meta: Mapping[str, str]
