"""The shipped scenarios: they load, each number has a pedigree, the baseline opens in balance."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sim.model.engine import simulate
from sim.model.log import What
from sim.scenario.compile import compile_plan
from sim.scenario.dates import MONTH
from sim.scenario.load import Loaded, load
from sim.scenario.opening import flows
from sim.scenario.parse import parse
from sim.scenario.pedigree import number_rows
from sim.scenario.places import Source
from sim.scenario.plan import Plan

FOLDER = Path(__file__).parents[2] / "scenarios"
BASELINE = FOLDER / "baseline.yaml"
CHILDREN = ("boom", "funding-bust", "history", "no-build", "slow-build", "window-2024")
FILES = (BASELINE, *(FOLDER / f"{name}.yaml" for name in CHILDREN))
DRUGS = ("small_molecule", "biologic", "cgt")


@cache
def shipped(path: Path) -> Loaded:
    return load(path)


@pytest.fixture(scope="module")
def baseline() -> Loaded:
    return shipped(BASELINE)


def test_the_seven_scenarios_ship() -> None:
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


def test_every_source_is_cited(baseline: Loaded) -> None:
    cited = {row.source for row in number_rows(baseline)} | {
        node.text for path, node in baseline.composed.tree.leaves() if path[-1] == "source"
    }
    assert {*baseline.spec.sources} - cited == set()


@pytest.mark.parametrize("path", FILES[1:], ids=lambda path: path.stem)
def test_a_child_holds_overrides_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert parse(text, Source.of(path.name, text)).items.keys() <= {
        "extends", "name", "why", "note", "change", "add", "drop",
    }  # fmt: skip
    assert shipped(path).overrides


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
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


def space_in_use(plan: Plan) -> dict[str, float]:
    """Lettable m² in use by space type at the rates of the opening, by Little's law.

    Rate × P(lease) × E[area] × E[fit-out + stay]; with the space that graduates hold while they
    fit out the next, and the expansions gathered over a tenancy: E[area] × E[T²] / (2 E[interval]).
    Contract makers' requests ask for a share of the outsourced area.
    """
    use = dict.fromkeys(plan.spaces, 0.0)
    for (i, position), rate in flows(plan.streams, plan.chains).items():
        stream = plan.streams[i]
        chain = plan.chains[stream.track]
        stage = chain[position]
        space = plan.spaces[stage.spaces[0]]
        if stage.cdmo_stream >= 0:
            maker = plan.streams[stage.cdmo_stream]
            suite = plan.chains[maker.track][maker.entry]
            asked = rate * (1 - stage.elsewhere) * stage.cdmo * stage.cdmo_share * stage.area.mean
            stay = suite.fit_out.mean + suite.duration.mean
            use[plan.spaces[suite.spaces[0]]] += asked * stay
        if stream.id == "cdmo":
            continue
        months = stage.fit_out.mean + stage.duration.mean
        if position + 1 < len(chain) and not stage.release:
            following = chain[position + 1]
            months += stage.success * following.lease * following.fit_out.mean
        if stage.growth is not None:
            square = stage.duration.variance + stage.duration.mean**2
            grown = stage.growth.area.mean * square / (2 * stage.growth.every.mean)
            use[space] += rate * stage.lease * grown
        use[space] += rate * stage.lease * stage.area.mean * months
    return use


def test_the_opening_is_balanced(baseline: Loaded) -> None:
    plan = compile_plan(baseline.spec)
    parks = len(plan.parks)
    for k, (space, use) in enumerate(space_in_use(plan).items()):
        leased = sum(plan.occupied[k * parks : (k + 1) * parks])
        assert use == pytest.approx(leased, rel=0.05), space
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
