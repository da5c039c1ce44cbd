"""The other parts of a study: screening, tornado, flips, what to measure next, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim import Scenario
from sim.draws.inputs import WEAKNESS, inputs
from sim.draws.worlds import range_draws
from sim.experiments.answer import RefusedError, needed
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import Point, played
from sim.experiments.sensitivity import flips, morris, sobol, study, tornado
from sim.experiments.sensitivity.answer import Effort, SensitivityAnswer, SensitivityOutcome
from sim.experiments.sensitivity.blocks import Blocks, PointPlayer, play_blocks
from sim.experiments.sensitivity.flips import Flips
from sim.experiments.sensitivity.preview import standing
from sim.experiments.sensitivity.sobol import CHANCE, Index, Indices, SobolShare
from sim.experiments.sensitivity.study import SensitivityQuestion
from sim.measures.verdict.indicators import Indicators
from sim.runs.executors import Failure, executor
from sim.runs.settings import Settings
from sim.scenario.load import Loaded, load
from sim.scenario.plan.compile import turns
from tests.experiments.sensitivity.stand_in import OUTCOME, Floats, number, numbers, playing

HERE = Path(__file__).parents[1]
KNOWN = Path(__file__).with_name("known.yaml")
TOWN = HERE.parent / "api" / "town.yaml"


def linear(x: Floats, luck: float) -> float:
    return float(3 * x[0] - 2 * x[1]) + luck


def bent(x: Floats, luck: float) -> float:
    return float(x[0]) * (1 + luck)


# Inputs


def test_inputs_are_drawn_by_the_laws_of_worlds() -> None:
    loaded = load(TOWN)
    found = inputs(loaded)
    assert [one.path for one in found] == list(range_draws(loaded.spec, 7, 0))
    for one in found:
        assert one.law(0.0) == pytest.approx(one.low)
        assert one.law(1.0) == pytest.approx(one.high)
        share = (one.value - one.low) / (one.high - one.low)
        assert one.law(share) == pytest.approx(one.value)  # F(mode) of a triangular law


def test_demand_shown_beside_is_no_unknown_and_used_it_is_one() -> None:
    """Its density changes nothing that is played, unless growth needs floor."""
    density = "top_down.density"
    baseline = Path(__file__).parents[3] / "scenarios" / "baseline.yaml"
    for share, known in (("null", False), ("50%", True)):
        loaded = load(baseline, [f"top_down.needs_floor={share}"])
        assert (density in {one.path for one in inputs(loaded)}) == known
        assert turns(loaded.spec, density) == known
    needs, loaded = "top_down.needs_floor", load(baseline)
    assert needs in {one.path for one in inputs(loaded)}
    assert turns(loaded.spec, needs)


# Morris


def screening(shared: bool = True) -> list[morris.Effect]:
    some = numbers(3)
    uniforms = morris.design(some, 12, seed=5)
    blocks = play_blocks(uniforms, some, [OUTCOME], playing(linear, some, shared=shared))
    found, count = morris.effects(some, uniforms, blocks, OUTCOME, seed=5)
    assert count == 12
    return found


def test_effects_of_a_straight_line_are_its_slopes() -> None:
    found = screening()
    assert [one.mu for one in found] == pytest.approx([3, -2, 0])
    assert [one.mu_star for one in found] == pytest.approx([3, 2, 0])
    assert [one.sigma for one in found] == pytest.approx([0, 0, 0], abs=1e-9)


def test_luck_that_is_not_shared_gives_effects_to_what_has_none() -> None:
    assert screening(shared=False)[2].mu_star > 0.3


# Failures


@pytest.mark.parametrize(("lost", "refused"), [(3, False), (4, True)])
def test_blocks_with_a_failure_are_dropped_whole_up_to_a_twentieth(
    lost: int, refused: bool
) -> None:
    some = numbers(3)
    design = sobol.design(some, ["x0", "x1"], 64, seed=1)
    play = playing(bent, some, fails=lambda pair: pair < lost)
    if refused:
        with pytest.raises(RefusedError) as error:
            play_blocks(design, some, [OUTCOME], play)
        assert "planted" in error.value.words.zh and "4 of 64" in error.value.words.en
        return
    blocks = play_blocks(design, some, [OUTCOME], play)
    assert (len(blocks.kept), blocks.designed) == (61, 64)
    whole = play_blocks(design, some, [OUTCOME], playing(bent, some))
    assert np.array_equal(blocks.values[OUTCOME], whole.values[OUTCOME][lost:])


# Tornado


def test_a_tornado_has_the_changes_at_the_ends_and_students_intervals() -> None:
    some = [number("x0", 1, 3), number("x1", 0, 8)]
    found, failed = tornado.play_ends(some, [OUTCOME], playing(bent, some))
    bars = {bar.path: bar for bar in found[OUTCOME].bars}
    assert failed == 0
    assert list(bars) == ["x0", "x1"]  # the widest first
    lucks = np.random.default_rng([0, 1]).standard_normal(2 * tornado.PAIRS)
    changes = (1 - 2) * (1 + lucks)
    half = stats.t.interval(0.95, len(lucks) - 1, scale=stats.sem(changes))[1]
    assert bars["x0"].low.change == pytest.approx(changes.mean())
    assert bars["x0"].low.conf == pytest.approx(half)
    assert bars["x1"].swing == 0
    assert found[OUTCOME].base == pytest.approx(2 * (1 + lucks.mean()))


def test_a_tornado_is_refused_if_numbers_fail() -> None:
    some = numbers(2)
    with pytest.raises(RefusedError):
        tornado.play_ends(some, [OUTCOME], playing(bent, some, fails=lambda pair: True))


# Flips


def searched(loaded: Loaded) -> Flips:
    settings = Settings(7)
    runner = JobRunner(executor("threads", 1))
    return flips.flips(
        loaded, inputs(loaded), lambda points: played(loaded, settings, points, runner)
    )


def test_a_flip_is_found_where_it_is_known_to_be() -> None:
    # Tenants stay for ever and nobody comes: vacancy is 1 − occupied, in every future; it may be
    # at most 20 %, so the idle side turns at 80 %.
    occupied = {"value": "90%", "range": ["78%", "95%"]}
    found = searched(load(KNOWN).with_({"stock.lab.occupied": occupied}))
    assert found.words == {"shortage": "untested", "idle": "adequate"}
    (flip,) = found.found
    assert flip.path == "stock.lab.occupied"
    assert (flip.side, flip.word, flip.within) == ("idle", "idle", True)
    assert flip.flipped < 0.80 <= flip.still + 1e-9
    assert flip.still - flip.flipped == pytest.approx((0.90 - 0.78) / 32)


def test_a_flip_beyond_the_range_is_told_apart() -> None:
    occupied = {"value": "90%", "range": ["85%", "95%"]}
    found = searched(load(KNOWN).with_({"stock.lab.occupied": occupied}))
    (flip,) = found.found
    assert not flip.within
    assert flip.flipped < 0.80 <= flip.still + 1e-9


def test_a_number_whose_knowledge_alone_settles_the_verdict_is_told() -> None:
    # Drawn from 70 % to 95 % the verdict cannot be told; held at its value it can.
    found = searched(load(KNOWN))
    assert found.words["idle"] == "unclear"
    held, beyond = found.found
    assert (held.was, held.word, held.still, held.flipped) == ("unclear", "adequate", 0.90, 0.90)
    # Every change is told, also of a word that had changed before: at 80 % it turns again.
    assert (beyond.was, beyond.word) == ("adequate", "idle")
    assert beyond.flipped <= 0.80 < beyond.still


def test_words_are_those_of_a_run_of_the_scenario() -> None:
    """As many futures as the scenario's own: 20 cannot tell what 200 can."""
    occupied = {"value": "90%", "range": ["78%", "95%"]}
    for replications, word in ((20, "unclear"), (200, "adequate")):
        loaded = load(KNOWN).with_(
            {"stock.lab.occupied": occupied, "replications": replications, "confidence": "85%"}
        )
        settings = Settings(7)
        runner = JobRunner(executor("threads", 1))
        found = flips.flips(loaded, [], partial(played, loaded, settings, runner=runner))
        judged = Scenario(loaded).run(seed=7).verdict
        assert found.replications == judged.replications == replications
        assert found.words == {"shortage": judged.shortage.word, "idle": judged.idle.word}
        assert found.words["idle"] == word


def test_where_nothing_flips_nothing_is_found() -> None:
    found = searched(load(KNOWN).with_({"standards.lab-idle.at_most": "100%"}))
    assert found.found == ()
    assert len(found.searched) == 2


# What to measure next


def apportioned(totals: dict[str, float], grades: dict[str, str]) -> SensitivityAnswer:
    rows = [Index(of, SobolShare(0, 0, 0), SobolShare(t, t, t)) for of, t in totals.items()]
    outcome = SensitivityOutcome(
        "y", numbers(1)[0].name, "plain", indices=Indices(256, 0, 1, tuple(rows))
    )
    some = tuple(number(path, grade=grade) for path, grade in grades.items())
    return SensitivityAnswer(some, (outcome,), None, Effort(20, 256, 5, len(totals)))


def test_a_weak_pedigree_comes_before_a_strong_one() -> None:
    totals = {"strong": 0.5, "weak": 0.2, CHANCE: 0.9}
    answer = apportioned(totals, {"strong": "B", "weak": "D", "screened": "D"})
    ranked = answer.next()
    assert [one.path for one in ranked] == ["weak", "strong"]  # 0.4 × 1.0 before 1 × 0.2
    assert [one.score for one in ranked] == pytest.approx([0.4, 0.2])
    assert [one.influence for one in ranked] == pytest.approx([0.4, 1.0])


def test_weights_grow_with_the_weakness_of_grade_and_status() -> None:
    for grades in WEAKNESS.values():
        assert list(grades) == ["A", "B", "C", "D", "none"]
        assert all(0 < weight <= 1 for weight in grades.values())
        assert sorted(grades.values()) == list(grades.values())
    for grade in ("A", "B", "C", "D", "none"):
        column = [WEAKNESS[s][grade] for s in ("fact", "literature", "assumption", "nothing")]
        assert sorted(column) == column


def test_the_page_has_the_weights_that_are_used() -> None:
    page = (HERE.parents[1] / "docs" / "experiments" / "sensitivity.md").read_text("utf-8")
    for status, grades in WEAKNESS.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {status} ")]
        assert [float(cell) for cell in row.split("|")[2:-1]] == list(grades.values())


def test_intervals_that_are_too_wide_say_how_many_blocks_it_takes() -> None:
    def outcome(width: float) -> SensitivityOutcome:
        row = Index("x", SobolShare(0, 0, 0), SobolShare(0.3, 0.3 - width / 2, 0.3 + width / 2))
        return SensitivityOutcome(
            "y", numbers(1)[0].name, "plain", indices=Indices(256, 0, 1, (row,))
        )

    assert outcome(0.09).needed is None
    assert outcome(0.2).needed == 1024  # half as wide takes four times as many
    assert outcome(0.21).needed == 2048
    assert outcome(0.6).needed is None  # no number of blocks helps


def test_indices_that_cannot_be_told_do_not_rank() -> None:
    rows = [Index(of, SobolShare(0, 0, 0), SobolShare(0.9, 0.1, 0.9)) for of in ("x0", "x1")]
    effects = [morris.Effect("x0", 1, 1, 0, 0), morris.Effect("x1", 2, 2, 0, 0)]
    some = tuple(numbers(2))
    shares = Indices(256, 0, 1, tuple(rows))
    outcome = SensitivityOutcome("y", some[0].name, "plain", effects=tuple(effects), indices=shares)
    ranked = SensitivityAnswer(some, (outcome,), None, Effort(20, 256, 4, 2)).next()
    assert [(one.path, one.basis) for one in ranked] == [("x1", "mu_star"), ("x0", "mu_star")]
    assert [one.influence for one in ranked] == pytest.approx([1, 0.25])  # (1 / 2)²


@pytest.mark.parametrize(("conf", "influence"), [(4.0, 1.0), (10.5, 0.0)])
def test_a_swing_that_may_be_chance_counts_for_nothing(conf: float, influence: float) -> None:
    some = tuple(numbers(1))
    bar = tornado.TornadoBar("x0", tornado.End(-5.0, conf), tornado.End(0.0, conf))
    swung = tornado.Tornado(0.0, (bar,))
    outcome = SensitivityOutcome("y", some[0].name, "plain", tornado=swung)
    ranked = SensitivityAnswer(some, (outcome,), None, Effort(20, 256, 4, 2)).next()
    assert [one.influence for one in ranked] == ([influence] if influence else [])


# The study


def test_a_study_of_a_stand_in_screens_apportions_and_ranks() -> None:
    some = numbers(5)

    def model(x: Floats, luck: float) -> float:
        return float(4 * x[3] + 2 * x[1] + 0.1 * x[4]) + 0.1 * luck

    play = playing(model, some)
    loaded = load(KNOWN)
    asked = SensitivityQuestion((OUTCOME,), "sobol", points=128, numbers=2)
    heard: list[tuple[str, int, str]] = []

    def watch(part: str, count: int, known: Sequence[SensitivityOutcome]) -> None:
        heard.append((part, count, standing(some, part, count, known)[1].en))

    answer = study.study(loaded, some, asked, play, play, 3, watch)
    parts = [("morris", n) for n in (5, 10, 20)] + [("sobol", n) for n in (32, 64, 128)]
    assert [(part, count) for part, count, _ in heard] == parts
    assert all(": x3 100%, x1 " in line for *_, line in heard)
    (outcome,) = answer.outcomes
    assert outcome.indices is not None
    assert [row.of for row in outcome.indices.rows] == ["others", "x1", "x3", CHANCE]
    assert [one.path for one in answer.next()][:2] == ["x3", "x1"]
    assert answer.effort.chosen == 2


def test_blocks_are_heard_of_in_order_and_only_when_all_before_them_are_whole() -> None:
    some = numbers(2)
    design = np.random.default_rng(1).random((8, 3, 2))
    play = playing(lambda x, _: float(x[0]), some)
    heard: list[Blocks] = []

    def backwards(points: Sequence[Point]) -> list[tuple[int, Indicators | Failure]]:
        return list(play(points))[::-1]

    whole = play_blocks(design, some, [OUTCOME], backwards, heard.append)
    assert [blocks.designed for blocks in heard] == [2, 4]
    for blocks in heard:
        assert np.array_equal(blocks.values[OUTCOME], whole.values[OUTCOME][: blocks.designed])
    play_blocks(np.repeat(design, 3, 0), some, [OUTCOME], first_fails(play), heard.append)
    assert len(heard) == 2


def first_fails(play: PointPlayer) -> PointPlayer:
    """Return what plays all but the very first point."""

    def played_so(points: Sequence[Point]) -> Iterator[tuple[int, Indicators | Failure]]:
        for index, result in play(points):
            yield index, result if index else Failure("ValueError: planted", "")

    return played_so


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (SensitivityQuestion(points=100), "power of two"),
        (SensitivityQuestion(points=32), "at least 64"),
        (SensitivityQuestion(trajectories=9), "at least 10"),
        (SensitivityQuestion(numbers=0), "at least 1"),
        (SensitivityQuestion(method="guess"), "tornado"),  # type: ignore[arg-type]
    ],
)
def test_a_design_that_makes_no_sense_is_refused(asked: SensitivityQuestion, says: str) -> None:
    with pytest.raises(RefusedError) as error:
        asked.check()
    assert says in error.value.words.en


def test_an_outcome_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(RefusedError) as error:
        SensitivityQuestion(("idle_meen",)).check_outcomes(["idle_mean", "lost_area"])
    assert "idle_mean" in error.value.words.zh


def test_where_salib_is_missing_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "SALib.sample.morris", None)
    with pytest.raises(RefusedError) as error:
        needed("SALib.sample.morris")
    assert "[study]" in error.value.words.zh and "[study]" in error.value.words.en


def test_pairs_are_counted_as_they_are_played() -> None:
    some = numbers(5)
    seen: list[int] = []
    inner = playing(bent, some)

    def counting(points: object) -> object:
        seen.append(sum(len(p.replications) // 2 for p in points))  # type: ignore[attr-defined]
        return inner(points)  # type: ignore[arg-type]

    play: Callable[..., object] = counting
    asked = SensitivityQuestion((OUTCOME,), "sobol", points=64, numbers=2)
    study.study(load(KNOWN), some, asked, play, play, seed=3)  # type: ignore[arg-type]
    assert seen == [study.pairs(asked, 5, 4)["morris"], study.pairs(asked, 5, 4)["sobol"]]
