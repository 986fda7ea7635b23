"""The bodies of briefs and of their translations in parts, and what all of them refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.diagnostics import Diagnostic, Span
from generator.diagnostics.catalogue import B008
from generator.diagnostics.nearest import nearest
from generator.model.corpus import ReferencePart, TimelinePart, TranslatedBody
from generator.model.drafts import BriefDraft, BriefTranslation, Drafts
from generator.resolve.brief_parts import Body, split_body
from generator.resolve.brief_translations import front_matter_findings, reference_findings
from generator.resolve.references import Reference


@dataclass(frozen=True, slots=True)
class BriefBodies:
    """All bodies of a project by the file that holds them, and the translations of each brief by the brief's file.

    `stray_ids` are the ids in the front matter of files that translate no brief.
    """

    bodies: Mapping[str, Body]
    translations: Mapping[str, tuple[BriefTranslation, ...]]
    references: tuple[Reference, ...]
    stray_ids: frozenset[str]
    findings: tuple[Diagnostic, ...]

    def translated(self, draft: BriefDraft) -> Mapping[str, TranslatedBody]:
        """The bodies of a brief in further languages."""
        return {
            item.language: TranslatedBody(self.bodies[item.path].parts, item.front_matter.places)
            for item in self.translations.get(draft.path, ())
        }

    def translation_findings(
        self, drafts: Iterable[BriefDraft], missing: Collection[tuple[str, str]]
    ) -> Iterator[Diagnostic]:
        """B009 and B010: in what translations differ from their briefs. `missing` is what no record has: kind, id."""
        for draft in drafts:
            for item in self.translations.get(draft.path, ()):
                yield from front_matter_findings(draft, item, missing)
                body, translated = self.bodies[draft.path], self.bodies[item.path]
                yield from reference_findings(draft, item, body, translated, missing)


def _references(body: Body, owner: str) -> Iterator[Reference]:
    for part in body.parts:
        if isinstance(part, ReferencePart):
            yield Reference(part.kind, part.id, part.span, owner)
        elif isinstance(part, TimelinePart):
            yield Reference("entity", part.about, part.span, owner)


def _id_in(item: BriefTranslation) -> str:
    """The id in a translation's front matter, or nothing."""
    front_matter = item.front_matter.record
    id = front_matter.get("id") if isinstance(front_matter, dict) else None
    return id if isinstance(id, str) else ""


def _without_brief(item: BriefTranslation, briefs: Collection[str]) -> Diagnostic:
    """B008 for a translation of no brief."""
    stem, id = PurePosixPath(item.brief_path).stem, _id_in(item)
    brief = nearest(stem, (PurePosixPath(path).stem for path in briefs))
    hint = f"if it translates {brief}.md, name it {brief}.{item.language}.md" if brief else ""
    if id and id != stem and f"{PurePosixPath(item.path).parent}/{id}.md" not in briefs:
        hint = f"if this is a brief of its own, name it {id}.md"
    return Diagnostic(B008, Span(item.path), f"there is no brief {item.brief_path}", hint, target=id)


def _misplaced(item: BriefTranslation, drafts: Drafts, target: str) -> Diagnostic | None:
    """B008 for a translation into a language in which the site has no pages of its own for it."""
    if drafts.site is None:
        return None
    site, span = drafts.site.record, Span(item.path)
    if item.language == site.language:
        message = f"{item.language!r} is the language of the brief itself"
        return Diagnostic(B008, span, message, f"write the text into {item.brief_path}", target=target)
    if item.language not in site.also_in:
        listed = ", ".join((*site.also_in, item.language))
        hint = f"rename the file, or write `also_in: [{listed}]` in {drafts.site.places.at().path}"
        return Diagnostic(B008, span, f"the site has no pages in {item.language!r}", hint, target=target)
    return None


def brief_bodies(drafts: Drafts) -> BriefBodies:
    """The bodies of all briefs and translations in parts; findings B002 and B008."""
    briefs = {draft.path: draft for draft in drafts.briefs}
    findings: list[Diagnostic] = []
    translations: dict[str, tuple[BriefTranslation, ...]] = {}
    stray_ids = set()
    for item in drafts.translations:
        draft = briefs.get(item.brief_path)
        if draft is None:
            stray_ids.add(_id_in(item))
            if "brief" not in drafts.unread.kinds:
                findings.append(_without_brief(item, briefs))
            continue
        finding = _misplaced(item, drafts, draft.located.record.id)
        if finding is None:
            translations[draft.path] = (*translations.get(draft.path, ()), item)
        else:
            findings.append(finding)
    bodies, references = dict[str, Body](), list[Reference]()
    for draft in drafts.briefs:
        id = draft.located.record.id
        files: tuple[BriefDraft | BriefTranslation, ...] = (draft, *translations.get(draft.path, ()))
        for file in files:
            parts, faults = split_body(file.path, file.body, file.body_line, id)
            bodies[file.path] = Body(parts, legible=not faults)
            findings.extend(faults)
            references.extend(_references(bodies[file.path], id))
    return BriefBodies(bodies, translations, tuple(references), frozenset(stray_ids - {""}), tuple(findings))
