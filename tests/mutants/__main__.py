"""Puts faults into what resolves, checks and escapes, and fails where the tests let too many or unlisted ones pass."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.mutants.changes import Change, changes
from tests.mutants.trial import Trials, survey

ROOT = Path(__file__).parents[2]
AREAS = {
    "resolve": "generator/resolve/*.py",
    "checks": "generator/checks/*.py",
    "escape": "generator/render/escape.py",
}
LEAST = 0.9
"""How much of the faults of each area the tests must notice."""
LISTED = Path(__file__).parent / "survivors.txt"
JUDGING = ("cases", "quotes", "dates_and_places", "cue_search", "long_documents", "resolve_edges", "check_edges",
           "known_days", "lineage", "references", "hidden_words", "seen_words", "more_edges")
TESTS = {"resolve": JUDGING, "checks": JUDGING, "escape": ("escape", "escape_signs")}
"""Tests that run through the modules of each area, and are done soon."""


ELSEWHERE = "not test_case[x00"
"""Leaves out the cases of documents that are read by a process of its own: they say nothing of what is tried here."""


def modules(area: str) -> list[str]:
    """The modules of an area, by their paths."""
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(AREAS[area]))


def faults_in(paths: Iterable[str]) -> list[Change]:
    """All faults that can be put into some modules."""
    return [change for path in paths for change in changes(path, (ROOT / path).read_text("utf-8"))]


def listed(text: str | None = None) -> dict[tuple[str, str, str], str]:
    """The faults that are known to go unnoticed, each with the reason; ValueError for a line that has no place.

    A line without indentation is a module, one with two spaces a fault (`PLACE: WHAT → WHAT`), and lines with four are
    the reason for those above them.
    """
    found: dict[tuple[str, str, str], str] = {}
    module, waiting = "", list[tuple[str, str, str]]()
    for line in (LISTED.read_text("utf-8") if text is None else text).splitlines():
        if line.startswith("    "):
            found |= {key: f"{found.get(key, '')} {line.strip()}".strip() for key in waiting}
        elif line.startswith("  "):
            place, _, what = line.strip().partition(": ")
            if waiting and waiting[-1] in found:
                waiting = []
            waiting.append((module, place, what))
            if not module or not what:
                raise ValueError(f"no fault: {line!r}")
        elif line and not line.startswith("#"):
            module, waiting = line, []
    return found


def judged(found: Mapping[str, Sequence[tuple[Change, str]]], known: Mapping[tuple[str, str, str], str]) -> list[str]:
    """What is wrong with the outcome: an area below the least, a survivor without a reason, a reason without one."""
    wrong = []
    for area, outcomes in found.items():
        killed = sum(bool(noticed) for _, noticed in outcomes)
        if outcomes and killed < LEAST * len(outcomes):
            wrong.append(f"{area}: {killed} of {len(outcomes)} faults are noticed, fewer than {LEAST:.0%}")
        survivors = {change.key for change, noticed in outcomes if not noticed}
        wrong += [f"no reason is given for {' | '.join(key)}" for key in sorted(survivors - known.keys())]
        tried = {change.key for change, _ in outcomes}
        wrong += [f"listed, but noticed: {' | '.join(key)}" for key in sorted((known.keys() & tried) - survivors)]
    return wrong


class _Session:
    """Takes the tests as collected, and tries them on faults instead of running them."""

    def __init__(self, only: str, every: int, jobs: int) -> None:
        self.only, self.every, self.jobs = only, every, jobs

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All of it."""
        paths = {area: [path for path in modules(area) if self.only in path] for area in AREAS}
        began = time.monotonic()
        seen = survey(session.items, [path for found in paths.values() for path in found], ROOT)
        print(f"{len(session.items)} tests pass without a fault ({time.monotonic() - began:.0f} s)", flush=True)
        trials = Trials({item.nodeid: item for item in session.items}, seen, self.jobs)
        found: dict[str, list[tuple[Change, str]]] = {}
        known = listed()
        for area, names in paths.items():
            found[area] = []
            for path in names:
                outcomes = []
                for change, by in trials.run(faults_in([path])[:: self.every]):
                    outcomes.append((change, by))
                    if not by:
                        mark = "listed" if change.key in known else "SURVIVED"
                        print(f"  {mark} {path}:{change.line}: {change.place}: {change.what}", flush=True)
                found[area] += outcomes
                counted = Counter("survived" if not by else "no end" if by == "no end" else "noticed"
                                  for _, by in outcomes)  # fmt: skip
                print(f"{path}: {len(outcomes)} faults, {counted['noticed']} noticed, {counted['no end']} without end, "
                      f"{counted['survived']} survived ({time.monotonic() - began:.0f} s)", flush=True)  # fmt: skip
        for area, outcomes in found.items():
            if outcomes:
                killed = sum(bool(by) for _, by in outcomes)
                print(f"{area}: {killed} of {len(outcomes)} noticed ({killed / len(outcomes):.1%})")
        wrong = judged(found, known)
        print(*wrong, sep="\n")
        session.testsfailed = len(wrong)
        return True


def main() -> int:
    """0 where enough faults are noticed and every other one is listed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("only", nargs="?", default="", help="a part of the path of the modules to try")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try every Nth fault of a module alone")
    parser.add_argument("--jobs", type=int, default=1, help="faults tried at the same time")
    arguments = parser.parse_args()
    os.environ.pop("CI", None)
    settings.register_profile("faults", derandomize=True, database=None, deadline=None, max_examples=20,
                              phases=[Phase.explicit, Phase.generate])  # fmt: skip
    settings.load_profile("faults")
    areas = [area for area in AREAS if any(arguments.only in path for path in modules(area))]
    if not areas:
        parser.error(f"no module's path holds {arguments.only!r}")
    files = sorted({str(ROOT / "tests" / f"test_{name}.py") for area in areas for name in TESTS[area]})
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "--tb=native", "-m", "not browser",
               "-k", ELSEWHERE, "--capture=sys", "-o", "addopts=", "-o", "tmp_path_retention_policy=none",
               *files]  # fmt: skip
    session = _Session(arguments.only, arguments.every, arguments.jobs)
    return int(pytest.main(options, plugins=[session]))


if __name__ == "__main__":
    sys.exit(main())
