"""02-gap: how much space is short, how much idle, and how likely is a lasting shortage or glut?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from sim.measures.months import Bools
from sim.plots.frames import Cube, Frames
from sim.plots.parts import ByQuarter, areas, draw_fan, end_labels, valued, years
from sim.plots.sheet import PanelCell, attach, caption, cells, place, sheet, tall
from sim.plots.statistics import Fan, FutureShare, fan, share, spells
from sim.plots.style import IDLE, IDLE_DARK, INK, SHORTAGE, Panels, house
from sim.plots.words import AreaUnit, head, hundred, number, percent, unit_of
from sim.text.figures import ALT, BLOCKS, LABEL, TITLE
from sim.text.words import Lang, Words, in_a_row, joined, quarter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.measures.verdict.topdown import Beside

STRIP = 0.19
"""Height of a strip in inches."""


@dataclass(frozen=True)
class GapPanel:
    """One type of space by quarter, areas in the figure's unit."""

    label: Words
    vacant: Fan
    waiting: Fan
    short: FutureShare
    """Futures in which a lasting shortage is on in some month of the quarter."""
    glut: FutureShare | None
    """The same for a glut; None where no bound on vacancy is given."""


@dataclass(frozen=True)
class GapData(ByQuarter[GapPanel, AreaUnit]):
    """What 02-gap shows."""

    name: ClassVar[str] = "02-gap"


def data(frames: Frames) -> GapData:
    """Vacant and waiting area, and the chance of a shortage and of a glut, by quarter."""
    cube = frames.cube
    waiting = cube.by_quarter(cube.values["waiting_area"])
    vacant = cube.by_quarter(cube.values["capacity"] - cube.values["leased"])
    unit = unit_of(frames, GapData.name, max(waiting.max(), vacant.max()))
    short, glut = shortages(frames), gluts(frames)
    panels = {
        space: GapPanel(
            label,
            fan(vacant[:, :, i] / unit.m2),
            fan(waiting[:, :, i] / unit.m2),
            share(any_month(cube, short[:, :, i]), frames.each),
            share(any_month(cube, glut[:, :, i]), frames.each) if space in frames.glut else None,
        )
        for i, (space, label) in enumerate(frames.spaces.items())
    }
    details = [
        ALT["02-gap"].fill(
            panel=p.label,
            short=percent(p.short.p.max()),
            glut=percent(p.glut.p.max()) if p.glut else "–",
        )
        for p in panels.values()
    ]
    about = head(
        frames,
        GapData.name,
        finding(panels, cube.quarters, unit),
        details,
        unit=unit.name,
        shortage=percent(frames.shortage),
        spell=str(frames.spell),
    )
    if frames.blocks is not None:
        about = replace(about, subtitle=beside(about.subtitle, frames.blocks, frames, unit))
    shared = frames.scales.get(GapData.name)
    return GapData(about, unit, cube.quarters, cube.quarter_middles, panels, shared=shared)


def beside(subtitle: Words, blocks: Beside, frames: Frames, unit: AreaUnit) -> Words:
    """The subtitle with lines on what demand asks a year, from below and from above."""

    def shown(area: float) -> str:
        return number(area / unit.m2)

    lines = [
        BLOCKS["account"].fill(
            space=frames.spaces[account.space],
            net=unit.text(account.net / unit.m2),
            products=shown(account.products),
            growth=shown(account.growth),
            decides=percent(account.growth_decides),
        )
        for account in blocks.accounts
    ] or [
        BLOCKS["beside"].fill(
            unit=unit.name,
            spaces=in_a_row([frames.spaces[name] for name in blocks.spaces]),
            bottom_up=shown(blocks.bottom_up),
            top_down=shown(blocks.lettable),
        )
    ]
    return joined([subtitle, *lines], "\n", "\n")


def any_month(cube: Cube, flags: Bools) -> Bools:
    """Whether a flag is up in some month of each quarter; `flags[replication, month]`."""
    up: Bools = cube.by_quarter(flags.astype(np.float64)) > 0
    return up


def finding(panels: dict[str, GapPanel], quarters: list[str], unit: AreaUnit) -> Words:
    """Where most area waits and where most stands empty, both as medians."""
    short = max(panels.values(), key=lambda p: float(p.waiting.p50.max()))
    idle = max(panels.values(), key=lambda p: float(p.vacant.p50.max()))
    worst, spare = int(short.waiting.p50.argmax()), int(idle.vacant.p50.argmax())
    key = "gap" if short.waiting.p50[worst] > 0 else "gap_none"
    return TITLE[key].fill(
        space=short.label,
        quarter=quarter(quarters[worst]),
        area=unit.text(short.waiting.p50[worst]),
        idle=idle.label,
        when=quarter(quarters[spare]),
        spare=unit.text(idle.vacant.p50[spare]),
    )


def draw(gap: GapData, lang: Lang = "both") -> Panels:
    """Vacant area (grey) above zero, waiting area (vermillion) below, strips of chances beneath."""
    with house():
        count = len(gap.panels)
        figure, top = sheet(gap.head, lang, tall(count))
        axes = {}
        for (space, panel), cell in zip(
            gap.panels.items(), cells(figure, count, top, right=0.85), strict=True
        ):
            strips = 2 * STRIP + 0.06
            ax = place(figure, cell.x, cell.y, cell.width, cell.height - strips)
            draw_panel(ax, gap, space, lang)
            below = PanelCell(cell.x, cell.y + cell.height - strips + 0.06, cell.width, 2 * STRIP)
            draw_strips(place(figure, *below), gap, panel, lang)
            axes[space] = ax
        return Panels(figure, axes, gap, lang)


def draw_panel(ax: Axes, gap: GapData, space: str, lang: Lang, stacked: bool = False) -> None:
    """Areas of one type of space around zero; stacked as in `balance.draw_panel`."""
    panel = gap.panels[space]
    draw_fan(ax, gap.x, panel.vacant, IDLE)
    draw_fan(ax, gap.x, panel.waiting.below_zero(), SHORTAGE)
    ax.axhline(0, color="#000000", lw=1)
    deepest = max(panel.waiting.top * 1.05, panel.vacant.top * 0.16)
    areas(ax, panel.vacant.top, -deepest, ends=gap.ends(space))
    caption(ax, panel.label, gap.unit.name, lang)
    years(ax, *gap.span, labels=False)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    vacant, waiting = panel.vacant.p50[-1], panel.waiting.p50[-1]
    lacking = SHORTAGE if panel.waiting.p90.any() else IDLE  # what is absent is no finding
    end_labels(
        ax,
        [
            (vacant, valued(LABEL["vacant"], number(vacant), lang, stacked), IDLE),
            (-waiting, valued(LABEL["waiting"], number(waiting), lang, stacked), lacking),
        ],
    )


def draw_strips(ax: Axes, gap: GapData, panel: GapPanel, lang: Lang) -> None:
    """One cell a quarter, the darker the likelier; each year's highest chance in figures."""
    from matplotlib.patches import Rectangle

    rows = [(1, "shortage_strip", panel.short, SHORTAGE), (0, "glut_strip", panel.glut, IDLE_DARK)]
    ax.set_ylim(0, 2)
    ax.grid(visible=False)
    for row, label, chance, colour in rows:
        if chance is None:
            continue
        shades = [shade(p) for p in chance.p]
        for alpha, run in groupby(range(len(shades)), key=shades.__getitem__):
            inside = list(run)
            corner = (gap.x[inside[0]] - 1.5, row + 0.04)
            ax.add_patch(Rectangle(corner, 3 * len(inside), 0.92, color=colour, alpha=alpha, lw=0))
        for year in np.unique(gap.x // 12):
            quarters = np.flatnonzero(gap.x // 12 == year)
            if len(quarters) < 3:
                continue
            top = float(chance.p[quarters].max())
            ax.text(
                gap.x[quarters].mean(),
                row + 0.47,
                hundred(top),
                ha="center",
                va="center",
                color=_ink(top, colour),
            )
        name = LABEL[label].line(lang) + " %"
        ink = INK[colour] if chance.p.any() else INK[IDLE]
        attach(ax, name, (1, row + 0.47), (5, 0), va="center", color=ink)
    ax.set_yticks([])
    years(ax, *gap.span)


def _ink(p: float, colour: str) -> str:
    """The colour of a chance in figures on its shade."""
    if colour == IDLE_DARK and shade(p) > 0.6:
        return "#FFFFFF"
    return "#000000" if p > 0 else INK[IDLE]


def shade(p: float) -> float:
    """Opacity of a chance in six steps, of orange light enough for black figures on it."""
    return (0.0, 0.08, 0.2, 0.35, 0.55, 0.75)[int(np.searchsorted((0, 0.05, 0.2, 0.5, 0.8), p))]


def shortages(frames: Frames) -> Bools:
    """Months in a lasting shortage: waiting above its share of capacity; [rep, month, space]."""
    values = frames.cube.values
    over = values["waiting_area"] > frames.shortage * values["capacity"]
    return lasting(over, frames.spell)


def gluts(frames: Frames) -> Bools:
    """Months in a lasting glut: vacancy above the upper bound of the space's standard."""
    values = frames.cube.values
    bound = np.array([frames.glut.get(space, np.inf) for space in frames.spaces])
    vacant = values["capacity"] - values["leased"]
    with np.errstate(invalid="ignore"):
        over = (vacant > bound * values["capacity"]) & (values["capacity"] > 0)
    return lasting(over, frames.spell)


def lasting(over: Bools, length: int) -> Bools:
    """Months within a run of `length` or more; `over[replication, month, space]`."""
    return np.moveaxis(spells(np.moveaxis(over, 1, -1), length), -1, 1)
