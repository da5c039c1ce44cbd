"""The figures of a run, one method each, and all of them on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from sim.plots import balance, economy, gap, rent, save, stages, timeline, waiting
from sim.plots.frames import Frames
from sim.plots.style import Panels
from sim.text.words import Lang


class Figures:
    """Figures of a run. Each method draws one and returns its axes by panel.

    `axes = run.figures.balance()`; `axes["pilot"].set_ylim(0, 50)`; `axes` shows itself in a
    notebook; `axes.figure` is Matplotlib's figure and `axes.data` what it shows.
    """

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def balance(self, lang: Lang = "both") -> Panels:
        """01-balance: demand against supply by type of space."""
        return balance.draw(balance.data(self.frames), lang)

    def gap(self, lang: Lang = "both") -> Panels:
        """02-gap: vacant and waiting area, and the chance of a lasting shortage or glut."""
        return gap.draw(gap.data(self.frames), lang)

    def stages(self, lang: Lang = "both") -> Panels:
        """03-stages: area in use, in fit-out and waited for, and companies waiting."""
        return stages.draw(stages.data(self.frames), lang)

    def waiting(self, lang: Lang = "both") -> Panels:
        """04-waiting: shares of requests served and given up by months since the request."""
        return waiting.draw(waiting.data(self.frames), lang)

    def timeline(self, lang: Lang = "both") -> Panels:
        """05-timeline: openings by project, first shortages and gluts."""
        return timeline.draw(timeline.data(self.frames), lang)

    def rent(self, lang: Lang = "both") -> Panels:
        """06-rent: what becomes of rent; only where the scenario has one."""
        return rent.draw(rent.data(self.frames), lang)

    def economy(self, lang: Lang = "both") -> Panels:
        """07-economy: what the space produces, employs, earns and costs by year.

        ValueError where the scenario states no economy, or has no whole year.
        """
        if self.frames.ledger is None:
            raise ValueError("the scenario states no economy, or has no whole year")
        return economy.draw(economy.data(self.frames, self.frames.ledger), lang)

    @property
    def drawn(self) -> dict[str, Callable[[Lang], Panels]]:
        """The methods that draw this run, by the names of their files."""
        methods: dict[str, Callable[[Lang], Panels]] = {
            "01-balance": self.balance,
            "02-gap": self.gap,
            "03-stages": self.stages,
            "04-waiting": self.waiting,
            "05-timeline": self.timeline,
        }
        if self.frames.rents:
            methods["06-rent"] = self.rent
        if self.frames.ledger is not None:
            methods["07-economy"] = self.economy
        return methods

    def all(self, lang: Lang = "both") -> Iterator[Panels]:
        """Draw all of them, one after the other; rent and economy where there are such."""
        return (draw(lang) for draw in self.drawn.values())

    def save(self, folder: Path, lang: Lang = "both") -> list[Path]:
        """Write SVG, PNG and plotted numbers of every figure; return the paths."""
        return save.save(self.all(lang), folder)

    def __repr__(self) -> str:
        more = ", rent" if self.frames.rents else ""
        more += ", economy" if self.frames.ledger is not None else ""
        return f"Figures: balance, gap, stages, waiting, timeline{more}; save(folder)"
