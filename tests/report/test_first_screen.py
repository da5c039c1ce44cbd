"""The first screen of a run: what stands on it, that it fits, and that its commands work."""

import os
import re
import shlex
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from sim.api.scenario import Scenario
from sim.cli import main
from sim.measures.verdict.turning import BreakEven, SpaceDecided, Turning, Unknown
from sim.report.first_screen import LINES
from sim.report.next_commands import next_commands
from sim.scenario.yaml.files import MAX_BYTES
from sim.text.screen import held, whole, width
from sim.text.verdict import VERDICTS
from sim.text.words import Words

BASELINE = "scenarios/baseline.yaml"
RANGE = ["3 per year", "5 per year"]


@pytest.fixture(scope="module")
def baseline():
    return Scenario.load(BASELINE).run(4)


@pytest.fixture(scope="module")
def child():
    sets = ["clock.end=2026-12", "tracks.biologic.stages.pilot.success=30%"]
    return Scenario.load("scenarios/slow-build.yaml", sets).run(2)


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("which", ["baseline", "child"])
def test_it_fits_a_terminal(request, which, lang, columns, tmp_path):
    run = request.getfixturevalue(which)
    with held(columns):
        lines = run.screen(lang, tmp_path / "results").splitlines()
    said = [line for line in lines if str(tmp_path) not in line]
    assert max(map(width, said)) <= columns
    assert len(lines) <= LINES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_speaks_one_language(baseline, lang):
    text = baseline.screen(lang).split("\n", 1)[1]  # 万 stands in the English name
    hanzi = re.findall(r"[\u4e00-\u9fff]", text)
    assert bool(hanzi) == (lang == "zh")
    assert ("ANSWER" in text) == (lang == "en")


def test_the_answer_is_the_second_thing_and_a_line_and_a_row_tell_each_type(baseline):
    lines = baseline.screen("en").splitlines()
    assert lines[0].startswith("Baseline") and "4 futures" in " ".join(lines[:2])
    (answer,) = (line for line in lines if line.startswith("ANSWER"))
    assert lines.index(answer) <= 2
    verdict = baseline.verdict
    for judged, sight in zip(verdict.spaces, verdict.outlooks, strict=False):
        name = verdict.labels[f"space/{judged.space}"].en
        assert any(line[8:].startswith(f"{name}: ") for line in lines)
        (row,) = (line for line in lines if line.startswith(f"  {name}"))
        told = [
            whole(judged.shortage.probability.failing.share),
            whole(judged.idle.probability.failing.share),
            verdict.areas.text(sight.supply[1]),
            verdict.areas.text(sight.demand[1]),
            whole(sight.vacancy_end),
        ]
        for onset in (sight.first_short, sight.first_idle):
            told += [*([onset.p50] if onset.p50 else []), f"{whole(onset.happens.share)}%"]
        assert row.split()[len(name.split()) :] == told
    words = {word.en for word in VERDICTS.values()}
    assert any(word in "\n".join(lines) for word in words)


def test_what_fails_is_what_does_not_hold(baseline):
    for judged in baseline.verdict.spaces:
        chance = judged.idle.probability
        failing = chance.failing
        assert (failing.holds, failing.fails) == (chance.fails, chance.holds)
        assert failing.low == 1 - chance.high <= 1 - chance.share <= failing.high


def test_it_says_what_to_look_at_and_what_to_take_of_what_is_saved(baseline, tmp_path):
    saved = baseline.save(tmp_path, brief=True)
    lines = baseline.screen("en", saved, brief=True).splitlines()
    (told,) = (lines[i : i + 3] for i, line in enumerate(lines) if line.startswith("take"))
    _, first, *others = " ".join(told).partition(" ask ")[0].split()
    assert first == f"{saved / 'story.en.md'},"
    for name in (first, *others):
        assert list(saved.glob(Path(name.strip(",")).name))
    whole = " ".join(baseline.screen("en", saved).split())
    assert f"take {saved}/report.html, brief.en.pdf, tables.xlsx ask " in whole


def test_it_speaks_of_the_judged_months(baseline):
    """The record begins in 2021, to be held against the past; judged is 2023-10 and later."""
    verdict = baseline.verdict
    assert (verdict.record[0], verdict.judged[0]) == ("2021-01", "2023-10")
    assert any(place.shortage.p50 < "2023-10" for place in verdict.signals if place.shortage.p50)
    screen = baseline.screen("en")
    assert min(re.findall(r"20\d\d-\d\d", screen)) == "2023-10"


def test_the_parks_named_are_the_emptiest_and_the_tightest(baseline):
    verdict = baseline.verdict
    parks = [one for one in verdict.outlooks if one.park]
    empty = max(parks, key=lambda one: one.idle.end[1])
    tight = max(parks, key=lambda one: one.first_short.happens.holds)
    joined = " ".join(baseline.screen("en").split())
    for said, one in (("emptiest park", empty), ("tightest", tight)):
        space, park = (verdict.labels[key].en for key in (f"space/{one.space}", f"park/{one.park}"))
        assert f"{said}: {park}, {space}, " in joined


def commands(text: str) -> list[list[str]]:
    whole = text.replace("\\\n", " ")
    printed = re.findall(r"^zhizao (.*)$", whole, re.MULTILINE)
    return [shlex.split(words) for words in printed]


@pytest.mark.full
def test_commands_work_as_printed(child, tmp_path, capsys):
    found = commands(child.screen("en", asked=["--seed", "7"]))
    assert 1 <= len(found) <= 3  # types come first where there is little room
    for words in found:
        assert {"--set", "--seed"} <= set(words)
        assert words[1].endswith("slow-build.yaml")
    few = {
        "required": ["--replications", "8", "--confidence", "50%", "--out", str(tmp_path)],
        "run": ["--replications", "2", "--brief", "--out", str(tmp_path)],
        "sensitivity": ["--dry-run"],
        "overview": ["--replications", "2", "--out", str(tmp_path)],
    }
    for verb, *words in found:
        assert main([verb, *words, *few[verb]]) == 0
        assert "ANSWER" in capsys.readouterr().out or verb == "sensitivity"


def test_no_command_asks_what_a_scenario_cannot_answer(tmp_path, capsys):
    """`sensitivity` needs a range that it may move, `required` a standard against shortage."""
    plain = Scenario.load(
        Path(__file__).parent / "plain.yaml", ["demand.newcomers.rate=4 per year"]
    )
    found = commands(plain.run(4).screen("en", asked=["--seed", "7"]))
    assert [words[0] for words in found] == ["overview", "check", "show"]
    assert main([*found[0], "--replications", "4", "--out", str(tmp_path)]) == 0
    assert [main(words) for words in found[1:]] == [0, 0]
    wait = {"metric": "wait", "space": "lab", "within": "6 months", "share": "90%"}
    judged = plain.with_({"standards.wait": wait})
    assert commands(judged.run(4).screen("en"))[0][:2] == ["required", str(plain.loaded.path)]
    unsure = plain.with_({"demand.newcomers.rate": {"value": "4 per year", "range": RANGE}})
    for central in (False, True):
        verbs = [words[0] for words in commands(unsure.run(4, central=central).screen("en"))]
        assert ("sensitivity" in verbs) != central


def test_the_number_that_decides_is_changed_within_what_was_drawn():
    """Its range is 3 to 5 a year; futures that agree with the past may be fewer than that."""
    rate = {"value": "4 per year", "range": RANGE}
    plain = Scenario.load(Path(__file__).parent / "plain.yaml")
    run = plain.with_({"demand.newcomers.rate": rate}).run(4)
    leaf = run.scenario.numbers["demand.newcomers.rate"]
    name = Unknown("demand.newcomers.rate", Words("率", "rate"), leaf.dimension, 0.3, None)
    ends = tuple(float(f"{end / 12:.9f}") for end in (3.21987, 4.61234))
    turn = Turning("lab", "shortage", name, True, False, ends, ends[0], (), (), ())
    known = BreakEven(4, 1, 0.1, True, (name,), (SpaceDecided("lab", (name,), (turn,)),))
    view = SimpleNamespace(
        loaded=run.scenario.loaded,
        settings=run.settings,
        plan=run.plan,
        verdict=replace(run.verdict, break_even=known),
    )
    (value,) = [words[-1] for words in next_commands(view, []) if words[0] == "run"]
    assert value == "demand.newcomers.rate=3.25 per year"


def test_a_child_is_compared_with_its_parent_and_a_parent_with_a_child(tmp_path):
    plain = Path(__file__).parent / "plain.yaml"
    (tmp_path / "plain.yaml").write_text(plain.read_text("utf-8"), encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()  # neither read nor asked about
    rate = ["demand.newcomers.rate=4 per year"]
    child = "extends: plain.yaml\nname: more\nchange: {demand.newcomers.rate: 9 per year}\n"
    (tmp_path / "more.yaml").write_text(child, encoding="utf-8")
    (tmp_path / "of-another.yaml").write_text(child.replace("plain", "more"), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("plain.yaml", "more.yaml")]
    for file in files:
        asked = commands(Scenario.load(file).run(2).screen("en"))
        assert ["compare", *files] in asked
    assert "compare" not in [
        words[0] for words in commands(Scenario.load(files[0], rate).run(2).screen("en"))
    ]


def test_a_child_is_found_however_the_path_is_written_and_no_other_file_is_waited_for(tmp_path):
    """Beside a scenario may lie pipes, huge files and bytes that are no text."""
    (tmp_path / "towns").mkdir()
    plain = (Path(__file__).parent / "plain.yaml").read_text("utf-8")
    (tmp_path / "towns" / "plain.yaml").write_text(plain, encoding="utf-8")
    child = "extends: ./plain.yaml\nname: more\nchange: {demand.newcomers.rate: 9 per year}\n"
    huge = child + "# so much\n" * (MAX_BYTES // 10)
    (tmp_path / "towns" / "huge.yaml").write_text(huge, encoding="utf-8")
    (tmp_path / "towns" / "latin.yaml").write_bytes(child.encode() + b"# \xe9\n")
    os.mkfifo(tmp_path / "towns" / "fifo.yaml")
    (tmp_path / "towns" / "more.yaml").write_text(child, encoding="utf-8")
    file = f"{tmp_path}/towns/../towns/./plain.yaml"
    found = commands(Scenario.load(file).run(2).screen("en"))
    assert ["compare", file, str(tmp_path / "towns" / "more.yaml")] in [
        [words[0], words[1], os.path.normpath(words[2])] for words in found if len(words) > 2
    ]


def test_what_is_too_idle_without_a_bound_on_vacancy_is_asked_about(tmp_path):
    """Months of supply alone say that a type is too idle, and no bound says how much."""
    text = (Path(__file__).parent / "plain.yaml").read_text("utf-8")
    supply = "{metric: months_of_supply, space: lab, at_most: 1 month}"
    wait = "{metric: wait, space: lab, within: 60 months, share: 5%}"
    file = tmp_path / "supply.yaml"
    lines = [line for line in text.splitlines() if not line.startswith("standards:")]
    lines.append(f"standards: {{supply: {supply}, wait: {wait}}}")
    file.write_text("\n".join(lines), encoding="utf-8")
    run = Scenario.load(file).run(8)
    (judged,) = run.verdict.spaces
    assert judged.idle.word == "idle" and judged.shortage.word != "short"
    assert all(one.idle is None for one in run.verdict.outlooks if not one.park)
    assert commands(run.screen("en"))[0][:4] == ["required", str(file), "--space", "lab"]


def test_run_ends_with_it_and_full_begins_with_the_rest(tmp_path, capsys):
    asked = ["run", "scenarios/cambridge.yaml", "--replications", "2", "--brief", "--out"]
    screens = {}
    for full in ([], ["--full"]):
        assert main([*asked, str(tmp_path), "--set", "clock.end=2027-12", *full]) == 0
        screens[bool(full)] = capsys.readouterr().out
    assert (
        len(screens[False].splitlines()) <= LINES + 2
    )  # a note that --set is in no file; at the end an empty line
    assert screens[True].endswith(screens[False].split("\n", 1)[1])
    assert "What this model leaves out" in screens[True]
