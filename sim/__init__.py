"""zhizao: does the space that is built meet the demand that comes?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api.parquet import read_table
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.experiments.answer import RefusedError
    from sim.experiments.backtest.function import backtest
    from sim.experiments.calibrate.function import calibrate
    from sim.experiments.compare.function import compare
    from sim.experiments.decide.function import decide
    from sim.experiments.diff.function import diff
    from sim.experiments.discover.function import discover
    from sim.experiments.explain.function import explain
    from sim.experiments.job_runner import JobRunner
    from sim.experiments.map.function import map  # noqa: A004 - the name of the question
    from sim.experiments.optimise.function import optimise
    from sim.experiments.overview.function import overview
    from sim.experiments.required.function import required
    from sim.experiments.sensitivity.function import sensitivity
    from sim.experiments.sweep.function import sweep
    from sim.model.city import City
    from sim.plots.style import style
    from sim.runs.grounded import PRIOR
    from sim.scenario.errors import ScenarioError

__all__ = [
    "PRIOR",
    "City",
    "JobRunner",
    "RefusedError",
    "Run",
    "Scenario",
    "ScenarioError",
    "backtest",
    "calibrate",
    "compare",
    "decide",
    "diff",
    "discover",
    "explain",
    "map",
    "optimise",
    "overview",
    "read_table",
    "required",
    "sensitivity",
    "style",
    "sweep",
]

_HOME = {
    "Run": "sim.api.run",
    "Scenario": "sim.api.scenario",
    "read_table": "sim.api.parquet",
    "JobRunner": "sim.experiments.job_runner",
    "style": "sim.plots.style",
    "City": "sim.model.city",
    "PRIOR": "sim.runs.grounded",
    "RefusedError": "sim.experiments.answer",
    "ScenarioError": "sim.scenario.errors",
}
"""Where the names are that are no questions; those are functions of their folders."""


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `import sim` stays quick.
    if name not in __all__:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME.get(name, f"sim.experiments.{name}.function")), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
