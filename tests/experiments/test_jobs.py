"""Jobs of experiments: nothing computed twice, nothing lost, no old result for a changed input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiments.answer import RefusedError
from sim.experiments.compare.fates import CompareFates, FatesJob
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import PlayPoints, Point, played
from sim.experiments.store import Store
from sim.measures.counting.counter import Counter
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.verdict.indicators import indicators
from sim.runs.executors import Failure, executor
from sim.runs.grounded import AcceptedFutures
from sim.runs.identity import digest
from sim.runs.player import Player
from sim.runs.settings import Plans, Settings
from sim.scenario.load import Loaded, load

TOWN = Path(__file__).parents[1] / "api" / "town.yaml"
SETTINGS = Settings(seed=7)
POINT = Point(range(4))
GROUNDED = AcceptedFutures(7, (0, 1, 2, 3), ({"stages.research.success": 0.5},) * 4)


@pytest.fixture(scope="module")
def town() -> Loaded:
    return load(TOWN)


class Doubling:
    """A job is a number; what it gives is twice that, or an error where it is negative."""

    def __init__(self) -> None:
        self.done: list[int] = []

    def made_of(self, job: int) -> dict[str, Any]:
        return {"work": "doubling", "job": job}

    def __call__(self, job: int) -> int:
        self.done.append(job)
        if job < 0:
            raise ValueError("no")
        return 2 * job


def runner(folder: Path) -> JobRunner:
    return JobRunner(executor("threads", 1), Store(folder))


def test_what_is_kept_is_not_done_again(tmp_path: Path) -> None:
    first, again = Doubling(), Doubling()
    assert dict(runner(tmp_path).do(first, [1, 2, 2, 3])) == {0: 2, 1: 4, 2: 4, 3: 6}
    assert sorted(first.done) == [1, 2, 3]  # equal jobs once
    assert dict(runner(tmp_path).do(again, [3, 4])) == {0: 6, 1: 8}
    assert again.done == [4]


def test_a_failure_is_told_and_tried_again(tmp_path: Path) -> None:
    work = Doubling()
    found = dict(runner(tmp_path).do(work, [1, -1]))
    assert found[0] == 2
    assert isinstance(found[1], Failure)
    assert "no" in found[1].error
    dict(runner(tmp_path).do(work, [1, -1]))
    assert sorted(work.done) == [-1, -1, 1]


def test_a_question_that_needs_all_jobs_is_refused_and_keeps_the_rest(tmp_path: Path) -> None:
    work = Doubling()
    with pytest.raises(RefusedError, match=r"1 of 3 jobs could not be done \(ValueError: no\)"):
        runner(tmp_path).all(work, [1, -1, 2])
    again = Doubling()
    assert runner(tmp_path).all(again, [2, 1]) == [4, 2]
    assert again.done == []


def test_a_world_that_fails_is_told_by_discover(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim import Scenario, discover
    from sim.runs.player import Player

    def play(self: Player, replications: range, *rest: Any) -> None:
        if 8 in replications:
            raise RuntimeError("lost its way")
        whole(self, replications, *rest)

    whole = Player.play
    monkeypatch.setattr(Player, "play", play)
    with pytest.raises(RefusedError, match="lost its way"):
        discover(Scenario.load(TOWN), "idle_mean.lab > 0", worlds=50)


def signed(content: bytes) -> bytes:
    """A file whose digest is right, as of one who forges both."""
    return b"\n".join([digest(content).encode(), content, b""])


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "other", "list", "deep", "binary"])
def test_a_damaged_result_is_done_again(tmp_path: Path, harm: str) -> None:
    dict(runner(tmp_path).do(Doubling(), [1, 2]))
    one, other = sorted(tmp_path.rglob("*.json"))
    content = one.read_bytes()
    harmed = {
        "cut": content[:-20],
        "flip": content.replace(b'"result":', b'"resulT":'),
        "empty": b"",
        "other": other.read_bytes(),
        "list": signed(b"[]"),
        "deep": signed(b"[" * 100_000 + b"]" * 100_000),
        "binary": signed(b"\xff\xfe"),
    }
    one.write_bytes(harmed[harm])
    again = Doubling()
    assert dict(runner(tmp_path).do(again, [1, 2])) == {0: 2, 1: 4}
    assert len(again.done) == 1
    assert one.read_bytes() == content


def test_a_place_that_cannot_be_written_costs_no_answer_and_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said: list[OSError] = []
    store = Store(tmp_path / "file", said.append)
    found = dict(JobRunner(executor("threads", 1), store).do(Doubling(), [1, 2, 3]))
    assert found == {0: 2, 1: 4, 2: 6} and len(said) == 1


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    dict(runner(tmp_path).do(Doubling(), [1, 2]))
    assert all(path.suffix == ".json" for path in tmp_path.rglob("*") if path.is_file())


def keys(town: Loaded) -> Iterator[tuple[str, str]]:
    """Yield the key of the same point with each ingredient changed in turn."""

    def key(loaded: Loaded, settings: Settings, point: Point, at: JobRunner) -> str:
        work = PlayPoints(loaded, settings)
        return at.key(work.made_of(work.jobs(loaded, [point])[0]))

    plain = JobRunner()
    yield "plain", key(town, SETTINGS, POINT, plain)
    changed = town.with_({"stages.research.patience": "5 months"})
    yield "scenario", key(changed, SETTINGS, POINT, plain)
    settings = {
        "seed": {"seed": 8},
        "central": {"central": True},
        "held by the settings": {"held": {"stages.research.success": 0.5}},
        "grounded": {"grounded": GROUNDED},
    }
    for name, change in settings.items():
        yield name, key(town, replace(SETTINGS, **change), POINT, plain)
    points = {
        "last replication": Point(range(6)),
        "first replication": Point(range(2, 4)),
        "held": Point(range(4), {"stages.research.success": 0.5}),
        "value held": Point(range(4), {"stages.research.success": 0.51}),
        "change": Point(range(4), changes={"stages.research.success": "50%"}),
    }
    for name, point in points.items():
        yield name, key(town, SETTINGS, point, plain)
    for name in ("code", "versions"):
        other = JobRunner()
        other.made_by = {**plain.made_by, name: "another"}
        yield name, key(town, SETTINGS, POINT, other)


def test_every_ingredient_is_in_the_key(town: Loaded) -> None:
    found = dict(keys(town))
    assert len(set(found.values())) == len(found), found


def test_every_setting_is_in_the_key() -> None:
    """A new setting must be flipped above; what never reaches a point is named here."""
    assert {*Settings.__dataclass_fields__} == {
        *("seed", "central", "held", "grounded"),
        *("audit", "city"),
    }
    assert {*Point.__dataclass_fields__} == {"replications", "held", "changes"}


def test_the_fates_of_companies_depend_on_every_setting_too(town: Loaded) -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"seed": 8},
        {"central": True},
        {"held": {"stages.research.success": 0.5}},
        {"grounded": GROUNDED},
    ]
    works = [CompareFates(town, [town], replace(SETTINGS, **change)) for change in changes]
    found = {JobRunner().key(work.made_of(FatesJob(0, range(2)))) for work in works}
    assert len(found) == len(changes)


def test_a_point_is_what_the_run_gives(town: Loaded) -> None:
    from sim import Scenario

    run = Scenario(town).run(4, engine="simpy", workers=1)
    expected = indicators(run.tallies, run.plan, town.spec)
    (_, found), *_ = played(town, replace(SETTINGS, seed=town.spec.seed), [POINT], JobRunner())
    assert not isinstance(found, Failure)
    assert found.replications == expected.replications
    for name, values in expected.values.items():
        np.testing.assert_array_equal(found.values[name], values, err_msg=name)


def test_infinite_and_missing_values_are_kept(town: Loaded, tmp_path: Path) -> None:
    standard = {"metric": "months_of_supply", "space": "factory", "at_most": "2 years"}
    loaded = town.with_({"standards.months": standard})
    here = runner(tmp_path)
    (_, one), *_ = played(loaded, SETTINGS, [Point(range(40))], here)
    (_, kept), *_ = played(loaded, SETTINGS, [Point(range(40))], here)
    assert not isinstance(one, Failure)
    assert not isinstance(kept, Failure)
    together = np.concatenate([*one.values.values()])
    assert np.isinf(together).any()
    assert np.isnan(together).any()
    for name, values in one.values.items():
        np.testing.assert_array_equal(kept.values[name], values, err_msg=name)


def test_a_held_number_is_that_number(town: Loaded) -> None:
    """To hold a number is to write it in the scenario, for everybody else's luck too."""
    path, points = "stages.research.success", []
    points = [Point(range(4), {path: 0.55}), Point(range(4), changes={path: "55%"})]
    found = dict(played(town, SETTINGS, points, JobRunner()))
    for name, values in found[0].values.items():
        np.testing.assert_array_equal(found[1].values[name], values, err_msg=name)
    assert any(
        not np.array_equal(values, one, equal_nan=True)
        for values, one in zip(
            found[0].values.values(),
            dict(played(town, SETTINGS, [POINT], JobRunner()))[0].values.values(),
            strict=True,
        )
    )


def test_accepted_values_take_the_place_of_draws(town: Loaded) -> None:
    rows = ({"stages.research.success": 0.41, "nowhere": 3.0}, {"stages.research.success": 0.59})
    plans = Plans(town.spec, replace(SETTINGS, grounded=AcceptedFutures(7, (8, 3), rows)))
    free = Plans(town.spec, SETTINGS)
    drawn = [plans.drawn(future) for future in range(2)]
    assert [row["stages.research.success"] for row in drawn] == [0.41, 0.59]
    assert "nowhere" not in drawn[0]
    other = "stock.lab.occupied"
    assert [row[other] for row in drawn] == [free.drawn(number)[other] for number in (8, 3)]


def test_an_accepted_future_has_the_luck_that_it_was_found_with(town: Loaded) -> None:
    """The third and the first of four futures, played on, are what they were, each by itself."""
    numbers = (2, 0)
    free = Plans(town.spec, SETTINGS)
    rows = tuple(free.drawn(number // 2) for number in numbers)
    held = replace(SETTINGS, grounded=AcceptedFutures(SETTINGS.seed, numbers, rows))
    assert (held.world(0), held.world(1), held.futures_a_world) == (0, 1, 1)
    for engine in ("simpy", "compiled", "both"):
        first, again = (Player(town.spec, settings, engine) for settings in (SETTINGS, held))
        before, after = (Counter(measure_spec(town.spec, free(0))) for _ in range(2))
        first.play(range(4), before)
        again.play(range(2), after)
        tallies = before.result().tallies
        for future, number in enumerate(numbers):
            assert after.result().tallies[future].replication == future
            assert np.array_equal(after.result().tallies[future].pools, tallies[number].pools)
            assert np.array_equal(after.result().tallies[future].flows, tallies[number].flows)


def test_accepted_values_leave_known_numbers_alone(town: Loaded) -> None:
    known = town.with_({"stages.research.success": "50%"})
    plans = Plans(known.spec, replace(SETTINGS, grounded=GROUNDED))
    assert "stages.research.success" not in plans.drawn(0)
