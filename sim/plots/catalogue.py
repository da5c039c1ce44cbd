"""The figures of a run, one method each, and all of them on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import numpy as np

from sim.plots import (
    balance,
    economy,
    flow,
    gap,
    geography,
    levels,
    marks,
    parks,
    rent,
    save,
    stages,
    timeline,
    trades,
    turning,
    waiting,
)
from sim.plots.frames import Frames
from sim.plots.levels import FIGURES, SCALES, Measure
from sim.plots.style import Panels
from sim.text.words import Lang

Drawing = Callable[[Lang], Panels]
"""Draws a figure of a run."""


def _ready(frames: Frames, figure: ModuleType) -> Drawing:
    """Work out what a figure shows: as much for any number of futures, and frames can be let go.

    `data` of its module makes it from frames, `draw` draws it. What fails, fails when it is drawn.
    """
    return _with(figure.draw, partial(figure.data, frames))


def _with(draw: Callable[..., Panels], data: Callable[[], object]) -> Drawing:
    try:
        return partial(draw, data())
    except Exception as error:  # noqa: BLE001 - the other figures are to be had
        return partial(_fail, error)


def _fail(error: Exception, _: Lang) -> Panels:
    raise error


def _drawn(frames: Frames, figure: ModuleType, lang: Lang) -> Panels:
    panels: Panels = figure.draw(figure.data(frames), lang)
    return panels


class Figures:
    """Figures of a run. Each method draws one and returns its axes by panel.

    `axes = run.figures.balance()`; `axes["pilot"].set_ylim(0, 50)`; `axes` shows itself in a
    notebook; `axes.figure` is Matplotlib's figure and `axes.data` what it shows.
    """

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def balance(self, lang: Lang = "both") -> Panels:
        """01-balance: demand against supply by type of space."""
        return _drawn(self.frames, balance, lang)

    def gap(self, lang: Lang = "both") -> Panels:
        """02-gap: vacant and waiting area, and the chance of a lasting shortage or glut."""
        return _drawn(self.frames, gap, lang)

    def stages(self, lang: Lang = "both") -> Panels:
        """03-stages: area in use, in fit-out and waited for, and companies waiting."""
        return _drawn(self.frames, stages, lang)

    def waiting(self, lang: Lang = "both") -> Panels:
        """04-waiting: shares of requests served and given up by months since the request."""
        return _drawn(self.frames, waiting, lang)

    def timeline(self, lang: Lang = "both") -> Panels:
        """05-timeline: openings by project, first shortages and gluts."""
        return _drawn(self.frames, timeline, lang)

    def rent(self, lang: Lang = "both") -> Panels:
        """06-rent: what becomes of rent; only where the scenario has one."""
        return _drawn(self.frames, rent, lang)

    def economy(self, lang: Lang = "both") -> Panels:
        """07-economy: what the space produces, employs, earns and costs by year.

        ValueError where the scenario states no economy, or has no whole year.
        """
        return _drawn(self.frames, economy, lang)

    def trades(self, lang: Lang = "both") -> Panels:
        """08-trades: what each trade leases by type of space; only where there are others."""
        return _drawn(self.frames, trades, lang)

    def turning(self, lang: Lang = "both") -> Panels:
        """09-turning: how often a type is short or idle, over the unknown number that decides it.

        ValueError where no number decides: there is too little to tell.
        """
        return _drawn(self.frames, turning, lang)

    def parks(self, lang: Lang = "both") -> Panels:
        """13-parks: every park by type of space and year, its area to scale.

        ValueError where there is one park.
        """
        return _drawn(self.frames, parks, lang)

    def geography(self, lang: Lang = "both") -> Panels:
        """14-geography: the same on the map that the scenario names.

        ValueError where it names none, or has one park.
        """
        return _drawn(self.frames, geography, lang)

    def occupancy(self, lang: Lang = "both") -> Panels:
        """31-occupancy: how much of every park is let, by type of space and year.

        On the map that the scenario names, as are the next two. ValueError where there is one park.
        """
        return self._level("occupancy", lang)

    def shortage(self, lang: Lang = "both") -> Panels:
        """32-shortage: how much area waits there."""
        return self._level("shortage", lang)

    def idle(self, lang: Lang = "both") -> Panels:
        """33-idle: how much is vacant beyond the bound; ValueError where none has a bound."""
        return self._level("idle", lang)

    def _level(self, measure: Measure, lang: Lang) -> Panels:
        return marks.draw(levels.data(self.frames, measure), lang)

    def flow(self, lang: Lang = "both") -> Panels:
        """29-flow: companies through the stages, and what they are lost to.

        ValueError where there is one stage.
        """
        return _drawn(self.frames, flow, lang)

    @property
    def drawn(self) -> dict[str, Drawing]:
        """Those that this run has, by the names of their files."""
        modules = {
            "01-balance": balance,
            "02-gap": gap,
            "03-stages": stages,
            "04-waiting": waiting,
            "05-timeline": timeline,
        }
        if self.frames.rents:
            modules["06-rent"] = rent
        if self.frames.ledger is not None:
            modules["07-economy"] = economy
        if self.frames.trades:
            modules["08-trades"] = trades
        if self.frames.break_even and self.frames.break_even.numbers:
            modules["09-turning"] = turning
        if self.frames.parks:
            modules["13-parks"] = parks
            if self.frames.places:
                modules["14-geography"] = geography
        if self.frames.flow:
            modules["29-flow"] = flow
        return {name: _ready(self.frames, module) for name, module in modules.items()}

    @property
    def by_year(self) -> dict[str, Drawing]:
        """Those of parks in every year that this run has, drawn only where they are asked for."""
        shown: list[Measure] = list(SCALES) if self.frames.parks else []
        if self.frames.parks and not np.isfinite(self.frames.parks.bounds).any():
            shown.remove("idle")
        return {
            FIGURES[measure]: _with(marks.draw, partial(levels.data, self.frames, measure))
            for measure in shown
        }

    def all(self, lang: Lang = "both") -> Iterator[Panels]:
        """Draw all of them, one after the other; those after the fifth where they are."""
        return (draw(lang) for draw in self.drawn.values())

    def save(self, folder: Path, lang: Lang = "both") -> list[Path]:
        """Write SVG, PNG and plotted numbers of every figure; return the paths."""
        return save.save(self.all(lang), folder)

    def __repr__(self) -> str:
        more = ", rent" if self.frames.rents else ""
        more += ", economy" if self.frames.ledger is not None else ""
        more += ", trades" if self.frames.trades else ""
        known = self.frames.break_even
        more += ", turning" if known and known.numbers else ""
        more += ", parks, occupancy, shortage, idle" if self.frames.parks else ""
        more += ", geography" if self.frames.parks and self.frames.places else ""
        more += ", flow" if self.frames.flow else ""
        return f"Figures: balance, gap, stages, waiting, timeline{more}; save(folder)"
