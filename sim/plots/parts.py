"""Parts that several figures draw: axes of time and area, fans, labels at the end of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from sim.measures.months import Floats
from sim.plots.frames import SharedScale
from sim.plots.sheet import attach
from sim.plots.statistics import Fan
from sim.plots.style import DEMAND, INK, SHORTAGE, Head
from sim.plots.words import AreaUnit, number
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

P = TypeVar("P")
U = TypeVar("U")


@dataclass(frozen=True)
class ByQuarter(Generic[P, U]):
    """What a figure by quarter shows, one panel a type of space."""

    head: Head
    unit: U
    quarters: list[str]
    x: Floats
    """Middles of the quarters in absolute months."""
    panels: dict[str, P]
    shared: SharedScale | None = field(default=None, kw_only=True)

    def size(self, panel: str) -> float:
        """How much one of the numbers at the axis of a panel is, in m² or its plain unit."""
        return self.unit.m2 if isinstance(self.unit, AreaUnit) and panel in self.panels else 1.0

    def ends(self, panel: str) -> tuple[float, float]:
        """Where the axis of a panel at least ends, as another run has it, in its own unit."""
        return ends_of(self.shared, panel, self.size(panel))

    @property
    def span(self) -> tuple[float, float]:
        """Begin of the first and end of the last quarter."""
        return float(self.x[0] - 1.5), float(self.x[-1] + 1.5)


def years(ax: Axes, start: float, end: float, labels: bool = True, most: int = 7) -> None:
    """A time axis in absolute months, with at most so many years named."""
    ax.set_xlim(start, end)
    inside = range(-int(-start // 12), int(end // 12) + 1)
    step = -(-len(inside) // most) or 1
    ticks = [year for year in inside if year % step == 0]
    ax.set_xticks([year * 12 for year in ticks], [str(t) if labels else "" for t in ticks])


def ends_of(shared: SharedScale | None, panel: str, size: float) -> tuple[float, float]:
    """Where an axis at least ends, as another run has it, `size` to one of its unit."""
    low, high = shared.ends.get(panel, (0.0, 0.0)) if shared else (0.0, 0.0)
    return low / size, high / size


def mark(ax: Axes, x: float, text: str) -> None:
    """A dated vertical line where a shortage begins; its date is left of it where it is late."""
    ax.axvline(x, color=SHORTAGE, lw=1, ls=(0, (4, 3)))
    start, end = ax.get_xlim()
    late = x > (start + end) / 2
    ax.annotate(
        text,
        (x, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-3 if late else 3, -2),
        textcoords="offset points",
        ha="right" if late else "left",
        va="top",
        linespacing=1.1,
        color=INK[SHORTAGE],
    )


def areas(
    ax: Axes,
    high: float,
    low: float = 0.0,
    ticks: int = 5,
    ends: tuple[float, float] = (0.0, 0.0),
) -> None:
    """An axis with zero and round numbers, up to the one above `high` and down to `low`.

    ends: where it ends at the earliest.
    """
    from matplotlib.ticker import MaxNLocator

    locator = MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10])
    top = locator.tick_values(min(low, 0.0), high * 1.02 if high > 0 else 1.0)[-1]
    low, top = min(low, ends[0]), max(top, ends[1])
    shown = [place for place in locator.tick_values(low, top) if low <= place <= top]
    ax.set_ylim(low, top)
    ax.set_yticks(shown, [number(abs(place)) for place in shown])


def more(course: Floats, nothing: float = 0.0) -> Floats:
    """A course where it is more than nothing, and one point more at each end; NaN elsewhere.

    The axis is the rest: a line along it in the colour of a finding would tell one.
    """
    there = np.pad(course != nothing, 1)
    return np.where(there[:-2] | there[1:-1] | there[2:], course, np.nan)


def draw_fan(
    ax: Axes, x: Floats, fan: Fan, colour: str, paths: bool = True, nothing: float = 0.0
) -> None:
    """80 % and 50 % bands, the median where it is more than nothing, and thin sample paths."""
    light, dark = (0.12, 0.2) if colour == DEMAND else (0.16, 0.28)
    ax.fill_between(x, fan.p10, fan.p90, color=colour, alpha=light, lw=0)
    ax.fill_between(x, fan.p25, fan.p75, color=colour, alpha=dark, lw=0)
    if paths:
        broken = np.pad(fan.paths, ((0, 0), (0, 1)), constant_values=np.nan).ravel()
        along = np.tile(np.append(x, np.nan), len(fan.paths))
        ax.plot(along, broken, color=colour, lw=0.4, alpha=0.4)
    ax.plot(x, more(fan.p50, nothing), color=colour, lw=2)


def valued(label: Words, value: str, lang: Lang, stacked: bool = False) -> str:
    """A label with its value behind the first of its lines, or below them."""
    if stacked:
        return f"{label.block(lang)}\n{value}"
    first, *others = label.lines(lang)
    return "\n".join([f"{first} {value}", *others])


def end_labels(ax: Axes, labels: Sequence[tuple[float, str, str]]) -> list[Text]:
    """Name lines at their right end: (y, text, colour), moved apart where they would touch."""
    low, high = ax.get_ylim()
    figure = ax.get_figure(root=True)
    inches = ax.get_position().height * (figure.get_figheight() if figure else 1)
    line = 0.16 / inches * (high - low)
    half = [line * (text.count("\n") + 1) / 2 for _, text, _ in sorted(labels)]
    places, floor = [], low
    for (y, _, _), size in zip(sorted(labels), half, strict=True):
        places.append(max(y, floor + size))
        floor = places[-1] + size
    ceiling = high + line
    for i in reversed(range(len(places))):
        places[i] = min(places[i], ceiling - half[i])
        ceiling = places[i] - half[i]
    return [
        attach(ax, text, (1, y), (5, 0), va="center", color=INK[colour])
        for y, (_, text, colour) in zip(places, sorted(labels), strict=True)
    ]
