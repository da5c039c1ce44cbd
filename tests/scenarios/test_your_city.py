"""The page on a city of one's own: its scenario runs, its commands and numbers are right."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sim.cli import main
from sim.scenario.load import Loaded, load
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {
    "en": (DOCS / "your-city.md").read_text(encoding="utf-8"),
    "zh": (DOCS / "your-city.zh.md").read_text(encoding="utf-8"),
}


def blocks(kind: str, lang: str = "en") -> list[str]:
    """The fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGES[lang], re.MULTILINE | re.DOTALL)


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    (text,) = blocks("yaml")
    (tmp_path / "mycity.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return load("mycity.yaml")


def test_the_scenario_is_sound_and_opens_in_balance(city: Loaded) -> None:
    assert city.warnings == ()
    assert all(one.fits for one in balance(compile_plan(city.spec)))


def test_both_languages_have_one_scenario_and_the_same_commands() -> None:
    english, chinese = (
        [re.sub(r" +#.*", "", block) for kind in ("yaml", "sh") for block in blocks(kind, lang)]
        for lang in PAGES
    )
    assert english == chinese


@pytest.mark.parametrize("lang", PAGES)
def test_check_says_what_the_page_says(
    city: Loaded, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", city.path, "--lang", lang]) == 0
    (told,) = blocks("text", lang)
    assert told in capsys.readouterr().out


def test_every_command_of_the_page_is_one(city: Loaded, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [shlex.split(line) for block in blocks("sh") for line in block.splitlines()]
    assert len(lines) >= 6
    for program, verb, *rest in lines:
        assert program == "zhizao"
        with pytest.raises(SystemExit) as left:
            main([verb, "--help"])
        assert left.value.code == 0
        options = capsys.readouterr().out
        assert all(word in options for word in rest if word.startswith("--"))
        for place, word in enumerate(rest):
            if word == "--set":
                load(city.path, [rest[place + 1]])
            elif word == "--space":
                assert rest[place + 1] in city.spec.spaces


@pytest.mark.full
def test_it_runs_to_a_verdict_in_its_own_units(
    city: Loaded, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run", city.path, "--replications", "4", "--engine", "simpy", "--lang", "en"]
    assert main([*words, "--out", "results"]) == 0
    said = capsys.readouterr().out
    assert "ANSWER" in said and "1000 sq ft" in said
    assert "m2" not in said.split("What this model leaves out")[0]
    figure = next(Path("results").glob("**/01-balance.svg")).read_text(encoding="utf-8")
    assert "sq ft" in figure and "10⁴ m²" not in figure
