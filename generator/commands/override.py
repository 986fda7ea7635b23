"""The command `briefs override`: copies a template, style or lexicon of the program into the site, to be changed."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from generator.commands.options import CLEAN, UNUSABLE, project_option
from generator.diagnostics.nearest import did_you_mean
from generator.progress.line import finish
from generator.publish.folder import write_whole
from generator.read.overrides import ORIGINS, digest, overridable, recorded_origins
from generator.read.site_templates import OWN, template_folders

HEAD = "# From which version of the program's files these were made; written by `briefs override`.\n"


def _record(root: Path, paths: list[str]) -> None:
    """Notes that the overrides stand beside the present version of ours."""
    recorded, ours = recorded_origins(root), overridable()
    for path in paths:
        recorded.pop(path, None)
        if path in ours:
            recorded[path] = digest(ours[path].read_bytes())
    if not recorded:
        (root / ORIGINS).unlink(missing_ok=True)
        return
    lines = [f"{path}: {recorded[path]}\n" for path in sorted(recorded)]
    write_whole(root / ORIGINS, (HEAD + "".join(lines)).encode("utf-8"), lasting=True)


def _show_difference(root: Path, path: str, ours: Path) -> None:
    """The two versions, line by line."""
    own = root / OWN / path
    old, new = (file.read_bytes().decode("utf-8", "replace").splitlines(keepends=True) for file in (ours, own))
    shown = difflib.unified_diff(old, new, f"program/{path}", f"{OWN}/{path}")
    click.echo("".join(line if line.endswith("\n") else f"{line}\n" for line in shown), nl=False)


def _list(root: Path) -> None:
    recorded = recorded_origins(root)
    for path, ours in overridable().items():
        own = (root / OWN / path).is_file()
        aged = own and path in recorded and recorded[path] != digest(ours.read_bytes())
        click.echo(f"{'aged' if aged else 'own' if own else '':5}{path}")


def _refused(root: Path, files: tuple[str, ...], keep: bool, compare: bool) -> str | None:
    """Why nothing can be done, if so."""
    ours = overridable()
    if len(template_folders(root)) == 1 and (root / OWN).is_dir():
        return f"{OWN}/ here is the program's own folder: change the files in it"
    for path in files:
        own = root / OWN / path
        if path not in ours and not (keep and own.is_file()):
            return f"there is no '{path}' to override; {did_you_mean(path, ours) or '`briefs override` lists all'}"
        if (keep or compare) and not own.is_file():
            return f"{OWN}/{path} is not there"
        if not keep and not compare and own.exists():
            return f"{OWN}/{path} is there already; see `--diff` and `--keep`"
    return None


@click.command()
@click.argument("files", nargs=-1)
@project_option
@click.option(
    "--keep", is_flag=True, help="The site's own file stays as it is: note that it was compared with the program's."
)
@click.option("--diff", "compare", is_flag=True, help="Show where the program's file and the site's own differ.")
def override(files: tuple[str, ...], root: Path, keep: bool, compare: bool) -> None:
    """Copy FILES of the program to site_templates/, where the site's own take their place; without FILES list them.

    The version they were copied from is noted, so that the check can tell (T002) when the program's has changed since.
    """
    paths = tuple(path.removeprefix(f"{OWN}/") for path in files)
    if not paths and not keep and not compare:
        _list(root)
        sys.exit(CLEAN)
    if not paths:
        raise click.UsageError("name the files")
    if reason := _refused(root, paths, keep, compare):
        finish(f"error: {reason}")
        sys.exit(UNUSABLE)
    ours = overridable()
    if compare:
        for path in paths:
            _show_difference(root, path, ours[path])
        sys.exit(CLEAN)
    for path in () if keep else paths:
        target = root / OWN / path
        write_whole(target, ours[path].read_bytes(), lasting=True)
        finish(f"copied to {OWN}/{path}")
    _record(root, list(paths))
