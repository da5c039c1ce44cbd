"""The shipped scenarios: they load, each number has a pedigree, the baseline opens in balance."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sim.model.engine import simulate
from sim.model.log import What
from sim.scenario.balance import balance
from sim.scenario.compile import compile_plan
from sim.scenario.dates import MONTH
from sim.scenario.load import Loaded, load
from sim.scenario.opening import flows
from sim.scenario.parse import parse
from sim.scenario.pedigree import number_rows
from sim.scenario.places import Source
from sim.scenario.plan import Plan
from sim.scenario.units import Units

FOLDER = Path(__file__).parents[2] / "scenarios"
BASELINE = FOLDER / "baseline.yaml"
CAMBRIDGE = FOLDER / "cambridge.yaml"
CHILDREN = ("boom", "funding-bust", "history", "no-build", "slow-build", "window-2024")
PARTS = tuple(FOLDER / f"{name}.yaml" for name in CHILDREN)
FILES = (BASELINE, *PARTS, CAMBRIDGE)
DRUGS = ("small_molecule", "biologic", "cgt")


@cache
def shipped(path: Path) -> Loaded:
    return load(path)


@pytest.fixture(scope="module")
def baseline() -> Loaded:
    return shipped(BASELINE)


def test_the_scenarios_ship() -> None:
    assert {*FILES} <= {*FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_loads_and_checks_without_problems(path: Path) -> None:
    assert shipped(path).warnings == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_says_what_it_stands_on(path: Path) -> None:
    loaded = shipped(path)
    for row in number_rows(loaded):
        assert row.status != "nothing", row
        assert row.grade != "none", row
        assert row.source, row
        if row.status != "assumption":
            assert loaded.spec.sources[row.source].kind != "own", row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_name_and_question_are_in_both_languages(path: Path) -> None:
    spec = shipped(path).spec
    for text in (spec.name, spec.why):
        assert text is not None
        assert text.zh
        assert text.en
        assert text.zh != text.en


@pytest.mark.parametrize("path", [BASELINE, CAMBRIDGE], ids=lambda path: path.stem)
def test_every_source_is_cited(path: Path) -> None:
    loaded = shipped(path)
    cited = {row.source for row in number_rows(loaded)} | {
        node.text for path, node in loaded.composed.tree.leaves() if path[-1] == "source"
    }
    assert {*loaded.spec.sources} - cited == set()


def test_another_city_stands_on_its_own() -> None:
    loaded = shipped(CAMBRIDGE)
    here, there = loaded.spec, shipped(BASELINE).spec
    assert len(loaded.files) == 1
    assert here.units == Units("GBP", "sq ft")
    assert not {*here.parks} & {*there.parks} - {"other"}
    assert not {*here.spaces} & {*there.spaces}
    assert not {*here.stages} & {*there.stages}
    assert not {*here.tracks} & {*there.tracks}
    assert "元" not in loaded.resolved and "亿" not in loaded.resolved
    for one in balance(compile_plan(here)):
        assert one.ratio == pytest.approx(1, abs=0.06), one


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_child_holds_overrides_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert parse(text, Source.of(path.name, text)).items.keys() <= {
        "extends", "name", "why", "note", "change", "add", "drop",
    }  # fmt: skip
    assert shipped(path).overrides


@pytest.mark.parametrize("path", (BASELINE, *PARTS), ids=lambda path: path.stem)
def test_the_programme_adds_up(path: Path) -> None:
    spec = shipped(path).spec
    if path.stem == "no-build":
        assert spec.programme is None
        assert [*spec.supply] == ["labs-under-way"]
        return
    assert spec.programme is not None
    assert spec.programme.area.value == 5e6
    assert sum(spec.supply[name].area.value for name in spec.programme.projects) == 5e6
    assert spec.supply["starts-2023"].area.value == 1.8e6


@pytest.mark.parametrize(
    ("track", "low", "mode", "high"),
    [
        ("small_molecule", 0.08, 0.16, 0.22),
        ("biologic", 0.09, 0.20, 0.29),
        ("cgt", 0.05, 0.10, 0.17),
    ],
)
def test_pilot_carries_the_likelihood_of_approval(
    baseline: Loaded, track: str, low: float, mode: float, high: float
) -> None:
    spec = baseline.spec
    stages = spec.tracks[track].stages
    success = stages["pilot"].success
    assert success is not None
    assert (success.value, success.range) == (mode, (low, high))
    assert stages["production"].success is None
    assert spec.stages["production"].success is None


def drug_flow(plan: Plan) -> float:
    """Drug products a year that enter pilot, by the rates of the opening."""
    pilot = plan.stages.index("pilot")
    tracks = {plan.tracks.index(track) for track in DRUGS}
    return 12 * sum(
        rate * (1 - stage.elsewhere)
        for (i, position), rate in flows(plan.streams, plan.chains).items()
        if plan.streams[i].track in tracks
        and (stage := plan.chains[plan.streams[i].track][position]).stage == pilot
    )


def test_the_opening_is_balanced(baseline: Loaded) -> None:
    plan = compile_plan(baseline.spec)
    for one in balance(plan):
        assert one.ratio == pytest.approx(1, abs=0.05), one
    assert 100 < drug_flow(plan) < 125


def test_the_first_years_look_like_the_sources() -> None:
    spec = load(FOLDER / "no-build.yaml", ["clock.end=2026-12"]).spec
    plan = compile_plan(spec)
    rows = simulate(plan, spec.seed, 0).rows
    tick, what, _, _, track, stage, _, _, pool, area, _ = rows.T
    later = (tick > 0) & (what == What.STARTED) & (stage == plan.stages.index("pilot"))
    drugs = sum((track[later] == plan.tracks.index(name)).sum() for name in DRUGS)
    assert 80 < drugs / (plan.end / MONTH / 12) < 160
    signs = {What.OPENED: 1, What.GRANTED: 1, What.RELEASED: -1}
    parks = len(plan.parks)
    vacancy = {}
    for k, space in enumerate(plan.spaces):
        here = (pool // parks == k) & (tick <= 15 * MONTH)
        leased = sum(sign * area[here & (what == kind)].sum() for kind, sign in signs.items())
        opened = area[here & (what == What.CAPACITY)].sum()
        capacity = opened + sum(plan.capacity[k * parks : (k + 1) * parks])
        vacancy[space] = 1 - leased / capacity
    assert 0.03 < vacancy["factory"] < 0.10
    assert 0.10 < vacancy["lab"] < 0.25
