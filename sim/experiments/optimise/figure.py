"""20-tradeoff: what does one aim cost in another, and where does the plan stand?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from sim.experiments.optimise.answer import JudgedDesign, OptimiseAim, OptimiseAnswer
from sim.experiments.optimise.pareto import front
from sim.experiments.optimise.words import OPTIMISE
from sim.measures.months import Bools, Floats
from sim.plots.frames import Origin
from sim.plots.sheet import PANEL, RIGHT, attach, caption, fit, place, sheet
from sim.plots.style import DEMAND, IDLE, INK, SMALL, SUPPLY, SUPPLY_LIGHT, Head, Panels, house
from sim.plots.words import heading
from sim.text.words import Lang, Words

_STEPS = ("#CFE3F1", SUPPLY_LIGHT, SUPPLY, "#003A5D", "#7F7F7F", "#BDBDBD")
"""Four steps of the one blue for types of space, and greys for any beyond."""
_CORNERS = ((12.0, 8.0), (-12.0, 8.0), (12.0, -8.0), (-12.0, -8.0))
"""Where the middle of a design's name may lie, in points from its dot."""
_EDGE = 0.01
"""Of the width and height of the axes: what lies nearer to their edge would be drawn in part."""


@dataclass(frozen=True)
class Measure:
    """An aim as an axis: its name and unit."""

    name: Words
    unit: Words


@dataclass(frozen=True)
class DesignMark:
    """One design: values, ends of intervals of the two axes, in their units."""

    label: str
    x: tuple[float, float, float]
    y: tuple[float, float, float]
    third: float | None
    better: bool
    mix: list[float] | None
    """Percent by type of space."""


@dataclass(frozen=True)
class TradeOff:
    """What 20-tradeoff shows; the second aim lies across, the first up."""

    name: ClassVar[str] = "20-tradeoff"
    head: Head
    across: Measure
    up: Measure
    plan: DesignMark
    marks: list[DesignMark]
    """The designs of the front, by the first aim."""
    shown: list[int]
    """Those that are numbered and whose mix is shown."""
    line: list[int]
    """Those that no other is better than in the two aims drawn, along the first."""
    tried: Floats
    """[design, (across, up)] as the search saw them."""
    spaces: list[Words]


def data(answer: OptimiseAnswer, origin: Origin) -> TradeOff:
    """The front on its first two aims; a third as shade."""
    up, across, *others = answer.aims
    third = others[0] if others else None
    marks = [_mark(answer, judged, str(i)) for i, judged in enumerate(answer.front, 1)]
    pairs = np.array([[mark.x[0], mark.y[0]] for mark in marks])
    ahead = np.flatnonzero(front(pairs))
    scales = [across.scale[0], up.scale[0]]
    tried = np.array([[values[1], values[0]] for _, values in answer.tried]) / scales
    shade = OPTIMISE["figure_colour"].fill(aim=third.name) if third else Words("", "")
    subtitle = OPTIMISE["figure_subtitle"].fill(
        n=str(origin.replications),
        few=str(answer.replications[0]),
        by=OPTIMISE[f"by_{answer.by}"],
        seed=str(origin.seed),
        colour=shade,
    )
    detail = OPTIMISE["detail"].fill(
        name=OPTIMISE["plan"],
        x=up.words(answer.plan.outcomes[0].value),
        y=across.words(answer.plan.outcomes[1].value),
    )
    return TradeOff(
        head=heading(origin, _title(answer), subtitle, [detail]),
        across=_measure(across),
        up=_measure(up),
        plan=_mark(answer, answer.plan, ""),
        marks=marks,
        shown=answer.shown,
        line=sorted(map(int, ahead), key=lambda i: marks[i].x[0]),
        tried=tried,
        spaces=[answer.labels[f"mix.{part}"] for part in answer.levers.parts.get("mix", ())],
    )


def _title(answer: OptimiseAnswer) -> Words:
    if answer.compromise is None:
        return OPTIMISE["figure_none"]
    chosen = answer.front[answer.compromise]
    better = str(sum(judged.better for judged in answer.front))
    number = str(answer.compromise + 1)
    aims = answer.instead(chosen)
    return OPTIMISE["figure_better"].fill(better=better, design=number, aims=aims)


def _measure(aim: OptimiseAim) -> Measure:
    return Measure(aim.name, aim.scale[1])


def _mark(answer: OptimiseAnswer, judged: JudgedDesign, label: str) -> DesignMark:
    up, across, *others = (
        tuple(value / aim.scale[0] for value in (o.value, o.low, o.high))
        for aim, o in zip(answer.aims, judged.outcomes, strict=True)
    )
    shares = None
    if "mix" in answer.levers.parts:
        announced = [share * 100 for share in answer.levers.announced["mix"]]
        shares = announced if judged.design is None else [float(v) for v in judged.design["mix"]]
    third = others[0][0] if others else None
    return DesignMark(
        label=label,
        x=(across[0], across[1], across[2]),
        y=(up[0], up[1], up[2]),
        third=third,
        better=judged.better,
        mix=shares,
    )


def draw(trade: TradeOff, lang: Lang = "both") -> Panels:
    """The aims against each other; beside them what some of the designs build."""
    with house():
        figure, top = sheet(trade.head, lang)
        bottom = figure.get_figheight() - 0.85
        wide = 5.6 if trade.spaces else RIGHT - 1.15
        height = bottom - top - 0.45
        axes = {"tradeoff": place(figure, 1.0, top + 0.45, wide, height)}
        _scatter(axes["tradeoff"], trade, lang)
        if trade.spaces:
            axes["mix"] = place(figure, 7.55, top + 0.45, RIGHT - 7.55, height)
            _mixes(axes["mix"], trade, lang)
        return Panels(figure, axes, trade, lang)


def _scatter(ax: Axes, trade: TradeOff, lang: Lang) -> None:
    marks, plan = trade.marks, trade.plan
    colours = _shades([mark.third for mark in marks])
    _limit(ax, trade)
    tried = trade.tried[_whole(ax, trade.tried)]
    ax.scatter(tried[:, 0], tried[:, 1], s=7, color=IDLE, alpha=0.35, lw=0)
    line = [marks[i] for i in trade.line]
    ax.plot([m.x[0] for m in line], [m.y[0] for m in line], color=SUPPLY, lw=1)
    for mark, colour in [*zip(marks, colours, strict=True), (plan, DEMAND)]:
        (x, left, right), (y, low, high) = mark.x, mark.y
        ax.plot([left, right], [y, y], color=colour, lw=1)
        ax.plot([x, x], [low, high], color=colour, lw=1)
        shape, size = ("D", 6.5) if mark is plan else ("o", 5.5)
        ax.plot(x, y, marker=shape, ms=size, color=colour, mec="white", mew=0.6, zorder=4)
    shown = [marks[i] for i in trade.shown]
    for mark, corner in zip(shown, _corners(ax, shown, [*marks, plan]), strict=True):
        _beside(ax, f"{mark.label}{'*' if mark.better else ''}", mark, INK[SUPPLY], corner)
    _beside(ax, OPTIMISE["plan"].line(lang), plan, DEMAND, _CORNERS[0])
    ax.grid(axis="x", color="#D9D9D9", lw=0.6)
    caption(ax, trade.up.name, trade.up.unit, lang)
    label = f"{trade.across.name.line(lang)}  {' / '.join(trade.across.unit.lines(lang))}"
    fit(5.6, ax.set_xlabel(label, fontsize=PANEL, labelpad=8))


def _whole(ax: Axes, points: Floats) -> Bools:
    """Which points lie far enough within the axes to be drawn whole."""
    within = ax.transAxes.inverted().transform(ax.transData.transform(points))
    whole: Bools = np.all((within > _EDGE) & (within < 1 - _EDGE), axis=1)
    return whole


def _corners(
    ax: Axes, shown: list[DesignMark], every: list[DesignMark]
) -> list[tuple[float, float]]:
    """Where the name of each design stands, in points from it: far from other designs and names."""
    inch = ax.figure.get_dpi() / 72
    places = {mark.label: _place(ax, mark) / inch for mark in every}
    names: list[Floats] = []
    found = []
    for mark in shown:
        taken = [place for label, place in places.items() if label != mark.label] + names
        at = places[mark.label]
        best = max(
            _CORNERS, key=lambda corner: min(np.hypot(*(at + corner - one)) for one in taken)
        )
        names.append(at + best)
        found.append(best)
    return found


def _place(ax: Axes, mark: DesignMark) -> Floats:
    place: Floats = ax.transData.transform((mark.x[0], mark.y[0]))
    return place


def _beside(
    ax: Axes, text: str, mark: DesignMark, colour: str, corner: tuple[float, float]
) -> None:
    """Name a design at one of its corners."""
    right, above = corner[0] > 0, corner[1] > 0
    ax.annotate(
        text,
        (mark.x[0], mark.y[0]),
        xytext=(6 if right else -6, 4 if above else -11),
        textcoords="offset points",
        ha="left" if right else "right",
        color=colour,
        fontsize=SMALL,
        zorder=5,
    )


def _limit(ax: Axes, trade: TradeOff) -> None:
    """Show the front and the plan; of what was tried, what lies near them."""
    every = [*trade.marks, trade.plan]
    for set_limits, ends in (
        (ax.set_xlim, [mark.x for mark in every]),
        (ax.set_ylim, [mark.y for mark in every]),
    ):
        low, high = min(e[1] for e in ends), max(e[2] for e in ends)
        room = 0.07 * (high - low) or 1.0
        set_limits(max(0.0, low - room) if low >= 0 else low - room, high + 1.6 * room)


def _shades(values: list[float | None]) -> list[str]:
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not known or max(known) == min(known):
        return [SUPPLY] * len(values)
    colours = LinearSegmentedColormap.from_list("third", [SUPPLY_LIGHT, "#003A5D"])
    low, high = min(known), max(known)
    shades = colours((np.array(known) - low) / (high - low))
    return ["#" + "".join(f"{round(part * 255):02X}" for part in shade[:3]) for shade in shades]


def _mixes(ax: Axes, trade: TradeOff, lang: Lang) -> None:
    rows = [trade.plan, *(trade.marks[i] for i in trade.shown)]
    names = ["\n".join(OPTIMISE["plan"].lines(lang))]
    names += [f"{mark.label}{'*' if mark.better else ''}" for mark in rows[1:]]
    begin = np.zeros(len(rows))
    places = np.arange(len(rows))[::-1]
    for index, space in enumerate(trade.spaces):
        parts = np.array([mark.mix[index] if mark.mix else 0.0 for mark in rows])
        ax.barh(places, parts, 0.72, left=begin, color=_STEPS[index % len(_STEPS)], lw=0)
        for y, left, part in zip(places, begin, parts, strict=True):
            if part >= 5:
                ink = "white" if index in (2, 3, 4) else "black"
                ax.text(left + part / 2, y, f"{part:.0f}", ha="center", va="center", color=ink)
        colour = _STEPS[index % len(_STEPS)]
        across = index % 2 * 0.5
        down = -14 - 13 * (index // 2)
        attach(ax, "■", (across, -0.5), (0, down), color=colour)
        name = attach(ax, space.line(lang), (across, -0.5), (11, down), color=INK[IDLE])
        fit(1.35, name)
        begin += parts
    ax.set_yticks(places, names, fontsize=SMALL, color=INK[DEMAND])
    ax.set_ylim(-0.5, len(rows) - 0.5)
    ax.set_xlim(0, 100)
    ax.set_xticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    caption(ax, OPTIMISE["mix_panel"], Words("%", "%"), lang)
