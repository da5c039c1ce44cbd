"""Designs: which values of which numbers are played together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from sim.experiments.answer import RefusedError
from sim.text.figures import Words

Kind = Literal["grid", "zip"]


@dataclass(frozen=True)
class Factor:
    """A number that is swept."""

    path: str
    """Dotted path of any value of the scenario."""
    values: tuple[object, ...]
    """Its values, as in YAML."""


def changes(factors: Sequence[Factor], kind: Kind) -> list[Mapping[str, object]]:
    """Return the changes of each point by path: all combinations, or the values side by side."""
    if kind == "zip" and len({len(factor.values) for factor in factors}) > 1:
        counts = ", ".join(f"{factor.path}: {len(factor.values)}" for factor in factors)
        raise RefusedError(
            Words(
                f"zip 要求每个数的取值一样多：{counts}",
                f"zip wants as many values of every number: {counts}",
            )
        )
    columns = [factor.values for factor in factors]
    rows = zip(*columns, strict=True) if kind == "zip" else product(*columns)
    return [dict(zip([f.path for f in factors], row, strict=True)) for row in rows]
