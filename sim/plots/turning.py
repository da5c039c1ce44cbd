"""09-turning: where does the verdict turn? One panel a type of space that some number decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from sim.measures.counting.checks import SIDES, Side
from sim.measures.verdict.judged import FAILING
from sim.measures.verdict.turning import BreakEven, Turning, Unknown
from sim.plots.frames import Frames
from sim.plots.parts import end_labels
from sim.plots.sheet import caption, fit, panel_axes, sheet, tall
from sim.plots.style import DEMAND, IDLE, INK, SHORTAGE, SOFT, Panels, house
from sim.plots.turning_words import numbers, turned, turns
from sim.plots.words import head, percent
from sim.scenario.values.quantities import parted, show_quantity
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, commas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.plots.style import Head

_COLOURS: Final = {"shortage": SHORTAGE, "idle": IDLE}
_BELOW: Final = 0.24
"""Inches for the name of the number below a panel."""


@dataclass(frozen=True)
class TurningPanel:
    """One type of space, with the number that decides it."""

    label: Words
    number: Unknown
    sides: dict[Side, Turning]
    """By side, those that were tested."""


@dataclass(frozen=True)
class TurningData:
    """What 09-turning shows."""

    head: Head
    panels: dict[str, TurningPanel]
    levels: list[float]
    """Shares of futures at which something turns, or one half where nothing is told to."""
    name: ClassVar[str] = "09-turning"


def data(frames: Frames) -> TurningData:
    """The sides of each type with its own deciding number; ValueError where no number decides."""
    found = frames.break_even
    if found is None or not found.numbers:
        raise ValueError("no number decides")
    panels = {}
    for one in found.spaces:
        if one.deciding is None:
            continue
        told = {side: one.turning(one.deciding.path, side) for side in SIDES}
        sides = {side: turning for side, turning in told.items() if turning}
        panels[one.space] = TurningPanel(frames.spaces[one.space], one.deciding, sides)
    details = [
        ALT["09-turning"].fill(
            panel=panel.label, numbers=numbers([panel.number]), turns=_said(panel)
        )
        for panel in panels.values()
    ]
    title = finding(found, frames)
    words = head(frames, TurningData.name, title, details, worlds=str(found.worlds))
    turns_of = [one.turns for panel in panels.values() for one in panel.sides.values() if one.told]
    levels = [turn.level for turn in turns_of[0]] if turns_of else [0.5]
    return TurningData(words, panels, levels)


def finding(found: BreakEven, frames: Frames) -> Words:
    """Where the number that decides the scenario turns the verdict, or that it turns none."""
    if found.turns:
        labels = {f"space/{key}": name for key, name in frames.spaces.items()}
        return turns(found, labels, brief=True)
    first = found.numbers[0]
    return TITLE["turning_none"].fill(name=first.name, share=percent(first.share))


def _said(panel: TurningPanel) -> Words:
    told = [turned(one) for one in panel.sides.values() if one.told]
    return commas(told) if told else LABEL["untold"]


def draw(shown: TurningData, lang: Lang = "both") -> Panels:
    """Monotone curves of both sides over the number, dots of worlds, turning values and levels."""
    with house():
        count = len(shown.panels)
        figure, top = sheet(shown.head, lang, tall(count) + _BELOW)
        axes = panel_axes(figure, list(shown.panels), top, right=1.05)
        for space, ax in axes.items():
            box = ax.get_position()
            less = _BELOW / figure.get_figheight()
            ax.set_position((box.x0, box.y0 + less, box.width, box.height - less))
            draw_panel(ax, shown.panels[space], shown.levels, lang)
        return Panels(figure, axes, shown, lang)


def draw_panel(ax: Axes, panel: TurningPanel, levels: list[float], lang: Lang) -> None:
    """One type of space: shares of futures that fail, in percent, over the number."""
    labels = []
    for side, one in panel.sides.items():
        _side(ax, one, _COLOURS[side])
        word = VERDICTS[FAILING[side]]
        if not one.told:
            word = LABEL["side_untold"].fill(word=word)
        end = one.blocks[-1].share * 100
        labels.append((end, "\n".join(word.lines(lang)), _COLOURS[side]))
    first = next(iter(panel.sides.values()), None)
    for level in levels:
        ax.axhline(level * 100, color=DEMAND, lw=0.7, ls=(0, (1, 3)), zorder=1)
    ax.set_ylim(-3, 103)
    places = sorted({0.0, 1.0, *levels})
    ax.set_yticks([place * 100 for place in places], [f"{place * 100:.3g}" for place in places])
    if first:
        low, high = first.drawn
        ax.set_xlim(low - 0.02 * (high - low), high + 0.02 * (high - low))
        _numbers(ax, panel.number, lang)
    caption(ax, panel.label, LABEL["failing"], lang)
    end_labels(ax, labels)


def _side(ax: Axes, one: Turning, colour: str) -> None:
    """The curve, its dots, and at each level the turning value with its interval."""
    ends = [(edge, block.share * 100) for block in one.blocks for edge in (block.first, block.last)]
    ax.plot(*zip(*ends, strict=True), color=colour, lw=2 if one.told else 1, zorder=3)
    face = colour if one.told else "none"
    x, y = zip(*((dot.value, dot.share * 100) for dot in one.dots), strict=True)
    ax.scatter(x, y, s=16, color=face, edgecolors=colour, alpha=0.55, lw=0.8, zorder=2)
    for turn in one.turns:
        if turn.level in (0, 1):
            continue  # nothing crosses it, and an interval would say that something might
        low = one.drawn[0] if turn.low is None else turn.low
        high = one.drawn[1] if turn.high is None else turn.high
        ax.plot([low, high], [turn.level * 100] * 2, color=INK[colour], lw=5, alpha=0.35, zorder=4)
        if turn.value is not None:
            ax.plot(turn.value, turn.level * 100, "o", ms=5, mfc="white", mec=INK[colour], zorder=5)


def _numbers(ax: Axes, number: Unknown, lang: Lang) -> None:
    """Round values along the axis, as they are written; the unit once, with the name."""
    from matplotlib.ticker import MaxNLocator

    spoken: Lang = "zh" if lang == "zh" else "en"
    low, high = ax.get_xlim()
    size = float(parted(show_quantity(1.0, number.dimension, spoken))[0].replace(",", ""))
    places = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]).tick_values(low * size, high * size)
    inside = [place / size for place in places if low <= place / size <= high]
    texts = [number.text(place, spoken) for place in inside]
    units = {parted(text)[1] for text in texts}
    ax.set_xticks(inside, [parted(text)[0] for text in texts] if len(units) == 1 else texts)
    unit = units.pop() if len(units) == 1 else ""
    name = " / ".join(number.name.lines(lang)) + (f", {unit}" if unit else "")
    share = LABEL["decides"].fill(share=percent(number.share)).line(spoken)
    ax.set_xlabel(f"{name} ({share})", color=SOFT)
    fit(ax.get_window_extent().width / ax.figure.dpi + 1.2, ax.xaxis.label)
