"""What decides and where the verdict turns, on runs with a known answer."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.measures.counting.checks import checks
from sim.measures.counting.stacked import Stacked
from sim.measures.monotone import curve
from sim.measures.statistics import FAILS, HOLDS, UNTESTED, threshold
from sim.measures.verdict.standards import Checked
from sim.measures.verdict.turning import (
    TURNING_COLUMNS,
    Turn,
    Unknown,
    break_even,
    outcomes_of,
    turning_frame,
)
from sim.measures.verdict.verdict import verdict
from sim.plots import turning
from sim.plots.sheet import blank
from sim.plots.style import house
from sim.plots.turning_words import decides, turns
from sim.report.turning_screen import turning_screen
from sim.scenario.load import load
from sim.scenario.values.dates import MONTH
from sim.scenario.values.units import AREA
from sim.text.screen import held
from sim.text.words import Words
from tests.logs import a_plan, a_spec
from tests.unit.test_verdict import a_verdict, told, well

PLAN = a_plan(months=24, capacity=(1000, 500, 800, 200))
STANDARDS = {
    "wait-make": {"metric": "wait", "space": "factory", "within": "3 months", "share": "90%"},
    "idle-make": {"metric": "vacancy", "space": "factory", "at_most": "30%"},
    "idle-lab": {"metric": "vacancy", "space": "lab", "at_most": "30%"},
}
SPEC = a_spec(STANDARDS)
KEY, OTHERS = "spaces.factory.lettable", ("spaces.lab.lettable", "signals.waiting")
CHECKS = {check.id: check for check in checks(SPEC, PLAN)}


def a_run(balance):
    """A run whose factories have so much waiting, or vacant if negative, m², [replication]."""
    futures, pools = len(balance), len(PLAN.spaces) * len(PLAN.parks)
    area = np.zeros((3, pools, futures, PLAN.months), dtype=np.int64)
    pool = PLAN.pool(PLAN.spaces.index("factory"), 0)
    whole = np.array(balance, dtype=np.int64)[:, None] * MONTH
    area[0, pool] = 10_000 * MONTH
    area[1, pool] = 10_000 * MONTH + np.minimum(whole, 0)
    area[2, pool] = np.maximum(whole, 0)
    return Stacked(*area, *[np.zeros((futures, 1), dtype=np.int64)] * 3)


def results(**status):
    return [
        Checked(CHECKS[name.replace("_", "-")], values * 1.0, values.astype(np.int8))
        for name, values in status.items()
    ]


def drawn(worlds, seed=1):
    """Three numbers that have nothing to do with one another."""
    random = np.random.default_rng(seed)
    return {path: random.random(worlds) for path in (KEY, *OTHERS)}


def a_break_even(numbers, balance, paired=False, spec=SPEC, **status):
    told = outcomes_of(a_run(balance), PLAN, spec, results(**status))
    return break_even(spec, told, numbers, paired=paired)


def fails_above(values, at):
    return np.where(values > at, FAILS, HOLDS)


@pytest.fixture
def clear():
    """Factories follow one number alone: short above 0.6, idle below 0.3."""
    numbers = drawn(100)
    key = numbers[KEY]
    return a_break_even(
        numbers,
        (key - 0.4) * 1000,
        wait_make=fails_above(key, 0.6),
        idle_make=fails_above(-key, -0.3),
        idle_lab=np.full(100, FAILS),
    )


def test_the_one_number_that_matters_is_named_and_explains_all(clear):
    assert [number.path for number in clear.numbers] == [KEY]
    assert clear.deciding.share == pytest.approx(1, abs=1e-4)  # areas are whole m²
    assert (clear.worlds, clear.unknown, clear.kept) == (100, 3, True)
    factory = clear.spaces[1]
    assert factory.space == "factory" and factory.deciding.rho == pytest.approx(1, abs=1e-4)
    assert clear.spaces[0].deciding is None  # no laboratory differs from the others


def test_both_sides_turn_where_they_were_made_to(clear):
    short, idle = clear.turns
    assert (short.side, short.rising) == ("shortage", True)
    assert (idle.side, idle.rising) == ("idle", False)
    for one, known in ((short, 0.6), (idle, 0.3)):
        assert one.point.level == pytest.approx(0.2)  # 1 − confidence
        assert one.point.low <= known <= one.point.high
        assert one.point.value == pytest.approx(known, abs=0.02)  # the gap between two worlds
    said = clear.deciding.text(short.point.value, "en")
    assert said.endswith("%") and float(said[:-1]) == pytest.approx(60, abs=2)


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_a_verdict_that_asks_for_certainty_turns_nowhere(confidence):
    """Even odds have a value; what fails always, or never, is beyond what worlds can show."""
    spec = a_spec(STANDARDS, confidence=f"{confidence:.0%}")
    key = drawn(100)[KEY]
    status = fails_above(key, 0.6)
    found = a_break_even(drawn(100), (key - 0.4) * 1000, spec=spec, wait_make=status)
    one = found.spaces[1].turning(KEY, "shortage")
    assert [turn.level for turn in one.turns] == [1 - confidence, 0.5, confidence]
    assert one.point == Turn(1 - confidence, None, None, None, above=confidence == 1)
    assert one.turns[2] == Turn(confidence, None, None, None, above=confidence == 0)
    assert one.turns[1].value == pytest.approx(0.6, abs=0.02)
    assert found.turns == ()


def test_a_side_that_always_fails_has_too_little_to_tell(clear):
    lab = clear.spaces[0].turning(KEY, "idle")
    assert not lab.told and lab.turns == () and lab.point is None
    assert all(one.space == "factory" for one in clear.turns)


def test_numbers_without_effect_tell_too_little():
    """Chance alone names a number in one of 20 runs; none of these 30 turns a verdict as well."""
    named = 0
    for seed in range(30):
        random = np.random.default_rng(100 + seed)
        status = np.where(random.random(100) < 0.4, FAILS, HOLDS)
        found = a_break_even(drawn(100, seed), random.normal(0, 500, 100), wait_make=status)
        named += bool(found.numbers)
        assert not found.turns
        if not found.numbers:
            said = f"under {found.bound * 100:.0f}% of a type may be"
            assert 0 < found.bound < 1 and said in decides(found).en
    assert named <= 30 * 0.05 + 3 * np.sqrt(30 * 0.05 * 0.95)


def test_few_worlds_tell_nothing():
    numbers = drawn(9)
    found = a_break_even(numbers, numbers[KEY] * 1000, wait_make=fails_above(numbers[KEY], 0.5))
    assert (found.numbers, found.turns, found.bound) == ((), (), 1.0)
    assert "too little to tell: 9 worlds" in decides(found).en
    assert decides(found).en.endswith("none beyond chance")
    assert turns(found, {}).en == "too little to tell"


def test_numbers_that_do_not_differ_are_not_unknown():
    held = {path: np.full(20, 0.3) for path in (KEY, *OTHERS)}
    assert a_break_even(held, np.arange(20), wait_make=np.full(20, HOLDS)) is None
    assert a_break_even({}, np.arange(20), wait_make=np.full(20, HOLDS)) is None


def test_a_pair_is_one_world_and_what_was_not_tested_is_left_out():
    """World k has replications 2k and 2k + 1; a world in which nothing was tested has no share."""
    numbers = drawn(50)
    key = numbers[KEY]
    status = np.repeat(fails_above(key, 0.5), 2)
    status[0:2] = UNTESTED
    status[2] = UNTESTED
    status[4] = 1 - status[4]  # one of its two
    found = a_break_even(numbers, np.repeat(key * 1000, 2), paired=True, wait_make=status)
    (side,) = (one for one in found.spaces[1].turns if one.side == "shortage")
    assert sum(dot.worlds for dot in side.dots) == 49
    shares = np.where(key > 0.5, 1.0, 0.0)
    shares[2] = 0.5
    own = curve(key[1:], shares[1:], [0.2, 0.5, 0.8], rising=True, cases=2)
    assert side.blocks == own.blocks
    assert [turn.value for turn in side.turns] == [crossing.value for crossing in own.crossings]


def test_shares_are_of_the_variance_of_all_types_together(clear):
    """With laboratories that nothing explains the share is that of the factories' variance."""
    numbers = drawn(200)
    key, own = numbers[KEY], numbers[OTHERS[0]]
    run = a_run((key - 0.5) * 3000)
    pool = PLAN.pool(PLAN.spaces.index("lab"), 0)
    lab = a_run((own - 0.5) * 1000)
    from_pool = PLAN.pool(PLAN.spaces.index("factory"), 0)
    for mine, other in zip(run[:3], lab[:3], strict=True):
        mine[pool] = other[from_pool]
    told = outcomes_of(run, PLAN, SPEC, results(idle_lab=np.full(200, HOLDS)))
    found = break_even(SPEC, told, numbers, paired=False)
    shares = {number.path: number.share for number in found.numbers}
    parts = np.array([np.var(key * 3000), np.var(own * 1000)])
    assert list(shares) == [KEY, OTHERS[0]]
    np.testing.assert_allclose(list(shares.values()), parts / parts.sum(), atol=0.01)


def test_a_share_is_told_only_above_its_bound(clear):
    rho = threshold(3, 100)
    assert clear.bound == pytest.approx(1 - (1 - rho**2) * 99 / 98)


def test_a_number_said_the_other_way_round_turns_at_its_mirror(clear):
    numbers = drawn(100)
    key = numbers[KEY]
    mirrored = {**numbers, KEY: 1 - key}
    found = a_break_even(
        mirrored,
        (key - 0.4) * 1000,
        wait_make=fails_above(key, 0.6),
        idle_make=fails_above(-key, -0.3),
        idle_lab=np.full(100, FAILS),
    )
    for one, other in zip(found.turns, clear.turns, strict=True):
        assert one.rising != other.rising
        assert 1 - one.point.value == pytest.approx(other.point.value)
        assert 1 - one.point.high == pytest.approx(other.point.low)


def test_the_verdict_holds_it_and_says_it_in_both_languages():
    numbers = drawn(40)
    spec = a_spec(STANDARDS)
    found = verdict(told([well] * 40, spec=spec), PLAN, spec, paired=False, drawn=numbers)
    assert found.break_even.unknown == 3 and found.break_even.numbers == ()
    data = json.loads(found.to_json())["break_even"]
    assert data["worlds"] == 40 and "dots" not in json.dumps(data)
    (line,) = (line for line in turning_screen(found, "en") if "40 worlds" in line)
    assert "too little to tell" in line
    assert turning_screen(found, "zh")


def test_the_table_has_a_row_a_level_and_one_where_nothing_is_told(clear):
    table = turning_frame(clear)
    assert list(table.columns) == list(TURNING_COLUMNS)
    told = table[table["told"]]
    assert [*told["level"]] == pytest.approx([0.2, 0.5, 0.8] * 2)
    short = told[told["side"] == "shortage"].iloc[0]
    turn = clear.turns[0].point
    assert (short["turns_at"], short["turns_low"], short["turns_high"]) == (
        turn.value,
        turn.low,
        turn.high,
    )
    (lab,) = table[table["space"] == "lab"].to_dict("records")
    assert not lab["told"] and np.isnan(lab["level"]) and np.isnan(lab["share"])
    assert turning_frame(None).empty


def test_the_table_of_the_screen_is_what_it_was(clear, golden):
    found = replace(a_verdict([well] * 4), break_even=clear)
    with held(80):
        lines = [line for lang in ("zh", "en") for line in turning_screen(found, lang)]
    golden(Path(__file__).with_name("turning.txt"), "\n".join(lines))


def test_a_verdict_where_all_is_known_is_without_it():
    found = a_verdict([well] * 4)
    assert found.break_even is None and turning_screen(found, "en") == []
    assert "break_even" not in found.to_dict()


def test_an_axis_in_square_feet_has_round_numbers_of_feet():
    """Its ticks are set in m², one foot being 0.0929 of them."""
    units = load("scenarios/cambridge.yaml").spec.units
    number = Unknown("x", Words("面积", "area"), AREA.within(units), 0.5, None)
    with house():
        ax = blank(6, 3).add_subplot()
        ax.set_xlim(0, 46_000)
        turning._numbers(ax, number, "en")
        labels = [label.get_text() for label in ax.get_xticklabels()]
        assert labels == ["0", "100,000", "200,000", "300,000", "400,000"]
        assert ax.get_xlabel().startswith("area, sq ft")
