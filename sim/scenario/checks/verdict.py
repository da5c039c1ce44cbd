"""Checks on standards and ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.schema.standards import SupplyMonthsStandard, VacancyStandard

_LUCK = (
    ("parks",),
    ("spaces",),
    ("stages",),
    ("tracks",),
    ("demand", "top_down.streams"),
    ("supply", "renewals", "retirements"),
)
"""Blocks whose ids share one book of luck."""


def vacancy_has_a_bound(case: Case) -> Iterator[Problem]:
    """A vacancy standard has an upper or a lower bound, in this order."""
    for name, standard in case.spec.standards.items():
        if isinstance(standard, VacancyStandard):
            if standard.at_most is None and standard.at_least is None:
                yield case.problem("E540", f"standards.{name}")
            elif standard.at_most is not None and low(standard.at_least) > high(standard.at_most):
                yield case.problem("E541", f"standards.{name}.at_least")


def a_share_of_months_is_stated(case: Case) -> Iterator[Problem]:
    """`share` stands beside `over: share` and nowhere else."""
    for name, standard in case.spec.standards.items():
        if isinstance(standard, VacancyStandard | SupplyMonthsStandard):
            if standard.over == "share" and standard.share is None:
                yield case.problem("E542", f"standards.{name}.over")
            if standard.over != "share" and standard.share is not None:
                yield case.problem("E543", f"standards.{name}.share", over=standard.over)


def luck_is_not_shared(case: Case) -> Iterator[Problem]:
    """No two things of a sort have the same luck, by `luck` or by id."""
    for blocks in _LUCK:
        owner: dict[str, str] = {}
        for block in blocks:
            for name, entry in _entries(case, block).items():
                luck = entry.luck or name
                path = f"{block}.{name}"
                if luck in owner:
                    where = f"{path}.luck" if entry.luck else path
                    yield case.problem("E544", where, luck=luck, other=owner[luck])
                owner.setdefault(luck, path)


def _entries(case: Case, block: str) -> Mapping[str, Any]:
    """Return what a block holds by id, the block given by its path."""
    found: Any = case.spec
    for key in block.split("."):
        found = getattr(found, key, None)
    return found or {}


def something_is_judged(case: Case) -> Iterator[Problem]:
    """Without standards there is no verdict."""
    if not case.spec.standards:
        yield case.problem("W602", "standards")


def replications_come_in_pairs(case: Case) -> Iterator[Problem]:
    """Two replications share their range draws, so an odd one out tells less."""
    if case.spec.replications % 2:
        count = case.spec.replications
        words = {"count": str(count), "even": str(count + 1)}
        yield case.problem("W601", "replications", **words)
