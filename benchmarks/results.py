"""What several rounds come to: medians, ratios to the other generators within a round, and how costs grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from benchmarks.growth import exponent
from benchmarks.measure import Cost
from benchmarks.picture import Series, shown

PEERS = ("hugo", "mkdocs")
BASELINE_CASE = {"cold": "cold"}
"""What of a peer a case of ours is held against: its rebuild after one page changed, but for the build from nothing."""
REBUILD = "one-page"
SHORT = {"ours": "Claim Briefs", "hugo": "Hugo + Pagefind", "mkdocs": "MkDocs + Material"}
LABELS = {
    "cold": "from nothing",
    "nothing": "nothing changed",
    "one-claim": "one claim changed",
    "one-term": "one term changed",
    "one-template": "one template changed",
    REBUILD: "one page changed",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: how many claims, in which round, whose build, which case, and its cost."""

    claims: int
    round: int
    whose: str
    case: str
    cost: Cost


def _pick(measured: Sequence[Measured], whose: str, case: str) -> dict[int, dict[int, Cost]]:
    """The costs of one case by claims, then by round."""
    found: dict[int, dict[int, Cost]] = {}
    for item in measured:
        if (item.whose, item.case) == (whose, case):
            found.setdefault(item.claims, {})[item.round] = item.cost
    return found


def cases_of(measured: Sequence[Measured]) -> list[tuple[str, str]]:
    """Whose build and which case was measured, in the order in which each came first."""
    return list(dict.fromkeys((item.whose, item.case) for item in measured))


def middle(costs: Mapping[int, Cost]) -> Cost:
    """The median of every figure."""
    columns = zip(*((cost.cpu, cost.wall, cost.largest, cost.together) for cost in costs.values()), strict=True)
    return Cost(*(median(column) for column in columns))


def ratio(ours: Mapping[int, Cost], theirs: Mapping[int, Cost], figure: str) -> float | None:
    """The median of ours divided by theirs, round by round; None where no round has both."""
    both = sorted(ours.keys() & theirs.keys())
    quotients = [getattr(ours[number], figure) / getattr(theirs[number], figure) for number in both]
    return median(quotients) if quotients else None


def ratios(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """Each case of ours at each size, held against each peer, in CPU and in wall time."""
    found = []
    for whose, case in cases_of(measured):
        for peer in PEERS if whose == "ours" else ():
            against = BASELINE_CASE.get(case, REBUILD)
            theirs = _pick(measured, peer, against)
            for claims, ours in _pick(measured, "ours", case).items():
                figures = {name: ratio(ours, theirs.get(claims, {}), name) for name in ("cpu", "wall")}
                if figures["cpu"] is not None:
                    found.append({"claims": claims, "case": case, "peer": peer, "against": against, **figures})
    return found


def summed_up(measured: Sequence[Measured]) -> dict[str, Any]:
    """Everything that results.json holds about the runs."""
    medians, growth = [], []
    for whose, case in cases_of(measured):
        sizes = {claims: middle(costs) for claims, costs in sorted(_pick(measured, whose, case).items())}
        medians += [{"whose": whose, "case": case, "claims": size, **asdict(cost)} for size, cost in sizes.items()]
        columns = {name: {size: getattr(cost, name) for size, cost in sizes.items()} for name in ("cpu", "wall")}
        fitted = {name: exponent(column) for name, column in columns.items()}
        growth.append({"whose": whose, "case": case, **fitted})
    runs = [
        {"whose": item.whose, "case": item.case, "claims": item.claims, "round": item.round, **asdict(item.cost)}
        for item in measured
    ]
    return {"medians": medians, "ratios": ratios(measured), "growth": growth, "runs": runs}


def series(results: Mapping[str, Any]) -> list[Series]:
    """The medians as the picture draws them."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for row in results["medians"]:
        found.setdefault((row["whose"], row["case"]), {})[row["claims"]] = row["cpu"]
    return [
        Series(f"{SHORT[whose]}, {LABELS[case]}", whose, case != "cold", costs)
        for (whose, case), costs in sorted(found.items(), key=lambda item: item[0][1] != "cold")
    ]


def table(results: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The results as plain text."""
    lines = [f"{'claims':>7}  {'build':50} {'CPU s':>8} {'wall s':>8} {'largest MiB':>12} {'together':>9}"]
    for row in sorted(results["medians"], key=lambda row: row["claims"]):
        what = f"{names[row['whose']]}, {LABELS[row['case']]}"
        lines.append(
            f"{row['claims']:7}  {what:50} {shown(row['cpu']):>8} {shown(row['wall']):>8} "
            f"{row['largest']:12.0f} {row['together']:9.0f}"
        )
    if results["ratios"]:
        lines += ["", f"{'claims':>7}  {'ours':22} {'divided by':50} {'CPU':>7} {'wall':>7}"]
    for row in sorted(results["ratios"], key=lambda row: row["claims"]):
        against = f"{names[row['peer']]}, {LABELS[row['against']]}"
        lines.append(f"{row['claims']:7}  {LABELS[row['case']]:22} {against:50} {row['cpu']:7.2f} {row['wall']:7.2f}")
    grown = [row for row in results["growth"] if row["cpu"] is not None]
    if grown:
        lines += ["", f"{'cost grows with claims to the power of':59} {'CPU':>8} {'wall':>8}"]
    for row in grown:
        what = f"{names[row['whose']]}, {LABELS[row['case']]}"
        lines.append(f"{'':9}{what:50} {row['cpu']:8.2f} {row['wall']:8.2f}")
    return "\n".join(lines)
