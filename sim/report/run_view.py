"""What a report is made of: a run and its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.measures.counting.tally import Tally
from sim.measures.months import Floats, Ints, first_recorded, names
from sim.measures.statistics import quantile
from sim.measures.verdict.verdict import Verdict
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.names import labelled
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.amounts import Areas
from sim.text.words import Words


@dataclass(frozen=True)
class RunView:
    """A run as its page tells it."""

    loaded: Loaded
    settings: Settings
    plan: Plan
    tallies: Sequence[Tally]
    verdict: Verdict
    name: Words
    """What is played: the scenario, what is changed in it, and how its ranged numbers are held."""
    command: str
    """The command that makes the page again."""

    def space(self, rank: int) -> Words:
        """Name of a space type."""
        name = self.plan.spaces[rank]
        return labelled(self.loaded.spec.spaces, name)

    def park(self, rank: int) -> Words:
        """Name of a park."""
        name = self.plan.parks[rank]
        return labelled(self.loaded.spec.parks, name)

    def stage(self, rank: int) -> Words:
        """Name of a stage."""
        name = self.plan.stages[rank]
        return labelled(self.loaded.spec.stages, name)

    def track(self, rank: int) -> Words:
        """Name of a track."""
        name = self.plan.tracks[rank]
        return labelled(self.loaded.spec.tracks, name)

    @property
    def areas(self) -> Areas:
        """How areas are written."""
        return self.verdict.areas

    @cached_property
    def order(self) -> list[int]:
        """Ranks of the space types in the scenario's order."""
        return [self.plan.spaces.index(name) for name in self.loaded.spec.spaces]

    @cached_property
    def stages(self) -> list[int]:
        """Ranks of the stages of all chains: that of the scenario, then what tracks put between."""
        return [self.plan.stages.index(name) for name in stages_in_order(self.loaded.spec)]

    @cached_property
    def leased(self) -> Floats:
        """Leased at the start of the record and at month ends, m², [replication, 1 + month, space].

        Months are the recorded ones.
        """
        return self._by_space((tally.leased_open, tally.leased_end) for tally in self.tallies)

    @cached_property
    def capacity(self) -> Floats:
        """Capacity at the same instants, m², [replication, 1 + month, space]."""
        opening = np.array(self.plan.capacity)
        return self._by_space((opening, tally.capacity_end) for tally in self.tallies)

    def _by_space(self, levels: Iterable[tuple[Ints, Ints]]) -> Floats:
        shape = (-1, len(self.plan.spaces), len(self.plan.parks))
        return np.stack(
            [
                np.concatenate([opening[None], ends]).reshape(shape).sum(axis=2)[self.first :] * 1.0
                for opening, ends in levels
            ]
        )

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """Leased, and capacity, at the end of the clock, m², [replication, pool]."""
        leased, capacity = (
            np.stack([getattr(tally, name)[-1] for tally in self.tallies]) * 1.0
            for name in ("leased_end", "capacity_end")
        )
        return leased, capacity

    @property
    def first(self) -> int:
        """Index of the first recorded month."""
        return first_recorded(self.plan)

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The recorded months, as `2026-01`."""
        return names(self.plan)[self.first :]

    @property
    def years(self) -> float:
        """How many years the record has."""
        return len(self.months) / 12


def three(values: Floats) -> tuple[float, float, float] | None:
    """Quantiles 10, 50 and 90 of what is known; None if nothing is."""
    known = sorted(values[np.isfinite(values)].tolist())
    if not known:
        return None
    return quantile(known, 10), quantile(known, 50), quantile(known, 90)


def stages_in_order(spec: Spec) -> list[str]:
    """Ids of the stages of all chains: that of the scenario, then what tracks put between."""
    chains = [spec.chain, *(track.chain or () for track in spec.tracks.values())]
    order: list[str] = []
    for chain in chains:
        for place, name in enumerate(chain):
            if name not in order:
                before = [order.index(stage) for stage in chain[:place] if stage in order]
                order.insert(max(before, default=-1) + 1, name)
    return order
