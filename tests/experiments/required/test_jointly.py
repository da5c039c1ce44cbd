"""All types at once: known needs, all plans of a small city, and what must be noticed."""

from __future__ import annotations

import json
from itertools import product
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import JobRunner, Scenario, required
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.required import jointly as module
from sim.experiments.required.answer import RequiredAnswer
from sim.experiments.required.futures import Futures, Requirement
from sim.experiments.required.joint_answer import JointAnswer, JointPlan
from sim.experiments.required.joint_figure import data
from sim.experiments.required.jointly import fewest
from sim.experiments.required.least import least
from sim.experiments.required.levers import Together
from sim.text.screen import held, width
from tests.examples import examples

HERE = Path(__file__).parents[1]
STREETS, CHAIN = Path(__file__).with_name("streets.yaml"), HERE / "chain.yaml"
ROOM, HALL = 100 / 0.8, 200.0
"""m² gross of a firm of `streets.yaml`."""


def streets(**changes: Any) -> Scenario:
    return Scenario.load(STREETS).with_(changes) if changes else Scenario.load(STREETS)


def town() -> Scenario:
    """Laboratories that let firms through to factories: both far too few."""
    scarce = {"stock.lab.area": "4000 m²", "stock.factory.area": "8000 m²"}
    return Scenario.load(HERE / "riverbend.yaml").with_(scarce)


def joint(answer: RequiredAnswer) -> JointAnswer:
    assert answer.jointly is not None
    return answer.jointly


def plan(answer: RequiredAnswer) -> JointPlan:
    found = joint(answer).plan
    assert found is not None
    return found


@pytest.fixture(scope="module")
def apart() -> Any:
    return required(streets(), replications=40, jointly=True)


@pytest.fixture(scope="module")
def chained() -> Any:
    return required(town(), replications=17, jointly=True)


# Types that do not act on each other


def test_needs_counted_are_needs_played(apart: Any) -> None:
    found = plan(apart.answer)
    assert (found.apart, found.shift, found.rounds) == (True, 0, 0)
    assert found.counted == found.played.chance.holds >= found.must >= ceil(0.8 * 41)
    alone = joint(apart.answer).alone
    assert alone is not None
    assert apart.answer.together.chance.holds == alone.counted < 0.8 * 40


def cheapest(answer: RequiredAnswer, prices: tuple[float, float]) -> float:
    """The cost of the cheapest of all plans that meet as many needs as must."""
    values = [need.values for need in answer.needs]
    best = float("inf")
    for areas in product(*(sorted(set(each)) for each in values)):
        both = zip(*values, strict=True)
        holds = sum(all(v <= a for v, a in zip(own, areas, strict=True)) for own in both)
        if holds >= plan(answer).must:
            best = min(best, sum(p * a for p, a in zip(prices, areas, strict=True)))
    return best


def test_no_plan_of_less_area_meets_as_many(apart: Any) -> None:
    found = plan(apart.answer)
    assert found.total == cheapest(apart.answer, (1.0, 1.0))
    assert all(part.value % size == 0 for part, size in zip(found.parts, (5.0, 100.0), strict=True))
    assert found.low is not None and found.high is not None
    assert found.low[0] <= found.total <= found.high[0]


def test_where_building_costs_the_cheapest_plan_is_taken(apart: Any) -> None:
    prices = {"economy.construction.room": {"cost": "1000 元/m²", "basis": "gross"},
              "economy.construction.hall": {"cost": "9000 元/m²", "basis": "lettable"}}  # fmt: skip
    answer = required(streets(**prices), replications=40, jointly=True).answer
    found = plan(answer)
    assert joint(answer).money
    assert found.cost == pytest.approx(cheapest(answer, (1000.0, 9000.0)))
    by_area = plan(apart.answer)
    assert found.total > by_area.total
    assert found.cost < sum(
        p * part.value for p, part in zip((1e3, 9e3), by_area.parts, strict=True)
    )


def test_the_answers_one_at_a_time_stay_as_they_are(apart: Any) -> None:
    without = required(streets(), replications=40).answer
    assert without.jointly is None
    assert "jointly" not in without.to_dict()
    for one, other in zip(apart.answer.needs, without.needs, strict=True):
        assert (one.rows, one.needs, one.seen) == (other.rows, other.needs, other.seen)
    assert apart.answer.together == without.together


def test_fresh_futures_judge(apart: Any) -> None:
    found = plan(apart.answer)
    assert found.fresh.tested == 40
    assert found.fresh.status != found.played.status
    assert f"all standards hold in {found.fresh.chance.holds} of 40 fresh" in said(apart)


def test_each_type_is_phased_with_the_others_as_answered(apart: Any) -> None:
    found = plan(apart.answer)
    for part in found.parts:
        months = [month for month, _ in part.tranches]
        assert months == sorted(months)
        assert sum(area for _, area in part.tranches) == part.value
    assert found.phased is not None
    assert found.phased[0].chance.holds >= found.must
    assert found.phased[0].idle < found.played.idle  # later space stands idle for less long


# Types that act on each other


def test_no_plan_of_a_grid_is_better(chained: Any) -> None:
    """All plans of a grid are played; ours rounds up to the best of them."""
    scenario, found, grid = town(), plan(chained.answer), 5000
    levers = [need.lever for need in chained.answer.needs]
    futures = Futures(scenario.loaded, scenario.settings(), 17, JobRunner())
    whole = Requirement(("factory-wait", "lab-wait"), None, ("east", "west"))
    rounded = [grid * ceil(part.value / grid) for part in found.parts]
    best = sum(rounded) + 1
    for areas in product(range(0, 30001, grid), range(0, 60001, grid)):
        if sum(areas) < best:
            at = [
                lever.start + round(a / lever.step) for lever, a in zip(levers, areas, strict=True)
            ]
            (played,) = futures.played(whole, Together(tuple(levers), tuple(at)), 0)
            best = sum(areas) if played.chance.holds >= found.must else best
    assert best == sum(rounded)
    assert found.total <= best


def test_needs_that_fall_short_together_are_searched_again(chained: Any) -> None:
    found = plan(chained.answer)
    assert not found.apart
    assert found.rounds >= 1
    assert found.played.chance.holds >= found.must > chained.answer.together.chance.holds
    assert "types act on each other" in said(chained)


def test_answers_that_break_each_other_are_mended() -> None:
    # With 200 m² of halls each type has enough as the other is planned; not both at once.
    scenario = Scenario.load(CHAIN).with_({"stock.hall.area": "200 m²"})
    answer = required(scenario, confidence=0.5, replications=6, jointly=True).answer
    assert [part.value for part in plan(answer).parts] == [200.0, 100.0]
    assert plan(answer).played.chance.holds == 6


def test_areas_that_are_too_small_are_caught_by_playing(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(needs: Any, costs: Any, count: int) -> Any:
        levels = least(needs, costs, count)
        return levels and (levels[0] - 1, *levels[1:])

    monkeypatch.setattr(module, "least", short)
    answer = required(streets(), replications=20, jointly=True).answer
    assert plan(answer).played.chance.holds >= plan(answer).must
    assert plan(answer).shift > 0


def test_what_nothing_serves_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = Futures.searched

    def never(futures: Futures, requirement: Requirement, *asked: Any) -> list[dict[str, Any]]:
        found = searched(futures, requirement, *asked)
        return [{**one, "safe": None} for one in found] if requirement.space == "hall" else found

    monkeypatch.setattr(Futures, "searched", never)
    finding = required(streets(), replications=17, jointly=True)
    assert joint(finding.answer).plan is None
    assert joint(finding.answer).alone is None
    assert "no areas looked at give 80% confidence" in said(finding)
    assert len(finding.figures()) == 2


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 41))
@examples(60)
def test_the_fewest_that_serve(start: int, most: int, threshold: int) -> None:
    start = min(start, most)
    asked: list[int] = []

    def serves(count: int) -> bool:
        asked.append(count)
        return count >= threshold

    assert fewest(serves, start, most) == (threshold if threshold <= most else None)
    assert len(asked) == len(set(asked))


# What is said


def said(finding: Any) -> str:
    with held(100):
        return " ".join(finding.screen("en").split())


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_screen_fits(lang: Any, apart: Any, chained: Any) -> None:
    for finding in (apart, chained):
        with held(80):
            screen = finding.screen(lang)
        assert all(width(line) <= 80 for line in screen.splitlines())
        assert screen.rstrip().splitlines()[-1].startswith("  ")


def test_figure_screen_and_answer_agree(chained: Any) -> None:
    shown = data(chained.answer, joint(chained.answer), chained.origin)
    found, large = plan(chained.answer), 1e4
    assert [bar.together for bar in shown.bars] == [part.value / large for part in found.parts]
    alone, together, fresh = shown.marks
    assert (together.total, together.share) == (
        found.total / large,
        100 * found.played.chance.share,
    )
    assert fresh.share == 100 * found.fresh.chance.share
    assert alone.share == 100 * chained.answer.together.chance.share
    totals = [total for total, _ in shown.curve]
    assert totals == sorted(totals)
    assert f"{found.total / large:.2f}×10⁴ m² more" in shown.head.title.en
    assert f"all types together: {found.total / large:.2f} x 10 000 m2 more" in said(chained)


@pytest.mark.parametrize(
    "asked",
    [{"space": "room"}, {"lever": "demand"}, {"space": "room", "standards": ["room-wait"]}],
)
def test_one_type_is_not_several(asked: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="two or more"):
        required(streets(), replications=17, jointly=True, **asked)
    line = Scenario.load(Path(__file__).with_name("line.yaml"))
    with pytest.raises(RefusedError, match="two or more"):
        required(line, confidence=0.5, replications=6, jointly=True)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["required", str(STREETS), "--jointly", "--confidence", "50%", "--replications", "10"]
    assert main([*asked, "--json", "--out", str(tmp_path)]) == 0
    told = json.loads(capsys.readouterr().out)
    folder = Path(told["folder"])
    split = np.genfromtxt(folder / "jointly.csv", delimiter=",", skip_header=1)
    assert split[:, 2].sum() == told["jointly"]["plan"]["total_m2_gross"]
    assert (folder / "figures" / "16-required-jointly.png").is_file()
    assert (folder / "phasing.csv").is_file()
