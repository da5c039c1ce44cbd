"""Blocks of Python and YAML in the pages are what they look like: names that exist, what loads.

Python is only looked at here, also what nobody executes; `tests/pages` plays the rest.
"""

from __future__ import annotations

import ast
import inspect
import re
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

import sim
from sim.experiments.finding import Finding
from sim.experiments.past.observations import load_past
from sim.scenario.errors import ScenarioError
from tests.pages.reading import ROOT, blocks

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README*.md")]
LAKESIDE = ROOT / "tests" / "scenarios" / "lakeside"


def unknown(source: str) -> list[str]:
    """Return the names of ours that a block of Python uses and nobody has."""
    tree = ast.parse(f"{{{source}}}" if source.startswith('"') else source)  # entries of a dict
    known: dict[str, Any] = {"sim": sim}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sim":
            module = import_module(str(node.module))
            known |= {name.name: getattr(module, name.name, None) for name in node.names}
            found += [name.name for name in node.names if not hasattr(module, name.name)]
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and (owner := _held(node.value, known)) is not None:
                found += [] if _has(owner, node.attr) else [ast.unparse(node)]
            if isinstance(node, ast.Call) and callable(made := _held(node.func, known)):
                takes = inspect.signature(made).parameters
                found += [f"{word.arg}=" for word in node.keywords if word.arg not in takes]
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            known[statement.targets[0].id] = _held(statement.value, known)
    return found


def _held(node: ast.expr, known: dict[str, Any]) -> Any:
    """Return what an expression is, as far as it is ours: a class stands for one of its things."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _held(node.value, known)
        held = getattr(owner, node.attr, None)
        ours = inspect.isclass(held) or inspect.isfunction(held) or inspect.ismethod(held)
        return held if ours else None
    if isinstance(node, ast.Call):
        made = _held(node.func, known)
        if made is None or inspect.isclass(made):
            return made
        told = str(inspect.signature(made).return_annotation).partition("[")[0]
        return {"Scenario": sim.Scenario, "Run": sim.Run, "Finding": Finding}.get(told)
    return None


def _has(owner: Any, name: str) -> bool:
    kinds = owner.__mro__ if inspect.isclass(owner) else ()
    return hasattr(owner, name) or any(name in inspect.get_annotations(kind) for kind in kinds)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of scenarios into which a page's block may be put."""
    copy = tmp_path_factory.mktemp("pages") / "scenarios"
    shutil.copytree(ROOT / "scenarios", copy)
    shutil.copytree(LAKESIDE, copy, dirs_exist_ok=True)
    return copy


def refused(source: str, folder: Path) -> list[str]:
    """Return the codes of what is wrong with a block of YAML, loaded as what it looks like.

    A block that is no file of its own takes the place of the same blocks of a scenario, a map that
    of the town that has one.
    """
    if source.startswith("map:"):
        town = (folder / "lakeside.yaml").read_text(encoding="utf-8")
        source = re.sub("^map:.*\n", lambda _: source, town, flags=re.MULTILINE)
    file = (folder / "tables" if "extends: ../" in source else folder) / "block.yaml"
    file.write_text(source, encoding="utf-8")
    try:
        if re.search("^baskets:", source, re.MULTILINE):
            load_past(file)
        elif re.search("^(?:clock|extends):", source, re.MULTILINE):
            sim.Scenario.load(file)
        else:
            sim.Scenario.load(folder / "baseline.yaml").with_(yaml.safe_load(source))
    except ScenarioError as error:
        return [problem.code for problem in error.problems]
    return []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_blocks_are_what_they_look_like(page: Path, folder: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [name for block in blocks(text, "python") for name in unknown(block.text)] == []
    assert [code for block in blocks(text, "yaml") for code in refused(block.text, folder)] == []


def test_names_that_nobody_has_are_found() -> None:
    assert unknown("from sim import Scenario, dance\nimport pandas") == ["dance"]
    city = "import sim\nrun = sim.Scenario.load('a').run(replicas=2)\n"
    assert unknown(f"{city}run.figures.balance()\nrun.pictures\n") == ["replicas=", "run.pictures"]
    assert unknown("from sim import sweep\nfound = sweep(1, jobs=3)\nfound.reply") == [
        "jobs=",
        "found.reply",
    ]


def test_blocks_that_no_scenario_takes_are_found(folder: Path) -> None:
    assert refused("name: a\nclock: {start: 2024-01}\nname: b\n", folder)[0] == "E109"
    child = "extends: baseline.yaml\nname: a\nchange: {supply.tower.lots: 3}\n"
    assert refused(child, folder) == ["E207"]
    assert refused("extends: ../none.yaml\nname: a\n", folder) == ["E202"]
    assert refused("baskets: {jll: {}}\n", folder)
    assert refused("tower: {}\n", folder) and not refused("confidence: 70%\n", folder)
