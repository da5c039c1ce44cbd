"""zhizao: does the space that is built meet the demand that comes?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.api.past import backtest, calibrate
    from sim.api.required import required
    from sim.api.run import Run
    from sim.api.scenario import Scenario
    from sim.api.sweep import sweep
    from sim.experiments.workbench import Workbench

__all__ = ["Run", "Scenario", "Workbench", "backtest", "calibrate", "required", "sweep"]

_HOME = {
    "Scenario": "sim.api.scenario",
    "Run": "sim.api.run",
    "Workbench": "sim.experiments.workbench",
    "backtest": "sim.api.past",
    "calibrate": "sim.api.past",
    "required": "sim.api.required",
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
