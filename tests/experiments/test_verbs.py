"""Every verb that answers: a screen of 80 or 100 columns, one language, the answer last."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from matplotlib.text import Text

from sim.api.scenario import Scenario
from sim.cli import main
from sim.experiments.backtest.function import backtest
from sim.experiments.calibrate.function import calibrate
from sim.experiments.compare.function import compare
from sim.experiments.decide.function import decide
from sim.experiments.diff.finding import DiffFinding
from sim.experiments.diff.function import diff
from sim.experiments.discover.function import discover
from sim.experiments.explain.function import explain
from sim.experiments.finding import Finding
from sim.experiments.map.function import map as lay_map
from sim.experiments.optimise.function import optimise
from sim.experiments.overview.function import overview
from sim.experiments.required.function import required
from sim.experiments.sensitivity.function import sensitivity
from sim.experiments.sensitivity.screen import leaders, silent
from sim.experiments.sweep.function import sweep
from sim.plots.sheet import LEFT, RIGHT
from sim.plots.style import SMALL
from sim.plots.widths import wide
from sim.text.program import VERBS
from sim.text.screen import held, width
from sim.text.verdict import SIDES
from sim.text.words import Lang
from tests.examples import sampled
from tests.figure_texts import text_faults

HERE = Path(__file__).parent
TOWN = HERE / "riverbend.yaml"
HISTORY = HERE / "village-past.yaml"
OCCUPIED = "stock.lab.occupied=40%..60%/3"
NO_QUESTION = {
    "run",
    "check",
    "show",
    "schema",
    "new",
    "list",
    "latest",
    "reproduce",
    "compile",
} | {"workbook", "ui"}
QUICK = ("decide", "discover", "explain", "map", "optimise", "overview", "required", "sweep")
"""Verbs whose figures are soon drawn."""
LANGS: tuple[Lang, ...] = ("zh", "en", "both")
HEADS = {"zh": "  答案", "en": "  ANSWER"}
LONGEST = 20
"""Lines of the longest answer: what stands above the prompt of a small terminal."""


def asked() -> dict[str, Callable[[], Finding | DiffFinding]]:
    """How each verb is asked on the town and on a variant of it."""
    town = Scenario.load(os.path.relpath(TOWN))
    slow = town.with_({"stages.research.success": "30%", "stock.lab.occupied": "45%"}, name="B")
    scarce = town.with_({"stock.lab.area": "4000 m²", "stock.factory.area": "8000 m²"})
    vary = {"stages.research.success": ["20%", "80%"], "stock.lab.occupied": ["40%", "60%"]}
    few = {"points": 64, "numbers": 2, "trajectories": 10}
    quick = {"evaluations": 20, "replications": 4, "judge": 8}
    return {
        "overview": partial(overview, town, slow, replications=4, required=17),
        "compare": partial(compare, town, slow, replications=8, histories=2),
        "decide": partial(decide, *choices(), replications=60),
        "explain": partial(explain, town, "startups#129", 2, slow, 5),
        "required": partial(required, town, replications=17),
        "required --jointly": partial(required, scarce, replications=17, jointly=True),
        "required --lever": partial(required, town, lever="construction", replications=17),
        "diff": partial(saved_and_compared, town, slow.with_({"seed": 5})),
        "sweep": partial(sweep, town, vary, replications=4),
        "map": partial(lay_map, town, "stages.research.success", OCCUPIED, replications=20),
        "map --own": partial(
            lay_map, town, "stages.research.success", OCCUPIED, own=True, replications=200
        ),
        "sensitivity": partial(sensitivity, town.with_({"replications": 4}), **few),
        "discover": partial(discover, town, "idle_mean > 44900", worlds=60),
        "optimise": partial(optimise, town, projects=("first",), **quick),
        "backtest": partial(backtest, town, HISTORY, replications=20),
        "calibrate": partial(calibrate, town, HISTORY, cut=2027, futures=20, plays=60),
    }


def saved_and_compared(*scenarios: Scenario) -> DiffFinding:
    """Two results, saved and read again."""
    with TemporaryDirectory() as out:
        a, b = (one.run(20, engine="simpy").save(Path(out), brief=True) for one in scenarios)
        return diff(a, b)


def choices() -> list[Scenario]:
    """The town, what mistakes cost in it, and a smaller and a far smaller phase."""
    town = Scenario.load(os.path.relpath(HERE / "decide" / "town.yaml"))
    half = {"name": {"zh": "一期减半", "en": "Half of phase one"}, "supply.first.area": "10000 m²"}
    less = {"name": {"zh": "几乎不建", "en": "Next to nothing"}, "supply.first.area": "100 m²"}
    return [town, town.with_(half), town.with_(less)]


class Findings(dict[str, Finding]):
    """What came of each verb, asked when it is first wanted: workers divide these tests."""

    def __missing__(self, verb: str) -> Finding:
        self[verb] = asked()[verb]()
        return self[verb]


@pytest.fixture(scope="module")
def findings() -> Findings:
    return Findings()


def english() -> set[str]:
    """Every English name of the town, and of what was observed."""
    return set(
        re.findall(r"en: \"?([^}\",]+)", TOWN.read_text("utf-8") + HISTORY.read_text("utf-8"))
    )


def faults(screen: str, lang: str, columns: int) -> Iterator[str]:
    """Yield what is wrong with a screen."""
    lines = screen.rstrip().splitlines()
    yield from (f"too wide: {line}" for line in lines if width(line) > columns)
    commands = re.sub(r"^  \S.* (explain|run) .*(\n    .*)*", "", screen, flags=re.MULTILINE)
    if lang == "en":
        yield from (f"Chinese: {found}" for found in re.findall("[\u4e00-\u9fff]+", commands))
    else:
        yield from (f"English: {name}" for name in english() if name in commands)
        prose = re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", commands)
        yield from (f"English: {found}" for found in prose)
    if HEADS[lang] not in lines:
        yield "no answer"
        return
    answer = lines[lines.index(HEADS[lang]) + 1 :]
    if not 0 < len(answer) <= LONGEST or not all(line.startswith("  ") for line in answer):
        yield f"no answer at the end: {answer}"


def test_every_verb_that_answers_is_here() -> None:
    assert {name.split()[0] for name in asked()} == set(VERBS) - NO_QUESTION


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("verb", asked())
def test_a_screen_fits_speaks_one_language_and_ends_with_its_answer(
    findings: Findings, verb: str, lang: str, columns: int
) -> None:
    with held(columns):
        assert list(faults(findings[verb].screen(lang), lang, columns)) == []


@pytest.mark.parametrize("verb", sampled(asked(), QUICK))
def test_texts_of_figures_are_whole_apart_and_readable(findings: Findings, verb: str) -> None:
    drawn = [panels for lang in LANGS for panels in findings[verb].figures(lang)]
    assert [fault for panels in drawn for fault in text_faults(panels)] == []
    for panels in drawn:
        said = "\n".join(text.get_text() for text in panels.figure.findobj(Text))
        assert not re.search(r"(?<!\w)m2|万 ?m2|10 000", said), panels
        foreign = english() if panels.lang == "zh" else re.findall("[\u4e00-\u9fff]+", said)
        if panels.lang != "both":
            assert [name for name in foreign if name in said] == [], panels


@pytest.mark.parametrize("verb", sampled(asked(), QUICK))
def test_subtitles_have_room_for_the_seed_and_futures_of_a_real_run(
    findings: Findings, verb: str
) -> None:
    lines = [
        line
        for panels in findings[verb].figures("both")
        for words in (panels.data.head.subtitle,)
        for line in words.block("both").split("\n")
    ]
    assert [line for line in lines if wide(f"{line} 2023100", SMALL) > RIGHT - LEFT] == []


@pytest.mark.parametrize(
    ("screen", "lang", "fault"),
    [
        ("  ANSWER\n  " + "x" * 79, "en", "too wide"),
        ("  实验室\n\n  ANSWER\n  3 of 4", "en", "Chinese"),
        ("  Laboratories\n\n  答案\n  4 个中 3 个", "zh", "English"),
        ("  none of the numbers\n\n  答案\n  4 个中 3 个", "zh", "English"),
        ("  3 of 4", "en", "no answer"),
        ("  ANSWER\n  3 of 4\nresults: here", "en", "no answer"),
    ],
)
def test_a_fault_is_found(screen: str, lang: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(screen, lang, 80))


def concluded(finding: Finding) -> str:
    """The English answer on one line."""
    with held(100):
        return " ".join(finding.screen("en").split(HEADS["en"])[1].split())


def test_the_answer_of_a_sweep_is_of_all_its_points(findings: Findings) -> None:
    finding = findings["sweep"]
    *sides, idle = concluded(finding).split(" - ")
    points = finding.answer.tables()["points"]
    for said in sides:
        counts = re.findall(r"at (\d+) points", said.split("confidence: ")[1])
        assert sum(map(int, counts)) == len(points)
    text = finding.answer.areas.text
    low, high = text(points.idle_mean.min()), text(points.idle_mean.max())
    assert re.match(rf"mean idle area: from {low} .* to {high} ", idle)


def test_the_answer_of_an_overview_is_of_all_its_scenarios(findings: Findings) -> None:
    finding = findings["overview"]
    *sides, idle = concluded(finding).split(" - ")
    rows = finding.answer.rows
    for said in sides:
        assert sum(map(int, re.findall(r" in (\d+) \(", said))) == len(rows)
    areas = sorted(row.idle_end[1] for row in rows)
    shown = [finding.answer.areas.text(area) for area in areas]
    assert re.search(rf"least in .*, {shown[0]} .* most in .*, {shown[-1]} ", idle)


def test_the_answer_of_a_sensitivity_study_names_what_leads(findings: Findings) -> None:
    answer = findings["sensitivity"].answer
    said = concluded(findings["sensitivity"])
    for outcome in answer.outcomes:
        if (found := leaders(outcome)) and not silent(outcome):
            assert f"{outcome.words.en} follows {answer.number(found[0]).name.en} most" in said
    assert said.endswith(f"look up first: {answer.number(answer.next()[0].path).name.en}")
    for side in answer.flips.words:
        within = {flip.path for flip in answer.flips.found if flip.side == side and flip.within}
        (clause,) = (one for one in said.split(" - ") if one.startswith(f"{SIDES[side].en} (now"))
        assert all(answer.number(path).name.en in clause for path in within)
        assert ("none of" in clause) == (not within)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_time_is_not_part_of_the_answer_and_changes_are_told_before_it(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["explain", str(TOWN), "startups#3", "--set", "confidence=70%", "--out", str(tmp_path)]
    assert main([*words, "--lang", lang]) == 0
    said = capsys.readouterr()
    *lines, last = said.out.rstrip().splitlines()
    assert str(tmp_path / "riverbend" / "explain-") in last
    note = next(i for i, line in enumerate(lines) if "--set" in line)
    assert note < lines.index(HEADS[lang])
    assert {"zh": "用时", "en": "took"}[lang] in said.err


@pytest.mark.parametrize("columns", [80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [["check"], ["show"], ["show", "--origin"]])
def test_a_scenario_is_told_within_the_screen(
    words: list[str],
    lang: str,
    columns: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(HERE)
    verb, *options = words
    with held(columns):
        assert main([verb, TOWN.name, *options, "--lang", lang]) == 0
    screen = capsys.readouterr().out
    assert [line for line in screen.splitlines() if width(line) > columns] == []
    if not options:
        others = english() if lang == "zh" else re.findall("[\u4e00-\u9fff]+", screen)
        assert [name for name in others if name in screen] == []
    if verb == "check":
        last = screen.rstrip().splitlines()[-1]
        assert last == f"{TOWN.name}  {'可用' if lang == 'zh' else 'can be used'}"


def test_the_story_of_a_company_has_both_sides_and_no_empty_row(findings: Findings) -> None:
    (panels,) = findings["explain"].figures("en")
    lanes = panels.data.lanes
    assert [*lanes] == ["A", "B"]
    bars = [patch.get_y() for patch in panels["lives"].patches]
    assert len(set(bars)) == sum(len(lane.rows) for lane in lanes.values())
    (high, low) = panels["lives"].get_ylim()
    assert high - max(bars) < 0.6 and low == 0


def test_the_foot_of_an_overview_is_of_all_its_scenarios(findings: Findings) -> None:
    (panels,) = findings["overview"].figures("en")
    said = [text.get_text() for text in panels.figure.texts]
    assert any(text.startswith("2 scenarios | overview | run ") for text in said)
