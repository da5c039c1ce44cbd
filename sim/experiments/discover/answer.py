"""What was discovered, as plain data and tables, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.discover.boxes import Box, Sample
from sim.experiments.discover.method import BoxSide, Discovery
from sim.experiments.discover.words import DISCOVER
from sim.measures.plain import plain
from sim.measures.statistics import Probability
from sim.scenario.values.quantities import said_quantity
from sim.scenario.values.units import Dimension
from sim.text.words import Words

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class WorldInput:
    """A number that differed between the worlds."""

    path: str
    name: Words
    dimension: Dimension
    low: float
    """Least and greatest of the values that were played, in canonical units."""
    high: float
    spread: bool
    """Whether it was spread evenly, and not drawn from its range."""

    def show(self, value: float) -> Words:
        """A value to three digits with its unit."""
        short = float(f"{value:.3g}")
        return said_quantity(short, self.dimension)


@dataclass(frozen=True)
class DiscoverAnswer:
    """When the plan fails."""

    fails: str
    """The condition that means failure."""
    density: float
    """How dense a box was asked for."""
    inputs: tuple[WorldInput, ...]
    sample: Sample
    base: Probability
    """How often the plan fails."""
    agreement: float | None
    """How often the other future of a world fails, where one does; None where there is none."""
    discovery: Discovery

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        discovery, box = self.discovery, self.discovery.box
        data: dict[str, Any] = plain(
            {
                "fails": self.fails,
                "worlds": len(self.sample.x),
                "base": self.base,
                "agreement": self.agreement,
                "asked_density": self.density,
                "dense": discovery.dense,
                "proven": discovery.proven,
                "statement": self.statement._asdict(),
                "box": {
                    "limits": [
                        {**self._limit(side), "quasi_p": side.quasi_p, "freed": side.freed}
                        for side in discovery.sides
                    ],
                    "used": box.used,
                    "unused": box.unused,
                },
                "everything": discovery.base,
                "trajectory": [
                    {"used": step.used, "unused": step.unused} for step in discovery.steps
                ],
                "rules": [
                    {
                        "when": self.box_words(rule.box)._asdict(),
                        "used": rule.used,
                        "unused": rule.unused,
                    }
                    for rule in discovery.rules
                ],
            }
        )
        return data

    @property
    def statement(self) -> Words:
        """The finding in a sentence."""
        box = self.discovery.box
        if not box.limits:
            return DISCOVER["only_rules" if self.discovery.rules else "nothing"]
        most = (box.unused.density or 0.0) > 0.5
        return DISCOVER["fails_when" if most else "fails_more"].fill(box=self.box_words(box.box))

    def box_words(self, box: Box) -> Words:
        """A box as a sentence's part: `A is above x, and B is below y`."""
        parts = []
        for index, (low, high) in sorted(box.limits.items()):
            number = self.inputs[index]
            ends = {
                end: number.show(value)
                for end, value in (("low", low), ("high", high))
                if np.isfinite(value)
            }
            key = "between" if len(ends) == 2 else "above" if "low" in ends else "below"
            parts.append(DISCOVER[key].fill(name=number.name, **ends))
        and_ = DISCOVER["and"]
        return Words(and_.zh.join(p.zh for p in parts), and_.en.join(p.en for p in parts))

    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The worlds with their inputs and failures; PRIM's trajectory."""
        import pandas as pd

        columns = {number.path: self.sample.x[:, i] for i, number in enumerate(self.inputs)}
        worlds = pd.DataFrame({"world": np.arange(len(self.sample.x)), **columns})
        worlds["failures"] = self.sample.fails.sum(axis=1)
        worlds["used"] = worlds["world"] % 2 == 0
        worlds["in_box"] = self.discovery.box.box.inside(self.sample.x)
        steps = pd.DataFrame(
            {
                f"{name}_{half}": [
                    getattr(getattr(step, half), name) for step in self.discovery.steps
                ]
                for half in ("used", "unused")
                for name in ("coverage", "density", "mass")
            }
        )
        return {"worlds": worlds, "trajectory": steps}

    def _limit(self, side: BoxSide) -> dict[str, Any]:
        number = self.inputs[side.index]
        return {
            "path": number.path,
            "name": number.name._asdict(),
            ("at_least", "at_most")[side.end]: self.discovery.limit(side),
            "sampled": [number.low, number.high],
        }
