"""Sobol indices with chance as an input, against formulas; planted defects must be noticed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import pi, prod, sin

import numpy as np
import pytest
from SALib.analyze import sobol as theirs

from sim.experiments.sensitivity import sobol
from sim.experiments.sensitivity.blocks import play_blocks
from sim.experiments.sensitivity.sobol import CHANCE, OTHERS, Indices
from tests.experiments.sensitivity.stand_in import OUTCOME, Floats, Model, numbers, playing

BLOCKS = 1024
NOISE = 2.0
"""Standard deviation of the luck."""
ISHIGAMI = {"x0": (0.3139, 0.5576), "x1": (0.4424, 0.4424), "x2": (0.0, 0.2437)}
"""First-order and total indices without luck (Ishigami & Homma 1990), a = 7, b = 0.1."""
VARIANCE = 13.8446
"""Of Ishigami's function."""


def ishigami(x: Floats) -> float:
    return sin(x[0]) + 7 * sin(x[1]) ** 2 + 0.1 * float(x[2]) ** 4 * sin(x[0])


def additive(x: Floats, luck: float) -> float:
    """Luck that is only added."""
    return ishigami(x) + NOISE * luck


def scaled(x: Floats, luck: float) -> float:
    """Luck that only acts together with the third number, whose mean is 0."""
    return ishigami(x) + float(x[2]) * luck


def truth(model: Model) -> dict[str, tuple[float, float]]:
    """Return (first, total) by input for the two kinds of luck."""
    luck = NOISE**2 if model is additive else pi**2 / 3
    part = VARIANCE / (VARIANCE + luck)
    found = {name: (first * part, total * part) for name, (first, total) in ISHIGAMI.items()}
    if model is additive:
        return {**found, CHANCE: (1 - part, 1 - part)}
    first, total = found["x2"]
    return {**found, "x2": (first, total + 1 - part), CHANCE: (0.0, 1 - part)}


@cache
def played(model: Model, shared: bool = True, blocks: int = BLOCKS, seed: int = 3) -> Floats:
    some = numbers(3, -pi, pi)
    design = sobol.design(some, ["x0", "x1", "x2"], blocks, seed)
    play = playing(model, some, seed, shared)
    return play_blocks(design, some, [OUTCOME], play).values[OUTCOME]


def faults(found: Indices, expected: Mapping[str, tuple[float, float]]) -> list[str]:
    """Return the indices that are off by more than four of their standard errors.

    The standard error is a quarter of the bootstrap interval; 0.005 stands for the digits of the
    formulas. Intervals must be narrow enough to notice anything.
    """
    off = []
    for name, both in expected.items():
        row = found.row(name)
        assert row is not None
        for kind, share, true in zip(("S1", "ST"), (row.first, row.total), both, strict=True):
            assert share.high - share.low < 0.25
            if abs(share.value - true) > (share.high - share.low) + 0.005:
                off.append(f"{kind} of {name}")
    return off


@pytest.mark.parametrize("model", [additive, scaled])
def test_indices_are_those_of_the_formulas(model: Model) -> None:
    found = sobol.indices(played(model), ["x0", "x1", "x2"], seed=1)
    assert faults(found, truth(model)) == []
    luck = NOISE**2 if model is additive else pi**2 / 3
    assert found.variance == pytest.approx(VARIANCE + luck, rel=0.1)
    named = sum(truth(model)[name][0] for name in ISHIGAMI)
    assert found.interactions == pytest.approx(1 - named - truth(model)[CHANCE][1], abs=0.15)


def mixed_blocks(values: Floats) -> Floats:
    """B of the next block."""
    return np.concatenate([values[:, :-1], np.roll(values[:, -1:], 1, axis=0)], axis=1)


def mixed_points(values: Floats) -> Floats:
    """The points of two numbers, one in the place of the other."""
    return values[:, [0, 2, 1, 3, 4]]


def luck_not_crossed(values: Floats) -> Floats:
    """B under the luck of A."""
    return np.concatenate([values[:, :-1], values[:, -1:, ::-1]], axis=1)


@pytest.mark.parametrize(
    ("model", "defect", "noticed"),
    [
        (additive, mixed_blocks, "S1 of x1"),
        (additive, mixed_points, "ST of x0"),
        (scaled, luck_not_crossed, "S1 of x2"),
    ],
)
def test_a_planted_defect_is_noticed(
    model: Model, defect: Callable[[Floats], Floats], noticed: str
) -> None:
    found = sobol.indices(defect(played(model)), ["x0", "x1", "x2"], seed=1)
    assert noticed in faults(found, truth(model))


def test_luck_that_is_not_shared_is_noticed() -> None:
    found = sobol.indices(played(additive, shared=False), ["x0", "x1", "x2"], seed=1)
    assert {"ST of x0", "ST of x1", "ST of x2"} <= set(faults(found, truth(additive)))


def test_the_interval_of_chance_covers_the_truth() -> None:
    # 95 % nominal; of 60 intervals that cover 90 % of the time, fewer than 46 do once in 1000.
    true = truth(additive)[CHANCE][1]
    covered = 0
    for seed in range(60):
        values = played(additive, blocks=128, seed=seed)
        row = sobol.indices(values, ["x0", "x1", "x2"], seed).row(CHANCE)
        assert row is not None
        covered += row.total.low <= true <= row.total.high
    assert covered >= 46


def test_estimates_are_those_of_salib_with_chance_as_a_number() -> None:
    values = played(additive)
    a, b = values[:, 0], values[:, -1]
    rows = [
        np.column_stack([a[:, w], *(values[:, j, w] for j in (1, 2, 3)), a[:, 1 - w], b[:, 1 - w]])
        for w in (0, 1)
    ]
    names = ["x0", "x1", "x2", CHANCE]
    problem = {"num_vars": 4, "names": names, "bounds": [[0, 1]] * 4}
    outcome = np.concatenate(rows).ravel()
    said = theirs.analyze(problem, outcome, calc_second_order=False, seed=1)
    ours = sobol.indices(values, names[:3], seed=1)
    for place, name in enumerate(names[:3]):
        row = ours.row(name)
        assert row is not None
        assert row.total.value == pytest.approx(said["ST"][place], rel=1e-9)
        assert row.first.value == pytest.approx(said["S1"][place], abs=0.01)


def test_numbers_left_out_count_together() -> None:
    # Sobol's g-function: V_i = 1 / 3(1 + a_i)², V = Π(1 + V_i) − 1.
    a = [0.0, 1.0, 4.5, 9.0, 9.0, 9.0]
    part = [1 / (3 * (1 + k) ** 2) for k in a]

    def g(x: Floats, luck: float) -> float:
        return prod((abs(4 * v - 2) + k) / (1 + k) for v, k in zip(x, a, strict=True)) + luck / 3

    whole = prod(1 + v for v in part) - 1 + 1 / 9
    some = numbers(6)
    chosen = ["x0", "x2"]
    names = sobol.groups(some, chosen)
    assert names == ["x0", OTHERS, "x2"]
    blocks = play_blocks(sobol.design(some, chosen, BLOCKS, 3), some, [OUTCOME], playing(g, some))
    found = sobol.indices(blocks.values[OUTCOME], names, seed=1)

    def both(inside: list[int]) -> tuple[float, float]:
        rest = prod(1 + part[k] for k in range(6) if k not in inside)
        mine = prod(1 + part[k] for k in inside)
        return (mine - 1) / whole, (mine - 1) * rest / whole

    expected = {"x0": both([0]), "x2": both([2]), OTHERS: both([1, 3, 4, 5])}
    assert faults(found, {**expected, CHANCE: (1 / 9 / whole, 1 / 9 / whole)}) == []
