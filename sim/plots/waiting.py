"""04-waiting: how long do companies wait for space, and how many give up?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from sim.measures.months import Floats
from sim.plots.frames import Frames, WaitBound
from sim.plots.parts import draw_fan, end_labels, valued
from sim.plots.sheet import caption, panel_axes, sheet, tall
from sim.plots.statistics import Fan, Incidence, fan, incidence
from sim.plots.style import DEMAND, IDLE, INK, SHORTAGE, SUPPLY, Head, Panels, house
from sim.plots.words import head, hundred, number, percent
from sim.text.figures import ALT, LABEL, TITLE
from sim.text.words import Lang, Words, in_a_row, joined, semicolons

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STEPS: Final = {0.0: 25, 0.5: 10, 0.75: 5, 0.9: 2}
"""Where the axes of shares may begin, with the steps between their numbers, %."""
AT_ONCE: Final = 0.95
"""Share of requests granted when they are made from which on a panel would be empty."""


@dataclass(frozen=True)
class WaitingPanel:
    """One type of space: shares of its requests by months since the request."""

    label: Words
    requests: int
    months: Floats
    granted: Fan
    left: Fan
    bound: WaitBound | None
    quoted: float
    """Months at which the share is quoted: the bound, or six."""
    within: float
    """Median share granted by then; the verdict's where a standard is given."""
    gave_up: float
    """Median share that has given up at the right edge."""

    @property
    def lowest(self) -> float:
        """The lowest of what is drawn from above or below, and of the share asked for."""
        asked = self.bound.share if self.bound else 1.0
        given_up = float(max(self.left.p90.max(), self.left.p50.max()))
        return min(
            float(self.granted.p10.min()), float(self.granted.paths.min()), 1 - given_up, asked
        )

    @property
    def at_once(self) -> bool:
        """Whether all but a few get space when they ask, in all but a few futures."""
        return float(self.granted.p10.min()) >= AT_ONCE


@dataclass(frozen=True)
class WaitingData:
    """What 04-waiting shows.

    A type of space without requests has no panel, nor one whose requests are granted at once while
    those of others wait.
    """

    name: ClassVar[str] = "04-waiting"
    head: Head
    panels: dict[str, WaitingPanel]
    floor: float
    """Where the axes of shares begin."""


def data(frames: Frames) -> WaitingData:
    """Cumulative incidence of being granted and of giving up, futures apart."""
    from sim.measures.counting.measure_spec import USUAL

    panels, months = {}, frames.waits.months
    for i, (name, label) in enumerate(frames.spaces.items()):
        counts = frames.waits.counts[:, i]
        if not counts.any():
            continue
        bound = frames.bounds.get(name)
        quoted = bound.months if bound else USUAL
        curves = curve(counts)
        granted, left = fan(curves.granted), fan(curves.left)
        within = float(granted.p50[np.abs(months - quoted).argmin()])
        if bound and bound.value is not None:
            within = bound.value
        panels[name] = WaitingPanel(
            label,
            int(counts.sum()),
            months,
            granted,
            left,
            bound,
            quoted,
            within,
            float(left.p50[-1]),
        )
    details = [
        ALT["04-waiting"].fill(
            panel=p.label,
            months=number(p.quoted),
            granted=percent(p.within),
            left=percent(p.gave_up),
        )
        for p in panels.values()
    ]
    shown = {name: panel for name, panel in panels.items() if not panel.at_once} or panels
    about = head(frames, WaitingData.name, finding(shown), details)
    gone = [panel.label for name, panel in panels.items() if name not in shown]
    lowest = min((panel.lowest for panel in shown.values()), default=0.0)
    floor = max(low for low in STEPS if low <= lowest)
    said = [LABEL["at_once"].fill(spaces=in_a_row(gone), p=percent(AT_ONCE))] if gone else []
    said += [LABEL["floor"].fill(p=percent(floor))] if floor else []
    subtitle = joined([about.subtitle, *([semicolons(said)] if said else [])], "\n", "\n")
    return WaitingData(replace(about, subtitle=subtitle), shown, floor)


def curve(counts: NDArray[np.int64]) -> Incidence:
    """Incidence at the steps in every future with a request; `counts[replication, end, step]`."""
    asked = counts[counts.any(axis=(1, 2))].astype(np.float64)
    granted, left, unknown = asked.transpose(1, 0, 2)
    all_steps = incidence(granted, left, unknown)
    return Incidence(all_steps.granted[:, :-1], all_steps.left[:, :-1])


def finding(panels: dict[str, WaitingPanel]) -> Words:
    """The type of space whose standard is met in the fewest futures, or the slowest."""
    if not panels:
        return TITLE["waiting_none"]
    bounded = [(p.bound.holds, p.within, p) for p in panels.values() if p.bound]
    if not bounded:
        worst = min(panels.values(), key=lambda p: p.within)
        return TITLE["waiting_plain"].fill(
            space=worst.label,
            p=percent(worst.within),
            months=number(worst.quoted),
            left=percent(worst.gave_up),
        )
    holds, within, worst = min(bounded, key=lambda entry: entry[:2])
    return TITLE["waiting"].fill(
        space=worst.label,
        p=percent(within),
        months=number(worst.quoted),
        share=percent(worst.bound.share) if worst.bound else "",
        count=hundred(holds),
    )


def draw(waiting: WaitingData, lang: Lang = "both") -> Panels:
    """Served from below in blue, given up from above in vermillion, the waiting in between."""
    with house():
        count = max(len(waiting.panels), 1)
        figure, top = sheet(waiting.head, lang, tall(count))
        axes = panel_axes(figure, list(waiting.panels), top, right=1.05)
        for space, ax in axes.items():
            draw_panel(ax, waiting.panels[space], waiting.floor, lang)
        return Panels(figure, axes, waiting, lang)


def draw_panel(ax: Axes, panel: WaitingPanel, floor: float, lang: Lang) -> None:
    """One type of space, with the standard as a corner the blue curve should pass above."""
    months = panel.months
    draw_fan(ax, months, panel.granted, SUPPLY)
    draw_fan(ax, months, panel.left.below_one(), SHORTAGE, paths=False, nothing=1.0)
    ax.set_xlim(0, months[-1])
    ax.set_ylim(floor, 1)
    caption(ax, panel.label, LABEL["wait_axis"], lang)
    marks = [m for m in (0, 3, 6, 12, 18, 24, 36, 48, 60) if m <= months[-1]]
    ax.set_xticks(marks, [str(m) for m in marks])
    shares = np.arange(round(floor * 100), 101, STEPS[floor])
    ax.set_yticks(shares / 100, [f"{share}%" if share else "0" for share in shares.tolist()])
    if panel.bound:
        text = LABEL["standard"].fill(
            months=number(panel.bound.months),
            share=percent(panel.bound.share),
            within=percent(panel.within),
            count=hundred(panel.bound.holds),
        )
        x, y = panel.bound.months, panel.bound.share
        ax.plot([x, x], [floor, y], color=DEMAND, lw=1, ls=(0, (4, 3)))
        ax.plot([0, x], [y, y], color=DEMAND, lw=1, ls=(0, (4, 3)))
        ax.plot([x], [y], "o", color=DEMAND, ms=4)
        ax.annotate(
            text.block(lang),
            (x, floor),
            xytext=(5, 5),
            textcoords="offset points",
            color=INK[DEMAND],
            linespacing=1.1,
        )
    granted, left = panel.granted.p50[-1], panel.left.p50[-1]
    leaving = SHORTAGE if panel.left.p90.any() else IDLE  # what is absent is no finding
    end_labels(
        ax,
        [
            (1 - left / 2, valued(LABEL["left"], percent(left), lang), leaving),
            (granted, valued(LABEL["granted"], percent(granted), lang), SUPPLY),
        ],
    )
