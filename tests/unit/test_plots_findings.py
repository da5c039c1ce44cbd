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
from sim.measures.bands import Band
from sim.measures.learned import Learned
from sim.plots import balance, economy, gap, numbers, stages, timeline, trades, waiting
from sim.plots.frames import Aimed, Frames
from sim.plots.style import IDLE, INK, SHORTAGE, Panels
from sim.scenario.values.amounts import USUAL
from sim.scenario.values.units import DENSITY
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


def test_a_median_that_is_nothing_stains_no_axis(some: Frames) -> None:
    """Planted: it is something in one quarter, which alone has a line, to the axis at both ends."""
    values = {name: value.copy() for name, value in some.cube.values.items()}
    values["waiting_area"][:] = values["waiting"][:] = 0.0
    values["waiting_area"][:, 12:15] = values["waiting"][:, 12:15] = 5e4
    once = replace(some, cube=replace(some.cube, values=values))
    drawn, below = gap.draw(gap.data(once), "en"), stages.draw(stages.data(once), "en")
    for ax in (drawn["pilot"], below["pilot.companies"]):
        (thick,) = (
            line for line in ax.lines if line.get_color() == SHORTAGE and line.get_lw() == 2
        )
        along = np.asarray(thick.get_ydata())
        assert np.isfinite(along).sum() == 3 and np.nansum(along != 0) == np.isnan(along).sum() + 1
    values["waiting"] *= 0
    none = replace(once, cube=replace(once.cube, values=values))
    assert inks(stages.draw(stages.data(none), "en"), "none in 9 of 10") == {INK[IDLE]}


def test_who_never_gives_up_has_no_colour(some: Frames) -> None:
    never = replace(some.waits, counts=some.waits.counts * np.array([1, 0, 0])[:, None])
    panels = waiting.draw(waiting.data(replace(some, waits=never)), "en")
    assert inks(panels, "gave up") == {INK[IDLE]}
    for ax in panels.values():
        lines = [line for line in ax.lines if line.get_color() == SHORTAGE]
        assert all(np.isnan(np.asarray(line.get_ydata(), dtype=float)).all() for line in lines)


def test_dates_units_and_names_are_those_of_the_language(some: Frames) -> None:
    values = dict(some.cube.values) | {"waiting_area": some.cube.values["capacity"]}
    short = replace(some, cube=replace(some.cube, values=values), each=1)
    dates = {
        text.get_text()
        for ax in balance.draw(balance.data(short), "zh").values()
        for text in ax.texts
    }
    assert "2023 年四季度" in dates and "2023Q4" not in dates
    bread, *others = some.trades
    named = replace(others[0], label=Words("其他行业", "Other trades"))
    told = trades.draw(trades.data(replace(some, trades=(bread, named))), "en")
    assert any(text.get_text().startswith("Other trades\n") for text in told["lab"].texts)
    band = Band(5000.0, 8000.0, 9000.0)
    one = Learned("a", Words("密度", "density"), DENSITY, 4e3, 1e4, band, band, 0.5, True)
    row = numbers.data([one], 5, some.origin).rows["a"]
    assert row.before.en == "0.8 (0.5–0.9) 10⁴ CNY/m²" and row.before.zh.endswith("亿元/万m²")


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
