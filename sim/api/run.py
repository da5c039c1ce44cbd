"""A finished run: its frames, its verdict, its figures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce
from operator import add
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from sim.api.again import again
from sim.api.folder import Missed
from sim.api.identity import behaviour, run_key
from sim.api.remarks import tell_missed
from sim.measures.counting.counter import Counter, HistoryReader
from sim.measures.counting.history import History
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.packed_tally import Shelf, packed, shelved
from sim.measures.counting.pooled import Pooled
from sim.measures.counting.tally import Tally
from sim.measures.economy.yearly import economy
from sim.measures.learned import Learned, learned_by
from sim.measures.months import Floats
from sim.measures.tables.economy import economy_frame
from sim.measures.tables.events import entity_events
from sim.measures.tables.flows import flows, losses
from sim.measures.tables.moves import moves, vintages
from sim.measures.tables.requests import requests, times, waits
from sim.measures.tables.series import (
    asked_ticks,
    levels,
    pools_by_track,
    series,
    state,
    tracks,
    trades,
)
from sim.measures.tables.summary import summary
from sim.measures.tables.works import own_plants, own_plants_by_year, supply, taken
from sim.measures.verdict.indicators import indicators, indicators_frame
from sim.measures.verdict.outlook import outlook_frame
from sim.measures.verdict.precision import until_known
from sim.measures.verdict.turning import turning_frame
from sim.measures.verdict.verdict import Verdict, verdict
from sim.report.verdict_screen import shown
from sim.runs.engines import Choice, Engine, play_simpy
from sim.runs.executors import Executor
from sim.runs.identity import digest
from sim.runs.jobs import Progress
from sim.runs.replicate import collected
from sim.runs.settings import Plans, Settings, drawn_numbers, plan_of
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import Date
from sim.text.names import held
from sim.text.safe import html
from sim.text.screen import spoken
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    import pandas as pd

    from sim.api.drawing import DrawingProcess
    from sim.api.results import Extra
    from sim.api.scenario import Scenario
    from sim.plots.catalogue import Figures
    from sim.report.run_view import RunView

T = TypeVar("T")

_UNPACKED = 100
"""Tallies of so few replications are kept as they are, in 50 MB: to pack and unpack them is a
tenth of the run."""


def execute(
    scenario: Scenario,
    settings: Settings,
    replications: int,
    workers: int | None = None,
    progress: Progress | None = None,
    engine: Engine = "auto",
    told: Callable[[Choice], None] | None = None,
    until: float | None = None,
    on: Executor | None = None,
) -> Run:
    """Play `replications` of a scenario and return the run; `told` hears which engine plays.

    With `until`, they are the most: it ends when every probability is known to within that margin.
    Of accepted futures no more are played than there are.
    """
    began = perf_counter()
    spec = scenario.spec
    plan = plan_of(spec, settings, 0)
    replications = settings.most(replications)
    keep = packed if on or replications > _UNPACKED else None  # they may travel
    collect = partial(Counter, measure_spec(spec, plan), keep)
    with closing(
        collected(spec, settings, range(replications), collect, workers, progress, engine, told, on)
    ) as parts:
        paired = not settings.grounded
        played = until_known(parts, spec, plan, until, paired=paired) if until else parts
        shelf = Shelf()
        counts = reduce(
            add, (replace(p, tallies=tuple(shelved(t, shelf) for t in p.tallies)) for p in played)
        )
    seconds = perf_counter() - began
    return Run(scenario, settings, counts.tallies, counts.pooled, seconds, workers, engine, on)


def _history(told: History, plan: Plan) -> History:
    return told


@dataclass(frozen=True, repr=False)
class Run:
    """What a scenario gave: tables with one word a column, explained in `sim.text.glossary`."""

    scenario: Scenario
    settings: Settings
    tallies: tuple[Tally, ...]
    """Exact whole-number sums, one of each replication."""
    pooled: Pooled
    """Exact whole-number sums over all of them."""
    seconds: float
    """How long the replications took."""
    workers: int | None = None
    """Threads or processes to play on."""
    engine: Engine = "auto"
    on: Executor | None = None
    """Where it was played; None for the engine's usual place."""

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
        settings: dict[str, Any] = {
            "seed": self.settings.seed,
            "replications": self.replications,
            "central": self.settings.central,
        }
        if self.settings.grounded:
            settings["grounded"] = self.settings.grounded.plain()
        if places := self.scenario.loaded.places:
            settings["map"] = digest(places.text.encode())
        custom = behaviour(self.settings.city)
        if custom:
            settings["custom"] = custom
        return run_key(self.scenario.loaded.raw, settings)

    @property
    def name(self) -> Words:
        """The scenario's name, with what is changed in it and how its ranged numbers are held."""
        name, settings = self.scenario.spec.name.words, self.settings
        return held(name, settings.central, bool(settings.grounded))

    @property
    def command(self) -> str:
        """The command that plays it again, in the folder of the scenario's file."""
        return again(self.scenario.loaded, self.settings, self.replications)

    @cached_property
    def plan(self) -> Plan:
        """The plan of world 0: names and shapes are those of every world."""
        return plan_of(self.scenario.spec, self.settings, 0)

    @cached_property
    def histories(self) -> list[History]:
        """What happened, request by request; large, so they are played again when asked for."""
        return self._play(_history)

    def _play(self, read: Callable[[History, Plan], T]) -> list[T]:
        """Play the same replications again: the same luck, so the same histories."""
        spec, settings = self.scenario.spec, replace(self.settings, audit=False)
        collect: Callable[[], HistoryReader[T]] = partial(HistoryReader, read)
        played = range(self.replications)
        parts = collected(
            spec, settings, played, collect, self.workers, engine=self.engine, on=self.on
        )
        return [value for part in parts for value in part]

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """What each future comes to: a row a replication, a column an indicator, NaN if untested.

        The index is world × replication: those of one world share its `drawn` numbers. Names are
        `measure` of the city or `measure.place`, as in experiments: areas in m², shares, 0 and 1;
        first months are dates, NaT where none began. `sim.text.glossary` explains each.
        """
        each = self.settings.futures_a_world
        return indicators_frame(indicators(self.tallies, self.plan, self.scenario.spec, each))

    @cached_property
    def series(self) -> pd.DataFrame:
        """Monthly means of every pool, exact: replication × month × space × park, m²."""
        return series(self.tallies, self.plan)

    @cached_property
    def tracks(self) -> pd.DataFrame:
        """Monthly means by replication × month × space × track, m²."""
        return tracks(self.tallies, self.plan)

    @cached_property
    def trades(self) -> pd.DataFrame:
        """What trades have, want and get by replication × month × space, m²; `-`: the own."""
        return trades(self.tallies, self.plan)

    @cached_property
    def pools_by_track(self) -> pd.DataFrame:
        """Monthly means by month × space × park × track, over all replications, m²."""
        return pools_by_track(self.pooled, self.plan)

    @cached_property
    def requests(self) -> pd.DataFrame:
        """One row a request: who asked for what, when and where it was served, and its outcome."""
        return requests(self.histories, self.plan)

    @cached_property
    def waits(self) -> pd.DataFrame:
        """Months that each request waited; still waiting at the end is `censored`."""
        return waits(self.histories, self.plan)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Means by year × space × park × measure over all replications, m²; `all`: the city."""
        return summary(self.tallies, self.plan)

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
        return times(self.pooled, self.plan)

    def levels(self, at: Sequence[str]) -> pd.DataFrame:
        """Return the state just before each date, such as `["2028", "2030-07"]`.

        The replications are played again for it. Raises ValueError for a date outside the clock.
        """
        ticks = asked_ticks(self.plan, [Date.parse(date) for date in at])
        return levels(self._play(partial(state, ticks=ticks)), self.plan, ticks)

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the plan meets demand, and how sure that is."""
        spec = self.scenario.spec
        plans = Plans(spec, self.settings)
        worlds = {self.settings.world(t.replication) for t in self.tallies}
        judged = verdict(
            self.tallies,
            self.plan,
            spec,
            ranged=bool(plans.drawn(0)),
            paired=not self.settings.grounded,
            accounts=[plans.accounts(world) for world in sorted(worlds)]
            if spec.top_down_used
            else [],
            lines=self.economy_lines,
            drawn=self.drawn,
        )
        return shown(judged)

    def entity_events(self, replication: int = 0) -> pd.DataFrame:
        """What happens to every company of one future, in the columns that vidigi animates.

        The SimPy engine plays it again. ValueError for a future that was not played.
        """
        if not 0 <= replication < self.replications:
            raise ValueError(f"there are futures 0 to {self.replications - 1}")
        plan = plan_of(self.scenario.spec, self.settings, replication)
        return entity_events(play_simpy(plan, self.settings, replication))

    @property
    def outlook(self) -> pd.DataFrame:
        """What is short, and idle beyond its bound, by space × park × measure: quantiles."""
        return outlook_frame(self.verdict.outlooks)

    @property
    def turning(self) -> pd.DataFrame:
        """What decides each type and where its verdict turns: space × side × number × level."""
        return turning_frame(self.verdict.break_even)

    @cached_property
    def drawn(self) -> dict[str, Floats]:
        """Values of the ranged numbers by path, [world], of whole worlds; none where all are held.

        Canonical units; of a law, its mean.
        """
        return drawn_numbers(self.scenario.spec, self.settings, self.replications)

    @cached_property
    def economy(self) -> pd.DataFrame:
        """Output, jobs, rent, costs and tax by replication × year: what the scenario states."""
        return economy_frame(self.tallies, self.plan, self.economy_lines)

    @cached_property
    def economy_lines(self) -> dict[str, Floats]:
        """The same, each line by replication × year: worked out once for all that tells of it."""
        return economy(self.tallies, self.plan)

    @cached_property
    def supply(self) -> pd.DataFrame:
        """When each lot starts and opens."""
        return supply(self.tallies, self.plan, self.scenario.spec.evidence)

    @cached_property
    def taken(self) -> pd.DataFrame:
        """What renewals and retirements were to take back and took: replication × works, m²."""
        return taken(self.tallies, self.plan)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Moves of tenants by replication × year × pool that they left × pool moved to."""
        return moves(self.tallies, self.plan)

    @cached_property
    def vintages(self) -> pd.DataFrame:
        """New and old buildings at month ends: replication × month × space × park, m²."""
        return vintages(self.tallies, self.plan)

    @cached_property
    def own_plants(self) -> pd.DataFrame:
        """Monthly means of companies' own plants: replication × month × stage × track, m²."""
        return own_plants(self.tallies, self.plan)

    @cached_property
    def own_plants_by_year(self) -> pd.DataFrame:
        """The same by year."""
        return own_plants_by_year(self.tallies, self.plan)

    @cached_property
    def figures(self) -> Figures:
        """The figures; each method draws one and returns its axes."""
        from sim.api.results import figures_of

        return figures_of(self)

    @cached_property
    def learned(self) -> tuple[Learned, ...]:
        """Its numbers as the ranges have them and as the past leaves them; none without a past."""
        futures = self.settings.grounded
        return learned_by(self.scenario.spec, futures.seed, futures.rows[: self.replications])

    @property
    def geojson(self) -> str:
        """Every park, type and year with its state and quantiles, for a GIS (RFC 7946)."""
        from sim.api.results import geojson_of

        return geojson_of(self)

    def story(self, lang: Lang = "both") -> str:
        """What happens, where and to whom, and what it stands on: a page in Markdown."""
        from sim.report.story import story

        return story(self.view, lang)

    def screen(
        self,
        lang: Lang | None = None,
        folder: Path | None = None,
        asked: Sequence[str] = (),
        brief: bool = False,
    ) -> str:
        """Return the answer on one screen of the terminal's width; None: the locale's language.

        folder: where it is saved, if it is, `brief` or whole; asked: what the commands on it are to
        repeat, such as `["--seed", "7"]`.
        """
        from sim.report.first_screen import first_screen

        return first_screen(self.view, folder, asked, lang or spoken(), brief)

    @property
    def view(self) -> RunView:
        """The run as reports tell it."""
        from sim.report.run_view import RunView

        loaded, told = self.scenario.loaded, (self.verdict, self.name, self.command)
        return RunView(loaded, self.settings, self.plan, self.tallies, *told)

    def folder(self, out: Path) -> Path:
        """Where it is saved: out/scenario/key."""
        from sim.api.results import target

        return target(self, out)

    def save(
        self,
        out: Path,
        lang: Lang = "both",
        with_requests: bool = False,
        brief: bool = False,
        missed: Missed = tell_missed,
        drawing: DrawingProcess | None = None,
        also: Collection[Extra] = (),
        scale_of: Path | None = None,
        by_language: bool = False,
    ) -> Path:
        """Write its folder and return it; it is there whole or not at all, and keeps all it has.

        `lang`: beside the figures in both languages those in one. `brief`: without figures and
        without tables of every replication, a hundredth of the size. `missed` hears of a part that
        fails; the others are written. `drawing`: what draws, if it was started before. `also`:
        `"animation"` for the parks year after year, `"geojson"` for them in a GIS,
        `"slides"` for the figures on slides, `"vidigi"` for the companies of one future as an event
        log that vidigi animates. `scale_of`: folder of a
        saved run; figures are drawn once more, no scale shorter than there. `by_language`: the
        figures of report.html are in the language that it shows. OSError where the folder cannot
        be written.
        """
        from sim.api.results import write

        return write(
            self, out, lang, with_requests, brief, missed, drawing, also, scale_of, by_language
        )

    def __repr__(self) -> str:
        return (
            f"Run of {self.scenario.id}, key {self.key[:12]}: "
            f"{self.replications} futures, seed {self.settings.seed}\n"
            f"{self.screen()}"
        )

    def _repr_html_(self) -> str:
        return html(repr(self))
