"""The project of hostile texts and its twin of harmless ones, each built once a run with the real configuration."""

from __future__ import annotations

import fcntl
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.built_site import DAY, ROOT
from tests.hostile_project import Placed, admitted, make_project
from tests.hostile_texts import SECRET, Hostile, sample
from tests.proving import amount

SIZE, SCALE = amount(8, 78), 4
"""So many records of each kind, and so many texts in each of their values, that every text goes through every field."""
TEXTS: tuple[Hostile, ...] = admitted(sample(amount(320, 10_000)))
TELLING = "telling-folder-of-the-builder"
ENVIRONMENT = {"CLAIM_BRIEFS_TELLING": "telling-value-of-the-environment", "GITHUB_TOKEN": f"{SECRET}-environment"}
MKDOCS = """INHERIT: build/mkdocs.yml
site_name: Hostile
site_url: https://claim-briefs.example/
repo_url: https://github.com/example/hostile
"""
PLANTED = (
    ".env",
    "../secret.txt",
    "secret.txt",
    "content/.secret.yml",
    "seeds/.secret",
    "site_templates/.secret",
    "build/.env",
    ".git/secret.txt",
)


@dataclass(frozen=True, slots=True)
class Built:
    """A built project: its folder, what was put where, and what the build printed."""

    project: Path
    placed: tuple[Placed, ...]
    printed: str

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.project / "site"

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of all pages, below the site's."""
        files = sorted(self.site.rglob("*.html"))
        return tuple(file.relative_to(self.site).as_posix().removesuffix("index.html") for file in files)


def plant_secrets(project: Path) -> None:
    """Secrets in and around a project, where texts seek them."""
    for place in PLANTED:
        file = project / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{SECRET}-{place}\n", "utf-8")


def _built(folder: Path, texts: tuple[str, ...]) -> Built:
    project = folder / TELLING / "project"
    project.mkdir(parents=True)
    placed = make_project(project, texts, SIZE, SCALE)
    plant_secrets(project)
    (project / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    command = [sys.executable, "-m", "generator", "build", "--project", str(project), "--as-of", DAY]
    surroundings = {**os.environ, **ENVIRONMENT, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1) and (project / "site").is_dir(), done.stdout + done.stderr
    return Built(project, placed, done.stdout + done.stderr)


def harmless(texts: tuple[Hostile, ...]) -> tuple[str, ...]:
    """As many words that are nothing but words."""
    return tuple(f"Zq{place:04}x" for place in range(len(texts)))


@pytest.fixture(scope="session")
def hostile_sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Built]:
    """Both built projects, by `hostile` and `harmless`; the first worker that asks builds them."""
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own) / "hostile-sites"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shared / "built"
        if not kept.exists():
            assert not (shared / "failed").exists(), "the hostile project could not be built; another test says why"
            (shared / "failed").touch()
            words = {"hostile": tuple(item.text for item in TEXTS), "harmless": harmless(TEXTS)}
            kept.write_bytes(pickle.dumps({name: _built(shared / name, texts) for name, texts in words.items()}))
        built: Mapping[str, Built] = pickle.loads(kept.read_bytes())
    return built
