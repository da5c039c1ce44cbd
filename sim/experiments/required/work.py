"""Jobs: a whole search in one future, and many futures played at one place.

A job is one future, or some. A future is an even replication, each in a world of its own, so that
futures are independent and order statistics of them are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim.experiments.required.levers import Area, Dial, Tranche
from sim.experiments.required.search import search
from sim.measures.counting.checks import Check, checks, window
from sim.measures.counting.counter import Counter
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.stacked import stacked, total
from sim.measures.counting.tally import Tally
from sim.measures.months import lengths, within
from sim.measures.statistics import HOLDS, UNTESTED
from sim.measures.verdict.standards import combined, evaluate
from sim.runs.identity import canonical, digest
from sim.runs.player import Player
from sim.runs.settings import Settings
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan


@dataclass(frozen=True)
class Asked:
    """What must hold, and what is turned to make it."""

    standards: tuple[str, ...]
    """Ids; their bounds against shortage count."""
    space: str | None
    """The type whose idle space is looked at; all of them, if none."""
    parks: tuple[str, ...]
    """The parks in which it is."""
    dial: Dial


@dataclass(frozen=True)
class Seen:
    """One future at one place."""

    status: int
    """Whether the standards hold: HOLDS, FAILS or UNTESTED."""
    idle: float
    """Vacant area in m² lettable, mean over the standards' months."""
    capacity: float
    """Area that is open, likewise."""


@dataclass(frozen=True)
class Spot:
    """Where futures are played: a place of the dial, or as they are, or with extra tranches."""

    place: int | None = None
    tranches: tuple[Tranche, ...] = ()


class _Plays:
    def __init__(self, loaded: Loaded, settings: Settings, asked: Asked, player: Player) -> None:
        self._player, self._asked = player, asked
        self._base = {
            "scenario": digest(canonical(loaded.raw)),
            **settings.made_of(),
            "standards": list(asked.standards),
            "space": asked.space,
            "parks": list(asked.parks),
            "dial": asked.dial.key(),
        }

    def _play(self, replication: int, spot: Spot) -> Seen:
        player, dial, asked = self._player, self._asked.dial, self._asked
        plan = player.plans(replication)
        counter = Counter(measure_spec(player.spec, plan))

        def turned(plan: Plan) -> Plan:
            if spot.tranches:
                assert isinstance(dial, Area)
                return dial.extended(plan, spot.tranches)
            return plan if spot.place is None else dial.turned(plan, spot.place)

        held = {} if spot.place is None else dial.held(spot.place)
        player.play([replication], counter, held, turned)
        chosen = [
            check
            for check in checks(player.spec, plan)
            if check.side == "shortage" and check.id in asked.standards
        ]
        return _seen(counter.latest, plan, chosen, asked)


class Search(_Plays):
    """Finds in a future, by its replication, from which place of the dial the standards hold."""

    def made_of(self, job: int) -> dict[str, Any]:
        """Return what a search depends on."""
        return {"work": "required.search", **self._base, "replication": job}

    def __call__(self, job: int) -> dict[str, Any]:
        """Search: the places found, and all that was seen on the way."""
        seen: dict[int, Seen] = {}

        def holds(place: int) -> bool:
            seen[place] = self._play(job, Spot(place))
            return seen[place].status == HOLDS

        dial = self._asked.dial
        found = search(holds, dial.top, dial.start)
        return {
            "least": found.least,
            "safe": found.safe,
            "untested": found.safe is None and seen[max(seen)].status == UNTESTED,
            "seen": [[place, *asdict(one).values()] for place, one in seen.items()],
        }


@dataclass(frozen=True)
class Batch:
    """Some futures at one spot."""

    replications: tuple[int, ...]
    spot: Spot


class Play(_Plays):
    """Plays batches of futures."""

    def made_of(self, job: Batch) -> dict[str, Any]:
        """Return what a batch depends on."""
        what = {"replications": list(job.replications), "spot": asdict(job.spot)}
        return {"work": "required.play", **self._base, **what}

    def __call__(self, job: Batch) -> list[list[float]]:
        """Play: (status, idle, capacity) of each future."""
        return [
            [*asdict(self._play(replication, job.spot)).values()]
            for replication in job.replications
        ]


def _seen(tally: Tally, plan: Plan, chosen: Sequence[Check], asked: Asked) -> Seen:
    run = stacked([tally])
    status = combined([evaluate(check, run, plan).status for check in chosen], 1)
    windows = [window(check.standard, plan) for check in chosen]
    months = within(plan, min(start for start, _ in windows), max(end for _, end in windows))
    pools = [
        plan.pool(space, plan.parks.index(park))
        for space, name in enumerate(plan.spaces)
        if asked.space in (None, name)
        for park in asked.parks
    ]
    open_, leased = (
        float(total(levels, pools)[0, months].sum()) for levels in (run.capacity, run.leased)
    )
    span = max(1, int(lengths(plan)[months].sum()))
    return Seen(int(status[0]), (open_ - leased) / span, open_ / span)
