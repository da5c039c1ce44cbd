"""What a planner does on the page: find, change, run, read, compare, take away."""

from __future__ import annotations

import asyncio
import json
import re
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from sim import Scenario
from sim.scenario.errors import ScenarioError
from sim.scenario.load import load
from sim.scenario.schema import Spec
from sim.scenario.values.amounts import Areas
from sim.scenario.values.units import METRIC
from sim.text.ui import INPUT_BLOCKS, UI
from sim.text.words import Words
from sim.ui import command, requests
from sim.ui.asking import command_of
from sim.ui.form import CHANGED, Draft, fields, groups
from sim.ui.jobs import Jobs
from sim.ui.project import Project
from sim.ui.reports import FirstScreen, ReportTold, headline
from sim.ui.requests import draft_of
from sim.ui.saved import HANDED_ON, answer, closing, handed_on, pictures
from tests.report.test_page import Reader
from tests.ui import places

RATE = "demand.startups.rate"


def sets(address: str) -> list[str]:
    """The changes that an address holds."""
    return parse_qs(urlsplit(address).query).get("set", [])


def test_the_list_is_a_tree_with_verdicts(page: TestClient) -> None:
    html = page.get("/", params={"lang": "en"}).text
    town, slow = html.index("/scenario/town"), html.index("/scenario/slow")
    assert town < html.index("<ul>", town) < slow
    assert "/results/town/" in html[town:slow] and "not run yet" in html[slow:]


def test_a_verdict_of_an_older_file_says_so(tmp_path: Path, played: Project) -> None:
    project = places.copied(played, tmp_path)
    with places.inside(project) as page:
        assert "has changed since" not in page.get("/", params={"lang": "en"}).text
        file = project.folder / "town.yaml"
        file.write_text(file.read_text("utf-8") + "# touched\n", encoding="utf-8")
        assert "has changed since" in page.get("/").text


def test_what_differs_from_the_parent_comes_first(page: TestClient) -> None:
    html = page.get("/scenario/slow").text
    fields = re.findall(r"<fieldset[^>]*>\s*<legend>.*?<code>([^<]*)</code>", html)
    assert fields == ["supply.hall.construction"]
    assert "{triangular: [6 months, 9 months, 15 months]}" in html


def test_two_numbers_are_changed_and_travel_in_the_address(page: TestClient) -> None:
    sent = {
        f"value@{RATE}": "30 per year",
        f"range@{RATE}": "[20 per year, 40 per year]",
        "value@demand.startups.track": "bio",
        "part": "demand",
    }
    went = page.post("/scenario/town/change", data=sent)
    assert went.status_code == 303
    first = sets(went.headers["location"])
    assert first == [f"{RATE}={{value: 30 per year, range: [20 per year, 40 per year]}}"]
    sent = {"value@supply.hall.lots": "3", "set": first[0], "part": "supply"}
    both = sets(page.post("/scenario/town/change", data=sent).headers["location"])
    assert both == [*first, "supply.hall.lots=3"]
    html = page.get("/scenario/town", params={"set": both}).text
    assert "30 per year" in html and "supply.hall.lots" in html
    back = page.post("/scenario/town/change", data={"set": both, "undo": RATE})
    assert sets(back.headers["location"]) == ["supply.hall.lots=3"]


@pytest.mark.parametrize(("lang", "said"), [("en", "fix: "), ("zh", "改法：")])
@pytest.mark.parametrize("value", ["30", "30 bananas", "[1", ""])
def test_a_fault_is_told_at_its_field_as_on_the_command_line(
    page: TestClient, lang: str, said: str, value: str
) -> None:
    sent = {f"value@{RATE}": value, "part": "demand"}
    page.cookies.set("zhizao-language", lang)
    answer = page.post("/scenario/town/change", data=sent)
    assert answer.status_code == 422
    html = answer.text
    field = html[html.index(f"<code>{RATE}</code>") :]
    field = field[: field.index("</fieldset>")]
    assert 'aria-invalid="true"' in field and f'value="{value}"' in field
    if value.startswith("30"):
        with pytest.raises(ScenarioError) as told:
            load(places.TOWN, [f"{RATE}={value}"])
        (problem,) = told.value.problems
        assert problem.code in field and said in field
        assert problem.says.line(lang) in Reader(html).text(0)  # type: ignore[arg-type]


def test_a_field_is_checked_while_it_is_typed(page: TestClient) -> None:
    def told(value: str, path: str = RATE, **more: str) -> str:
        asked = {f"value@{path}": value, **more, "lang": "en"}
        return page.get("/scenario/town/check", params=asked).text

    assert "E301" in told("30") and told("30").count('class="fault"') == 1
    assert not told("30 per year").strip() and not told("30 per year", "no.such").strip()
    # Faults of the whole are told at the field that made them, those of other fields are not.
    assert 'class="fault"' in told("80%", "stock.lab.parks.east")
    assert not told("30 per year", set="stock.lab.parks.east=80%").strip()


def test_many_inputs_are_folded_by_what_they_are_of(page: TestClient, played: Project) -> None:
    loaded = played.load(played.entries()["town"]).loaded
    rows = fields(loaded, Draft(played.entries()["town"]))
    folded = groups(loaded, rows, "", "")
    assert [row for one in folded for row in one.rows] == rows
    assert not any(one.open for one in folded)
    assert groups(loaded, rows, CHANGED, "") == folded
    assert [one.rows for one in groups(loaded, rows[:40], CHANGED, "")] == [tuple(rows[:40])]
    assert all(one.open for one in groups(loaded, rows, "", "rate"))
    (told,) = played.results()
    html = page.get("/scenario/town").text
    assert "/results/{}/{}/parks/east".format(*told.at) in html


def test_a_fault_of_several_fields_together_is_told(page: TestClient) -> None:
    sent = {"value@stock.lab.parks.east": "80%", "part": "stock"}
    answer = page.post("/scenario/town/change", data=sent)
    assert answer.status_code == 422 and 'class="fault"' in answer.text


def test_more_changes_than_an_address_holds_are_to_be_saved(
    page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.ui.form.MOST_LETTERS", 60)
    sent = {f"value@{RATE}": "30 per year", "set": "supply.hall.lots=3"}
    answer = page.post("/scenario/town/change", data=sent, params={"lang": "en"})
    assert answer.status_code == 413 and "save them as a scenario" in answer.text


def test_what_was_changed_is_exported_as_the_same_scenario(
    page: TestClient, played: Project
) -> None:
    changed = [f"{RATE}=30 per year", "supply.hall.lots=3"]
    answer = page.get("/scenario/town/changes.yaml", params={"set": changed})
    file = played.folder / "exported.yaml"
    file.write_bytes(answer.content)
    try:
        assert load(file).raw == Scenario.load(places.TOWN, changed).loaded.raw
    finally:
        file.unlink()


def test_a_run_is_asked_for_as_a_command(played: Project) -> None:
    jobs = Jobs(places.QUICK)
    with places.inside(played, jobs) as page:
        sent = {"verb": "run", "futures": "40", "set": [f"{RATE}=30 per year"]}
        went = page.post("/scenario/town/ask", data=sent)
        assert went.status_code == 303
        (job,) = jobs.all()
        assert job.words[0] == "run" and job.words[1].endswith("town.yaml")
        assert job.words[2:6] == ("--replications", "40", "--set", f"{RATE}=30 per year")
        assert jobs.wait(job, 60)
        html = page.get(went.headers["location"]).text
        assert "--replications 40" in html and "done" in html


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"verb": "required", "space": "lab"}, ["--space", "lab"]),
        ({"verb": "required", "space": ""}, []),
        (
            {"verb": "map", "x": RATE, "y": "supply.hall.area"},
            ["--x", RATE, "--y", "supply.hall.area"],
        ),
        ({"verb": "compare", "option": "slow"}, ["slow.yaml"]),
        (
            {"verb": "decide", "option": "slow", "futures": "20"},
            ["slow.yaml", "--replications", "20"],
        ),
    ],
)
def test_questions_are_commands(
    page: TestClient, played: Project, asked: dict[str, str], words: list[str]
) -> None:
    town = played.entries()["town"]
    made = command_of([*asked.items()], Draft(town, ("a=1",)), played.load(town), played)
    assert [Path(word).name if word.endswith(".yaml") else word for word in made] == [
        *(asked["verb"], "town.yaml", *words, "--set", "a=1", "--out", str(played.out)),
    ]
    html = page.get("/scenario/town").text
    assert f'value="{asked["verb"]}"' in html


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"verb": "map", "x": RATE, "y": "supply.hall.are"}, "did you mean supply.hall.area?"),
        ({"verb": "map", "x": RATE, "y": ""}, "Both numbers are needed"),
        ({"verb": "required", "space": "<b>"}, "called &lt;b&gt;"),
        ({"verb": "decide"}, "Choose at least one"),
        ({"verb": "run", "futures": "many"}, "which many is not"),
    ],
)
def test_what_cannot_be_asked_says_why(page: TestClient, asked: dict[str, str], why: str) -> None:
    told = page.post("/scenario/town/ask", data=asked, params={"lang": "en"})
    assert told.status_code == 422 and why in told.text


def test_a_scenario_is_weighed_against_changes_laid_over_it(tmp_path: Path) -> None:
    project = places.project(tmp_path)
    (project.folder / "deltas").mkdir()
    for name, text in {
        "more": "change: {name: More, why: Three halls for two, supply.hall.lots: 3}\n",
        "other": "a: 1\n",
    }.items():
        (project.folder / "deltas" / f"{name}.yaml").write_text(text, encoding="utf-8")
    town = project.entries()["town"]
    asked = [("verb", "decide"), ("option", "deltas/more"), ("option", "slow")]
    made = command_of(asked, Draft(town), project.load(town), project)
    assert [Path(word).name for word in made[2:4]] == ["more.yaml", "slow.yaml"]
    for wrong in ([], [("option", "deltas/other")], [("option", "../town")]):
        with pytest.raises(ValueError):
            command_of([("verb", "decide"), *wrong], Draft(town), project.load(town), project)
    with places.inside(project) as page:
        html = page.get("/scenario/town").text
        assert 'value="deltas/more"' in html and "Three halls for two" in html
        assert ">More<" in html and "deltas/other" not in html
        assert "/scenario/deltas" not in page.get("/").text


def test_the_options_of_a_scenario_come_first(tmp_path: Path) -> None:
    """Changes called after it are chosen, its children are not; what it holds is no such change."""
    project = places.project(tmp_path)
    (project.folder / "deltas").mkdir()
    for name in ("town-more", "town-twice-more", "more"):
        text = f"change: {{name: {name}, supply.hall.lots: 3}}\n"
        (project.folder / "deltas" / f"{name}.yaml").write_text(text, encoding="utf-8")
    twice = "extends: town.yaml\nname: Twice\napply: [deltas/town-more.yaml]\n"
    (project.folder / "town-twice.yaml").write_text(twice, encoding="utf-8")

    def told(id_: str) -> list[list[str]]:
        read = (file.name for file in project.load(project.entries()[id_]).loaded.files)
        found = project.options_of(project.entries()[id_], read)
        return [[one.id for one in among] for among in (found.own, found.children)]

    assert told("town") == [["deltas/town-more"], ["slow", "town-twice"]]
    assert told("town-twice") == [["deltas/town-twice-more"], []]
    assert told("slow") == [["deltas/town-more"], []]
    with places.inside(project) as page:
        html = page.get("/scenario/town").text
    boxes = re.findall(r'name="option" value="([^"]*)"( checked)?', html)
    assert boxes[:3] == [("deltas/town-more", " checked"), ("slow", ""), ("town-twice", "")]
    assert ("deltas/more", "") in boxes and len(boxes) == len(dict(boxes))
    with places.inside(project) as page:
        html = page.get("/scenario/town-twice").text
    assert 'value="deltas/more"' in html and 'value="deltas/town-more"' not in html


def test_what_extends_a_file_that_is_no_scenario_stands_by_itself(tmp_path: Path) -> None:
    project = places.project(tmp_path)
    text = (project.folder / "town.yaml").read_text("utf-8")
    clock = re.search(r"^clock:.*\n(?:[ #].*\n)*", text, re.MULTILINE)
    assert clock
    (project.folder / "base.yaml").write_text(text.replace(clock[0], ""), encoding="utf-8")
    indented = "".join(f"  {line}" for line in clock[0].splitlines(keepends=True))
    kid = f"extends: base.yaml\nname: Kid\nadd:\n{indented}"
    (project.folder / "kid.yaml").write_text(kid, encoding="utf-8")
    assert project.entries()["kid"].parent == ""
    with places.inside(project) as page:
        assert page.get("/scenario/kid").status_code == 200
        assert "/scenario/kid" in page.get("/").text


def test_a_form_is_worked_on_beside_the_loop(
    page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looped = list[bool]()

    def noticed(request: Request, sets: list[str] | None = None) -> Draft:
        looped.append(asyncio._get_running_loop() is not None)
        return draft_of(request, sets)

    monkeypatch.setattr(requests, "draft_of", noticed)
    page.post("/scenario/town/ask", data={"verb": "decide"})
    assert looped == [False]


def test_what_a_figure_says_is_told_as_it_is_seen(tmp_path: Path, played: Project) -> None:
    project = places.copied(played, tmp_path)
    (told,) = project.results()
    (folder := told.result.folder / "figures").mkdir()
    words = {"zh": "厂\u202e房", "en": "Halls\u202e\nneeded"}
    head = {"head": {"title": words, "subtitle": words}}
    (folder / "1.json").write_text(json.dumps(head), encoding="utf-8")
    told = replace(told, parts=("figures/1.json", "figures/1.svg"))
    (one,) = pictures(project, told)
    assert one.title == one.alt == Words("厂房", "Halls needed")


def test_an_answer_stands_beside_that_of_its_parent(page: TestClient, played: Project) -> None:
    (told,) = played.results()
    html = page.get("/results/{}/{}".format(*told.at), params={"lang": "en"}).text
    table = html[html.index("<table") : html.index("</table>")]
    assert "lab" in table and "factory" in table
    assert "--replications 4 --seed 7" in html


def test_changes_are_saved_as_a_child_and_nothing_is_overwritten(
    tmp_path: Path, played: Project
) -> None:
    project = places.copied(played, tmp_path)
    changed = [f"{RATE}=30 per year", "supply.hall.lots=3"]
    with places.inside(project) as page:
        sent = {"set": changed, "file": "more-firms", "name": "更多企业 <b>"}
        went = page.post("/scenario/town/save", data=sent)
        assert went.headers["location"] == "/scenario/more-firms"
        file = project.folder / "more-firms.yaml"
        saved, asked = load(file), Scenario.load(places.TOWN, changed).loaded
        assert saved.spec.name.zh == "更多企业 <b>"
        assert {**saved.raw, "name": 0} == {**asked.raw, "name": 0}
        assert "更多企业 &lt;b&gt;" in page.get("/").text
        before = file.read_bytes()
        for name in ("more-firms", "town", "slow"):
            assert page.post("/scenario/town/save", data={"file": name}).status_code == 409
        assert file.read_bytes() == before
    assert sorted(path.name for path in project.folder.iterdir()) == [
        *("more-firms.yaml", "slow.yaml", "town.yaml"),
    ]


def test_inputs_are_taken_away_as_a_workbook(page: TestClient, played: Project) -> None:
    file = played.folder / "town.xlsx"
    Scenario.load(played.folder / "town.yaml").workbook(file)
    try:
        assert page.get("/scenario/town/inputs.xlsx").content == file.read_bytes()
    finally:
        file.unlink()


def test_two_results_stand_side_by_side(page: TestClient, played: Project) -> None:
    (told,) = played.results()
    at = "/".join(told.at)
    answer = page.get("/compare", params={"a": at, "b": at, "lang": "en"})
    assert answer.status_code == 200 and answer.text.count("<tbody>") == 2
    assert "zhizao diff" in answer.text
    (picture,) = [e for e in Reader(answer.text).elements if e.tag == "img"]
    drawn = page.get(picture.attributes["src"])
    assert drawn.headers["content-type"] == "image/svg+xml" and b"<title" in drawn.content
    assert "sandbox" in drawn.headers["content-security-policy"]
    assert page.get("/compare/28-diff.svg", params={"a": at, "b": "../../x"}).status_code == 404
    for other in ("", "town/none", "../../x"):
        assert page.get("/compare", params={"a": at, "b": other}).status_code == 422


def test_a_park_leads_to_what_a_run_says_of_it(page: TestClient, played: Project) -> None:
    (told,) = played.results()
    at = "/results/{}/{}".format(*told.at)
    assert f'{at}/parks/east"' in page.get(at).text
    text = page.get(f"{at}/parks/east", params={"lang": "en"}).text
    table = pd.read_csv(told.result.folder / "measures.csv", encoding="utf-8-sig")
    kept = table.set_index(["year", "space", "park", "measure"])["p50"]
    for space, years in (("lab", 3), ("factory", 3)):
        rows = text[text.index(f">{space}</h2>") :].split("</table>")[0].split("<tr>")[2:]
        assert len(rows) == years
        have = Areas(METRIC).text(kept.loc[2028, space, "east", "capacity"])
        assert f"2028</th><td>{have}</td>" in rows[-1]
    (sight,) = (
        one
        for one in json.loads((told.result.folder / "verdict.json").read_text("utf-8"))["outlooks"]
        if one["space"] == "lab" and one["park"] == "east"
    )
    share, when = sight["first_short"]["happens"]["share"], sight["first_short"]["p50"]
    assert f"a queue in {share:.0%} of futures, first in {when} (median)" in text
    assert ">factory</h2>" not in page.get(f"{at}/parks/west").text
    assert page.get(f"{at}/parks/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("screen", "told"),
    [
        ("Town\n\n  table\n\n  ANSWER\n  lab: 3 m2 more\n  gross\n", ["lab: 3 m2 more gross"]),
        ("  答案\n  - 甲方案\n    最好，\n  - 乙 B\n", ["甲方案最好，", "乙 B"]),
        ("no such line\n", []),
    ],
)
def test_the_answer_of_a_question_comes_first(screen: str, told: list[str]) -> None:
    assert closing(screen) == told


def test_a_question_is_told_in_the_language_of_the_page(tmp_path: Path, played: Project) -> None:
    """Whatever the language of who asked: its report has both, and its list says what it found."""
    project = places.copied(played, tmp_path)
    (run,) = project.results()
    asked = run.result.folder.with_name("required-0123456789ab")
    (asked / "figures").mkdir(parents=True)
    head = {"head": {"title": {"zh": "厂房须增", "en": "Halls <needed>"}}}
    both = (
        '<section id="screen">\n'
        '<h2><span lang="zh-Hans">全部</span> <span lang="en">All</span></h2>\n'
        '<pre lang="zh-Hans">  答案\n  厂房 &lt;1&gt;</pre>\n<pre lang="en">  ANSWER\n  hall</pre>'
    )
    files = {
        "answer.txt": "  ANSWER\n  old",
        "figures/1.json": json.dumps(head),
        "report.html": both,
    }
    manifest = json.loads((run.result.folder / "manifest.json").read_text("utf-8"))
    manifest["files"] = dict.fromkeys(files, "")
    for name, text in {**files, "manifest.json": json.dumps(manifest)}.items():
        (asked / name).write_text(text, encoding="utf-8")
    with places.inside(project) as page:
        address = f"/results/town/{asked.name}"
        zh, en = (page.get(address, params={"lang": lang}).text for lang in ("zh", "en"))
        assert "<li>厂房 &lt;1&gt;</li>" in zh and "<li>hall</li>" in en and "old" not in zh + en
        assert f'href="{address}/report.html#screen"' in zh and "Halls &lt;needed&gt;" in en
        assert "Halls &lt;needed&gt;" in page.get("/results").text


def test_a_line_of_an_answer_begins_with_its_type(played: Project) -> None:
    (told,) = played.results()
    said = answer(told)
    assert said
    name, turns = said.rows[0].name, Words("看", "it turns")
    line = Words(f"{name.zh}：够", f"{name.en}: fine")
    of = ReportTold(answer=(line, turns), facts=(), parts=(), screen=None)
    plain = Words("", "")
    assert headline(said, of) == [(name, Words("：够", ": fine")), (plain, turns)]
    shorter = replace(said.rows[0], name=Words(name.zh[:-1], name.en[:-1]))
    assert headline(replace(said, rows=[shorter, *said.rows]), of) == headline(said, of)


def test_what_a_report_says_first_is_read_as_text() -> None:
    reader = FirstScreen()
    reader.feed(
        '<section id="answer"><h2>no</h2><p class="said"><span lang="zh-Hans">够 &lt;b&gt;</span> '
        '<span lang="en">enough</span></p><p>no</p><dl><div><dt><span lang="zh-Hans">何处</span> '
        '<span lang="en">where</span></dt><dd>both <script>x</script></dd></div></dl></section>'
        "<dl><dt>no</dt><dd>no</dd></dl>"
    )
    assert reader.answer == [{"zh-Hans": "够 <b>", "en": "enough"}]
    (head, fact), *rest = reader.facts
    assert head == {"zh-Hans": "何处", "en": "where"} and fact["en"] == "both x" and not rest


def test_what_is_not_there_is_a_page(page: TestClient) -> None:
    for address in ("/jobs/none", "/scenario/none", "/results/town/none", "/none"):
        answer = page.get(address)
        assert answer.status_code == 404 and "<h1>" in answer.text, address


@pytest.mark.parametrize(("lang", "said"), [("en", "needs the extra"), ("zh", "需要附加组件")])
def test_without_its_libraries_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert command.run(Namespace(lang=lang, folder=None)) == 2
    shown = " ".join(capsys.readouterr().err.split())
    assert said in shown and 'install "zhizao[ui]"' in shown


def test_every_block_of_the_language_has_a_name() -> None:
    assert set(INPUT_BLOCKS) | {"name", "why", "note"} == set(Spec.model_fields)


def test_every_file_that_is_handed_on_has_a_name(played: Project) -> None:
    (told,) = played.results()
    everything = replace(told, parts=HANDED_ON)
    assert {name for lang in ("zh", "en") for name in handed_on(everything, lang)} <= set(UI)


def test_both_languages_say_the_same(page: TestClient) -> None:
    for address in ("/", "/scenario/slow", "/jobs", "/results"):
        zh, en = (Reader(page.get(address, params={"lang": lang}).text) for lang in ("zh", "en"))
        assert [e.tag for e in zh.elements] == [e.tag for e in en.elements], address
