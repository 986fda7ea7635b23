"""A comparison of two revisions as Markdown, to be posted as a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.authoring.diff_words import (
    FLAGS,
    Comparison,
    Revision,
    by_record,
    faults,
    illegible,
    one_sided,
    summary,
    title,
    wordings,
)
from generator.authoring.word_diff import Run
from generator.derive.difference import Difference
from generator.model.fields import text_in
from generator.render.escape import Md, joined, md

MOST_ERRORS = 5
MOST = 60_000
"""Characters that a comment may have; git hosts refuse those of more than 65,536."""
CALLING = re.compile(r"@|[#~!%$&^](?=[\w\"']|$)|\b[Gg][Hh](?=-\d)|:(?=//)|:(?=[\w+-]+:)|\bwww(?=\.)")
"""Signs after which a git host looks for the name of a person or a group, an issue, a label or a milestone, the
start of an address or a picture. It does so in the text as shown: neither a reference nor a backslash hinders it."""
ZERO_WIDTH_SPACE = "\u200b"
TAGS = {"removed": "del", "added": "ins"}


def quiet(text: str) -> Md:
    """Untrusted text as Markdown that shows it letter for letter, calls nobody and refers to nothing on a git host.

    A zero width space after each sign that could call somebody is all that is added.
    """
    clean = "".join(sign if sign.isprintable() or sign.isspace() else "�" for sign in text)
    return md(CALLING.sub(lambda match: match.group() + ZERO_WIDTH_SPACE, clean))


def _marked(runs: tuple[Run, ...], plain: bool) -> Md:
    """Runs of words; `plain` leaves the marks out where all of it came, or all of it went."""
    if plain and len(runs) == 1:
        return quiet(runs[0].text)
    parts = []
    for number, run in enumerate(runs):
        before, text, after = run.text[:1].isspace(), quiet(run.text), run.text[-1:].isspace()
        shown = text if run.fate == "same" or not text else Md(f"<{TAGS[run.fate]}>{text}</{TAGS[run.fate]}>")
        apart = before or (run.fate == "added" and number > 0 and runs[number - 1].fate == "removed")
        parts.append(Md((" " if apart else "") + shown + (" " if after and text else "")))
    return Md(" ".join(joined(parts).split()))


def _place(item: Difference) -> Md:
    if item.span is None:
        return Md("")
    place = quiet(f"{item.span.path}:{item.span.line}")
    return Md(f" (was {place})" if item.gone else f" ({place})")


def _entry(item: Difference, language: str) -> str:
    shown = [
        Md((f"{quiet(wording.language)}: " if wording.language else "") + _marked(wording.runs, one_sided(item)))
        for wording in wordings(item, language)
    ]
    if item.reason is not None:
        shown.append(quiet(text_in(item.reason, language)))
    words = Md(f"**{quiet(title(item))}**{_place(item)}")
    lines = [f"- {words}", *(f"  - {text}" for text in shown if text)]
    if item.flag:
        lines.append(f"  - *{md(FLAGS[item.flag])}*")
    return "\n".join(lines)


def _entries(heading: str, made: Comparison, items: Iterable[Difference]) -> Iterator[str]:
    """A heading, then each record with its changes as one piece."""
    if groups := list(by_record(made, items)):
        yield f"### {heading}"
        for name, group in groups:
            if words := illegible(group):
                yield f"#### {quiet(name)}\n\n- {quiet(words)}\n  - *{md(FLAGS['unreadable'])}*"
            else:
                yield "\n".join((f"#### {quiet(name)}", "", *(_entry(item, made.language) for item in group)))


def _side(side: Revision) -> Md:
    return quiet(side.named) if side.sha is None else Md(f"{quiet(side.named)} (`{side.sha[:10]}`)")


def _fault_lines(made: Comparison) -> Iterator[str]:
    for told, findings in faults(made):
        lines = [f"**{quiet(told)}**", ""]
        lines += [
            f"- {quiet(str(item.span))}: {quiet(item.rule.code)}: {quiet(item.message)}"
            for item in findings[:MOST_ERRORS]
        ]
        if len(findings) > MOST_ERRORS:
            lines.append(f"- and {len(findings) - MOST_ERRORS} more")
        yield "\n".join(lines).rstrip("\n")


def as_markdown(made: Comparison) -> str:
    """The comparison as Markdown (CommonMark with tags `<del>` and `<ins>`), what is flagged first.

    It fits into one comment: what is too much is counted, and the flagged is cut last. All texts of the contents are
    escaped and call nobody.
    """
    pieces = ["## What changed in the claims", f"From {_side(made.base)} to {_side(made.head)}: {summary(made)}."]
    pieces += _fault_lines(made)
    if not made.differences:
        pieces.append("Nothing changed in the records.")
    rest = [item for item in made.differences if not item.flag]
    entries = [
        *_entries("For the reviewer to look at", made, made.flagged),
        *_entries("Other changes" if made.flagged else "Changes", made, rest),
    ]
    size = sum(map(len, pieces))
    for number, entry in enumerate(entries):
        size += len(entry) + 2
        if size > MOST:
            left = sum(not item.startswith("### ") for item in entries[number:])
            pieces.append(f"{left} more records changed than fit here: run `briefs diff` to see all of them.")
            break
        pieces.append(entry)
    return "\n\n".join(pieces) + "\n"
