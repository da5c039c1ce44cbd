"""What becomes of each project as the screen and the page tell it, by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from sim.experiments.decide import projects_told
from sim.experiments.decide.answer import DecideAnswer, Option
from sim.experiments.decide.building import building
from sim.scenario.values.amounts import Areas
from sim.scenario.values.units import METRIC
from sim.text.screen import held
from sim.text.words import Words
from tests.experiments.decide.test_building import FACTORY, PARKS, SPACES, plan, site

EAST, WEST = FACTORY
BEGUN: dict[str, tuple[list[list[int]], list[list[int]]]] = {
    # project: (pool, m², start, opening) with the first option, with the other
    "wide": (
        [[EAST, 10000, 7, 20], [WEST, 10000, 7, 20]],
        [[EAST, 10000, 12, 25], [WEST, 10000, 12, 25]],
    ),
    "still": ([[WEST, 19000, 7, 20]], [[WEST, 19000, 7]]),
    "more": ([], [[WEST, 18000, 9, 20]]),
    "left": ([[WEST, 17000, 7, 20]], []),
    "early": ([[WEST, 16000, 9, 20]], [[WEST, 16000, 7, 20]]),
    "alike": ([[EAST, 900, 7, 20], [WEST, 900, 7, 20]],) * 2,
}
"""One begins later in two parks, one stands still, one is added, left, earlier, and as it was."""


@pytest.fixture(scope="module")
def answer() -> DecideAnswer:
    cells = {name: tuple((row[0], row[1]) for row in a or b) for name, (a, b) in BEGUN.items()}
    lots = tuple(SimpleNamespace(id=f"{name}/000", cells=of) for name, of in cells.items())
    one: Any = plan()
    one.entities, one.lots = tuple(lot.id for lot in lots), lots
    first, other = (
        [[site(lot, *row) for lot, of in enumerate(BEGUN.values()) for row in of[option]]]
        for option in (0, 1)
    )
    named = [Option(name, Words(name, name), Words("", "")) for name in ("plan", "other")]
    told = SimpleNamespace(
        best=1,
        options=named,
        building=building([first, other], [one, one], [one], SPACES, PARKS),
        areas=Areas(METRIC),
        projects={name: Words(name, name) for name in BEGUN},
        parks={name: Words(name, name) for name in PARKS},
        spaces={name: Words(name, name) for name in SPACES},
    )
    return cast(DecideAnswer, told)


def test_the_screen_tells_when_half_has_begun_where_that_is_what_it_says(
    answer: DecideAnswer,
) -> None:
    """What stands still has begun too, but that is not when it was paused; a fifth fate is left."""
    with held(200):
        lines = projects_told.on_screen(answer, "en")
    assert [line.strip() for line in lines[2:]] == [
        "- waits 5 months, 2.00: wide in east 1.00 (half begun by 2027-01), "
        "wide in west 1.00 (half begun by 2027-01)",
        "- paused for good, 1.90: still 1.90",
        "- built besides, 1.80: more 1.80 (half begun by 2026-10)",
        "- not built, 1.70: left 1.70",
        "- more in projects.csv",
    ]


def test_the_page_counts_projects_and_not_their_parks(answer: DecideAnswer) -> None:
    (section,) = projects_told.on_page(answer)
    told = str(section)
    assert "**waits**: 2.00, projects: 1" in told
    assert "the other projects, 1, are as with plan" in told
