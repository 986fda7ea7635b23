"""Draws what was measured as SVG: bars for the largest size, and lines over all sizes; readable on light and dark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, MARGIN, BAR, GAP, LABELS, VALUES = 860, 24, 18, 8, 280, 70
PLOT_HEIGHT, AXIS, LEGEND = 260, 64, 290
STYLE = """
:root{color-scheme:light dark}
text{font:14px system-ui,sans-serif;fill:#22262e}
.head{font-weight:600;font-size:16px}.soft{fill:#5a6270;font-size:12px}
.grid{stroke:#d5d8de}.ours{fill:#9c4221;stroke:#9c4221}.hugo{fill:#2b57a4;stroke:#2b57a4}.mkdocs{fill:#6b7280;stroke:#6b7280}
rect{stroke:none}path{fill:none!important;stroke-width:2}.change{stroke-dasharray:5 4}
@media (prefers-color-scheme:dark){text{fill:#e6e8ec}.soft{fill:#a4abb8}.grid{stroke:#3a404c}
.ours{fill:#e58a5f;stroke:#e58a5f}.hugo{fill:#86a9ec;stroke:#86a9ec}.mkdocs{fill:#9aa2b1;stroke:#9aa2b1}}
"""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of the picture: what was measured of whom (`ours`, `hugo`, `mkdocs`), CPU seconds by number of claims;
    `change` marks a rebuild."""

    label: str
    whose: str
    change: bool
    seconds: Mapping[int, float]


def shown(seconds: float) -> str:
    """Seconds as people read them: three figures, at most two behind the point."""
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}" if seconds < 100 else f"{seconds:,.0f}"


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named} text-anchor="{anchor}">{escape(words)}</text>'


def _bars(series: Sequence[Series], size: int, top: float) -> tuple[list[str], float]:
    """A bar for each series that was measured at a size, and where they end."""
    there = [item for item in series if size in item.seconds]
    longest = max((item.seconds[size] for item in there), default=1.0) or 1.0
    parts = [_text(MARGIN, top, f"CPU seconds for {size:,} claims", "head")]
    y, room = top + 14, WIDTH - 2 * MARGIN - LABELS - VALUES
    for item in there:
        seconds = item.seconds[size]
        wide = max(1.0, room * seconds / longest)
        parts += [
            _text(MARGIN, y + BAR - 4, item.label),
            f'<rect x="{MARGIN + LABELS}" y="{y:.1f}" width="{wide:.1f}" height="{BAR}" class="{item.whose}"/>',
            _text(MARGIN + LABELS + wide + 6, y + BAR - 4, shown(seconds)),
        ]
        y += BAR + GAP
    return parts, y


def _decades(low: float, high: float) -> list[float]:
    """The powers of ten from at most `low` to at least `high`, two at least."""
    first = math.floor(math.log10(low))
    return [10.0**power for power in range(first, max(math.ceil(math.log10(high)), first + 1) + 1)]


def _lines(series: Sequence[Series], top: float) -> tuple[list[str], float]:
    """The growth over the sizes, both axes logarithmic, and where the drawing ends."""
    points = [(size, cost) for item in series for size, cost in item.seconds.items() if cost > 0]
    sizes = sorted({size for size, _ in points})
    ticks = _decades(min(cost for _, cost in points), max(cost for _, cost in points))
    left, right, head = MARGIN + AXIS, WIDTH - MARGIN - LEGEND, top + 20
    across, high = math.log(sizes[-1] / sizes[0]), math.log(ticks[-1] / ticks[0])

    def x(size: int) -> float:
        return left + (right - left) * math.log(size / sizes[0]) / across

    def y(cost: float) -> float:
        return head + PLOT_HEIGHT * (1 - math.log(cost / ticks[0]) / high)

    parts = [_text(MARGIN, top, "How they grow (both axes logarithmic)", "head")]
    for tick in ticks:
        parts.append(f'<line x1="{left}" x2="{right}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" class="grid"/>')
        parts.append(_text(left - 8, y(tick) + 4, f"{tick:g} s", "soft", "end"))
    for size in sizes:
        parts.append(_text(x(size), head + PLOT_HEIGHT + 18, f"{size:,}", "soft", "middle"))
    ends: list[float] = []
    for item in sorted(series, key=lambda item: -item.seconds.get(sizes[-1], 0.0)):
        drawn = [(x(size), y(cost)) for size, cost in sorted(item.seconds.items()) if cost > 0]
        if not drawn:
            continue
        kind = f"{item.whose} change" if item.change else item.whose
        parts.append(f'<path class="{kind}" d="M{" L".join(f"{px:.1f} {py:.1f}" for px, py in drawn)}"/>')
        parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" class="{item.whose}"/>' for px, py in drawn]
        ends.append(max(drawn[-1][1] + 4, ends[-1] + 16 if ends else 0.0))
        parts.append(_text(right + 12, ends[-1], item.label))
    return parts, max(head + PLOT_HEIGHT + 18, ends[-1])


def picture(series: Sequence[Series], title: str) -> str:
    """An SVG with bars for the largest size and, where there are several, lines over the sizes."""
    sizes = sorted({size for item in series for size in item.seconds})
    parts: list[str] = []
    bottom = float(MARGIN)
    if sizes:
        parts, bottom = _bars(series, sizes[-1], MARGIN + 16)
    if len({size for item in series for size, cost in item.seconds.items() if cost > 0}) > 1:
        more, bottom = _lines(series, bottom + 34)
        parts += more
    height = math.ceil(bottom + MARGIN)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title"><title id="title">{escape(title)}</title><style>{escape(STYLE)}</style>'
    )
    return "\n".join([head, *parts, "</svg>", ""])
