"""A finished run: its frames, its verdict, its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.api.identity import run_key
from sim.measures.tally import Tally, tally
from sim.model.log import Log
from sim.runs.replicate import Progress, Settings, plan_of, replicate
from sim.scenario.plan import Plan
from sim.scenario.values import Date

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.scenario import Scenario
    from sim.measures.verdict import Verdict


def execute(
    scenario: Scenario,
    settings: Settings,
    replications: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Play `replications` of a scenario and return the run."""
    tallies = replicate(
        scenario.spec, settings, range(replications), _reduce, workers, progress
    )
    return Run(scenario, settings, tuple(tallies))


def _reduce(log: Log) -> Tally:
    return tally(log, log.plan)


@dataclass(frozen=True, repr=False)
class Run:
    """What a scenario gave. Frames are pandas tables; `glossary` explains every column."""

    scenario: Scenario
    settings: Settings
    tallies: tuple[Tally, ...]
    """Exact whole-number sums, one of each replication."""

    @property
    def replications(self) -> int:
        """How many were played."""
        return len(self.tallies)

    @cached_property
    def key(self) -> str:
        """Hash of everything that can change the answer."""
        return self.identity[0]

    @cached_property
    def identity(self) -> tuple[str, dict[str, Any]]:
        """The key and what it is made of."""
        settings = {
            "seed": self.settings.seed,
            "replications": self.replications,
            "central": self.settings.central,
        }
        return run_key(self.scenario.loaded.raw, settings)

    @cached_property
    def plan(self) -> Plan:
        """The plan of world 0: names and shapes are those of every world."""
        return plan_of(self.scenario.spec, self.settings, 0)
