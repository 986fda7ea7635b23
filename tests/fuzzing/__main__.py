"""Runs a target under atheris, which looks for inputs that reach new code: `python -m tests.fuzzing yaml`."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import atheris

from tests.fuzzing import CASES, TARGETS, Target, target

WORK = Path(".cache") / "fuzzing"
LONGEST_INPUT = 4096
MOST_SECONDS = 20
MOST_MEGABYTES = 2048


def _dictionary(words: tuple[str, ...]) -> str:
    """Words that mean something to a target, as libFuzzer reads them."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in words)


def _instrumented(name: str) -> Target:
    """A target, with all that it imports built so that atheris sees what an input reaches."""
    with atheris.instrument_imports(include=["generator", "markdown", "yaml", "tests.fuzzing"]):
        chosen = target(name)
        for content in chosen.seeds():  # some modules are imported only when they are needed
            chosen.try_one(content)
    return chosen


def main() -> None:
    """Fuzzes one target for so many seconds; ends with another exit code than 0 at the first broken promise."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    asked.add_argument("target", choices=TARGETS)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--corpus", type=Path, help="where found inputs are kept (default: .cache/fuzzing/TARGET)")
    given = asked.parse_args()
    chosen = _instrumented(given.target)
    corpus: Path = given.corpus or WORK / chosen.name
    found = WORK / f"{chosen.name}-findings"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    inputs = [*chosen.seeds(), *(file.read_bytes() for file in sorted((CASES / chosen.name).glob("*")))]
    for content in inputs:
        (corpus / f"begin-{hashlib.sha256(content).hexdigest()[:16]}").write_bytes(content)
    words = WORK / f"{chosen.name}.words"
    words.write_text(_dictionary(chosen.words), "ascii")
    options = [
        f"-max_total_time={given.seconds}", f"-max_len={LONGEST_INPUT}", f"-timeout={MOST_SECONDS}", f"-dict={words}",
        f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={found}/", "-print_final_stats=1", "-seed=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], chosen.try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
