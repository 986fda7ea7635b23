"""Saved web pages to blocks: the article without what stands around it, and what the page says of itself."""

from __future__ import annotations

import re
from importlib.metadata import version

import trafilatura

from generator.extract.blocks import Block, Extraction, Metadata, clean_words, composed
from generator.extract.encodings import declared_text
from generator.extract.markup import markup_blocks, markup_title

LANGUAGE = re.compile(r"<html\b[^>]{0,2000}?\blang\s*=\s*[\"']?([A-Za-z0-9-]{2,20})", re.IGNORECASE)
AUTHORS = re.compile(r"\s*;\s*")


def _under_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The blocks, with the page's title as the highest heading where the article was found without its own."""
    if not blocks or not title or any(title in block.headings for block in blocks):
        return blocks
    below = tuple(Block(item.text, headings=(title, *(part for part in item.headings if part))) for item in blocks)
    return below if below[0].text == title else (Block(title, headings=(title,)), *below)


def read_web_page(name: str, content: bytes) -> Extraction:
    """A page of HTML by trafilatura: headings, paragraphs, lists, quotes and tables of its main text."""
    markup = declared_text(name, content)
    found = trafilatura.extract(
        markup, output_format="html", include_comments=False, include_tables=True, include_formatting=True,
        favor_recall=True, deduplicate=False,
    )  # fmt: skip
    told = trafilatura.extract_metadata(markup, extensive=False)
    title = clean_words(told.title or "") if told else ""
    declared = LANGUAGE.search(markup)
    authors = AUTHORS.split(told.author) if told and told.author else []
    metadata = Metadata(
        title or markup_title(markup),
        tuple(words for words in map(clean_words, authors) if words),
        clean_words(told.sitename or "") if told else "",
        (told.date or "") if told else "",
        declared[1] if declared else "",
    )
    blocks = _under_title(markup_blocks(found or ""), title)
    return composed(blocks, metadata, f"trafilatura {version('trafilatura')}")
