"""The verdict: words, both sides, signals, what is beside, and the screen."""

import json
import unicodedata

import numpy as np
import pytest

from sim.measures.counting.checks import checks
from sim.measures.counting.stacked import stacked
from sim.measures.plain import plain
from sim.measures.statistics import FAILS, HOLDS, UNTESTED
from sim.measures.verdict.judged import WORDS, judgement
from sim.measures.verdict.signals import first_runs, glut_bound, places
from sim.measures.verdict.verdict import verdict
from sim.model.log import What
from sim.report.verdict_screen import screen, shown
from sim.scenario.values.dates import MONTH
from sim.text.screen import box, held, pad, percent, table, width, wrap
from sim.text.verdict import LEFT_OUT, MARKS, VERDICTS
from tests.logs import Story, a_plan, a_spec, tallied

TOP_DOWN = {
    "output_growth": "10 亿元/年",
    "density": "1 亿元/万m²",
    "basis": "gross",
}
STANDARDS = {
    "wait-make": {
        "metric": "wait",
        "space": "factory",
        "within": "3 months",
        "share": "90%",
        "label": {"zh": "厂房三个月内落实", "en": "Factory within 3 months"},
    },
    "lost-west": {"metric": "lost", "space": "factory", "park": "west", "at_most": "5%"},
    "idle-lab": {"metric": "vacancy", "space": "lab", "at_most": "30%", "at_least": "5%"},
    "supply-lab": {"metric": "months_of_supply", "space": "lab", "at_most": "24 months"},
}
PLAN = a_plan(months=24, capacity=(1000, 500, 800, 200))


def told(tellers, plan=PLAN, spec=None):
    tallies = []
    for number, tell in enumerate(tellers):
        story = Story(plan)
        tell(story)
        tallies.append(tallied(story.log(number), spec))
    return tallies


def short(story):
    """Nobody gets a factory; the laboratories stand empty."""
    for month in range(20):
        story.request(month, area=60, pool=month % 2, lost=month + 4)


def well(story):
    story.opened(pool=2, area=700, stage=1)
    for month in range(20):
        story.request(month, area=50, pool=month % 2, granted=month, moved=month + 1)


def a_verdict(tellers, standards=None, **changes):
    spec = a_spec(STANDARDS if standards is None else standards, **changes)
    return verdict(told(tellers, spec=spec), PLAN, spec)


# Words


@pytest.mark.parametrize(
    ("side", "holds", "fails", "untested", "word"),
    [
        ("shortage", 180, 20, 0, "adequate"),
        ("idle", 180, 20, 0, "adequate"),
        ("shortage", 120, 80, 0, "short"),
        ("idle", 120, 80, 0, "idle"),
        ("shortage", 165, 35, 0, "unclear"),
        ("shortage", 155, 45, 0, "unclear"),
        ("shortage", 150, 0, 50, "adequate"),
        ("shortage", 10, 0, 190, "unclear"),
        ("idle", 0, 0, 200, "untested"),
        ("shortage", 0, 60, 140, "short"),
    ],
)
def test_words(side, holds, fails, untested, word):
    status = np.repeat([HOLDS, FAILS, UNTESTED], [holds, fails, untested])
    status = np.random.default_rng(1).permutation(status)
    assert judgement(side, status, np.arange(200) // 2, 0.8).word == word


def test_the_closed_list_is_said_in_both_languages():
    assert set(WORDS) == set(VERDICTS) == set(MARKS)
    assert VERDICTS["unclear"] == ("尚难判定", "cannot tell")


def test_short_and_idle_at_once():
    found = a_verdict([short] * 40)
    assert (found.shortage.word, found.idle.word) == ("short", "idle")
    assert found.shortage.probability.holds == 0


def test_sides_of_spaces_and_pools():
    found = a_verdict([well, short] * 20)
    by_space = {place.space: place for place in found.spaces}
    assert list(by_space) == ["lab", "factory"]
    assert by_space["factory"].shortage.probability.holds == 20
    assert by_space["factory"].idle.word == "untested"
    assert by_space["lab"].idle.probability.fails == 40
    [pool] = found.pools
    assert (pool.space, pool.park) == ("factory", "west")
    assert pool.shortage.probability.holds == 20


def test_standards_in_order_with_values():
    found = a_verdict([well, short] * 20)
    assert [(s.id, s.judged.side) for s in found.standards] == [
        ("idle-lab", "shortage"),
        ("lost-west", "shortage"),
        ("wait-make", "shortage"),
        ("idle-lab", "idle"),
        ("supply-lab", "idle"),
    ]
    by_id = {s.id: s for s in found.standards if s.judged.side == "shortage"}
    assert by_id["lost-west"].value == (0, 0, 1)
    assert by_id["wait-make"].within == 3
    supply = found.standards[-1]
    assert supply.value == (None, None, None)
    assert supply.unbounded == 40


def test_no_standard_is_not_a_pass():
    found = a_verdict([well] * 4, standards={})
    assert (found.shortage.word, found.idle.word) == ("untested", "untested")
    assert found.standards == ()


# Signals


def test_first_runs():
    flags = np.array(
        [[0, 1, 1, 0, 1, 1, 1], [1, 1, 1, 1, 0, 0, 0], [1, 1, 0, 1, 1, 0, 1]], dtype=bool
    )
    assert first_runs(flags, 3).tolist() == [4, 0, -1]
    assert first_runs(flags, 1).tolist() == [1, 0, 0]
    assert first_runs(flags[:, :2], 3).tolist() == [-1, -1, -1]


def place_of(tellers, standards=(), space="factory", park=None, plan=PLAN):
    spec = a_spec(dict(standards))
    clusters = np.arange(len(tellers)) // 2
    found = places(stacked(told(tellers, plan)), plan, spec, checks(spec, plan), clusters)
    return next(p for p in found if (p.space, p.park) == (space, park))


def waits(start, stop, area=200, pool=0):
    return lambda story: story.request(start, area=area, pool=pool, lost=stop)


def test_shortage_begins_in_the_first_of_three_months():
    tellers = [waits(m, m + 3) for m in (2, 4, 6, 8, 10, 12, 14, 16, 18, 20)] + [waits(2, 4)] * 10
    found = place_of(tellers).shortage
    assert found.happens.share == 0.5
    assert (found.p10, found.p50, found.p90) == ("2023-12", "2024-08", "2025-04")


def test_shortage_needs_more_than_the_share_of_capacity():
    assert place_of([waits(0, 20, area=75)] * 2).shortage.happens.holds == 0
    assert place_of([waits(0, 20, area=76)] * 2).shortage.happens.holds == 2
    east = place_of([waits(0, 20, area=51)] * 2, park="east")
    assert east.shortage.happens.holds == 2
    assert place_of([waits(0, 20, area=51)] * 2, park="west").shortage.happens.holds == 0


def test_anyone_waiting_for_what_is_not_there_is_a_shortage():
    plan = a_plan(months=24, capacity=(0, 500, 800, 200))
    found = place_of([waits(5, 20, area=1)] * 2, park="east", plan=plan)
    assert found.shortage.p50 == "2024-03"
    assert found.vacancy_end is None
    assert found.bands == (0, 0, 0, 0)


def test_signals_begin_at_record_from():
    plan = a_plan(months=24, record_from=3 * MONTH)
    assert place_of([waits(0, 5)] * 2, plan=plan).shortage.happens.holds == 0
    assert place_of([waits(0, 6)] * 2, plan=plan).shortage.p50 == "2024-01"


def test_glut_is_above_the_upper_bound_of_the_vacancy_standard():
    idle = {"idle": {"metric": "vacancy", "space": "factory", "at_most": "60%"}}
    tell = [lambda s: [s.opened(area=600), s.request(3, granted=3, area=100, released=10)]] * 2
    found = place_of(tell, idle.items())
    assert found.glut is None or found.glut.p50 is None
    tighter = {"idle": idle["idle"] | {"at_most": "55%"}}
    assert place_of(tell, tighter.items()).glut.p50 == "2023-10"
    assert place_of(tell).glut is None
    later = [lambda s: s.opened(area=600, released=7)] * 2
    assert place_of(later, idle.items()).glut.p50 == "2024-05"


def test_a_park_s_own_bound_comes_first_and_the_lowest_of_several():
    spec = a_spec(
        {
            "a": {"metric": "vacancy", "space": "factory", "at_most": "20%"},
            "b": {"metric": "vacancy", "space": "factory", "at_most": "15%"},
            "c": {"metric": "vacancy", "space": "factory", "park": "west", "at_most": "40%"},
            "d": {"metric": "vacancy", "space": "lab", "at_least": "1%"},
        }
    )
    found = checks(spec, PLAN)
    assert [glut_bound(found, 0, park) for park in (None, 0, 1)] == [0.15, 0.15, 0.4]
    assert glut_bound(found, 1, None) is None


def test_peaks_and_what_is_idle_at_the_end():
    found = place_of(
        [waits(1.5, 4, area=100), waits(1.5, 4, area=300)] + [waits(0, 1, area=60)] * 8
    )
    assert found.peak_waiting == (60, 100)
    assert found.idle_end == (1500, 1500, 1500)
    assert found.vacancy_end == (1, 1, 1)
    assert found.bands == (0, 0, 0, 1)


def test_the_end_is_the_last_month():
    found = place_of([lambda s: [s.opened(area=500, released=9), s.request(9, granted=9)]] * 2)
    assert found.idle_end == (1400, 1400, 1400)
    assert found.vacancy_end == (1400 / 1500,) * 3


def test_bands():
    plan = a_plan(months=4, capacity=(100, 0, 0, 0))

    def tell(story):
        for area, until in ((80, None), (10, 3), (5, 2), (5, 1)):
            story.opened(area=area, released=until)

    assert place_of([tell] * 2, plan=plan).bands == (0.5, 0.25, 0.25, 0)


# Causes


def test_causes_of_the_verdict_and_of_places():
    found = a_verdict([well, short] * 10)
    shares = {(c.measure, c.space): c.chance for c in found.causes}
    assert shares["shortage_holds", None] == 1
    assert shares["idle_holds", None] is None
    assert shares["peak_waiting", "factory"] == 1
    assert a_verdict([well, well, short, short] * 10).causes[0].chance == 0


def test_without_a_ranged_number_all_is_chance():
    spec = a_spec(STANDARDS)
    tallies = told([well, well, short, short] * 10, spec=spec)
    found = {c.measure: c for c in verdict(tallies, PLAN, spec, ranged=False).causes}
    assert (found["shortage_holds"].chance, found["shortage_holds"].low) == (1, 1)
    assert found["idle_holds"].chance is None  # nothing differs


def test_standards_and_signals_tell_their_months():
    standards = {
        **STANDARDS,
        "lost-west": {**STANDARDS["lost-west"], "window": {"start": "2024-06", "end": "2024-12"}},
        "late": {**STANDARDS["wait-make"], "window": {"start": "2024-03"}},
    }
    found = a_verdict([well, short] * 5, standards)
    months = {one.id: one.months for one in found.standards}
    assert months["lost-west"] == ("2024-06", "2024-12")
    assert months["late"] == ("2024-03", "2025-09")
    assert months["supply-lab"] == ("2023-10", "2025-09")
    assert found.pools[0].months == ("2024-06", "2024-12")
    assert {one.space: one.months for one in found.spaces}["factory"] == ("2023-10", "2025-09")
    assert {place.months for place in found.signals} == {found.record}


# As data


def test_the_same_verdict_is_the_same_text():
    first, again = a_verdict([well, short] * 3), a_verdict([well, short] * 3)
    assert first.to_json() == again.to_json()
    data = json.loads(first.to_json(), parse_constant=lambda c: pytest.fail(c))
    assert data["shortage"]["word"] in WORDS
    assert data == first.to_dict()


def test_data_are_plain_and_finite():
    assert plain({"a": (1, 0.1 + 0.2)}) == {"a": [1, 0.3]}
    with pytest.raises(ValueError, match="finite"):
        plain([float("nan")])


def test_an_odd_number_of_replications():
    found = a_verdict([well, short, well])
    assert found.replications == 3
    assert found.to_json()


# Screen

LONG = {
    "zh": "上海市生物医药产业空间规划模拟的一个极长极长的名字",
    "en": "A very long name indeed, " * 4,
}


def all_screens():
    everything = STANDARDS | {
        "monthly": {
            "metric": "vacancy",
            "space": "factory",
            "park": "west",
            "at_least": "2.5%",
            "over": "share",
            "share": "90%",
            "label": LONG,
        },
        "every": STANDARDS["supply-lab"] | {"over": "every_month"},
        "never": STANDARDS["lost-west"] | {"window": {"start": "2040"}},
    }
    spaces = {"lab": {"lettable": "80%", "label": LONG}, "factory": {"lettable": "50%"}}
    found = [
        a_verdict([short] * 8, everything, top_down=TOP_DOWN, spaces=spaces),
        a_verdict([well, short, well], everything),
        a_verdict([well] * 2, standards={}),
    ]
    return [(one, lang, screen(one, lang)) for one in found for lang in ("zh", "en", "both")]


def test_screens_fit_and_have_no_doubtful_widths():
    for _, _, text in all_screens():
        assert max(width(line) for line in text.splitlines()) <= 80
        doubtful = {c for c in text if unicodedata.east_asian_width(c) == "A"}
        assert not doubtful
        assert text.endswith("\n")
        assert not any(line != line.rstrip() for line in text.splitlines())


def test_screens_speak_the_language_asked_for():
    for found, lang, text in all_screens():
        said = VERDICTS[found.idle.word]
        assert (said.zh in text) == (lang != "en")
        assert (said.en in text) == (lang != "zh")
        for words in LEFT_OUT.values():
            assert (words.zh[:6] in text) == (lang != "en")


def test_the_screen_says_what_the_data_say():
    found = a_verdict([short] * 40, top_down=TOP_DOWN)
    text = screen(found, "en")
    together = next(line for line in text.splitlines() if line.startswith("  all types"))
    assert together.split()[:4] == ["all", "types", "X", "0"]
    assert text.startswith("  THE VERDICT BY TYPE OF SPACE")  # and not of all types together
    assert "likeliest queue: factory, in 100% of futures, first month 2023-11 (median)" in text
    asked = next(line for line in text.splitlines() if ">= 90% in 3" in line)
    assert asked.startswith("  Factory") and "2023-10 .." in asked
    row = next(line for line in text.splitlines() if line.startswith("  Laboratory"))
    assert row.split() == "Laboratory v 100 (84-100) X 0 (0-16) 0 100 2023-10 0/0 100".split()
    assert "> (> to >)" in text
    assert repr(shown(found)) == screen(found, "en")


def test_percent_is_0_or_100_only_when_it_is():
    status = np.array([HOLDS] * 999 + [FAILS])
    found = judgement("idle", status, np.arange(1000) // 2, 0.8).probability
    assert percent(found, "en") == percent(found, "both") == ">99 (99 to >99)"
    assert percent(found, "zh") == ">99 (99 至 >99)"
    some = judgement("idle", status[::-1][:10], np.arange(10) // 2, 0.8).probability
    assert (
        percent(some, "zh")
        == percent(some, "en")
        == f" 90 ({some.low:.0%}-{some.high:.0%})".replace("%", "")
    )


def test_layout():
    assert wrap("一二三四五", 4) == ["一二", "三四", "五"]
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("面积，单位 m2", 6) == ["面积，", "单位", "m2"]
    assert pad("中试", 6) == "中试  "
    assert table([["a"], ["b"]], [[["中试"], ["1", "2"]]]) == [
        "  a     b",
        "  中试  1",
        "        2",
    ]
    edge = f"+{'-' * 68}+"
    with held(70):
        assert box("t", ["ab"]) == [edge, f"| t{' ' * 65} |", f"| - ab{' ' * 62} |", edge]


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_table_wraps_its_widest_column_until_the_screen_holds_it(columns: int):
    rows = [[["a name of a great many words" * 3], ["100 (96-100)"], ["标准厂房" * 9]]]
    with held(columns):
        lines = table([["name"], ["holds"], ["空间"]], rows)
    assert columns - 4 <= max(map(width, lines)) <= columns
    assert any("100 (96-100)" in line for line in lines)


def test_withdrawn_area_is_neither_idle_nor_short():
    tell = [lambda s: s.say(1, What.WITHDRAWN, entity=2, pool=0, area=900)] * 2
    assert place_of(tell, park="east").idle_end == (100, 100, 100)


def test_a_standard_that_is_never_tested_takes_no_part():
    """Five months cannot test months of supply: the side is that of what can be tested."""
    early = {"start": "2023-10", "end": "2024-02"}
    standards = {
        "vacancy": {"metric": "vacancy", "space": "lab", "at_most": "30%", "window": early},
        "supply": {
            "metric": "months_of_supply",
            "space": "lab",
            "at_most": "12 months",
            "window": early,
        },
    }
    found = a_verdict([well] * 24 + [short] * 1, standards)
    by_id = {one.id: one.judged for one in found.standards}
    assert by_id["supply"].word == "untested"
    assert found.idle == by_id["vacancy"]
    assert 0 < found.idle.probability.share < 1
    assert found.idle.probability.untested == 0
    assert dict(found.margins).keys() == {"idle", "standard/vacancy"}
    assert dict(found.margins)["idle"] == dict(found.margins)["standard/vacancy"]
