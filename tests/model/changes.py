"""The whole-language scenario and ways to change it, for tests of what a change may touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from sim.model.engine import simulate
from sim.model.log import Log
from sim.runs.settings import Plans, Settings
from sim.scenario.load import load
from sim.scenario.schema import Spec

WHOLE = Path(__file__).parents[1] / "scenarios" / "whole.yaml"
Raw = dict[str, Any]
Row = tuple[Any, ...]


@cache
def _raw() -> Raw:
    return load(WHOLE).raw


def raw(changes: Mapping[str, Any] | None = None) -> Raw:
    """The scenario as plain data; `changes` maps dotted paths to new values."""
    data = deepcopy(_raw())
    for dotted, value in (changes or {}).items():
        *parents, last = dotted.split(".")
        node = data
        for key in parents:
            node = node.setdefault(key, {})
        node[last] = deepcopy(value)
    return data


def spec(changes: Mapping[str, Any] | None = None) -> Spec:
    """The scenario, with values changed by dotted path."""
    return Spec.model_validate(raw(changes))


def play(scenario: Spec, replications: Sequence[int] = (0, 2)) -> list[list[Row]]:
    """The named rows of each replication, under audit; 0 and 2 differ in their world too."""
    plans, seed = Plans(scenario, Settings(scenario.seed)), scenario.seed
    return [rows(simulate(plans(number), seed, number, audit=True)) for number in replications]


def rows(log: Log) -> list[Row]:
    """The rows of a log with names for ids, without the serial numbers of requests.

    (tick, what, entity, number, track, stage, ordinal, area, aux, space, park)
    """
    frame = log.table().drop(columns=["request", "pool"])
    return list(frame.itertuples(index=False, name=None))
