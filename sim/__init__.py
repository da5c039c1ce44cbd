"""zhizao: does the space that is built meet the demand that comes?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api.compare import compare
    from sim.api.discover import discover
    from sim.api.explain import explain
    from sim.api.optimise import optimise
    from sim.api.overview import overview
    from sim.api.past import backtest, calibrate
    from sim.api.required import required
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.api.sensitivity import sensitivity
    from sim.api.sweep import sweep
    from sim.experiments.workbench import Workbench

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
    "Workbench": "sim.experiments.workbench",
    "backtest": "sim.api.past",
    "calibrate": "sim.api.past",
    "compare": "sim.api.compare",
    "discover": "sim.api.discover",
    "explain": "sim.api.explain",
    "optimise": "sim.api.optimise",
    "overview": "sim.api.overview",
    "required": "sim.api.required",
    "sensitivity": "sim.api.sensitivity",
    "sweep": "sim.api.sweep",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use, so that `import sim` stays quick.
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
