"""What a source's page holds ready for citing a passage of it: a claim with gaps, and where the new file goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.choices import ClaimKind, Confidence, HedgeLevel, Role, values_of
from generator.model.corpus import Source
from generator.model.fields import TODO
from generator.render.escape import Md, html, preformatted
from generator.render.page import PageContext

CLAIMS = "content/claims"
LONGEST_ADDRESS = 8000
"""Characters of an address as the host's sign-in page gets it, encoded once more: GitHub and the proxies before GitLab
refuse request lines of more than 8 KiB, and who is not signed in is sent there first."""


def claim_skeleton(page: PageContext, source: Source) -> str:
    """The YAML of a draft claim; in it stand for what only the reader's selection tells: `{id}`, `{today}`, `{quote}`
    (quoted), and `{neighbours}` (lines for prefix and suffix, or nothing)."""

    def todo(key: str) -> str:
        return f'"{TODO} {page.words.text(f"cite_passage.todo.{key}")}"'

    def note(key: str) -> str:
        return f"  # {page.words.text(f'cite_passage.note.{key}')}"

    def choices(choice: Any) -> str:
        return f"  # {' | '.join(values_of(choice))}"

    def lines() -> Iterator[str]:
        yield f"# {page.words.filled('cite_passage.note.whole', source=source.id, date='{today}')}"
        yield f"- id: {{id}}{note('id')}"
        yield "  draft: yes"
        yield f"  statement: {todo('statement')}"
        yield f"  kind:{choices(ClaimKind)}"
        yield f"  about: []{note('about')}"
        yield "  voices:"
        yield f"    - who: {source.written.publisher}{note('who')}"
        yield f"      role:{choices(Role)}"
        yield "  hedge:"
        yield f"    level:{choices(HedgeLevel)}"
        yield f"    cue:{note('cue')}"
        yield f"  when:{note('when')}"
        yield "  appearances:"
        yield f"    - source: {source.id}"
        yield "      quote: {quote}"
        yield "{neighbours}"
        if source.written.language != page.corpus.site.language:
            yield f"      translation: {todo('translation')}"
        yield "  assessment:"
        yield f"    credibility:{note('credibility')}"
        yield f"    confidence:{choices(Confidence)}"
        yield f"    why: {todo('why')}"
        yield "    on: {today}"

    return "\n".join(lines()) + "\n"


def cite_view(page: PageContext, source: Source) -> Mapping[str, Any] | None:
    """What the page of a captured source needs so that a selected passage can become a new file; None without a
    repository."""
    repository = page.publication.repository
    if repository is None or source.document is None:
        return None
    blank = Md(f'<a href="{html(repository.new_file)}" rel="noopener nofollow">{page.say("cite_passage.new_file")}</a>')
    return {
        "address": html(repository.new_file),
        "parameters": html(" ".join(repository.new_file_parameters)),
        "folder": html(repository.new_path(CLAIMS)),
        "longest": LONGEST_ADDRESS,
        "skeleton": preformatted(claim_skeleton(page, source)),
        "source": html(source.id),
        "note": page.say(f"cite_passage.opens.{repository.host}", host=repository.host_name),
        "too_long": page.say("cite_passage.too_long", host=repository.host_name, link=blank),
    }
