"""From played worlds to boxes, found on one half and tested on the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.experiments.answer import RefusedError
from sim.experiments.discover.boxes import FREE, Box, Quality, Sample, quality, quasi_p
from sim.experiments.discover.expression import Condition
from sim.experiments.discover.search import find, rules
from sim.experiments.discover.words import DISCOVER
from sim.measures.months import Bools, Floats
from sim.text.words import Words

FEWEST: Final = 20
"""Futures that must fail, and that must not."""


@dataclass(frozen=True)
class BoxSide:
    """One limit of a box: what it is worth on the half that was not used."""

    index: int
    end: int
    """0: low, 1: high."""
    freed: Quality
    """The box without this limit."""
    quasi_p: float


@dataclass(frozen=True)
class TestedBox:
    """A box, as it was found and as it proves itself."""

    box: Box
    used: Quality
    """On the half it was found on."""
    unused: Quality
    """On the other half."""

    @property
    def limits(self) -> Mapping[int, tuple[float, float]]:
        """Those of the box, by index of input; none where nothing was found."""
        return self.box.limits


@dataclass(frozen=True)
class Discovery:
    """What PRIM and CART found."""

    box: TestedBox
    sides: tuple[BoxSide, ...]
    dense: bool
    """Whether a box was as dense as asked."""
    base: Quality
    """Everything, on the half that was not used."""
    steps: tuple[TestedBox, ...]
    """PRIM's trajectory."""
    rules: tuple[TestedBox, ...]
    """CART's leaves."""

    @property
    def proven(self) -> bool:
        """Whether futures in the box clearly fail more often, on the half that was not used."""
        return self.base.density is not None and self.box.unused.low > self.base.density

    def limit(self, side: BoxSide) -> float:
        """Return the value at which a side of the box lies."""
        return self.box.limits[side.index][side.end]


def discover(sample: Sample, density: float) -> Discovery:
    """Find where failures are dense on every other world; test it on the others.

    Every other world is spread as all are: worlds are Latin hypercubes in blocks, or hold Sobol
    points that `spread` deals out so.
    """
    used, unused = sample.part(slice(0, None, 2)), sample.part(slice(1, None, 2))

    def tested(box: Box) -> TestedBox:
        return TestedBox(box, quality(box, used), quality(box, unused))

    box, path, dense = find(used, density)
    sides = []
    for index, end in box.sides:
        freed = box.freed(index, end)
        value = quasi_p(box, freed, unused)
        sides.append(BoxSide(index, end, quality(freed, unused), value))
    return Discovery(
        box=tested(box),
        sides=tuple(sides),
        dense=dense,
        base=quality(FREE, unused),
        steps=tuple(map(tested, path)),
        rules=tuple(map(tested, rules(used, density))),
    )


def agreement(fails: Bools) -> float:
    """Return how often the other future of a world fails, where one does; [world, 2]."""
    return float(2 * fails.all(axis=1).sum() / fails.sum())


def check_failures(
    fails: Bools, text: str, condition: Condition, values: Mapping[str, Floats]
) -> None:
    """Refuse what never or always fails, or nearly so; say what would vary."""
    count, n = int(fails.sum()), fails.size
    if FEWEST <= count <= n - FEWEST:
        return
    words: dict[str, Words | str] = {
        "fails": text,
        "n": str(n),
        "hint": _hint(condition, values),
        "least": str(FEWEST),
    }
    if count in (0, n):
        raise RefusedError(DISCOVER["always" if count else "never"].fill(**words))
    side, rare = ("side_fail", count) if count < FEWEST else ("side_hold", n - count)
    raise RefusedError(DISCOVER["few"].fill(side=DISCOVER[side], count=str(rare), **words))


def _hint(condition: Condition, values: Mapping[str, Floats]) -> Words:
    """Suggest a condition that a quarter of the futures meets; nothing if no indicator varies."""
    comparisons = condition.comparisons()
    names = [
        (comparison.name, "<" if "<" in comparison.sign else ">") for comparison in comparisons
    ]
    for comparison in comparisons:
        measure, *of = comparison.name.split(".")
        related = "idle_mean" if measure.startswith(("idle", "vacancy")) else "peak_waiting"
        names += [(".".join([related, *of]), ">"), (related, ">")]
    for name, sign in names:
        column = values.get(name, np.array([]))
        known = column[~np.isnan(column)]
        if not len(known):
            continue
        bound = float(f"{np.quantile(known, 0.25 if sign == '<' else 0.75):.3g}")
        meets = (known < bound if sign == "<" else known > bound).sum()
        if FEWEST <= meets <= len(column) - FEWEST:
            return DISCOVER["hint"].fill(name=name, sign=sign, number=f"{bound:.12g}")
    return Words("", "")
