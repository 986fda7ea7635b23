"""Markdown to blocks: what a reader of the rendered page sees, under its headings."""

from __future__ import annotations

import re

from generator.extract.blocks import Extraction, Metadata, clean_words, composed
from generator.extract.encodings import plain_text
from generator.extract.markup import marked, markup_blocks
from generator.extract.seen_markup import seen_markup

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^(title|author|date|lang|language|publisher):[ \t]*(\S.*)$", re.MULTILINE)


def read_markdown(name: str, content: bytes) -> Extraction:
    """A Markdown file by Python-Markdown with tables, fences and footnotes; its front matter gives its metadata."""
    text = plain_text(name, content).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    import markdown  # takes longer to load than it takes to find that a file is no text

    match = FRONT_MATTER.match(text)
    fields = {key: clean_words(value.strip("\"'")) for key, value in FIELD.findall(match[1])} if match else {}
    rendered = markdown.markdown(text[match.end() :] if match else text, extensions=["extra", "sane_lists"])
    shown = seen_markup(rendered)
    blocks = marked(markup_blocks(shown.seen), shown.certain)
    title = fields.get("title") or next((item.headings[0] for item in blocks if item.headings), "")
    metadata = Metadata(
        title,
        (fields["author"],) if "author" in fields else (),
        fields.get("publisher", ""),
        fields.get("date", ""),
        fields.get("lang") or fields.get("language", ""),
    )
    return composed(blocks, metadata, f"markdown {markdown.__version__}")
