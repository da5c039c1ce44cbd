"""16-required-jointly: how much of all types together, for how many futures, and of which type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from matplotlib.axes import Axes

from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.required.joint_answer import JointAnswer
from sim.experiments.required.joint_screen import largest
from sim.experiments.required.played import Played
from sim.experiments.required.screen import area
from sim.experiments.required.words import REQUIRED
from sim.plots.frames import Origin
from sim.plots.sheet import attach, caption, cells, fit, place, sheet
from sim.plots.style import DEMAND, IDLE, INK, SHORTAGE, SMALL, SUPPLY, Head, Panels, house
from sim.plots.words import heading
from sim.text.screen import stated
from sim.text.words import Lang, Words

_BAR = 0.3
"""Height of a bar; two stand at each type."""
_UNDER = 0.34
"""Inches under a panel for the name of its axis."""
_LEGEND = 0.5
"""Room above the bars for what they are, in types."""
_LONG = 1000
"""From here on numbers have no decimals."""
_SIDE = 1.15
"""Inches beside the bars for the names of the types."""
_ROOM = 1.15
"""The axis of shares ends above all."""


@dataclass(frozen=True)
class JointMark:
    """What was played at a total, % of futures, with its 95 % interval."""

    name: Words
    total: float
    share: float
    low: float
    high: float
    asked: bool
    """Whether it is the answer."""


@dataclass(frozen=True)
class JointBar:
    """One type: its difference from the plan, one at a time and together; None where unknown."""

    name: Words
    alone: float | None
    together: float | None


@dataclass(frozen=True)
class RequiredJointly:
    """What 16-required-jointly shows; areas are differences from the plan in `unit`."""

    name: ClassVar[str] = "16-required-jointly"
    head: Head
    unit: Words
    confidence: float
    curve: list[tuple[float, float]]
    """(total, % of futures in which every need is met there by count)."""
    marks: list[JointMark]
    bars: list[JointBar]


def data(answer: RequiredAnswer, joint: JointAnswer, origin: Origin) -> RequiredJointly:
    """The totals against the futures they serve, and the split."""
    need, plan = largest(answer), joint.plan
    scale = need.areas.large if need.large else need.areas.plain
    unit = need.areas.word("axis" if need.large else "plain_axis")
    marks = []
    if joint.alone and answer.together:
        marks.append(_mark("joint_alone", joint.alone.total / scale, answer.together, False))
    if plan:
        marks.append(_mark("joint_together", plan.total / scale, plan.played, True))
        marks.append(_mark("joint_fresh", plan.total / scale, plan.fresh, False))
    parts = [part.value / scale for part in plan.parts] if plan else [None] * len(answer.needs)
    alone = [need.row(answer.confidence).value for need in answer.needs]
    bars = [
        JointBar(one.name, None if own is None else own / scale, together)
        for one, own, together in zip(answer.needs, alone, parts, strict=True)
    ]
    size = {"n": str(answer.needs[0].futures), "seed": str(origin.seed)}
    details = [
        REQUIRED["detail"].fill(name=one.name, value=area(need, part.value))
        for one, part in zip(answer.needs, plan.parts if plan else (), strict=False)
    ]
    head = heading(
        origin, _finding(answer, joint), REQUIRED["joint_figure_subtitle"].fill(**size), details
    )
    curve = [(total / scale, 100 * count / joint.tested) for count, total in joint.curve]
    return RequiredJointly(head, unit, answer.confidence, curve, marks, bars)


def _mark(key: str, total: float, played: Played, asked: bool) -> JointMark:
    chance = played.chance
    ends = (100 * (chance.share or 0.0), 100 * chance.low, 100 * chance.high)
    return JointMark(REQUIRED[key], total, *ends, asked)


def _finding(answer: RequiredAnswer, joint: JointAnswer) -> Words:
    if joint.plan is None:
        return REQUIRED["joint_figure_none"]
    key = "joint_figure_more" if joint.plan.total > 0 else "joint_figure_less"
    size = area(largest(answer), abs(joint.plan.total))
    return REQUIRED[key].fill(area=size, share=stated(answer.confidence))


def draw(shown: RequiredJointly, lang: Lang = "both") -> Panels:
    """The curve of totals with what was played; the types with a bar for each of both answers."""
    with house():
        figure, top = sheet(shown.head, lang)
        left, right = cells(figure, 2, top, 0.25)
        axes = {
            "share": place(figure, left.x, left.y, left.width, left.height - _UNDER),
            "split": place(
                figure, right.x + _SIDE, right.y, right.width - _SIDE, right.height - _UNDER
            ),
        }
        _draw_curve(axes["share"], shown, lang)
        _draw_bars(axes["split"], shown, lang)
        return Panels(figure, axes, shown, lang)


def _draw_curve(ax: Axes, shown: RequiredJointly, lang: Lang) -> None:
    xs = [x for x, _ in shown.curve]
    ax.plot(xs, [y for _, y in shown.curve], color=SUPPLY, lw=2, drawstyle="steps-post")
    ax.axhline(100 * shown.confidence, color=INK[IDLE], lw=1, ls=(0, (4, 3)))
    spots = [*xs, *(mark.total for mark in shown.marks), 0.0]
    wide = max(spots) - min(spots) or 1.0
    ax.set_xlim(min(spots) - 0.06 * wide, max(spots) + 0.3 * wide)
    for mark in shown.marks:
        colour = SHORTAGE if mark.asked else DEMAND
        fresh = mark.name == REQUIRED["joint_fresh"]
        x = mark.total + (0.02 * wide if fresh else 0.0)  # beside the same futures
        ax.plot([x, x], [mark.low, mark.high], color=colour, lw=1.4, marker="_", ms=7, zorder=3)
        ax.plot([x], [mark.share], color=colour, marker="o", ms=5, zorder=4)
        words = " ".join([*mark.name.lines(lang), f"{mark.share:.0f}"])
        above = mark.asked
        ax.annotate(
            words, (x, mark.high if above else mark.low), xytext=(2, 4 if above else -4),
            textcoords="offset points", va="bottom" if above else "top",
            color=INK[SHORTAGE if mark.asked else IDLE],
        )  # fmt: skip
    ax.set_ylim(0, 100 * _ROOM)
    ax.set_yticks([0, 20, 40, 60, 80, 100])
    below = ax.set_xlabel(
        REQUIRED["joint_axis"].fill(unit=shown.unit).block(lang), fontsize=SMALL, linespacing=1.3
    )
    fit(ax.get_window_extent().width / ax.figure.dpi, below)
    caption(ax, REQUIRED["joint_share"], REQUIRED["share_unit"], lang)


def _draw_bars(ax: Axes, shown: RequiredJointly, lang: Lang) -> None:
    values = [v for bar in shown.bars for v in (bar.alone, bar.together) if v is not None] or [0.0]
    low, high = min(*values, 0.0), max(*values, 0.0)
    digits = 0 if max(high, -low) >= _LONG else 1
    room = 0.22 * ((high - low) or 1.0)
    ax.set_xlim(low - (room if low < 0 else 0), high + (room if high > 0 else 0))
    ax.axvline(0, color=INK[IDLE], lw=1)
    series = (("joint_alone", IDLE, -0.5), ("joint_together", SHORTAGE, 0.5))
    for key, colour, at in series:
        own = [bar.alone if key == "joint_alone" else bar.together for bar in shown.bars]
        ys = [i + at * _BAR for i in range(len(own))]
        ax.barh(
            ys, [v or 0.0 for v in own], height=_BAR, color=colour, label=REQUIRED[key].line(lang)
        )
        for y, value in zip(ys, own, strict=True):
            if value is not None:
                ax.annotate(
                    f"{value:+,.{digits}f}", (value, y), xytext=(3 if value >= 0 else -3, 0),
                    textcoords="offset points", ha="left" if value >= 0 else "right", va="center",
                )  # fmt: skip
    ax.set_yticks(range(len(shown.bars)), [""] * len(shown.bars))
    ax.set_ylim(len(shown.bars) - 0.4, -0.5 - _LEGEND)
    for i, bar in enumerate(shown.bars):
        fit(_SIDE, attach(ax, bar.name.block(lang), (0, i), (-6, 0), ha="right", va="center"))
    ax.legend(loc="upper right", borderaxespad=0.0, ncols=2, fontsize=SMALL, frameon=False)
    below = ax.set_xlabel(
        REQUIRED["joint_axis_type"].fill(unit=shown.unit).block(lang),
        fontsize=SMALL, linespacing=1.3,
    )  # fmt: skip
    fit(ax.get_window_extent().width / ax.figure.dpi, below)
    caption(ax, REQUIRED["joint_split_panel"], Words("", ""), lang)
