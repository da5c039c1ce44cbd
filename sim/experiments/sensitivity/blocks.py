"""Designs in blocks: the points of a block share their luck, and stand or fall together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.answer import RefusedError
from sim.experiments.points import Point
from sim.experiments.sensitivity.words import REFUSED
from sim.measures.months import Bools, Floats
from sim.measures.verdict.indicators import Indicators
from sim.runs.executors import Failure

PointPlayer = Callable[[Sequence[Point]], Iterable[tuple[int, Indicators | Failure]]]
"""Plays points: (index, its indicators or why it failed), in any order."""

BEARABLE: Final = 0.05
"""Share of blocks that may be lost to failures before the study is refused."""


@dataclass(frozen=True)
class Blocks:
    """What the blocks gave that no failure touched."""

    values: dict[str, Floats]
    """By outcome: [block, point of the block, replication of the pair]; NaN where undefined."""
    kept: list[int]
    """Places of these blocks in the design."""
    designed: int
    """Blocks of the design."""


def play_blocks(
    design: Floats,
    numbers: Sequence[Input],
    outcomes: Sequence[str],
    play: PointPlayer,
    so_far: Callable[[Blocks], object] | None = None,
) -> Blocks:
    """Play a design [block, point, number] of uniform numbers.

    A point is one pair of replications with every ranged number held. All points of block b play
    the replications 2b and 2b + 1: common luck within a block, fresh luck from block to block. A
    block in which a point failed is dropped whole, since an index compares the points of a block;
    RefusedError if that loses more than 5 % of them. `so_far` hears of the first quarter and the
    first half of the blocks when they are complete, unless something failed.
    """
    count, size, _ = design.shape
    played: dict[str, Floats] = {name: np.full((count, size, 2), np.nan) for name in outcomes}
    lost: dict[int, Failure] = {}
    left, complete = np.full(count, size), 0
    for index, result in play(_Points(design, numbers)):
        block, place = divmod(index, size)
        if isinstance(result, Failure):
            lost[block] = result
            continue
        for name in outcomes:
            played[name][block, place] = result.values[name]
        left[block] -= 1
        before = complete
        while complete < count and not left[complete]:
            complete += 1
        for stage in (count // 4, count // 2):
            if so_far and before < stage <= complete:
                first = {name: values[:stage] for name, values in played.items()}
                so_far(Blocks(first, list(range(stage)), stage))
    if len(lost) > BEARABLE * count:
        raise failed(lost, count)
    kept = [block for block in range(count) if block not in lost]
    return Blocks({name: values[kept] for name, values in played.items()}, kept, count)


def failed(lost: Mapping[int, Failure], of: int) -> RefusedError:
    """Return the refusal of a study of which too much is lost to failures, by what was lost."""
    error = next(iter(lost.values())).error
    return RefusedError(REFUSED["failures"].fill(lost=str(len(lost)), of=str(of), error=error))


class _Points(Sequence[Point]):
    """The points of a design, block after block; each is made when it is asked for."""

    def __init__(self, design: Floats, numbers: Sequence[Input]) -> None:
        self._design, self._numbers = design, numbers

    def __len__(self) -> int:
        blocks, points, _ = self._design.shape
        return int(blocks * points)

    def __getitem__(self, index: Any) -> Any:
        block, place = divmod(index, self._design.shape[1])
        if block >= len(self._design):
            raise IndexError(index)  # what ends a loop over a sequence
        uniforms = self._design[block, place].tolist()
        held = {n.path: n.law(u) for n, u in zip(self._numbers, uniforms, strict=True)}
        return Point(range(2 * block, 2 * block + 2), held)


def defined(values: Floats) -> Bools:
    """Return in which blocks [block, point, 2] an outcome has a value everywhere."""
    return np.asarray(np.isfinite(values).all(axis=(1, 2)))
