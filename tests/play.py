"""Playing scenarios in tests: a YAML file with changes by dotted path, then its replications."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from sim.kernel.engine import simulate
from sim.model.log import Log
from sim.runs.settings import Plans, Settings
from sim.scenario.load import load
from sim.scenario.schema import Spec

T = TypeVar("T")


def scenario(path: Path, changes: Mapping[str, object] | None = None) -> Spec:
    """The scenario of a file; `changes` maps dotted paths to new values."""
    return load(path, changes=[changes] if changes else []).spec


def play(spec: Spec, reduce: Callable[[Log], T], replications: int | None = None) -> list[T]:
    """What `reduce` makes of each log; on this process alone, with the scenario's own seed.

    The compiled engine plays, many times faster; `tests/kernel` holds both engines alike.
    """
    count = spec.replications if replications is None else replications
    plans = Plans(spec, Settings(spec.seed))
    return [reduce(simulate(plans(number), spec.seed, number)) for number in range(count)]
