"""Required: known needs, exact intervals, order of answers, and what must be noticed or refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim import JobRunner, Scenario, required
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.required.answer import Need
from sim.experiments.required.figure import LEVELS, RequiredMark, data, draw
from sim.experiments.required.futures import Futures
from sim.experiments.required.levers import AreaLever, NumberLever, Tranche
from sim.experiments.required.question import Question, area_lever, judged, nice
from sim.experiments.required.screen import notes
from sim.experiments.store import Store
from sim.kernel.engine import log_of, run
from sim.kernel.packing.pack import pack
from sim.kernel.workspace import Workspace
from sim.measures.counting.history import history
from sim.model.engine import simulate
from sim.runs.executors import executor
from sim.runs.grounded import AcceptedFutures
from sim.runs.settings import Plans
from sim.scenario.errors import ScenarioError
from sim.scenario.plan.plan import Plan
from sim.scenario.values.dates import MONTH
from sim.text.screen import width
from sim.text.words import Lang, Words
from tests.examples import sampled
from tests.figure_texts import crossed_texts

HERE = Path(__file__).parents[1]
LINE, CHAIN = Path(__file__).with_name("line.yaml"), HERE / "chain.yaml"
ROOM = 100.0
"""m² lettable of a firm of `line.yaml`; 125 m² gross."""


def only(finding: Any) -> Need:
    (need,) = finding.answer.needs
    return need


# Needs known on paper


@pytest.fixture(scope="module")
def street() -> Any:
    return required(Scenario.load(LINE), replications=40)


def rooms(plan: Plan, future: int) -> int:
    """Firms whose wait counts: those that come a month or more before the end."""
    asked = history(simulate(plan, 5, future, False)).requests.asked
    return int(np.sum(asked + MONTH <= plan.end))


def test_every_future_needs_a_room_a_firm(street: Any) -> None:
    plans = Plans(street.scenario.spec, street.scenario.settings())
    asked = [rooms(plans(future), future) for future in range(0, 80, 2)]
    assert only(street).values == [max(0.0, (n * ROOM - 1000) / 0.8) for n in asked]


def test_needs_follow_the_poisson_law(street: Any) -> None:
    # 5 firms a year over 59 months; the intervals must hold the quantiles of the law itself.
    law = stats.poisson(5 * 59 / 12)
    for row in only(street).rows:
        true = (law.ppf(row.confidence) * ROOM - 1000) / 0.8
        assert row.low is None or row.low <= true
        assert row.high is None or true <= row.high


def test_the_answer_is_the_quantile_and_serves_when_played(street: Any) -> None:
    need = only(street)
    assert need.monotone == need.futures
    for row in need.rows:
        values = sorted(value for value in need.values if value is not None)
        assert row.value == values[int(np.ceil(round(row.confidence * 41, 9))) - 1]
        assert row.played is not None
        assert row.played.chance.holds >= row.confidence * 40
        # P(holds) at an area is the share of futures whose need it meets.
        assert row.played.chance.holds == sum(value <= row.value for value in values)


def test_a_search_that_stops_too_early_is_caught_by_playing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def early(futures: Futures, *asked: Any) -> list[dict[str, Any]]:
        return [{**one, "safe": one["safe"] - 10} for one in searched(futures, *asked)]

    searched = Futures.searched
    monkeypatch.setattr(Futures, "searched", early)
    found = required(Scenario.load(LINE), confidence=0.5, replications=7)
    assert "short of 50%" in found.screen("en")


def test_figure_table_and_needs_agree(street: Any) -> None:
    need, shown = only(street), data(street.answer, street.origin).panels["room"]
    assert [(mark.value, mark.low, mark.high) for mark in shown.marks] == [
        (row.value, row.low, row.high) for row in need.rows
    ]
    for mark in shown.marks:
        # The whiskers are where the band crosses the confidence.
        place = int(np.argmin(np.abs(LEVELS - mark.confidence)))
        assert (shown.low[place], shown.high[place]) == (mark.low, mark.high)
        first = next(i for i, p in enumerate(shown.p) if p >= mark.confidence - 1e-9)
        assert shown.x[first] == mark.value
    assert "2,750 m²" in data(street.answer, street.origin).head.title.en


@pytest.mark.parametrize("lang", ["en", "both"])
def test_no_line_of_the_figure_crosses_its_words(street: Any, lang: Lang) -> None:
    whole = data(street.answer, street.origin)
    ends = {0.5: (0.0, 0.0, 0.0), 0.8: (0.0, 0.0, 25.3), 0.9: (23.1, 0.0, 51.6)}
    marks = [
        RequiredMark(share, *at, vacancy=0.4, asked=share == 0.8)
        for share, at in (ends | {0.95: (29.8, 13.6, None)}).items()
    ]
    x = [0.0] * 33 + [2.5, 13.6, 14.4, 23.1, 25.3, 29.8, 51.6]
    p = [(i + 1) / 41 for i in range(40)]
    planned = replace(whole.panels["room"], marks=marks, x=x, p=p, planned=0.0, ends=(0.0, 60.0))
    rising = replace(planned, x=[float(i) for i in range(40)], planned=15.0, marks=[])
    drawn = draw(replace(whole, panels={"room": planned, "rising": rising}), lang)
    ax = drawn["room"]
    assert crossed_texts(ax) == crossed_texts(drawn["rising"]) == []
    said = "\n".join(text.get_text() for text in ax.texts)
    assert all(f"{mark.value:g} (" in said for mark in marks)


def test_idle_space_is_what_caution_costs(street: Any) -> None:
    idle = [row.played.idle for row in only(street).rows if row.played]
    assert idle == sorted(idle)
    assert idle[0] < idle[-1]


def test_the_phasing_serves_and_is_as_late_as_it_can_be(street: Any) -> None:
    need = only(street)
    row = need.row(0.9)
    assert need.phases is not None
    months = [month for month, _ in need.phases.tranches]
    assert months == sorted(months)
    assert sum(area for _, area in need.phases.tranches) == row.value
    assert row.played is not None
    assert need.phases.chosen.chance.holds >= min(36, row.played.chance.holds)
    # Later space stands idle for less long.
    assert need.phases.chosen.idle < row.played.idle


def test_fresh_futures_judge_the_phasing(street: Any) -> None:
    # Chosen for doing well in these futures: fresh ones are those of the law, so fewer hold.
    need = only(street)
    assert need.phases is not None
    asked = Futures(street.scenario.loaded, street.scenario.settings(), 40, JobRunner())
    assert not set(asked.fresh) & set(asked.replications)
    assert len(asked.fresh) == need.phases.played.tested == 40
    assert need.phases.played.status != need.phases.chosen.status
    screen = street.screen("en")
    assert f"hold in {need.phases.played.chance.holds} of 40 fresh futures" in screen


def test_futures_that_test_nothing_leave_the_sample() -> None:
    # A firm in every fourth year: in many futures nobody asks early enough to be judged.
    scenario = Scenario.load(LINE).with_({"demand.firms.rate": "0.25 per year"})
    need = only(required(scenario, confidence=0.5, replications=20))
    plans = Plans(scenario.spec, scenario.settings())
    idle = sum(rooms(plans(future), future) == 0 for future in range(0, 40, 2))
    assert 0 < need.untested == idle
    assert need.tested == 20 - idle
    assert need.row(0.5).value is not None
    assert need.as_planned.chance.share == 1.0  # ten rooms stand
    assert f"{idle} futures had nothing to test" in Words(*notes(need, 0.5)[2]).en


def test_too_few_tested_futures_are_said_to_be_too_few() -> None:
    scenario = Scenario.load(LINE).with_({"demand.firms.rate": "0.01 per year"})
    found = required(scenario, confidence=0.5, replications=6)
    assert only(found).tested == 0
    assert "only 0 futures tested anything, too few for 50% confidence" in " ".join(
        found.screen("en").split()
    )


NAMED = {
    "demand": {
        name: {
            "track": "firm",
            "entry": "work",
            "date": date,
            "area": "500 m²",
            "basis": "lettable",
        }
        for name, date in (("a", "2024-06-01"), ("b", "2025-06-01"), ("c", "2027-06-01"))
    }
}


def known(**changes: Any) -> Scenario:
    """Three firms of 500 m² that stay, in a street with 1,000 m² and a plan of 1,000 m² more."""
    plan = {
        "area": "1250 m²", "basis": "gross", "lettable": "80%", "parks": {"here": "100%"},
        "mix": {"room": "80%", "hall": "20%"}, "start": "2024-06-01", "construction": "12 months",
    }  # fmt: skip
    scenario = Scenario.load(LINE).with_(
        {
            "demand.firms.rate": "0.0001 per year",
            **{f"demand.{name}": block for name, block in NAMED["demand"].items()},
            "supply.new": plan,
        }
    )
    return scenario.with_(changes) if changes else scenario


def test_less_than_planned_would_do() -> None:
    # 1,500 m² are asked; 1,000 stand and 800 are planned: 500 of the 800 would do. 1 m² of grid.
    need = only(required(known(), "room", 0.5, replications=6))
    (value,) = set(need.values)
    assert value == pytest.approx(-300 / 0.8, abs=1)
    assert need.lever.total(value) == pytest.approx(625, abs=1)
    assert need.row(0.5).played.chance.holds == 6
    assert need.phases is None


def test_nothing_of_what_is_planned_is_needed() -> None:
    need = only(required(known(**{"stock.room.area": "2000 m²"}), "room", 0.5, replications=6))
    assert need.row(0.5).at_worst
    assert set(need.values) == {-1000.0}


def test_a_later_start_is_borne_to_the_month() -> None:
    # The plan opens in June 2025; the third firm comes in June 2027 and waits a month at most.
    need = only(required(known(), "room", 0.5, lever="delay", replications=6))
    assert set(need.values) == {25.0}


def test_a_completion_is_delayed_as_a_start_is() -> None:
    raw = {
        "area": "1250 m²", "basis": "gross", "lettable": "80%", "parks": {"here": "100%"},
        "mix": {"room": "80%", "hall": "20%"}, "opens": "2025-06-01",
    }  # fmt: skip
    listed = known(**{"supply.new": raw})
    need = only(required(listed, "room", 0.5, lever="delay", replications=6))
    assert set(need.values) == {25.0}
    with pytest.raises(RefusedError, match="new"):
        required(listed, "room", 0.5, lever="construction", replications=6)


def test_slower_building_is_borne_to_the_month() -> None:
    # 12 months × 3.08 = 36.96: open by July 2027, within a month of the third firm.
    need = only(required(known(), "room", 0.5, lever="construction", replications=6))
    assert set(need.values) == {3.08}


def test_a_number_is_borne_as_far_as_it_fits() -> None:
    path = "demand.c.area"
    need = only(
        required(known(), "room", 0.5, lever=path, between=("100 m²", "1100 m²"), replications=6)
    )
    assert set(need.values) == {800.0}


def test_a_number_of_which_more_is_better_is_turned_the_other_way() -> None:
    path = "stock.room.area"
    need = only(
        required(known(), "room", 0.5, lever=path, between=("500 m²", "1500 m²"), replications=6)
    )
    assert isinstance(need.lever, NumberLever)
    assert need.lever.rises
    assert set(need.values) == {700.0}  # and 800 of the plan make 1,500


def test_stronger_demand_is_borne_until_the_next_room() -> None:
    # The k-th arrival of unit rate falls at time S; at factor f it comes at S / f.
    street = Scenario.load(LINE).with_({"stock.room.area": "4000 m²"})
    need = only(required(street, "room", 0.5, lever="demand", replications=6))
    for factor, future in zip(need.values, range(0, 12, 2), strict=True):
        assert factor is not None
        plan = Plans(street.spec, street.settings())(future)
        if factor < 2.0:
            place = place_of(need.lever, factor)
            assert rooms(need.lever.turned(plan, place), future) <= 40
            assert rooms(need.lever.turned(plan, place - 1), future) > 40


def place_of(lever: Any, value: float) -> int:
    return next(place for place in range(lever.top + 1) if lever.value(place) == value)


# Monotonicity


def test_more_rooms_that_break_the_halls_are_noticed() -> None:
    standards = ["room-lost", "hall-wait"]
    finding = required(Scenario.load(CHAIN), "room", 0.5, standards=standards, replications=6)
    need = only(finding)
    assert need.monotone == 0
    assert need.values == [None] * 6  # no area from which all holds
    assert [need.lever.value(place) for place in need.least if place is not None] == [
        pytest.approx(250, abs=50)
    ] * 6
    assert "not monotone: in 6 of 6" in finding.screen("en")
    alone = only(required(Scenario.load(CHAIN), "room", 0.5, replications=6))
    assert (alone.monotone, set(alone.values)) == (6, {200.0})


@pytest.mark.parametrize(("halls", "holding"), [("300 m²", 6), ("200 m²", 0)])
def test_answers_found_one_by_one_are_played_together(halls: str, holding: int) -> None:
    # With 200 m² of halls each type has enough as the other is planned; not both at once.
    scenario = Scenario.load(CHAIN).with_({"stock.hall.area": halls})
    answer = required(scenario, confidence=0.5, replications=6).answer
    assert [need.row(0.5).value for need in answer.needs] == [200.0, 0.0]
    assert answer.together is not None
    assert answer.together.chance.holds == holding


# Levers


def test_lots_that_share_their_cells_do_so_when_they_are_smaller() -> None:
    scenario = Scenario.load(LINE.parents[3] / "scenarios" / "boom.yaml")
    plan = Plans(scenario.spec, scenario.settings())(0)
    lever = area_of(scenario, "lab", plan)
    less = lever.turned(plan, lever.start - 20)
    shared, smaller = (len({id(lot.cells) for lot in one.lots}) for one in (plan, less))
    assert less.lots != plan.lots
    assert smaller == shared < len(plan.lots)


def area_of(scenario: Scenario, space: str, plan: Plan) -> AreaLever:
    some = judged(scenario.spec, plan, space, None, ())
    return area_lever(scenario.spec, plan, space, None, None, some)


def test_extra_space_leaves_all_others_as_they_were() -> None:
    scenario = known()
    plan = Plans(scenario.spec, scenario.settings())(0)
    lever = area_of(scenario, "room", plan)
    less, more = lever.turned(plan, lever.start - 100), lever.turned(plan, lever.start + 100)
    hall = plan.spaces.index("hall")
    for other in (less, more):
        same = [
            [cell for lot in one.lots for cell in lot.cells if cell[0] == hall]
            for one in (plan, other)
        ]
        assert same[0] == same[1]
    assert lever.turned(plan, lever.start) == plan
    assert replace(more, lots=plan.lots, limit=plan.limit, entities=plan.entities) == plan
    assert sum(a for lot in more.lots for _, a in lot.cells) == 1000 + 80


@pytest.mark.parametrize("turn", [-400, 400])
def test_both_engines_play_a_turned_plan_alike(turn: int) -> None:
    scenario = Scenario.load(HERE.parents[1] / "tests" / "theory" / "scarce.yaml")
    plan = Plans(scenario.spec, scenario.settings())(0)
    lever = AreaLever(
        "+plant", ("halls",), (2, 3), (0.6, 0.4), 7000.0, 1.0, 0.9, 12 * MONTH, 10.0, 700, 9000
    )
    turned = lever.turned(plan, lever.start + turn)
    if turn > 0:
        turned = lever.extended(plan, [Tranche(900.0, 1), Tranche(2000.0, 24 * MONTH)])
    work = Workspace(pack(turned), log=True)
    run(work, pack(turned), 81, 0)
    compiled, reference = log_of(work), simulate(turned, 81, 0, True)
    assert np.array_equal(compiled.rows, reference.rows)


def test_steps_are_round() -> None:
    assert [nice(x) for x in (1.0, 0.7, 3.9, 8160, 0.02)] == [1.0, 0.5, 2.0, 5000.0, 0.02]


# Resuming


def test_what_was_found_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(done: int, _: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    def runner(progress: Any = None) -> JobRunner:
        return JobRunner(executor("threads", 1), Store(tmp_path), progress)

    scenario = Scenario.load(LINE)
    with pytest.raises(KeyboardInterrupt):
        required(scenario, confidence=0.5, replications=8, runner=runner(stop))
    assert len(list(tmp_path.rglob("*.json"))) >= 7
    whole = required(scenario, confidence=0.5, replications=8, runner=runner())
    assert (
        whole.answer.to_dict()
        == required(scenario, confidence=0.5, replications=8).answer.to_dict()
    )

    def never(*_: Any) -> None:
        raise AssertionError("played again")

    monkeypatch.setattr("sim.runs.player.Player.play_plans", never)
    again = required(scenario, confidence=0.5, replications=8, runner=runner())
    assert again.answer.to_dict() == whole.answer.to_dict()
    with pytest.raises(RefusedError, match="played again"):
        required(scenario, confidence=0.5, replications=9, runner=runner())


# Refusals


def test_a_confidence_that_the_futures_cannot_carry_is_refused() -> None:
    with pytest.raises(RefusedError, match="takes 36"):
        Question(0.9).futures(35)
    assert Question(0.9).futures(36) == 36
    assert Question(0.99).futures(None) == 368
    for nonsense in (0.0, 1.0, 1.2):
        with pytest.raises(RefusedError, match="strictly between"):
            Question(nonsense).futures(None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"space": "attic"}, "there are: room (房间), hall"),
        ({"space": "hall"}, "no standard on waiting"),
        ({"park": "moon"}, "there are: here"),
        ({"standards": ["room-wait"]}, "say by space"),
        ({"space": "room", "standards": ["none"]}, "no such standard"),
        ({"begins": "2040-01"}, "outside the clock"),
        ({"begins": "soon"}, "not a date"),
        ({"between": ("1", "2")}, "between goes with lever only"),
        ({"lever": "delay", "park": "here"}, "for areas"),
        ({"lever": "no.such.number"}, "not a number that can be turned"),
        ({"lever": "standards.room-wait.within"}, "judges what is played"),
        ({"lever": "confidence"}, "judges what is played"),
        ({"lever": "delay", "between": ("1 month", "1 month")}, "must differ"),
        ({"lever": "delay", "between": ("1 m²", "2 m²")}, "time span"),
    ],
)
def test_nonsense_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        required(Scenario.load(LINE), confidence=0.5, replications=6, **asked)
    assert said in str(refused.value)
    assert refused.value.words.zh != refused.value.words.en


def test_bounds_that_the_scenario_refuses_are_refused() -> None:
    with pytest.raises(ScenarioError):
        required(
            Scenario.load(LINE), confidence=0.5, lever="spaces.room.lettable",
            between=("50%", "150%"), replications=6,
        )  # fmt: skip


def test_accepted_futures_are_not_used_twice() -> None:
    accepted = AcceptedFutures(1, (*range(11),), ({"demand.firms.rate": 5 / 12},) * 11)
    with pytest.raises(RefusedError, match="At most replications=5"):
        required(Scenario.load(LINE), confidence=0.5, replications=6, grounded=accepted)


# The command


@pytest.mark.parametrize("lang", sampled(["zh", "en", "both"], ["zh"]))
def test_the_command(lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["required", str(LINE), "--confidence", "50%", "--replications", "6"]
    assert main([*asked, "--lang", lang, "--out", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert all(width(line) <= 80 for line in text.splitlines() if str(tmp_path) not in line)
    assert ("房间" in text) == (lang != "en")
    assert ("ANSWER" in text) == (lang != "zh")
    assert main([*asked, "--json", "--out", str(tmp_path)]) == 0
    data = json.loads(capsys.readouterr().out)
    told = [one for one in data["spaces"][0]["answers"] if one["value"] is not None]
    assert [one["confidence"] for one in told] == [0.5, 0.8]  # six futures cannot tell of 90 %
    for answer in told:
        assert f"{answer['value']:+,.0f}" in text
        assert f"{answer['holds']['fails']}/6" in text
    folder = Path(data["folder"])
    assert {path.stem for path in folder.glob("*.csv")} >= {"answers", "futures", "plays"}
    assert list(folder.glob("figures/16-required.png"))


def test_the_command_turns_a_lever(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["required", str(LINE), "--confidence", "50%", "--replications", "6", "--lever"]
    where = ["--between", "0.5 per year", "4.5 per year", "--out", str(tmp_path), "--lang", "en"]
    assert main([*asked, "demand.firms.rate", *where]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "the standards hold with 50% confidence" in text
    assert "per year" in text
    assert main([*asked, "delay", "--between", "9", "x", "--out", str(tmp_path)]) == 2
