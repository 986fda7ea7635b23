"""Many generated texts through every escape: what comes out is the text again, in one element, wherever it is put."""

from __future__ import annotations

import io
import json
import random
import re
from collections.abc import Iterator
from csv import reader
from html.parser import HTMLParser
from xml.etree import ElementTree

import icalendar
import markdown
import pytest

from generator.export.csv_files import ACTIVE, active, csv_lines
from generator.publish.composed_markdown import composed
from generator.render.due_calendar import calendar_text, folded
from generator.render.escape import html, md, preformatted
from generator.render.feed import NO_XML
from generator.render.structured import json_script
from tests.hostile_texts import CORPUS
from tests.proving import amount
from tests.test_composed_markdown import TITLE, plain
from tests.test_escape import CONFIGS, EXTENSIONS, HOSTILE

COUNT = amount(5_000, 100_000)
"""Texts for each seed."""
PART = 40
"""Blocks of a page."""
BATCH = 50
"""Texts that are rendered together."""
SIGNS = "*_`[](){}<>#!|:-=+.&;~^\\\"'$%@/ \n\t1a0Zäß。“\u200b\u00a0\u00ad\u2028"
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2000, 0x2070), 0x1F600, 0xFF1C)
"""Control signs are refused where files are read."""
seeds = pytest.mark.parametrize("seed", [7, 20261124])


def texts(seed: int, count: int = COUNT) -> Iterator[str]:
    """Generated texts: signs, pieces of hostile texts, and whole ones, one after the other."""
    chance = random.Random(seed)
    known = [item.text for item in CORPUS] + list(HOSTILE)
    made = 0
    while made < count:
        parts = []
        for _ in range(chance.randint(1, 5)):
            kind = chance.random()
            if kind < 0.5:
                parts.append("".join(chance.choices(SIGNS, k=chance.randint(1, 8))))
            elif kind < 0.8:
                whole = chance.choice(known)
                start = chance.randrange(len(whole))
                parts.append(whole[start : start + chance.randint(1, 30)])
            elif kind < 0.9:
                parts.append(chance.choice(known)[:80])
            else:
                parts.append(chr(chance.choice(LETTERS)))
        text = "".join(parts)
        if flat(text):
            made += 1
            yield text


def flat(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def batches(seed: int) -> Iterator[list[str]]:
    """The texts in batches."""
    found: list[str] = []
    for text in texts(seed):
        found.append(text)
        if len(found) == BATCH:
            yield found
            found = []


class _Blocks(HTMLParser):
    """The words of each paragraph, cell or heading with the elements in it."""

    def __init__(self, page: str, tags: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.tags = tags
        self.words: list[str] = []
        self.elements: list[tuple[str, ...]] = []
        self.values: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        if tag in self.tags:
            self.words.append("")
        self.values += [value or "" for name, value in attrs if name == "title"]

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment",))

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_data(self, data: str) -> None:
        if self.words:
            self.words[-1] += data


def _page(source: str) -> str:
    return markdown.markdown(source, extensions=EXTENSIONS, extension_configs=CONFIGS)


@seeds
def test_md_and_html_survive_markdown(seed: int) -> None:
    """As a paragraph, inside one, in a cell, and in an attribute: no text makes an element or loses a letter."""
    for batch in batches(seed):
        lines = []
        for text in batch:
            lines += [md(text), f"a {md(f'x {text}')} b", f'so <abbr title="{html(text)}">it</abbr> was']
        found = _Blocks(_page("\n\n".join(lines)), frozenset({"p"}))
        assert found.elements == [("p",), ("p",), ("p",), ("abbr", "title")] * len(batch), batch
        assert [flat(words) for words in found.words[::3]] == [flat(text) for text in batch]
        assert [flat(words) for words in found.words[1::3]] == [flat(f"a x {text} b") for text in batch]
        assert found.values == [flat(text) for text in batch]
        table = "\n".join(["| a | b |", "| --- | --- |", *(f"| {md(text)} | {md(text)} |" for text in batch)])
        cells = _Blocks(_page(table), frozenset({"td"}))
        assert [flat(words) for words in cells.words[::2]] == [flat(text) for text in batch]
        assert set(cells.elements) == {("table",), ("thead",), ("tbody",), ("tr",), ("th",), ("td",)}


@seeds
def test_preformatted_survives_markdown(seed: int) -> None:
    """In a block of code a text keeps its lines and their indentation, and makes no element."""
    for batch in batches(seed):
        blocks = [f"<pre><code>{preformatted(text)}</code></pre>" for text in batch]
        found = _Blocks(_page("\n\n".join(blocks)), frozenset({"pre"}))
        assert found.elements == [("pre",), ("code",)] * len(batch)
        assert [flat(words) for words in found.words] == [flat(text) for text in batch]


@seeds
def test_the_short_way_makes_the_same(seed: int) -> None:
    """Pages of our templates with such texts in them become by the short way what Python-Markdown makes of them."""
    taken = total = 0
    for batch in batches(seed):
        page = [f'<h1 id="title" markdown="span">{md(batch[0])}</h1>']
        for number, text in enumerate(batch):
            page += [f"## {number} {md(text)}", md(text), f"- {md(text)}\n- [{md(text)}](../a.md#b)"]
            page += [f'<p class="cb-x" markdown="span">{md(text)} <span lang="{html(text)}">{md(text)}</span></p>']
        for part in (page[start : start + PART] for start in range(0, len(page), PART)):
            source = "\n\n".join(part)
            made = composed(source, TITLE)
            total += 1
            if made is not None:
                taken += 1
                assert made.html(lambda link: link) == plain(source), source
    assert taken > total * 0.5


@seeds
def test_csv_json_xml_and_calendars_read_back(seed: int) -> None:
    """No cell of CSV is a formula; JSON in a page has no sign of HTML; XML and calendars give the text."""
    for batch in batches(seed):
        lines = csv_lines([text] for text in batch)
        cells = [row[0] for row in reader(io.StringIO(lines, newline=""))]
        assert [cell[1:] if active(cell[1:]) and cell[0] == "'" else cell for cell in cells] == batch
        assert not any(cell.lstrip('" ').startswith(tuple(sign for sign in ACTIVE if sign != "'")) for cell in cells)
        script = json_script([{"words": batch}])
        inner = re.fullmatch(r"<script type=\"application/ld\+json\">(.*)</script>", script, re.DOTALL)
        assert (
            inner is not None and not set("<>&") & set(inner[1]) and json.loads(inner[1])["@graph"][0]["words"] == batch
        )
        tree = ElementTree.Element("feed")
        for text in batch:
            ElementTree.SubElement(tree, "title", {"x": NO_XML.sub("\ufffd", text)}).text = NO_XML.sub("\ufffd", text)
        for element, text in zip(ElementTree.fromstring(ElementTree.tostring(tree)), batch, strict=True):
            assert flat(element.text or "") == flat(NO_XML.sub("\ufffd", text)) == flat(element.get("x") or "")
        event = ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
        event += [folded(f"SUMMARY;X-N={number}:{calendar_text(flat(text))}") for number, text in enumerate(batch)]
        event += ["END:VEVENT", "END:VCALENDAR"]
        calendar = icalendar.Calendar.from_ical("\r\n".join(event) + "\r\n")
        assert [str(words) for words in calendar.walk("VEVENT")[0]["SUMMARY"]] == [flat(text) for text in batch]
