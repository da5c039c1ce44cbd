"""Draws in compiled code: what `sim.draws` says, compiled as it stands.

Only the integer hash is written twice, since Python's whole numbers have no end.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import isfunction
from math import exp
from types import ModuleType
from typing import Any

import numpy as np
from numba.extending import overload, register_jitable
from numpy import float64

from sim.draws import (
    firms,
    hazards,
    instants,
    laws,
    leases,
    market,
    opening,
    rent,
    routes,
    space,
    triggers,
    under_way,
)
from sim.draws.keys import child, life_key, uniform
from sim.draws.purposes import Purpose
from sim.kernel.lawbook import (
    AHEAD,
    CONSTANT,
    DISCRETE,
    EVEN,
    EVEN_BIASED,
    EXPONENTIAL,
    GAMMA,
    GUIDE,
    LOGNORMAL,
    PERT,
    PERT_BIASED,
    TRIANGULAR,
    TRIANGULAR_BIASED,
    WEIBULL,
)
from sim.kernel.layout import LAW, PICK, TABLE
from sim.kernel.memory import int64, load, record
from sim.scenario.plan.plan import area_with_lines, returned, to_area, to_ticks
from sim.scenario.plan.split import cover, part

_U = np.uint64
_GOLDEN, _FIRST, _SECOND = _U(0x9E3779B97F4A7C15), _U(0xBF58476D1CE4E5B9), _U(0x94D049BB133111EB)


@overload(child)
def _child(state: Any, word: Any) -> Callable[..., Any]:
    def compiled(state: Any, word: Any) -> Any:
        z = _U(state) + _GOLDEN * (_U(word) + _U(1))
        z = (z ^ (z >> _U(30))) * _FIRST
        z = (z ^ (z >> _U(27))) * _SECOND
        return z ^ (z >> _U(31))

    return compiled


@overload(uniform)
def _uniform(state: Any) -> Callable[..., Any]:
    def compiled(state: Any) -> Any:
        return (float64(int64(_U(state) >> _U(12))) + 0.5) * 2.0**-52

    return compiled


def _functions(module: ModuleType) -> list[Callable[..., Any]]:
    """Return the functions that a module defines."""
    return [f for f in vars(module).values() if isfunction(f) and f.__module__ == module.__name__]


for _module in (
    firms,
    hazards,
    instants,
    laws,
    leases,
    market,
    opening,
    rent,
    routes,
    space,
    triggers,
    under_way,
):
    for _function in _functions(_module):
        register_jitable(_function)
for _function in (life_key, to_ticks, to_area, area_with_lines, returned, part, cover):
    register_jitable(_function)


@register_jitable
def interpolated(city: Any, index: int, u: float) -> float:
    """Return the quantile of `u` from a table; the guide tells where to start looking."""
    table = record(city.tables, index, TABLE)
    i = int64(load(table.guide, int64(u * GUIDE), np.int16))
    passed = AHEAD
    while passed == AHEAD:  # counted without a jump: none could be foreseen
        passed = 0
        for ahead in range(AHEAD):
            passed += int64(load(table.f, i + ahead, float64) <= u)
        i += passed
    i = min(i, table.cells) - 1
    f0, f1 = load(table.f, i, float64), load(table.f, i + 1, float64)
    x0, x1 = table.low + i * table.step, table.low + (i + 1) * table.step
    return x0 + (x1 - x0) * (u - f0) / (f1 - f0) if f1 > f0 else x0


@register_jitable
def picked(city: Any, index: int, u: float) -> float:
    """Return the value whose share of [0, 1] holds `u`."""
    pick = record(city.picks, index, PICK)
    for i in range(pick.count):
        if u < load(pick.sums, i, float64):
            return load(pick.values, i, float64)
    return load(pick.values, pick.count - 1, float64)


@register_jitable
def quantile(city: Any, index: int, u: float) -> float:
    """Return the quantile of `u` under a law."""
    law = record(city.laws, index, LAW)
    kind, a, b = law.kind, law.a, law.b
    if kind == PERT:
        return a + (b - a) * interpolated(city, law.table, u)
    if kind == CONSTANT:
        return a
    if kind == LOGNORMAL:
        return laws.lognormal(u, a, b)
    if kind == EXPONENTIAL:
        return laws.exponential(u, a)
    if kind == TRIANGULAR:
        return laws.triangular(u, a, b, law.c)
    if kind == EVEN:
        return laws.even(u, a, b)
    if kind == GAMMA:
        return a * exp(interpolated(city, law.table, u))
    if kind == WEIBULL:
        return laws.weibull(u, a, b)
    if kind == DISCRETE:
        return picked(city, law.table, u)
    return _biased(city, law, u)


@register_jitable
def _biased(city: Any, law: Any, u: float) -> float:
    """Return the quantile of `u` under a law of its own for draws by length."""
    kind, a, b, c = law.kind, law.a, law.b, law.c
    if kind == EVEN_BIASED:
        return laws.even_biased(u, a, b)
    if kind == TRIANGULAR_BIASED:
        return laws.triangular_biased(u, a, b, c)
    if kind == PERT_BIASED:
        if u < c:
            v = interpolated(city, law.table, u / c)
        else:
            v = interpolated(city, law.other, (u - c) / (1.0 - c))
        return a + (b - a) * v
    return a * exp(interpolated(city, law.table, u)) ** (1.0 / b)  # WEIBULL_BIASED


@register_jitable
def entity_key(city: Any, kind: int, luck: int) -> int:
    """Return the key of an entity's draws."""
    return child(child(city.root, kind), luck)


@register_jitable
def span(city: Any, law: int, key: int) -> int:
    """Draw a span in ticks."""
    return to_ticks(quantile(city, law, uniform(key)))


@register_jitable
def date(earliest: int, latest: int, key: int) -> int:
    """Draw a tick, evenly between two."""
    return instants.date(earliest, latest, uniform(child(key, Purpose.DATE)))
