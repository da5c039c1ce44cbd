"""The shipped scenarios: they load, each number has a pedigree, the baseline opens in balance."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sim.commands.check import programme_by_evidence
from sim.model.engine import simulate
from sim.model.log import What
from sim.scenario.load import Loaded, load
from sim.scenario.pedigree import number_rows
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.opening import flows
from sim.scenario.plan.plan import Plan
from sim.scenario.schema.demand import Linear, Stream
from sim.scenario.values.dates import MONTH
from sim.scenario.values.units import Units
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse
from sim.text.deliveries import EVIDENCE

FOLDER = Path(__file__).parents[2] / "scenarios"
BASELINE = FOLDER / "baseline.yaml"
CAMBRIDGE = FOLDER / "cambridge.yaml"
FILES = sorted(FOLDER.glob("*.yaml"))
CHILDREN = [path for path in FILES if "\nextends:" in path.read_text(encoding="utf-8")]
DELTAS = sorted(FOLDER.glob("deltas/*.yaml"))
WITHOUT_PROGRAMME = {"no-build"}
SMALLER = {"convert": 3.88e6}
"""Programmes that are not the announced one, m²."""
DRUGS = ("small_molecule", "biologic", "cgt")


@cache
def shipped(path: Path) -> Loaded:
    return load(path)


@pytest.fixture(scope="module")
def baseline() -> Loaded:
    return shipped(BASELINE)


def test_all_but_the_two_cities_are_children() -> None:
    assert [path for path in FILES if path not in CHILDREN] == [BASELINE, CAMBRIDGE]


def test_every_delta_is_applied_by_a_scenario() -> None:
    applied = {source.name for path in FILES for source in shipped(path).files}
    assert DELTAS
    assert {str(path) for path in DELTAS} <= applied


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


@pytest.mark.parametrize("path", CHILDREN, ids=lambda path: path.stem)
def test_a_child_holds_overrides_only(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert parse(text, SourceText.of(path.name, text)).items.keys() <= {
        "extends", "apply", "name", "why", "note", "change", "add", "drop",
    }  # fmt: skip
    assert shipped(path).overrides


@pytest.mark.parametrize("path", [BASELINE, *CHILDREN], ids=lambda path: path.stem)
def test_the_programme_adds_up(path: Path) -> None:
    spec = shipped(path).spec
    if path.stem in WITHOUT_PROGRAMME:
        assert spec.programme is None
        return
    assert spec.programme is not None
    total = SMALLER.get(path.stem, 5e6)
    assert spec.programme.area.value == total
    assert sum(spec.supply[name].area.value for name in spec.programme.projects) == total
    if path.stem != "ledger":
        assert spec.supply["starts-2023"].area.value == 1.8e6


def test_without_the_programme_only_what_was_under_way_is_built() -> None:
    assert [*shipped(FOLDER / "no-build.yaml").spec.supply] == ["labs-under-way"]


def by_park(path: Path) -> dict[str, float]:
    """Gross area of the programme by park, m²."""
    spec = shipped(path).spec
    assert spec.programme is not None
    area = dict.fromkeys(spec.parks, 0.0)
    for name in spec.programme.projects:
        project = spec.supply[name]
        for park, share in project.parks.items():
            area[park] += project.area.value * share.value
    return area


def test_zones_build_what_the_sources_name() -> None:
    area = by_park(FOLDER / "zones.yaml")
    assert area["zhangjiang"] == pytest.approx(80e4)
    assert area["baoshan"] == pytest.approx(32e4)
    assert shipped(FOLDER / "zones.yaml").spec.supply["qingpu"].area.value == 18.3e4
    assert sum(area.values()) == pytest.approx(5e6)


def test_the_ledger_counts_each_project_once() -> None:
    spec, plain = shipped(FOLDER / "ledger.yaml").spec, shipped(BASELINE).spec
    assert programme_by_evidence(spec) == pytest.approx(
        {"seen": 88.5e4, "announced": 75e4, "assumed": 336.5e4}
    )
    area = by_park(FOLDER / "ledger.yaml")
    shares = by_park(BASELINE)
    assert area == pytest.approx(shares, abs=0.005 * 336.5e4)  # shares of the rest: whole percents
    outside = spec.supply.keys() - set(spec.announced) - {"zj-platform"}
    assert sum(spec.supply[name].area.value for name in outside) == pytest.approx(
        plain.supply["labs-under-way"].area.value
    )
    assert {spec.supply[name].evidence for name in outside} == {"seen", "announced"}


def test_what_was_seen_does_not_wait_and_the_rest_does() -> None:
    supply = shipped(FOLDER / "ledger.yaml").spec.supply
    for name, project in supply.items():
        assert (project.pause is not None) == (
            project.evidence != "seen" and name != "labs-under-way"
        ), name


def test_the_page_of_the_ledger_has_every_project_with_its_area() -> None:
    page = (FOLDER.parent / "docs" / "ledger.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|[^|]*\|[^|]*\| ([\d.]+) \|", page, re.MULTILINE)
    supply = shipped(FOLDER / "ledger.yaml").spec.supply
    told = {name: f"{project.area.value / 1e4:g}" for name, project in supply.items()}
    assert dict(rows) == told
    for name, project in supply.items():
        (row,) = re.findall(rf"^\| `{name}` .*$", page, re.MULTILINE)
        assert EVIDENCE[project.evidence].line("both") in row, name


def test_developers_carry_the_shares_their_note_states() -> None:
    area = by_park(FOLDER / "developers.yaml")
    supply = shipped(FOLDER / "developers.yaml").spec.supply
    assert area["zhangjiang"] == pytest.approx(0.16 * 5e6)
    assert area["waigaoqiao"] == pytest.approx(0.08 * 5e6)
    assert supply["lingang-group"].area.value == pytest.approx(0.40 * 3.2e6)


def test_pudong_is_on_top_or_within() -> None:
    def built(name: str) -> float:
        return sum(one.area.value for one in shipped(FOLDER / name).spec.supply.values())

    assert built("pudong.yaml") - built("baseline.yaml") == pytest.approx(1e6)
    assert built("pudong-within.yaml") == pytest.approx(built("baseline.yaml"))
    renewals = shipped(FOLDER / "pudong.yaml").spec.renewals
    assert sum(one.area.value for one in renewals.values()) == pytest.approx(1e6)


@pytest.mark.parametrize(
    ("name", "cycle", "leaders"),
    [
        ("synbio", "synbio-plan", "leaders-synbio"),
        ("gene-therapy", "gene-therapy-plan", "leaders-cgt"),
        ("robots", "robot-plan", "leaders-robot"),
    ],
)
def test_a_plan_without_effect_is_the_baseline(name: str, cycle: str, leaders: str) -> None:
    until = "clock.end=2026-12"
    spec = load(FOLDER / f"{name}.yaml").spec
    lifted, extra = spec.cycles[cycle], spec.demand[leaders]
    assert isinstance(lifted, Linear)
    assert isinstance(extra, Stream)
    lows = [factor.range[0] for factor in (*lifted.linear.values(), extra.rate) if factor.range]
    assert lows == [1, 0]
    none = [f"cycles.{cycle}.linear={{2023-10: 1}}", f"demand.{leaders}.rate=0 per year"]
    plans = [
        compile_plan(load(FOLDER / f"{name}.yaml", [until, *none]).spec),
        compile_plan(load(BASELINE, [until]).spec),
    ]
    ours, theirs = (simulate(plan, 7, 0).table() for plan in plans)
    assert len(ours) > 1000
    assert ours.equals(theirs)


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
