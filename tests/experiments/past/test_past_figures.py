"""The figures and the screen of calibrate and backtest say what the answer says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex

from sim import Scenario, backtest, calibrate
from sim.experiments.past import courses_figure as courses
from sim.experiments.past import figure as past
from sim.plots import numbers as moved
from sim.plots.save import numbers
from sim.plots.style import INK, SUPPLY

HERE = Path(__file__).parents[1]
VILLAGE, PAST = HERE / "village.yaml", HERE / "village-past.yaml"


@pytest.fixture(scope="module")
def fitted():
    return calibrate(Scenario.load(VILLAGE), PAST, 2027, 40, 200)


def test_the_screen(fitted, golden: Callable[[Path, str], None]) -> None:
    golden(Path(__file__).with_name("village-calibrate.txt"), fitted.screen("both"))


def test_rows_are_drawn_as_they_were_found(fitted) -> None:
    drawn = past.data(fitted.answer, fitted.origin)
    assert {kind: len(lines) for kind, lines in drawn.panels.items()} == {
        "vacancy": 1, "let": 1, "count": 3,
    }  # fmt: skip
    row = next(row for row in fitted.answer.rows if row.id == "let")
    line = drawn.panels["let"][0]
    assert line.value == pytest.approx(row.value * 100)
    assert (line.drawn.low, line.drawn.high) == (row.drawn.low * 100, row.drawn.high * 100)
    panels = past.draw(drawn, "en")
    bars = panels["let"].patches
    assert [bar.get_width() for bar in bars] == pytest.approx(
        [line.drawn.high - line.drawn.low, line.accepted.high - line.accepted.low]
    )
    assert {to_hex(bar.get_facecolor()).upper() for bar in bars} == {SUPPLY.upper()}


def test_what_was_fitted_on_is_filled(fitted) -> None:
    panels = past.draw(past.data(fitted.answer, fitted.origin), "zh")
    faces = [
        line.get_markerfacecolor() for line in panels["count"].lines if line.get_marker() == "D"
    ]
    assert faces == [INK["#000000"], "white", "white"]


def test_courses_agree_with_the_rows(fitted) -> None:
    drawn = courses.data(fitted.answer, fitted.origin)
    assert drawn.cut == 2028 * 12
    vacancy = drawn.panels["vacancy"]
    assert vacancy.name == ("lab", "lab")
    year = (vacancy.months > 2027 * 12) & (vacancy.months < 2028 * 12)
    row = next(row for row in fitted.answer.rows if row.id == "vacancy")
    # A month's median is near the year's, and the whole year's band within the months'.
    assert vacancy.drawn[1][year].mean() == pytest.approx(row.drawn.middle * 100, abs=3)
    starts = drawn.panels["starts"]
    assert np.array_equal(np.unique(np.diff(starts.drawn[1].reshape(4, 12), axis=1)), [0.0])
    assert [one.fitted for one in starts.seen] == [True]
    assert drawn.panels["let"].name.en == "east · factory"


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_they_draw_in_every_language_and_again_the_same(fitted, lang) -> None:
    one, other = (fitted.figures(lang) for _ in range(2))
    assert [figure.data.name for figure in one] == [
        "19-calibrate", "22-courses", "25-numbers",
    ]  # fmt: skip
    assert [numbers(figure) for figure in one] == [numbers(figure) for figure in other]
    assert one[0].png(40) == other[0].png(40)


def test_numbers_lie_in_their_ranges_as_they_were_found(fitted) -> None:
    found = fitted.answer.fit.learned
    drawn = moved.data(found, fitted.answer.fit.accepted, fitted.origin)
    assert [*drawn.rows] == [number.path for number in found]  # three, those first that moved most
    number = found[0]
    row = drawn.rows[number.path]
    size = number.high - number.low
    assert row.accepted.middle * size + number.low == pytest.approx(number.accepted.middle)
    assert row.name == number.name and row.beyond_chance
    assert row.before.en.startswith("45 (27.9–68.1) per year")
    assert f"about 1 numbers, most about {row.name.en}" in drawn.head.title.en
    assert row.after.zh in drawn.head.alt.zh
    (ax,) = (moved.draw(drawn, "en")[name] for name in ("numbers",))
    widths = [bar.get_width() for bar in ax.patches[:2]]
    assert widths == pytest.approx(
        [row.drawn.high - row.drawn.low, row.accepted.high - row.accepted.low]
    )
    faces = [bar.get_facecolor()[3] for bar in ax.patches[1::2]]
    assert faces == [float(number.beyond_chance) for number in found]


def test_a_backtest_without_fitting_has_one_band() -> None:
    found = backtest(Scenario.load(VILLAGE), PAST, 20)
    rows, over_time = found.figures("en")
    assert rows.data.name == "21-backtest"
    assert len(rows["let"].patches) == 1
    assert over_time.data.cut is None
    assert "observations of the past lie in the band" in rows.data.head.title.en
