"""Libraries of the extra `study`, imported where they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sim.experiments.answer import RefusedError
from sim.text.program import installing
from sim.text.words import Words


def needed(module: str) -> Any:
    """Return a module of a library that only experiments use; RefusedError where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        library = module.split(".")[0]
        raise RefusedError(
            Words(
                f"缺少 {library}；安装：{installing('study')}",
                f"{library} is missing: {installing('study')}",
            )
        ) from None


def student(freedom: int) -> float:
    """Return the 97.5 % point of Student's law."""
    return float(needed("scipy.special").stdtrit(freedom, 0.975))
