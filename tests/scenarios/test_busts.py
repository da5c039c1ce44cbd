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

DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, CHINESE = (
    (DOCS / name).read_text(encoding="utf-8") for name in ("busts.md", "busts.zh.md")
)


def scenarios(page: str) -> list[str]:
    """The blocks of YAML of a page, without comments, which have its language."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return [re.sub(r" +#.*", "", block) for block in blocks]


def told(page: str) -> list[list[int]]:
    """The rows of a page's table of net absorption."""
    rows = re.findall(r"^\|[^|]*\|((?: −?[\d,]+ \|){5})$", page, re.MULTILINE)[1:]
    return [
        [int(n.replace(",", "").replace("−", "-")) for n in row.split("|")[:-1]] for row in rows
    ]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (text,) = scenarios(ENGLISH)
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


def test_both_languages_have_one_scenario_and_one_table() -> None:
    assert scenarios(CHINESE) == scenarios(ENGLISH) and told(CHINESE) == told(ENGLISH)


def test_the_table_says_what_is_played(page: Path) -> None:
    for changes, row in zip(({"stages.work.answers": {}}, {}), told(ENGLISH), strict=True):
        spec = load(page, changes=[changes] if changes else []).spec
        mean = np.mean(play(spec, absorbed), axis=0)
        assert mean.tolist() == pytest.approx(row, abs=100)
