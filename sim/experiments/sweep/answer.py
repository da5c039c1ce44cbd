"""What a sweep found: one row a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.design import SAMPLED, Kind, Setting
from sim.experiments.sweep.words import SWEEP
from sim.measures.counting.checks import SIDES, Side
from sim.measures.months import Ints
from sim.measures.plain import plain
from sim.measures.statistics import UNTESTED, Probability, probability
from sim.measures.verdict.indicators import Indicators
from sim.measures.verdict.judged import WORDS, judgement
from sim.runs.executors import Failure
from sim.scenario.values.amounts import Areas
from sim.text.screen import concluded, narrow, paragraph, percent, table, whole
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words, listed, semicolons

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 30
"""Points that the screen shows."""
_NAMED = 3
"""Numbers that are varied, up to which the answer names their values."""
_AREAS = ("lost_area", "peak_waiting", "idle_mean")


@dataclass(frozen=True)
class Row:
    """One point."""

    setting: Setting
    found: Indicators | None
    """None if it failed."""
    failure: Failure | None = None
    command: str = ""
    """Where it failed, how to play it alone."""

    def mean(self, name: str) -> float | None:
        """Return the mean of an indicator over the replications that have it."""
        values = self.found.values[name] if self.found else np.array([])
        known = values[np.isfinite(values)]
        return float(known.mean()) if len(known) else None


def chance(rows: Sequence[Row], name: str) -> Probability | None:
    """Return how probable it is, over some points, that an indicator of 0 and 1 is 1.

    Replications of one world are one cluster, whichever points they are of.
    """
    found = _status(rows, name)
    return probability(*found) if found else None


def _status(rows: Sequence[Row], name: str) -> tuple[NDArray[np.int8], Ints] | None:
    """Return whether it is 1 in each future of some points, and the worlds of these."""
    found = [row.found for row in rows if row.found]
    if not found:
        return None
    flags = np.concatenate([one.values[name] for one in found])
    worlds = np.concatenate([np.array(one.replications) // 2 for one in found])
    return np.where(np.isnan(flags), UNTESTED, flags).astype(np.int8), worlds


@dataclass(frozen=True)
class SweepAnswer:
    """The points of a sweep in the order of the design."""

    design: Kind
    names: Mapping[str, Words]
    """Name of each number that is varied, by path."""
    replications: int
    confidence: float
    """How sure 'adequate' must be."""
    rows: tuple[Row, ...]
    areas: Areas
    """How the screen writes areas."""

    @property
    def sampled(self) -> bool:
        """Whether values were drawn, so that no two points share one."""
        return self.design in SAMPLED

    @property
    def failures(self) -> list[Row]:
        """The points that could not be played."""
        return [row for row in self.rows if row.failure]

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "design": self.design,
                "vary": {path: name._asdict() for path, name in self.names.items()},
                "replications": self.replications,
                "points": [self._point(row) for row in self.rows],
            }
        )
        return data

    def screen(self, lang: Lang = "both") -> str:
        """What a terminal shows."""
        title = SWEEP["title"].fill(points=str(len(self.rows)), n=str(self.replications))
        heads = [[narrow(line) for line in name.lines(lang)] for name in self.names.values()]
        column, large = (self.areas.word(kind) for kind in ("column", "large"))
        keys = ("enough", "idle", "lost", "waiting", "vacant")
        heads += [SWEEP[key].fill(unit=column).lines(lang) for key in keys]
        shown = [row for row in self.rows if row.found][:_ROWS]
        cells = [self._cells(row, lang) for row in shown]
        lines = [*paragraph(title, lang), "", *table(heads, cells, gap=1)]
        lines += paragraph(SWEEP["notes"].fill(unit=large), lang)
        left = len(self.rows) - len(self.failures) - len(shown)
        for key, count in (("more", left), ("failed", len(self.failures))):
            if count:
                lines += paragraph(SWEEP[key].fill(count=str(count)), lang)
        return "\n".join(["", *lines, "", *concluded(self._concludes(), lang)])

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The points with the means of their indicators, and those that failed."""
        import pandas as pd

        points, failures = [], []
        for index, row in enumerate(self.rows):
            given = {"point": index, **row.setting.shown}
            if row.failure:
                told = {"error": row.failure.error, "command": row.command}
                failures.append({**given, **told, "trace": row.failure.trace})
            elif row.found:
                points.append({**given, **{name: row.mean(name) for name in row.found.values}})
        found = {"points": pd.DataFrame(points)}
        return {**found, "failures": pd.DataFrame(failures)} if failures else found

    def _concludes(self) -> list[Words]:
        """How each side is judged over the points, and between which values idle area lies."""
        played = [row for row in self.rows if row.found]
        if not played:
            return [SWEEP["nothing"]]
        said = [self._side(played, side) for side in SIDES]
        means = [(mean, row) for row in played if (mean := row.mean("idle_mean")) is not None]
        if means:
            unit = self.areas.word("after")
            ends = self._ends(means, lambda v: Words(*(self.areas.text(v) + one for one in unit)))
            said.append(SWEEP["idle_moves"].fill(**ends))
        return said

    def _side(self, played: Sequence[Row], side: Side) -> Words:
        found = []
        for row in played:
            status = _status([row], f"{side}_holds")
            if status:
                found.append((judgement(side, *status, self.confidence), row))
        counts = [
            SWEEP["counted"].fill(word=VERDICTS[word], n=str(count))
            for word in WORDS
            if (count := sum(one.word == word for one, _ in found))
        ]
        words: dict[str, Words | str] = {
            "side": SWEEP[f"{side}_label"],
            "confidence": f"{self.confidence * 100:.3g}%",
            "words": semicolons(counts),
        }
        shares = [(s, row) for one, row in found if (s := one.probability.share) is not None]
        if not shares:
            return SWEEP["side_untested"].fill(**words)
        if len({share for share, _ in shares}) == 1:
            return SWEEP["side_alike"].fill(share=f"{whole(shares[0][0])}%", **words)
        ends = self._ends(shares, lambda share: Words(*[f"{whole(share)}%"] * 2))
        return SWEEP["side_moves"].fill(**ends, **words)

    def _ends(
        self, found: Sequence[tuple[float, Row]], said: Callable[[float], Words]
    ) -> dict[str, Words]:
        """The least and the greatest of some values in words, and where they are found."""
        ends = {"low": min(value for value, _ in found), "high": max(value for value, _ in found)}
        return {
            key: self._at(said(end), [row for value, row in found if value == end])
            for key, end in ends.items()
        }

    def _at(self, value: Words, rows: Sequence[Row]) -> Words:
        """A value and where it is found: the numbers there if they are few and the point is one."""
        if len(rows) > 1:
            return SWEEP["at_points"].fill(value=value, n=str(len(rows)))
        if len(self.names) > _NAMED:
            return value
        values = rows[0].setting.shown
        where = [Words(f"{n.zh} {values[p]}", f"{n.en} {values[p]}") for p, n in self.names.items()]
        return SWEEP["at"].fill(value=value, where=listed(where))

    def _point(self, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {"values": row.setting.shown}
        if row.failure:
            return {**data, "error": row.failure.error, "command": row.command}
        chances = {name: chance([row], name) for name in ("shortage_holds", "idle_holds")}
        return {**data, **chances, **{name: row.mean(name) for name in _AREAS}}

    def _cells(self, row: Row, lang: Lang) -> list[Sequence[str]]:
        cells: list[Sequence[str]] = [[narrow(v)] for v in row.setting.shown.values()]
        for name in ("shortage_holds", "idle_holds"):
            one = chance([row], name)
            cells.append([percent(one, lang) if one else "-"])
        for name in _AREAS:
            mean = row.mean(name)
            cells.append(["-" if mean is None else self.areas.text(mean)])
        return cells
