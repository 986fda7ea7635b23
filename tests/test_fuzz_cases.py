"""What fuzzing once found stays mended, and seeded mutations of known inputs break no promise."""

from __future__ import annotations

import pytest

from tests.fuzzing import TARGETS, kept_cases, mutated, target
from tests.proving import amount

SEED = 20261129
MUTATIONS = {"yaml": 150, "quotes": 300, "dates": 300, "escapes": 200, "briefs": 60}
"""How many inputs every run can bear; before a release fifty times as many."""


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_found_stays_mended(name: str) -> None:
    """Each kept input, which once broke a promise, keeps it now."""
    chosen = target(name)
    for file in kept_cases(name):
        chosen.try_one(file.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_mutations_of_known_inputs_break_no_promise(name: str) -> None:
    """Beginnings as they are, and with pieces cut out, doubled, exchanged and put in: every promise is kept."""
    chosen = target(name)
    for data in mutated(chosen, amount(MUTATIONS[name], 50 * MUTATIONS[name]), SEED):
        chosen.try_one(data)
