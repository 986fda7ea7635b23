"""How thorough a run of the tests is: what every run does, and what is done before a release."""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("CLAIM_BRIEFS_PROVE"))
"""Set before a release: generated inputs are then as many as the promises say, not as few as every run can bear."""


def amount(every_run: int, thorough: int) -> int:
    """How many generated inputs to try."""
    return thorough if THOROUGH else every_run
