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
from sim.report.headline import answer
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
    return Extent((0, end, end), (0, worst, worst), (year, year, year), NEVER)


def said(types, break_even=None):
    """The headline of types: (short in % of futures, idle in %, area short, area beyond)."""
    places, outlooks = [], []
    for space, (short, idle, lack, over) in types.items():
        places.append(
            PlaceJudged(space, None, judged("shortage", short), judged("idle", idle), None)
        )
        back = (3, 4, 6) if over is PASSING else None
        never = SOME if back else ALWAYS
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
    return answer(made)


LAB = extent(438_000, 500_000, 2028)
OVER = extent(0, 720_000, 2027)
PASSING = extent(0, 720_000, 2027)
"""Back within the bound by the last year."""


@pytest.mark.parametrize(
    ("types", "zh", "en"),
    [
        (
            {"lab": (0, 96, NONE, LAB), "pilot": (0, 96, NONE, extent(147_000, 1e6, 2030))},
            "2035 年超出空置上限：甲lab 43.8 万m2、甲pilot 14.7 万m2",
            "beyond the vacancy bound in 2035: 438,000 m2 of lab and 147,000 m2 of pilot",
        ),
        (
            {"plant": (0, 60, NONE, OVER)},
            "2027 年超出空置上限：甲plant 72.0 万m2",
            "beyond the vacancy bound in 2027: 720,000 m2 of plant",
        ),
        (
            {"plant": (0, 60, NONE, PASSING)},
            "2027 年超出空置上限：甲plant 72.0 万m2（63% 的未来此后已无）",
            "beyond the vacancy bound in 2027: 720,000 m2 of plant (none later in 63%)",
        ),
        (
            {"plant": (31, 32, NONE, OVER), "lab": (0, 96, NONE, LAB)},
            "2035 年超出空置上限：甲lab 43.8 万m2；甲plant在 31% 的未来里不足、32% 里富余过多"
            "（中位数 2027 年 72.0 万m2）",
            "beyond the vacancy bound in 2035: 438,000 m2 of lab; plant is short in 31% of futures "
            "and too idle in 32% (median 720,000 m2 in 2027)",
        ),
        (
            {"plant": (90, 45, extent(240_000, 3e5, 2034), OVER)},
            "2035 年短缺甲plant 24.0 万m2（45% 里富余过多）",
            "too little in 2035: 240,000 m2 of plant (too idle in 45%)",
        ),
        (
            {"plant": (0, 42, NONE, OVER)},
            "甲plant在 42% 的未来里富余过多（中位数 2027 年 72.0 万m2）",
            "plant is too idle in 42% of futures (median 720,000 m2 in 2027)",
        ),
        (
            {"plant": (17, 42, NONE, PASSING)},
            "甲plant在 42% 的未来里富余过多（中位数 2027 年 72.0 万m2，63% 的未来此后已无）、"
            "17% 里不足，够不够尚难判定",
            "plant is too idle in 42% of futures (median 720,000 m2 in 2027, none later in 63%) "
            "and short in 17%: cannot tell if enough",
        ),
        (
            {"plant": (17, 96, NONE, LAB)},
            "2035 年超出空置上限：甲plant 43.8 万m2（够不够？）",
            "beyond the vacancy bound in 2035: 438,000 m2 of plant (enough?)",
        ),
        (
            {"plant": (90, 0, extent(240_000, 3e5, 2034), OVER)},
            "2035 年短缺甲plant 24.0 万m2",
            "too little in 2035: 240,000 m2 of plant",
        ),
        (
            {"plant": (90, 90, extent(240_000, 3e5, 2034), OVER)},
            "2035 年短缺甲plant 24.0 万m2；2027 年超出空置上限：甲plant 72.0 万m2",
            "too little in 2035: 240,000 m2 of plant; beyond the vacancy bound in 2027: 720,000 m2 "
            "of plant",
        ),
        (
            {"plant": (90, 20, extent(240_000, 3e5, 2034), OVER)},
            "2035 年短缺甲plant 24.0 万m2（富余过多？）",
            "too little in 2035: 240,000 m2 of plant (too idle?)",
        ),
        (
            {
                "plant": (20, 20, NONE, OVER),
                "lab": (0, 0, NONE, LAB),
                "shed": (None, None, NONE, None),
            },
            "甲plant够不够，尚难判定；甲plant是否富余过多，尚难判定；甲lab够用；甲shed未检验",
            "cannot tell if enough: plant; cannot tell if too idle: plant; lab: adequate; "
            "shed: not tested",
        ),
        (
            {"plant": (60, 20, NONE, OVER)},
            "甲plant在 60% 的未来里不足、20% 里富余过多，是否过多尚难判定",
            "plant is short in 60% of futures and idle in 20%: cannot tell if too idle",
        ),
    ],
)
def test_what_it_says(types, zh, en):
    assert said(types) == Words(zh, en)


def turning(space, side, value, rising):
    """Where a side of a type turns with the number that decides."""
    point = Turn(0.2, value, value and value - 0.1, value and value + 0.1, None)
    return Turning(space, side, NUMBER, rising, True, (0.0, 1.0), (point,), (), ())


NUMBER = Unknown("demand.share", Words("比例", "the share"), SHARE, 0.25, None)
OTHER = replace(NUMBER, path="demand.other")


@pytest.mark.parametrize(
    ("decided", "zh", "en"),
    [
        (
            {
                "lab": [("idle", 0.3, False)],
                "plant": [("shortage", 0.57, True), ("idle", 0.5, False)],
            },
            "决定甲plant的是“比例”：高于 57% 则逾 20% 的未来不足，低于 50% 则逾 20% 的未来富余过多",
            "plant turns on the share: short in over 20% above 57%, too idle in over 20% below 50%",
        ),
        ({"lab": [("idle", 0.3, False)], "plant": [("shortage", None, True)]}, None, None),
        ({"lab": [], "plant": [("shortage", None, True)]}, None, None),
    ],
)
def test_it_ends_with_what_decides(decided, zh, en):
    """Of the type in doubt: the other is too idle in 96 % of futures, whatever the number is."""
    spaces = tuple(
        SpaceDecided(space, (NUMBER,), tuple(turning(space, *one) for one in turns))
        for space, turns in decided.items()
    )
    types = {"lab": (0, 96, NONE, LAB), "plant": (17, 42, NONE, OVER)}
    before = said(types)
    found = said(types, BreakEven(100, 9, 0.05, False, (NUMBER,), spaces))
    if zh is None:
        assert found == before
    else:
        assert found == Words(f"{before.zh}；{zh}", f"{before.en}; {en}")
    assert said(types, BreakEven(100, 9, 0.05, False, (), spaces)) == before
    assert said(types, BreakEven(100, 9, 0.05, False, (OTHER,), spaces)) == before
