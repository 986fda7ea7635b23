"""Targets for fuzzing: each tries one input of bytes, and raises where a promise is broken; see `__main__`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent
CASES = FOLDER / "cases"
MODULES: Mapping[str, str] = {
    "yaml": "yaml_files",
    "quotes": "quotes",
    "dates": "dates",
    "escapes": "escapes",
    "briefs": "briefs",
}
TARGETS = tuple(MODULES)


@dataclass(frozen=True, slots=True)
class Target:
    """What one target is made of: what tries an input, inputs to begin with, and words that mean something to it."""

    name: str
    try_one: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    words: tuple[str, ...]


def target(name: str) -> Target:
    """A target by its name."""
    module = import_module(f"tests.fuzzing.{MODULES[name]}")
    return Target(name, module.try_one, module.seeds, module.WORDS)


def kept_cases(name: str) -> tuple[Path, ...]:
    """The inputs that once broke a promise of a target, each in a file of its own."""
    return tuple(sorted((CASES / name).glob("*")))


def mutated(chosen: Target, count: int, seed: int) -> Iterator[bytes]:
    """So many inputs, the same for the same seed: beginnings with pieces cut out, doubled, exchanged and put in."""
    chance = Random(seed)
    beginnings = list(chosen.seeds())
    pieces = [word.encode() for word in chosen.words]
    for _ in range(count):
        made = bytearray(chance.choice(beginnings))
        for _ in range(chance.randrange(1, 9)):
            at, size = chance.randrange(len(made) + 1), chance.randrange(1, 24)
            match chance.randrange(5):
                case 0:
                    del made[at : at + size]
                case 1:
                    made[at:at] = made[max(0, at - size) : at]
                case 2:
                    made[at : at + 1] = chance.randbytes(1)
                case 3:
                    made[at:at] = chance.choice(pieces)
                case _:
                    other = chance.choice(beginnings)
                    start = chance.randrange(len(other) + 1)
                    made[at:at] = other[start : start + size]
        yield bytes(made)
