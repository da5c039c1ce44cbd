"""Plans and logs made by hand, for tests of what is measured from a log."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.measures.counting.history import history
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.tally import tally
from sim.model.log import COLUMNS, Log, What
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH


def a_plan(
    months=24,
    *,
    end=None,
    record_from=0,
    start_month=2023 * 12 + 9,
    parks=("east", "west"),
    spaces=("factory", "lab"),
    tracks=("chem", "device"),
    stages=("make", "research"),
    entities=("chem-firms", "device-firms", "lot"),
    capacity=None,
    rents=None,
    trades=None,
):
    """A plan with what measures read of one: a clock, ids and opening capacities."""
    return Plan(
        start_month=start_month,
        end=months * MONTH if end is None else end,
        record_from=record_from,
        months=months,
        parks=parks,
        park_lucks=parks,
        spaces=spaces,
        space_lucks=spaces,
        tracks=tracks,
        stages=stages,
        entities=entities,
        strict=(False,) * len(spaces),
        max_waiting=(1 << 40,) * len(spaces),
        units=(1,) * len(spaces),
        floors=(None,) * len(spaces),
        capacity=capacity or (1000,) * (len(parks) * len(spaces)),
        occupied=(0,) * (len(parks) * len(spaces)),
        ground=(0,) * (len(parks) * len(spaces)),
        limit=(1 << 40,) * (len(parks) * len(spaces)),
        ground_limit=(0,) * (len(parks) * len(spaces)),
        reserves=(None,) * (len(parks) * len(spaces)),
        answers=(),
        chains=((),) * len(tracks),
        streams=(),
        named=(),
        lots=(),
        renewals=(),
        triggers=(),
        pauses=(),
        candidates=((),) * len(spaces),
        fill_order=tuple(range(len(spaces))),
        pipeline=(),
        askers=((),) * len(spaces),
        queue=(0,) * len(spaces),
        rents=rents or (None,) * len(spaces),
        trades=trades or (None,) * len(tracks),
    )


class Stage:
    """What measures read of a stage: it has space, nothing befalls it, but for what is `said`."""

    def __init__(self, stage=0, **said):
        self.stage = stage
        self.holds = self.housed = self.strands = self.closes = self.gives_back = 0.0
        self.term = self.plant = None
        self.lines = 1.0
        vars(self).update(said)


def of_one_stage(plan, **said):
    """The plan with chains of one stage, of which something is said."""
    return replace(plan, chains=tuple((Stage(**said),) for _ in plan.tracks))


def row(tick, what, **columns):
    """One row of a log; columns that are not named are −1."""
    full = dict.fromkeys(COLUMNS, -1) | {"tick": tick, "what": int(what)} | columns
    return tuple(full[name] for name in COLUMNS)


def a_log(plan, rows, replication=0):
    """A log of rows in the order of their ticks; equal ticks keep their order."""
    ordered = sorted(rows, key=lambda r: r[0])
    table = np.array(ordered, dtype=np.int64).reshape(len(ordered), len(COLUMNS))
    return Log(plan=plan, seed=1, replication=replication, rows=table)


def columns(rows):
    """Rows of a log as columns by name."""
    return dict(zip(COLUMNS, rows.T, strict=True))


class Story:
    """Rows of requests told one by one; ticks are given in months."""

    def __init__(self, plan):
        self.plan = plan
        self.rows = []
        self.requests = 0

    def say(self, month, what, **columns):
        tick = round(month * MONTH)
        self.rows.append(row(tick, what, **columns))
        return tick

    def request(
        self,
        asked,
        *,
        area=100,
        pool=0,
        granted=None,
        into=None,
        committed=None,
        moved=None,
        released=None,
        lost=None,
        loss=1,
        cancelled=None,
        wait_from=None,
        entity=0,
        number=None,
        track=0,
        stage=0,
        ordinal=0,
        arrives=True,
    ):
        """A request and what became of it; returns its serial number."""
        serial = self.requests
        self.requests += 1
        who = {"entity": entity, "number": serial if number is None else number}
        who |= {"track": track, "stage": stage, "ordinal": ordinal}
        if arrives:
            self.say(asked, What.ARRIVED, **who)
        who["request"] = serial
        start = asked if wait_from is None else wait_from
        self.say(asked, What.ASKED, **who, pool=pool, area=area, aux=round(start * MONTH))
        place = {"pool": pool if into is None else into, "area": area}
        if committed is not None:
            self.say(committed, What.COMMITTED, **who, **place, aux=round((granted or 999) * MONTH))
        if granted is not None:
            self.say(granted, What.GRANTED, **who, **place, aux=round((moved or granted) * MONTH))
        if moved is not None:
            self.say(moved, What.MOVED_IN, **who, **place)
        if cancelled is not None:
            held = granted is not None or committed is not None
            self.say(cancelled, What.CANCELLED, **who, **place, aux=int(held))
        if released is not None:
            self.say(released, What.RELEASED, **who, **place, aux=int(moved is not None))
        if lost is not None:
            self.say(lost, What.LOST, **who, **place, aux=loss)
        return serial

    def opened(self, *, pool=0, area=100, phase=1, moved=None, released=None, track=0, stage=0):
        """A tenancy at the opening; returns its serial number."""
        serial = self.requests
        self.requests += 1
        who = {"entity": 0, "number": 10_000 + serial, "track": track, "stage": stage}
        who |= {"ordinal": 0, "request": serial, "pool": pool, "area": area}
        self.say(0, What.OPENED, **who, aux=phase)
        if moved is not None:
            self.say(moved, What.MOVED_IN, **who)
        if released is not None:
            self.say(released, What.RELEASED, **who, aux=1)
        return serial

    def log(self, replication=0):
        return a_log(self.plan, self.rows, replication)


def tallied(log, spec=None):
    """The tally of a log; `spec` says which standards to count."""
    return tally(history(log), log.plan, measure_spec(spec or a_spec(), log.plan))


def a_spec(standards=None, **changes):
    """A scenario with the parks, spaces, tracks and stages of `a_plan`."""
    raw = {
        "name": "a scenario",
        "clock": {"start": "2023-10", "end": "2025-09"},
        "confidence": "80%",
        "parks": {"east": {}, "west": {"label": {"zh": "西区", "en": "West"}}},
        "spaces": {
            "lab": {"lettable": "80%", "label": {"zh": "实验室", "en": "Laboratory"}},
            "factory": {"lettable": "50%"},
        },
        "stages": {
            stage: {"space": space, "basis": "lettable", "area": "100 m²", "duration": "2 years"}
            for stage, space in (("research", "lab"), ("make", "factory"))
        },
        "chain": ["research", "make"],
        "tracks": {"chem": {}, "device": {}},
        "signals": {"waiting": "5%", "months": 3},
        "standards": standards or {},
    }
    return Spec.model_validate(raw | changes)
