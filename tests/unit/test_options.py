"""What an option takes for a value, it says in both languages when it gets something else."""

from __future__ import annotations

from argparse import Action, ArgumentTypeError
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.cli import _parser
from sim.experiments.answer import RefusedError
from sim.experiments.required.question import known_id
from sim.scenario.names import called
from sim.scenario.schema.base import Label, Text

THINGS = {
    "pilot": Label(label=Text(zh="中试", en="Pilot plants")),
    "lab": Label(label=Text(zh="实验室", en="Laboratories")),
    "wet": Label(label=Text(zh="实验室", en="Wet labs")),
    "bare": Label(),
}


def typed() -> Iterator[tuple[str, Action]]:
    """Yield (verb, option) of every option whose value is read by a function of ours."""
    (verbs,) = (one for one in _parser("zhizao")._actions if isinstance(one.choices, dict))
    for verb, parser in (verbs.choices or {}).items():
        for action in parser._actions:
            if action.type not in (None, str, Path):
                yield verb, action


OPTIONS = [pytest.param(one, id=f"{verb}-{one.dest}") for verb, one in typed()]


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_says_what_it_takes(option: Action) -> None:
    assert callable(option.type)
    with pytest.raises(ArgumentTypeError) as refused:
        option.type("{x")
    said = str(refused.value)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said)
    assert "must be" in said or "write it as" in said


def test_there_are_such_options() -> None:
    assert len(OPTIONS) > 20


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("pilot", ["pilot"]),
        ("中试", ["pilot"]),
        ("pilot PLANTS", ["pilot"]),
        ("实验室", ["lab", "wet"]),
        ("Wet labs", ["wet"]),
        ("bare", ["bare"]),
        ("中式", []),
    ],
)
def test_a_thing_goes_by_its_id_or_a_label(name: str, ids: list[str]) -> None:
    assert called(name, THINGS) == ids


def test_a_label_of_several_things_is_asked_about() -> None:
    assert known_id("space", "中试", THINGS) == "pilot"
    assert known_id("space", None, THINGS) is None
    with pytest.raises(RefusedError, match=r"write the id: lab, wet"):
        known_id("space", "实验室", THINGS)
    with pytest.raises(RefusedError, match=r"pilot \(中试\), lab \(实验室\)"):
        known_id("space", "中式", THINGS)
