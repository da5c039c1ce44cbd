"""zhizao: does the space that is built meet the demand that comes?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.experiments.compare.function import compare
    from sim.experiments.discover.function import discover
    from sim.experiments.explain.function import explain
    from sim.experiments.job_runner import Workbench
    from sim.experiments.optimise.function import optimise
    from sim.experiments.overview.function import overview
    from sim.experiments.past.function import backtest, calibrate
    from sim.experiments.required.function import required
    from sim.experiments.sensitivity.function import sensitivity
    from sim.experiments.sweep.function import sweep

__all__ = [
    "Run",
    "Scenario",
    "Workbench",
    "backtest",
    "calibrate",
    "compare",
    "discover",
    "explain",
    "optimise",
    "overview",
    "required",
    "sensitivity",
    "sweep",
]

_HOME = {
    "Run": "sim.api.run",
    "Scenario": "sim.api.scenario",
    "Workbench": "sim.experiments.job_runner",
    "backtest": "sim.experiments.past.function",
    "calibrate": "sim.experiments.past.function",
    "compare": "sim.experiments.compare.function",
    "discover": "sim.experiments.discover.function",
    "explain": "sim.experiments.explain.function",
    "optimise": "sim.experiments.optimise.function",
    "overview": "sim.experiments.overview.function",
    "required": "sim.experiments.required.function",
    "sensitivity": "sim.experiments.sensitivity.function",
    "sweep": "sim.experiments.sweep.function",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `import sim` stays quick.
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
