"""Inheritance: what change, add and drop do, in which order, and what they leave behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.scenario.errors import ScenarioError
from sim.scenario.inherit.alike import Shape
from sim.scenario.inherit.resolve import Composed, compose

PARENT = """\
name: {zh: 甲, en: A}
why: because
note: as made
supply:
  hall:
    area: {value: 5万 m², range: [4万 m², 6万 m²], source: plan, status: fact, grade: A, note: made}
    time: {triangular: [1 year, 2 years, 3 years], source: plan, at: p. 3, as_of: 2023}
    lots: 2
    plain: 24 months
stages: {lab: {size: 1}}
list: [a, b]
"""

SHAPE = Shape(
    creatable=lambda path: path == ("renewals",),
    alike=(("supply",), ("stages",)),
    joined=lambda path: path[2:] == ("inner",),
)
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    put("parent.yaml", PARENT)
    return put


def composed(
    path: Path, sets: Sequence[str] = (), changes: Sequence[Mapping[str, object]] = ()
) -> Composed:
    return compose(str(path), sets, changes, SHAPE)


def child(write: Write, body: str, *sets: str) -> Any:
    path = write("child.yaml", "extends: parent.yaml\nname: B\n" + body)
    found = composed(path, sets)
    if found.problems:
        raise ScenarioError(found.problems)
    return found.tree.plain()


def codes(action: Callable[[], object]) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        action()
    return [problem.code for problem in caught.value.problems]


def test_a_child_has_its_own_name_and_the_rest_of_its_parent(write: Write) -> None:
    data = child(write, "note: mine\n")
    parent = composed(write("parent.yaml", PARENT)).tree.plain()
    assert data == {**parent, "name": "B", "note": "mine"}


def test_a_new_value_loses_source_and_range(write: Write) -> None:
    data = child(write, "change: {supply.hall.area: 7万 m², supply.hall.time: 3 years}\n")
    assert data["supply"]["hall"]["area"] == "7万 m²"
    assert data["supply"]["hall"]["time"] == "3 years"


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("area.value: 5.5万 m²", {"value": "5.5万 m²", "range": ["4万 m²", "6万 m²"]}),
        ("area.range: ±5%", {"value": "5万 m²", "range": "±5%"}),
        (
            "time.triangular: [1 year, 1 year, 2 years]",
            {"triangular": ["1 year"] * 2 + ["2 years"]},
        ),
    ],
)
def test_a_new_value_inside_loses_its_pedigree(
    write: Write, path: str, left: dict[str, object]
) -> None:
    data = child(write, f"change: {{supply.hall.{path}}}\n")
    assert data["supply"]["hall"][path.partition(".")[0]] == left


def test_a_new_source_leaves_the_value(write: Write) -> None:
    data = child(write, "change: {supply.hall.area.grade: B}\ndrop: [supply.hall.area.range]\n")
    expected = {"value": "5万 m²", "source": "plan", "status": "fact", "grade": "B", "note": "made"}
    assert data["supply"]["hall"]["area"] == expected


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_new_value_and_its_new_source_stand_in_any_order(
    write: Write, order: tuple[int, int]
) -> None:
    lines = ["  supply.hall.area.value: 5.5万 m²\n", "  supply.hall.area.source: own\n"]
    data = child(write, "change:\n" + "".join(lines[i] for i in order))
    assert data["supply"]["hall"]["area"]["source"] == "own"
    assert "grade" not in data["supply"]["hall"]["area"]


def test_a_plain_value_takes_a_source(write: Write) -> None:
    body = "change: {supply.hall.plain.value: 30 months}\nadd: {supply.hall.plain.source: own}\n"
    assert child(write, body)["supply"]["hall"]["plain"] == {"value": "30 months", "source": "own"}


def test_a_source_cleared_by_a_new_value_may_be_dropped_too(write: Write) -> None:
    body = "change: {supply.hall.area.value: 5.5万 m²}\ndrop: [supply.hall.area.source]\n"
    assert child(write, body)["supply"]["hall"]["area"].keys() == {"value", "range"}


def test_change_replaces_a_block_and_a_list(write: Write) -> None:
    data = child(write, "change: {stages.lab: {x: 1}, list: [c]}\n")
    assert data["stages"]["lab"] == {"x": 1}
    assert data["list"] == ["c"]


def test_add_and_drop(write: Write) -> None:
    data = child(write, "add: {stages.pilot: {size: 2}, renewals.old: {x: 1}}\ndrop: [list]\n")
    assert data["stages"] == {"lab": {"size": 1}, "pilot": {"size": 2}}
    assert data["renewals"] == {"old": {"x": 1}}
    assert "list" not in data


def test_empty_verbs_do_nothing(write: Write) -> None:
    assert child(write, "apply:\nchange:\nadd: {}\ndrop: []\n")["list"] == ["a", "b"]


def test_nearer_layers_win(write: Write) -> None:
    write("delta.yaml", "change: {supply.hall.lots: 3, stages.lab.size: 3}\n")
    path = write(
        "child.yaml",
        "extends: parent.yaml\nname: B\napply: [delta.yaml]\nchange: {supply.hall.lots: 4}\n",
    )

    def lots(sets: Sequence[str] = (), changes: Sequence[Mapping[str, object]] = ()) -> object:
        return composed(path, sets, changes).tree.plain()["supply"]["hall"]["lots"]

    assert composed(path).tree.plain()["stages"]["lab"]["size"] == 3
    assert lots() == 4
    assert lots(["supply.hall.lots=5"]) == 5
    assert lots(["supply.hall.lots=5", "supply.hall.lots=6"]) == 6
    assert lots(["supply.hall.lots=5"], [{"supply.hall.lots": 7}]) == 7


def test_faults_of_deltas_and_of_the_child_are_told_together(write: Write) -> None:
    write("delta.yaml", "drop: [lits]\n")
    body = "apply: [delta.yaml]\nchange: {supply.hal.lots: 3}\n"
    assert codes(lambda: child(write, body)) == ["E207", "E209"]


def test_a_delta_knows_only_the_parent(write: Write) -> None:
    write("a.yaml", "change: {stages.lab.size: 2}\n")
    write("sub/b.yaml", "add: {stages.pilot: {}}\ndrop: [supply.hall.lots]\n")
    data = child(write, "apply: [a.yaml, sub/b.yaml]\n")
    assert data["stages"] == {"lab": {"size": 2}, "pilot": {}}
    assert "lots" not in data["supply"]["hall"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("change: {supply.hall.lots: 2}", "change: {supply.hall.lots: 2}"),
        ("change: {supply.hall: {lots: 2}}", "change: {supply.hall.lots: 2}"),
        ("drop: [supply.hall.lots]", "change: {supply.hall: {}}"),
        ("change: {supply.hall.area.value: 1 m²}", "change: {supply.hall.area.note: x}"),
        ("change: {supply.hall.plain.value: 1 m}", "add: {supply.hall.plain.note: x}"),
        ("add: {stages.pilot: {}}", "add: {stages.pilot.size: 3}"),
    ],
)
def test_two_deltas_on_one_thing_are_refused(write: Write, one: str, other: str) -> None:
    write("a.yaml", one)
    write("b.yaml", other)
    for names in ("a.yaml, b.yaml", "b.yaml, a.yaml"):
        found = codes(lambda names=names: child(write, f"apply: [{names}]\n"))  # type: ignore[misc]
        assert found[0] == "E210"


def test_every_override_is_recorded(write: Write) -> None:
    write("delta.yaml", "drop: [list]\n")
    path = write(
        "child.yaml",
        "extends: parent.yaml\nname: B\napply: [delta.yaml]\nchange:\n"
        "  supply.hall.area.value: 5.5万 m²\nadd:\n  stages.pilot: {size: 2}\n",
    )
    found = composed(path, ["stages.lab.size=3"], [{"supply.hall.lots": 9}]).overrides
    told = [(o.verb, o.path, o.old, o.new, o.place.rpartition("/")[2]) for o in found]
    old = (
        "{value: 5万 m², range: [4万 m², 6万 m²], source: plan, status: fact, grade: A, note: made}"
    )
    new = "{value: 5.5万 m², range: [4万 m², 6万 m²]}"
    assert told == [
        ("drop", "list", "[a, b]", "", "delta.yaml:1"),
        ("change", "supply.hall.area", old, new, "child.yaml:5"),
        ("add", "stages.pilot", "", "{size: 2}", "child.yaml:7"),
        ("set", "stages.lab.size", "1", "3", "--set"),
        ("set", "supply.hall.lots", "2", "9", "with_()"),
    ]


def test_values_keep_the_place_where_they_were_written(write: Write) -> None:
    path = write("child.yaml", "extends: parent.yaml\nname: B\nchange: {supply.hall.lots: 4}\n")
    tree = composed(path).tree
    hall = tree.items["supply"].items["hall"].items
    assert hall["lots"].place.short.endswith("child.yaml:3")
    assert hall["plain"].place.short.endswith("parent.yaml:9")


def test_the_parent_stays_as_it_was(write: Write) -> None:
    path = write("child.yaml", "extends: parent.yaml\nname: B\n")
    before = composed(path)
    copy = before.tree.plain()
    composed(path, ["supply.hall.area.value=1 m²", "stages.lab.size=9"])
    assert before.tree.plain() == copy
    changed = composed(path, ["supply.hall.area.value=1 m²"])
    assert changed.base.plain() == copy


def test_set_may_make_a_key_and_an_optional_block(write: Write) -> None:
    data = child(write, "", "stages.lab.colour=red", "renewals.old={x: 1}", "list=[x, 2]")
    assert data["stages"]["lab"]["colour"] == "red"
    assert data["renewals"] == {"old": {"x": 1}}
    assert data["list"] == ["x", 2]
    assert codes(lambda: child(write, "", "stages.lap.size=1")) == ["E218"]
    assert codes(lambda: child(write, "", "list.0=1")) == ["E212"]


@pytest.mark.parametrize("value", ["", "null", "~"])
def test_set_may_say_nothing(write: Write, value: str) -> None:
    assert child(write, "", f"stages.lab.size={value}")["stages"]["lab"]["size"] is None


def test_with_takes_numpy_numbers(write: Write) -> None:
    numpy = pytest.importorskip("numpy")
    changes = {"stages.lab.size": numpy.int64(3), "list": numpy.array([1.5, 2.5])}
    data = composed(write("parent.yaml", PARENT), (), [changes]).tree.plain()
    assert data["stages"]["lab"]["size"] == 3
    assert data["list"] == [1.5, 2.5]


def test_with_is_done_in_order_but_sources_come_last(write: Write) -> None:
    path = write("parent.yaml", PARENT)
    area = "supply.hall.area"
    changes = {f"{area}.source": "own", f"{area}.value": "5.5万 m²", "stages.new": {"size": 1}}
    data = composed(path, (), [{**changes, "stages.new.size": 2}]).tree.plain()
    assert data["supply"]["hall"]["area"]["source"] == "own"
    assert data["stages"]["new"] == {"size": 2}


def test_all_unknown_paths_are_told(write: Write) -> None:
    path = write("parent.yaml", PARENT)
    found = composed(path, ["a.b=1", "c.d=1"], [{"e.f": 1}])
    assert [problem.code for problem in found.problems] == ["E218"] * 3


def test_levels_up_to_the_limit(write: Write) -> None:
    for level in range(8):
        text = f"extends: l{level + 1}.yaml\nname: x\n"
        write(f"l{level}.yaml", text)
    write("l8.yaml", PARENT)
    assert composed(write("l0.yaml", "extends: l1.yaml\nname: top\n")).tree.plain()["name"] == "top"


def test_a_parent_may_stand_in_a_folder_above(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its deltas and its own parents, from wherever it is called."""
    write("town.yaml", "extends: base/parent.yaml\nname: town\n")
    write("base/parent.yaml", PARENT)
    write("deltas/more.yaml", "change: {supply.hall.lots: 9}\n")
    body = "extends: ../../town.yaml\napply: [../../deltas/more.yaml]\nname: x\n"
    path = write("mine/late/child.yaml", body)
    assert composed(path).tree.plain()["supply"]["hall"]["lots"] == 9
    monkeypatch.chdir(path.parent)
    found = composed(Path("child.yaml"))
    assert found.tree.plain() == composed(path).tree.plain()
    assert [source.name for source in found.sources][1] == "../../town.yaml"


@pytest.mark.parametrize(
    "name",
    [
        "../beside/secret.yaml",
        "../notes.txt",
        "../link.yaml",
        "../../outside.yaml/secret.yaml",
        "link/../../beside/secret.yaml",
    ],
)
def test_nothing_else_above_is_read(write: Write, tmp_path: Path, name: str) -> None:
    """Neither another folder, nor what is no YAML, nor what a link leads to."""
    for secret in ("beside/secret.yaml", "notes.txt", "outside.yaml/secret.yaml"):
        write(secret, "secret: 1\n")
    (tmp_path / "link.yaml").symlink_to("beside/secret.yaml")
    path = write("mine/child.yaml", f"extends: {name}\nname: x\n")
    assert codes(lambda: composed(path)) == ["E201"]
    good = f"extends: base.yaml\nname: x\napply: [{name}]\n"
    write("mine/base.yaml", PARENT)
    found = composed(write("mine/child.yaml", good))
    assert [problem.code for problem in found.problems] == ["E201"]


def test_a_parent_that_is_not_there_opens_no_folder(write: Write) -> None:
    write("deltas/more.yaml", "change: {list: [c]}\n")
    body = "extends: ../nobody.yaml\napply: [../deltas/more.yaml]\nname: x\n"
    path = write("mine/child.yaml", body)
    assert codes(lambda: composed(path)) == ["E202", "E201"]


def test_a_parent_beside_the_file_but_not_outside_its_folder(write: Write, tmp_path: Path) -> None:
    write("inner/a.yaml", "extends: more/../b.yaml\nname: x\n")
    write("inner/b.yaml", PARENT)
    write("inner/more/keep.txt", "")
    assert composed(tmp_path / "inner" / "a.yaml").tree.plain()["list"] == ["a", "b"]
    path = write("inner/a.yaml", f"extends: {tmp_path}/inner/b.yaml\nname: x\n")
    assert codes(lambda: composed(path)) == ["E201"]


def test_all_faults_of_a_child_are_told_with_those_of_its_parent(write: Write) -> None:
    write("parent.yaml", "name: a\nname: b\n")
    assert codes(lambda: child(write, "supply: {}\nchange: 3\n")) == ["E205", "E214", "E109"]


def test_the_way_to_a_fault_in_a_parent_is_told(write: Write) -> None:
    write("parent.yaml", "extends: grand.yaml\nname: b\n")
    write("grand.yaml", "a: 1\na: 2\n")
    with pytest.raises(ScenarioError) as caught:
        child(write, "")
    (problem,) = caught.value.problems
    assert [Path(name).name for name in problem.trail] == [
        "child.yaml",
        "parent.yaml",
        "grand.yaml",
    ]
