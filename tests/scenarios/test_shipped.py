"""The shipped scenarios: they load, each number has a pedigree, the baseline opens in balance."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from sim.api.scenario import Scenario
from sim.commands.check import opening_balance, programme_by_evidence
from sim.kernel.engine import simulate
from sim.scenario.load import Loaded, load
from sim.scenario.pedigree import number_rows
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema.demand import Linear, Stream
from sim.scenario.values.units import Units
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse
from sim.text.deliveries import EVIDENCE
from sim.text.words import Lang

FOLDER = Path(__file__).parents[2] / "scenarios"
BASELINE = FOLDER / "baseline.yaml"
CAMBRIDGE = FOLDER / "cambridge.yaml"
FILES = sorted(FOLDER.glob("*.yaml"))
CHILDREN = [path for path in FILES if "\nextends:" in path.read_text(encoding="utf-8")]
DELTAS = sorted(FOLDER.glob("deltas/*.yaml"))
WITHOUT_PROGRAMME = {"no-build"}
SMALLER = {"convert": 4.214e6}
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
    """But for options of `today`, which a decision lays over it; see test_today."""
    applied = {source.name for path in FILES for source in shipped(path).files}
    deltas = {str(path) for path in DELTAS if not path.name.startswith("today-")}
    assert deltas
    assert deltas <= applied


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


def test_without_the_programme_the_rest_is_built_as_in_the_baseline() -> None:
    ours, theirs = shipped(FOLDER / "no-build.yaml").spec, shipped(BASELINE).spec
    assert theirs.programme is not None
    assert {*ours.supply} == {*theirs.supply} - {*theirs.programme.projects}


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


def test_zones_build_what_the_baseline_builds() -> None:
    assert shipped(FOLDER / "zones.yaml").spec.supply == shipped(BASELINE).spec.supply


def test_each_zone_draws_its_track_twice_as_much() -> None:
    ours, theirs = shipped(FOLDER / "zones.yaml").spec, shipped(BASELINE).spec
    lifted = []
    for name, track in ours.tracks.items():
        for stage in ("pilot", "production"):
            if not (chain := track.stages.get(stage)) or not isinstance(chain.parks, dict):
                continue
            stock = theirs.stock[str(theirs.stages[stage].space)].parks
            times = {park: weight.value / stock[park].value for park, weight in chain.parks.items()}
            (one,) = [park for park, factor in times.items() if factor != pytest.approx(1)]
            assert times[one] == pytest.approx(2)
            lifted.append((name, one))
    assert len({*lifted}) * 2 == len(lifted) > 0
    assert {"lingang", "fengxian", "jinshan", "baoshan", "minhang"} == {zone for _, zone in lifted}


def test_the_ledger_counts_each_project_once() -> None:
    spec = shipped(BASELINE).spec
    assert programme_by_evidence(spec) == pytest.approx(
        {"seen": 88.5e4, "announced": 75e4, "assumed": 336.5e4}
    )
    # The 500万 by zone in percent, as a note has them; the rest is shared by whole percents.
    zones = dict(zip(spec.parks, (25, 27, 13, 8, 8, 10, 9), strict=True))
    told = {zone: percent * 5e4 for zone, percent in zones.items()}
    assert by_park(BASELINE) == pytest.approx(told, abs=0.005 * 336.5e4)
    # Of the nearly 160万 m² of laboratories that were expected in 2022–25 two are named.
    named = spec.supply["max-park"].area.value + spec.supply["hongqiao-rd"].area.value
    rest = spec.supply["labs-2022-25"].area
    assert rest.range is not None and rest.range[0] < 160e4 - named < rest.range[1]


def test_what_was_seen_does_not_wait_and_the_rest_of_the_programme_does() -> None:
    spec = shipped(BASELINE).spec
    assert spec.programme is not None
    for name, project in spec.supply.items():
        waits = name in spec.programme.projects and project.evidence != "seen"
        assert (project.pause is not None) == waits, name


@pytest.mark.parametrize(("file", "lang"), [("ledger.md", "en"), ("ledger.zh.md", "zh")])
def test_the_page_of_the_ledger_has_every_project_with_its_area(file: str, lang: Lang) -> None:
    page = (FOLDER.parent / "docs" / file).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|[^|]*\|[^|]*\| ([\d.]+) \|", page, re.MULTILINE)
    supply = shipped(BASELINE).spec.supply
    told = {name: f"{project.area.value / 1e4:g}" for name, project in supply.items()}
    assert dict(rows) == told
    for name, project in supply.items():
        (row,) = re.findall(rf"^\| `{name}` .*$", page, re.MULTILINE)
        assert f"| {EVIDENCE[project.evidence].line(lang)} |" in row, name


def test_developers_carry_the_shares_their_note_states() -> None:
    area = by_park(FOLDER / "developers.yaml")
    supply = shipped(FOLDER / "developers.yaml").spec.supply
    named = 5e6 - 336.5e4
    assert area["zhangjiang"] == pytest.approx(0.16 * 5e6, abs=1e3)
    assert area["waigaoqiao"] == pytest.approx(0.11 * (5e6 - named), abs=1e4)
    lingang = 0.53 * supply["starts-2023"].area.value + supply["lingang-group"].area.value
    assert lingang / 5e6 == pytest.approx(0.36, abs=0.005)
    later = ("lingang-group", "waigaoqiao-group", "other-developers")
    assert sum(supply[name].area.value for name in later) == pytest.approx(224.5e4)


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
    clock = "clock={start: 2019-01, end: 2025-12}"
    spec = load(FOLDER / f"{name}.yaml").spec
    lifted, extra = spec.cycles[cycle], spec.demand[leaders]
    assert isinstance(lifted, Linear)
    assert isinstance(extra, Stream)
    lows = [factor.range[0] for factor in (*lifted.linear.values(), extra.rate) if factor.range]
    assert lows == [1, 0]
    none = [f"cycles.{cycle}.linear={{2023-10: 1}}", f"demand.{leaders}.rate=0 per year"]
    plans = [
        compile_plan(load(FOLDER / f"{name}.yaml", [clock, *none]).spec),
        compile_plan(load(BASELINE, [clock]).spec),
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
def test_pilot_and_trials_carry_the_likelihood_of_approval(
    baseline: Loaded, track: str, low: float, mode: float, high: float
) -> None:
    spec = baseline.spec
    stages = spec.tracks[track].stages
    pilot, trials = stages["pilot"].success, stages["trials"].success
    assert pilot is not None and trials is not None and trials.range is not None
    assert pilot.range is None
    told = [pilot.value * share for share in (trials.range[0], trials.value, trials.range[1])]
    assert told == pytest.approx([low, mode, high], abs=0.005)
    assert stages["production"].success is None
    assert spec.stages["production"].success is None


def test_the_opening_is_balanced(baseline: Loaded) -> None:
    found = opening_balance(baseline)
    assert {one.space for one in found} >= {"incubator", "lab", "pilot"}
    for one in found:
        assert one.ratio == pytest.approx(1, abs=0.05), one


def test_the_years_that_were_observed_look_like_the_sources() -> None:
    """Means of a few futures at the middle of what is unknown, within generous bounds."""
    run = Scenario.load(BASELINE, ["clock.end=2025-12"]).run(4, workers=1, central=True)
    drugs = run.flows[run.flows["track"].isin(DRUGS)]

    def a_year(stage: str, column: str) -> list[float]:
        years = drugs[drugs["stage"] == stage].groupby("year")[column].sum()
        return [float(years[year]) / run.replications for year in range(2021, 2026)]

    clinic = a_year("pilot", "entered")  # documents of 83, 109 and 122 drugs in 2021 to 2023
    assert 80 < sum(clinic[:3]) / 3 < 130
    assert clinic[0] < clinic[2]
    assert 20 < sum(a_year("trials", "succeeded")) < 50  # 30 class-1 drugs by August 2025
    city = run.series.groupby(["space", "month"], observed=True)[["capacity", "leased"]].sum()
    vacancy = 1 - city["leased"] / city["capacity"]
    # Parks of all trades: 15.5 % in the first quarter of 2022, 26 and 30.5 % in the third of 2025.
    assert 0.02 < vacancy["lab", "2022-03-01"] < 0.20 < vacancy["lab", "2025-09-01"] < 0.45
    # Prime factories were 97 to 100 % let, the bound of idle ones is 10 %.
    assert 0.01 < vacancy["factory"]["2022":"2023"].mean() < 0.15  # type: ignore[misc]
