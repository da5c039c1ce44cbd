"""How much is measured, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from benchmarks.process import ROOT, UnknownRevisionError, python, tree_of
from benchmarks.timing import ratios

T = TypeVar("T")

BASE = "8c06333"
"""The revision that the aims were set for."""


@dataclass(frozen=True)
class Bench:
    """What a row needs to know."""

    quick: bool = False
    revision: str = BASE

    def rounds(self, full: int) -> int:
        """Return how many rounds to play where a full measurement plays `full`."""
        return max(1, full // 4) if self.quick else full

    @cached_property
    def base(self) -> Path | None:
        """The tree to compare with, its engine compiled; None if it is not to be had."""
        try:
            tree = tree_of(self.revision)
        except UnknownRevisionError:
            return None
        python(["-m", "sim", "compile"], tree)
        return tree

    @property
    def no_base(self) -> str:
        """What is said where the base is missing."""
        return f"there is no {self.revision} here"

    def in_turn(self, rounds: int, play: Callable[[Path], T]) -> dict[str, list[T]]:
        """Play this tree and the base, each first in turn; `base` has nothing if there is none."""
        trees: Mapping[str, Path] = {"ours": ROOT} | ({"base": self.base} if self.base else {})
        found: dict[str, list[T]] = {"ours": [], "base": []}
        for number in range(self.rounds(rounds)):
            for name in list(trees)[:: 1 if number % 2 == 0 else -1]:
                found[name].append(play(trees[name]))
        return found


def to_base(ours: list[float], base: list[float]) -> list[float]:
    """Return `ours` ÷ `base` round by round; nothing without a base."""
    return ratios(ours, base) if base else []
