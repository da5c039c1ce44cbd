"""Areas and money in the units of a scenario, as screens and figures write them."""

from __future__ import annotations

import pytest

from sim.experiments.discover.figure import _unit
from sim.scenario.values.amounts import USUAL, Areas, money_name, money_unit
from sim.scenario.values.units import AREA, AREAS, DENSITY, DIMENSIONS, MONEY_RATE, RENT, Units
from sim.text.areas import AREAS as NAMES
from sim.text.words import Words

FOOT = 0.09290304


@pytest.mark.parametrize(
    ("unit", "large", "text", "whole", "signed"),
    [
        ("万m²", 1e4, "12.3", "123,456 m2", ["+12.3", "-1.0"]),
        ("m²", 1e3, "123", "123,456 m2", ["+123", "-10"]),
        ("sq ft", 1e3 * FOOT, "1329", "1,328,869 sq ft", ["+1329", "-108"]),
    ],
)
def test_an_area_in_each_unit(
    unit: str, large: float, text: str, whole: str, signed: list[str]
) -> None:
    areas = Areas(unit)
    assert areas.large == pytest.approx(large)
    assert (areas.text(123_456), areas.whole(123_456)) == (text, whole)
    assert areas.signed(123_456, -10_000) == signed
    assert (areas.text(0), areas.text(areas.large / 8)) == ("0", "0.12")


def test_every_unit_has_every_name_and_terminals_get_no_doubtful_width() -> None:
    assert set(NAMES) == set(AREAS)
    assert len({frozenset(names) for names in NAMES.values()}) == 1
    for names in NAMES.values():
        for kind, words in names.items():
            assert "axis" in kind or "²" not in words.zh + words.en


def test_the_default_is_ten_thousand_square_metres() -> None:
    assert Areas(Units().area) == USUAL and USUAL.word("large") == Words("万m2", "10 000 m2")


def test_money_has_a_large_unit_and_a_name() -> None:
    assert money_unit("CNY") == (1e8, Words("亿元", "10⁸ yuan"))
    assert money_unit("GBP") == (1e6, Words("百万 GBP", "m GBP"))
    assert (money_name("CNY"), money_name("GBP")) == (Words("元", "yuan"), Words("GBP", "GBP"))


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("code", ["CNY", "GBP"])
def test_an_axis_has_a_unit_for_every_dimension(code: str, area: str) -> None:
    for need in DIMENSIONS.values():
        scale, name = _unit(need.within(Units(code, area)))
        assert scale > 0 and name.zh and name.en
        assert code == "CNY" or not {"元", "亿"} & set(name.zh)


def test_the_usual_density_is_in_the_units_people_quote() -> None:
    assert _unit(DENSITY) == (1e4, Words("亿元/万 m²", "10⁸ yuan/10⁴ m²"))


def test_an_axis_is_in_the_units_of_the_scenario() -> None:
    feet = Units("GBP", "sq ft")
    assert _unit(AREA.within(feet)) == (pytest.approx(1e3 * FOOT), Words("千 sq ft", "k sq ft"))
    assert _unit(MONEY_RATE.within(feet)) == (1e6, Words("百万 GBP/年", "m GBP a year"))
    scale, name = _unit(DENSITY.within(feet))  # 1 GBP/sq ft is 10.76 GBP/m²
    assert (1 / FOOT / scale, name.en) == (pytest.approx(1), "GBP/sq ft")
    scale, name = _unit(RENT.within(feet))  # kept per m² and month
    assert (1 / FOOT / scale, name.en) == (pytest.approx(1), "GBP/sq ft a month")
