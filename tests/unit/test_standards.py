"""Standards, rule by rule."""

import numpy as np
import pytest

from sim.measures.counting.checks import checks
from sim.measures.counting.stacked import stacked
from sim.measures.statistics import FAILS, HOLDS, UNTESTED, probability
from sim.measures.verdict.standards import combined, evaluate, judged, supply_months
from sim.model.log import What
from sim.scenario.values.dates import MONTH
from tests.logs import Story, a_plan, a_spec, tallied

WAIT = {"metric": "wait", "space": "factory", "within": "6 months", "share": "50%"}
LOST = {"metric": "lost", "space": "factory", "at_most": "20%"}
VACANCY = {"metric": "vacancy", "space": "factory", "at_most": "30%"}
MONTHS = {"metric": "months_of_supply", "space": "factory", "at_most": "24 months"}


def check(standard, *tellers, plan=None, side=None):
    """Evaluate one standard on a replication told by each teller."""
    plan = plan or a_plan(months=24)
    spec = a_spec({"s": standard})
    found = [c for c in checks(spec, plan) if side in {None, c.side}]
    told = []
    for number, tell in enumerate(tellers):
        story = Story(plan)
        tell(story)
        told.append(tallied(story.log(number), spec))
    assert len(found) == 1
    return evaluate(found[0], stacked(told), plan)


def status(standard, *tellers, **kwargs):
    return check(standard, *tellers, **kwargs).status.tolist()


# Sides


@pytest.mark.parametrize(
    ("standard", "sides"),
    [
        (WAIT, ["shortage"]),
        (LOST, ["shortage"]),
        (VACANCY, ["idle"]),
        (VACANCY | {"at_least": "5%"}, ["shortage", "idle"]),
        (MONTHS, ["idle"]),
    ],
)
def test_sides(standard, sides):
    assert [c.side for c in checks(a_spec({"s": standard}), a_plan())] == sides


# Waits


def test_granted_within_the_bound_and_not():
    def tell(story):
        story.request(0, granted=6)
        story.request(1, granted=7.1)

    result = check(WAIT, tell)
    assert result.value.tolist() == [0.5]
    assert result.status.tolist() == [HOLDS]


def test_who_left_is_a_failure():
    def tell(story):
        story.request(0, granted=1)
        story.request(0, lost=2)
        story.request(0, lost=0, loss=2)

    assert check(WAIT, tell).value.tolist() == [pytest.approx(1 / 3)]


def test_only_requests_that_could_be_followed_count():
    def tell(story):
        story.request(0, granted=10)
        story.request(18, granted=19)
        story.request(18.1, granted=18.2)
        story.request(19)

    assert check(WAIT, tell).value.tolist() == [0.5]


def test_a_wait_runs_from_where_patience_runs():
    assert check(WAIT, lambda s: s.request(0, wait_from=4, granted=9)).value.tolist() == [1]
    assert check(WAIT, lambda s: s.request(0, wait_from=4, granted=10.1)).value.tolist() == [0]
    assert check(WAIT, lambda s: s.request(0, wait_from=8, granted=1)).value.tolist() == [1]


def test_a_request_made_ahead_counts_only_if_its_wait_could_be_followed():
    assert status(WAIT, lambda s: s.request(15, wait_from=18, granted=16)) == [HOLDS]
    assert status(WAIT, lambda s: s.request(15, wait_from=18.5, granted=16)) == [UNTESTED]


def test_a_commitment_is_granted_at_its_opening():
    assert status(WAIT, lambda s: s.request(0, committed=1, granted=5)) == [HOLDS]
    assert status(WAIT, lambda s: s.request(0, committed=1, granted=7)) == [FAILS]
    assert status(WAIT, lambda s: s.request(0, committed=1)) == [FAILS]


def test_a_cancelled_request_is_neither():
    assert status(WAIT, lambda s: s.request(0, wait_from=5, granted=1, cancelled=5)) == [UNTESTED]
    assert status(WAIT, lambda s: s.request(0, wait_from=5, cancelled=5)) == [UNTESTED]


def test_no_request_is_not_a_pass():
    assert status(WAIT, lambda s: None, lambda s: s.opened(pool=0)) == [UNTESTED, UNTESTED]


def test_the_window_is_that_of_the_request():
    standard = WAIT | {"window": {"start": "2023-12", "end": "2023-12"}}
    outside = check(
        standard, lambda s: s.request(1.9, granted=2), lambda s: s.request(3, granted=3)
    )
    assert outside.status.tolist() == [UNTESTED, UNTESTED]
    assert status(standard, lambda s: s.request(2, granted=2)) == [HOLDS]
    assert status(standard, lambda s: s.request(2.99, granted=9)) == [FAILS]


def test_nothing_counts_before_record_from():
    plan = a_plan(months=24, record_from=2 * MONTH)
    assert status(WAIT, lambda s: s.request(1, granted=1), plan=plan) == [UNTESTED]


def test_scope_by_space_park_and_track():
    def tell(story):
        story.request(0, pool=0, granted=0, track=0)
        story.request(0, pool=1, granted=9, track=1)
        story.request(0, pool=2, lost=1)

    assert check(WAIT, tell).value.tolist() == [0.5]
    assert check(WAIT | {"park": "east"}, tell).value.tolist() == [1]
    assert check(WAIT | {"park": "west"}, tell).value.tolist() == [0]
    assert check(WAIT | {"track": "device"}, tell).value.tolist() == [0]
    assert check(WAIT | {"space": "lab"}, tell).value.tolist() == [0]


def test_the_park_is_that_of_the_first_choice_and_the_type_the_one_asked_for():
    def tell(story):
        story.request(0, pool=1, granted=1, into=2)

    assert check(WAIT | {"park": "west"}, tell).value.tolist() == [1]
    assert status(WAIT | {"space": "lab"}, tell) == [UNTESTED]


def test_expansions_count_in_waits():
    assert status(WAIT, lambda s: s.request(0, ordinal=1, lost=1)) == [FAILS]


# Lost area


def test_the_lost_share_is_of_area_asked_without_what_is_unresolved():
    def tell(story):
        story.request(0, area=800, granted=3)
        story.request(0, area=200, lost=3)
        story.request(0, area=5000)
        story.request(0, area=900, wait_from=4, cancelled=4)
        story.request(0, area=70, ordinal=1, lost=1)

    result = check(LOST, tell)
    assert result.value.tolist() == [0.2]
    assert result.status.tolist() == [HOLDS]
    assert result.aside["unresolved_area"].tolist() == [5000]
    assert result.aside["expansion_lost_area"].tolist() == [70]


def test_a_commitment_is_resolved_and_turned_away_is_lost():
    def tell(story):
        story.request(0, area=300, committed=1)
        story.request(0, area=100, lost=0, loss=2)

    result = check(LOST, tell)
    assert result.value.tolist() == [0.25]
    assert result.status.tolist() == [FAILS]


def test_nothing_resolved_is_not_tested():
    result = check(LOST, lambda s: s.request(0), lambda s: None)
    assert result.status.tolist() == [UNTESTED, UNTESTED]
    assert result.aside["unresolved_area"].tolist() == [100, 0]


# Vacancy


def lease(*steps, pool=0):
    """Tell of tenancies of the opening: (area, months until release)."""

    def tell(story):
        for area, months in steps:
            story.opened(pool=pool, area=area, released=months)

    return tell


PLAN = a_plan(months=4, capacity=(1000, 0, 0, 0))


def test_mean_vacancy_of_the_window():
    result = check(VACANCY, lease((800, None), (200, 2)), plan=PLAN)
    assert result.value.tolist() == [pytest.approx(0.1)]
    window = VACANCY | {"window": {"start": "2023-12"}}
    assert check(window, lease((800, None), (200, 2)), plan=PLAN).value.tolist() == [0.2]


def test_only_whole_months_of_the_window_count():
    tell = lease((700, None), (200, 1), (100, 2))
    assert check(VACANCY | {"window": {"end": "2023-11"}}, tell, plan=PLAN).value.tolist() == [0.1]
    cut = VACANCY | {"window": {"end": "2023-11-20"}}
    assert check(cut, tell, plan=PLAN).value.tolist() == [0]
    cut = VACANCY | {"window": {"start": "2023-10-02", "end": "2023-11"}}
    assert check(cut, tell, plan=PLAN).value.tolist() == [0.2]


def test_every_month_is_the_worst_month():
    standard = VACANCY | {"over": "every_month"}
    result = check(standard, lease((600, None), (400, 3)), lease((700, None)), plan=PLAN)
    assert result.value.tolist() == [0.4, 0.3]
    assert result.status.tolist() == [FAILS, HOLDS]
    lower = {"metric": "vacancy", "space": "factory", "at_least": "20%", "over": "every_month"}
    result = check(lower, lease((600, None), (300, 3)), plan=PLAN)
    assert result.value.tolist() == [pytest.approx(0.1)]
    assert result.status.tolist() == [FAILS]


def test_share_of_months():
    standard = VACANCY | {"over": "share", "share": "75%"}
    result = check(standard, lease((600, None), (400, 3)), lease((600, None), (400, 2)), plan=PLAN)
    assert result.value.tolist() == [0.75, 0.5]
    assert result.status.tolist() == [HOLDS, FAILS]


def test_fit_out_counts_as_leased():
    assert check(VACANCY, lambda s: s.opened(area=1000, phase=0), plan=PLAN).value.tolist() == [0]


def test_withdrawn_is_neither_vacant_nor_capacity():
    def tell(story):
        story.opened(area=500)
        story.say(0, What.WITHDRAWN, entity=2, pool=0, area=500)

    assert check(VACANCY, tell, plan=PLAN).value.tolist() == [0]


def test_city_and_park():
    plan = a_plan(months=4, capacity=(1000, 3000, 0, 0))
    assert check(VACANCY, lease((400, None)), plan=plan).value.tolist() == [0.9]
    assert check(VACANCY | {"park": "east"}, lease((400, None)), plan=plan).value.tolist() == [0.6]


def test_no_capacity_is_not_tested():
    assert status(VACANCY | {"park": "west"}, lease((0, None)), plan=PLAN) == [UNTESTED]


def test_months_without_capacity_are_skipped():
    def tell(story):
        story.say(3, What.CAPACITY, entity=2, pool=1, area=100)

    result = check(VACANCY | {"park": "west"}, tell, plan=PLAN)
    assert result.value.tolist() == [1]
    every = check(VACANCY | {"park": "west", "over": "share", "share": "50%"}, tell, plan=PLAN)
    assert every.value.tolist() == [0]


def test_the_last_months_may_be_cut_out_by_the_window():
    standard = VACANCY | {"window": {"start": "2030"}}
    assert status(standard, lease((1000, None)), plan=PLAN) == [UNTESTED]


# Months of supply


def supply_plan(months=14):
    return a_plan(months=months, capacity=(1000, 0, 0, 0))


def test_months_of_supply_over_the_last_year():
    plan = supply_plan(12)
    told = check(
        MONTHS, lambda s: [s.opened(area=340), s.request(5, granted=6, area=60)], plan=plan
    )
    assert told.value.tolist() == [pytest.approx(600 / (60 / 12))]
    assert told.status.tolist() == [FAILS]


def test_vacant_area_without_absorption_is_above_any_bound():
    plan = supply_plan()
    for months in (None, 5):
        result = check(MONTHS, lease((400, months)), plan=plan)
        assert result.value.tolist() == [np.inf]
        assert result.status.tolist() == [FAILS]


def test_no_vacant_area_is_no_supply():
    assert check(MONTHS, lease((1000, None)), plan=supply_plan()).value.tolist() == [0]


def test_before_a_year_has_passed_it_is_not_tested():
    assert status(MONTHS, lease((400, None)), plan=supply_plan(11)) == [UNTESTED]


def test_no_capacity_has_no_months_of_supply():
    plan = supply_plan()
    assert status(MONTHS | {"park": "west"}, lease((400, None)), plan=plan) == [UNTESTED]


def test_months_of_supply_by_month():
    plan = supply_plan()
    story = Story(plan)
    story.opened(area=500)
    story.request(11, granted=12, area=100)
    months = supply_months(stacked([tallied(story.log())]), plan, [0, 1])[0]
    assert np.isnan(months[:11]).all()
    assert months[11] == np.inf
    assert months[12:].tolist() == [48, 48]


# Putting together


def test_values_without_a_tested_month():
    nothing = np.full((1, 3), np.nan)
    for over in ("mean", "every_month", "share"):
        value, _ = judged(nothing, 0.1, upper=True, over=over, share=0.5)
        assert np.isnan(value).all()


def test_together_they_are_judged_on_those_tested():
    h, f, u = HOLDS, FAILS, UNTESTED
    first, second = np.array([h, h, h, f, f, u]), np.array([h, f, u, f, u, u])
    assert combined([first, second], 6).tolist() == [h, f, h, f, f, u]
    assert combined([], 2).tolist() == [u, u]


def test_the_case_worked_by_hand_in_the_model():
    sign = {"✓": HOLDS, "✗": FAILS, "·": UNTESTED}
    wait, lost, both = (
        np.array([sign[one] for one in row], dtype=np.int8)
        for row in ("✓✓✓✗··✓✓··", "✓✓✓✗✓✓✗✓·✗", "✓✓✓✗✓✓✗✓·✗")
    )
    assert combined([wait, lost], 10).tolist() == both.tolist()
    found = [probability(row, np.arange(10)) for row in (wait, lost, both)]
    assert [(one.share, one.untested_share) for one in found] == [
        (5 / 6, 0.4),
        (6 / 9, 0.1),
        (6 / 9, 0.1),
    ]
