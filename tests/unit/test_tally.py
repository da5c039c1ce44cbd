"""The tally of logs written by hand."""

import pickle

import numpy as np
import pytest

from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import history
from sim.measures.counting.levels import POOL
from sim.measures.counting.requests import OUTCOMES
from sim.measures.counting.tally import TRACK, imbalances
from sim.model.log import Fate, What
from sim.scenario.values.dates import MONTH
from tests.logs import Story, a_plan, tallied


def level(counted, name, pool=0):
    """Month means of a level."""
    return [float(x) for x in counted.pools[POOL.index(name), :, pool] / MONTH]


def test_a_request_waits_fits_out_and_uses():
    plan = a_plan(months=6)
    story = Story(plan)
    story.request(0.5, area=100, granted=2, moved=3.25, released=5)
    counted = tallied(story.log())
    assert level(counted, "waiting_area") == [50, 100, 0, 0, 0, 0]
    assert level(counted, "waiting") == [0.5, 1, 0, 0, 0, 0]
    assert level(counted, "leased") == [0, 0, 100, 100, 100, 0]
    assert level(counted, "fit_out") == [0, 0, 100, 25, 0, 0]
    assert level(counted, "capacity") == [1000] * 6
    assert counted.leased_end[:, 0].tolist() == [0, 0, 100, 100, 100, 0]
    assert OUTCOMES[history(story.log()).requests.outcome[0]] == "served"


def test_a_month_end_is_the_state_just_before_it():
    plan = a_plan(months=3)
    story = Story(plan)
    story.request(1, granted=1, released=2)
    assert tallied(story.log()).leased_end[:, 0].tolist() == [0, 100, 0]


def test_the_opening_stands_before_the_clock():
    plan = a_plan(months=2)
    story = Story(plan)
    story.opened(area=300, phase=1, released=0)
    story.opened(area=200, phase=0, moved=1.5)
    story.opened(area=100, phase=2)
    counted = tallied(story.log())
    assert counted.leased_open.tolist() == [600, 0, 0, 0]
    assert level(counted, "leased") == [300, 300]
    assert level(counted, "fit_out") == [200, 100]
    assert history(story.log()).requests.opening.tolist() == [2, 1, 2]
    assert counted.census.arrived == counted.census.alive == 3


def test_what_still_waits_at_the_end_is_not_dropped():
    plan = a_plan(months=2)
    story = Story(plan)
    story.request(1, area=70)
    counted = tallied(story.log())
    assert level(counted, "waiting_area") == [0, 70]
    assert OUTCOMES[history(story.log()).requests.outcome[0]] == "waiting"


def test_a_request_made_ahead_waits_only_from_the_end_of_its_stage():
    plan = a_plan(months=4)
    story = Story(plan)
    story.request(0, wait_from=2, granted=3)
    story.request(0, wait_from=3, granted=1, cancelled=3, released=3)
    story.request(0, wait_from=2, cancelled=2)
    counted = tallied(story.log())
    assert level(counted, "waiting_area") == [0, 0, 100, 0]
    assert level(counted, "leased") == [0, 100, 100, 100]
    assert [OUTCOMES[i] for i in history(story.log()).requests.outcome] == [
        "served",
        "cancelled",
        "cancelled",
    ]


def test_an_expansion_released_with_its_tenancy_was_served():
    plan = a_plan(months=4)
    story = Story(plan)
    story.request(0, granted=1, cancelled=2, released=2, ordinal=1)
    story.request(0, committed=1, cancelled=2, ordinal=2)
    outcomes = history(story.log()).requests.outcome
    assert [OUTCOMES[i] for i in outcomes] == ["served", "cancelled"]


def test_a_commitment_leaves_the_list_and_is_granted_at_the_opening():
    plan = a_plan(months=4)
    story = Story(plan)
    story.request(0, committed=1, granted=3, into=1)
    story.request(0, committed=2)
    counted = tallied(story.log())
    assert level(counted, "waiting_area") == [200, 100, 0, 0]
    assert level(counted, "leased", pool=1) == [0, 0, 0, 100]
    assert [OUTCOMES[i] for i in history(story.log()).requests.outcome] == ["served", "committed"]


@pytest.mark.parametrize(("loss", "outcome"), [(1, "left"), (2, "turned_away")])
def test_losses(loss, outcome):
    plan = a_plan(months=2)
    story = Story(plan)
    story.request(0, lost=1.5, loss=loss)
    counted = tallied(story.log())
    assert OUTCOMES[history(story.log()).requests.outcome[0]] == outcome
    assert level(counted, "waiting_area") == [100, 50]
    assert history(story.log()).flows[1, 0, 0].tolist() == [int(name == "lost") for name in FLOW]


def test_construction_renewal_and_suspension():
    plan = a_plan(months=6)
    story = Story(plan)
    site = {"entity": 2, "pool": 0}
    story.say(0, What.CONSTRUCTION, **site, area=500, aux=2 * MONTH)
    story.say(2, What.CAPACITY, **site, area=500)
    story.say(1, What.CONSTRUCTION, **site, area=900, aux=-1)
    story.say(1, What.WITHDRAWN, **site, area=100)
    story.say(1.5, What.WITHDRAWN, **site, area=200)
    story.say(3, What.REBUILD, **site, area=300)
    story.say(3, What.CONSTRUCTION, **site | {"pool": 3}, area=330, aux=5 * MONTH)
    story.say(5, What.CAPACITY, **site | {"pool": 3}, area=330)
    counted = tallied(story.log())
    assert level(counted, "capacity") == [1000, 800, 1200, 1200, 1200, 1200]
    assert level(counted, "withdrawn") == [0, 200, 300, 0, 0, 0]
    assert level(counted, "construction") == [500, 500, 0, 0, 0, 0]
    assert level(counted, "construction", pool=3) == [0, 0, 0, 330, 330, 0]
    assert level(counted, "capacity", pool=3) == [1000] * 5 + [1330]
    assert counted.capacity_end[:, 0].tolist() == [1000, 700, 1200, 1200, 1200, 1200]


def test_a_last_month_cut_short():
    plan = a_plan(months=2, end=MONTH + MONTH // 4)
    story = Story(plan)
    story.request(0, granted=0.5)
    counted = tallied(story.log())
    assert counted.pools[POOL.index("leased"), :, 0].tolist() == [50 * MONTH, 25 * MONTH]


def test_flows_and_stays_and_census():
    plan = a_plan(months=4)
    story = Story(plan)
    who = {"entity": 0, "number": 0, "track": 0}
    story.request(0, granted=0, moved=1, number=0, stage=1)
    story.say(1, What.STARTED, **who, stage=1, aux=0)
    story.say(2.5, What.STAGE_ENDED, **who, stage=1, aux=1)
    story.say(2.5, What.BUILDING, **who, stage=0)
    story.say(3, What.STARTED, **who, stage=0, aux=2)
    other = {"entity": 0, "number": 1, "track": 1, "stage": 1}
    story.say(1, What.ARRIVED, **other)
    story.say(1, What.ENDED, **other, aux=int(Fate.ELSEWHERE))
    counted = tallied(story.log())
    flow = {name: history(story.log()).flows[..., i] for i, name in enumerate(FLOW)}
    assert flow["asked"][0, 1, 0] == flow["granted"][0, 1, 0] == flow["started"][1, 1, 0] == 1
    assert (
        flow["succeeded"][2, 1, 0] == flow["self_build"][2, 0, 0] == flow["started"][3, 0, 0] == 1
    )
    assert flow["elsewhere"][1, 1, 1] == 1
    assert history(story.log()).flows.sum() == 7
    assert history(story.log()).stays.started.tolist() == [MONTH, 3 * MONTH]
    assert history(story.log()).stays.ended.tolist() == [round(2.5 * MONTH), -1]
    assert history(story.log()).stays.success.tolist() == [1, -1]
    assert counted.census.arrived == 2
    assert counted.census.alive == 1
    assert counted.census.ended == (0, 0, 0, 0, 1, 0)


def test_substitutes_are_leased_in_their_own_type_and_waited_for_in_the_first_choice():
    plan = a_plan(months=2)
    story = Story(plan)
    story.request(0, pool=0, granted=1, into=3, track=1)
    counted = tallied(story.log())
    by_track = dict(zip(TRACK, counted.tracks, strict=True))
    assert by_track["waiting_area"][0, 0, 1] == 100 * MONTH
    assert by_track["leased"][1, 1, 1] == 100 * MONTH
    assert history(story.log()).requests.space.tolist() == [0]
    assert history(story.log()).requests.pool.tolist() == [3]


def test_a_request_of_no_pool_waits_nowhere():
    plan = a_plan(months=2)
    story = Story(plan)
    story.request(0, pool=-1, stage=1)
    counted = tallied(story.log())
    assert history(story.log()).requests.space.tolist() == [-1]
    assert counted.pools[POOL.index("waiting_area")].sum() == 0
    assert imbalances(counted, plan) == []


def test_who_is_in_mid_stage_at_the_opening_did_not_begin_then():
    plan = a_plan(months=4)
    story = Story(plan)
    who = {"entity": 0, "number": 3, "track": 0}
    story.say(0, What.ARRIVED, **who, aux=1)
    story.say(0, What.STARTED, **who, stage=0, aux=1)
    story.say(1, What.STAGE_ENDED, **who, stage=0, aux=1)
    story.say(2, What.STARTED, **who, stage=1, aux=1)
    counted = tallied(story.log())
    assert history(story.log()).flows[..., FLOW.index("started")].sum() == 1
    assert history(story.log()).stays.stage.tolist() == [1]
    assert counted.census.alive == 1


def test_imbalances_are_found():
    plan = a_plan(months=2, capacity=(10, 10, 10, 10))
    story = Story(plan)
    story.request(0, granted=0)
    assert imbalances(tallied(story.log()), plan) == ["more is leased than there is"]
    story.say(0, What.ENDED, entity=0, number=7, track=0, stage=0, aux=int(Fate.FAILED))
    found = imbalances(tallied(story.log()), plan)
    assert "companies arrived are not those ended and alive" in found


def test_an_empty_log():
    plan = a_plan(months=2)
    counted = tallied(Story(plan).log())
    assert level(counted, "capacity") == [1000, 1000]
    assert imbalances(counted, plan) == []


def test_a_tally_travels_between_processes():
    plan = a_plan(months=2)
    story = Story(plan)
    story.request(0, granted=1)
    counted = tallied(story.log())
    back = pickle.loads(pickle.dumps(counted))
    np.testing.assert_array_equal(back.pools, counted.pools)
    assert back.census == counted.census
