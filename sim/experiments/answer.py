"""What every experiment answers with, and how one says that it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

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
