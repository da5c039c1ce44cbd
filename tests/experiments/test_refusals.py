"""What refuses a question names options in a terminal, and arguments in Python."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import sim
from sim import RefusedError
from sim.experiments.answer import _CALLED
from sim.text.words import Words

ROOMS = {
    path.parent.name: path for path in Path(sim.__file__).parent.glob("experiments/*/words.py")
}


@pytest.mark.parametrize(
    ("terminal", "python"),
    [
        (
            "Use --replications 36, or a lower --confidence",
            "replications=36, or a lower confidence",
        ),
        ("give --between LOW HIGH", "give between=(LOW, HIGH)"),
        ("--park and --from are for areas", "park and begins are for areas"),
        ("change it with --set a.b=90%", "change it with with_({'a.b': 90%})"),
        ("give --price SPACE=PRICE in GBP", "give prices={SPACE: PRICE} in GBP"),
        ("no number - or two -- varies", "no number - or two -- varies"),
    ],
)
def test_an_option_is_an_argument_in_python(terminal: str, python: str) -> None:
    error = RefusedError(Words("", terminal))
    assert python in str(error) and error.words.en == terminal


@pytest.mark.parametrize("verb", ["required", "map", "sensitivity", "discover", "optimise"])
def test_each_is_one_that_the_function_has(verb: str) -> None:
    named = {*re.findall(r"--([a-z]+)", ROOMS[verb].read_text(encoding="utf-8"))} - {"set"}
    known = inspect.signature(getattr(sim, verb)).parameters
    assert {_CALLED.get(name, name) for name in named} <= {*known}
