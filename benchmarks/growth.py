"""How fast a cost grows with the size, and what stands in the middle of several runs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from statistics import fmean


def exponent(costs: Mapping[int, float]) -> float | None:
    """The exponent b of cost = a · size^b that fits best: least squares in the logarithms; None for fewer than two
    sizes. 1 is linear, 0 does not grow."""
    points = [(math.log(size), math.log(cost)) for size, cost in sorted(costs.items()) if cost > 0]
    if len(points) < 2:
        return None
    middle_x, middle_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    across = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / across
