"""Every column and measure is explained in both languages."""

import pytest

from sim.measures.counting.history import history
from sim.measures.counting.pooled import Pooled
from sim.measures.counting.requests import OUTCOMES
from sim.measures.tables.flows import flows, losses
from sim.measures.tables.moves import moves, vintages
from sim.measures.tables.requests import requests, times, waits
from sim.measures.tables.series import (
    asked_ticks,
    levels,
    pools_by_track,
    series,
    state,
    tracks,
    trades,
)
from sim.measures.tables.works import own_plants, own_plants_by_year, supply, taken
from sim.measures.verdict.indicators import indicators, indicators_frame
from sim.measures.verdict.turning import TURNING_COLUMNS
from sim.scenario.values.dates import Date
from sim.text.glossary.catalogue import TERMS, explain, page, place
from tests.logs import Story, a_plan, a_spec, tallied


def all_frames():
    plan = a_plan(trades=("shops", None))
    story = Story(plan)
    story.request(0, granted=1, moved=2, released=3)
    told = history(story.log())
    makers = {
        (series, tracks, flows, losses, supply, taken, own_plants, own_plants_by_year): [
            tallied(story.log())
        ],
        (moves, vintages): [tallied(story.log())],
        (trades,): [tallied(story.log())],
        (requests, waits): [told],
        (pools_by_track, times): Pooled.of(told, plan),
    }
    frames = {make.__name__: make(x, plan) for group, x in makers.items() for make in group}
    ticks = asked_ticks(plan, [Date(2024)])
    frames["levels"] = levels([state(told, plan, ticks)], plan, ticks)
    return frames


def test_every_column_is_explained():
    columns = {column for frame in all_frames().values() for column in frame.columns}
    assert {*columns, *TURNING_COLUMNS} <= set(TERMS)


@pytest.mark.parametrize("name", sorted(TERMS))
def test_every_explanation_has_both_languages(name):
    term = TERMS[name]
    for words in term:
        assert any("一" <= c <= "鿿" for c in words.zh) or words.zh.startswith("m²")
        assert all(c < "⺀" for c in words.en)
        assert words.en.strip()


def test_measures_of_the_verdict_are_explained():
    assert {
        "wait_share", "lost", "vacancy", "months_of_supply", "unresolved_area", "top_down",
        "expansion_lost_area", "first_shortage", "first_glut", "peak_waiting", "idle_end",
        "vacancy_end", "bands", "chance", "probability", "effective", "unbounded",
        "margin",
    } <= set(TERMS)  # fmt: skip


def test_every_indicator_is_explained():
    plan, spec = a_plan(), a_spec()
    story = Story(plan)
    story.request(0, granted=1, moved=2, released=3)
    found = indicators([tallied(story.log())], plan, spec)
    assert len(found.values) > 20
    assert {name.split(".")[0] for name in found.values} <= set(TERMS)
    assert set(indicators_frame(found).index.names) <= set(TERMS)


def test_every_outcome_is_in_the_words_of_outcome():
    for outcome in OUTCOMES:
        assert outcome in TERMS["outcome"].formula.zh
        assert outcome in TERMS["outcome"].formula.en


def test_explain():
    assert explain("vacancy", "en").startswith("vacancy [share]: (capacity")
    assert len(explain("vacancy").splitlines()) == 2
    with pytest.raises(KeyError):
        explain("nothing")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_current(lang):
    made = place(lang).read_text(encoding="utf-8")
    assert made == page(lang), "run: python -m sim.text.glossary.catalogue"
