"""The page on busts: its scenario runs, and its table of net absorption is right."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from sim.model.log import Log
from sim.scenario.load import load
from sim.scenario.plan.balance import balance
from sim.scenario.plan.compile import compile_plan
from tests.logs import tallied
from tests.play import play

PAGE = (Path(__file__).parents[2] / "docs" / "busts.md").read_text(encoding="utf-8")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "bust.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def absorbed(log: Log) -> np.ndarray:
    """Net absorption by year from the second on, m²."""
    leased = tallied(log).leased_end.sum(axis=1)
    return np.diff(leased[11::12])


def test_the_scenario_is_sound_and_opens_in_balance(page: Path) -> None:
    loaded = load(page)
    assert loaded.warnings == ()
    assert all(one.fits for one in balance(compile_plan(loaded.spec)))


def test_the_table_says_what_is_played(page: Path) -> None:
    rows = re.findall(r"^\| (?:只有来企|如上)[^|]*\|(.*)\|$", PAGE, re.MULTILINE)
    told = [[int(re.sub("[, ]", "", n).replace("−", "-")) for n in r.split("|")] for r in rows]
    for changes, row in zip(({"stages.work.answers": {}}, {}), told, strict=True):
        spec = load(page, changes=[changes] if changes else []).spec
        mean = np.mean(play(spec, absorbed), axis=0)
        assert mean.tolist() == pytest.approx(row, abs=100)
