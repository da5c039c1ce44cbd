"""Blocks of Python and YAML in the pages are what they look like: names that exist, keys of ours.

Nothing is run: a page's commands are only parsed (`test_commands`), its Python only looked at.
"""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiments.finding import Finding
from sim.experiments.past.observations import Past
from sim.scenario.errors import ScenarioError
from sim.scenario.schema import Spec
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README*.md")]

KEYS = {*Spec.model_fields, *Past.model_fields, "extends", "change", "add", "drop"}


def blocks(page: str, kind: str) -> list[str]:
    """Return the fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


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


def unread(source: str) -> list[str]:
    """Return what is wrong with a block of YAML: unreadable, or keys that no file of ours has."""
    try:
        node = parse(source, SourceText.of("page", source))
    except ScenarioError as error:
        return [problem.code for problem in error.problems]
    return sorted(set(node.items) - KEYS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_blocks_are_what_they_look_like(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [name for block in blocks(text, "python") for name in unknown(block)] == []
    assert [code for block in blocks(text, "yaml") for code in unread(block)] == []


def test_names_that_nobody_has_are_found() -> None:
    assert unknown("from sim import Scenario, dance\nimport pandas") == ["dance"]
    city = "import sim\nrun = sim.Scenario.load('a').run(replicas=2)\n"
    assert unknown(f"{city}run.figures.balance()\nrun.pictures\n") == ["replicas=", "run.pictures"]
    assert unknown("from sim import sweep\nfound = sweep(1, jobs=3)\nfound.reply") == [
        "jobs=",
        "found.reply",
    ]
    assert unread("name: a\nname: b\n") and not unread("name: {zh: a}\n")
    assert unread("tower: a\n") == ["tower"]
