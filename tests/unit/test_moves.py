"""Moves, and new and old buildings, told by logs written by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sim.measures.economy.yearly import economy
from sim.measures.tables.moves import moves, vintages
from sim.model.log import What
from sim.scenario.plan.compile import compile_plan
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from tests.logs import Story, a_plan, of_one_stage, tallied
from tests.play import play, scenario

TIERS = Path(__file__).parents[1] / "scenarios" / "tiny" / "rent-by-tier.yaml"
EAST, WEST, EAST_LAB, WEST_LAB = range(4)
"""Pools, each of 1,000 m² at the start."""


def a_town():
    """Where leases have terms."""
    return of_one_stage(a_plan(months=6), term=Distribution("constant", (6.0,)))


def a_story(plan):
    """A tenant of the opening moves to the new building next door; others come before and after."""
    story = Story(plan)
    first = story.opened(pool=EAST, area=600, released=3)
    story.opened(pool=EAST_LAB, area=900)
    story.request(1, granted=1, moved=1, released=4, pool=WEST, area=300)
    for month, pool, area in ((2, WEST, 500), (2, WEST_LAB, 500), (1, EAST_LAB, 100)):
        story.say(month, What.CAPACITY, entity=2, pool=pool, area=area)
    story.say(2, What.WITHDRAWN, entity=2, pool=EAST_LAB, area=150)
    who = {"entity": 0, "number": 10_000 + first, "track": 0, "stage": 0, "ordinal": 1}
    who |= {"request": story.requests, "pool": WEST, "area": 600}
    story.requests += 1
    story.say(2.5, What.MOVING, **who, aux=EAST)
    story.say(2.5, What.GRANTED, **who, aux=3 * MONTH)
    story.say(3, What.MOVED_IN, **who)
    story.request(3, granted=3.5, moved=3.5, pool=WEST, area=200)
    story.request(2, granted=2.5, moved=2.5, pool=WEST_LAB, area=200)
    return story


def test_a_move_counts_where_it_ends_with_what_it_left():
    plan = a_town()
    told = moves([tallied(a_story(plan).log())], plan)
    expected = [[0, 2024, "factory", "east", "factory", "west", 1, 600]]
    assert told.to_numpy().tolist() == expected
    assert moves([tallied(Story(plan).log())], plan).empty


def test_whoever_came_after_the_first_opening_stands_in_the_new_building_first():
    plan = a_town()
    told = vintages([tallied(a_story(plan).log())], plan)
    names = [f"{what}_{age}" for age in ("old", "new") for what in ("capacity", "leased")]

    def courses(space, park):
        rows = told[(told["space"] == space) & (told["park"] == park)]
        return rows[names].to_numpy().astype(int).tolist()

    assert courses("factory", "east") == [[1000, 600, 0, 0]] * 3 + [[1000, 0, 0, 0]] * 3
    assert courses("factory", "west") == [
        [1000, 0, 0, 0],
        [1000, 300, 0, 0],
        [1000, 400, 500, 500],  # 600 came since: what the new building has not, the old one has
        [1000, 600, 500, 500],
        [1000, 300, 500, 500],
        [1000, 300, 500, 500],
    ]
    assert courses("lab", "west") == [[1000, 0, 0, 0]] * 2 + [[1000, 0, 500, 200]] * 4
    # 150 of the old ones are taken back: what no longer finds room there has moved over.
    taken = [[850, 850, 100, 50]] * 4
    assert courses("lab", "east") == [[1000, 900, 0, 0], [1000, 900, 100, 0], *taken]


def test_vacancy_is_of_each_and_missing_where_nothing_stands():
    plan = a_town()
    told = vintages([tallied(a_story(plan).log())], plan)
    west = told[(told["space"] == "factory") & (told["park"] == "west")]
    assert west["vacancy_old"].tolist() == [1.0, 0.7, 0.6, 0.4, 0.7, 0.7]
    assert west["vacancy_new"].isna().tolist() == [True, True, False, False, False, False]
    assert (west["vacancy_new"].dropna() == 0).all()


def test_without_terms_nothing_is_told():
    plan = a_plan(months=6)
    tally = tallied(a_story(plan).log())
    assert moves([tally], plan).empty
    assert isinstance(vintages([tally], plan), pd.DataFrame)
    assert vintages([tally], plan).empty


def test_where_tiers_are_told_apart_tenants_count_and_pay_where_they_are():
    """By the log worked out by hand: 3,900 m² × months are let in old, 1,300 in new buildings."""
    income = {"economy": {"rent": {"lab": {"rate": "10 元/m²/月", "basis": "lettable"}}}}
    spec = scenario(TIERS, income)
    tallies, plan = play(spec, tallied, 1), compile_plan(spec)
    let = vintages(tallies, plan)
    assert let["leased_new"].tolist() == [0, 0, 0, 150, 150, 300, 100, 100, 250, 250, 0, 0]
    assert let["leased_old"].tolist() == [350, 550, 550, 400, 400, 350, 350, 350, 200, 200, 200, 0]
    [told] = moves(tallies, plan).to_dict("records")
    assert (told["moves"], told["area"], told["into_new"]) == (3, 500, 3)
    assert economy(tallies, plan)["rent_income"].sum() == pytest.approx(
        10 * (3900 + 1.2 * 1300), rel=1e-9
    )
    plain = scenario(TIERS, income | {"rent.lab.new_over_old": None})
    tallies, plan = play(plain, tallied, 1), compile_plan(plain)
    assert "into_new" not in moves(tallies, plan)
    assert tallies[0].let_new.size == 0
