"""Own plants and firms that came back, as told by logs written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.draws.routes import Route
from sim.measures.counting.counts import FLOW
from sim.measures.counting.history import history
from sim.measures.counting.plants import OWN, own_measures
from sim.measures.counting.tally import imbalances
from sim.measures.tables.flows import flows
from sim.measures.tables.works import own_plants, own_plants_by_year
from sim.measures.verdict.indicators import indicators
from sim.model.log import Arrival, Fate, What
from sim.scenario.plan.plan import NamedPlan, ReturnPlan
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from sim.text.glossary.catalogue import TERMS
from tests.logs import Stage, Story, a_plan, a_spec, tallied

MAKE, RESEARCH = 0, 1
CHEM, DEVICE = 0, 1


def builders(**changes):
    """A plan in which chem builds for research and for make, and device for make."""
    law = Distribution("constant", (1.0,))
    chem, device = (Stage(RESEARCH, plant=law), Stage(MAKE, plant=law)), (Stage(MAKE, plant=law),)
    return replace(a_plan(**changes), chains=(chem, device))


def a_story(plan):
    """One plant of the opening, one built and left, one being built, one given up."""
    story = Story(plan)
    midway = {"entity": 0, "number": 1, "track": CHEM}
    story.say(0, What.ARRIVED, **midway, aux=int(Arrival.MIDWAY))
    story.say(0, What.STARTED, **midway, stage=RESEARCH, area=400, aux=int(Route.SELF_BUILD))
    story.say(1, What.STAGE_ENDED, **midway, stage=RESEARCH, aux=1)
    story.say(1, What.BUILDING, **midway, stage=MAKE, area=300)
    story.say(3, What.STARTED, **midway, stage=MAKE, area=300, aux=int(Route.SELF_BUILD))
    story.say(4.5, What.STAGE_ENDED, **midway, stage=MAKE, aux=1)
    story.say(4.5, What.ENDED, **midway, stage=MAKE, aux=int(Fate.COMPLETED))
    other = {"entity": 1, "number": 1, "track": DEVICE}
    story.say(2, What.ARRIVED, **other)
    story.say(2, What.BUILDING, **other, stage=MAKE, area=50)
    failing = {"entity": 1, "number": 2, "track": DEVICE}
    story.say(0, What.ARRIVED, **failing)
    story.say(0, What.BUILDING, **failing, stage=MAKE, area=1000)
    story.say(0.5, What.ENDED, **failing, stage=RESEARCH, aux=int(Fate.FAILED))
    uncounted = {"entity": 1, "number": 3, "track": DEVICE, "stage": MAKE}
    story.say(0, What.ARRIVED, **uncounted)
    story.say(0, What.BUILDING, **uncounted)
    story.say(1, What.STARTED, **uncounted, aux=int(Route.SELF_BUILD))
    story.rows = [row for row in story.rows if row[0] < plan.end]
    return story


def test_each_plant_has_its_row():
    table = history(a_story(builders(months=6)).log()).plants
    months = {name: getattr(table, name) / MONTH for name in ("begun", "started", "ended")}
    assert table.stage.tolist() == [RESEARCH, MAKE, MAKE, MAKE]
    assert table.track.tolist() == [CHEM, DEVICE, CHEM, DEVICE]
    assert table.area.tolist() == [400, 1000, 300, 50]
    assert table.begun[0] == -1 and months["begun"][1:].tolist() == [0, 1, 2]
    assert months["started"][[0, 2]].tolist() == [0, 3]
    assert table.started[[1, 3]].tolist() == [-1, -1]
    assert months["ended"][:3].tolist() == [1, 0.5, 4.5] and table.ended[3] == -1


def test_levels_by_month_and_at_the_end():
    plan = builders(months=6)
    assert plan.plants == ((MAKE, CHEM), (MAKE, DEVICE), (RESEARCH, CHEM))
    counted = tallied(a_story(plan).log())
    found = dict(zip(OWN, counted.plants / MONTH, strict=True))
    assert found["own_construction"].T.tolist() == [
        [0, 300, 300, 0, 0, 0],
        [500, 0, 50, 50, 50, 50],
        [0] * 6,
    ]
    assert found["own_plants"].T.tolist() == [[0, 0, 0, 300, 150, 0], [0] * 6, [400] + [0] * 5]
    assert counted.plants_end.tolist() == [[0, 50, 0], [0, 0, 0], [0, 0, 0]]
    assert imbalances(counted, plan) == []


def test_frames_by_month_and_by_year():
    plan = builders(months=6, record_from=MONTH)  # from October on: two months in the first year
    tallies = [tallied(a_story(plan).log())]
    monthly, yearly = own_plants(tallies, plan), own_plants_by_year(tallies, plan)
    assert len(monthly) == 5 * 3 and len(yearly) == 2 * 3
    first = yearly[(yearly.year == 2023) & (yearly.stage == "make") & (yearly.track == "chem")]
    assert first[[*own_measures(plan, [])]].values.tolist() == [[300, 0]]
    second = yearly[(yearly.year == 2024) & (yearly.stage == "make")]
    assert second[[*own_measures(plan, [])]].values.tolist() == [[0, 150], [50, 0]]
    assert monthly.groupby("stage", observed=True).own_plants.sum().to_dict() == {
        "make": 450,
        "research": 0,
    }


def test_indicators_of_own_plants():
    plan = builders(months=4)
    found = indicators([tallied(a_story(plan).log())], plan, a_spec()).values
    named = {name: values.tolist() for name, values in found.items() if "own" in name}
    assert named == {
        "own_plants_end": [300],
        "own_plants_end.make": [300],
        "own_plants_end.research": [0],
    }


def test_a_known_plant_is_counted_without_a_law():
    known = NamedPlan("one", "one", DEVICE, 0, 0, 0, 90, own_plant=True)
    chains = ((Stage(MAKE),), (Stage(RESEARCH),))
    plan = replace(a_plan(), chains=chains, named=(known,))
    assert plan.plants == ((RESEARCH, DEVICE),)


def back_and_forth(plan):
    """One goes elsewhere and comes back for make; one comes and stays."""
    story = Story(plan)
    one = {"entity": 0, "number": 1, "track": CHEM}
    story.say(0.5, What.ARRIVED, **one)
    story.say(0.5, What.ENDED, **one, stage=MAKE, aux=int(Fate.ELSEWHERE))
    again = {"entity": 2, "number": 1, "track": CHEM}
    story.say(2, What.ARRIVED, **again, stage=MAKE, aux=int(Arrival.BACK))
    story.say(2, What.STARTED, **again, stage=MAKE, aux=int(Route.CDMO))
    return story


def test_who_comes_back_is_counted_as_arrived_and_apart():
    plan = a_plan(months=4)
    counted = tallied(back_and_forth(plan).log())
    assert (counted.census.arrived, counted.census.alive, counted.census.returned) == (2, 1, 1)
    assert imbalances(counted, plan) == []
    wrong = replace(counted, census=replace(counted.census, returned=2))
    assert imbalances(wrong, plan) == ["more come back than had left"]


def test_flows_and_indicators_tell_who_came_back_where_firms_may():
    plan = a_plan(months=4)
    open_plan = replace(plan, returns=ReturnPlan(Distribution("forever"), frozenset()))
    tallies = [tallied(back_and_forth(plan).log())]
    assert "returned" not in flows(tallies, plan).columns
    assert "returned" not in indicators(tallies, plan, a_spec()).values
    found = indicators(tallies, open_plan, a_spec()).values
    assert [found[f"returned{of}"].tolist() for of in ("", ".make", ".research")] == [[1], [1], [0]]
    frame = flows(tallies, open_plan)
    assert frame.returned.sum() == 1
    assert frame[frame.returned == 1][["stage", "track"]].values.tolist() == [["make", "chem"]]


@pytest.mark.parametrize("name", ["own_plants_end", "returned", *OWN])
def test_their_words(name):
    assert name in TERMS


def test_a_plant_begun_before_the_clock():
    """It is being built from the first instant, and nobody began to build it in the clock."""
    plan = builders(months=4)
    story = Story(plan)
    one = {"entity": 1, "number": 1, "track": DEVICE}
    story.say(0, What.ARRIVED, **one, aux=int(Arrival.MIDWAY))
    story.say(0, What.BUILDING, **one, stage=MAKE, area=70, aux=1)
    story.say(2, What.STARTED, **one, stage=MAKE, area=70, aux=int(Route.SELF_BUILD))
    told, counted = history(story.log()), tallied(story.log())
    assert [column.tolist() for column in told.plants] == [
        *([0], [1], [70], [-1], [2 * MONTH], [-1]),
        [-1],
    ]
    found = dict(zip(OWN, counted.plants[:, :, 1] / MONTH, strict=True))
    assert found["own_construction"].tolist() == [70, 70, 0, 0]
    assert found["own_plants"].tolist() == [0, 0, 70, 70]
    assert told.flows[..., FLOW.index("self_build")].sum() == 0
    assert told.flows[..., FLOW.index("started")].sum() == 1
    assert (counted.census.arrived, counted.census.alive) == (1, 1)


def test_housed_lines_are_told_where_there_are_any():
    """Also where the share that a plan holds at its value is nothing."""
    plan = a_plan(months=4)
    line = {"entity": 0, "number": 1, "track": CHEM, "stage": MAKE}
    told = {}
    for route in (Route.LEASE, Route.HOUSED):
        story = Story(plan)
        story.say(0, What.ARRIVED, **line)
        story.say(1, What.STARTED, **line, aux=int(route))
        told[route] = flows([tallied(story.log())], plan)
    assert "housed" not in told[Route.LEASE].columns
    assert told[Route.HOUSED].housed.sum() == 1
