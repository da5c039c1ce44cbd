"""What the pages tell people to type is understood, and CI runs what the README says.

Every command of ours is parsed by our own parsers, options and values too, and what it sets is set;
`tests/pages` carries them out.
"""

from __future__ import annotations

import re
import shlex
from argparse import Namespace
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from sim.cli import _parser
from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded
from sim.scenario.load import load as load_scenario
from sim.scenario.schema.leaves import leaves
from tests.house.script import load
from tests.pages.reading import ROOT, SHELLS, blocks

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README*.md")]
SHIPPED = ("scenarios/", "studies/", "history/", "tests/")
TEST, FULL = "python3 dev test", "python3 dev test --full"


def commands(page: str) -> list[list[str]]:
    """Return our command lines, split into words, in the fenced blocks of a Markdown page."""
    lines = [words for block in blocks(page, *SHELLS) for words in block.commands]
    return [words for words in lines if words[0] == "zhizao" or words[:2] == ["python3", "dev"]]


def faults(page: str) -> list[str]:
    """Return what is wrong with the commands of a page: unknown, or on a file that is not there."""
    found = []
    for words in commands(page):
        at_dev = words[:2] == ["python3", "dev"]
        verb, *rest = words[2:] if at_dev else ["zhizao", *words[1:]]
        if verb not in load().COMMANDS:
            found.append(f"dev has no {verb}")
        named = bool(rest) and not rest[0].startswith("-")
        asked = {
            "zhizao": rest,
            "run": ["run", *([] if named else ["scenarios/baseline.yaml"]), *rest],
            "ui": ["ui", *rest],
        }.get(verb)
        if asked is not None:
            taken = understood(asked)
            found += [] if taken else [f"zhizao does not take {shlex.join(asked)}"]
            found += refused(taken) if taken else []
        shipped = [file for file in rest if file.startswith(SHIPPED)]
        found += [f"no {name}" for name in shipped if not (ROOT / name).exists()]
    return found


def refused(asked: Namespace) -> list[str]:
    """Return what a command says that its scenario, if it is one of ours, does not take or have."""
    sets = getattr(asked, "sets", [])
    varied = [one for one in getattr(asked, "vary", None) or [] if isinstance(one, str)]
    axes = [one for one in (getattr(asked, "x", None), getattr(asked, "y", None)) if one]
    projects, prices = (getattr(asked, name, []) for name in ("projects", "prices"))
    if not (sets or varied or axes or projects or prices) or not (ROOT / asked.file).exists():
        return []
    try:
        spec = city(asked.file, tuple(sets)).spec
    except ScenarioError as error:
        return [f"{problem.code}: {asked.file} does not take {sets}" for problem in error.problems]
    found, known = [], leaves(spec)
    for path, _, values in (one.partition("=") for one in [*varied, *axes]):
        number = known.get(path)
        if number is None or (values == "range" and getattr(number, "range", None) is None):
            found.append(f"{asked.file} has no {values or 'number'} {path}")
    found += [f"{asked.file} has no project {name}" for name in projects if name not in spec.supply]
    found += [f"{asked.file} has no type {name}" for name, _ in prices if name not in spec.spaces]
    return found


@cache
def city(file: str, sets: tuple[str, ...]) -> Loaded:
    """Return one of our scenarios with some changes."""
    return load_scenario(ROOT / file, sets)


PARSER = _parser("zhizao")


def understood(arguments: list[str]) -> Namespace | None:
    """Return what the command line makes of these arguments, also where it answers with help."""
    told, asked = StringIO(), Namespace()
    try:
        with redirect_stdout(told), redirect_stderr(told):
            return PARSER.parse_args(arguments, asked)
    except SystemExit as ended:
        return None if ended.code else asked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_tells_to_type_exists(page: Path) -> None:
    assert faults(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_has_its_commands(name: str) -> None:
    typed = commands((ROOT / name).read_text(encoding="utf-8"))
    assert ["python3", "dev", "run"] in typed
    assert shlex.split(TEST) in typed and shlex.split(FULL) in typed


def test_both_languages_of_the_readme_tell_to_type_the_same() -> None:
    """But for their screens, where a language may have room for one line more."""
    pages = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")]
    english, chinese = (commands(re.sub(r"^```console", "```", page, flags=re.M)) for page in pages)
    assert english == chinese


def test_ci_runs_the_full_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [
        line for line in script.splitlines() if line.split(" <")[0].removeprefix("time ") == FULL
    ]


def test_a_command_that_is_not_there_is_found() -> None:
    typed = [
        "python3 dev dance",
        "zhizao dance x",
        "$ zhizao check scenarios/none.yaml scenarios/boom.yaml  # says",
        "zhizao run scenarios/baseline.yaml --replications many",
        "python3 dev run --dance",
        "zhizao check scenarios/{baseline,boom}.yaml",  # a plain sh takes braces as they stand
        "zhizao run scenarios/baseline.yaml --set top_down.dance=1",
        "zhizao sweep studies/none.yaml",
        "zhizao sweep scenarios/baseline.yaml --vary tracks.cgt.stages.pilot.success=range",
        "zhizao map scenarios/baseline.yaml --x top_down.dance --y top_down.needs_floor",
        "zhizao optimise scenarios/baseline.yaml --projects dance --price pilots=9000",
    ]
    page = "\n".join(["```sh", *typed, "```", ""])
    assert faults(page) == [
        "dev has no dance",
        "zhizao does not take dance x",
        "no scenarios/none.yaml",
        "zhizao does not take run scenarios/baseline.yaml --replications many",
        "zhizao does not take run scenarios/baseline.yaml --dance",
        "no scenarios/{baseline,boom}.yaml",
        "E401: scenarios/baseline.yaml does not take ['top_down.dance=1']",
        "no studies/none.yaml",
        "scenarios/baseline.yaml has no range tracks.cgt.stages.pilot.success",
        "scenarios/baseline.yaml has no number top_down.dance",
        "scenarios/baseline.yaml has no project dance",
        "scenarios/baseline.yaml has no type pilots",
    ]
