"""What the translation of a brief must have in common with it: the front matter, and what the body refers to."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

from generator.diagnostics import Diagnostic, Fix, Related, Span
from generator.diagnostics.catalogue import B009, B010
from generator.diagnostics.nearest import nearest
from generator.diagnostics.visible import cut, escaped
from generator.model.corpus import ReferencePart, TimelinePart
from generator.model.drafts import BriefDraft, BriefTranslation
from generator.model.fields import RefersTo
from generator.model.marks import marked
from generator.model.spans import Loc
from generator.read.shapes import path_name
from generator.resolve.brief_parts import Body
from generator.resolve.dates import date_or_none

PLAIN = re.compile(r"(?!.*(?:: | #|:$| $))[A-Za-z0-9][^\n]*")
"""A text that YAML takes as it is after a key."""
PLAIN_IN_BRACKETS = re.compile(r"(?!.*(?::| #| $))[A-Za-z0-9][^\n,\[\]{}]*")
"""A text that it takes as it is in a list or mapping on one line."""
LONGEST_LIST = 120
"""Characters of a list or mapping that a hint shows; for a longer one it names the place to copy from."""
LISTED = 4
"""Missing references that a finding names."""
Key = tuple[str, str]
"""A kind of record and an id."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """A part of the brief's front matter that the translation has otherwise, or not at all.

    `misnamed` is a key of the translation that the brief does not have, in the place of the last key of `loc`; with
    `extra` nothing is missing, and `loc` is that key itself.
    """

    loc: Loc
    misnamed: str = ""
    extra: bool = False


def _differences(brief: Any, translation: Any, loc: Loc = ()) -> Iterator[_Difference]:
    """The smallest parts in which two plain values differ; lists of different length differ as a whole."""
    if isinstance(brief, dict) and isinstance(translation, dict):
        extra = [key for key in translation if key not in brief]
        missing = [key for key in brief if key not in translation]
        misspelled = {other: key for other in extra if (key := nearest(other, missing)) is not None}
        yield from (_Difference((*loc, key), other) for other, key in misspelled.items())
        pairs = {*misspelled, *misspelled.values()}
        missing, extra = ([key for key in keys if key not in pairs] for keys in (missing, extra))
        for key, other in zip_longest(missing, extra):
            yield _Difference((*loc, key), other or "") if key else _Difference((*loc, other), extra=True)
        for key in brief:
            if key in translation:
                yield from _differences(brief[key], translation[key], (*loc, key))
    elif isinstance(brief, list) and isinstance(translation, list) and len(brief) == len(translation):
        for index, part in enumerate(brief):
            yield from _differences(part, translation[index], (*loc, index))
    elif brief != translation:
        yield _Difference(loc)


def _yaml(value: Any, plain: re.Pattern[str] = PLAIN) -> str:
    """A plain value as YAML on one line; `plain` is what may do without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(part, PLAIN_IN_BRACKETS)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(part, PLAIN_IN_BRACKETS) for part in value) + "]"
    text = "" if value is None else str(value)
    return text if plain.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _reported_fields(draft: BriefDraft, missing: Collection[Key]) -> Iterator[str]:
    """The fields of a brief in which another rule finds a fault: the translation is not to have the same."""
    record = draft.located.record
    if record.id != PurePosixPath(draft.path).stem:
        yield "id"
    if date_or_none(record.date) is None:
        yield "date"
    if not (record.claims.ids or record.claims.about or record.claims.sources):
        yield "claims"
    yield from (str(loc[0]) for loc, marker, id in marked(record, RefersTo) if (marker.kind, id) in missing)


def front_matter_findings(
    draft: BriefDraft, translation: BriefTranslation, missing: Collection[Key]
) -> Iterator[Diagnostic]:
    """B009 for every part of a translation's front matter that is not as the brief has it."""
    reported = set(_reported_fields(draft, missing))
    for item in _differences(draft.front_matter, translation.front_matter.record):
        if not item.loc or item.loc[0] not in reported:
            yield _front_matter_finding(draft, translation, item)


def _no_field(key: str) -> str:
    return f"the brief has no field `{escaped(cut(key))}` here"


def _front_matter_finding(draft: BriefDraft, translation: BriefTranslation, item: _Difference) -> Diagnostic:
    here, there, loc, id = translation.front_matter.places, draft.located.places, item.loc, draft.located.record.id
    if item.extra:
        message, hint = _no_field(str(loc[-1])), f"remove it, or write it into {draft.path} too"
        return Diagnostic(B009, here.key(*loc), message, hint, target=id)
    value, field, place = draft.front_matter, f"`{path_name(loc)}`" if loc else "the front matter", there.key(*loc)
    for key in loc:
        value = value[key]
    yaml = _yaml(value) if not loc or isinstance(loc[-1], int) else f"{loc[-1]}: {_yaml(value)}"
    shown = isinstance(value, str) or (loc and len(yaml) <= LONGEST_LIST)
    hint = f"write `{yaml}`" if shown else f"copy {field} from {place.path}:{place.line}"
    related = (Related(place, "in the brief"),)
    if item.misnamed:
        span = here.key(*loc[:-1], item.misnamed)
        return Diagnostic(B009, span, _no_field(item.misnamed), hint, related, id, Fix((span,), str(loc[-1])))
    if loc not in here.values:
        span, message = here.at(*loc), f"{field} of the brief is missing"
        return Diagnostic(B009, span, message, hint, related, id)
    span, message = here.values[loc], f"{field} is not the same as in the brief"
    return Diagnostic(B009, span, message, hint, related, id, Fix((span,), value) if isinstance(value, str) else None)


@dataclass(frozen=True, slots=True, order=True)
class _Use:
    """A reference in a body: its place, its kind (`timeline` for a figure), and the id that it names."""

    span: Span
    kind: str
    id: str

    @property
    def written(self) -> str:
        """The reference as authors write it."""
        return f"[[timeline: about={self.id}]]" if self.kind == "timeline" else f"[[{self.kind}:{self.id}]]"

    def names_one_of(self, missing: Collection[Key]) -> bool:
        """Whether it names a record that is missing, which is the finding of another rule."""
        return ("entity" if self.kind == "timeline" else self.kind, self.id) in missing


def _uses(body: Body) -> Mapping[Key, list[_Use]]:
    uses: dict[Key, list[_Use]] = defaultdict(list)
    for part in body.parts:
        if isinstance(part, ReferencePart):
            uses[part.kind, part.id].append(_Use(part.span, part.kind, part.id))
        elif isinstance(part, TimelinePart):
            uses["timeline", part.about].append(_Use(part.span, "timeline", part.about))
    return uses


def _beyond(one: Mapping[Key, list[_Use]], other: Mapping[Key, list[_Use]]) -> list[_Use]:
    """The references that one body has more often than the other: the last ones of each, in the order of the text."""
    return sorted(use for key, uses in one.items() for use in uses[len(other.get(key, ())) :])


def _without(uses: Iterable[_Use], counts: Mapping[str, int]) -> list[_Use]:
    """The uses without the first ones of each kind, as many as `counts` says."""
    to_skip, others = Counter(counts), list[_Use]()
    for use in uses:
        to_skip[use.kind] -= 1
        if to_skip[use.kind] < 0:
            others.append(use)
    return others


def reference_findings(
    draft: BriefDraft, translation: BriefTranslation, body: Body, translated: Body, missing: Collection[Key]
) -> Iterator[Diagnostic]:
    """B010 for the references that a translation's body has more often or less often than the brief's.

    They are counted: a paragraph that was left out, or that the brief got later, shows also where what it names is
    named elsewhere. An id that no record has stands for any other of its kind, brackets that are not understood for
    anything; both have findings of their own.
    """
    here, there = _uses(translated), _uses(body)
    lacking, extra = _beyond(there, here), _beyond(here, there)
    unknown_here = Counter(use.kind for use in extra if use.names_one_of(missing))
    unknown_there = Counter(use.kind for use in lacking if use.names_one_of(missing))
    lacking = _without((use for use in lacking if not use.names_one_of(missing)), unknown_here)
    extra = _without((use for use in extra if not use.names_one_of(missing)), unknown_there)
    lacking, extra = lacking if translated.legible else [], extra if body.legible else []
    target = draft.located.record.id
    for use in extra:
        instead = next((other for other in lacking if other.kind == use.kind), None)
        if instead is None:
            often = " so often" if (use.kind, use.id) in there else ""
            message = f"the brief does not name {use.written}{often}"
            hint = f"take the brackets away, or write {use.written} into {draft.path} too"
            yield Diagnostic(B010, use.span, message, hint, target=target)
            continue
        lacking.remove(instead)
        message, related = f"here the brief has {instead.written}", (Related(instead.span, "in the brief"),)
        yield Diagnostic(B010, use.span, message, f"write {instead.written}", related, target)
    if lacking:
        yield _lacking(translation, lacking, target)


def _lacking(translation: BriefTranslation, uses: list[_Use], target: str) -> Diagnostic:
    """The finding for all references that a translation lacks, at the first line of its text."""
    text = translation.body
    blank = text[: len(text) - len(text.lstrip())].count("\n") if text.strip() else -1
    listed = list(dict.fromkeys(use.written for use in uses))
    more = f" and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
    message = f"the text lacks {', '.join(listed[:LISTED])}{more}"
    form = listed[0] if uses[0].kind == "timeline" else f"{listed[0]} or {listed[0].removesuffix(']]')}|words]]"
    hint = f"write {form} where the brief does"
    related = tuple(Related(use.span, "in the brief") for use in uses[:LISTED])
    return Diagnostic(B010, Span(translation.path, translation.body_line + blank), message, hint, related, target)
