"""What every experiment answers with, and how one says that it cannot: nonsense, or no library."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from sim.experiments.words import MISSING
from sim.text.program import installing
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


class Answer(Protocol):
    """The answer of an experiment: plain data, and tables for spreadsheets."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: no NaN, no infinity, 12 digits."""

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Tables by name, one word a column."""


class RefusedError(ValueError):
    """The question cannot be answered as it was asked; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def needed(module: str) -> Any:
    """Return a module of a library of the extra `study`; RefusedError where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        library = module.split(".")[0]
        raise RefusedError(MISSING.fill(library=library, how=installing("study"))) from None


def student(freedom: int) -> float:
    """Return the 97.5 % point of Student's law."""
    return float(needed("scipy.special").stdtrit(freedom, 0.975))
