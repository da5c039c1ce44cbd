"""The tiny scenarios: one rule each, its log worked out by hand from the rules.

They are the executable part of docs/model.md. Every `NAME.yaml` in tests/scenarios/tiny has its
`NAME.log`, which a person wrote before the program was run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.model.engine import simulate
from sim.model.log import What
from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from tests.readable import lines, read

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [(DOCS / name).read_text(encoding="utf-8") for name in ("model.md", "model.zh.md")]
TINY = Path(__file__).parents[1] / "scenarios" / "tiny"
NAMES = sorted(path.stem for path in TINY.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_the_log_is_as_worked_out_by_hand(name: str) -> None:
    spec = load(TINY / f"{name}.yaml").spec
    log = simulate(compile_plan(spec), spec.seed, replication=0, audit=True)
    assert lines(log) == read((TINY / f"{name}.log").read_text(encoding="utf-8"))


def test_every_scenario_has_its_log() -> None:
    assert sorted(path.stem for path in TINY.glob("*.log")) == NAMES
    assert len(NAMES) >= 14


@pytest.mark.parametrize("name", NAMES)
def test_chance_has_no_part_in_them(name: str) -> None:
    """Another seed, another replication: the same log, so a person can work it out."""
    spec = load(TINY / f"{name}.yaml").spec
    plan = compile_plan(spec)
    expected = simulate(plan, spec.seed, replication=0).rows.tolist()
    assert simulate(plan, 20231016, replication=7).rows.tolist() == expected


@pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])
def test_the_page_of_rules_names_every_scenario_and_every_row(page: str) -> None:
    assert set(re.findall(r"(?<!E)\[([a-z-]+)\](?!\()", page)) == set(NAMES)
    assert {what.name.lower() for what in What} <= set(re.findall(r"`([a-z_]+)`", page))


def test_the_rules_name_the_same_keys_scenarios_and_numbers_in_both_languages() -> None:
    english, chinese = (dict(named(page)) for page in PAGES)
    assert english == chinese


def named(page: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the number of each section with what no language translates in it."""
    _, *sections = re.split(r"^## (?=\d+\.)", page, flags=re.MULTILINE)
    for section in sections:
        head, _, text = section.partition("\n")
        kept = re.findall(r"`[^`]+`|(?<!E)\[[a-z-]+\]|\b\d\d+(?:[,.]\d+)*", text, re.ASCII)
        yield head.partition(".")[0], set(kept)
