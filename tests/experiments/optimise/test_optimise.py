"""Optimise: fronts and shares by hand, a toy with a known best, luck, resuming, and the verb."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from sim import JobRunner, Scenario, optimise
from sim.cli import main
from sim.experiments.answer import RefusedError
from sim.experiments.optimise.answer import OptimiseAim
from sim.experiments.optimise.figure import DesignMark, Measure, TradeOff, draw
from sim.experiments.optimise.levers import LEVERS, cost, levers, with_later
from sim.experiments.optimise.pareto import apart, front, interval, tail_scores
from sim.experiments.optimise.search import Judge, Meter, search
from sim.experiments.optimise.words import AIMS
from sim.plots.style import Head
from sim.runs.grounded import AcceptedFutures
from sim.scenario.errors import ScenarioError
from sim.text.screen import width
from sim.text.words import Words
from tests.experiments.killed import killed

TOY = Path(__file__).with_name("two_kinds.yaml")
QUICK = {"evaluations": 60, "replications": 4, "judge": 8}


@pytest.fixture(scope="module")
def toy() -> Scenario:
    return Scenario.load(TOY)


@pytest.fixture(scope="module")
def finding(toy):
    return optimise(toy, ["lost_area", "idle_mean"], **{**QUICK, "evaluations": 200})


def test_a_front_by_hand():
    values = np.array([[1, 5], [2, 3], [2, 4], [3, 3], [4, 1], [4, 1], [5, 0.5]])
    assert front(values).tolist() == [True, True, False, False, True, True, True]


def test_designs_far_apart_begin_with_the_best_of_each_aim():
    values = np.array([[0.0, 10], [1, 9], [5, 5], [9, 1], [10, 0]])
    assert apart(values, 3) == [0, 4, 2]
    assert sorted(apart(values, 99)) == [0, 1, 2, 3, 4]
    assert apart(np.array([[1.0, 1.0], [1.0, 1.0]]), 5) == [0, 1]


def test_tail_scores_have_the_mean_of_the_worst_tenth():
    values = np.array([7.0, 3, 9, 1, 5, 20, 8, 2, 4, 6] * 2) + np.repeat([0, 0.5], 10)
    worst = np.sort(values)[-2:].mean()
    assert tail_scores(values).mean() == pytest.approx(worst)


def test_intervals_take_the_two_futures_of_a_world_together():
    scores = np.array([1.0, 3, 2, 2, 5, 7])
    worlds = np.array([2.0, 2, 6])
    half = 4.302653 * worlds.std(ddof=1) / np.sqrt(3)  # Student's 97.5 % point, 2 degrees
    assert interval(scores) == pytest.approx((10 / 3, 10 / 3 - half, 10 / 3 + half))


@pytest.mark.parametrize("worlds", [2, 4, 20])
def test_intervals_cover_the_truth_however_few_the_worlds(worlds):
    """Exact for normal worlds. The normal law's 1.96 would cover 70 % with two of them."""
    rng, trials = np.random.default_rng(7), 2000
    ends = [interval(np.repeat(rng.normal(size=worlds), 2))[1:] for _ in range(trials)]
    covered = sum(low <= 0 <= high for low, high in ends)
    assert binom.ppf(0.0001, trials, 0.95) <= covered <= binom.ppf(0.9999, trials, 0.95)


def test_to_start_after_the_clock_is_refused(toy):
    with pytest.raises(RefusedError, match="outside the clock"):
        with_later(toy.loaded, ["first", "second"], ["2096-10"])


def test_shares_are_whole_percent_and_the_total_holds(toy):
    loaded, more = with_later(toy.loaded, ["first", "second"], ["2026-10"])
    free = levers(loaded.spec, ["first", "second"], more, LEVERS)
    assert free.projects == ("first", "second", "later-2026-10")
    assert free.total == 2000
    assert free.announced["phases"] == (0.5, 0.5, 0)
    rng = np.random.default_rng(1)
    for _ in range(200):
        design = free.design({name: rng.uniform(1e-6, 1) for name in free.names()})
        assert {sum(shares) for shares in design.values()} == {100}
        assert min(design["phases"]) >= 1
        held = free.held(design)
        areas = [held[f"supply.{name}.area"] for name in free.projects]
        assert sum(areas) == pytest.approx(2000)
        for name in free.projects:
            assert held[f"supply.{name}.mix.wanted"] == design["mix"][0] / 100


def test_designs_are_even_over_all_ways_to_share(toy):
    """Of two parts each share is uniform: Kolmogorov's distance within its 99.9 % point."""
    free = levers(toy.spec, ["first"], [], ["mix"])
    rng = np.random.default_rng(2)
    n = 2000
    shares = [free.design({k: rng.uniform(1e-9, 1) for k in free.names()}) for _ in range(n)]
    ordered = np.sort([design["mix"][0] / 100 for design in shares])
    distance = np.abs(ordered - (np.arange(n) + 0.5) / n).max()
    assert distance < 1.95 / np.sqrt(n) + 0.01  # whole percent


def test_the_search_begins_with_the_plan_as_it_stands(toy):
    free = levers(toy.spec, ["first", "second"], [], LEVERS)
    assert free.design(free.start()) == {"phases": (50, 50), "mix": (50, 50), "parks": (50, 50)}
    tried = search(free, 2, 20, 1, lambda designs: [(1.0, 1.0)] * len(designs))
    assert tried[0][0] == free.design(free.start())


def test_the_search_leaves_what_serves_no_aim():
    """Aims are x + z and y + z of three shares: z serves nobody, so on the front z = 0."""
    town = Scenario.load(TOY).with_({"supply.first.parks": {"east": "40%", "west": "60%"}})
    free = levers(town.spec, ["first"], [], ["mix", "parks"])

    def evaluate(designs):
        found = []
        for design in designs:
            waste = design["mix"][1]
            found.append((waste + design["parks"][0] / 10, waste + design["parks"][1] / 10))
        return found

    tried = search(free, 2, 400, 1, evaluate)
    values = np.array([aims for _, aims in tried])
    waste = [
        design["mix"][1] for (design, _), kept in zip(tried, front(values), strict=True) if kept
    ]
    assert max(waste) <= 2
    assert np.mean([design["mix"][1] for design, _ in tried[:20]]) > 25
    assert search(free, 2, 400, 1, evaluate) == tried
    assert search(free, 2, 400, 2, evaluate) != tried


def test_the_known_best_of_the_toy_is_found(finding):
    """All of the wanted kind: less is lost and less is idle than with any unwanted m²."""
    answer = finding.answer
    parts = answer.levers.parts["mix"]
    wanted = parts.index("wanted")
    assert all(one.design["mix"][wanted] >= 98 for one in answer.front)
    assert all(one.better for one in answer.front)
    assert answer.compromise is not None
    # Half of 2,000 m² gross is 800 lettable of the unwanted kind, and 100 stand: idle to the end.
    assert answer.plan.outcomes[1].value > 400
    assert answer.front[0].outcomes[1].value < answer.plan.outcomes[1].value - 300


def test_the_plan_is_judged_as_a_run_plays_it(toy, finding):
    run = toy.run(12)
    lost = [tally.losses[..., 1].sum() for tally in run.tallies][4:]
    assert finding.answer.plan.outcomes[0].value == pytest.approx(np.mean(lost))


def test_every_pair_of_futures_is_fresh(finding):
    """The search plays replications 0 to 3 and the judges 4 to 11."""
    assert finding.answer.replications == (4, 8)
    assert finding.answer.plan.searched[0] != finding.answer.plan.outcomes[0].value


def jury(toy) -> Judge:
    aims = tuple(OptimiseAim(key, AIMS[key]) for key in ("lost_area", "idle_mean"))
    free = levers(toy.spec, ["first"], [], ["mix"])
    return Judge(toy.settings(), free, aims, {}, "mean", Meter(JobRunner(), 1))


def test_luck_passes_for_gain_in_the_search_but_not_before_the_judges(toy):
    """The defect that fresh worlds guard against: designs judged by the futures that chose them.

    200 designs that differ in nothing but luck. On fresh worlds each of two aims is found surely
    lower in 2.5 % of cases, so that at most 5 % of the luckiest designs are called better.
    """
    judge, rng = jury(toy), np.random.default_rng(5)
    fooled = proven = 0
    for _ in range(40):
        seen = rng.normal(100, 10, (201, 40, 2))
        luckiest = 1 + int(seen[1:].sum(axis=2).mean(axis=1).argmin())
        aims = judge.aimed(seen[luckiest])
        fooled += judge.judged({"mix": (50, 50)}, seen[luckiest], seen[0], aims).better
        plan, fresh = rng.normal(100, 10, (2, 100, 2))
        proven += judge.judged({"mix": (50, 50)}, fresh, plan, aims).better
    most = binom.ppf(0.9999, 40, 0.05)
    assert proven <= most < fooled


def test_a_true_gain_passes_the_judges(toy):
    judge, rng = jury(toy), np.random.default_rng(6)
    plan = rng.normal(100, 10, (100, 2))
    found = judge.judged({"mix": (50, 50)}, plan - [5, 0], plan, (95.0, 100.0))
    assert found.better
    assert found.outcomes[0].gain == pytest.approx((-5, -5, -5))
    assert not judge.judged({"mix": (50, 50)}, plan - [5, -1], plan, (95.0, 101.0)).better


def test_cost_by_hand(toy):
    prices = {"wanted": 9000.0, "unwanted": 3000.0}
    assert cost(toy.spec, ["first"], {}, prices) == 1000 * (0.5 * 9000 + 0.5 * 3000)
    held = {"supply.first.area": 500.0, "supply.first.mix.wanted": 1.0}
    held["supply.first.mix.unwanted"] = 0.0
    assert cost(toy.spec, ["first"], held, prices) == 500 * 9000
    lettable = toy.with_({"supply.first.basis": "lettable"})
    assert cost(lettable.spec, ["first"], {}, prices) == pytest.approx(1000 / 0.8 * 6000)


def test_cost_is_traded_against_loss(toy):
    """What is wanted costs thrice as much: the front runs from all of it to none."""
    prices = {"wanted": 9000.0, "unwanted": 3000.0}
    found = optimise(toy, ["lost_area", "cost"], free=["mix"], prices=prices, **QUICK).answer
    paid = [one.outcomes[1].value for one in found.front]
    assert paid == sorted(paid, reverse=True)  # by the first aim: the less is lost, the dearer
    assert max(paid) > 1.8e7 * 0.95 and min(paid) < 0.6e7 * 1.05 and len(paid) > 10


def command(out: Path) -> list[str]:
    quick = ["--evaluations", "60", "--replications", "4", "--judge", "8", "--out", str(out)]
    return ["optimise", str(TOY), *quick]


def test_killed_in_the_middle_it_goes_on_and_ends_the_same(tmp_path):
    """The whole process group is killed with -9 once some designs are done, not all."""
    broken, whole = tmp_path / "broken", tmp_path / "whole"
    killed(command(broken), 25)
    done = len(list(broken.rglob("jobs/*/[!.]*.json")))
    assert not list(broken.glob("two_kinds/*")), "an answer before all designs were done"
    for out in (broken, whole):
        assert main(command(out)) == 0
    assert 25 == done < len(list(whole.rglob("jobs/*/*.json")))
    files = [
        {p.relative_to(out): p.read_bytes() for p in out.glob("two_kinds/**/*") if p.is_file()}
        for out in (broken, whole)
    ]
    assert files[0] == files[1]


def test_tails_are_aimed_at_on_request(toy):
    found = optimise(toy, by="tail", free=["mix"], **QUICK)
    for outcome in found.answer.plan.outcomes:
        assert outcome.value == pytest.approx(outcome.worst)
        assert outcome.mean < outcome.worst
    assert "worst tenth" in found.screen("en")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"aims": ["lost_area", "idle"]}, "'idle' is no aim; known are lost_area"),
        ({"aims": ["lost_area", "idle_mean.lab"]}, "'idle_mean.lab' is no aim"),
        ({"aims": ["lost_area", "lost_area"]}, "two different aims"),
        ({"aims": ["lost_area", "cost"]}, "the same for every design"),
        (
            {"aims": ["lost_area", "cost"], "prices": {"wanted": 9e3}, "free": ["parks"]},
            "the same for every design",
        ),
        ({"prices": {"lab": 9e3}}, "build no 'lab'; they build wanted, unwanted"),
        ({"prices": {"wanted": -1.0}}, "must be positive: wanted"),
        ({"projects": ["frist"]}, "no 'frist'; did you mean first"),
        ({"projects": ["first"], "free": ["phases"]}, "nothing can be chosen"),
        ({"evaluations": 5}, "at least 20 designs"),
        ({"judge": 7}, "come in pairs"),
        ({"replications": 2}, "at least 4"),
    ],
)
def test_what_makes_no_sense_is_refused(toy, asked, said):
    with pytest.raises(RefusedError, match=said) as error:
        optimise(toy, **{**QUICK, **asked})
    assert error.value.words.zh != error.value.words.en


def test_of_an_odd_number_of_accepted_futures_one_is_left_out(toy):
    accepted = AcceptedFutures(7, tuple(range(11)), ({},) * 11)
    found = optimise(toy, grounded=accepted, **QUICK)  # 4 to search with, 7 left to judge on
    assert found.answer.replications == (4, 6)


def test_another_currency_has_prices_of_its_own(toy):
    pounds = {"currency": {"code": "GBP", "zh": "英镑", "en": "pounds"}, "area_unit": "sq ft"}
    there = toy.with_(pounds)
    with pytest.raises(RefusedError, match=r"no price for unwanted: .* in GBP"):
        optimise(there, ["lost_area", "cost"], prices={"wanted": 9e3}, **QUICK)
    prices = {"wanted": 9e3, "unwanted": 3e3}
    found = optimise(there, ["lost_area", "cost"], free=["mix"], prices=prices, **QUICK)
    screen = found.screen("en")
    assert "GBP" in screen and "1000 sq ft" in screen
    assert "yuan" not in screen and "m2" not in screen.replace("per m2 of gross", "")
    assert "亿元" not in found.screen("zh")


def test_projects_that_build_other_things_share_no_total(toy):
    other = toy.with_({"supply.second.parks": {"east": "100%"}})
    with pytest.raises(RefusedError, match="first and second differ in what their parks names"):
        optimise(other, **QUICK)


def test_a_month_that_is_none_is_refused(toy):
    with pytest.raises(ScenarioError):
        optimise(toy, later=["2026-13"], **QUICK)


def run(*words: str) -> int:
    return main(["optimise", str(TOY), *words])


@pytest.mark.full
def test_the_command_answers_in_both_languages_and_again_in_the_same_bytes(tmp_path, capsys):
    quick = ["--evaluations", "20", "--replications", "4", "--judge", "8", "--later", "2026-10"]
    quick += ["--aims", "lost_area", "idle_mean", "cost", "--price", "wanted=9000"]
    quick += ["--out", str(tmp_path)]
    screens = {}
    for lang in ("zh", "en", "both"):
        assert run(*quick, "--lang", lang) == 0
        screens[lang] = capsys.readouterr().out
    assert "答案" in screens["zh"] and "ANSWER" not in screens["zh"]
    assert "ANSWER" in screens["en"] and "答案" not in screens["en"]
    body = [line for line in screens["both"].splitlines() if str(tmp_path) not in line]
    assert max(map(width, body)) <= 80
    (folder,) = tmp_path.glob("two_kinds/optimise-*")
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"answer.json", "designs.csv", "tried.csv", "20-tradeoff.png"} <= names
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    for job in (tmp_path / "jobs").rglob("*.json"):
        job.unlink()
    assert run(*quick) == 0
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    capsys.readouterr()
    assert run(*quick, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["aims"] == ["lost_area", "idle_mean", "cost"]
    assert sum(data["front"][0]["percent"][f"mix.{s}"] for s in ("wanted", "unwanted")) == 100
    assert run("--aims", "lost", "idle_mean", "--out", str(tmp_path), "--lang", "both") == 2
    said = capsys.readouterr().err
    assert "不能以" in said and "is no aim" in said


def close_designs(lang="both"):
    """Five designs of which four lie close together, and a search that tried many far off."""

    def mark(label, x, y):
        mix = [60.0, 40.0]
        return DesignMark(label, (x, x - 30, x + 30), (y, y - 50, y + 50), None, True, mix)

    near = [(127.8, 73.0), (131.0, 81.1), (131.4, 81.4), (128.1, 84.3), (150.5, 88.3)]
    marks = [mark(str(i), *place) for i, place in enumerate(near, 1)]
    area = Measure(Words("面积", "area"), Words("m²", "m²"))
    words = Words("题", "title")
    trade = TradeOff(
        head=Head(words, words, words, words, "town | run 1"),
        across=area,
        up=area,
        plan=mark("", 145.1, 106.5),
        marks=marks,
        shown=list(range(5)),
        line=[0],
        tried=np.array([[x, y] for x in (130.0, 140.0, 300.0) for y in np.arange(60, 260, 0.3)]),
        spaces=[Words("实验室", "Labs"), Words("厂房", "Factories")],
    )
    return trade, draw(trade, lang)


def test_the_name_of_a_design_lies_nearest_to_its_own_point():
    trade, panels = close_designs()
    ax = panels["tradeoff"]
    points = {m.label: ax.transData.transform((m.x[0], m.y[0])) for m in trade.marks}
    names = [t for t in ax.texts if t.get_text().rstrip("*") in points]
    assert len(names) == 5
    middles = []
    for name in names:
        box = name.get_window_extent()
        middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
        away = {label: np.hypot(*(middle - point)) for label, point in points.items()}
        own = away.pop(name.get_text().rstrip("*"))
        twins = {"2": "3", "3": "2"}  # a third of a dot apart: no name is nearer to only one
        away.pop(twins.get(name.get_text().rstrip("*"), ""), None)
        assert own < min(away.values())
        assert all(not box.overlaps(other) for other in middles)
        middles.append(box)


def test_no_dot_of_the_search_is_cut_by_the_edge_of_the_picture():
    _, panels = close_designs()
    ax = panels["tradeoff"]
    dots = ax.transData.transform(ax.collections[0].get_offsets())
    box = ax.get_window_extent()
    radius = np.sqrt(7) / 2 * ax.figure.dpi / 72
    assert len(dots) > 100
    assert (dots.min(axis=0) >= [box.x0 + radius, box.y0 + radius]).all()
    assert (dots.max(axis=0) <= [box.x1 - radius, box.y1 - radius]).all()


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "现方案"), ("en", "as planned"), ("both", "现方案\nas planned")]
)
def test_the_plan_is_called_so_in_each_language(lang, said):
    _, panels = close_designs(lang)
    assert said in [label.get_text() for label in panels["mix"].get_yticklabels()]
