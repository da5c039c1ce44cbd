"""A question is a folder: what it offers makes it a verb, and its answer knows no screen."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim.text.program import VERBS
from tests.house.test_imports import imports

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "sim" / "experiments"

LEVELS = {"words": 0, "screen": 2, "figure": 3, "finding": 4, "function": 4, "command": 5}
"""Of the modules of a question: one imports only from its own level and those below."""
METHOD = 1
"""The level of all others: the method, and the answer as data."""


def level(module: str) -> int:
    """Return the level of a module of a question by its name: `waterfall_figure` is a figure."""
    return LEVELS.get(module.split("_")[-1], METHOD)


def faults(questions: Path) -> list[str]:
    """Return one line for each module of a question that imports from a level above its own."""
    found = []
    for path in sorted(questions.glob("*/*.py")):
        for line, name in imports(path, questions.parents[0]):
            parts = name.split(".")
            inside = parts[1:2] == ["experiments"] and (questions / "/".join(parts[2:3])).is_dir()
            if inside and len(parts) > 3 and level(parts[3]) > level(path.stem):
                found.append(
                    f"{path.parent.name}/{path.name}:{line} imports {'.'.join(parts[2:4])}"
                )
    return found


def asked(questions: Path) -> set[str]:
    """Return the verbs that the folders offer."""
    return {path.parent.name for path in questions.glob("*/command.py")}


def test_data_knows_no_presentation() -> None:
    assert faults(QUESTIONS) == []


def test_every_question_is_a_verb_and_a_function() -> None:
    others = {path.stem for path in (ROOT / "sim" / "commands").glob("*.py")} | {"ui"}
    assert asked(QUESTIONS) == set(VERBS) - others
    for verb in asked(QUESTIONS):
        assert verb in sim.__all__ and callable(getattr(sim, verb))


@pytest.mark.parametrize(
    ("module", "line", "fault"),
    [
        ("answer", "from sim.experiments.sweep.screen import screen", "sweep.screen"),
        ("answer", "def f():\n    from sim.experiments.sweep import figure", "sweep.figure"),
        ("screen", "import sim.experiments.sweep.function", "sweep.function"),
        ("figure", "from sim.experiments.sweep.screen import screen", ""),
        ("words", "from sim.experiments.sweep.answer import Row", "sweep.answer"),
    ],
)
def test_an_answer_that_knows_its_screen_is_found(
    tmp_path: Path, module: str, line: str, fault: str
) -> None:
    folder = tmp_path / "sim" / "experiments" / "sweep"
    folder.mkdir(parents=True)
    (folder / "command.py").touch()
    (folder / f"{module}.py").write_text(line, encoding="utf-8")
    assert [text.split(" imports ")[1] for text in faults(folder.parent)] == [fault] * bool(fault)
    assert asked(folder.parent) == {"sweep"}
