"""Which engine plays, and what is said about it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from sim.kernel import compiling
from sim.model.city import City
from sim.model.engine import simulate
from sim.model.log import COLUMNS, Log
from sim.runs.settings import Settings
from sim.scenario.plan.plan import Plan

Engine = Literal["auto", "compiled", "simpy", "both"]

_SECONDS_TO_COMPILE = 12.0
_SECONDS_A_COMPANY = 1.2e-4
"""What the SimPy engine takes for one company, about."""


@dataclass(frozen=True)
class Choice:
    """The engine that plays, and why it is not another."""

    engine: Literal["compiled", "simpy", "both"]
    why: Literal["asked", "usual", "no_numba", "no_cache", "tight", "audit", "custom", "cold"] = (
        "usual"
    )
    compiles: bool = False
    """Whether it compiles first, which takes a quarter of a minute of one processor."""
    alone: bool = False
    """Whether it plays in this process, since no other could import the custom behaviour."""


class EnginesDifferError(AssertionError):
    """The two engines gave different logs."""


class CustomBehaviourError(ValueError):
    """The compiled engine was asked to play what only the SimPy engine can."""


def choose(
    asked: Engine, plan: Plan, settings: Settings, replications: int, workers: int
) -> Choice:
    """Choose the engine: the compiled one, unless it is not there or would not be ready in time.

    The answer is the same whichever plays. The audit looks into the state of the SimPy engine, so
    that both play when the compiled one is to be audited: what gives the same log balances too.
    Custom behaviour is played by the SimPy engine alone. Asked for the compiled engine, raises
    NoEngineError if it is not to be had, and CustomBehaviourError if it cannot play.
    """
    if settings.city is not City:
        if asked not in {"auto", "simpy"}:
            raise CustomBehaviourError(f"only the SimPy engine can play {settings.city.__name__}")
        return Choice("simpy", "custom", alone=not importable(settings.city))
    if asked != "auto":
        if asked != "simpy" and not compiling.available():
            raise compiling.NoNumbaError("numba")
        if asked == "compiled" and settings.audit:
            return Choice("both", "audit", not compiling.ready())
        return Choice(asked, "asked", asked != "simpy" and not compiling.ready())
    if settings.audit:
        return Choice("simpy", "audit")
    try:
        if not compiling.available():
            return Choice("simpy", "no_numba")
        ready = compiling.ready()
    except compiling.NoEngineError as error:
        return Choice("simpy", error.why)
    if ready:
        return Choice("compiled")
    companies = sum(stream.arrivals[-1] for stream in plan.streams)
    if replications * companies * _SECONDS_A_COMPANY < workers * _SECONDS_TO_COMPILE:
        return Choice("simpy", "cold")
    return Choice("compiled", compiles=True)


def importable(city: type[City]) -> bool:
    """Tell whether another process could import a class: not if a notebook or function has it."""
    found: object = sys.modules.get(city.__module__)
    for name in city.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is city and city.__module__ != "__main__"


def play_simpy(plan: Plan, settings: Settings, replication: int) -> Log:
    """Play a replication with the SimPy engine."""
    luck = settings.luck(replication)
    log = simulate(plan, settings.seed, luck, settings.audit, settings.city)
    return replace(log, replication=replication)


def play_both(plan: Plan, settings: Settings, replication: int) -> Log:
    """Play a replication with both engines; EnginesDifferError names the first row that differs."""
    from sim.kernel.engine import simulate as simulate_compiled

    luck = settings.luck(replication)
    one = replace(simulate(plan, settings.seed, luck, settings.audit), replication=replication)
    other = simulate_compiled(plan, settings.seed, luck)
    if not np.array_equal(one.rows, other.rows):
        raise EnginesDifferError(difference(one, other))
    return one


def difference(one: Log, other: Log) -> str:
    """Say in words where two logs of one replication part."""
    both = min(len(one.rows), len(other.rows))
    unlike = np.flatnonzero((one.rows[:both] != other.rows[:both]).any(axis=1))
    row = int(unlike[0]) if len(unlike) else both
    said = [
        ", ".join(f"{name} {value}" for name, value in zip(COLUMNS, log.rows[row], strict=True))
        if row < len(log.rows)
        else "nothing more"
        for log in (one, other)
    ]
    return f"future {one.replication}, row {row}: SimPy {said[0]}; compiled {said[1]}"
