"""The economy of a scenario worked out by hand, its goals and targets, and how they are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.api.scenario import Scenario
from sim.measures.counting import accounts as accounts_module
from sim.measures.counting.maturity import STEPS, WHOLE, after_moving_in, after_opening, instants
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.plants import OwnPlants
from sim.measures.counting.requests import Requests
from sim.measures.economy.yearly import economy, jobs, outputs, part, recorded
from sim.measures.tables.economy import economy_summary
from sim.measures.verdict.indicators import indicators
from sim.measures.verdict.verdict import verdict
from sim.report.verdict_screen import screen
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from sim.text.economy import money_unit, one_money_unit, people_unit
from sim.text.glossary.catalogue import TERMS
from sim.text.screen import width
from tests.logs import tallied
from tests.play import play, scenario

TINY = Path(__file__).parents[1] / "scenarios" / "tiny" / "economy.yaml"
OUTPUT = (
    100 * 1000 * (4 / 2 + 4) / 12 + 50 * 3000 * 6 / 12,  # ann grows from April to August
    100 * 1000 * 4 / 12 + 50 * 3000 * 6 / 12,
)
BY_HAND = {
    "output": OUTPUT,
    "jobs": (100 / 16 * 8 / 12 + 50 / 16 * 6 / 12, 100 / 16 * 4 / 12 + 50 / 16 * 6 / 12),
    "rent_income": (100 * 10 * 10 + 50 * 8 * 10, 100 * 4 * 10 + 50 * 6 * 10),
    "construction_cost": (63 * 4000 / 0.5, 0),
    "fit_out_cost": (150 * 1000, 0),
    "vacancy_cost": (
        (200 * 12 - 100 * 10 - 50 * 8 + 63 * 5) * 4 / 0.8,
        (200 * 12 - 100 * 4 - 50 * 6 + 63 * 12) * 4 / 0.8,
    ),
    "tax": (OUTPUT[0] / 10, OUTPUT[1] / 10),
}
"""Of 2024 and 2025; 1 m² lettable is 1.25 m² gross, but 2 m² gross in the hall."""

GOALS = {
    "standards": {
        "enough": {"metric": "output", "year": 2024, "at_least": "12万 元"},
        "more": {"metric": "output", "year": 2025, "at_least": "12万 元"},
        "hired": {"metric": "jobs", "year": 2024, "parks": ["north"], "at_least": 5},
        "made": {
            "metric": "count", "stage": "make", "event": "succeeded",
            "tracks": ["drug"], "window": {"start": 2025, "end": 2025}, "at_least": 1,
        },
        "idle": {"metric": "vacancy", "space": "plant", "at_most": "90%"},
    },
    "targets": {
        "city": {
            "metric": "output", "year": 2025, "value": "100万 元", "says": "part of it",
            "base": {"year": 2024, "value": "101万 元"},
        },
        "drugs": {
            "metric": "count", "stage": "make", "event": "started", "value": 8, "base": 7,
            "tracks": ["drug"], "window": {"end": 2024}, "says": "counts what starts",
        },
        "scale": {"metric": "not_modelled", "stated": "a lot", "says": "nothing to say"},
    },
}  # fmt: skip


def tallies(changes=None, count=1):
    spec = scenario(TINY, changes)
    found = play(spec, tallied, count)
    [plan] = play(spec, lambda log: log.plan, 1)
    return [replace(one, replication=i) for i, one in enumerate(found)], plan, spec


def by_hand():
    found, plan, _ = tallies()
    assert recorded(plan).whole == [2024, 2025]
    lines = economy(found, plan)
    assert list(lines) == list(BY_HAND)
    for name, values in lines.items():
        np.testing.assert_allclose(values[0], BY_HAND[name], rtol=1e-12, err_msg=name)


def test_every_line_is_as_worked_out_by_hand():
    by_hand()


@pytest.mark.parametrize("name", ["instants", "after_moving_in", "_granted", "_leased", "by_year"])
def test_a_wrong_count_is_found(monkeypatch, name):
    right = getattr(accounts_module, name)

    def wrong(*given):
        found = right(*given)
        if name == "_leased":
            return found._replace(gone=found.gone + MONTH)
        return found[::-1] if name == "after_moving_in" else found + found // 9 + 1

    monkeypatch.setattr(accounts_module, name, wrong)
    with pytest.raises(AssertionError):
        by_hand()


def test_parts_add_up_to_the_whole():
    found, plan, _ = tallies()
    whole = outputs(found, plan, part(plan))
    tracks = [outputs(found, plan, part(plan, tracks=[name])) for name in plan.tracks]
    parks = [outputs(found, plan, part(plan, parks=[name])) for name in plan.parks]
    np.testing.assert_allclose(sum(tracks), whole, rtol=1e-12)
    np.testing.assert_allclose(sum(parks), whole, rtol=1e-12)
    assert tracks[plan.tracks.index("device")][0, 0] == pytest.approx(75_000)
    people = [jobs(found, plan, part(plan, parks=[name])) for name in plan.parks]
    np.testing.assert_allclose(sum(people), jobs(found, plan, part(plan)), rtol=1e-12)


def test_halves_join_to_the_whole():
    found, plan, _ = tallies(count=4)
    whole = economy(found, plan)
    halves = [economy(some, plan) for some in (found[:2], found[2:])]
    for name, values in whole.items():
        np.testing.assert_array_equal(np.concatenate([half[name] for half in halves]), values)


def test_a_record_that_begins_late_leaves_out_what_was_before():
    found, plan, _ = tallies({"clock.record_from": "2024-07"})
    lines, years = economy(found, plan), recorded(plan)
    assert years.whole == [2025]
    assert (years.ticks / MONTH).tolist() == [6, 12]
    # July and August, growing from 1/2 to 1, then four months in full; the device plant is mature
    assert lines["output"][0, 0] == pytest.approx(100 * 1000 * (2 * 0.75 + 4) / 12 + 75_000)
    assert lines["construction_cost"][0].tolist() == [0, 0]
    assert lines["fit_out_cost"][0].tolist() == [0, 0]
    assert lines["rent_income"][0, 0] == pytest.approx(150 * 10 * 6)


def test_the_cost_of_works_is_their_own_where_they_state_it():
    found, plan, _ = tallies({"supply.hall.cost": "6000 元/m²"})
    assert economy(found, plan)["construction_cost"][0, 0] == pytest.approx(63 * 6000 / 0.5)


def test_only_what_is_stated_is_told():
    found, plan, _ = tallies(
        {"economy": {"jobs": {"plant": {"area": "20 m²/人", "basis": "gross"}}}}
    )
    assert list(economy(found, plan)) == ["jobs"]
    found, plan, spec = tallies({"economy": None})
    assert economy(found, plan) == {}
    assert found[0].economy is None
    assert verdict(found, plan, spec).promises is None
    assert "promises" not in verdict(found, plan, spec).to_dict()


def test_goals_and_targets_read_what_they_ask_for():
    found, plan, spec = tallies(GOALS, count=2)
    values = indicators(found, plan, spec).values
    told = {name: values[name].tolist()[0] for name in values}
    assert [told[f"holds.{name}"] for name in ("enough", "more", "hired", "made")] == [1, 0, 1, 1]
    assert told["goals_holds"] == 0
    assert told["value.hired"] == pytest.approx(BY_HAND["jobs"][0])
    assert told["value.made"] == 1
    assert told["reading.city"] == pytest.approx(1_010_000 + OUTPUT[1] - OUTPUT[0])
    assert (told["reached.city"], told["reading.drugs"], told["reached.drugs"]) == (0, 8, 1)
    assert told["output.2025"] == told["output_end"] == pytest.approx(OUTPUT[1])
    assert told["rent_income"] == pytest.approx(sum(BY_HAND["rent_income"]))
    assert {name.split(".")[0] for name in values} <= set(TERMS)
    assert "reading.scale" not in values


def test_a_target_outside_the_record_is_shown_and_not_read():
    later = {"targets": {"city": {**GOALS["targets"]["city"], "year": 2030}}}
    found, plan, spec = tallies(later)
    told = verdict(found, plan, spec).promises.targets[0]
    assert (told.target, told.value, told.reached) == (1e6, None, None)
    assert not [name for name in indicators(found, plan, spec).values if name.startswith("rea")]
    assert "not in the record" in screen(verdict(found, plan, spec), "en")


def test_goals_are_no_part_of_the_verdict_on_space():
    found, plan, spec = tallies(GOALS, count=2)
    judged = verdict(found, plan, spec)
    assert judged.promises.goals.word == "missed"
    assert [one.judged.word for one in judged.promises.each][:2] == ["unclear", "missed"]
    without, plan, bare = tallies({"standards.idle": GOALS["standards"]["idle"]}, count=2)
    other = verdict(without, plan, bare)
    assert (judged.shortage, judged.idle) == (other.shortage, other.idle)
    assert judged.standards == other.standards


def test_the_screen_tells_goals_economy_and_targets():
    spec = Scenario(load(TINY, changes=[GOALS]))
    run = spec.run(2, engine="simpy", workers=1)
    for lang in ("zh", "en", "both"):
        lines = screen(run.verdict, lang).splitlines()
        assert max(map(width, lines)) <= 80
    text = screen(run.verdict, "en")
    assert "all goals [ missed ]" in text
    assert "city: part of it" in text
    assert "not modelled" in text
    assert run.economy["output"].tolist()[:2] == pytest.approx(OUTPUT)


def test_the_summary_has_a_row_for_each_line_and_year():
    found, plan, _ = tallies(count=2)
    frame = economy_summary(economy(found, plan), plan)
    assert len(frame) == 2 * len(BY_HAND)
    assert set(frame["measure"]) == set(BY_HAND) <= set(TERMS)
    row = frame[(frame["measure"] == "tax") & (frame["year"] == 2025)].iloc[0]
    assert row[["months", "mean", "p5", "p95"]].tolist() == pytest.approx(
        [12, *[OUTPUT[1] / 10] * 3]
    )


@pytest.mark.full
def test_results_hold_a_table_of_the_economy_and_the_figure(tmp_path):
    run = Scenario(load(TINY, changes=[GOALS])).run(2, engine="simpy", workers=1)
    names = {path.name for path in run.save(tmp_path).rglob("*")}
    assert {"economy.csv", "07-economy.png"} <= names
    assert list(run.figures.economy().data.panels)[:2] == ["city", "enough"]
    bare = Scenario(load(TINY, changes=[{"economy": None}])).run(2, engine="simpy", workers=1)
    names = {path.name for path in bare.save(tmp_path).rglob("*")}
    assert not {"economy.csv", "07-economy.png"} & names
    with pytest.raises(ValueError, match="no economy"):
        bare.figures.economy()


def test_jumps_have_the_integral_of_the_line():
    ramp = np.array([36 * MONTH])
    at, parts = instants(ramp)[0], after_moving_in()
    assert parts.sum() == WHOLE
    assert ((ramp[0] - at) * parts).sum() * 2 == pytest.approx(WHOLE * ramp[0], rel=1e-12)
    assert len(at) == STEPS + 1


@pytest.mark.parametrize(
    ("stay", "share"),
    [
        # ∫ m·S ÷ ∫ S in closed form, for a ramp of 36 months
        (Distribution("exponential", (144.0,)), 4 * (1 - np.exp(-0.25))),
        (Distribution("constant", (72.0,)), 1 - 18 / 72),
        (Distribution("constant", (24.0,)), 24 / 2 / 36),
        (Distribution("forever"), 1.0),
    ],
)
def test_the_opening_is_as_mature_as_a_city_in_balance(stay, share):
    parts = after_opening(stay, 36 * MONTH)
    assert sum(parts) == WHOLE
    assert min(parts) >= 0
    assert parts[0] / WHOLE == pytest.approx(share, abs=0.002)
    assert after_opening(stay, 0) == (WHOLE, *[0] * STEPS)


@pytest.mark.parametrize(
    ("begun", "started", "ended", "area_months"),
    [
        (0, 2 * MONTH, 8 * MONTH, 3.0),  # six jumps of a sixth, half a month after each full one
        (-1, 2 * MONTH, 8 * MONTH, 3.0),  # as young, though its building began before the clock
        (-1, 0, 6 * MONTH, 4.5),  # stands: half mature at the opening, and the rest by 5.5 months
        (-1, 2 * MONTH, -1, 7.0),  # goes on to the end, mature from month 8 to 12
        (-1, 2 * MONTH, 2 * MONTH, 0.0),  # a stage of no duration
        (-1, 1, 1, 0.0),
        (-1, -1, 5 * MONTH, 0.0),  # given up
    ],
)
def test_a_plant_grows_from_the_start_of_its_stage(begun, started, ended, area_months):
    output = {"density": "8000 元/m²", "basis": "gross", "ramp": "6 months"}
    changes = {
        "clock.end": "2024-12",
        "stages.make.duration": "6 months",
        "economy": {"output": {"lab": output, "factory": output}},
    }
    spec = scenario(TINY.with_name("own-plant.yaml"), changes)
    plan = compile_plan(spec)
    stage, track = plan.plants[0]
    plants = OwnPlants(*(np.array([n]) for n in (stage, track, 1000, begun, started, ended, -1)))
    nobody = Requests(*[np.zeros(0, np.int64)] * len(Requests._fields))
    found = accounts_module.accounts(nobody, plants, plan, measure_spec(spec, plan))
    assert found.own_ramped[0].tolist() == [1000 * area_months * MONTH * WHOLE, 0, 0, 0]


def test_units_of_money():
    assert money_unit(3.2e8, "CNY", "元").said(2.4e11) == ("2,400 亿元", "2,400 x 100m CNY")
    assert money_unit(5e4, "CNY", "元").text(123_456) == "12.3"
    assert money_unit(2.5e9, "GBP", "英镑").said(2.5e9) == ("2.5 十亿英镑", "2.5 bn GBP")
    assert money_unit(0, "GBP", "英镑").said(0) == ("0 英镑", "0 GBP")


@pytest.mark.parametrize(
    ("largest", "size"),
    [([2.5e9, 3.5e7], 1e6), ([2.4e11, 5e3], 1e9), ([9e8, 0.0], 1e6), ([4e4, 20.0], 1.0), ([], 1.0)],
)
def test_one_unit_for_all_money_suits_the_smallest_it_can(largest: list[float], size: float):
    assert one_money_unit(largest, "GBP", "英镑").size == size


def test_many_persons_are_counted_in_thousands():
    assert people_unit(159_000).said(159_000) == ("159 千人", "159 x 1000 jobs")
    assert people_unit(9_990).said(9_990).en == "9,990 jobs"
