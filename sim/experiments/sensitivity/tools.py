"""SALib and SciPy, which only studies need: loaded when they are used."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from sim.experiments.needs import needed


def salib(module: str) -> Any:
    """Return a module of SALib; RefusedError with how to install it where it is missing."""
    return needed(f"SALib.{module}")


def tools() -> dict[str, str]:
    """Return the versions of both; RefusedError with how to install what is missing."""
    for name in _TOOLS:
        needed(name)
    return {name: version(name) for name in _TOOLS}


_TOOLS = ("SALib", "scipy")
