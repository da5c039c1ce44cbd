"""What `diff` found as a notebook holds it: nothing was played, so there is nothing to save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiments.diff.answer import DiffAnswer
from sim.experiments.diff.courses import SpaceCourses
from sim.experiments.diff.screen import screen
from sim.plots.frames import Origin
from sim.text.safe import html
from sim.text.screen import spoken
from sim.text.words import Lang

if TYPE_CHECKING:
    import pandas as pd

    from sim.plots.style import Panels


@dataclass(frozen=True, repr=False)
class DiffFinding:
    """Two results side by side: `answer` holds the numbers, `frame` the outputs as a table."""

    answer: DiffAnswer
    courses: Mapping[str, SpaceCourses]
    """Idle and waiting area by year, by type of space; empty where one of the two keeps none."""
    origin: Origin

    @property
    def frame(self) -> pd.DataFrame:
        """Each output in both, its difference with interval and call, the clearest first."""
        return self.answer.tables()["outputs"]

    def screen(self, lang: Lang = "both") -> str:
        """Return what a terminal shows of the answer."""
        return screen(self.answer, lang)

    def figures(self, lang: Lang = "both") -> list[Panels]:
        """Draw both results side by side on one scale; nothing where there are no courses."""
        from sim.experiments.diff.figure import data, draw

        return [draw(data(self.answer, self.courses, self.origin), lang)] if self.courses else []

    def __repr__(self) -> str:
        return self.screen(spoken())

    def _repr_html_(self) -> str:
        return html(repr(self))
