"""`compare` from the question to the folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from sim.api.scenario import Scenario
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.compare import figure as forest
from sim.experiments.compare import waterfall_figure as falls
from sim.experiments.compare.answer import CompareAnswer
from sim.experiments.compare.function import compare
from sim.experiments.compare.outcomes import CALLED, compared, outcomes
from sim.experiments.compare.screen import amount, screen
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import scenarios_played
from sim.experiments.store import Store
from sim.measures.counting.levels import POOL
from sim.measures.months import first_recorded, lengths, years
from sim.measures.verdict.indicators import Indicators
from sim.runs.grounded import AcceptedFutures
from sim.text.areas import AREAS
from sim.text.screen import narrow, width

TOWN = Path(__file__).parents[2] / "api" / "town.yaml"
VILLAGE = Path(__file__).parents[1] / "village.yaml"
SLOW = {
    "supply.hall.construction": "30 months",
    "stock.lab.area": "4500 m²",
    "demand.startups.rate": "20 per year",
}
N = 20


@pytest.fixture(scope="module")
def town() -> Scenario:
    return Scenario.load(os.path.relpath(TOWN))


@pytest.fixture(scope="module")
def finding(town: Scenario) -> Finding[CompareAnswer]:
    lots = town.with_({"supply.hall.lots": 4})
    return compare(town, town.with_(SLOW), lots, replications=N, outcome="lost_area", histories=4)


@pytest.fixture(scope="module")
def answer(finding: Finding[CompareAnswer]) -> CompareAnswer:
    return finding.answer


def test_means_are_those_of_the_runs(answer: CompareAnswer, town: Scenario) -> None:
    """The same replications by `run`: the area lost in the city, and both sides of the verdict."""
    for scenario, side in ((town, "base"), (town.with_(SLOW), "new")):
        run = scenario.run(N)
        lost = np.mean([tally.losses[..., 1].sum() for tally in run.tallies])
        row = next(r for r in answer.of("town-2") if r.outcome.id == "lost_area")
        assert getattr(row, side) == pytest.approx(lost)
        row = next(r for r in answer.of("town-2") if r.outcome.id == "shortage_holds")
        assert getattr(row, side) == pytest.approx(run.verdict.shortage.probability.share)


def test_accepted_futures_are_worlds_of_their_own() -> None:
    """Pairs of grounded futures come in no clusters, in the rows and in the bars alike."""
    village = Scenario.load(VILLAGE)
    rows = tuple({"stages.research.success": 0.2 + 0.6 * k / N} for k in range(N))
    kept = AcceptedFutures(11, tuple(range(N)), rows)
    other = village.with_({"demand.startups.rate": "50 per year"})
    told = compare(village, other, replications=N, outcome="idle_mean", histories=0, grounded=kept)
    freedom = {row.estimate.freedom for row in told.answer.rows}
    assert freedom == {N - 1}
    (row,) = (row for row in told.answer.of("village-2") if row.outcome.id == "idle_mean")
    (bar,) = told.answer.waterfalls[0].bars
    assert (bar.low, bar.high) == pytest.approx(row.estimate.interval())


def test_calls_and_their_intervals_say_the_same(answer: CompareAnswer) -> None:
    assert answer.tests == sum(row.outcome.direction != 0 for row in answer.rows)
    for row in answer.rows:
        assert row.low <= row.high
        better = row.estimate.centre * row.outcome.direction > 0
        excludes = row.low > 0 or row.high < 0
        told = {(True, True): "better", (True, False): "worse"}.get((excludes, better))
        unseen = "cannot_tell" if row.pairs.any() else "alike"
        expected = (told or unseen) if row.outcome.direction else "not_called"
        assert row.call == expected
        assert row.better + row.worse <= 1 + 1e-12
    lost = next(r for r in answer.of("town-2") if r.outcome.id == "lost_area")
    assert lost.call == "worse"  # less space, more companies


def test_where_no_pair_differs_the_screen_says_how_far_a_difference_can_be(town: Scenario) -> None:
    """100 % against 100 %: nothing differed, which is more than "cannot tell"."""
    waits = [name for name, one in town.spec.space_standards.items() if one.metric == "wait"]
    easy, as_easy = (
        town.with_({f"standards.{name}.share": share for name in waits}) for share in ("1%", "2%")
    )
    found = compare(easy, as_easy, replications=8, histories=0)
    rows = {row.outcome.id: row for row in found.answer.rows if row.outcome.direction}
    assert {row.call for row in rows.values()} == {"alike"}
    most = f"{rows['shortage_holds'].high * 100:.1f}"
    screen = " ".join(found.screen("en").split())
    assert f"no difference in any pair: P(enough space) (none beyond ±{most} points)" in screen
    assert "cannot tell" not in screen


def test_what_a_change_cannot_touch_is_equal_in_every_pair(town: Scenario) -> None:
    """Factories come after laboratories: their space does not change who waits for a laboratory."""
    found = compare(town, town.with_({"supply.hall.area": "7000 m²"}), replications=8, histories=0)
    rows = {row.outcome.id: row for row in found.answer.rows}
    assert rows["lost_area"].better + rows["lost_area"].worse > 0
    # A laboratory is held while its company waits for a factory, so it is not untouched.
    assert rows["idle_mean.factory"].worse + rows["idle_mean.factory"].better == 1


def test_common_luck_makes_intervals_narrower(town: Scenario) -> None:
    """Planted fault: the pairs of B shuffled. The mean stays, the interval hides the difference."""
    settings, more = town.settings(), town.with_({"supply.hall.area": "9000 m²"})
    a, b = scenarios_played([town.loaded, more.loaded], settings, 40, JobRunner())
    order = np.random.default_rng(1).permutation(40)
    shuffled = Indicators(b.replications, {key: v[order] for key, v in b.values.items()})
    wanted = [one for one in outcomes(town.spec) if one.id == "idle_mean.factory"]
    paired, wrong = compared(a, {"paired": b, "shuffled": shuffled}, wanted)
    assert paired.estimate.value == pytest.approx(wrong.estimate.value)
    assert paired.correlation is not None and paired.correlation > 0.8
    assert paired.gain is not None and paired.gain > 5
    assert paired.call == "worse" and wrong.call == "cannot_tell"


def test_the_waterfall_adds_up_to_the_row(answer: CompareAnswer) -> None:
    fall, single = answer.waterfalls
    row = next(r for r in answer.of("town-2") if r.outcome.id == fall.outcome)
    assert len(fall.bars) == 3 and len(single.bars) == 1
    assert sum(bar.value for bar in fall.bars) == pytest.approx(row.estimate.value, abs=1e-9)
    assert single.bars[0].alone == pytest.approx(single.bars[0].value)


def test_the_figures_show_the_answer(finding: Finding[CompareAnswer]) -> None:
    answer = finding.answer
    shown = forest.data(answer, finding.origin)
    units = {AREAS["万m²"]["axis"]: 1e4, AREAS["万m²"]["plain_axis"]: 1}
    for key, panel in shown.panels.items():
        for other, one in panel.rows.items():
            row = next(r for r in answer.of(other) if r.outcome.id == key)
            scale = units.get(panel.unit, 0.01)
            assert one.call == row.call
            assert (one.low * scale, one.high * scale) == pytest.approx((row.low, row.high))
    (fall,) = falls.data(answer, finding.origin).panels.values()
    *steps, whole = fall.steps
    reached = 0.0
    for step in steps:
        assert step.start == pytest.approx(reached)
        reached += step.value
    assert whole.value == pytest.approx(reached) and whole.start == 0
    names = ["10-compare", "15-waterfall", "30-sides"]
    assert [panels.data.name for panels in finding.figures()] == names


def test_all_scenarios_stand_on_one_scale(town: Scenario) -> None:
    """An outcome has one axis for all: the intervals of two scenarios can be held side by side."""
    others = [town.with_({"stock.lab.area": area}) for area in ("9000 m²", "20000 m²")]
    found = compare(town, *others, replications=8, histories=0)
    shown = found.figures("en")[0]
    assert list(shown) == list(shown.data.panels) and len(shown.figure.axes) == len(shown)
    for key, panel in shown.data.panels.items():
        low, high = shown[key].get_xlim()
        assert len(panel.rows) == 2
        assert all(low <= one.low <= one.high <= high for one in panel.rows.values())


def test_areas_by_year_stand_side_by_side_on_one_scale(town: Scenario) -> None:
    other = town.with_({"stock.lab.area": "20000 m²"}, name="More")
    found = compare(town, other, replications=8, histories=0)
    panels = found.figures("en")[-1]
    for space, panel in panels.data.panels.items():
        own, theirs = (panels[f"{space}.{column}"] for column in (0, 1))
        assert own.get_ylim() == theirs.get_ylim() and own.get_xlim() == theirs.get_xlim()
        for told in panel.sides:
            assert told["free"].p90.max() <= panel.reach[0] <= own.get_ylim()[1]
    base, more = (one.spaces["lab"]["free"].p50 for one in found.answer.sides)
    assert (more > base + 3_000).all()
    run = other.run(8, workers=1)
    first = first_recorded(run.plan)
    months = years(run.plan)[first:] == found.answer.sides[1].years[1]
    pools = [run.plan.pool(run.plan.spaces.index("lab"), p) for p in range(len(run.plan.parks))]
    free = [
        (t.pools[POOL.index("capacity"), first:] - t.pools[POOL.index("leased"), first:])[months]
        for t in run.tallies
    ]
    means = [one[:, pools].sum() / lengths(run.plan)[first:][months].sum() for one in free]
    assert np.median(means) == pytest.approx(more[1])


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_screen_fits_and_ends_with_the_answer(answer: CompareAnswer, lang: str) -> None:
    lines = screen(answer, lang).splitlines()
    assert max(width(line) for line in lines) <= 80
    head = {"zh": "  答案", "en": "  ANSWER", "both": "  答案 ANSWER"}[lang]
    said = " ".join(line.strip(" -") for line in lines[lines.index(head) + 1 :]).replace(" ", "")
    for other in answer.others:
        name = narrow(other.name.line("zh" if lang == "both" else lang))
        assert name.replace(" ", "") in said
        for row in answer.of(other.id):
            if row.outcome.space is None and row.call in CALLED:
                ends = [amount(row, value, answer.areas) for value in (row.base, row.new)]
                assert "->".join(ends) in said
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in screen(answer, "en"))


def test_the_same_question_has_the_same_answer_from_the_store(
    town: Scenario, answer: CompareAnswer, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    asked = (town, town.with_(SLOW), town.with_({"supply.hall.lots": 4}))
    done: list[tuple[int, int]] = []
    for _ in range(2):
        runner = JobRunner(store=store, progress=lambda *at: done.append(at))
        again = compare(*asked, replications=N, outcome="lost_area", histories=4, runner=runner)
        assert again.answer.to_dict() == answer.to_dict()
    # 9 scenarios of 20 replications, then 2 worlds of 2 others; all of it kept the second time.
    first = [(count, 9) for count in range(10)] + [(count, 4) for count in range(5)]
    assert done == [*first, (9, 9), (4, 4)]


def test_what_cannot_be_paired_is_refused(town: Scenario) -> None:
    other = town.with_({"supply.hall.lots": 4})
    with pytest.raises(RefusedError, match="another clock"):
        compare(town, town.with_({"clock.end": "2029-12"}))
    with pytest.raises(RefusedError, match="differs from town in no input"):
        compare(town, town.with_({"seed": 8}))
    with pytest.raises(RefusedError, match="at least 4"):
        compare(town, other, replications=3)
    with pytest.raises(RefusedError, match="no outcome beauty; there are: shortage_holds"):
        compare(town, other, outcome="beauty")
    with pytest.raises(RefusedError, match="no scenario to compare"):
        compare(town)


def test_other_standards_are_another_yardstick(town: Scenario) -> None:
    lax = town.with_({"standards.lab-wait.within": "6 months"})
    found = compare(town, lax, replications=4, histories=0)
    assert "two yardsticks" in " ".join(found.screen("en").split())
    rows = {row.outcome.id: row for row in found.answer.rows}
    assert rows["idle_mean"].better == rows["idle_mean"].worse == 0


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, child = tmp_path / "town.yaml", tmp_path / "late.yaml"
    base.write_text(TOWN.read_text(encoding="utf-8"), encoding="utf-8")
    change, delta = "change:\n  supply.hall.construction: 20 months\n", tmp_path / "delta.yaml"
    named = "extends: town.yaml\nname: {zh: 迟, en: Late}\n"
    child.write_text(named + change, encoding="utf-8")
    delta.write_text(change, encoding="utf-8")
    out = tmp_path / "results"
    asked = ["--replications", "4", "--histories", "2", "--out", str(out), "--json"]
    shared = ["--set", "demand.startups.rate=20 per year"]
    assert main(["compare", str(base), str(child), *asked, *shared]) == 0
    told = json.loads(capsys.readouterr().out)
    (scenario,) = told["scenarios"]
    assert [one["path"] for one in scenario["inputs"]] == ["supply.hall.construction"]
    assert scenario["inputs"][0]["new"]["place"] == f"{child}:4"
    folder = Path(told["folder"])
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert names >= {"answer.json", "inputs.csv", "outcomes.csv", "pairs.csv", "10-compare.svg"}
    kept = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    assert kept == {key: value for key, value in told.items() if key != "folder"}
    company = told["fates"][0]["examples"][0]
    story = [company["company"], "--replication", str(company["replication"])]
    files = ["explain", str(base), *story, "--against", str(delta)]
    assert main([*files, "--out", str(out), *shared, "--lang", "en"]) == 0
    assert "the stories part on" in capsys.readouterr().out
    assert main(["compare", str(base), str(base), *asked]) == 2
    assert main(["compare", str(base), str(tmp_path / "none.yaml"), *asked]) == 2


def test_the_story_it_points_to_is_of_the_same_futures(town: Scenario) -> None:
    found = compare(town, town.with_(SLOW), replications=4, histories=2, seed=9, central=True)
    assert found.answer.options == ("--seed", "9", "--central")
    assert not compare(town, town.with_(SLOW), replications=4, histories=0).answer.options


def test_a_long_call_still_fits_on_the_screen(town: Scenario) -> None:
    found = compare(town, town.with_(SLOW), replications=40, histories=0, central=True)
    assert max(map(width, found.screen("en").splitlines())) <= 80
