"""`like`: a thing with the fields of another of its block, but for its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.load import Loaded, load
from sim.scenario.pedigree import number_rows
from tests.unit.checks.changes import SOUND

Load = Callable[..., Loaded]
HALL = """\
  hall:
    label: {zh: 大厅, en: Hall}
    luck: old-hall
    note: as planned
    parks: {north: 40%, south: 60%}
    area: {value: 4万 m², range: [3万 m², 5万 m²], source: plan, status: fact}
    basis: gross
    mix: {factory: 80%, lab: 20%}
    lettable: 86%
    lots: 2
    start: {between: [2024-03, 2024-09]}
    construction: {triangular: [15 months, 21 months, 30 months], source: plan}
    suspension: {chance: 10%, resume: 6 months}
"""
OTHER = """\
  other:
    like: hall
    area: 1万 m²
    mix: {lab: 100%}
    suspension: {chance: 20%}
    lots: null
"""


@pytest.fixture
def town(tmp_path: Path) -> Load:
    """Loads the sound scenario with other projects, then a child of it."""

    def read(supply: str, child: str = "", sets: tuple[str, ...] = (), **blocks: str) -> Loaded:
        sound = Path(SOUND).read_text("utf-8")
        before, _, rest = sound.partition("supply:\n")
        after = rest[rest.index("programme:") :].split("\n", 1)[1]
        whole = f"{before}supply:\n{supply}{after}"
        for block, text in blocks.items():
            whole = whole.replace(f"\n{block}:\n", f"\n{block}:\n{text}")
        parent = tmp_path / "town.yaml"
        parent.write_text(whole, "utf-8")
        own = tmp_path / "child.yaml"
        own.write_text(f"extends: town.yaml\nname: child\n{child}", "utf-8")
        return load(own if child else parent, sets)

    return read


def problems(action: Callable[[], object]) -> list[Problem]:
    with pytest.raises(ScenarioError) as caught:
        action()
    return list(caught.value.problems)


def test_its_own_fields_come_on_top_of_the_other_s(town: Load) -> None:
    supply = town(HALL + OTHER).raw["supply"]
    assert supply["other"] == {
        **{k: v for k, v in supply["hall"].items() if k not in ("label", "luck", "note", "lots")},
        "area": "1万 m²",
        "mix": {"lab": "100%"},
        "suspension": {"chance": "20%", "resume": "6 months"},
    }


def test_order_of_writing_does_not_matter(town: Load) -> None:
    assert town(OTHER + HALL).raw["supply"] == town(HALL + OTHER).raw["supply"]


def test_a_thing_may_be_like_one_that_is_like_another(town: Load) -> None:
    third = "  third: {like: other, lots: 5}\n"
    supply = town(third + OTHER + HALL).raw["supply"]
    assert supply["third"] == {**supply["other"], "lots": 5}


def test_every_inherited_number_keeps_its_source_and_its_line(town: Load, tmp_path: Path) -> None:
    loaded = town(HALL + OTHER)
    rows = {row.path: row for row in number_rows(loaded)}
    ours, theirs = rows["supply.other.construction"], rows["supply.hall.construction"]
    assert (ours.source, ours.place) == (theirs.source, theirs.place)
    written = (tmp_path / "town.yaml").read_text("utf-8").split("\n")
    line = 1 + next(i for i, text in enumerate(written) if text.startswith("    construction:"))
    assert ours.source == "plan" and ours.place.endswith(f"town.yaml:{line}")
    assert rows["supply.other.area"].source == ""
    assert loaded.origin("supply.other.suspension.chance") != loaded.origin(
        "supply.hall.suspension.chance"
    )


def test_ranges_and_luck_are_each_its_own(town: Load) -> None:
    same = town(HALL + "  other: {like: hall}\n")
    ranges = [row.path for row in number_rows(same) if row.path.endswith(".area")]
    assert {"supply.hall.area", "supply.other.area"} <= set(ranges)
    assert same.spec.supply["other"].luck is None
    assert same.spec.supply["other"].area == same.spec.supply["hall"].area


@pytest.mark.parametrize(
    ("child", "hall", "other"),
    [
        ("change: {supply.hall.lots: 3}\n", 3, 1),
        ("change: {supply.other.construction: 9 months}\n", 2, 1),
        ("add: {supply.other.lots: 7}\n", 2, 7),
    ],
)
def test_a_child_changes_either_and_leaves_the_other(
    town: Load, child: str, hall: int, other: int
) -> None:
    supply = town(HALL + OTHER, child).spec.supply
    assert (supply["hall"].lots, supply["other"].lots) == (hall, other)


def test_a_child_changes_and_drops_what_was_inherited(town: Load) -> None:
    child = "change: {supply.other.parks.north: 100%}\ndrop: [supply.other.parks.south]\n"
    supply = town(HALL + OTHER, child).raw["supply"]
    assert supply["other"]["parks"] == {"north": "100%"}
    assert supply["hall"]["parks"] == {"north": "40%", "south": "60%"}


def test_what_is_added_is_like_the_other_as_changed_beside_it(town: Load) -> None:
    child = "change: {supply.hall.lots: 6}\nadd: {supply.new: {like: hall, area: 2万 m²}}\n"
    assert town(HALL, child).spec.supply["new"].lots == 6
    sets = ("supply.new={like: hall}", "supply.new.lots=4")
    assert town(HALL, sets=sets).spec.supply["new"].lots == 4
    again = town(HALL).with_({"supply.new": {"like": "hall", "lots": 3}})
    assert again.spec.supply["new"].lots == 3
    assert again.spec.supply["new"].area == again.spec.supply["hall"].area


def test_what_is_resolved_loads_as_the_same(town: Load, tmp_path: Path) -> None:
    loaded = town(HALL + OTHER)
    (tmp_path / "again.yaml").write_text(loaded.resolved, "utf-8")
    assert load(tmp_path / "again.yaml").raw == loaded.raw
    (tmp_path / "over.yaml").write_text(loaded.with_({"supply.hall.lots": 9}).override("x"))
    assert load(tmp_path / "over.yaml").raw["supply"]["other"] == loaded.raw["supply"]["other"]


def test_tracks_streams_and_standards_may_be_alike(town: Load) -> None:
    own: dict[str, Any] = {
        "tracks": "  robot: {like: device, stages: {research: {success: 60%}}}\n",
        "demand": "  robots: {like: drugs, track: robot, profile: {steps: {2026: 2}}}\n",
        "standards": "  lab: {like: wait, space: lab}\n",
    }
    raw = town(HALL, **own).raw
    stages = raw["tracks"]["robot"]["stages"]
    assert stages == {"production": {"area": "4000 m²"}, "research": {"success": "60%"}}
    assert raw["demand"]["robots"]["rate"] == "6 per year"
    assert raw["standards"]["lab"] == {**raw["standards"]["wait"], "space": "lab"}


@pytest.mark.parametrize(
    ("supply", "code", "nearest"),
    [
        ("  other: {like: hal}\n", "E220", "hall"),
        ("  other: {like: {lots: 2}}\n", "E220", ""),
        ("  other: {like: other}\n", "E221", ""),
        ("  other: {like: third}\n  third: {like: other}\n  last: {like: third}\n", "E221", ""),
    ],
)
def test_what_is_like_nothing_is_told_once(
    town: Load, supply: str, code: str, nearest: str
) -> None:
    told = problems(lambda: town(HALL + supply))
    assert [(problem.code, problem.nearest) for problem in told] == [(code, nearest)]
    assert told[0].place is not None and "like" in told[0].place.text


def test_beside_a_change_that_is_refused_nothing_is_told_of_what_is_like_another(
    town: Load,
) -> None:
    child = "change: {supply.no.lots: 3}\nadd: {supply.other: {like: hall, area: 1万 m²}}\n"
    told = problems(lambda: town(HALL, child))
    assert [problem.code for problem in told] == ["E207"]


def test_a_fault_that_was_inherited_is_told_where_it_stands(town: Load) -> None:
    wrong = HALL.replace("lettable: 86%", "lettable: 86 m²")
    told = problems(lambda: town(wrong + OTHER))
    assert [problem.path for problem in told] == ["supply.hall.lettable"]


def test_it_does_not_grow_beyond_measure(town: Load) -> None:
    many = "".join(f"  o{i}: {{like: hall}}\n" for i in range(2000))
    assert [problem.code for problem in problems(lambda: town(HALL + many))] == ["E114"]
