"""29-flow: how many companies come, go on from stage to stage, and are lost on the way, and why?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, NamedTuple

import numpy as np

from sim.measures.months import Floats
from sim.measures.statistics import Three, three
from sim.plots.frames import CompanyFlows, Frames
from sim.plots.sheet import LEFT, PANEL, RIGHT, fit, head_tall, place, sheet
from sim.plots.style import (
    DEMAND,
    IDLE,
    IDLE_DARK,
    INK,
    SHORTAGE,
    SOFT,
    SUPPLY,
    SUPPLY_LIGHT,
    Head,
    Panels,
    house,
    medium,
)
from sim.plots.words import head, number
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, commas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Way = Literal["joined", "before", "after", "ahead", "elsewhere", "lost", "failed", "closed", "done"]
INTO: Final[tuple[Way, ...]] = ("before", "joined")
"""What comes into a stage from above, the outermost first."""
OUT: Final[tuple[Way, ...]] = ("done", "after", "ahead", "closed", "failed", "elsewhere", "lost")
"""What leaves it to below, the outermost first."""
_FACES: Final[dict[Way, str]] = {
    "joined": SUPPLY_LIGHT,
    "before": SUPPLY_LIGHT,
    "after": SUPPLY_LIGHT,
    "ahead": SUPPLY_LIGHT,
    "done": SUPPLY,
    "closed": IDLE,
    "failed": IDLE,
    "elsewhere": IDLE_DARK,
    "lost": SHORTAGE,
}
_NAMES, _COMES, _BELOW, _ENTRY, _TALL, _NODE = 0.62, 0.45, 0.35, 0.36, 1.5, 0.16
"""Inches: names above; how far what comes falls, and what leaves; an entry of the list below; the
highest stage; its width."""
_LOW, _WRAPPED = 0.7, 0.2
"""Inches of the highest stage at least, where a slide is full; of a line of a subtitle there."""
_EDGE: Final = 0.05
"""Inches at both sides of the room of a stage."""
_FOOT: Final = 0.35


class Entry(NamedTuple):
    """Companies that come or leave in one way: a band as wide as the mean, and the quantiles."""

    way: Way
    mean: float
    quantiles: Three


@dataclass(frozen=True)
class FlowStage:
    """A stage: what comes, what leaves, and how many begin it."""

    label: Words
    begun: Three
    entries: list[Entry]
    on: dict[str, float]
    """Companies that go on to a later stage, by its id; means."""

    def mean(self, way: Way) -> float:
        """Mean number of companies that come or leave in one way."""
        return next((entry.mean for entry in self.entries if entry.way == way), 0.0)


@dataclass(frozen=True)
class FlowData:
    """What 29-flow shows. Into a stage comes, in the mean, as many as leave it."""

    head: Head
    stages: dict[str, FlowStage]
    name: ClassVar[str] = "29-flow"

    def through(self, stage: str) -> float:
        """Companies that pass through a stage, mean."""
        one = self.stages[stage]
        return sum(one.on.values()) + sum(one.mean(way) for way in OUT)


def data(frames: Frames) -> FlowData:
    """Companies by stage over all recorded years; ValueError where there is one stage."""
    found = frames.flow
    if found is None or len(found.stages) < 2:
        raise ValueError("there is one stage")
    stages = {stage: _stage(found, index) for index, stage in enumerate(found.stages)}
    values = {"from": str(found.years[0]), "to": str(found.years[-1])}
    said = [_said(one) for one in stages.values()]
    words = head(frames, FlowData.name, finding(found, stages), said, **values)
    return FlowData(words, stages)


def _stage(found: CompanyFlows, index: int) -> FlowStage:
    """Balance one stage: who is not seen to come or leave was there before, or is there after."""
    counts = {name: values[:, index] for name, values in found.counts.items()}
    came, on = found.links[:, :, index].sum(axis=1), found.links[:, index].sum(axis=1)
    begun = counts["started"]
    net = begun + counts["elsewhere"] + counts["lost"] - came
    rest = begun - counts["succeeded"] - counts["failed"] - counts["closed"]
    told: dict[Way, Floats] = {
        "before": -rest,
        "joined": net,
        "done": counts["succeeded"] - on,
        "after": rest,
        "ahead": -net,
        "closed": counts["closed"],
        "failed": counts["failed"],
        "elsewhere": counts["elsewhere"],
        "lost": counts["lost"],
    }
    entries = [
        Entry(way, float(values.mean()), three(values))
        for way, values in told.items()
        if values.mean() > 0
    ]
    later = found.links[:, index].mean(axis=0)
    labels = list(found.stages.values())
    return FlowStage(
        labels[index],
        three(begun),
        entries,
        {name: float(one) for name, one in zip(found.stages, later, strict=True) if one > 0},
    )


def finding(found: CompanyFlows, stages: Mapping[str, FlowStage]) -> Words:
    """How many begin the first and the last stage, and how many leave for want of space."""
    first, *_, last = stages.values()
    lost, failed, elsewhere = (
        three(found.counts[name].sum(axis=1)) for name in ("lost", "failed", "elsewhere")
    )
    return TITLE["flow"].fill(
        first=first.label,
        last=last.label,
        begin=number(first.begun[1]),
        end=number(last.begun[1]),
        lost=number(lost[1]),
        p10=number(lost[0]),
        p90=number(lost[2]),
        failed=number(failed[1]),
        elsewhere=number(elsewhere[1]),
    )


def _said(one: FlowStage) -> Words:
    parts = [
        ALT["flow_way"].fill(way=LABEL[f"flow_{entry.way}"], count=_banded(entry.quantiles))
        for entry in one.entries
    ]
    return ALT["29-flow"].fill(stage=one.label, begun=_banded(one.begun), parts=commas(parts))


def _banded(quantiles: Three) -> Words:
    low, middle, high = map(number, quantiles)
    return Words(f"{middle}（{low}–{high}）", f"{middle} ({low}–{high})")


def _count(quantiles: Three, lang: Lang) -> str:
    """Once, also where words stand in both languages."""
    words = _banded(quantiles)
    return words.zh if lang == "zh" else words.en


def draw(shown: FlowData, lang: Lang = "both") -> Panels:
    """Stages from left to right, bands as wide as there are companies, and numbers below."""
    rows = max(len(one.entries) for one in shown.stages.values())
    room = (RIGHT - LEFT) / len(shown.stages)
    lines = 1 + (lang == "both")
    above = _NAMES + 0.19 * (lines - 1) + _COMES
    entry = _ENTRY + 0.16 * (lines - 1)
    others = head_tall(shown.head, lang) + above + _BELOW + entry * rows + 0.1 + _FOOT
    high = medium().high
    scale, tall = _scale(shown, room, max(high - others - _WRAPPED, _LOW) if high else _TALL)
    whole = above + tall + _BELOW + entry * rows + 0.1
    with house():
        figure, top = sheet(shown.head, lang, head_tall(shown.head, lang) + whole + _FOOT, False)
        ax = place(figure, LEFT, top, RIGHT - LEFT, whole)
        ax.set(xlim=(0, RIGHT - LEFT), ylim=(whole, 0))
        ax.set_axis_off()
        at = {
            stage: (i * room + _start(shown, stage, scale), above)
            for i, stage in enumerate(shown.stages)
        }
        for stage in shown.stages:
            _links(ax, shown, stage, at, scale)
        for i, (stage, one) in enumerate(shown.stages.items()):
            _node(ax, shown, stage, at[stage], scale, above + tall + _BELOW)
            _named(ax, one, i * room, room, lang)
            for j, told in enumerate(one.entries):
                y = above + tall + _BELOW + 0.1 + entry * j
                _entry(ax, told, (i * room, y), room, lang)
        return Panels(figure, {"flow": ax}, shown, lang)


def _scale(shown: FlowData, room: float, high: float) -> tuple[float, float]:
    """Inches of a company, and of the highest stage: all bands of a stage stay in its room."""
    high = min(high, _TALL)
    most = max(shown.through(stage) for stage in shown.stages)
    across = max(sum(one.mean(way) for way in (*INTO, *OUT)) for one in shown.stages.values())
    if not most:
        return 0.0, 0.0
    scale = min(high / most, (room - _NODE - 2 * _EDGE) / max(across, most / high))
    return scale, most * scale


def _start(shown: FlowData, stage: str, scale: float) -> float:
    """Inches from the left of a stage's room to the stage: what comes from above has its place."""
    return _EDGE + scale * sum(shown.stages[stage].mean(way) for way in INTO)


def _node(
    ax: Axes, shown: FlowData, stage: str, at: tuple[float, float], scale: float, floor: float
) -> None:
    """The bar of a stage with what comes from above and what leaves to below."""
    from matplotlib.patches import Rectangle

    one, (x, y) = shown.stages[stage], at
    ax.add_patch(Rectangle(at, _NODE, shown.through(stage) * scale, facecolor=DEMAND, lw=0))
    into = [(way, one.mean(way) * scale) for way in INTO]
    inner, level = x, y
    for way, wide in reversed(into):
        _turn(ax, (inner - wide, inner), y - _COMES, (x, level, level + wide), _FACES[way], up=True)
        inner, level = inner - wide, level + wide
    inner, level = x + _NODE, y + shown.through(stage) * scale
    for way in reversed(OUT):
        wide = one.mean(way) * scale
        ends = (x + _NODE, level - wide, level)
        _turn(ax, (inner, inner + wide), floor, ends, _FACES[way], up=False)
        inner, level = inner + wide, level - wide


def _turn(
    ax: Axes,
    across: tuple[float, float],
    y: float,
    side: tuple[float, float, float],
    face: str,
    up: bool,
) -> None:
    """A band from the side of a stage (x, from, to) that turns up, or down, to a level y."""
    (left, right), (x, high, low) = across, side
    near, far = (right, left) if up else (left, right)
    first, second = (high, low) if up else (low, high)
    if right - left > 0:
        outline = [
            (x, first),
            *_curve((x, first), (near, first), (near, y)),
            (far, y),
            *_curve((far, y), (far, second), (x, second)),
        ]
        _band(ax, outline, face)


def _links(
    ax: Axes, shown: FlowData, stage: str, at: Mapping[str, tuple[float, float]], scale: float
) -> None:
    """Bands to later stages: they leave at the top, and enter below what comes from above."""
    x, y = at[stage][0] + _NODE, at[stage][1]
    for later, count in shown.stages[stage].on.items():
        into = sum(shown.stages[later].mean(way) for way in INTO)
        into += sum(shown.stages[name].on.get(later, 0.0) for name in _earlier(shown, stage))
        there, wide = (at[later][0], at[later][1] + into * scale), count * scale
        middle = (x + there[0]) / 2
        outline = [
            (x, y),
            *_swing((x, y), there, middle),
            (there[0], there[1] + wide),
            *_swing((there[0], there[1] + wide), (x, y + wide), middle),
        ]
        _band(ax, outline, SUPPLY, alpha=0.75)
        y += wide


def _earlier(shown: FlowData, stage: str) -> Sequence[str]:
    names = list(shown.stages)
    return names[: names.index(stage)]


def _swing(
    start: tuple[float, float], end: tuple[float, float], middle: float
) -> Iterator[tuple[float, float]]:
    """Points of a cubic curve that begins and ends level (Bézier)."""
    for t in np.linspace(0, 1, 24)[1:].tolist():
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        yield a * start[0] + (b + c) * middle + d * end[0], (a + b) * start[1] + (c + d) * end[1]


def _curve(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Points of a quadratic curve, drawn to a bend (Bézier)."""
    for t in np.linspace(0, 1, 16)[1:].tolist():
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]


def _band(ax: Axes, outline: Sequence[tuple[float, float]], face: str, **style: Any) -> None:
    from matplotlib.patches import Polygon

    ax.add_patch(Polygon(outline, closed=True, facecolor=face, lw=0, **style))


def _named(ax: Axes, one: FlowStage, left: float, room: float, lang: Lang) -> None:
    """The name of a stage and how many begin it, above its room."""
    lines = one.label.lines(lang)
    names = [ax.text(left, 0.15 + 0.19 * i, text, fontsize=PANEL) for i, text in enumerate(lines)]
    fit(room - 0.1, *names)
    said = f"{LABEL['flow_begun'].line(lang)} {_count(one.begun, lang)}"
    fit(room - 0.1, ax.text(left, 0.13 + 0.19 * len(lines), said, color=SOFT))


def _entry(ax: Axes, told: Entry, at: tuple[float, float], room: float, lang: Lang) -> None:
    """A way to come or leave, with its colour, and how many take it."""
    from matplotlib.patches import Rectangle

    x, y = at
    # What is absent in nine futures of ten is no finding.
    face = _FACES[told.way] if any(told.quantiles) else IDLE
    ax.add_patch(Rectangle((x, y), 0.1, 0.1, facecolor=face, lw=0))
    words = LABEL[f"flow_{told.way}"].lines(lang)
    texts = [
        ax.text(x + 0.15, y + 0.1 + 0.16 * i, text, color=SOFT) for i, text in enumerate(words)
    ]
    count = _count(told.quantiles, lang)
    ink = INK.get(face, face)
    texts.append(ax.text(x + 0.15, y + 0.1 + 0.16 * len(words), count, color=ink))
    fit(room - 0.25, *texts)
