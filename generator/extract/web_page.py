"""Saved web pages to blocks: the article without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from generator.extract.blocks import Block, Extraction, Metadata, clean_words, composed
from generator.extract.encodings import declared_text
from generator.extract.markup import letters, marked, markup_blocks, read_markup
from generator.extract.seen_markup import seen_markup

LANGUAGE = re.compile(r"<(?:html|body)\b[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z0-9-]{2,20})", re.IGNORECASE)
AUTHORS = re.compile(r"\s*;\s*")
TITLE_WITHIN = 4
"""Among how many first blocks a page says its title itself."""


def _under_title(blocks: tuple[Block, ...], title: str, page: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks under the page's title as the highest heading, where it is not among their own; it is marked as unseen
    where no block of the whole page shows it."""
    if not blocks or not title:
        return blocks
    below = tuple(
        block if title in block.headings else replace(block, headings=(title, *filter(None, block.headings)))
        for block in blocks
    )
    stands = any(letters(block.text) == letters(title) for block in blocks[:TITLE_WITHIN])
    shown = any(letters(title) in letters(block.text) for block in page)
    return below if stands else (Block(title, headings=(title,), unseen=not shown), *below)


def _with_headings(found: tuple[Block, ...], page: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of an article with the headings above them in the whole page, where it was found without any."""
    if any(block.headings for block in found):
        return found
    where: dict[str, list[int]] = {}
    for number, block in enumerate(page):
        where.setdefault(letters(block.text), []).append(number)
    made: list[Block] = []
    path: tuple[str, ...] = ()
    at = -1
    for block in found:
        numbers = where.get(letters(block.text), [])
        first = bisect_right(numbers, at)
        if first < len(numbers):
            next_at = numbers[first]
            path = page[next_at].headings
            if at >= 0 or path:
                made += (
                    above
                    for above in page[at + 1 : next_at]
                    if above.headings
                    and above.text == above.headings[-1]
                    and path[: len(above.headings)] == above.headings
                )
            at = next_at
        made.append(Block(block.text, headings=path))
    return tuple(made)


def _article(markup: str) -> tuple[Block, ...]:
    """The main text of a page of a site, as trafilatura finds it."""
    import trafilatura

    found = trafilatura.extract(
        markup, output_format="html", include_comments=False, include_tables=True, include_formatting=True,
        include_links=True, favor_recall=True, deduplicate=False,
    )  # fmt: skip
    return markup_blocks(found or "")


def read_web_page(name: str, content: bytes) -> Extraction:
    """A page of HTML: the main text of a page of a site by trafilatura, all of a document that a program exported."""
    markup = declared_text(name, content)
    import trafilatura  # takes longer to load than it takes to find that a page cannot be decoded

    shown = seen_markup(markup)
    page = read_markup(shown.seen)
    blocks = page.blocks if page.is_document else _with_headings(_article(shown.seen), page.blocks)
    blocks = marked(blocks, shown.certain)
    told = trafilatura.extract_metadata(markup, extensive=False)
    title = clean_words(told.title or "") if told else ""
    declared = LANGUAGE.search(markup)
    authors = AUTHORS.split(told.author) if told and told.author else []
    metadata = Metadata(
        title or page.title,
        tuple(words for words in map(clean_words, authors) if words),
        clean_words(told.sitename or "") if told else "",
        (told.date or "") if told else "",
        declared[1] if declared else "",
    )
    return composed(_under_title(blocks, title, page.blocks), metadata, f"trafilatura {trafilatura.__version__}")
