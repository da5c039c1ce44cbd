"""The headline by hand: what it says of each kind of verdict, in both languages."""

from dataclasses import replace

import numpy as np
import pytest

from sim.measures.statistics import FAILS, HOLDS, UNTESTED, probability
from sim.measures.verdict.judged import judgement
from sim.measures.verdict.outlook import Beyond, Extent, Outlook
from sim.measures.verdict.signals import Onset
from sim.measures.verdict.turning import BreakEven, SpaceDecided, Turn, Turning, Unknown
from sim.measures.verdict.verdict import PlaceJudged
from sim.report.headline import headline
from sim.scenario.values.units import SHARE
from sim.text.words import Words
from tests.unit.test_verdict import a_verdict, well

NEVER = probability(np.full(100, FAILS), np.arange(100))
ALWAYS = probability(np.full(100, HOLDS), np.arange(100))
SOME = probability(np.array([HOLDS] * 37 + [FAILS] * 63), np.arange(100))
NONE = Extent((0, 0, 0), (0, 0, 0), None, NEVER)


def judged(side, failing):
    """A side that fails in so many of 100 futures; None: tested in none."""
    status = np.full(100, UNTESTED) if failing is None else np.full(100, HOLDS)
    status[: failing or 0] = FAILS
    return judgement(side, status, np.arange(100), 0.8)


def extent(end, worst, year):
    return Extent((0, end, 2 * end), (0, worst, 2 * worst), (year, year, year), NEVER)


def said(types, break_even=None):
    """The lines of types: (short in % of futures, idle in %, area short, area beyond)."""
    places, outlooks = [], []
    for space, (short, idle, lack, over) in types.items():
        places.append(
            PlaceJudged(space, None, judged("shortage", short), judged("idle", idle), None)
        )
        back = (3, 4, 6) if over is PASSING or over is OVER_SOON else None
        never = {id(PASSING): SOME, id(OVER_SOON): NEVER}.get(id(over), ALWAYS)
        beyond = Beyond(**vars(over), back=back, never=never) if over else None
        onset = Onset(NEVER, None, None, None)
        sight = Outlook(space, None, (0, 0, 0), (0, 0, 0), 0.1, lack, beyond, onset, onset)
        outlooks.append(sight)
    labels = {f"space/{space}": Words(f"甲{space}", space) for space in types}
    made = replace(
        a_verdict([well] * 2),
        spaces=tuple(places),
        outlooks=tuple(outlooks),
        labels=labels,
        judged=("2024-01", "2035-12"),
        break_even=break_even,
    )
    return headline(made)


LAB = extent(438_000, 500_000, 2028)
OVER = extent(0, 720_000, 2027)
PASSING = extent(0, 720_000, 2027)
"""Back within the bound by the last year, in most futures."""
OVER_SOON = extent(0, 720_001, 2027)
"""In all."""


IDLE_LAB = (
    "甲lab：富余过多，2035 年超出空置上限 43.8（0-87.6）万m2",
    "lab: too idle, 438,000 (0-876,000) m2 over its bound in 2035",
)
WORST_ZH = "最甚 2027 年 72.0（0-144）万m2"
WORST = "720,000 (0-1,440,000) m2 worst in 2027"


@pytest.mark.parametrize(
    ("types", "lines"),
    [
        ({"lab": (0, 96, NONE, LAB)}, [IDLE_LAB]),
        (
            {"plant": (0, 60, NONE, OVER)},
            [
                (
                    f"甲plant：60% 的未来里富余过多，{WORST_ZH}",
                    f"plant: too idle in 60% of futures, {WORST}",
                )
            ],
        ),
        (
            {"plant": (0, 90, NONE, PASSING)},
            [
                (
                    f"甲plant：富余过多，{WORST_ZH}，63% 的未来此后回到上限内",
                    f"plant: too idle, {WORST}, back within it in 63%",
                )
            ],
        ),
        (
            {"plant": (0, 90, NONE, OVER_SOON)},
            [
                (
                    f"甲plant：富余过多，{WORST_ZH}，此后都回到上限内",
                    f"plant: too idle, {WORST}, back within it in all",
                )
            ],
        ),
        (
            {"plant": (31, 32, NONE, OVER), "lab": (0, 96, NONE, LAB)},
            [
                (
                    f"甲plant：32% 的未来里富余过多，{WORST_ZH}；31% 的未来里不足",
                    f"plant: too idle in 32% of futures, {WORST}; short in 31% of futures",
                ),
                IDLE_LAB,
            ],
        ),
        (
            {"plant": (90, 45, extent(240_000, 3e5, 2034), OVER)},
            [
                (
                    f"甲plant：45% 的未来里富余过多，{WORST_ZH}；90% 的未来里不足，"
                    "2035 年缺 24.0（0-48.0）万m2",
                    f"plant: too idle in 45% of futures, {WORST}; short in 90% of futures, "
                    "240,000 (0-480,000) m2 lacking in 2035",
                )
            ],
        ),
        (
            {"plant": (90, 0, extent(0, 3e5, 2034), None)},
            [
                (
                    "甲plant：不足，最甚 2034 年 30.0（0-60.0）万m2",
                    "plant: short, 300,000 (0-600,000) m2 worst in 2034",
                )
            ],
        ),
        (
            {"plant": (17, 42, NONE, PASSING)},
            [
                (
                    f"甲plant：42% 的未来里富余过多，{WORST_ZH}，63% 的未来此后回到上限内；"
                    "17% 里不足，与 20% 之差在误差内，够不够难说",
                    f"plant: too idle in 42% of futures, {WORST}, back within it in 63%; "
                    "short in 17%, within error of 20%",
                )
            ],
        ),
        (
            {"plant": (60, 20, NONE, OVER)},
            [
                (
                    "甲plant：60% 的未来里不足；20% 里过多，与 20% 之差在误差内，过不过多难说",
                    "plant: short in 60% of futures; too idle in 20%, within error of 20%",
                )
            ],
        ),
        (
            {
                "plant": (20, 20, NONE, OVER),
                "shop": (17, 0, NONE, None),
                "yard": (0, 17, NONE, OVER),
                "lab": (0, 0, NONE, LAB),
                "shed": (None, None, NONE, None),
            },
            [
                (
                    "甲plant：20% 里不足，与 20% 之差在误差内，够不够难说；"
                    "20% 里过多，与 20% 之差在误差内，过不过多难说",
                    "plant: short in 20%, within error of 20%; "
                    "too idle in 20%, within error of 20%",
                ),
                (
                    "甲shop：17% 里不足，与 20% 之差在误差内，够不够难说",
                    "shop: short in 17%, within error of 20%",
                ),
                (
                    "甲yard：17% 里过多，与 20% 之差在误差内，过不过多难说",
                    "yard: too idle in 17%, within error of 20%",
                ),
                ("甲lab：够用", "lab: adequate"),
                ("甲shed：未检验", "shed: not tested"),
            ],
        ),
    ],
)
def test_what_it_says(types, lines):
    assert said(types) == [Words(*line) for line in lines]


def test_an_area_that_would_be_shown_as_nothing_is_not_told():
    few = extent(0, 49.0, 2034)
    zh, en = said({"plant": (60, 0, few, None)})[0]
    assert (zh, en) == ("甲plant：60% 的未来里不足", "plant: short in 60% of futures")


def turning(space, side, value, rising):
    """Where a side of a type turns with the number that decides."""
    point = Turn(0.2, value, value and value - 0.1, value and value + 0.1, None)
    return Turning(space, side, NUMBER, rising, True, (0.1, 0.9), 0.4, (point,), (), ())


NUMBER = Unknown("demand.share", Words("比例", "the share"), SHARE, 0.25, None)
OTHER = replace(NUMBER, path="demand.other")


TURNS_ZH = "“比例”（未知：各未来取 10% 至 90%，半数高于 40%），有 80% 把握："
TURNS = "the share (unknown: 10% to 90%, half above 40%): with 80% confidence"


@pytest.mark.parametrize(
    ("decided", "line"),
    [
        (
            {
                "lab": [("idle", 0.3, False)],
                "plant": [("shortage", 0.57, True), ("idle", 0.5, False)],
            },
            (
                f"甲plant取决于{TURNS_ZH}低于 57%（95%：47-67）够用，高于 50%（95%：40-60）不过多",
                f"plant turns on {TURNS} it suffices below 57% (95%: 47-67), is not too idle above "
                "50% (95%: 40-60)",
            ),
        ),
        (
            {"yard": [("idle", 0.3, True)], "plant": [("shortage", 0.57, False)]},
            (
                f"取决于{TURNS_ZH}甲yard低于 30%（95%：20-40）不过多；"
                "甲plant高于 57%（95%：47-67）够用",
                f"it turns on {TURNS} yard is not too idle below 30% (95%: 20-40); plant suffices "
                "above 57% (95%: 47-67)",
            ),
        ),
        ({"lab": [("idle", 0.3, False)], "plant": [("shortage", None, True)]}, None),
        ({"lab": [], "plant": [("shortage", None, True)]}, None),
    ],
)
def test_it_ends_with_what_decides(decided, line):
    """Of types in doubt: labs are too idle in 96 % of futures, whatever the number is."""
    spaces = tuple(
        SpaceDecided(space, (NUMBER,), tuple(turning(space, *one) for one in turns))
        for space, turns in decided.items()
    )
    types = {
        "lab": (0, 96, NONE, LAB),
        "yard": (0, 42, NONE, OVER),
        "plant": (17, 42, NONE, OVER),
    }
    before = said(types)
    found = said(types, BreakEven(100, 9, 0.05, False, (NUMBER,), spaces))
    assert found == [*before, *([Words(*line)] if line else [])]
    assert said(types, BreakEven(100, 9, 0.05, False, (), spaces)) == before
    assert said(types, BreakEven(100, 9, 0.05, False, (OTHER,), spaces)) == before
