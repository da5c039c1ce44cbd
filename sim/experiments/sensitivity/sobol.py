"""Sobol indices of a simulator with luck: chance is one more input of the design.

One future is Y = f(x, w): x the ranged numbers, w its luck. Its whole variance over ranges and
luck, V = Var(Y), is what every index is a share of. By Hoeffding's decomposition of V over
(x_1, …, x_d, w):

    1 = sum of the first-order indices + interactions of numbers among themselves + chance,

chance being the total index of w, E[Var(Y | x)] / V: all that would be left if every number were
known. It holds the interactions of luck with numbers too, and so does the total index of a number.
Luck as an input of its own: Iooss & Ribatet (2009), Reliability Eng. & System Safety
94(7):1194-1204; Marrel, Iooss, Da Veiga & Ribatet (2012), Statistics and Computing 22:833-847.
Hart, Alexanderian & Gremaud (2017), SIAM J. Sci. Comput. 39(4):A1514-A1530, instead take the
indices of each realisation as random and study their law.

Block i of Saltelli's design holds A_i, B_i and, for each number j, A_i with j from B_i; all its
points play the same pair of replications, so each point is known under two independent lucks w, w'.
Estimators (SALib's: Saltelli et al. 2010, Computer Physics Comm. 181(2):259-270; Jansen 1999) are
taken with their lucks crossed, A and A_j under w, B under w', then the other way round:

    first order of j:  mean of f(B, w')·(f(A_j, w) − f(A, w)) / V
    total of j:        mean of (f(A, w) − f(A_j, w))² / 2V
    total of chance:   mean of (f(A, w) − f(A, w'))² / 2V, over A and B

Were the luck of B that of A, first orders would hold interactions with luck; were the luck of A_j
another than that of A, totals would hold all of chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.draws.inputs import Input
from sim.experiments.answer import needed
from sim.measures.months import Floats, Ints

CHANCE: Final = "chance"
OTHERS: Final = "others"
"""The numbers that the screening left out, taken together as one input."""
_RESAMPLES: Final = 500
WIDE: Final = 0.1
"""Widest interval of a total index that still tells ranks; a threshold on the width of bootstrap
intervals is how Sarrazin, Pianosi & Wagener (2016), Environ. Modelling & Software 79:135-152, call
indices converged."""

UNTOLD: Final = 0.5
"""Width from which an index says nothing: the variance hangs on a few extreme futures."""


@dataclass(frozen=True)
class SobolShare:
    """An index with its 95 % interval: percentiles of a bootstrap over blocks."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Index:
    """What a number, the others together, or chance have in the variance of one future."""

    of: str
    """Path of a number, `others` or `chance`."""
    first: SobolShare
    """What knowing it alone would remove, on average."""
    total: SobolShare
    """What would be left if all else were known, on average."""


@dataclass(frozen=True)
class Indices:
    """Indices of one outcome."""

    blocks: int
    """Blocks with a value everywhere."""
    mean: float
    variance: float
    """Of one future."""
    rows: tuple[Index, ...]
    """Numbers in the order of the design, then the others, then chance."""

    def row(self, of: str) -> Index | None:
        """Return the indices of a number, of `others` or of `chance`."""
        return next((row for row in self.rows if row.of == of), None)

    @property
    def width(self) -> float:
        """Width of the widest interval of a number's total index."""
        widths = [row.total.high - row.total.low for row in self.rows if row.of != CHANCE]
        return max(widths, default=0.0)

    @property
    def tells(self) -> bool:
        """Whether the indices are known at all."""
        return self.width <= UNTOLD

    @property
    def interactions(self) -> float:
        """SobolShare of interactions of numbers among themselves; below zero by sampling only."""
        first = sum(row.first.value for row in self.rows if row.of != CHANCE)
        return 1.0 - first - self.rows[-1].total.value


def groups(numbers: Sequence[Input], chosen: Sequence[str]) -> list[str]:
    """Return the inputs of the design in its order: chosen paths, and `others` if any are left."""
    return list(dict.fromkeys(_group(number, chosen) for number in numbers))


def design(numbers: Sequence[Input], chosen: Sequence[str], blocks: int, seed: int) -> Floats:
    """Return Saltelli's design [block, A, one of each input, B; number] of uniform numbers.

    Scrambled Sobol' points, `blocks` a power of two. Numbers that were not chosen move together.
    """
    problem = {
        "num_vars": len(numbers),
        "names": [number.path for number in numbers],
        "bounds": [[0, 1]] * len(numbers),
        "groups": [_group(number, chosen) for number in numbers],
    }
    rows: Floats = needed("SALib.sample.sobol").sample(
        problem, blocks, calc_second_order=False, scramble=True, seed=seed
    )
    return rows.reshape(blocks, -1, len(numbers))


def indices(values: Floats, names: Sequence[str], seed: int) -> Indices:
    """Estimate the indices of an outcome from [block, A, one of each of `names`, B; luck]."""
    count = len(values)
    level = values[:, [0, -1]].mean()
    a, b = values[:, 0] - level, values[:, -1] - level
    again = np.random.default_rng(seed).integers(count, size=(_RESAMPLES, count)).T
    here, other = a.T.ravel(), b[:, ::-1].T.ravel()  # A under w, w'; B under w', w
    rows = []
    for place, name in enumerate(names, start=1):
        moved = (values[:, place] - level).T.ravel()
        first = _share("first_order", again, here, moved, other)
        rows.append(Index(name, first, _share("total_order", again, here, moved, other)))
    first = _share("first_order", again, here, a[:, ::-1].T.ravel(), other)
    one_luck, other_luck = (np.concatenate([a[:, luck], b[:, luck]]) for luck in (0, 1))
    total = _share("total_order", again, one_luck, other_luck, other_luck)
    rows.append(Index(CHANCE, first, total))
    spread = float(values[:, [0, -1]].var())
    return Indices(count, float(level), spread, tuple(rows))


def _group(number: Input, chosen: Sequence[str]) -> str:
    return number.path if number.path in chosen else OTHERS


def _share(name: str, again: Ints, *columns: Floats) -> SobolShare:
    """An estimator of SALib over columns [2 lucks × blocks], and over blocks drawn again."""
    estimator = getattr(needed("SALib.analyze.sobol"), name)
    both = np.concatenate([again, again + len(again)])
    drawn = estimator(*(column[both] for column in columns))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return SobolShare(float(estimator(*columns)), float(low), float(high))
