"""Checks on rent."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.schema.rent import Elasticity, Rent
from sim.scenario.values.dates import MONTH
from sim.text.words import Words

_FARTHEST = log(1e6)
"""A million times: beyond that no request is one, and the numbers of the engines have an end."""
_AS_A_NUMBER = 1 / 50
"""What rent, and a share of at most 100%, count beside an area: they need only be floats."""


_NEGATIVE, _POSITIVE = Words("负", "negative"), Words("正", "positive")


def elasticities_have_their_sign(case: Case) -> Iterator[Problem]:
    """Dearer space is asked in smaller areas, and sends more companies elsewhere."""
    for name, rent in case.spec.rent.items():
        for key, worst in _wrong(rent.elasticity).items():
            if worst > 0:
                sign = _POSITIVE if key == "elsewhere" else _NEGATIVE
                yield case.problem("E458", f"rent.{name}.elasticity.{key}", key=key, sign=sign)


def rents_are_above_zero(case: Case) -> Iterator[Problem]:
    """Space that costs nothing has no rent that could move."""
    for name, rent in case.spec.rent.items():
        if low(rent.level) <= 0:
            yield case.problem("E459", f"rent.{name}.level")


def requests_stay_within_reason(case: Case) -> Iterator[Problem]:
    """Were all space to stand empty all the time, requests would not grow a million times.

    Nor would rent, or the share that goes elsewhere, grow beyond numbers if none ever did.
    """
    clock = case.spec.clock
    years = (clock.end.last - clock.start.first) / (12 * MONTH)
    for name, rent in case.spec.rent.items():
        answers = rent.elasticity
        share = max(1.0, high(answers.elsewhere)) * _AS_A_NUMBER
        falls = max(share, -low(answers.area), -low(answers.expansion))
        empty, full = 1 - low(rent.natural_vacancy), high(rent.natural_vacancy)
        if _reach(rent, years) * max(empty * falls, full * share) > _FARTHEST:
            yield case.problem("E460", f"rent.{name}.adjustment")


def elasticities_have_an_effect(case: Case) -> Iterator[Problem]:
    """Some stage of the space type does what an elasticity is about."""
    does: dict[str, set[str]] = {}
    for _, _, stage in case.stages():
        if "space" in stage:
            found = does.setdefault(stage["space"][1], set())
            if "expansion" in stage:
                found.add("expansion")
            if "route" in stage and high(stage["route"][1].elsewhere) > 0:
                found.add("elsewhere")
    for name, rent in case.spec.rent.items():
        for key, other in (("expansion", "expansion"), ("elsewhere", "route.elsewhere")):
            if getattr(rent.elasticity, key) is not None and key not in does.get(name, set()):
                words = {"key": f"elasticity.{key}", "other": other}
                yield case.problem("W606", f"rent.{name}.elasticity.{key}", **words)


def _wrong(answers: Elasticity) -> dict[str, float]:
    """How far each elasticity reaches beyond 0 to the side that makes no sense."""
    return {
        "area": high(answers.area),
        "expansion": high(answers.expansion),
        "elsewhere": -low(answers.elsewhere),
    }


def _reach(rent: Rent, years: float) -> float:
    """How far the logarithm of rent goes for each unit of the gap between the two vacancies."""
    back = low(rent.reversion)
    return high(rent.adjustment) * (min(years, 1 / back) if back > 0 else years)
