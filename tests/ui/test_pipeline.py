"""The pipeline as a table: what is typed is saved as a child, faults are told at their cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.report.workbook import pipeline
from sim.report.workbook.pipeline import Pipeline, box, read, table
from sim.scenario.load import Loaded, load
from sim.ui.project import Project
from tests.ui import places

SHED = {"project": "Shed", "park": "西园", "type": "lab", "area": "900 m²", "delivery": "2027-06"}
PROGRAMME = """extends: town.yaml
name: Programme
change:
  supply.hall.start: {between: [2025-08, 2025-10]}
  parks.west: {label: {zh: 西园, en: West}}
add:
  supply.hall.evidence: seen
  supply.block:
    {area: 2000 m², basis: gross, parks: {east: 60%, west: 40%}, mix: {lab: 100%},
     lettable: 80%, opens: 2027-03, evidence: announced}
  programme: {area: 1万 m², basis: gross, projects: [hall, block]}
"""


@pytest.fixture(scope="module")
def town() -> Loaded:
    return load(places.TOWN)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("programme")
    (folder / "town.yaml").write_bytes(places.TOWN.read_bytes())
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    return load(folder / "programme.yaml")


def sent(**rows: dict[str, str]) -> dict[str, str]:
    """What a form sends of some rows, by their ids; `_1` is the first that is added."""
    return {
        box(id_.removeprefix("_"), cell): text
        for id_, cells in rows.items()
        for cell, text in {"sent": "1", **cells}.items()
    }


def told(found: Pipeline) -> dict[tuple[str, str], list[str]]:
    """Codes by row and cell; those of none under two blanks."""
    at = {
        (row.id, cell): [one.code for one in problems]
        for row in (*found.rows, *found.added)
        for cell, problems in row.problems.items()
    }
    return {**at, ("", ""): [one.code for one in found.others]} if found.others else at


def test_a_table_says_what_the_scenario_says(programme: Loaded) -> None:
    hall, block = table(programme, 0).rows
    assert dict(hall.cells) == {
        "park": "east",
        "type": "factory",
        "area": "8000 m²",
        "status": "",
        "start": "2025-08 ~ 2025-10",
        "delivery": "",
    }
    assert block.cells["park"] == "east 60%, west 40%" and block.cells["delivery"] == "2027-03"
    assert hall.counted and block.counted and table(programme, 0).total == "1万 m²"


def test_nothing_typed_is_nothing_changed(programme: Loaded) -> None:
    before = table(programme, 2)
    everything = sent(**{row.id: {**row.cells, "counted": "1"} for row in before.rows})
    found = read(programme, {**everything, "total": "1万 m²"}, 2)
    assert found.made is None and not found.wrong


def test_rows_are_changed_added_and_removed(programme: Loaded) -> None:
    typed = sent(
        hall={"area": "7000 m²", "start": "2025-09 ~ 2025-11", "status": "paused", "counted": "1"},
        block={"removed": "1", "counted": "1"},
        _1={**SHED, "like": "hall", "counted": "1"},
        _2={"project": "甲", "park": "east 30%, 西园 70%", "area": "1100 m²", "like": "block"},
    )
    found = read(programme, {**typed, "total": "7900 m²"}, 3)
    assert told(found) == {} and found.made
    raw, text = found.made.raw["supply"], found.made.override()
    assert list(raw)[:2] == ["hall", "pipeline-shed"] and len(raw) == 3
    hall, shed = raw["hall"], raw["pipeline-shed"]
    assert hall["area"] == "7000 m²" and hall["start"] == {"between": ["2025-09", "2025-11"]}
    assert hall["evidence"] == "seen" and hall["suspension"] == {"chance": "100%"}
    assert (shed["parks"], shed["mix"], shed["opens"]) == (
        {"west": "100%"},
        {"lab": "100%"},
        "2027-06",
    )
    assert "construction" not in shed and "lots" not in shed and shed["label"] == "Shed"
    assert raw[list(raw)[2]]["parks"] == {"east": "30%", "west": "70%"}
    assert found.made.raw["programme"]["projects"] == ["hall", "pipeline-shed"]
    assert "drop: [supply.block]" in text and "extends: programme.yaml" in text


def test_a_delivery_rules_out_the_time_to_build(town: Loaded) -> None:
    made = read(town, sent(hall={"delivery": "2026-09"}), 0).made
    assert made and made.raw["supply"]["hall"]["opens"] == "2026-09"
    assert "construction" not in made.raw["supply"]["hall"]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (sent(hall={"area": "7000"}), {("hall", "area"): ["E301"]}),
        (sent(hall={"area": ""}), {("hall", "area"): ["E217"]}),
        (sent(hall={"start": "soon"}), {("hall", "start"): ["E330"]}),
        (sent(hall={"park": "estate"}), {("hall", "park"): ["E501"]}),
        (sent(hall={"park": "east 60%"}), {("hall", "park"): ["E510"]}),
        (sent(hall={"type": "[1"}), {("hall", "type"): ["E409", "E501"]}),
        (sent(_1={**SHED, "area": ""}), {("1", "area"): ["E235"]}),
        (sent(_1={**SHED, "area": "900"}), {("1", "area"): ["E301"]}),
        (sent(_1={**SHED, "type": "labs"}), {("1", "type"): ["E234"]}),
        (
            sent(hall={"area": "7000"}, _1={**SHED, "park": "estate", "area": "900"}),
            {("hall", "area"): ["E301"], ("1", "park"): ["E234"], ("1", "area"): ["E301"]},
        ),
        (sent(_1=SHED, _2=SHED), {("2", "project"): ["E236"]}),
        (sent(_1={**SHED, "park": "nowhere 40%, east 60%"}), {("1", "park"): ["E501"]}),
    ],
)
def test_faults_are_told_at_their_cells(
    town: Loaded, typed: dict[str, str], codes: dict[tuple[str, str], list[str]]
) -> None:
    # In the town the western park has no label: it is called by its id.
    typed = {key: "west" if text == "西园" else text for key, text in typed.items()}
    found = read(town, typed, 2)
    assert found.made is None and told(found) == codes


def test_works_that_have_not_begun_cannot_stand_still(programme: Loaded) -> None:
    """Who holds a project back removes its row: to stand still it would have to begin."""
    found = read(programme, sent(block={"status": "paused", "counted": "1"}), 0)
    assert told(found) == {("block", "status"): ["E240"]}
    seen = sent(block={"status": "building", "counted": "1"})
    assert not read(programme, seen, 0).wrong


def test_who_says_nothing_of_a_site_has_not_begun(town: Loaded) -> None:
    found = read(town, sent(hall={"status": "paused"}), 0)
    assert told(found) == {("hall", "status"): ["E240"]}


@pytest.mark.parametrize("status", ["building", "planned"])
def test_works_that_stood_still_go_on(programme: Loaded, status: str) -> None:
    paused = read(programme, sent(hall={"status": "paused", "counted": "1"}), 0).made
    assert paused and "suspension" in paused.raw["supply"]["hall"]
    typed = sent(hall={"status": status, "counted": "1"}, _1={**SHED, "status": "building"})
    made = read(paused, typed, 1).made
    assert made and "suspension" not in made.raw["supply"]["hall"]
    assert "suspension" not in made.raw["supply"]["pipeline-shed"]
    odd = programme.with_({"supply.hall.suspension": {"chance": "20%"}})
    kept = read(odd, sent(hall={"status": status, "counted": "1"}), 0).made
    assert kept and kept.raw["supply"]["hall"]["suspension"] == {"chance": "20%"}


def test_what_is_built_has_a_delivery(town: Loaded) -> None:
    assert told(read(town, sent(hall={"status": "built"}), 0)) == {("hall", "delivery"): ["E235"]}
    built = sent(hall={"status": "built", "delivery": "2026-03", "start": "2025-03"})
    assert not read(town, built, 0).wrong


def test_what_nobody_sees_is_not_saved(programme: Loaded) -> None:
    shed = {**SHED, "project": "\ufeff二\u202e期", "park": "east 60％", "area": "900\u200b m²"}
    found = read(programme, sent(_1={**shed, "park": "east 60%\nwest\u200b 40%"}), 1)
    assert found.made and "二期" in found.made.override()
    assert not {"\ufeff", "\u202e", "\u200b"} & {*found.made.override()}
    full = read(programme, sent(_1={**shed, "park": "east 100％"}), 1).made
    assert full and [*full.raw["supply"].values()][-1]["parks"] == {"east": "100％"}


def test_a_total_that_does_not_add_up_is_told(programme: Loaded) -> None:
    found = read(programme, {**sent(hall={"area": "9000 m²", "counted": "1"}), "total": "1万"}, 0)
    assert ("", "") in told(found)


def test_it_is_saved_as_a_child_and_reads_back(tmp_path: Path, played: Project) -> None:
    project = places.copied(played, tmp_path)
    with places.inside(project) as page:
        html = page.get("/scenario/town/pipeline").text
        assert html.count('name="project@') == 3 and 'value="8000 m²"' in html
        typed = sent(hall={"area": "5000 m²"}, _1={**SHED, "park": "west", "like": "hall"})
        seen = page.post("/scenario/town/pipeline", data={**typed, "go": "check"})
        assert seen.status_code == 200 and "supply.hall.area: 5000 m²" in seen.text
        assert not (project.folder / "less.yaml").exists()
        went = page.post("/scenario/town/pipeline", data={**typed, "go": "save", "file": "less"})
        assert went.headers["location"] == "/scenario/less"
        raw = load(project.folder / "less.yaml").raw["supply"]
        assert raw["hall"]["area"] == "5000 m²" and raw["pipeline-shed"]["area"] == "900 m²"
        wrong = page.post(
            "/scenario/town/pipeline", data={**sent(hall={"area": "x"}), "go": "save", "file": "no"}
        )
        assert wrong.status_code == 422 and not (project.folder / "no.yaml").exists()
        box_ = re.search(r'<input id="hall-area"[^>]*>', wrong.text)
        assert box_ and 'aria-invalid="true"' in box_[0] and 'value="x"' in box_[0]


def test_the_table_is_judged_while_it_is_typed(played: Project) -> None:
    """What is wrong is told at its cell; a new row may be unfinished until it is saved."""
    with places.inside(played) as page:

        def judged(**rows: dict[str, str]) -> str:
            typed = {**sent(**rows), "go": "typed"}
            told = page.post("/scenario/town/pipeline", data=typed, params={"lang": "en"})
            assert told.status_code == 200 and "<form" not in told.text
            return told.text

        wrong = judged(hall={"area": "7000"}, _1={**SHED, "park": "west", "area": "900"})
        assert re.findall(r'<div id="(\S+)-faults"[^>]*><div data-cell="(\S+)">', wrong) == [
            ("hall", "area"),
            ("1", "area"),
        ]
        assert "supply.hall.area: 5000 m²" in judged(hall={"area": "5000 m²"})
        begun = judged(_1={"project": "Shed"})
        assert "data-cell" not in begun and "not complete yet" in begun
        assert "Nothing was changed" in judged()


def test_what_was_typed_stays(tmp_path: Path, played: Project) -> None:
    """With more rows, and where the name of the file cannot be."""
    project, at = places.copied(played, tmp_path), "/scenario/town/pipeline"
    with places.inside(project) as page:
        typed = {**sent(hall={"area": "5000 m²"}, _1={"project": "Shed"}), "rows": "3"}
        more = page.post(at, data={**typed, "go": "more"}).text
        assert more.count('name="project@') == 8 and 'value="5000 m²"' in more
        assert 'value="Shed"' in more and 'name="rows" value="8"' in more
        for name, status in {"": 422, "a/b": 422, "town": 409}.items():
            data = {**sent(hall={"area": "5000 m²"}), "go": "save", "file": name}
            told = page.post(at, data=data)
            assert told.status_code == status and 'value="5000 m²"' in told.text
            box_ = re.search(r'<input id="save-file"[^>]*>', told.text)
            assert box_ and f'value="{name}"' in box_[0] and 'aria-invalid="true"' in box_[0]


def test_without_projects_there_is_no_row_to_be_like(tmp_path: Path) -> None:
    project = places.project(tmp_path)
    bare = "extends: town.yaml\nname: Bare\ndrop: [supply.hall]\n"
    (project.folder / "bare.yaml").write_text(bare, encoding="utf-8")
    with places.inside(project) as page:
        told = page.get("/scenario/bare/pipeline", params={"lang": "en"})
        assert told.status_code == 422 and "has no projects" in told.text
        assert "/scenario/bare/pipeline" not in page.get("/scenario/bare").text


def test_an_error_at_no_cell_of_the_table_is_not_lost(
    town: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: problems that find no home must still be told."""
    monkeypatch.setattr(pipeline, "_home", lambda *_: None)
    assert told(read(town, sent(hall={"area": "7000"}), 0)) == {("", ""): ["E301"]}
