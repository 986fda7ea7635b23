"""What a command tells while it works: which stage, how many items, how long still; and where the time went."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.model.progress import NO_PROGRESS, Step, counted
from generator.progress.cost import Clock, Memory, cpu_seconds, peak_memory, process_clock
from generator.progress.line import CLEAR, SILENT_SECONDS, line_of, time_left, told_left
from generator.progress.stages import OUTSIDE, Spent, Stages, profile_table
from generator.publish.page_rounds import PageRounds
from generator.publish.page_workers import Named, Setting, Workers, rendered
from tests.conftest import ROOT, overlay

SECONDS = st.floats(0, 1e6)
COUNT = st.integers(0, 10**7)


class HandClock:
    """A clock that goes on only when it is told to."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.cpu)

    def work(self, wall: float, cpu: float) -> None:
        self.wall, self.cpu = self.wall + wall, self.cpu + cpu


# The time left


@given(COUNT, COUNT, SECONDS)
def test_the_time_left_is_the_rest_at_the_pace_so_far(done: int, total: int, seconds: float) -> None:
    """Where something is said, what has passed stands to what is left as what is done to the rest."""
    left = time_left(done, total, seconds)
    if left is not None:
        assert 0 < done < total and seconds >= SILENT_SECONDS
        assert left * done == pytest.approx(seconds * (total - done))


@given(st.integers(1, 10**6), st.integers(2, 10**6), st.floats(SILENT_SECONDS, 1e6))
def test_a_steady_pace_is_foretold_rightly(done: int, total: int, seconds: float) -> None:
    """At a steady pace, what has passed and what is left are the same sum from the first to the last word of it."""
    told = [(one * seconds, time_left(one * done, total * done, one * seconds)) for one in range(1, min(total, 50))]
    sums = [passed + left for passed, left in told if left is not None]
    assert sums == pytest.approx([total * seconds] * len(sums))


def test_nothing_is_foretold_from_too_little() -> None:
    """Before two seconds, before a twentieth of the items, and with nothing left to do, there is no time left."""
    assert time_left(50, 100, 1.9) is None
    assert time_left(4, 100, 60) is None
    assert time_left(100, 100, 60) is None
    assert time_left(0, 0, 60) is None
    assert time_left(5, 100, 2) == pytest.approx(38)


@given(st.floats(0, 1e7))
def test_a_time_left_is_rounded_to_what_it_is_near(seconds: float) -> None:
    """What is said is at most a third or four seconds off, and never zero of anything."""
    told = told_left(seconds)
    found = re.fullmatch(r"about (\d+) (s|min|h) left", told)
    if found is None:
        assert told == "a few seconds left" and seconds <= 2.5
    else:
        number = int(found[1])
        assert number > 0
        assert abs(number * {"s": 1, "min": 60, "h": 3600}[found[2]] - seconds) <= max(seconds / 3, 4)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (2, "a few seconds left"), (4, "about 5 s left"), (57, "about 55 s left"), (58, "about 1 min left"),
        (569, "about 9 min left"), (600, "about 10 min left"), (5549, "about 90 min left"), (5551, "about 2 h left"),
        (13_000, "about 4 h left"),
    ],
)  # fmt: skip
def test_a_time_left_in_words(seconds: float, told: str) -> None:
    """Seconds are told in fives, then minutes, fives of minutes, and hours."""
    assert told_left(seconds) == told


# The line


@given(st.text(st.characters(categories=["L", "N", "Zs"]), max_size=200), COUNT, COUNT, SECONDS, st.integers(0, 300))
def test_a_line_stays_within_the_terminal(words: str, done: int, total: int, seconds: float, width: int) -> None:
    """However narrow the terminal is, the line leaves its last column empty; what is said of the stage comes first."""
    line = line_of(words, done, total, seconds, width)
    assert len(line) <= max(width - 1, 0)
    assert line.startswith(f"{words} …"[: max(width - 1, 0)])


@given(COUNT, COUNT, SECONDS, st.integers(1, 300))
def test_a_line_holds_whole_parts(done: int, total: int, seconds: float, width: int) -> None:
    """What does not fit is left out from the right, and never cut in the middle."""
    whole = line_of("making", done, total, seconds, 1000)
    line = line_of("making", done, total, seconds, width + len("making …"))
    assert whole.startswith(line)
    assert whole[len(line) :][:1] in {"", " "}


def test_a_line_says_more_after_two_seconds() -> None:
    """At first words and counts; then a bar and the time left; without items only words."""
    assert line_of("making the pages", 0, 0, 9, 80) == "making the pages …"
    assert line_of("making the pages", 250, 1000, 1, 80) == "making the pages … 250 of 1,000"
    bar = "[#####---------------]"
    assert line_of("making", 250, 1000, 20, 80) == f"making … {bar} 250 of 1,000 about 1 min left"
    assert line_of("making", 250, 1000, 20, 40) == f"making … {bar}"


# Who is told


@given(st.lists(st.integers(), max_size=50))
def test_counting_changes_nothing(items: list[int]) -> None:
    """The items come out as they are; the step is told of each before the work on it, and of the last after it."""
    told: list[tuple[int, int]] = []
    seen = [(item, told[-1]) for item in counted(items, lambda done, total: told.append((done, total)))]
    assert seen == [(item, (place, len(items))) for place, item in enumerate(items)]
    assert told[-1] == (len(items), len(items))


def _told_on(terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What standard error gets of a stage with a counted stage in it."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "xterm")
    hand = HandClock()
    stages = Stages(hand.clock())
    with stages.stage("composing"), stages.stage("making", "de") as step:
        for _ in counted(range(4), step):
            hand.work(1, 1)
    return capsys.readouterr().err


def test_a_line_is_written_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe there is one plain line for the outermost stage: no counts, no bar, and nothing that clears a line."""
    assert _told_on(False, monkeypatch, capsys) == "composing\n"
    drawn = _told_on(True, monkeypatch, capsys).split(CLEAR)
    half = "[##########----------]"
    assert drawn == [
        "", "composing …", "making (de) …", "making (de) … 0 of 4", "making (de) … 1 of 4",
        f"making (de) … {half} 2 of 4 a few seconds left",
        "making (de) … [###############-----] 3 of 4 a few seconds left",
        "making (de) … [####################] 4 of 4",
        "composing …", "",
    ]  # fmt: skip


def test_a_terminal_that_cannot_clear_a_line_is_like_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the terminal says that it is dumb, nothing is drawn."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    with Stages().stage("composing"):
        pass
    assert capsys.readouterr().err == "composing\n"


def test_a_line_is_not_drawn_more_often_than_it_can_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A thousand items in a second are some ten drawings."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    hand = HandClock()
    with Stages(hand.clock()).stage("making") as step:
        for _ in counted(range(1000), step):
            hand.work(0.001, 0.001)
    assert 9 <= capsys.readouterr().err.count("of 1,000") <= 12


# The profile

Tree = tuple[str, float, float, list["Tree"]]
TIME = st.integers(0, 1000).map(lambda sixteenths: sixteenths / 16)
TREES = st.recursive(
    st.tuples(st.sampled_from("abcd"), TIME, TIME, st.just([])),
    lambda inner: st.tuples(st.sampled_from("abcd"), TIME, TIME, st.lists(inner, max_size=3)),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4), TIME, TIME)
def test_the_rows_of_a_profile_add_up_to_the_whole(trees: list[Tree], wall: float, cpu: float) -> None:
    """However stages lie in one another: each row is what its stages did themselves, and all rows are all the time."""
    hand, own = HandClock(), dict[str, Spent]()
    stages = Stages(hand.clock())

    def run(tree: Tree) -> Spent:
        name, its_wall, its_cpu, inner = tree
        with stages.stage(name):
            hand.work(its_wall, its_cpu)
            within = sum(map(run, inner), Spent())
        row = f"{name}: the rest" if within != Spent() else name
        own[row] = own.get(row, Spent()) + Spent(its_wall, its_cpu)
        return within + Spent(its_wall, its_cpu)

    total = sum(map(run, trees), Spent())
    hand.work(wall, cpu)
    assert stages.spent == own
    assert sum(stages.spent.values(), Spent()) == total
    assert total + Spent(wall, cpu) == Spent(hand.wall, hand.cpu)


def test_a_profile_as_it_is_printed() -> None:
    """A stage within another is taken off it; editions share a row; what lies outside and the sum are the last rows."""
    hand = HandClock()
    stages = Stages(hand.clock())
    hand.work(1, 0.5)
    with stages.stage("composing"):
        hand.work(0.5, 0.5)
        for language in ("", "de"):
            with stages.stage("making", language):
                hand.work(1, 2)
        with stages.stage("nothing"):
            pass
    with stages.stage("publishing"):
        hand.work(6.5, 6)
    width = len(OUTSIDE)
    assert stages.profile(Memory(300_400_000, 120_000_000)).splitlines() == [
        f"{'where the time went':{width}}   wall s    CPU s   share",
        f"{'making':{width}}     2.00     4.00     20%",
        f"{'composing: the rest':{width}}     0.50     0.50      5%",
        f"{'publishing':{width}}     6.50     6.00     65%",
        f"{OUTSIDE:{width}}     1.00     0.50     10%",
        f"{'all':{width}}    10.00    11.00    100%",
        "memory at the peak: 300 MB; none of its child processes had more than 120 MB",
    ]


def test_a_profile_of_nothing() -> None:
    """Where no time has passed, and where nobody knows the memory, the table is there all the same."""
    lines = profile_table({}, Spent(), Memory(0, 0)).splitlines()
    assert [line[: len(OUTSIDE)].rstrip() for line in lines] == ["where the time went", OUTSIDE, "all"]


def test_a_stage_that_fails_is_measured_and_closed() -> None:
    """After an error the time that was spent stands in its row, and the next stage is not within the failed one."""
    hand = HandClock()
    stages = Stages(hand.clock())
    with pytest.raises(ValueError), stages.stage("outer"), stages.stage("inner"):
        hand.work(1, 1)
        raise ValueError
    with stages.stage("next"):
        hand.work(2, 2)
    assert stages.spent == {"inner": Spent(1, 1), "outer: the rest": Spent(), "next": Spent(2, 2)}


def test_the_clock_of_the_process() -> None:
    """Time and computing are counted from the start of the process, and go forward."""
    clock = process_clock()
    wall, cpu = clock.wall(), clock.cpu()
    assert 0 < cpu <= cpu_seconds()
    assert 0 < wall <= clock.wall()
    assert wall > 0.1, "the tests have been imported by now"
    assert peak_memory().own > 10_000_000


class Listener:
    """Notes all that it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    @contextmanager
    def stage(self, name: str, of: str = "") -> Iterator[Step]:
        self.told.append(("open", name, of))
        yield lambda done, total: self.told.append((done, total))
        self.told.append("closed")


def test_rounds_over_pages_are_stages() -> None:
    """A page of another round ends the one before it, and the end of all of them ends the last."""
    listener = Listener()
    rounds = PageRounds(listener, "de")
    rounds.end()
    rounds.total = 2
    for name in ("gathering", "gathering", "writing"):
        rounds.page(name)
    rounds.end()
    assert listener.told == [
        ("open", "gathering", "de"), (0, 2), (1, 2), "closed", ("open", "writing", "de"), (0, 2), "closed",
    ]  # fmt: skip


class Processes(Executor):
    """As many processes as are needed for the first so many batches at once, and none for the others."""

    def __init__(self, batches: int) -> None:
        self.left = batches

    def submit(self, *work: Any) -> Future[Any]:  # type: ignore[override]
        future = Future[Any]()
        self.left -= 1
        if self.left >= 0:
            future.set_result(list(work[-1]))
        return future


@pytest.mark.parametrize(("elsewhere", "told"), [(0, [6, 12, 18, 20]), (2, [18, 20, 20, 20]), (4, [20] * 4)])
def test_pages_rendered_elsewhere_count_too(elsewhere: int, told: list[int]) -> None:
    """What other processes have done is counted when it is done, not when it is fetched at last."""
    pages: list[Named] = [(f"{number}.md", "") for number in range(20)]
    seen: list[tuple[int, int]] = []
    setting = Setting("", "", "", "")
    workers = Workers(Processes(elsewhere), 6)
    made: dict[str, Any] = {}
    rendered(workers, setting, pages, list, made.__setitem__, lambda *counts: seen.append(counts))  # type: ignore[arg-type]
    assert set(made) == {path for path, _ in pages}
    assert seen == [(done, 20) for done in told]


def test_nobody_need_listen() -> None:
    """Without a listener a stage is opened, counted and closed all the same."""
    with NO_PROGRESS.stage("reading") as step:
        assert list(counted("ab", step)) == ["a", "b"]


# A real build


def _rows(told: str) -> dict[str, tuple[float, float]]:
    """The rows of a profile in what a build has printed: seconds on the clock and of the processor."""
    found = re.findall(r"^(\S.*?) +(-?\d+\.\d\d) +(-?\d+\.\d\d) +-?\d+%$", told, re.MULTILINE)
    return {name: (float(wall), float(cpu)) for name, wall, cpu in found}


def test_a_build_with_a_profile(tmp_path: Path) -> None:
    """The rows of a build, of one that changes nothing, and of one that is refused add up, but for rounding."""
    root = overlay(tmp_path / "project")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(ROOT / "content" / "guide", root / "content" / "guide")
    command = ["build", "--project", str(root), "--as-of", "2026-12-01", "--profile"]
    built = CliRunner().invoke(main, command)
    rows = _rows(built.stderr)
    assert {"reading the files", "making the pages", "rendering new pages", "writing the pages"} <= set(rows)
    again = CliRunner().invoke(main, command)
    assert "nothing has changed since" in again.stderr
    assert set(_rows(again.stderr)) == {"looking for changes", OUTSIDE, "all"}
    (root / "content" / "claims" / "all.yml").write_text("- id: [")
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 1 and "nothing was built" in refused.stderr
    assert {"reading the files", "all"} <= set(_rows(refused.stderr)) and "making the pages" not in refused.stderr
    for told in (built.stderr, again.stderr, refused.stderr):
        *parts, whole = _rows(told).values()
        for each in (0, 1):
            assert sum(part[each] for part in parts) == pytest.approx(whole[each], abs=0.1)
        assert CLEAR not in told and "…" not in told
    assert "where the time went" not in CliRunner().invoke(main, command[:-1]).output
