"""Reading a scenario with the values drawn for its ranged numbers, part by part.

A part of a plan depends on few of the numbers that are drawn, most on none. The reading notes
which ones each part read and makes a part anew only when one of those has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, TypeVar, TypeVarTuple

from sim.scenario.schema import Spec
from sim.scenario.schema.demand import Stream
from sim.scenario.values.chances import Chance
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.numbers import Number

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

NOW = Distribution("constant", (0.0,))
NEVER = Distribution("forever", ())


class IdRanks:
    """The sorted ids of each sort."""

    def __init__(self, spec: Spec) -> None:
        self.parks: list[str] = sorted(spec.parks)
        self.spaces: list[str] = sorted(spec.spaces)
        self.tracks: list[str] = sorted(spec.tracks)
        self.stages: list[str] = sorted(spec.stages)
        used = spec.demand_used.items()
        streams = [name for name, block in used if isinstance(block, Stream)]
        self.streams: list[str] = sorted([*streams, *spec.top_down_used])

    def pool(self, space: str, park: str) -> int:
        """Return the index of a pool."""
        return self.spaces.index(space) * len(self.parks) + self.parks.index(park)

    @property
    def pools(self) -> int:
        """Number of pools."""
        return len(self.spaces) * len(self.parks)


class _Made:
    """A part of a plan, with the drawn numbers that it read."""

    __slots__ = ("part", "read", "values", "values_of")

    def __init__(self, part: Any, read: dict[str, float], before: _Made | None) -> None:
        self.part, self.read = part, read
        self.values_of: Callable[[Mapping[str, float]], Any] | None = None
        self.values: Any = None
        if read:
            same = before is not None and before.read.keys() == read.keys()
            self.values_of = before.values_of if before and same else itemgetter(*read)
            self.values = self.values_of(read) if self.values_of else None


Parts = dict[tuple[object, ...], _Made]
"""By maker and ids, the part made last."""


class WorldReading:
    """Reads numbers as drawn, in canonical units, and makes the parts of one plan from them."""

    def __init__(
        self, spec: Spec, ranks: IdRanks, drawn: Mapping[str, float], parts: Parts
    ) -> None:
        """Read `spec`; `parts` were made before, with numbers drawn for the same paths."""
        self.spec = spec
        self.ranks = ranks
        self._drawn, self._parts = drawn, parts
        self._read: dict[str, float] = {}

    def part(self, make: Callable[[WorldReading, *Ts], T], *ids: *Ts) -> T:
        """Return make(reading, *ids), or what it made before of the same numbers.

        `make` may depend on the scenario, the ids, and the numbers that it reads, on nothing else.
        """
        key = (make, *ids)
        made = self._parts.get(key)
        if made is None or (made.values_of and made.values_of(self._drawn) != made.values):
            outer, self._read = self._read, {}
            made = self._parts[key] = _Made(make(self, *ids), self._read, made)
            self._read = outer
        if made.read:
            self._read.update(made.read)
        part: T = made.part
        return part

    @property
    def read(self) -> frozenset[str]:
        """Paths of the drawn numbers that the parts made so far depend on."""
        return frozenset(self._read)

    def draws(self, path: str) -> bool:
        """Tell whether a number is drawn: the same for all plans that share parts."""
        return path in self._drawn

    def number(self, path: str, number: Number | None, absent: float = 0.0) -> float:
        """Return a number as drawn."""
        if number is None:
            return absent
        if path not in self._drawn:
            return number.value
        self._read[path] = self._drawn[path]
        return self._read[path]

    def law(self, path: str, chance: Chance | None, absent: Distribution = NOW) -> Distribution:
        """Return a law, scaled to the mean that was drawn."""
        if chance is None:
            return absent
        law = chance.dist
        if path not in self._drawn:
            return law
        mean = self._read[path] = self._drawn[path]
        return law.scaled(mean / law.mean) if law.mean > 0 else Distribution("constant", (mean,))

    def tick(self, absolute: int) -> int:
        """Return ticks since the start of the clock."""
        return absolute - self.spec.clock.start.first

    def lettable(self, space: str) -> float:
        """Return the lettable share of gross area."""
        return self.number(f"spaces.{space}.lettable", self.spec.spaces[space].lettable)

    def factor(self, basis: str, space: str) -> float:
        """Return lettable m² per m² as stated."""
        return self.lettable(space) if basis == "gross" else 1.0
