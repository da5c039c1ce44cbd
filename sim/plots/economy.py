"""07-economy: what the space produces, employs, earns and costs by year, against the targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from sim.measures.economy.yearly import LEVELS
from sim.measures.months import Floats
from sim.plots.frames import Aimed, Frames, Ledger, SharedScale
from sim.plots.parts import areas, draw_fan, end_labels, ends_of, years
from sim.plots.sheet import caption, panel_axes, sheet, tall
from sim.plots.statistics import Fan, fan
from sim.plots.style import DEMAND, IDLE, INK, SUPPLY, Head, Panels, house
from sim.plots.words import head, number, percent
from sim.text.economy import LINES, Money, one_money_unit, people_unit
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHOWN: Final = {
    "output": SUPPLY,
    "own_output": SUPPLY,
    "jobs": DEMAND,
    "rent_income": SUPPLY,
    "vacancy_cost": IDLE,
    "construction_cost": SUPPLY,
}
"""Lines that have a panel, with their colours: grey is idle space, as in every figure."""


@dataclass(frozen=True)
class Promise:
    """A value asked for, in the panel's unit, and the share of futures that reach it."""

    year: int
    value: float
    reached: float


@dataclass(frozen=True)
class EconomyPanel:
    """One line by year."""

    label: Words
    unit: Words
    colour: str
    values: Fan
    promise: Promise | None
    size: float
    """One of its unit in persons or the scenario's currency."""


@dataclass(frozen=True)
class EconomyData:
    """What 07-economy shows; `x` are the middles of whole years in absolute months."""

    name: ClassVar[str] = "07-economy"
    head: Head
    years: list[int]
    x: Floats
    panels: dict[str, EconomyPanel]
    shared: SharedScale | None = None

    def size(self, panel: str) -> float:
        """How much one of the numbers at the axis of a panel is, in persons or money."""
        return self.panels[panel].size


def data(frames: Frames) -> EconomyData:
    """Each target or goal for output by whole year, then each line.

    ValueError where the scenario states no economy, or has no whole year.
    """
    ledger = frames.ledger
    if ledger is None:
        raise ValueError("the scenario states no economy, or has no whole year")
    money = _money(ledger)
    panels = {aimed.id: _aimed(aimed, money) for aimed in ledger.aimed}
    panels |= {name: _line(name, ledger, money) for name in SHOWN if name in ledger.lines}
    last = str(ledger.years[-1])
    details = [
        ALT[EconomyData.name].fill(
            panel=panel.label,
            year=last,
            p10=number(panel.values.p10[-1]),
            p50=number(panel.values.p50[-1]),
            p90=number(panel.values.p90[-1]),
            unit=panel.unit,
        )
        for panel in panels.values()
    ]
    shared = frames.scales.get(EconomyData.name)
    words = head(frames, EconomyData.name, finding(panels, ledger), details)
    return EconomyData(words, ledger.years, np.array(ledger.years) * 12.0 + 6, panels, shared)


def _money(ledger: Ledger) -> Money:
    """One unit for all panels of money, so that their numbers compare."""
    shown = [name for name in SHOWN if name in ledger.lines and name not in LEVELS]
    largest = [aimed.value for aimed in ledger.aimed]
    largest += [_largest(ledger.lines[name]) for name in shown]
    return one_money_unit(largest, *ledger.currency)


def _largest(values: Floats) -> float:
    """The highest of the medians by year."""
    return float(np.median(values, axis=0).max())


def _aimed(aimed: Aimed, unit: Money) -> EconomyPanel:
    promise = Promise(aimed.year, aimed.value / unit.size, aimed.reached)
    values = fan(aimed.values / unit.size)
    return EconomyPanel(aimed.label, unit.name, SUPPLY, values, promise, unit.size)


def _line(name: str, ledger: Ledger, money: Money) -> EconomyPanel:
    values = ledger.lines[name]
    unit = people_unit(_largest(values)) if name in LEVELS else money
    of = (LINES[name], unit.name, SHOWN[name])
    return EconomyPanel(*of, fan(values / unit.size), None, unit.size)


def finding(panels: dict[str, EconomyPanel], ledger: Ledger) -> Words:
    """The target least often reached, or else how output moves from the first year to the last."""
    promised = [panel for panel in panels.values() if panel.promise]
    if promised:
        worst = min(promised, key=lambda panel: panel.promise.reached if panel.promise else 1.0)
        assert worst.promise is not None
        reads = worst.values.p50[ledger.years.index(worst.promise.year)]
        return TITLE["economy_target"].fill(
            target=worst.label,
            year=str(worst.promise.year),
            reads=number(reads),
            asks=number(worst.promise.value),
            unit=worst.unit,
            p=percent(worst.promise.reached),
        )
    panel = next(iter(panels.values()))
    return TITLE["economy_line"].fill(
        line=panel.label,
        first=str(ledger.years[0]),
        last=str(ledger.years[-1]),
        before=number(panel.values.p50[0]),
        after=number(panel.values.p50[-1]),
        unit=panel.unit,
    )


def draw(economy: EconomyData, lang: Lang = "both") -> Panels:
    """A fan for each line; what is asked for as a diamond in its year."""
    with house():
        count = len(economy.panels)
        figure, top = sheet(economy.head, lang, tall(count))
        axes = panel_axes(figure, list(economy.panels), top, right=0.62)
        for name, ax in axes.items():
            draw_panel(ax, economy, name, lang)
        return Panels(figure, axes, economy, lang)


def draw_panel(ax: Axes, economy: EconomyData, name: str, lang: Lang) -> None:
    """One line by year."""
    panel = economy.panels[name]
    values, promise = panel.values, panel.promise
    draw_fan(ax, economy.x, values, panel.colour)
    years(ax, economy.x[0] - 6, economy.x[-1] + 6)
    ends = ends_of(economy.shared, name, panel.size)
    areas(ax, max(values.top, promise.value if promise else 0.0), ends=ends)
    caption(ax, panel.label, panel.unit, lang)
    if promise:
        at = (promise.year * 12 + 6, promise.value)
        ax.plot(*at, marker="D", color=DEMAND, ms=6, ls="")
        text = LABEL["target"].fill(value=number(promise.value), p=percent(promise.reached))
        right = promise.year <= economy.years[len(economy.years) // 2]  # room is on that side
        ax.annotate(
            "\n".join(text.lines(lang)),
            at,
            xytext=(8 if right else -8, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
            color=INK[DEMAND],
        )
    end_labels(ax, [(values.p50[-1], number(values.p50[-1]), panel.colour)])
