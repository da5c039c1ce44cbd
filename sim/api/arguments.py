"""The door of a notebook: what is asked of a run is looked at before anything is played."""

from __future__ import annotations

from numbers import Integral, Real
from typing import get_args

from sim.measures.verdict.precision import COARSEST, FINEST
from sim.runs.engines import Engine
from sim.runs.executors import KINDS, Executor, Kind, executor
from sim.scenario.values import limits
from sim.text.commands import say


def check_asked(
    replications: object, seed: object, workers: object, engine: object, until: object
) -> None:
    """Raise ValueError for the first argument of a run that nothing can be played with.

    None leaves an argument to the scenario, or to the engine.
    """
    _check_whole("replications", replications, 1, limits.REPLICATIONS)
    _check_whole("seed", seed, 0, limits.SEED)
    _check_whole("workers", workers, 1, limits.REPLICATIONS)
    _check_one("engine", engine, get_args(Engine))
    if until is not None and not (isinstance(until, Real) and FINEST <= float(until) < COARSEST):
        words = {"value": repr(until), "least": FINEST, "most": COARSEST}
        raise ValueError(say("both", "asked_margin", **words))


def place(asked: Executor | Kind | None, workers: int | None) -> Executor | None:
    """Return the executor that is asked for, also by its kind; ValueError if there is no such."""
    if not isinstance(asked, str):
        return asked
    _check_one("executor", asked, KINDS)
    return executor(asked, workers)


def _check_whole(name: str, value: object, least: int, most: int) -> None:
    if value is None:
        return
    fits = isinstance(value, Integral) and least <= int(value) <= most
    if isinstance(value, bool) or not fits:
        words = {"name": name, "value": repr(value), "least": least, "most": most}
        raise ValueError(say("both", "asked_count", **words))


def _check_one(name: str, value: object, known: tuple[str, ...]) -> None:
    if value not in known:
        words = {"name": name, "value": repr(value), "known": ", ".join(known)}
        raise ValueError(say("both", "asked_one", **words))
