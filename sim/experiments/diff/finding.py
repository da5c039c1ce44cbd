"""What `diff` found as a notebook holds it: nothing was played, so there is nothing to save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiments.diff.answer import DiffAnswer
from sim.experiments.diff.screen import screen
from sim.text.safe import html
from sim.text.screen import spoken
from sim.text.words import Lang

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class DiffFinding:
    """Two results side by side: `answer` holds the numbers, `frame` the outputs as a table."""

    answer: DiffAnswer

    @property
    def frame(self) -> pd.DataFrame:
        """Each output in both, its difference with interval and call, the clearest first."""
        return self.answer.tables()["outputs"]

    def screen(self, lang: Lang = "both") -> str:
        """Return what a terminal shows of the answer."""
        return screen(self.answer, lang)

    def __repr__(self) -> str:
        return self.screen(spoken())

    def _repr_html_(self) -> str:
        return html(repr(self))
