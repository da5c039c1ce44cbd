"""26-map: where is it short and where idle, over two numbers?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from sim.experiments.map.answer import MapAnswer, MapPanel, edges
from sim.experiments.map.axes import MapAxis
from sim.experiments.map.field import Stretch
from sim.experiments.map.screen import turn_along, unit_of, word_everywhere
from sim.experiments.map.words import MAP
from sim.measures.counting.checks import SIDES
from sim.measures.months import Bools, Floats
from sim.measures.verdict.judged import UNCLEAR
from sim.plots.frames import Origin
from sim.plots.sheet import LEFT, PANEL, RIGHT, PanelCell, fit, head_tall, place, sheet, write
from sim.plots.style import DEMAND, INK, RULE, SHORTAGE, SMALL, SOFT, SUPPLY, Head, Panels, house
from sim.plots.words import heading, percent
from sim.text.screen import whole
from sim.text.verdict import SIDES as VERDICT_SIDES
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, commas, joined

_COLOURS: Final = (SUPPLY, "#A9D0E6", "#FBE3D2", "#F0B990", SHORTAGE)
"""From surely enough to surely short; blue and vermillion are told apart by all."""
_BLUES: Final = 2
"""How many of them lie below the probability at which the word turns."""
_DARK: Final = (0, 4)
"""Steps that ask for white text."""
_ACROSS: Final = 4
"""Types side by side."""
_NUMBERED: Final = 7
"""Cells in a row, up to which numbers stand in them."""
_WIDEST: Final = 4.3
_HIGH, _HIGHER = 2.0, 2.7
"""Inches of a panel: its width at most, its height, and where few types leave room."""
_FEW: Final = 2
_ABOVE, _UNDER, _BESIDE, _FOOT = 0.28, 0.3, 0.62, 1.15
"""Inches above and under a panel, to the left of each, and under all of them."""
_SIDE = 0.22
"""Inches that the name of a side takes above its row."""


@dataclass(frozen=True)
class PlaneAxis:
    """One number of the plane."""

    name: Words
    unit: Words
    """Behind a comma."""
    edges: Floats
    values: Floats
    ticks: tuple[Words, ...]
    plan: float


@dataclass(frozen=True)
class Plane:
    """One type and side: what stands in the cells, [y, x], and the lines between them."""

    name: Words
    p: Floats
    unclear: Bools
    lines: Mapping[float, list[Stretch]]
    """By level."""


@dataclass(frozen=True)
class Map:
    """What 26-map shows."""

    name: ClassVar[str] = "26-map"
    head: Head
    across: PlaneAxis
    up: PlaneAxis
    turn: float
    """The probability at which the word turns."""
    steps: tuple[float, ...]
    """Ends of the steps of the colour scale."""
    rows: tuple[str, ...]
    """The sides, one row of panels each."""
    panels: Mapping[str, Plane]
    """By side and space: `shortage.lab`."""
    worlds: Floats
    """[world, 2]; those that lie on the map."""
    dots: Words
    """What these worlds are."""


def data(answer: MapAnswer, origin: Origin) -> Map:
    """The cells of each type and side, the lines, the plan and the worlds."""
    turn, sure = percent(answer.turn), answer.confidence
    subtitle = MAP["figure_subtitle_own" if answer.own else "figure_subtitle"].fill(
        turn=turn,
        sure=percent(sure),
        n=str(answer.replications),
        nearest=str(answer.nearest),
        seed=str(origin.seed),
    )
    if answer.grounded and not answer.continued:
        subtitle = MAP["from_ranges"].fill(subtitle=subtitle)
    details = [
        MAP["detail"].fill(space=panel.name, side=MAP[panel.side], **_ends(panel))
        for panel in answer.panels
    ]
    return Map(
        head=heading(origin, _title(answer), subtitle, details),
        across=_axis(answer.x),
        up=_axis(answer.y),
        turn=answer.turn,
        steps=steps(answer.confidence),
        rows=tuple(side for side in SIDES if any(p.side == side for p in answer.panels)),
        panels={f"{panel.side}.{panel.space}": _plane(answer, panel) for panel in answer.panels},
        worlds=answer.inside(),
        dots=MAP["dot_grounded" if answer.grounded else "dot"],
    )


def steps(confidence: float) -> tuple[float, ...]:
    """Return the ends of the steps of the scale: two below where the word turns, three above."""
    turn = 1 - confidence
    top = max(confidence, (1 + turn) / 2)
    return (0.0, turn / 2, turn, (turn + top) / 2, top, 1.0)


def _title(answer: MapAnswer) -> Words:
    """Where the word turns on the panel that differs most over the plane."""
    varied = [panel for panel in answer.panels if word_everywhere(panel) is None]
    if not varied:
        return MAP["figure_alike"]
    panel = max(varied, key=lambda one: float(np.nanstd(one.p)))
    of = {"space": panel.name, "side": VERDICT_SIDES[panel.side]}
    for axis in (answer.x, answer.y):
        if turns := turn_along(answer, panel, axis):
            return MAP["figure_turns"].fill(name=axis.name, at=commas(turns), **of)
    known = [word for row in panel.words for word in row if word]
    word = max(dict.fromkeys(known), key=known.count)
    share = percent(known.count(word) / len(known))
    return MAP["figure_mostly"].fill(share=share, word=VERDICTS[word], **of)


def _ends(panel: MapPanel) -> dict[str, str]:
    known = panel.p[np.isfinite(panel.p)]
    if not len(known):
        return dict.fromkeys(("low", "high"), "-")
    return {"low": percent(float(known.min())), "high": percent(float(known.max()))}


def _axis(axis: MapAxis) -> PlaneAxis:
    values = np.array(axis.values)
    return PlaneAxis(axis.name, unit_of(axis), edges(axis.values), values, axis.ticks, axis.plan)


def _plane(answer: MapAnswer, panel: MapPanel) -> Plane:
    unclear = np.array([[word == UNCLEAR for word in row] for row in panel.words])
    lines = {level: answer.lines(panel, level) for level in answer.levels}
    return Plane(panel.name, panel.p, unclear, lines)


def draw(plane: Map, lang: Lang = "both") -> Panels:
    """One panel a type and side; the sides one under the other, four types side by side."""
    spaces = list(dict.fromkeys(key.partition(".")[2] for key in plane.panels))
    blocks = [spaces[start : start + _ACROSS] for start in range(0, len(spaces), _ACROSS)]
    high = _HIGHER if len(spaces) <= _FEW else _HIGH
    down = _SIDE + _ABOVE + high + _UNDER
    top = head_tall(plane.head, lang) + 0.14
    with house():
        height = top + len(blocks) * len(plane.rows) * down + _FOOT
        figure, begin = sheet(plane.head, lang, height)
        wide = (RIGHT - LEFT) / min(_ACROSS, len(spaces))
        inner = min(wide - _BESIDE, _WIDEST)
        axes, y, left = {}, begin + 0.1, LEFT + 0.1 + _BESIDE
        for block in blocks:
            for side in plane.rows:
                name = write(figure, left, y + _SIDE - 0.05, MAP[side].line(lang), fontsize=PANEL)
                fit(RIGHT - left, name)
                for column, space in enumerate(block):
                    key = f"{side}.{space}"
                    if key in plane.panels:
                        box = (left + column * wide, y + _SIDE + _ABOVE, inner, high)
                        ax = axes[key] = place(figure, *box)
                        _panel(ax, plane, plane.panels[key], lang)
                y += down
        right = left + (len(blocks[0]) - 1) * wide + inner
        _names(figure, plane, PanelCell(left, begin, right - left, y - begin), lang)
        _legend(figure, plane, y + 0.34, lang)
        return Panels(figure, axes, plane, lang)


def _panel(ax: Axes, plane: Map, panel: Plane, lang: Lang) -> None:
    across, up = plane.across, plane.up
    colours = ListedColormap(_COLOURS)
    norm = BoundaryNorm(plane.steps, len(_COLOURS))
    ax.pcolormesh(across.edges, up.edges, np.ma.masked_invalid(panel.p), cmap=colours, norm=norm)
    for j, i in np.argwhere(panel.unclear).tolist():
        corner, size = _box(across, up, i, j)
        ax.add_patch(Rectangle(corner, *size, fill=False, hatch="///", ec=SOFT, lw=0, alpha=0.45))
    _dots(ax, plane)
    for level, stretches in panel.lines.items():
        style = {"lw": 1.8, "ls": "-"} if level == plane.turn else {"lw": 1.2, "ls": (0, (4, 2))}
        parts = [[(s.x0, s.y0), (s.x1, s.y1)] for s in stretches]
        ax.add_collection(LineCollection(parts, colors=DEMAND, zorder=4, **style))
    if len(across.values) <= _NUMBERED:
        _numbers(ax, plane, panel)
    ax.plot(across.plan, up.plan, "D", mfc="white", mec=DEMAND, mew=1.2, ms=6, zorder=6)
    ax.set_xlim(across.edges[0], across.edges[-1])
    ax.set_ylim(up.edges[0], up.edges[-1])
    ax.grid(visible=False)
    ax.set_xticks(across.values, [tick.line(_one(lang)) for tick in across.ticks])
    ax.set_yticks(up.values, [tick.line(_one(lang)) for tick in up.ticks])
    ax.tick_params(length=2, pad=2)
    text = ax.set_title(panel.name.line(lang), fontsize=SMALL, loc="left", pad=4)
    fit(ax.get_window_extent().width / ax.figure.dpi + 0.3, text)


def _one(lang: Lang) -> Lang:
    return "zh" if lang == "both" else lang


def _box(
    across: PlaneAxis, up: PlaneAxis, i: int, j: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the lower left corner of a cell, and its size."""
    x, y = across.edges, up.edges
    return (float(x[i]), float(y[j])), (float(x[i + 1] - x[i]), float(y[j + 1] - y[j]))


def _dots(ax: Axes, plane: Map) -> None:
    ax.plot(
        plane.worlds[:, 0], plane.worlds[:, 1],
        "o", color=DEMAND, ms=1.8, mew=0, alpha=0.5, zorder=3,
    )  # fmt: skip


def _numbers(ax: Axes, plane: Map, panel: Plane) -> None:
    """The percentages, low in their cells, where lines and the plan's mark seldom run."""
    for (j, i), share in np.ndenumerate(panel.p):
        step = 0 if np.isnan(share) else int(np.searchsorted(plane.steps[1:-1], share, "right"))
        (x, y), (width, height) = _box(plane.across, plane.up, int(i), int(j))
        ax.text(
            x + width / 2,
            y + height * 0.24,
            "" if np.isnan(share) else whole(float(share)),
            ha="center",
            va="center",
            color="white" if step in _DARK else DEMAND,
            path_effects=[withStroke(linewidth=2.2, foreground=_COLOURS[step])],
            zorder=5,
        )


def _names(figure: Figure, plane: Map, panels: PanelCell, lang: Lang) -> None:
    """The names of both numbers, once for all panels."""
    across, up = (joined([axis.name, axis.unit]) for axis in (plane.across, plane.up))
    name, middle = " / ".join(across.lines(lang)), panels.x + panels.width / 2
    bottom = panels.y + panels.height
    text = write(figure, middle, bottom + 0.05, name, ha="center", fontsize=PANEL - 0.5)
    fit(2 * min(middle - LEFT, RIGHT - middle), text)
    middle = panels.y + panels.height / 2
    text = write(
        figure, LEFT + 0.12, middle, up.block(lang),
        ha="center", va="center", rotation=90, fontsize=SMALL, linespacing=1.5,
    )  # fmt: skip
    fit(panels.height - 0.2, text)


def _legend(figure: Figure, plane: Map, y: float, lang: Lang) -> None:
    """The colour scale with the ends of its steps, and what the marks are."""
    width, height = 0.62, 0.16
    ax = place(figure, LEFT + 0.1 + _BESIDE, y, width * len(_COLOURS), height)
    for k, colour in enumerate(_COLOURS):
        ax.add_patch(Rectangle((k, 0), 1, 1, fc=colour, ec=RULE, lw=0.5))
    ax.set_xlim(0, len(_COLOURS))
    ax.set_ylim(0, 1)
    ax.set_yticks([])
    ends = [f"{end * 100:.3g}" for end in plane.steps]
    ax.set_xticks(range(len(ends)), ends)
    ax.tick_params(length=0, pad=2)
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    ax.axvline(_BLUES, color=DEMAND, lw=1.8)
    ax.annotate(
        MAP["scale"].line(lang), (1, 0.5), xycoords="axes fraction", xytext=(6, 0),
        textcoords="offset points", va="center", color=SOFT,
    )  # fmt: skip
    marks = [Line2D([], [], marker="D", ls="", mfc="white", mec=DEMAND, ms=6)]
    marks[0].set_label(MAP["plan"].line(lang))
    if len(plane.worlds):
        dot = plane.dots.line(lang)
        marks.append(Line2D([], [], marker="o", ls="", color=INK[DEMAND], ms=2.5, label=dot))
    ax.legend(
        handles=marks, loc="center left", bbox_to_anchor=(1.42, 0.5), ncols=2, frameon=False,
        fontsize=SMALL, handletextpad=0.3, columnspacing=1.4,
    )  # fmt: skip
