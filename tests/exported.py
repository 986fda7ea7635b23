"""What the tests of exports share: the real content and a small one, exported as a build exports them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from generator.compiler import Snapshot, snapshot
from generator.export.site_files import data_files
from generator.model.publication import Publication
from generator.read.templates import read_templates
from tests.conftest import ROOT, checked

DAY = date(2026, 12, 1)
EARLIER = date(2025, 6, 1)
BASE = "https://claim-briefs.example/"


@cache
def shown_on(day: date, project: Path = ROOT) -> Snapshot:
    """A project as of a day, without its history."""
    return snapshot(checked(project), day)


def exported(day: date = DAY, project: Path = ROOT, base: str = BASE) -> Mapping[str, bytes]:
    """All files below data/, by their path in it."""
    shown, templates = shown_on(day, project), read_templates(ROOT / "site_templates")
    pages = data_files(shown.known, shown.facts, templates, "en", Publication(base, ("en", "de")))
    return {page.path.removeprefix("data/"): page.content for page in pages}


@cache
def files(day: date = DAY) -> Mapping[str, bytes]:
    """The files of the real content, made once."""
    return exported(day)


def corpus(day: date = DAY) -> Any:
    """The real content's corpus.json."""
    return json.loads(files(day)["corpus.json"])
