"""What it would be worth to know more before choosing: expected values of perfect information.

An option is chosen for its mean loss. Knowing something lets one choose anew in each world, and
what that saves on average is its value (Raiffa & Schlaifer 1961, Applied Statistical Decision
Theory).

Of one number (EVPPI): the losses are regressed on it, and the choice is made by what the regression
says at its value (Strong, Oakley & Brennan 2014, Medical Decision Making 34:311-326; Jalal &
Alarid-Escudero 2018, ibid. 38:174-188). That smooths away all other numbers and luck, so that no
worlds need be played within worlds. The regressions are natural cubic splines (Hastie, Tibshirani &
Friedman 2009, The Elements of Statistical Learning, 5.2.1) with 1 to 5 terms and the knots of
Harrell (2001, Regression Modeling Strategies, table 2.3), chosen by generalised cross-validation
(Golub, Heath & Wahba 1979, Technometrics 21:215-223).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sim.measures.months import Bools, Floats, Ints

KNOTS: Final[tuple[tuple[float, ...], ...]] = (
    (),
    (0.1, 0.5, 0.9),
    (0.05, 0.35, 0.65, 0.95),
    (0.05, 0.275, 0.5, 0.725, 0.95),
)
"""Quantiles of the number at which each spline has its knots; a straight line has none."""
WORLDS: Final = 20
"""Worlds without which nothing is said of single numbers."""
FOLDS: Final = 5
"""Parts of the worlds of which each is judged by a rule that was made on the others."""
_RESAMPLES, _PERMUTATIONS = 200, 400
_ERROR: Final = 0.05
"""Chance of naming any number though none is worth knowing."""


@dataclass(frozen=True)
class Perfect:
    """Knowing all of something, in money."""

    value: float
    """The jackknife's estimate."""
    error: float
    """Its standard error."""
    plain: float
    """Before the jackknife took off its bias."""


@dataclass(frozen=True)
class NumberWorth:
    """Knowing one number, in money."""

    value: float
    error: float
    """Standard error, by bootstrap over worlds."""
    held_out: float
    """What a rule by this number saves in worlds that had no part in it: unbiased, and noisy."""
    told: bool
    """Whether it is more than chance makes of any number that is worth nothing."""
    bound: float
    """The most that chance makes of any of the numbers, all together, in 95 % of permutations."""
    fitted: Floats
    """Loss less that of the option chosen without it, as the regression says, [option, world]."""


def perfect(losses: Floats, worlds: Ints) -> Perfect:
    """Return what it is worth to know what sets the columns of losses apart, [option, replication].

    The best option's mean less the mean of the least in each. The least of some means is too small
    on average where options are close, and so is the value: the jackknife over worlds takes that
    off (Quenouille 1956, Biometrika 43:353-360) and gives the error.
    """
    total, least = losses.shape[1], losses.min(axis=0)
    plain = float(losses.sum(axis=1).min() - least.sum()) / total
    _, place = np.unique(worlds, return_inverse=True)
    sizes = np.bincount(place)
    count = len(sizes)
    if count < 2:
        return Perfect(plain, 0.0, plain)
    sums = np.stack([np.bincount(place, weights=row) for row in losses])
    rest = (losses.sum(axis=1)[:, None] - sums).min(axis=0)
    without = (rest - (least.sum() - np.bincount(place, weights=least))) / (total - sizes)
    value = count * plain - (count - 1) * float(without.mean())
    error = float(np.sqrt((count - 1) * np.mean((without - without.mean()) ** 2)))
    return Perfect(max(value, 0.0), error, plain)


def apart_from_luck(pairs: Floats) -> tuple[float, float]:
    """Return between which two it is worth to know all numbers and not luck.

    pairs: losses of the two futures of each world, [option, world, 2]. Choosing by the mean of both
    knows half of their luck: too much. Choosing by the one and paying for the other knows the
    numbers by one future alone: too little.
    """
    pairs = pairs - pairs[pairs.mean(axis=(1, 2)).argmin()]  # so that none is exactly none
    most = 0.0 - float(pairs.mean(axis=2).min(axis=0).mean())
    chosen = pairs.argmin(axis=0)
    paid = [np.take_along_axis(pairs[..., 1 - i], chosen[None, :, i], axis=0) for i in (0, 1)]
    least = 0.0 - float(np.mean(paid))
    return max(least, 0.0), max(most, 0.0)


def number_worth(losses: Floats, numbers: Floats, seed: int) -> list[NumberWorth]:
    """Return what it is worth to know each number alone, in the order of the rows.

    losses: [option, world]; numbers: [number, world]. Told apart from chance by permuting worlds:
    the most that any number seems to be worth where none can be is passed in 5 % of permutations.
    """
    chosen = losses.mean(axis=1).argmin()
    over = losses - losses[chosen]
    draws = np.random.default_rng(seed)
    count = over.shape[1]
    shuffled = [over[:, draws.permutation(count)] for _ in range(_PERMUTATIONS)]
    again = draws.integers(count, size=(_RESAMPLES, count))
    folds = draws.permutation(count) % FOLDS
    by_chance = np.zeros(_PERMUTATIONS)
    found = []
    for number in numbers:
        made = bases(number)
        fitted = _fitted(made, over[None])[0]
        value = _saved(fitted[None])[0]
        by_chance = np.maximum(by_chance, _saved(_fitted(made, np.stack(shuffled))))
        found.append((value, fitted))
    bound = float(np.quantile(by_chance, 1 - _ERROR))
    worths = []
    for number, (value, fitted) in zip(numbers, found, strict=True):
        told = bool(value > bound)
        error = _error(number, over, again) if told else 0.0
        held_out = _held_out(number, over, folds)
        worths.append(NumberWorth(float(value), error, held_out, told, bound, fitted))
    return worths


def bases(number: Floats) -> list[Floats]:
    """Return an orthonormal basis of each spline on a number, [world, term]; the constant first.

    Splines whose knots fall together are left out.
    """
    size = np.ptp(number)
    one = np.ones((len(number), 1))
    made = [one / np.sqrt(len(number))]
    if size == 0:
        return made
    x = (number - number.min()) / size
    for quantiles in KNOTS:
        knots = np.quantile(x, quantiles) if quantiles else np.empty(0)
        if len(np.unique(knots)) == len(knots):
            made.append(np.linalg.qr(np.column_stack([one, x, *_bends(x, knots)]))[0])
    return made


def _bends(x: Floats, knots: Floats) -> list[Floats]:
    """Return the terms of a natural cubic spline beyond the straight line."""
    if not len(knots):
        return []
    last, cubes = knots[-1], [np.maximum(x - knot, 0.0) ** 3 for knot in knots]
    slopes = [(cubes[k] - cubes[-1]) / (last - knots[k]) for k in range(len(knots) - 1)]
    return [slope - slopes[-1] for slope in slopes[:-1]]


def _fitted(made: list[Floats], over: Floats) -> Floats:
    """Return what the chosen regressions say of some sets of losses, [set, option, world]."""
    count = over.shape[-1]
    best = np.full(over.shape[:2], np.inf)
    fitted = np.zeros_like(over)
    for basis in made:
        terms = basis.shape[1]
        if terms >= count:
            break
        says = over @ basis @ basis.T
        left = ((over - says) ** 2).sum(axis=2) / (1 - terms / count) ** 2
        # A straight line through what is a constant leaves rounding alone.
        better = left < best * (1 - 1e-9)
        fitted[better], best[better] = says[better], left[better]
    return fitted


def _saved(fitted: Floats) -> Floats:
    """Return what choosing by fitted losses saves on average, [set]."""
    saved: Floats = fitted.mean(axis=2).min(axis=1) - fitted.min(axis=1).mean(axis=1)
    return np.maximum(saved, 0.0)


def _error(number: Floats, over: Floats, again: np.ndarray) -> float:
    values = [_saved(_fitted(bases(number[rows]), over[None, :, rows]))[0] for rows in again]
    return float(np.std(values, ddof=1))


def _held_out(number: Floats, over: Floats, folds: np.ndarray) -> float:
    """Return what is saved by choosing in each fold by a regression on the others."""
    paid = np.zeros(over.shape[1])
    for fold in range(FOLDS):
        judged = folds == fold
        says = predicted(number, over, ~judged, number[judged])
        choice = says.argmin(axis=0)
        paid[judged] = np.take_along_axis(over[:, judged], choice[None], axis=0)[0]
    return float(over.mean(axis=1).min() - paid.mean())


def predicted(number: Floats, over: Floats, known: Bools, at: Floats) -> Floats:
    """Return what regressions on the known worlds say at values of a number, [option, value].

    Beyond the worlds that are known a natural spline goes on straight; it is held at their ends.
    """
    x, d = number[known], over[:, known]
    fitted = _fitted(bases(x), d[None])[0]
    order = np.argsort(x, kind="stable")
    return np.stack([np.interp(at, x[order], row[order]) for row in fitted])
