"""A finished run: its frames, its verdict, its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sim.api.identity import run_key, versions
from sim.measures.flows import flows, losses, times
from sim.measures.levels_at import levels
from sim.measures.people import requests, waits
from sim.measures.screen import screen
from sim.measures.series import series, tracks
from sim.measures.tally import Tally, tally
from sim.measures.threeway import ThreeWay
from sim.measures.verdict import Verdict, verdict
from sim.measures.works import supply
from sim.model.log import Log
from sim.runs.replicate import Progress, Settings, plan_of, replicate
from sim.scenario.plan import Plan
from sim.scenario.values import Date
from sim.text.errors import Lang

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.scenario import Scenario
    from sim.plots.catalogue import Figures


def execute(
    scenario: Scenario,
    settings: Settings,
    replications: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Play `replications` of a scenario and return the run."""
    began = perf_counter()
    tallies = replicate(scenario.spec, settings, range(replications), _reduce, workers, progress)
    return Run(scenario, settings, tuple(tallies), perf_counter() - began)


def _reduce(log: Log) -> Tally:
    return tally(log, log.plan)


@dataclass(frozen=True, repr=False)
class Run:
    """What a scenario gave: tables with one word a column, which `sim.text.glossary` explains."""

    scenario: Scenario
    settings: Settings
    tallies: tuple[Tally, ...]
    """Exact whole-number sums, one of each replication."""
    seconds: float
    """How long the replications took."""

    @property
    def replications(self) -> int:
        """How many were played."""
        return len(self.tallies)

    @property
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

    @cached_property
    def series(self) -> pd.DataFrame:
        """Monthly means of every pool, exact: replication × month × space × park, m²."""
        return series(self.tallies, self.plan)

    @cached_property
    def tracks(self) -> pd.DataFrame:
        """Monthly means by replication × month × space × track, m²."""
        return tracks(self.tallies, self.plan)

    @cached_property
    def pools_by_track(self) -> pd.DataFrame:
        """Monthly means by month × space × park × track, over all replications, m²."""
        return ThreeWay.of(self.tallies, self.plan).frame(self.plan)

    @cached_property
    def requests(self) -> pd.DataFrame:
        """One row a request: who asked for what, when and where it was served, and its outcome."""
        return requests(self.tallies, self.plan)

    @cached_property
    def waits(self) -> pd.DataFrame:
        """Months that each request waited; still waiting at the end is `censored`."""
        return waits(self.tallies, self.plan)

    @cached_property
    def flows(self) -> pd.DataFrame:
        """What companies did, by year, stage and track."""
        return flows(self.tallies, self.plan)

    @cached_property
    def losses(self) -> pd.DataFrame:
        """Who left, and why."""
        return losses(self.tallies, self.plan)

    @cached_property
    def times(self) -> pd.DataFrame:
        """Months in each stage and waiting for it."""
        return times(self.tallies, self.plan)

    def levels(self, at: Sequence[str]) -> pd.DataFrame:
        """Return the state just before each date, such as `["2028", "2030-07"]`.

        Raises ValueError for a date outside the clock.
        """
        return levels(self.tallies, self.plan, [Date.parse(date) for date in at])

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the plan meets demand, and how sure that is."""
        return verdict(self.tallies, self.plan, self.scenario.spec)

    @cached_property
    def supply(self) -> pd.DataFrame:
        """When each lot starts and opens."""
        return supply(self.tallies, self.plan)

    @cached_property
    def figures(self) -> Figures:
        """The figures; each method draws one and returns its axes."""
        from sim.plots.catalogue import Figures
        from sim.plots.frames import Origin
        from sim.plots.gather import gather, words

        spec, scenario = self.scenario.spec, self.scenario
        origin = Origin(
            scenario=scenario.id,
            name=words(scenario.id, spec.name),
            key=self.key[:12],
            version=versions()["zhizao"],
            seed=self.settings.seed,
            replications=self.replications,
        )
        frames = gather(spec, self.plan, self.verdict, self.series, self.waits, self.supply, origin)
        return Figures(frames)

    def save(self, out: Path, lang: Lang = "both", with_requests: bool = False) -> Path:
        """Write the results folder under `out` and return it; it is there whole or not at all."""
        from sim.api.results import write

        return write(self, out, lang, with_requests)

    def __repr__(self) -> str:
        return (
            f"Run of {self.scenario.id}, key {self.key[:12]}: "
            f"{self.replications} replications, seed {self.settings.seed}\n"
            f"{screen(self.verdict)}"
        )

    def _repr_html_(self) -> str:
        return f"<pre>{escape(repr(self))}</pre>"
