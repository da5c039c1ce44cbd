"""The set-up script `dev` as a module, for the tests."""

from __future__ import annotations

from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

DEV = Path(__file__).parents[2] / "dev"


@cache
def load() -> ModuleType:
    """Return the script as a module."""
    spec = spec_from_loader("dev", SourceFileLoader("dev", str(DEV)))
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
