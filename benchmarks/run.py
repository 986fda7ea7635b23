"""Measures our build and others on the same pages: `python -m benchmarks.run --sizes 1000,10000 --runs 5`.

Ratios count, not seconds: all that is compared runs in the same round on the same machine.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from benchmarks.corpora import make_corpus
from benchmarks.measure import Cost, ProgramFailed
from benchmarks.ours import AS_OF, ROOT, OurBuild
from benchmarks.peers import NotToBeHad, Peer, hugo_peer, mkdocs_peer
from benchmarks.picture import picture
from benchmarks.results import PEERS, REBUILD, SHORT, Measured, series, summed_up, table

BENCH = ROOT / ".bench"
"""Projects, sites of the other generators and their programs; may be deleted at any time."""
CASES = ("cold", "nothing", "one-claim", "one-term", "one-template")


def told(words: str) -> None:
    """Says what is being done."""
    click.echo(words, err=True)


class Bench:
    """All sizes, measured round by round."""

    def __init__(self, seed: int, only: tuple[str, ...], peers: tuple[str, ...], options: tuple[str, ...]) -> None:
        self.seed, self.only, self.peers, self.options = seed, only, peers, options
        self.measured: list[Measured] = []
        self.names = {"ours": SHORT["ours"]}
        self.missing: dict[str, str] = {}
        self._ours: dict[int, OurBuild] = {}
        self._others: dict[int, list[Peer]] = {}

    def _add(self, claims: int, number: int, whose: str, case: str, measure: Callable[[], Cost]) -> None:
        cost = measure()
        told(f"  {claims:,} claims, {self.names[whose]}, {case}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s wall")
        self.measured.append(Measured(claims, number, whose, case, cost))

    def _project(self, claims: int) -> OurBuild:
        if claims not in self._ours:
            folder = BENCH / "projects" / f"{claims}-{self.seed}"
            shutil.rmtree(folder, ignore_errors=True)
            make_corpus(folder, claims, self.seed)
            self._ours[claims] = OurBuild(folder, BENCH / "logs" / f"ours-{claims}.txt", self.options)
        return self._ours[claims]

    def _peers(self, claims: int, docs: Path) -> list[Peer]:
        """The other generators, each with a site of the pages as they are now; made once for each size."""
        if claims in self._others:
            return self._others[claims]
        found = self._others.setdefault(claims, [])
        for key in self.peers:
            folder, log = BENCH / "peers" / f"{key}-{claims}", BENCH / "logs" / f"{key}-{claims}.txt"
            try:
                if key == "hugo":
                    found.append(hugo_peer(docs, folder, BENCH / "tools", log))
                else:
                    found.append(mkdocs_peer(docs, folder, log))
                self.names[key] = found[-1].name
            except NotToBeHad as reason:
                if key not in self.missing:
                    told(f"{key} is left out: {reason}")
                self.missing[key] = str(reason)
        return found

    def round(self, claims: int, number: int) -> None:
        """One round: our build from nothing, the others', then what changes; ProgramFailed where one fails."""
        ours = self._project(claims)
        cases = {name: case for name, case in ours.cases().items() if name in self.only}
        if "cold" not in cases and (number == 1 or not ours.docs.is_dir()):
            ours.cold(number)
        for name, case in cases.items():
            self._add(claims, number, "ours", name, lambda case=case: case(number))  # type: ignore[misc]
            if name == "cold":
                for peer in self._peers(claims, ours.docs):
                    self._add(claims, number, peer.key, "cold", peer.cold)
        if any(name != "cold" for name in cases):
            for peer in self._peers(claims, ours.docs):
                if "cold" not in cases and number == 1:
                    peer.cold()
                self._add(claims, number, peer.key, REBUILD, lambda peer=peer: peer.changed(ours.page, number))  # type: ignore[misc]


def within_budget(bench: Bench, sizes: list[int], runs: int, budget: float | None) -> None:
    """Runs the rounds; with a budget in seconds only what is likely to end within it, and says what was left out."""
    started, took = time.monotonic(), dict[int, float]()
    for number in range(1, runs + 1):
        for position, claims in enumerate(sizes):
            smaller = took.get(sizes[position - 1], 0.0) * claims / sizes[position - 1] if position else 0.0
            spent = time.monotonic() - started
            if budget and spent + took.get(claims, smaller) > budget:
                told(f"round {number} of {claims:,} claims is left out: all would take longer than {budget:.0f} s")
                continue
            told(f"round {number} of {runs}, {claims:,} claims")
            bench.round(claims, number)
            took[claims] = time.monotonic() - started - spent


def described(bench: Bench) -> dict[str, Any]:
    """What was measured, on what: everything a reader needs to judge the figures."""
    return {
        "as_of": AS_OF,
        "seed": bench.seed,
        "options": list(bench.options),
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "processor": platform.machine()},
        "python": platform.python_version(),
        "generators": {**bench.names, "ours": f"{SHORT['ours']} {version('claim-briefs')}"},
        "missing": bench.missing,
    }


def numbers(_: click.Context, __: click.Parameter, value: str) -> list[int]:
    """Sizes as they stand on the command line, the smallest first."""
    try:
        return sorted({int(part) for part in value.split(",")})
    except ValueError:
        raise click.BadParameter("write numbers with commas between them, as 300,1000") from None


def cases(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Cases as they stand on the command line."""
    named = tuple(part.strip() for part in value.split(","))
    unknown = [part for part in named if part not in CASES]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(CASES)}")
    return named


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--sizes", default="300,1000,3000", callback=numbers, help="Numbers of claims (default: 300,1000,3000).")
@click.option("--runs", default=5, help="Rounds, of which the medians count (default: 5).")
@click.option("--only", default=",".join(CASES), callback=cases, help=f"Some of {','.join(CASES)} (default: all).")
@click.option("--without", "left_out", multiple=True, type=click.Choice(PEERS), help="Leave another generator out.")
@click.option("--option", "options", multiple=True, help="Passed on to our build, as --option=--quiet.")
@click.option("--seed", default=1, help="Another seed, other projects (default: 1).")
@click.option("--budget", type=float, help="Seconds: leave out the rounds that would take longer in all.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=ROOT / "benchmarks",
    help="Where results.json and results.svg go (default: benchmarks/).",
)
def main(
    sizes: list[int],
    runs: int,
    only: tuple[str, ...],
    left_out: tuple[str, ...],
    options: tuple[str, ...],
    seed: int,
    budget: float | None,
    out: Path,
) -> None:
    """Measure our build and other generators on the same pages."""
    bench = Bench(seed, only, tuple(peer for peer in PEERS if peer not in left_out), options)
    try:
        within_budget(bench, sizes, runs, budget)
    except ProgramFailed as failure:
        raise click.ClickException(str(failure)) from failure
    results = {**described(bench), **summed_up(bench.measured)}
    click.echo(table(results, bench.names))
    for key, reason in sorted(bench.missing.items()):
        click.echo(f"\nleft out: {key}: {reason}")
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    drawn = picture(series(results), "CPU seconds of a build, by number of claims")
    (out / "results.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
