"""One fault at a time put into the running program, and the tests that run through its line tried on it."""

from __future__ import annotations
import __future__

import ast
import contextlib
import functools
import gc
import json
import os
import re
import resource
import signal
import sys
import tempfile
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.changes import Change

MEMORY = 3 << 30
PATIENCE = 2.0
"""Seconds of processor time that a test may take with a fault beyond what it takes without, tenfold."""


@dataclass(frozen=True)
class Survey:
    """What every test costs, and which tests run through which line of which module."""

    seconds: Mapping[str, float]
    through: Mapping[str, Mapping[int, frozenset[str]]]
    words: Mapping[str, Mapping[int, frozenset[str]]]
    """The names that stand in each line of a module."""

    def of(self, change: Change) -> Mapping[str, float]:
        """The tests that could notice a fault, each with how seldom others come where it comes.

        They are those that run through its line; for a constant those that run through a line that names it.
        """
        lines = self.through[change.module]
        if isinstance(change.statement, ast.FunctionDef):
            first, last = change.statement.lineno, change.statement.end_lineno or change.statement.lineno
            near = [number for number in lines if first <= number <= last]
        else:
            near = [number for number in lines if change.place in self.words[change.module][number]] or list(lines)
        tests = set(lines.get(change.line, ())) & {test for number in near for test in lines[number]}
        tests = tests or {test for number in near for test in lines[number]}
        return {
            test: sum((1 if number in near else 0.01) / len(lines[number]) for number in lines if test in lines[number])
            for test in tests
        }


def _apart(task: Callable[[], object]) -> tuple[int, int]:
    """Runs a task in a copy of this process that is never seen again: its number, and where its words can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 2
    try:
        os.close(reading)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os.write(writing, json.dumps(task()).encode())
        code = 0
    finally:
        os._exit(code)


@functools.cache
def _memories() -> list[functools._lru_cache_wrapper[object]]:
    found = [vars(module) for name, module in list(sys.modules.items()) if name.startswith("generator")]
    return [value for names in found for value in names.values() if isinstance(value, functools._lru_cache_wrapper)]


def _forget() -> None:
    """Empties what functions of the program remember: it was worked out without the fault."""
    for memory in _memories():
        memory.cache_clear()


def _passes(item: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def survey(items: Sequence[pytest.Item], modules: Sequence[str], root: Path) -> Survey:
    """Runs every test once without a fault, in a process of its own; raises AssertionError where one fails."""
    import coverage  # only who tries faults needs it

    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:

        def run() -> None:
            traced = coverage.Coverage(data_file=None, include=[str(root / module) for module in modules],
                                       config_file=False)  # fmt: skip
            seconds, failed = {}, []
            traced.start()
            for item in items:
                _forget()
                traced.switch_context(item.nodeid)
                began = time.process_time()
                if not _passes(item):
                    failed.append(item.nodeid)
                seconds[item.nodeid] = time.process_time() - began
            traced.stop()
            lines = {module: traced.get_data().contexts_by_lineno(str(root / module)) for module in modules}
            Path(told.name).write_text(json.dumps([seconds, lines, failed]), "utf-8")

        child, reading = _apart(run)
        os.waitpid(child, 0)
        os.close(reading)
        seconds, lines, failed = json.loads(Path(told.name).read_text("utf-8"))
    assert not failed, f"these fail without any fault: {failed}"
    through = {
        module: {int(line): frozenset(filter(None, tests)) for line, tests in found.items() if any(tests)}
        for module, found in lines.items()
    }
    words = {
        module: {
            number: frozenset(re.findall(r"\w+", line))
            for number, line in enumerate((root / module).read_text("utf-8").split("\n"), start=1)
        }
        for module in modules
    }
    return Survey(seconds, through, words)


def _replace(old: object, new: object) -> None:
    """Makes a function or class of the running program do what another one does, wherever it is known already."""
    if isinstance(old, property) and isinstance(new, property):
        _replace(old.fget, new.fget)
    elif isinstance(old, type) and isinstance(new, type):
        for name, value in list(vars(new).items()):
            if name in vars(old):
                _replace(vars(old)[name], value)
    else:
        old, new = getattr(old, "__wrapped__", old), getattr(new, "__wrapped__", new)
        if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
            old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
            if len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
                old.__code__ = new.__code__


def put_in(change: Change) -> None:
    """The fault, put into the modules of this process; whatever it raises at once is raised here."""
    module = sys.modules[change.module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")]
    whole = ast.Module([change.statement], [])
    names = dict(vars(module))
    exec(compile(whole, change.module, "exec", __future__.annotations.compiler_flag, dont_inherit=True), names)
    old, new = vars(module)[change.place], names[change.place]
    if isinstance(change.statement, ast.FunctionDef | ast.ClassDef):
        _replace(old, new)
    else:
        shared = isinstance(old, tuple | frozenset)
        for other in [found for name, found in list(sys.modules.items()) if name.startswith(("generator", "tests"))]:
            if vars(other).get(change.place) is old:
                setattr(other, change.place, new)
            for value in vars(other).values() if shared else ():
                if isinstance(value, types.FunctionType) and value.__defaults__:
                    value.__defaults__ = tuple(new if item is old else item for item in value.__defaults__)
    _forget()


@dataclass
class Trials:
    """The tests tried on one fault after the other, soonest those that noticed the one before."""

    items: Mapping[str, pytest.Item]
    survey: Survey
    jobs: int = 1
    noticed: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def _in_order(self, change: Change) -> list[str]:
        """First those that noticed faults in the same place, then the quick ones that come where few others do."""
        tests = self.survey.of(change)
        return sorted(tests, key=lambda test: (
            -self.noticed[f"{change.module}:{change.place}:{test}"], self.survey.seconds[test] > 1,
            -self.noticed[test], -tests[test], test))  # fmt: skip

    def _noticing(self, change: Change, tests: Sequence[str]) -> str:
        """The first test that fails with the fault; empty where none does."""
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            put_in(change)
        except Exception:
            return "import"
        for test in tests:
            signal.setitimer(signal.ITIMER_PROF, PATIENCE + 10 * self.survey.seconds[test])
            if not _passes(self.items[test]):
                return test
        return ""

    def run(self, faults: Sequence[Change]) -> Iterator[tuple[Change, str]]:
        """Every fault with what noticed it: a test, or that the tests came to no end; empty where nothing did."""
        _memories()
        gc.collect()
        gc.freeze()
        waiting = list(reversed(faults))
        under_way: dict[int, tuple[Change, int]] = {}
        while waiting or under_way:
            while waiting and len(under_way) < self.jobs:
                change = waiting.pop()
                tests = self._in_order(change)
                child, reading = _apart(functools.partial(self._noticing, change, tests))
                under_way[child] = (change, reading)
            child, status = os.wait()
            change, reading = under_way.pop(child)
            with os.fdopen(reading, "rb") as said:
                words = said.read()
            noticed = json.loads(words) if words and os.waitstatus_to_exitcode(status) == 0 else "no end"
            with contextlib.suppress(KeyError):
                self.noticed[noticed] += noticed in self.items
                self.noticed[f"{change.module}:{change.place}:{noticed}"] += noticed in self.items
            yield change, noticed
