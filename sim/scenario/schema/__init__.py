"""The typed, frozen schema of a scenario; its docstrings are the reference page."""

from sim.scenario.schema.spec import Spec

__all__ = ["Spec"]
