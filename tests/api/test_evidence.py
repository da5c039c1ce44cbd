"""Projects say what they stand on: told everywhere what opens is, and moves nothing."""

import json
from pathlib import Path
from shutil import copy

import pytest

from sim import Scenario
from sim.cli import main
from sim.plots.catalogue import Figures
from sim.plots.timeline import SIGNALS, heading
from sim.report.verdict_screen import screen
from sim.text.deliveries import EVIDENCE

TINY = Path(__file__).parents[1] / "scenarios" / "tiny" / "under-way.yaml"
KINDS = {"supply.one.evidence": "seen", "supply.two.evidence": "announced"}
LATE = {"supply.two.slip_common": "18 months"}
"""Then `two` opens from June to December 2025; all others open in 2024 by under-way.yaml."""


def written(tmp_path, changes):
    child = tmp_path / "told.yaml"
    copy(TINY, tmp_path)
    lines = [f"extends: {TINY.name}", "name: Told", "add:"]
    child.write_text("\n".join([*lines, *(f"  {key}: {changes[key]}" for key in changes)]))
    return child


@pytest.fixture
def told(tmp_path):
    return Scenario.load(written(tmp_path, {**KINDS, **LATE}))


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_what_opens_is_told_by_evidence_year_and_type(told, engine):
    """By hand: 10 m² seen and 120 assumed open in 2024, 20 announced in 2025."""
    verdict = told.run(replications=4, workers=1, engine=engine).verdict
    assert {kind.evidence: kind.areas for kind in verdict.deliveries} == {
        "seen": {"2024": {"lab": 10.0}, "2025": {"lab": 0.0}},
        "announced": {"2024": {"lab": 0.0}, "2025": {"lab": 20.0}},
        "assumed": {"2024": {"lab": 120.0}, "2025": {"lab": 0.0}},
    }
    assert [kind.total for kind in verdict.deliveries] == [10, 20, 120]
    data = json.loads(verdict.to_json())["deliveries"]
    assert [kind["areas"]["2024"]["lab"] for kind in data] == [10, 0, 120]


def test_what_opens_before_the_record_or_never_is_not_told(tmp_path):
    """`one` opens in September 2024, before the record; `two` never, the others before as well."""
    changes = {**KINDS, "clock.record_from": "2024-10", "supply.two.suspension": "{chance: 100%}"}
    verdict = Scenario.load(written(tmp_path, changes)).run(replications=2, workers=1).verdict
    assert [kind.total for kind in verdict.deliveries] == [0, 0, 0]


def test_the_table_of_works_says_it(told):
    lots = told.run(replications=2, workers=1).supply.set_index("project")["evidence"]
    assert {name: lots[name].iloc[0] for name in ("one", "two", "three")} == {
        "one": "seen",
        "two": "announced",
        "three": "assumed",
    }


def test_screens_and_story_say_it_in_both_languages(told):
    run = told.run(replications=2, workers=1)
    story = run.story()
    assert "| 2025 | 0 | 0.00 | 0 |" in story
    for lang in ("zh", "en"):
        assert EVIDENCE["announced"].line(lang) in screen(run.verdict, lang)
        assert EVIDENCE["announced"].line("both") in story


def test_the_timeline_tells_them_apart(told):
    from sim.api.results import figures_of

    figures: Figures = figures_of(told.run(replications=4, workers=1))
    shown = figures.timeline().data
    kinds = [row.kind for row in shown.rows if row.kind not in SIGNALS]
    assert kinds == ["seen", "announced", "assumed", "assumed", "assumed"]
    assert heading("assumed", shown, shown.rows).en == "Projects assumed, 120 m²"


def test_it_moves_nothing(told, tmp_path):
    """The same log, and nothing new where no project says it."""
    plain = Scenario.load(TINY).with_(LATE)
    one, other = (scenario.run(replications=4, workers=1) for scenario in (told, plain))
    assert one.plan == other.plan
    mine, theirs = one.verdict.to_dict(), other.verdict.to_dict()
    assert mine.pop("deliveries") and "deliveries" not in theirs
    assert mine == theirs
    assert "evidence" not in other.supply
    assert other.supply.equals(one.supply.drop(columns="evidence"))


def test_check_says_how_much_of_the_announced_total_sources_name(tmp_path, capsys):
    programme = {"programme": "{area: 60 m², basis: lettable, projects: [one, two, three]}"}
    child = written(tmp_path, {**KINDS, **programme})
    assert main(["check", str(child), "--lang", "en"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "of the announced" in said
    assert main(["check", str(child), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)[0]
    assert data["programme"] == {"seen": 10, "announced": 20, "assumed": 30}
    assert main(["check", str(TINY), "--json"]) == 0
    assert "programme" not in json.loads(capsys.readouterr().out)[0]
