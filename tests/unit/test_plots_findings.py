"""What a figure shows is its finding: no panel is empty, and what is absent has no colour."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

from sim.experiments.compare import figure as forest
from sim.plots import economy, gap, timeline, waiting
from sim.plots.frames import Aimed, Frames
from sim.plots.style import IDLE, INK, SHORTAGE, Panels
from sim.scenario.values.amounts import USUAL
from sim.text.words import Words
from tests.unit.plots_frames import SPACES, counted, frames, signals


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=4, months=40)


def inks(panels: Panels, begin: str) -> set[str]:
    """The colours of the texts that begin so."""
    texts = panels.figure.findobj(Text)
    return {to_hex(t.get_color()).upper() for t in texts if t.get_text().startswith(begin)}


def asked(waits: list[float]) -> list[int]:
    """Requests of one future for each type: the first waits so long, the others not at all."""
    return [list(SPACES).index("pilot")] * len(waits) + [0, 1, 3] * 30


def test_types_that_get_space_at_once_have_no_panel_and_are_named(some: Frames) -> None:
    slow = [0.0, 7.0, 9.0]
    spaces = asked(slow)
    known = counted([0] * len(spaces), spaces, [0] * len(spaces), slow + [0.0] * 90)
    shown = waiting.data(replace(some, waits=known, bounds={}))
    assert [*shown.panels] == ["pilot"] and "Pilot plant" in shown.head.title.en
    assert "Not drawn: Incubator, R&D lab, Standard factory (95%" in shown.head.subtitle.en
    assert waiting.draw(shown, "en")["pilot"].get_ylim() == (0, 1)


def test_where_all_get_space_at_once_the_axes_begin_near_it(some: Frames) -> None:
    known = counted([0] * 90, asked([])[:90], [0] * 90, [0.0] * 89 + [7.0])
    shown = waiting.data(replace(some, waits=known, bounds={}))
    assert [*shown.panels] == ["incubator", "lab", "factory"] and shown.floor == 0.9
    assert "axes begin at 90%" in shown.head.subtitle.en
    ax = waiting.draw(shown, "en")["lab"]
    assert ax.get_ylim() == (0.9, 1)
    assert [text.get_text() for text in ax.get_yticklabels()] == [
        *("90%", "92%", "94%", "96%", "98%", "100%"),
    ]


def test_a_shortage_that_never_is_has_no_colour(some: Frames) -> None:
    values = dict(some.cube.values) | {"waiting_area": 0 * some.cube.values["waiting_area"]}
    none = gap.draw(gap.data(replace(some, cube=replace(some.cube, values=values))), "en")
    assert inks(none, "waiting") == inks(none, "queue %") == {INK[IDLE]}
    assert INK[SHORTAGE] in inks(gap.draw(gap.data(some), "en"), "waiting")


def test_a_first_shortage_that_never_is_has_no_colour(some: Frames) -> None:
    values = dict(some.cube.values) | {"waiting_area": 0 * some.cube.values["waiting_area"]}
    calm = replace(some, cube=replace(some.cube, values=values))
    panels = timeline.draw(timeline.data(replace(calm, signals=signals(calm))), "en")
    assert inks(panels, "First queue") == inks(panels, "in no future") == {INK[IDLE]}


def test_a_timeline_of_few_rows_leaves_no_blank(some: Frames) -> None:
    few = dict(list(some.projects.items())[:1])
    supply = some.supply[some.supply["project"].isin(few)]
    panels = timeline.draw(timeline.data(replace(some, projects=few, supply=supply, signals=())))
    blank = panels["timeline"].get_position().y0 * panels.figure.get_figheight()
    assert blank < 1.7 < panels.figure.get_figheight() < 4.3


@pytest.mark.parametrize("year", [2024, 2026])
def test_a_target_is_drawn_at_its_year(some: Frames, year: int) -> None:
    assert some.ledger is not None
    values = some.ledger.aimed[0].values
    aim = Aimed("aim", Words("目标", "target"), year, 3e11, 0.4, values)
    shown = economy.data(replace(some, ledger=replace(some.ledger, aimed=[aim])))
    ax = economy.draw(shown, "en")["aim"]
    (mark,) = (line for line in ax.lines if line.get_marker() == "D")
    assert mark.get_xdata() == [year * 12 + 6] and np.array(mark.get_ydata()) * 1e8 == [3e11]


def test_the_economy_has_one_unit_of_money_and_persons_as_the_screen_has_them(some: Frames) -> None:
    assert some.ledger is not None
    size = {"output": 3e9, "jobs": 159_000.0, "rent_income": 4e7, "vacancy_cost": 0.0}
    lines = {name: np.full((4, len(some.ledger.years)), one) for name, one in size.items()}
    panels = economy.data(replace(some, ledger=replace(some.ledger, lines=lines, aimed=[]))).panels
    assert panels.pop("jobs").unit.en == "1000 jobs"
    assert len({(panel.unit, panel.size) for panel in panels.values()}) == 1


def test_all_areas_of_a_comparison_have_one_unit() -> None:
    def row(low: float, high: float, unit: str = "area") -> Any:
        return SimpleNamespace(low=low, high=high, outcome=SimpleNamespace(unit=unit))

    rows = [row(-80.0, 120.0), row(-3e6, 4e5), row(0.1, 0.2, "share")]
    units = [forest._unit(one, rows, USUAL) for one in rows]
    assert units[0] == units[1] and units[0].m2 == 1e4
    assert units[2].m2 == 0.01
