"""Space that nobody uses, and what failures free and leave behind, told by logs written by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.draws.routes import Route
from sim.measures.counting.idle import AHEAD, IDLE
from sim.measures.counting.plants import OWN, own_measures
from sim.measures.tables.series import series
from sim.measures.tables.summary import summary
from sim.measures.tables.works import own_plants
from sim.model.log import Fate, What
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from sim.text.glossary.catalogue import TERMS
from tests.logs import Story, a_plan, of_one_stage, tallied


def a_town():
    """Where failures leave space behind."""
    return of_one_stage(a_plan(months=6), strands=0.5, plant=Distribution("constant", (1.0,)))


def a_story(plan):
    """One holds on, one leaves a lease behind, and two free a promise and a lease."""
    story = Story(plan)
    held = story.request(0, granted=0, moved=0, released=5, area=100)
    for month in (2, 3):  # through one stage without space after another
        story.say(month, What.HELD, entity=0, number=held, request=held, pool=0, area=100)
    left = story.request(0, granted=1, released=5, area=50, wait_from=3)
    more = {"entity": 0, "number": left, "request": left, "pool": 0, "area": 50}
    story.say(3, What.STRANDED, **more, aux=5 * MONTH)
    story.request(0, committed=1, cancelled=2, into=1, area=30, wait_from=2)
    story.request(0, granted=1, cancelled=3.5, released=3.5, area=20, wait_from=3.5)
    story.request(0, granted=1, moved=2, released=4, area=10)
    return story


def test_levels_and_amounts_by_month():
    found = tallied(a_story(a_town()).log()).idle
    level = dict(zip((*IDLE, *AHEAD), found, strict=True))
    assert (level["held"][:, 0] / MONTH).tolist() == [0, 0, 100, 100, 100, 0]
    assert (level["stranded"][:, 0] / MONTH).tolist() == [0, 0, 0, 50, 50, 0]
    assert level["freed_ahead"][:, :2].T.tolist() == [[0, 0, 0, 20, 0, 0], [0, 0, 30, 0, 0, 0]]
    assert level["stranded_ahead"][:, 0].tolist() == [0, 0, 0, 50, 0, 0]
    assert not found[:, :, 2:].any()


def test_tables_tell_it_where_it_may_happen():
    plan = a_town()
    tallies = [tallied(a_story(plan).log())]
    months = series(tallies, plan)
    assert {*IDLE, *AHEAD} <= {*months.columns} & TERMS.keys()
    assert months.freed_ahead.sum() == 50
    years = summary(tallies, plan)
    freed = years[(years.measure == "freed_ahead") & (years.park == "all")]
    assert freed["mean"].sum() == 50
    without = replace(plan, chains=())
    plain = [tallied(a_story(without).log())]
    assert not {*IDLE, *AHEAD} & {*series(plain, without).columns}
    assert not {*IDLE, *AHEAD} & {*summary(plain, without).measure}


def test_what_is_left_behind_is_no_demand():
    plan = a_town()
    counted = tallied(a_story(plan).log())
    assert counted.losses.sum() == 0
    assert counted.leased_end[-1].sum() == 0


def test_a_plant_left_behind_stands_empty_from_the_day_of_its_stage():
    plan = a_town()
    story = Story(plan)
    one = {"entity": 1, "number": 1, "track": 0}
    story.say(0, What.ARRIVED, **one)
    story.say(0, What.BUILDING, **one, stage=0, area=80)
    story.say(1, What.STRANDED, **one, stage=0, area=80, aux=3 * MONTH)
    story.say(1, What.ENDED, **one, stage=0, aux=int(Fate.FAILED))
    gone = one | {"number": 2}
    story.say(0, What.ARRIVED, **gone)
    story.say(0, What.BUILDING, **gone, stage=0, area=7)
    story.say(2, What.ENDED, **gone, stage=0, aux=int(Fate.FAILED))
    used = one | {"number": 3}
    story.say(0, What.ARRIVED, **used)
    story.say(0, What.BUILDING, **used, stage=0, area=5)
    story.say(4, What.STARTED, **used, stage=0, area=5, aux=int(Route.SELF_BUILD))
    counted = tallied(story.log())
    levels = dict(zip(OWN, counted.plants[:, :, 0] / MONTH, strict=True))
    assert levels["own_construction"].tolist() == [92, 92, 85, 5, 0, 0]
    assert levels["own_plants"].tolist() == [0, 0, 0, 0, 5, 5]
    assert levels["own_empty"].tolist() == [0, 0, 0, 80, 80, 80]
    assert own_measures(plan, []) == OWN
    unsaid = replace(plan, chains=())
    assert own_measures(unsaid, []) == OWN[:-1] and own_measures(unsaid, [counted.plants]) == OWN
    assert own_plants([counted], plan).own_empty.sum() == np.float64(240)
    assert {*OWN} <= TERMS.keys()
