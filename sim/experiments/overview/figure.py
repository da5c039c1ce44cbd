"""24-overview: which scenarios have enough space, and which not too much?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from matplotlib.axes import Axes

from sim.experiments.overview.answer import OverviewAnswer
from sim.experiments.overview.words import OVERVIEW
from sim.measures.counting.checks import SIDES
from sim.measures.verdict.judged import ADEQUATE, Judgement
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, RIGHT, attach, caption, fit, head_tall, place, sheet
from sim.plots.style import DEMAND, IDLE, INK, SHORTAGE, SOFT, SUPPLY, Head, Panels, house
from sim.plots.words import heading, number
from sim.text.screen import stated
from sim.text.verdict import SIDES as NAMES_OF
from sim.text.words import Lang, Words

ROW, NAMES, GAP, AROUND = 0.36, 3.3, 0.55, 1.25
"""Inches: of a row, for the names, between panels, and of what is around them below the head."""
_COLOURS = {"adequate": SUPPLY, "short": SHORTAGE, "idle": SHORTAGE}


@dataclass(frozen=True)
class Dot:
    """One probability with its interval, percent; None where nothing was tested."""

    value: float | None
    low: float
    high: float
    word: str


@dataclass(frozen=True)
class Overview:
    """What 24-overview shows: a panel a side, a row a scenario."""

    name: ClassVar[str] = "24-overview"
    head: Head
    names: tuple[Words, ...]
    confidence: float
    """Percent."""
    panels: dict[str, tuple[Dot, ...]]


def data(answer: OverviewAnswer, origin: Origin) -> Overview:
    """Every scenario's probabilities, in the order they were asked for."""
    names = tuple(answer.names.values())
    panels: dict[str, tuple[Dot, ...]] = {
        side: tuple(_dot(judged) for row in answer.rows if (judged := row.side(side)))
        for side in SIDES
    }
    good = {side: str(sum(dot.word == ADEQUATE for dot in dots)) for side, dots in panels.items()}
    title = OVERVIEW["figure_title"].fill(
        n=str(len(names)), enough=good["shortage"], idle=good["idle"]
    )
    subtitle = OVERVIEW["figure_subtitle"].fill(
        confidence=stated(answer.confidence), futures=str(answer.replications)
    )
    details = [
        OVERVIEW["detail"].fill(name=name, side=NAMES_OF[side], share=number(dot.value))
        for side, dots in panels.items()
        for name, dot in zip(names, dots, strict=True)
        if dot.value is not None
    ]
    # The sheet is of all of them: its foot names none.
    asked = replace(
        origin, name=OVERVIEW["figure_foot"].fill(n=str(len(names))), scenario="overview"
    )
    head = heading(asked, title, subtitle, details)
    return Overview(head, names, answer.confidence * 100, panels)


def _dot(side: Judgement) -> Dot:
    chance = side.probability
    value = None if chance.share is None else chance.share * 100
    return Dot(value, chance.low * 100, chance.high * 100, side.word)


def draw(overview: Overview, lang: Lang = "both") -> Panels:
    """One panel a side, side by side; a scenario's name stands left of its row."""
    with house():
        rows = len(overview.names)
        figure, top = sheet(
            overview.head, lang, head_tall(overview.head, lang) + AROUND + ROW * rows
        )
        across = len(overview.panels)
        wide = (RIGHT - LEFT - NAMES - GAP * (across - 1)) / across
        axes: dict[str, Axes] = {}
        for index, (side, dots) in enumerate(overview.panels.items()):
            x = LEFT + NAMES + index * (wide + GAP)
            ax = axes[side] = place(figure, x, top + 0.38, wide, ROW * rows)
            _panel(ax, dots, overview.confidence)
            caption(ax, NAMES_OF[side], OVERVIEW["share_unit"], lang)
        first, shift = next(iter(axes.values())), (-72 * NAMES, -3)
        names = [
            attach(first, name.line(lang), (0, y), shift, color=SOFT)
            for y, name in enumerate(overview.names)
        ]
        fit(NAMES - 0.15, *names)
        return Panels(figure, axes, overview, lang)


def _panel(ax: Axes, dots: tuple[Dot, ...], confidence: float) -> None:
    for y, dot in enumerate(dots):
        if dot.value is None:
            ax.text(50, y, "-", ha="center", va="center", color=INK[IDLE])
            continue
        colour = INK[_COLOURS.get(dot.word, IDLE)]
        ax.plot([dot.low, dot.high], [y, y], color=colour, lw=2.2, solid_capstyle="butt")
        ax.plot(dot.value, y, marker="o", ms=6, color=colour)
    ax.axvline(confidence, color=INK[DEMAND], lw=1, ls=(0, (4, 3)))
    ax.set_xlim(-2, 102)
    ax.set_ylim(len(dots) - 0.5, -0.5)
    ax.set_yticks([])
    ax.set_xticks([0, 20, 40, 60, 80, 100])
    ax.grid(axis="x")
