"""The commands `briefs pack` and `briefs verify`: a brief to hand over, and the proof that it, or a site, is whole."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.authoring.pack_check import verified
from generator.authoring.site_check import verified_site
from generator.commands.options import CLEAN, FINDINGS, UNUSABLE, as_of_option, project_option
from generator.compiler import compose, snapshot
from generator.export.brief_part import part_files, part_of
from generator.export.pages import pages_of
from generator.model.corpus import Corpus
from generator.model.marks import named_files
from generator.model.publication import Publication
from generator.model.templates import Page
from generator.progress.line import finish
from generator.progress.stages import Stages
from generator.publish.manifest import FILE as SITE_MANIFEST
from generator.publish.manifest import ManifestRefused
from generator.publish.pack_file import MANIFEST, MOST_BYTES, PackRefused, manifest_of, zipped
from generator.publish.printed import NotPrinted, printed
from generator.read.history import read_history
from generator.read.site_address import read_site_address
from generator.read.site_templates import template_folders
from generator.read.templates import read_templates
from generator.render.environment import TemplateFault
from generator.render.site import FALLBACK
from generator.render.standalone import standalone
from generator.steps import checked_project, show_findings

STYLE = "assets/claim-briefs.css"
README = """{title}

brief.html   the brief, to read in any browser
brief.pdf    the same on paper, where it is there
data/        its claims and sources as data; corpus.schema.json describes corpus.json
seeds/       the captured documents that may be passed on whole, byte for byte
manifest.json  the SHA-256 of every file

State as of {day}. `briefs verify` proves offline that nothing was changed and that every quote stands in its document,
where that document is here.
The documents belong to their authors and publishers. They are here as evidence; ask them before you publish them.
"""


def _captured(root: Path, part: Corpus) -> dict[str, bytes]:
    """The captured files of the sources, byte for byte, where the rights of the document allow that."""
    allowed = (source for source in part.sources.values() if source.passed_on is not None)
    named = {path for source in allowed for path in named_files(source.written)}
    return {path: (root / path).read_bytes() for path in sorted(named) if (root / path).is_file()}


def _page(pages: tuple[Page, ...], path: str) -> str:
    return next(page.content.decode("utf-8") for page in pages if page.path == path)


def _with_pdf(files: dict[str, bytes], pdf: bool) -> str:
    """Adds the PDF where there can be one; otherwise says why there is none."""
    if not pdf:
        return "; without a PDF, as asked"
    try:
        with Stages().stage("printing the PDF"):
            files["brief.pdf"] = printed(files["brief.html"])
    except NotPrinted as reason:
        return f"; without a PDF, for {reason}"
    return ""


@click.command()
@click.argument("brief_id", metavar="BRIEF")
@project_option
@as_of_option
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write (default: BRIEF.zip)."
)
@click.option("--language", metavar="TAG", help="The language of the brief's page (default: the site's own).")
@click.option(
    "--no-pdf", "pdf", flag_value=False, default=True, help="Leave the PDF out, which differs with each printing."
)
def pack(brief_id: str, root: Path, as_of: date, output: Path | None, language: str | None, pdf: bool) -> None:
    """Pack BRIEF into one zip to hand over: page, PDF, claims and sources as data, captured documents, hashes.

    Captured documents go in, except those of which only excerpts may be published.
    """
    checked = checked_project(root)
    if not checked.sound:
        show_findings(checked, root)
        finish("the content has errors; nothing was packed")
        sys.exit(FINDINGS)
    shown = snapshot(checked, as_of, read_history(root))
    brief = shown.known.briefs.get(brief_id)
    if brief is None:
        there = ", ".join(shown.known.briefs) or "none"
        finish(f"error: on {as_of} there is no brief {brief_id!r}; there are: {there}")
        sys.exit(UNUSABLE)
    templates = read_templates(*template_folders(root))
    told = language or shown.known.site.language
    site = shown.known.site
    publication = Publication(read_site_address(root), tuple(dict.fromkeys((site.language, *site.also_in))))
    try:
        pages = tuple(compose(shown, templates, told, publication))
    except TemplateFault as error:
        finish(f"error: {error}")
        sys.exit(UNUSABLE)
    part = part_of(shown.known, brief)
    context = pages_of(part, shown.facts, templates.words, FALLBACK, publication)
    path, title = f"briefs/{brief_id}.md", context.leading.name("brief", brief_id)
    style = templates.assets[STYLE].decode("utf-8")
    files = {
        **part_files(part, shown.facts, context),
        **_captured(root, part),
        "brief.html": standalone(path, _page(pages, path), style, title, told, publication),
        "README.txt": README.format(title=title, day=as_of).encode("utf-8"),
    }
    without = _with_pdf(files, pdf)
    files[MANIFEST] = manifest_of(files, {"brief": brief_id, "as_of": as_of.isoformat()})
    target = output or Path(f"{brief_id}.zip")
    target.write_bytes(zipped(files))
    report = verified(target.read_bytes())
    if report.faults:
        finish(f"error: {target}: {report.faults[0]}")
        sys.exit(UNUSABLE)
    finish(
        f"packed {target}: {len(part.claims)} claims, {len(part.sources)} sources, {len(files)} files{without}; "
        f"manifest {report.digest}"
    )


@click.command()
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path, exists=True))
def verify(path: Path) -> None:
    """Prove offline that nothing in PATH was changed: the folder of a published site, or a pack.

    Of a site every file is held against its manifest, sha256sums.txt. Of a pack every quote is also held against its
    document; nothing is unpacked. Exit codes: 0 whole, 1 something was changed, 2 no site with a manifest, and no pack.
    """
    sys.exit(_verify_site(path) if path.is_dir() else _verify_pack(path))


def _verify_site(folder: Path) -> int:
    """Says what is wrong with a published site; the exit code."""
    try:
        report = verified_site(folder)
    except ManifestRefused as reason:
        finish(f"error: {folder} cannot be verified: {reason}")
        return UNUSABLE
    told = f"{report.files} files; {SITE_MANIFEST} {report.digest}"
    return _judged(folder, report.faults, told, told)


def _judged(path: Path, faults: tuple[str, ...], told: str, told_whole: str) -> int:
    """Lists what is wrong with a site or a pack, and sums it up; the exit code."""
    for fault in faults:
        click.echo(fault)
    finish(f"{path} is not whole: {len(faults)} faults; {told}" if faults else f"{path} is whole: {told_whole}")
    return FINDINGS if faults else CLEAN


def _verify_pack(file: Path) -> int:
    """Says what is wrong with a pack; the exit code."""
    if not file.is_file():
        finish(f"error: {file} is neither a folder nor a plain file")
        return UNUSABLE
    if file.stat().st_size > MOST_BYTES:
        finish(f"error: {file}: it is larger than {MOST_BYTES // 1024 // 1024} MiB")
        return UNUSABLE
    try:
        report = verified(file.read_bytes())
    except PackRefused as reason:
        finish(f"error: {file} is refused: {reason}")
        return UNUSABLE
    told = f"brief {report.brief} as of {report.as_of}, {report.files} files, {report.quotes} quotes"
    if report.unproven:
        told += f", {report.unproven} more whose document may not be passed on"
    return _judged(file, report.faults, told, f"{told}; manifest {report.digest}")
