"""What every check gets: the scenario, its text, and ways to read numbers with care."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

from sim.scenario.errors import Problem
from sim.scenario.plan.chains import stage_fields
from sim.scenario.plan.plan import to_ticks
from sim.scenario.schema import Spec
from sim.scenario.schema.demand import Profile, StageFields, Stream, TopDownStream
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.values.chances import Chance
from sim.scenario.values.numbers import Number
from sim.scenario.yaml.nodes import Node
from sim.text.words import Words


@dataclass(frozen=True)
class Case:
    """A scenario that fits the schema, and where its values stand."""

    spec: Spec
    tree: Node

    @cached_property
    def numbers(self) -> dict[str, Leaf]:
        """Each number, law and uncertain date by path."""
        return leaves(self.spec)

    @cached_property
    def _fields(self) -> dict[tuple[str, str], Mapping[str, tuple[str, Any]]]:
        return {}

    def problem(
        self, code: str, path: str, nearest: str = "", /, **context: Words | str
    ) -> Problem:
        """Return a problem at the deepest block that exists on a dotted path."""
        node = self.tree
        for key in path.split("."):
            if key not in node.items:
                break
            node = node.items[key]
        return Problem(code, node.here, context, path, nearest)

    def chain(self, track: str) -> list[str]:
        """Return the stages of a track, in order."""
        return self.spec.tracks[track].chain or self.spec.chain

    def blocks(self) -> Iterator[tuple[str, StageFields]]:
        """Yield (path, block) of the defaults of every stage, then of the tracks' own values."""
        for name, stage in self.spec.stages.items():
            yield f"stages.{name}", stage
        for track, own in self.spec.tracks.items():
            for name, fields in own.stages.items():
                yield f"tracks.{track}.stages.{name}", fields

    def stages(self) -> Iterator[tuple[str, str, Mapping[str, tuple[str, Any]]]]:
        """Yield (track, stage, fields that hold there as name → (path, value))."""
        for track in self.spec.tracks:
            for stage in self.chain(track):
                yield track, stage, self.fields(track, stage)

    def fields(self, track: str, stage: str) -> Mapping[str, tuple[str, Any]]:
        """Return the fields that hold for a stage of a track, as name → (path, value)."""
        known = self._fields.get((track, stage))
        if known is None:
            known = self._fields[track, stage] = stage_fields(self.spec, track, stage)
        return known

    def profiles(self) -> Iterator[tuple[str, Profile]]:
        """Yield (path, profile) of all cycles and of the streams' own multipliers."""
        for name, cycle in self.spec.cycles.items():
            yield f"cycles.{name}", cycle
        for path, stream in self.streams():
            if stream.profile is not None:
                yield f"{path}.profile", stream.profile

    def streams(self) -> Iterator[tuple[str, Stream | TopDownStream]]:
        """Yield (path, block) of the streams of demand, then of those from above."""
        for name, block in self.spec.demand.items():
            if isinstance(block, Stream):
                yield f"demand.{name}", block
        above = self.spec.top_down.streams if self.spec.top_down else {}
        for name, stream in above.items():
            yield f"top_down.streams.{name}", stream


def low(number: Number | None) -> float:
    """Return the least value a number may have; 0 when it is absent."""
    return 0.0 if number is None else number.ends[0]


def high(number: Number | None) -> float:
    """Return the greatest value a number may have; 0 when it is absent."""
    return 0.0 if number is None else number.ends[1]


def least_ticks(chance: Chance | None) -> int:
    """Return the shortest time a chance may give, in ticks; 0 when it is absent."""
    if chance is None:
        return 0
    least, mean = chance.dist.support[0], chance.dist.mean
    if chance.range:
        least = least * chance.range[0] / mean if mean > 0 else chance.range[0]
    return to_ticks(least)


def sure_ticks(chance: Chance | None) -> int:
    """Return the time that a chance reaches whatever its mean, in ticks; 0 when it is absent."""
    if chance is None:
        return 0
    most, mean = chance.dist.support[1], chance.dist.mean
    if chance.range and most < inf:
        most = most * chance.range[0] / mean if mean > 0 else chance.range[0]
    return to_ticks(most)
