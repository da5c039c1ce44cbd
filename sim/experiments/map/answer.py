"""What a map shows: cells with their words, the lines between them, and where worlds lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.map.axes import MapAxis
from sim.experiments.map.field import Stretch, crossings
from sim.measures.counting.checks import Side
from sim.measures.months import Floats
from sim.measures.plain import plain
from sim.measures.verdict.judged import Judgement
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class MapPanel:
    """One side of the verdict of one type of space over the plane."""

    space: str
    side: Side
    name: Words
    """Of the type."""
    judged: tuple[tuple[Judgement | None, ...], ...]
    """[y][x]; None where too few worlds are near."""

    @cached_property
    def p(self) -> Floats:
        """How probable it is that the standards of the side do not hold, [y, x]; NaN if unknown."""
        return np.array([[_failing(cell) for cell in row] for row in self.judged])

    @property
    def words(self) -> tuple[tuple[str | None, ...], ...]:
        """The words of the cells, [y][x]."""
        return tuple(tuple(cell.word if cell else None for cell in row) for row in self.judged)


def _failing(cell: Judgement | None) -> float:
    share = cell.probability.failing.share if cell else None
    return np.nan if share is None else share


@dataclass(frozen=True)
class MapAnswer:
    """A map over two numbers."""

    x: MapAxis
    y: MapAxis
    own: bool
    """Whether cells take the worlds of the scenario that are near them; else each was played."""
    replications: int
    """Futures of a cell, or of all of the map where they are the scenario's own."""
    nearest: int
    """Worlds that a cell takes together; 0 where each was played."""
    confidence: float
    """How sure 'adequate' must be."""
    panels: tuple[MapPanel, ...]
    worlds: Floats
    """Both numbers in each of the scenario's own worlds, [world, 2]; none where both stand."""
    grounded: bool
    """Whether these worlds agree with the past."""
    continued: bool
    """Whether what stands in the cells is continued from the past, too."""
    command: tuple[str, ...]
    """What plays the cell nearest to the plan alone; none where that is no run."""

    @property
    def turn(self) -> float:
        """The probability of not holding at which the word turns."""
        return round(1 - self.confidence, 12)

    def lines(self, panel: MapPanel, level: float) -> list[Stretch]:
        """Return where the probability of a panel passes a level."""
        return crossings(self.x.values, self.y.values, panel.p, level)

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels at which lines are drawn: where the word turns, and as surely the other."""
        return tuple(sorted({self.turn, self.confidence}))

    def inside(self) -> Floats:
        """Return the worlds that lie on the map, its outermost cells being as wide as the next."""
        ends = [edges(axis.values) for axis in (self.x, self.y)]
        held = [
            (self.worlds[:, k] >= end[0]) & (self.worlds[:, k] <= end[-1])
            for k, end in enumerate(ends)
        ]
        shown: Floats = self.worlds[held[0] & held[1]]
        return shown

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data: dict[str, Any] = plain(
            {
                "x": self._axis(self.x),
                "y": self._axis(self.y),
                "own": self.own,
                "replications": self.replications,
                "nearest": self.nearest,
                "confidence": self.confidence,
                "panels": [
                    {
                        "space": panel.space,
                        "side": panel.side,
                        "cells": panel.judged,
                        "lines": [
                            {"level": level, "stretches": self.lines(panel, level)}
                            for level in self.levels
                        ],
                    }
                    for panel in self.panels
                ],
                "worlds": self.worlds.tolist(),
                "grounded": self.grounded,
                "continued": self.continued,
            }
        )
        return data

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Cells, lines and worlds, one row each; canonical units beside the values as written."""
        import pandas as pd

        cells, lines = [], []
        for panel in self.panels:
            of = {"space": panel.space, "side": panel.side}
            for j, row in enumerate(panel.judged):
                cells += [{**self._place(i, j), **of, **_cell(cell)} for i, cell in enumerate(row)]
            for level in self.levels:
                lines += [
                    {**of, "level": level, **stretch._asdict()}
                    for stretch in self.lines(panel, level)
                ]
        columns = ["space", "side", "level", *Stretch._fields]
        return {
            "cells": pd.DataFrame(cells),
            "lines": pd.DataFrame(lines, columns=columns),
            "worlds": pd.DataFrame(self.worlds, columns=["x", "y"]),
        }

    def _place(self, i: int, j: int) -> dict[str, Any]:
        x, y = self.x, self.y
        written = {x.path: x.written[i], y.path: y.written[j]}
        return {**written, "x": x.values[i], "y": y.values[j]}

    def _axis(self, axis: MapAxis) -> dict[str, Any]:
        return {
            "path": axis.path,
            "name": axis.name._asdict(),
            "values": axis.values,
            "written": axis.written,
            "plan": axis.plan,
        }


def edges(values: Sequence[float]) -> Floats:
    """Return the ends of cells that stand at ascending values: half way to the next."""
    points = np.array(values)
    middles = (points[1:] + points[:-1]) / 2
    ends = 2 * points[[0, -1]] - middles[[0, -1]]
    return np.concatenate([ends[:1], middles, ends[1:]])


def _cell(judged: Judgement | None) -> dict[str, Any]:
    if judged is None:
        return dict.fromkeys(("word", "p", "low", "high", "futures", "untested"))
    failing = judged.probability.failing
    return {
        "word": judged.word,
        "p": failing.share,
        "low": failing.low,
        "high": failing.high,
        "futures": failing.holds + failing.fails + failing.untested,
        "untested": failing.untested,
    }
