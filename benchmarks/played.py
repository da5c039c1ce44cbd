"""What the city uses of a plan: what the C++ and the idiomatic program play, and nothing more.

`PLAYED` names the fields that they play. Any other must be as in plain.yaml, a scenario that does
not speak of it. So a new rule needs no change here, and no plan that uses it is played without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import Plan
from sim.scenario.values.distributions import Distribution

PLAYED = {
    "Plan": (
        *("end", "months", "park_lucks", "space_lucks", "tracks", "stages", "chains", "streams"),
        *("lots", "candidates", "fill_order", "pipeline", "capacity", "occupied"),
    ),
    "StagePlan": (
        *("stage", "luck", "spaces", "area", "duration", "fit_out", "patience", "build"),
        *("elsewhere", "cdmo", "self_build", "cdmo_share", "success", "cdmo_stream", "prelet"),
        *("spillover", "release", "choices", "weights", "growth"),
    ),
    "Growth": ("every", "area", "patience", "fit_out"),
    "StreamPlan": ("id", "track", "entry", "luck", "times", "arrivals"),
    "LotPlan": ("id", "lot", "luck", "cells", "timing", "suspended"),
    "Timing": ("earliest", "latest", "construction", "slip", "lag"),
    "Candidate": ("stream", "position", "fit_out", "stay", "weights"),
    "Pipeline": ("stream", "position", "cdmo", "self_build"),
    "Distribution": ("kind", "params"),
}
"""Fields by class, in the order in which the C++ program reads them."""
SILENT = {
    *("Plan.parks", "Plan.spaces", "Plan.entities", "Plan.start_month", "Plan.record_from"),
    *("Plan.limit", "Plan.economy", "StreamPlan.rate", "StreamPlan.grew_from"),
    *("Candidate.number", "Candidate.shares"),
}
"""Fields that no event of what is played depends on, or that are played as what they make."""
LAWS = {"constant", "triangular", "pert", "exponential", "lognormal"}
"""Kinds of laws."""
RESTS = {"StagePlan.duration", "StagePlan.fit_out", "Growth.every"}
"""Laws of spans of which the opening needs what is left: they are not triangular."""


@cache
def plain() -> Plan:
    """Return a plan that speaks of nothing but what is played."""
    return compile_plan(load(Path(__file__).with_name("plain.yaml")).spec)


def unplayed(plan: Plan, neutral: Plan | None = None) -> list[str]:
    """Name the fields that ask for what is not played; `neutral` asks for nothing (plain.yaml)."""
    neutrals = set(_others(neutral or plain()))
    return sorted({name for name, value in _others(plan) if (name, value) not in neutrals})


def _others(part: object, name: str = "Plan") -> Iterator[tuple[str, object]]:
    """Yield names and values of the fields that are not played, and of values that cannot be."""
    owner = type(part).__name__
    if isinstance(part, tuple) and owner not in PLAYED:
        if name == "StagePlan.spaces" and len(part) != 1:
            yield name, part
        for item in part:
            yield from _others(item, name)
    elif owner in PLAYED:
        laws = LAWS - {"triangular"} if name in RESTS else LAWS
        if isinstance(part, Distribution) and part.kind not in laws:
            yield name, part
        for field in _fields(part):
            inner, value = f"{owner}.{field}", getattr(part, field)
            if field in PLAYED[owner]:
                yield from _others(value, inner)
            elif inner not in SILENT:
                yield from ((inner, v) for v in (value if isinstance(value, tuple) else (value,)))


def _fields(part: Any) -> Iterator[str]:
    """Yield the fields of a part of a plan, but those that follow from the others."""
    if isinstance(part, tuple):
        yield from type(part).__annotations__
    else:
        yield from (field.name for field in fields(part) if field.compare)
