"""The grammar of quantities."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.scenario.load import load
from sim.scenario.values.faults import Fault
from sim.scenario.values.limits import LEAST, QUANTITIES
from sim.scenario.values.quantities import (
    bounded,
    parse_quantity,
    parted,
    rounded_quantity,
    show_quantity,
)
from sim.scenario.values.units import (
    AREA,
    AREA_PER_JOB,
    AREAS,
    DENSITY,
    DIMENSIONS,
    ELASTICITY,
    FACTOR,
    GROWTH,
    MAGNITUDES,
    MONEY,
    MONEY_RATE,
    NET_AREA,
    RATE,
    RENT,
    SHARE,
    SPAN,
    UNITS,
    Dimension,
    Units,
)

FOOT = 0.09290304
POUNDS, DOLLARS = Units("GBP"), Units("USD", "sq ft")
WRITTEN: list[tuple[str, Dimension, float]] = [
    ("180万 m²", AREA, 1.8e6),
    ("180 万㎡", AREA, 1.8e6),
    ("1.8e6 m2", AREA, 1.8e6),
    ("1,800,000平方米", AREA, 1.8e6),
    ("1_800_000 平米", AREA, 1.8e6),
    ("１８０万　ｍ²", AREA, 1.8e6),
    ("0.018 亿m2", AREA, 1.8e6),
    ("1.8百万 m²", AREA, 1.8e6),
    ("30 公顷", AREA, 3e5),
    ("30ha", AREA, 3e5),
    ("1.5 km²", AREA, 1.5e6),
    ("1.5平方公里", AREA, 1.5e6),
    ("3 亩", AREA, 2000.0),
    ("1 month", SPAN, 1.0),
    ("24个月", SPAN, 24.0),
    ("2 年", SPAN, 24.0),
    ("1.5 years", SPAN, 18.0),
    ("3 季度", SPAN, 9.0),
    ("2 quarters", SPAN, 6.0),
    ("30 days", SPAN, 1.0),
    ("15 天", SPAN, 0.5),
    ("1 week", SPAN, 7 / 30),
    ("0 months", SPAN, 0.0),
    ("30%", SHARE, 0.3),
    ("30 ％", SHARE, 0.3),
    ("100%", SHARE, 1.0),
    ("30 per year", RATE, 2.5),
    ("30/year", RATE, 2.5),
    ("30 家/年", RATE, 2.5),
    ("2.5家 / 月", RATE, 2.5),
    ("2.5 per month", RATE, 2.5),
    ("7.5 companies per quarter", RATE, 2.5),
    ("3% per year", GROWTH, 0.03),
    ("-3%/年", GROWTH, -0.03),
    ("−3%/年", GROWTH, -0.03),
    ("1.6", FACTOR, 1.6),
    ("160%", FACTOR, 1.6),
    ("-0.3", ELASTICITY, -0.3),
    (-0.3, ELASTICITY, -0.3),
    (1, ELASTICITY, 1.0),
    ("100亿元/年", MONEY_RATE, 1e10),
    ("100 亿元per year", MONEY_RATE, 1e10),
    ("1.2万亿元/年", MONEY_RATE, 1.2e12),
    ("0.8 亿元/万m²", DENSITY, 8000.0),
    ("80 亿元 per km²", DENSITY, 8000.0),
    ("8000 元/m²", DENSITY, 8000.0),
    ("180k m2", AREA, 180_000.0),
    ("250,000 sq ft", AREA, 250_000 * FOOT),
    ("250,000 ft²", AREA, 250_000 * FOOT),
    ("250000sf", AREA, 250_000 * FOOT),
    ("1.2m sq ft", AREA, 1.2e6 * FOOT),
    ("1.2 million sqft", AREA, 1.2e6 * FOOT),
    ("10 acres", AREA, 40_468.564224),
    ("2400 亿元", MONEY, 2.4e11),
    ("35 RMB", MONEY, 35.0),
    ("35 CNY", MONEY, 35.0),
    ("33.4 元/m²/月", RENT, 33.4),
    ("3.5 元/平方米/天", RENT, 3.5 * 365 / 12),
    ("12 元 per m² per year", RENT, 1.0),
    ("40 m²/job", AREA_PER_JOB, 40.0),
    ("40 m²/人", AREA_PER_JOB, 40.0),
    ("350 sq ft per job", AREA_PER_JOB, 350 * FOOT),
    ("1.2bn GBP", MONEY.within(POUNDS), 1.2e9),
    ("£1.2bn", MONEY.within(POUNDS), 1.2e9),
    ("GBP 1.2bn", MONEY.within(POUNDS), 1.2e9),
    ("£1.2 billion", MONEY.within(POUNDS), 1.2e9),
    ("35k GBP", MONEY.within(POUNDS), 35_000.0),
    ("-£250m/year", MONEY_RATE.within(POUNDS), -2.5e8),
    ("£250m per year", MONEY_RATE.within(POUNDS), 2.5e8),
    ("250 million GBP per year", MONEY_RATE.within(POUNDS), 2.5e8),
    ("35 GBP/m²", DENSITY.within(POUNDS), 35.0),
    ("US$350/sq ft", DENSITY.within(DOLLARS), 350 / FOOT),
    ("60 GBP/sq ft/year", RENT.within(POUNDS), 60 / FOOT / 12),
    ("£60/sq ft/year", RENT.within(POUNDS), 60 / FOOT / 12),
]
SIZES = {
    AREA: st.floats(1, 1e9),
    SHARE: st.floats(0.001, 1),
    FACTOR: st.floats(0.001, 1e3),
    SPAN: st.floats(0.05, 1e3),
    RATE: st.floats(0.001, 1e4),
    GROWTH: st.floats(-0.9, 3),
    MONEY_RATE: st.floats(-1e13, 1e13),
    DENSITY: st.floats(1, 1e6),
    MONEY: st.floats(1, 1e13),
    RENT: st.floats(0.01, 1e4),
    AREA_PER_JOB: st.floats(1, 1e3),
    ELASTICITY: st.floats(-5, 5),
}
CUSTOMS = [Units(code, area) for code in ("CNY", "GBP", "USD") for area in AREAS]


@pytest.mark.parametrize(("text", "need", "value"), WRITTEN)
def test_is_read(text: str, need: Dimension, value: float) -> None:
    assert parse_quantity(text, need) == pytest.approx(value, rel=1e-15)


METRES = """
    m2 m² M² m^2 ㎡ sqm SQM Sq_m sq._m. sq.m ｍ２ square_metres Square_Meters 平方米 平米 平方 平
"""
FEET = """
    sf SF sqft SQFT sq_ft Sq_Ft sq._ft. sq.ft. sq._ft ft2 ft² ft^2 square_feet 平方英尺
"""
MILLIONS = "_MSF _msf MSF M_sq_ft m_sf _million_SF mn_sq_ft _m_sq._ft."
THOUSANDS = "_KSF ksf k_sq_ft K_SF _thousand_sq_ft"
HECTARES = "万方 _万方 万平 万平米 万㎡ 萬平方米 万_m^2 公頃 公顷 hm² ha HA"
LARGE = "_million_sqm M_m2 百万平方米 _sq_km km^2"
RENTS = """
    5.25元/㎡/天 5.25元/平方米·天 5.25元/(㎡·天) 5.25元/m2.天 5.25元每平方米每天 5.25元/天/平方米
    ¥5.25/㎡/天 ￥5.25/平方米・天 CNY_5.25_per_sqm_per_day 5.25_RMB/day/sq._m. ￥_5.25/㎡·day
"""
SPANS = """
    730_calendar_days 730_Calendar_Days 730日历天 730_自然日 2_yrs 24_mths 24_mos 24_個月 2_Years
"""


def words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


SPELT: list[tuple[str, Dimension, float]] = [
    *(
        (f"2.5{gap}{unit}", AREA, 2.5 * size)
        for gap in ("", " ", "\u3000", "\u00a0")
        for units, size in ((METRES, 1.0), (FEET, FOOT))
        for unit in words(units)
    ),
    *((f"2.4{unit}", AREA, 2.4e6 * FOOT) for unit in words(MILLIONS)),
    *((f"836{unit}", AREA, 836e3 * FOOT) for unit in words(THOUSANDS)),
    *((f"10.8{unit}", AREA, 108_000.0) for unit in words(HECTARES)),
    *((f"5{unit}", AREA, 5e6) for unit in words(LARGE)),
    ("1.125万 m²", AREA, 11_250.0),
    ("1.125 million m²", AREA, 1.125e6),
    ("0.125 m²", AREA, 0.125),
    ("1,234.125 m²", AREA, 1234.125),
    ("12.3450 m²", AREA, 12.345),
    ("3 畝", AREA, 2000.0),
    *((text, RENT, 5.25 * 365 / 12) for text in words(RENTS)),
    ("60 GBP psf p.a.", RENT.within(POUNDS), 60 / FOOT / 12),
    ("£60 psf pa", RENT.within(POUNDS), 60 / FOOT / 12),
    ("£60 psf", DENSITY.within(POUNDS), 60 / FOOT),
    ("¥1200", MONEY.within(Units("JPY")), 1200.0),
    ("1,200 日元", MONEY.within(Units("JPY")), 1200.0),
    ("35 XYZ", MONEY.within(Units("XYZ")), 35.0),
    *((text, RATE, 0.5) for text in words("6/yr 6_a_year 6_p.a. 6家每年 6_per_annum")),
    ("3% p.a.", GROWTH, 0.03),
    *((text, SHARE, 0.85) for text in words("85_percent 85_per_cent 85_pct 85％")),
    *((text, SPAN, 24.0) for text in words(SPANS)),
]


@pytest.mark.parametrize(("text", "need", "value"), SPELT)
def test_the_spellings_of_the_trade_are_read(text: str, need: Dimension, value: float) -> None:
    assert parse_quantity(text, need) == pytest.approx(value, rel=1e-15)


def test_every_unit_has_its_size() -> None:
    hectare, acre = 10_000, 4840 * 9 * FOOT  # 4840 square yards
    sizes: dict[float, str] = {
        1: "m2, sqm, sq m, square metres, square meters, 平方米, 平米, 平方, 平, 平方公尺",
        hectare: "ha, hm2, 公顷, hectare, hectares",
        1_000_000: "km2, sq km, sqkm, 平方公里, 平方千米",
        hectare / 15: "亩",
        FOOT: "sq ft, sqft, sf, ft2, square feet, 平方英尺",
        1e3 * FOOT: "ksf",
        1e6 * FOOT: "msf",
        acre: "acre, acres, 英亩",
    }
    areas = {unit: size for size, names in sizes.items() for unit in names.split(", ")}
    sizes = {
        1 / 30: "day, days, 天, 日",
        12 / 365: "calendar day, calendar days, 日历天, 自然日",
        7 / 30: "week, weeks, 周",
        1: "month, months, mth, mths, mo, mos, 个月",
        3: "quarter, quarters, 季度, 个季度",
        12: "year, years, yr, yrs, 年",
    }
    spans = {unit: size for size, names in sizes.items() for unit in names.split(", ")}
    for need, found in ((AREA, areas), (SPAN, spans)):
        for unit, size in found.items():
            assert parse_quantity(f"1 {unit}", need) == pytest.approx(size, rel=1e-15), unit
        assert {unit for unit, (kind, _) in UNITS.items() if kind == need.key} == set(found)
    periods = dict.fromkeys(["year", "yr", "annum", "年"], 12)
    periods |= {"quarter": 3, "季度": 3, "month": 1, "mo": 1, "月": 1, "个月": 1}
    for unit, months in periods.items():
        assert parse_quantity(f"6/{unit}", RATE) == 6 / months
    for unit, size in areas.items():
        assert parse_quantity(f"7 元/{unit}", DENSITY) == pytest.approx(7 / size, rel=1e-15)
        for period, months in {**periods, "day": 12 / 365, "天": 12 / 365, "日": 12 / 365}.items():
            rent = parse_quantity(f"7 元/{unit}/{period}", RENT)
            assert rent == pytest.approx(7 / size / months, rel=1e-15)


@pytest.mark.parametrize("need", DIMENSIONS.values(), ids=DIMENSIONS)
def test_the_forms_named_in_messages_are_read(need: Dimension) -> None:
    for units in CUSTOMS:
        there = need.within(units)
        for form in there.forms:
            parse_quantity(form, there)


@given(
    st.integers(0, 10**7),
    st.sampled_from([unit for unit in UNITS if unit]),
    st.sampled_from(list(MAGNITUDES)),
    st.booleans(),
    st.booleans(),
)
def test_spaces_and_width_change_nothing(
    number: int, unit: str, magnitude: str, space: bool, wide: bool
) -> None:
    kind, size = UNITS[unit]
    assume(kind in DIMENSIONS and kind != "share")
    assume(space or not magnitude.isascii() or not magnitude)
    digits = str(number)
    if wide:
        digits = digits.translate({ord(d): ord(d) - ord("0") + ord("０") for d in digits})
    gap = " " if space else ""
    text, need = f"{digits}{gap}{magnitude}{gap}{unit}", DIMENSIONS[kind]
    value = float(Fraction(number) * MAGNITUDES[magnitude] * size)
    if value > need.high:
        with pytest.raises(Fault, match="is outside what"):
            parse_quantity(text, need)
    else:
        assert parse_quantity(text, need) == value


@given(st.data(), st.sampled_from(list(SIZES)), st.sampled_from(["zh", "en"]))
def test_what_is_shown_reads_as_the_same(data: st.DataObject, need: Dimension, lang: str) -> None:
    value = data.draw(SIZES[need])
    assume(value == 0 or abs(value) > 2 * LEAST)
    need = need.within(data.draw(st.sampled_from(CUSTOMS)))
    again = parse_quantity(show_quantity(value, need, lang), need)
    assert math.isclose(again, value, rel_tol=5.1e-6, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("value", "need", "zh", "en"),
    [
        (1.8e6, AREA, "180万 m²", "180万 m²"),
        (8500, AREA, "8,500 m²", "8,500 m²"),
        (1e4, AREA, "1万 m²", "1万 m²"),
        (24, SPAN, "24 个月", "24 months"),
        (1, SPAN, "1 个月", "1 month"),
        (0.5, SPAN, "15 天", "15 days"),
        (math.inf, SPAN, "永久", "forever"),
        (0.305, SHARE, "30.5%", "30.5%"),
        (2.5, RATE, "30 家/年", "30 per year"),
        (0.03, GROWTH, "3%/年", "3% per year"),
        (1e10, MONEY_RATE, "100 亿元/年", "100 亿元 per year"),
        (8000, DENSITY, "0.8 亿元/万m²", "0.8 亿元/万m²"),
        (1.6, FACTOR, "1.6", "1.6"),
        (-0.3, ELASTICITY, "-0.3", "-0.3"),
        (0, AREA, "0 m²", "0 m²"),
        (2.4e11, MONEY, "2,400 亿元", "2,400 亿元"),
        (33.4, RENT, "33.4 元/m²/月", "33.4 元/m²/month"),
        (40, AREA_PER_JOB, "40 m²/人", "40 m²/job"),
        (5e4, AREA_PER_JOB, "50,000 m²/人", "50,000 m²/job"),
        (1.8e6, AREA.within(Units("EUR", "m²")), "1,800,000 m²", "1,800,000 m²"),
        (1.2e6 * FOOT, AREA.within(DOLLARS), "1.2m sq ft", "1.2m sq ft"),
        (250_000 * FOOT, AREA.within(DOLLARS), "250,000 sq ft", "250,000 sq ft"),
        (350 * FOOT, AREA_PER_JOB.within(DOLLARS), "350 sq ft/人", "350 sq ft/job"),
        (1.2e9, MONEY.within(POUNDS), "1.2bn GBP", "1.2bn GBP"),
        (3.5e7, MONEY.within(POUNDS), "35m GBP", "35m GBP"),
        (35_000, MONEY.within(POUNDS), "35,000 GBP", "35,000 GBP"),
        (1e9, MONEY_RATE.within(POUNDS), "1bn GBP/年", "1bn GBP per year"),
        (3500, DENSITY.within(POUNDS), "3,500 GBP/m²", "3,500 GBP/m²"),
        (350 / FOOT, DENSITY.within(DOLLARS), "350 USD/sq ft", "350 USD/sq ft"),
        (60 / FOOT / 12, RENT.within(DOLLARS), "60 USD/sq ft/年", "60 USD/sq ft/year"),
        (25, RENT.within(POUNDS), "25 GBP/m²/月", "25 GBP/m²/month"),
    ],
)
def test_is_shown_as_people_write(value: float, need: Dimension, zh: str, en: str) -> None:
    assert (show_quantity(value, need, "zh"), show_quantity(value, need, "en")) == (zh, en)


LEFT = r"(£|GBP |)[0-9,._eE +-]{1,8}([千万亿 ]{0,2}|k |m |bn )(m2|月|%|年|元|家|GBP)?"
TEXTS = LEFT + r"(/(年|m2|人|天)){0,2}"


@given(st.from_regex(TEXTS, fullmatch=True))
def test_what_is_read_has_one_meaning(text: str) -> None:
    """A text is of one dimension; but a share is also a factor, a bare number an elasticity."""
    found = set()
    for need in DIMENSIONS.values():
        try:
            parse_quantity(text, need.within(POUNDS))
        except Fault:
            continue
        found.add(need)
    assert len(found) <= 1 or found in ({SHARE, FACTOR}, {FACTOR, ELASTICITY})


def test_there_is_no_negative_zero() -> None:
    assert math.copysign(1, parse_quantity("-0 m²", AREA)) == 1


@pytest.mark.parametrize("need", DIMENSIONS.values(), ids=lambda need: need.key)
def test_every_dimension_has_bounds_that_can_be_written(need: Dimension) -> None:
    """The bounds themselves are read; what is beyond is refused, and the message states them."""
    low, high = QUANTITIES[need.key]
    for lang in ("zh", "en"):
        assert parse_quantity(show_quantity(high, need, lang), need) == pytest.approx(high)
        assert parse_quantity(show_quantity(low, need, lang), need) == pytest.approx(low)
    with pytest.raises(Fault) as refused:
        bounded(high * 1.001, "x", need)
    assert refused.value.code == "E307"
    assert refused.value.context["high"] == (
        show_quantity(high, need),
        show_quantity(high, need, "en"),
    )
    with pytest.raises(Fault, match="too small"):
        bounded(LEAST / 2, "x", need)
    assert bounded(0.0, "x", need) == 0.0


CAMBRIDGE = load("scenarios/cambridge.yaml").spec.units
ROUNDED = [
    (100_000 * FOOT, AREA, "100,000 sq ft"),
    (1_234_567 * FOOT, AREA, "1.23m sq ft"),
    (987_654 * FOOT, AREA, "988,000 sq ft"),
    (225_000 * FOOT, NET_AREA, "225,000 sq ft"),
    (12 / 30, SPAN, "12 days"),
    (0.123456, SPAN, "3.7 days"),
    (12.3456, SPAN, "12.3 months"),
    (math.inf, SPAN, "forever"),
    (1 / 3, SHARE, "33.3%"),
    (1 / 3, RATE, "4 per year"),
    (1.23456, FACTOR, "1.23"),
    (62.5 / FOOT / 12, RENT, "62.5 GBP/sq ft/year"),
    (-1_234_567.0, MONEY, "-1.23m GBP"),
    (0.0, MONEY, "0 GBP"),
]


@pytest.mark.parametrize(("value", "need", "says"), ROUNDED)
def test_rounded_is_the_number_of_the_unit_that_is_shown(value, need, says):
    """In square feet, days and pounds as in m²: 100,000 sq ft is not 99,996.7 sq ft."""
    assert rounded_quantity(value, need.within(CAMBRIDGE), "en") == says


@pytest.mark.parametrize("units", [Units(), CAMBRIDGE], ids=["yuan", "pounds"])
@given(data=st.data())
def test_rounded_has_three_digits_and_is_near(data, units):
    need = data.draw(st.sampled_from(sorted(DIMENSIONS.values(), key=lambda one: one.key)))
    need = need.within(units)
    value = data.draw(st.floats(max(need.low, -1e9), min(need.high, 1e9)))
    assume(value == 0 or abs(value) > 1e-3)
    whole, short = (parted(show(value, need, "en")) for show in (show_quantity, rounded_quantity))
    assert short[1] == whole[1]
    was, now = (float(one[0].replace(",", "")) for one in (whole, short))
    assert now == pytest.approx(was, rel=5.1e-3)
    digits = short[0].lstrip("-0.").replace(",", "").replace(".", "").rstrip("0").lstrip("0")
    assert len(digits) <= 3
