"""What "short" and "too idle" test, said of standards by hand."""

from dataclasses import replace

import pytest

from sim.measures.verdict.judged import StandardJudged
from sim.report.what_fails import what_fails
from sim.text.words import Words
from tests.report.test_headline import judged
from tests.unit.test_verdict import a_verdict, well


def standard(
    metric, space, side="shortage", bound=0.9, within=None, over=None, share=None, park=None
):
    """A bound of a standard; areas and values are of no matter."""
    return StandardJudged(
        *("s", metric, space, park, None, bound, within, over, share, None, (0.0, 0.0, 0.0), 0, {}),
        judged(side, 0),
    )


def said(*standards):
    spaces = dict.fromkeys(one.space for one in standards)
    made = a_verdict([well])
    places = tuple(replace(made.spaces[0], space=space) for space in spaces)
    return what_fails(replace(made, spaces=places, standards=standards))


@pytest.mark.parametrize(
    ("standards", "told"),
    [
        (
            [standard("wait", "lab", within=3.0), standard("wait", "plant", within=6.0)],
            [
                (
                    "不足：3/6 个月内落实的不到 90%",
                    "Short: under 90% housed in 3/6 months",
                )
            ],
        ),
        (
            [
                standard("wait", "lab", within=3.0),
                standard("lost", "plant", bound=0.05),
                standard("vacancy", "lab", "idle", 0.15, over="mean"),
                standard("vacancy", "plant", "idle", 0.125, over="mean"),
            ],
            [
                (
                    "不足：3 个月内落实的不到 90%，或等不到而走的逾 5%",
                    "Short: under 90% housed in 3 months, or over 5% lost waiting",
                ),
                ("过多：全期平均空置率逾 15/12.5%", "Too idle: overall vacancy over 15/12.5%"),
            ],
        ),
        (
            [
                standard("vacancy", "lab", bound=0.03, over="every_month"),
                standard("months_of_supply", "plant", "idle", 18.0, over="share", share=0.75),
                standard("vacancy", "plant", "idle", 0.2, over="every_month"),
                standard("vacancy", "shed", "idle", 0.1, over="every_month"),
                standard("lost", "yard", bound=0.05),
            ],
            [
                (
                    "不足：有一个月空置率不到 3%，或等不到而走的逾 5%",
                    "Short: vacancy under 3% in any month, or over 5% lost waiting",
                ),
                (
                    "过多：存量可供月数逾 18 的月份多于 25%，或有一个月空置率逾 -/20/10/-%",
                    "Too idle: months of supply over 18 in more than 25% of months, "
                    "or vacancy over -/20/10/-% in any month",
                ),
            ],
        ),
    ],
)
def test_what_fails_a_type_is_said(standards, told):
    rule, *found = said(*standards)
    assert rule.en.startswith("Said if so in over 20% of futures (error ")
    assert found == [Words(*one) for one in told]


def test_the_bound_of_a_park_is_not_taken_for_that_of_the_type():
    """Bounds of 15 % for a type and 25 % for one of its parks are no bound of 15 to 25 %."""
    city = standard("vacancy", "lab", "idle", 0.15, over="mean")
    park = standard("vacancy", "lab", "idle", 0.25, over="mean", park="north")
    _, told = said(city, park)
    assert told == Words(
        "过多：全期平均空置率逾 15%，或园区或赛道另有的标准",
        "Too idle: overall vacancy over 15%, or what parks or tracks are held to",
    )


def test_two_bounds_of_a_type_are_no_sum():
    both = [
        standard("wait", "lab", bound=bound, within=within)
        for bound, within in ((0.8, 3.0), (0.95, 12.0))
    ]
    assert said(*both)[1].en == "Short: under 80&95% housed in 3&12 months"


def test_without_standards_nothing_is():
    assert said() == []
