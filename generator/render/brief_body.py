"""The Markdown that authors write in briefs: what it may contain, its references as links, its terms linked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

import markdown

from generator.diagnostics import Diagnostic
from generator.diagnostics.catalogue import B004
from generator.model.corpus import Brief, BriefPart, LaterPart, MarkdownPart, ReferencePart, TimelinePart
from generator.model.places import Places
from generator.render.escape import Md, md
from generator.render.markup_allowed import Allowed, odd_element
from generator.render.page import PageContext
from generator.render.timelines import TimelineView, entries_about, timeline_view

EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")
"""The Markdown extensions of mkdocs.yml; a test holds the two together."""
ALLOWED = Allowed(
    frozenset({
        "p", "h2", "h3", "h4", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a",
        "table", "thead", "tbody", "tr", "th", "td", "hr", "br",
    }),
    MappingProxyType({
        "a": frozenset({"href", "title"}),
        **{cell: frozenset({"style"}) for cell in ("th", "td")},
        **{heading: frozenset({"id"}) for heading in ("h2", "h3", "h4")},
    }),
)  # fmt: skip
CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|`+[^`\n]*`+", re.MULTILINE | re.DOTALL)
RAW = re.compile(r"<(?=[A-Za-z/!?])|\{:|\{\s*[#.][\w-]|^\[[^\]]+\]:|^#\s|!\[", re.MULTILINE)
UNTOUCHED = re.compile(r"(`+[^`]*`+|!?\[[^\]]*\]\([^)]*\)|https?://\S+)")
NAMES = {"<": "HTML", "{": "attribute lists", "[": "link definitions", "#": "a level-one heading", "!": "pictures"}


def _raw_markup(part: MarkdownPart, target: str) -> Iterator[Diagnostic]:
    blanked = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), part.text)
    for match in RAW.finditer(blanked):
        what = NAMES[match.group()[0]]
        yield Diagnostic(B004, part.span.after(part.text[: match.start()]), f"briefs do without {what}", target=target)


def markup_findings(brief: Brief) -> tuple[Diagnostic, ...]:
    """B004 for everything in a brief's bodies that their allow-list would take out after rendering."""
    bodies = (brief.parts, *(item.parts for item in brief.translations.values()))
    return tuple(finding for parts in bodies for finding in _body_findings(parts, brief.id))


def _body_findings(body: tuple[BriefPart, ...], target: str) -> tuple[Diagnostic, ...]:
    parts = [part for part in body if isinstance(part, MarkdownPart)]
    raw = tuple(finding for part in parts for finding in _raw_markup(part, target))
    if raw or not parts:
        return raw
    text = "".join(part.text if isinstance(part, MarkdownPart) else "x" for part in body)
    rendered = markdown.markdown(text, extensions=list(EXTENSIONS))
    odd = odd_element(rendered, ALLOWED)
    if odd is None:
        return ()
    hint = "links lead to http or https addresses; other markup is not allowed"
    message = f"the body contains a <{odd}> that is not allowed"
    return (Diagnostic(B004, parts[0].span, message, hint, target=target),)


@dataclass(frozen=True, slots=True)
class ShownBody:
    """The body of a brief that a page shows: its parts, its language, and the places in the file that it is in."""

    parts: tuple[BriefPart, ...]
    language: str
    places: Places

    @property
    def word_count(self) -> int:
        """The words of the text, for its reading time."""
        return sum(len(part.text.split()) for part in self.parts if isinstance(part, MarkdownPart))


def shown_body(page: PageContext, brief: Brief) -> ShownBody:
    """Return the body in the page's language, or else the one in the site's."""
    translation = brief.translations.get(page.language)
    if translation is not None:
        return ShownBody(translation.parts, page.language, translation.places)
    return ShownBody(brief.parts, page.corpus.site.language, brief.places)


def other_languages(page: PageContext, brief: Brief) -> tuple[str, ...]:
    """Return the languages in which there is a body, that of the site first; none where the page's is one of them."""
    languages = (page.corpus.site.language, *sorted(brief.translations))
    return () if page.language in languages else languages


def _line_with_terms(page: PageContext, line: str, language: str) -> str:
    pieces = UNTOUCHED.split(line)
    for number in range(0, len(pieces), 2):
        text, done, position = pieces[number], [], 0
        for passage, term in page.fresh_mentions(text, language):
            done += [text[position : passage.start], page.term_link(term, passage.text)]
            position = passage.end
        pieces[number] = "".join([*done, text[position:]])
    return "".join(pieces)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line of authored Markdown with what it is: prose, a heading or code."""
    fenced = False
    for number, line in enumerate(text.split("\n")):
        fence = line.startswith(("```", "~~~"))
        fenced ^= fence
        code = fenced or fence or (line.startswith("    ") and number > 0)
        yield line, "code" if code else "heading" if line.startswith("#") else "prose"


def _markdown_with_terms(page: PageContext, text: str, language: str) -> str:
    """Authored Markdown with the first occurrence of each term in a section linked; headings and code untouched."""
    lines = []
    for line, kind in _lines(text):
        if kind == "heading":
            page.section()
        lines.append(_line_with_terms(page, line, language) if kind == "prose" else line)
    return "\n".join(lines)


def body_blocks(page: PageContext, body: ShownBody) -> tuple[tuple[Md, TimelineView | None], ...]:
    """A brief's body for its template: stretches of Markdown, each with the timeline that follows it, if any."""
    blocks: list[tuple[Md, TimelineView | None]] = []
    text = ""
    for part in body.parts:
        if isinstance(part, MarkdownPart):
            text += _markdown_with_terms(page, part.text, body.language)
        elif isinstance(part, ReferencePart):
            text += (
                page.term_link(part.id, part.label or page.name("term", part.id))
                if part.kind == "term"
                else (page.link(part.kind, part.id, part.label or None))
            )
        elif isinstance(part, LaterPart):
            text += md(part.label) if part.label else page.say("as_of.later_reference")
        elif isinstance(part, TimelinePart):
            blocks.append((Md(text), timeline_view(page, entries_about(page, (part.about,)))))
            text = ""
    blocks.append((Md(text), None))
    return tuple(blocks)
