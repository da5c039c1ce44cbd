"""18-discover: where do the failures lie?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.experiments.discover.answer import DiscoverAnswer, WorldInput
from sim.experiments.discover.boxes import Quality
from sim.experiments.discover.words import DISCOVER, DISCOVER_UNITS
from sim.measures.months import Floats, Ints
from sim.plots.frames import Origin
from sim.plots.sheet import PANEL, RIGHT, attach, caption, fit, place, sheet
from sim.plots.style import DEMAND, IDLE, INK, RULE, SHORTAGE, SMALL, SUPPLY, Head, Panels, house
from sim.plots.words import heading, percent
from sim.scenario.values.amounts import Areas, money_name, money_unit
from sim.scenario.values.units import DENSITY, USUAL, Dimension
from sim.text.words import Lang, Words

_PALE = "#F0B990"
"""A second step of vermillion: worlds that fail in one of two futures."""

_SCALES = {
    "share": 0.01,
    "growth": 0.01,
    "factor": 1.0,
    "elasticity": 1.0,
    "span": 1.0,
    "rate": 1 / 12,
}
"""Canonical units in one unit of an axis, by dimension; `DISCOVER_UNITS` names those."""


@dataclass(frozen=True)
class Axis:
    """One input of the scatter: its values by world, and the ends of the box on it."""

    name: Words
    unit: Words
    """Of its numbers."""
    values: Floats
    low: float
    """-inf where the box is open."""
    high: float


@dataclass(frozen=True)
class BoxBar:
    """One input that the box limits: the box as a part, 0 to 1, of what was sampled."""

    name: Words
    low: float
    high: float
    ends: tuple[Words, Words]
    """What was sampled, in words."""
    limits: tuple[Words | None, Words | None]


@dataclass(frozen=True)
class Curve:
    """Coverage and density along PRIM's trajectory, on one half of the worlds."""

    coverage: list[float]
    density: list[float]


@dataclass(frozen=True)
class Discover:
    """What 18-discover shows."""

    name: ClassVar[str] = "18-discover"
    head: Head
    axes: tuple[Axis, Axis]
    failures: Ints
    """Futures of each world that fail: 0, 1 or 2."""
    used: Curve
    unused: Curve
    found: Quality
    """The box on the half that was not used."""
    base: float
    bars: list[BoxBar]


def data(answer: DiscoverAnswer, origin: Origin) -> Discover:
    """The two inputs that the box needs most, its trajectory and its limits."""
    discovery = answer.discovery
    quality, base = discovery.box.unused, discovery.base.density or 0.0
    subtitle = DISCOVER["figure_subtitle"].fill(
        fails=answer.fails, n=str(origin.replications), seed=str(origin.seed)
    )
    detail = DISCOVER["detail"].fill(
        coverage=percent(quality.coverage), density=percent(quality.density or 0.0)
    )
    steps, limits = discovery.steps, discovery.box.limits
    return Discover(
        head=heading(origin, _title(answer), subtitle, [detail]),
        axes=_axes(answer),
        failures=answer.sample.fails.sum(axis=1),
        used=_curve([step.used for step in steps]),
        unused=_curve([step.unused for step in steps]),
        found=quality,
        base=base,
        bars=[_bar(answer.inputs[index], *ends) for index, ends in sorted(limits.items())],
    )


def _title(answer: DiscoverAnswer) -> Words:
    if not answer.discovery.box.limits:
        return DISCOVER["figure_nothing"]
    return answer.statement if answer.discovery.proven else DISCOVER["figure_unproven"]


def _axes(answer: DiscoverAnswer) -> tuple[Axis, Axis]:
    """The limited inputs whose freeing costs most density, then those most tied to failing."""
    sides = sorted(answer.discovery.sides, key=lambda side: side.freed.density or 0.0)
    x, y = answer.sample.x, answer.sample.y
    ties = [-abs(float(np.corrcoef(column, y)[0, 1])) for column in x.T]
    order = [side.index for side in sides] + sorted(range(len(ties)), key=ties.__getitem__)
    first, *others = dict.fromkeys(order)
    return _axis(answer, first), _axis(answer, others[0] if others else first)


def _axis(answer: DiscoverAnswer, index: int) -> Axis:
    number = answer.inputs[index]
    low, high = answer.discovery.box.limits.get(index, (-np.inf, np.inf))
    scale, unit = _unit(number.dimension)
    values = answer.sample.x[:, index] / scale
    return Axis(number.name, unit, values, low / scale, high / scale)


def _unit(need: Dimension) -> tuple[float, Words]:
    """How many canonical units make one of an axis, and its name."""
    if need.key in _SCALES:
        return _SCALES[need.key], DISCOVER_UNITS[need.key]
    if need == DENSITY and need.units == USUAL:
        return 1e4, DISCOVER_UNITS["density"]
    areas, code = Areas(need.units.area), need.units.currency
    plain, (size, large) = areas.word("plain_axis").en, money_unit(code)
    money, year = money_name(code), DISCOVER_UNITS["a_year"]
    return {
        "area": (areas.large, areas.word("axis")),
        "money": (size, large),
        "money_rate": (size, Words(large.zh + year.zh, large.en + year.en)),
        "density": (1 / areas.plain, Words(f"{money.zh}/{plain}", f"{money.en}/{plain}")),
        "rent": (1 / areas.plain, Words(f"{money.zh}/{plain}/月", f"{money.en}/{plain} a month")),
        "area_per_job": (areas.plain, Words(f"{plain}/人", f"{plain} a job")),
    }[need.key]


def _bar(number: WorldInput, low: float, high: float) -> BoxBar:
    span = number.high - number.low
    part = [float(np.clip((end - number.low) / span, 0, 1)) for end in (low, high)]
    limits = [number.show(end) if np.isfinite(end) else None for end in (low, high)]
    ends = number.show(number.low), number.show(number.high)
    return BoxBar(number.name, part[0], part[1], ends, (limits[0], limits[1]))


def _curve(steps: list[Quality]) -> Curve:
    known = [step for step in steps if step.density is not None]
    return Curve([s.coverage for s in known], [s.density or 0.0 for s in known])


def draw(discover: Discover, lang: Lang = "both") -> Panels:
    """Worlds by two inputs with the box; how coverage pays for density; the limits."""
    with house():
        figure, top = sheet(discover.head, lang)
        bottom = figure.get_figheight() - 0.85
        axes = {
            "worlds": place(figure, 1.05, top + 0.45, 5.2, bottom - top - 0.45),
            "trade_off": place(figure, 7.1, top + 0.45, RIGHT - 7.1, 2.0),
        }
        _scatter(axes["worlds"], discover, lang)
        _trade_off(axes["trade_off"], discover, lang)
        if discover.bars:
            begin = top + 3.2
            axes["box"] = place(figure, 7.1, begin, RIGHT - 7.1, bottom - begin)
            _limits(figure, axes["box"], discover, lang)
        return Panels(figure, axes, discover, lang)


def _scatter(ax: Axes, discover: Discover, lang: Lang) -> None:
    across, up = discover.axes
    for failures, colour, size in ((0, IDLE, 9), (1, _PALE, 14), (2, SHORTAGE, 14)):
        worlds = discover.failures == failures
        x, y = across.values[worlds], up.values[worlds]
        ax.scatter(x, y, s=size, color=colour, lw=0, alpha=0.55 if failures == 0 else 0.9)
    spans = [(float(axis.values.min()), float(axis.values.max())) for axis in discover.axes]
    ax.set_xlim(*_padded(*spans[0]))
    ax.set_ylim(*_padded(*spans[1]))
    if discover.bars:
        left, right = np.clip((across.low, across.high), *ax.get_xlim())
        low, high = np.clip((up.low, up.high), *ax.get_ylim())
        box = Rectangle((left, low), right - left, high - low, fill=False, ec=DEMAND, lw=1.8)
        ax.add_patch(box)
        box.set_clip_on(False)
    ax.grid(axis="x", color=RULE, lw=0.6)
    caption(ax, up.name, up.unit, lang)
    label = f"{across.name.line(lang)}  {' / '.join(across.unit.lines(lang))}"
    text = ax.set_xlabel(label, fontsize=PANEL, labelpad=8)
    fit(ax.get_window_extent().width / ax.figure.dpi, text)


def _padded(low: float, high: float) -> tuple[float, float]:
    room = 0.02 * (high - low)
    return low - room, high + room


def _trade_off(ax: Axes, discover: Discover, lang: Lang) -> None:
    for curve, colour, label in (
        (discover.used, SUPPLY, "found_line"),
        (discover.unused, DEMAND, "held_line"),
    ):
        x, y = np.array(curve.coverage) * 100, np.array(curve.density) * 100
        ax.plot(x, y, color=colour, lw=1.5, label=DISCOVER[label].line(lang))
    box = discover.found
    if discover.bars and box.density is not None:
        at, share = box.coverage * 100, box.density * 100
        ends = [[share - box.low * 100], [box.high * 100 - share]]
        ax.errorbar(
            at, share, yerr=ends, color=SHORTAGE, marker="o", ms=6, capsize=3, lw=1.5, zorder=3
        )
    ax.axhline(discover.base * 100, color=IDLE, lw=1, ls=(0, (4, 3)))
    base = f"{DISCOVER['base_line'].line(lang)} {percent(discover.base)}"
    attach(ax, base, (0.01, discover.base * 100), (0, 3), color=INK[IDLE])
    ax.set_xlim(0, 103)
    ax.set_ylim(0, 105)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 0.0), frameon=False, fontsize=SMALL)
    caption(ax, DISCOVER["trade_off"], DISCOVER["trade_unit"], lang)


def _limits(figure: Figure, ax: Axes, discover: Discover, lang: Lang) -> None:
    count = len(discover.bars)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, count)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    width = ax.get_window_extent().width / figure.dpi
    for row, bar in enumerate(reversed(discover.bars)):
        middle = row + 0.4
        ax.plot([0, 1], [middle, middle], color=RULE, lw=5, solid_capstyle="butt")
        inside = [bar.low, bar.high]
        ax.plot(inside, [middle, middle], color=SHORTAGE, lw=5, solid_capstyle="butt")
        fit(width, attach(ax, bar.name.line(lang), (0, middle), (0, 8), color=INK[DEMAND]))
        below = {"va": "top", "color": INK[IDLE]}
        attach(ax, bar.ends[0].lines(lang)[-1], (0, middle), (0, -6), ha="left", **below)
        attach(ax, bar.ends[1].lines(lang)[-1], (1, middle), (0, -6), ha="right", **below)
        for end, limit in zip((bar.low, bar.high), bar.limits, strict=True):
            if limit:
                ax.annotate(
                    limit.lines(lang)[-1],
                    (float(np.clip(end, 0.2, 0.8)), middle),
                    xytext=(0, -6),
                    textcoords="offset points",
                    va="top",
                    ha="center",
                    color=INK[SHORTAGE],
                )
    ax.set_ylim(0, count)
    caption(ax, DISCOVER["box_panel"], DISCOVER["box_unit"], lang)
