"""What every experiment answers with, and how one says that it cannot: nonsense, or no library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

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
    """The question cannot be answered as it was asked; `words` say why and what to do.

    They name options as the command line has them; the text of the error names arguments.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(_OPTION.sub(_argument, words.en))
        self.words = words


_OPTION: Final = re.compile(
    r"--between (?P<low>LOW) (?P<high>HIGH)"
    r"|--set (?P<path>[^\s=]+)=(?P<to>\S+)"
    r"|--price (?P<of>[^\s=]+)=(?P<price>\S+)"
    r"|--(?P<name>[a-z]+)(?: (?P<number>\d+))?"
)
_CALLED: Final = {"from": "begins", "standard": "standards", "price": "prices"}
"""Options whose argument has another name."""


def _argument(found: re.Match[str]) -> str:
    """An option of a command as the argument of the function."""
    part = found.groupdict()
    if part["low"]:
        return f"between=({part['low']}, {part['high']})"
    if part["path"]:
        return f"with_({{'{part['path']}': {part['to']}}})"
    if part["of"]:
        return f"prices={{{part['of']}: {part['price']}}}"
    name = _CALLED.get(part["name"], part["name"])
    return f"{name}={part['number']}" if part["number"] else name


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
