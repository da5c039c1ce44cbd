"""A sound scenario, changes that break it or should not, and what the checks tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sim.scenario.checks.case import Case
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.load import load

SOUND = Path(__file__).parents[2] / "badfiles" / "cases" / "base.yaml"

Check = Callable[[Case], Iterator[Problem]]
Changes = dict[str, Any]
Break = tuple[Check, Changes, str, str]
"""A check, what breaks it, and the code and path of what it then tells."""

RENEWAL: Changes = {
    "area": "1万 m²",
    "basis": "gross",
    "space": "factory",
    "park": "south",
    "start": "2025-01",
    "vacate_by": "2026-12",
    "construction": "1 year",
    "ratio": "110%",
}
LISTED: Changes = {
    "parks": {"north": "100%"},
    "area": "1万 m²",
    "basis": "gross",
    "mix": {"lab": "100%"},
    "lettable": "86%",
}
"""A project of which it is not said when it opens."""
RETIREMENT: Changes = {
    "area": "1万 m²",
    "basis": "gross",
    "space": "factory",
    "park": "south",
    "start": "2025-01",
    "vacate_within": "1 year",
}
NAMED: Changes = {
    "track": "drug",
    "entry": "production",
    "date": "2025-06",
    "area": "1万 m²",
    "basis": "gross",
}
OUTPUT: Changes = {"output": {"factory": {"density": "8000 元/m²", "basis": "gross"}}}
OUT: Changes = {"metric": "output", "year": 2026, "at_least": "1 亿元"}
MADE: Changes = {"metric": "count", "stage": "production", "event": "started", "at_least": 5}
UNIT: Changes = {"area": "9万 m²", "basis": "gross"}
RESERVE: Changes = {"space": "factory", "parks": ["south"], "tracks": ["drug"], "share": "10%"}
MAKERS: Changes = {
    "tracks.maker": {"chain": ["research"]},
    "demand.makers": {"track": "maker", "entry": "research", "rate": "0 per year"},
}


def waits(**said: Any) -> Changes:
    """A start that waits for a trigger."""
    return {"trigger": {"space": "factory", "vacancy": {"under": "8%"}, "months": 6, **said}}


PAUSE: Changes = {"space": "factory", "vacancy": {"over": "25%"}, "months": 3}
COMPARES: Changes = {"term": "5 years", "compares": "20%"}
DROPS: Changes = {"for_at_most": "2 years", "then": "drop"}
CDMO: Changes = {"cdmo": "30%", "cdmo_demand": {"stream": "makers", "share": "20%"}}
OWN: Changes = {"self_build": "30%", "build": "2 years"}
RENT: Changes = {
    "level": "30 元/m²/月",
    "basis": "lettable",
    "natural_vacancy": "8%",
    "adjustment": 3,
}


def rents(**changes: Any) -> Changes:
    return {"rent.factory": RENT | changes}


def stakes(**changes: Any) -> Changes:
    """Return stakes of factories, sound beside what building them costs."""
    return {"since": "2026", "spaces": {"factory": FACTORY_STAKES}} | changes


FACTORY_STAKES: Changes = {
    "basis": "gross",
    "idle": "400 元/m²/年",
    "unmet": "1500 元/m²/年",
    "unrecovered": "50%",
}


def answers(**changes: Any) -> Changes:
    return {"stages.research.answers": {"funding": changes}}


ABOVE: Changes = {"track": "drug", "entry": "production", "share": "100%"}
TOP_DOWN: Changes = {
    "output_growth": "10 亿元/年",
    "density": "1 亿元/万m²",
    "basis": "gross",
    "streams": {"above": ABOVE},
    "replaces": ["drugs"],
}
NO_SPACE: Changes = {"space": "none", "duration": "5 years"}


def instead(lots: int) -> Changes:
    """A project that is built for what another drops."""
    return LISTED | {"lots": lots, "start": {"instead_of": "hall"}, "construction": "1 year"}


def found(changes: Changes) -> list[tuple[str, str]]:
    try:
        problems = load(SOUND, changes=[changes]).warnings
    except ScenarioError as error:
        problems = error.problems
    return [(problem.code, problem.path) for problem in problems]
