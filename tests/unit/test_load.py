"""What a loaded scenario knows: origins, files, overrides, numbers and how to write it down."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

import pytest

from sim.scenario import Loaded, ScenarioError, Spec
from sim.scenario.load import load
from sim.scenario.pedigree import count, number_rows
from sim.scenario.plan.chains import success_from_each_stage

CASES = Path(__file__).parents[1] / "badfiles" / "cases"
SOUND = CASES / "base.yaml"

CHILD = """\
extends: base.yaml
name: {zh: 乙, en: B}
change:
  supply.hall.construction: 24 months
  demand.devices.rate.value: 5 per year
add:
  supply.hall.slip: {exponential: 3 months, source: plan}
"""


@pytest.fixture
def child(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_bytes(SOUND.read_bytes())
    path = tmp_path / "child.yaml"
    path.write_text(CHILD, encoding="utf-8")
    return path


def test_a_scenario_is_typed_and_plain(child: Path) -> None:
    loaded = load(child)
    assert isinstance(loaded, Loaded)
    assert isinstance(loaded.spec, Spec)
    assert loaded.spec.name.en == "B"
    assert loaded.raw["supply"]["hall"]["construction"] == "24 months"
    assert "extends" not in loaded.raw


def test_where_everything_stands(child: Path) -> None:
    loaded = load(child, ["replications=8"], [{"seed": 5}])
    assert loaded.origins["supply.hall.construction"] == f"{child}:4"
    assert loaded.origins["clock.start"] == f"{child.parent / 'base.yaml'}:3"
    assert loaded.origin("replications") == "--set"
    assert loaded.origin("seed") == "with_()"
    assert loaded.origin("nowhere.at.all") == ""
    assert "stock.factory.area.source" in loaded.paths()


def test_every_file_read_is_listed_with_its_digest(child: Path) -> None:
    found = {Path(source.name).name: source.sha256 for source in load(child).files}
    names = ["child.yaml", "base.yaml"]
    assert found == {n: hashlib.sha256((child.parent / n).read_bytes()).hexdigest() for n in names}


def test_a_byte_order_mark_is_no_part_of_a_file(child: Path) -> None:
    plain = load(child).raw
    for name in ("base.yaml", "child.yaml"):
        file = child.parent / name
        file.write_bytes(codecs.BOM_UTF8 + file.read_bytes())
    assert load(child).raw == plain


def test_a_change_makes_a_new_scenario(child: Path) -> None:
    loaded = load(child)
    before = loaded.raw
    changed = loaded.with_({"supply.hall.lots": 3}).with_({"clock.end": "2029-12"})
    assert (changed.spec.supply["hall"].lots, str(changed.spec.clock.end)) == (3, "2029-12")
    assert loaded.spec.supply["hall"].lots == 2
    assert loaded.raw == before
    assert [o.place for o in changed.overrides[-2:]] == ["with_()", "with_()"]


def test_a_change_from_python_fails_like_a_file(child: Path) -> None:
    with pytest.raises(ScenarioError, match="E301") as caught:
        load(child).with_({"supply.hall.area": 50000, "supply.hal.lots": 3})
    assert sorted(problem.code for problem in caught.value.problems) == ["E218", "E301"]
    assert "<pre>" in caught.value._repr_html_()


def test_what_cannot_be_in_a_scenario_is_refused(child: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(child).with_({"seed": object(), "a b": 1})
    assert sorted(problem.code for problem in caught.value.problems) == ["E213", "E217"]


CHANGES: dict[str, dict[str, object]] = {
    "value": {"supply.hall.construction": "30 months"},
    "inside": {"demand.devices.rate.value": "5 per year", "demand.devices.rate.source": "plan"},
    "source only": {"supply.hall.area.source": "plan"},
    "block": {"supply.second": {**load(SOUND).raw["supply"]["hall"]}, "programme": None},
    "optional": {"stages.research.fit_out": "6 months", "opening.pipeline": False},
    "numbers": {"replications": 10, "demand.drugs.profile": {"steps": {"2025": 1.5}}},
    "words": {"why": {"zh": "为何", "en": "why: a #1 'question'"}, "supply.hall.note": "no"},
    "nothing": {},
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("parent", ["base.yaml", "child.yaml"])
def test_changes_are_written_as_a_child_that_resolves_to_the_same(
    child: Path, parent: str, name: str
) -> None:
    changed = load(child.with_name(parent)).with_(CHANGES[name])
    path = child.with_name("tweak.yaml")
    path.write_text(changed.override(), encoding="utf-8")
    again = load(path)
    assert again.raw == changed.raw
    assert again.spec == changed.spec


def test_a_child_file_holds_only_what_differs(child: Path) -> None:
    changed = load(child, ["replications=8"]).with_({"supply.hall.lots": 3, "clock.end": "2028-12"})
    assert changed.override({"zh": "试", "en": "try"}, "just so") == (
        "extends: child.yaml\n"
        "name: {zh: 试, en: try}\n"
        "why: just so\n"
        "change:\n"
        "  replications: 8\n"
        "  supply.hall.lots: 3\n"
    )


def test_a_dropped_value_is_written_as_a_drop(child: Path) -> None:
    loaded = load(child)
    changed = loaded.with_({"supply.hall.construction.value": "25 months"})
    assert "construction: {value: 25 months}" in changed.override()
    base = load(child.with_name("base.yaml"))
    text = base.with_({"demand.devices.rate": {"value": "4 per year"}}).override()
    assert text.endswith("demand.devices.rate: {value: 4 per year}\n")


def test_the_resolved_scenario_loads_to_itself(child: Path) -> None:
    loaded = load(child)
    child.write_text(loaded.resolved, encoding="utf-8")
    again = load(child)
    assert again.raw == loaded.raw
    assert again.spec == loaded.spec
    assert again.overrides == ()


def test_what_the_numbers_stand_on(child: Path) -> None:
    changes = {
        "supply.hall.area": {"value": "5万 m²", "status": "assumption", "grade": "C"},
        "sources.own": {"title": "ours", "kind": "own"},
        "stages.research.success": {"value": "40%", "source": "own"},
        "spaces.lab.lettable": {"value": "80%", "status": "literature", "grade": "B"},
    }
    rows = number_rows(load(child, changes=[changes]))
    found = {row.path: (row.status, row.grade, row.source) for row in rows}
    assert found["stock.factory.area"] == ("fact", "none", "plan")
    assert found["supply.hall.slip"] == ("fact", "none", "plan")
    assert found["supply.hall.area"] == ("assumption", "C", "")
    assert found["stages.research.success"] == ("assumption", "none", "own")
    assert found["demand.devices.rate"] == ("nothing", "none", "")
    statuses, grades = count(rows)
    others = {"fact": 2, "literature": 1, "assumption": 2}
    assert statuses == {**others, "nothing": len(rows) - 5}
    assert grades == {"A": 0, "B": 1, "C": 1, "D": 0, "none": len(rows) - 2}
    places = {row.path: row.place for row in rows}
    assert places["supply.hall.slip"] == f"{child}:7"


def test_chances_of_success_multiply_to_the_end() -> None:
    changes = {"tracks.device.stages.production.success": "50%"}
    found = success_from_each_stage(load(SOUND, changes=[changes]).spec)
    assert found["device"] == pytest.approx({"research": 20.0, "production": 50.0})
    assert found["drug"] == pytest.approx({"research": 40.0, "production": 100.0})
