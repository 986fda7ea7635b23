"""Where the short way to HTML ends: what lies just inside of it is the same by both ways, what lies outside is left."""

from __future__ import annotations

import pytest

from tests.test_composed_markdown import agrees

KNOWN = {
    "an ampersand between words": "salt & pepper",
    "an underscore inside a word": "a_b and 1_2",
    "a greater than": "a > b",
    "an exclamation mark": "so! it is",
    "words after a paragraph of raw HTML": '<p markdown="span">one</p><p markdown="span">two</p>',
    "an element after the end of another": '<div markdown="1">\n\none\n\n</div>\n\ntwo',
    "a paragraph at the end of an element": '<div markdown="1">\n\none\n\n</div><p markdown="span">two</p>',
    "an empty list": '<ul markdown="1">\n</ul>',
}
LEFT = {
    "words in an element that holds none": '<ul markdown="1">\nwords\n</ul>',
    "an element that never ends": '<div markdown="1">\n\nwords',
    "raw HTML that never ends": "<div>\nwords",
    "an end without a beginning": "words\n\n</div>",
    "an end of another element": '<div markdown="1">\n\nwords\n\n</section>',
    "two kinds of list in one": "- one\n1. two",
    "a loose list": "- one\n\n- two",
    "a heading that is closed": "# words #",
    "a heading of raw HTML without an id": '<h2 class="b" markdown="span">words</h2>',
    "raw HTML of several lines in an element": '<div markdown="1">\n<p>one\ntwo</p>\n</div>',
    "raw HTML with an id in an element": '<div markdown="1">\n<p id="x">one</p>\n</div>',
    "a row with too few cells": "| a | b |\n| --- | --- |\n| c |",
    "a table without a rule": "| a |\n| b |\n| c |",
    "a bracket that begins no link": "a [b",
    "an asterisk that begins no emphasis": "a * b",
    "an underscore at a word's start": "a _b",
    "an entity that is none": "a &b",
    "an exclamation mark before a bracket": "a ![b](c.md)",
    "nothing in an element": '<div markdown="1">\n</div>',
    "a control character": "a\x00b",
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_templates_write_goes_the_short_way(name: str) -> None:
    """These are of the dialect, and their HTML is Python-Markdown's to the byte."""
    assert agrees(KNOWN[name])


@pytest.mark.parametrize("name", LEFT)
def test_what_lies_beside_the_dialect_is_left_to_python_markdown(name: str) -> None:
    """These are not of the dialect: the short way makes nothing of them, rather than something that may differ."""
    assert not agrees(LEFT[name])
