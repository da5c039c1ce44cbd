"""Scenarios: from YAML files to a frozen, typed specification and its plan.

Start with `load`, the door: `yaml` reads text, `inherit` makes one tree of it, `schema` and
`checks` hold it to the language, `plan` turns it into ticks and m². `difference` compares two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.scenario.errors import Problem, ScenarioError
    from sim.scenario.load import Loaded
    from sim.scenario.schema import Spec

__all__ = ["Loaded", "Problem", "ScenarioError", "Spec"]

_HOME = {"Loaded": "load", "Problem": "errors", "ScenarioError": "errors", "Spec": "schema"}


def __getattr__(name: str) -> Any:
    # Loaded on first use: `import sim.scenario` alone costs nothing.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
