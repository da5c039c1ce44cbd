"""The typed, frozen schema of a scenario; its docstrings are the reference page.

Start with `spec`, the whole; `validate` holds a tree against it, `ids` looks up what names what.
"""

from sim.scenario.schema.spec import Spec

__all__ = ["Spec"]
