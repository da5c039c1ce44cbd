"""Dimensions, magnitudes and units: the tables behind the grammar of quantities.

Canonical units: m², month, fraction, rate per month, growth per year, and, in the currency of the
scenario, money, money per year, per m², and per m² and month; m² per job.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from sim.scenario.limits import QUANTITIES

YUAN: Final = "CNY"
METRIC: Final = "万m²"


@dataclass(frozen=True, slots=True)
class Units:
    """In what a scenario counts: the code of its currency, and the area it shows (`AREAS`)."""

    currency: str = YUAN
    area: str = METRIC


USUAL: Final = Units()


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a number measures: its name and accepted forms; `limits.QUANTITIES` bounds it."""

    key: str
    zh: str = field(compare=False)
    en: str = field(compare=False)
    forms: tuple[str, ...] = field(compare=False)
    units: Units = field(default=USUAL, compare=False)
    """In what it is shown, and which currency it is in."""

    @property
    def low(self) -> float:
        """The least canonical value."""
        return QUANTITIES[self.key][0]

    @property
    def high(self) -> float:
        """The greatest canonical value."""
        return QUANTITIES[self.key][1]

    def within(self, units: Units) -> Dimension:
        """Return this dimension in the units of a scenario."""
        forms = _FOREIGN.get(self.key, ()) if units.currency != YUAN else ()
        named = tuple(form.format(units.currency) for form in forms)
        return replace(self, units=units, forms=named or self.forms)


AREA = Dimension(
    "area", "面积", "an area", ("180万 m²", "1.8e6 m2", "30 公顷", "500 亩", "250k sq ft")
)
SHARE = Dimension("share", "比例", "a share", ("30%", "100%"))
FACTOR = Dimension("factor", "倍数", "a factor", ("1.6", "160%"))
SPAN = Dimension("span", "时长", "a time span", ("24 months", "24 个月", "1.5 years", "90 天"))
RATE = Dimension("rate", "频率", "a rate", ("30 per year", "30 家/年", "2.5 per month"))
GROWTH = Dimension("growth", "年增长率", "growth per year", ("3% per year", "3%/年"))
MONEY_RATE = Dimension(
    "money_rate", "每年金额", "money per year", ("100 亿元/年", "100 亿元 per year")
)
DENSITY = Dimension("density", "单位面积金额", "money per area", ("0.8 亿元/万m²", "8000 元/m²"))
ELASTICITY = Dimension("elasticity", "弹性", "an elasticity", ("-0.3", "0.5"))
MONEY = Dimension("money", "金额", "an amount of money", ("2400 亿元", "35 万元"))
RENT = Dimension("rent", "租金", "a rent", ("33.4 元/m²/月", "3.5 元/m²/天"))
AREA_PER_JOB = Dimension(
    "area_per_job", "人均面积", "an area per job", ("40 m²/job", "40 m²/人", "350 sq ft per job")
)
DIMENSIONS: Final = {
    d.key: d
    for d in (
        *(AREA, SHARE, FACTOR, SPAN, RATE, GROWTH),
        *(MONEY, MONEY_RATE, DENSITY, RENT, AREA_PER_JOB),
        ELASTICITY,
    )
}
# What is written where the currency is not 元.
_FOREIGN: Final = {
    "money": ("1.2bn {}", "35k {}"),
    "money_rate": ("250m {}/year", "1.2bn {} per year"),
    "density": ("3500 {}/m²", "350 {}/sq ft"),
    "rent": ("60 {}/sq ft/year", "25 {}/m²/month"),
}

MAGNITUDES: Final = {
    "": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "k": 10**3, "m": 10**6, "bn": 10**9,
}  # fmt: skip
AREAS: Final = {METRIC: Fraction(1), "m²": Fraction(1), "sq ft": Fraction("0.09290304")}
"""How areas may be shown, and the size in m² of what then stands under money."""
UNITS: Final[dict[str, tuple[str, Fraction]]] = {
    unit: (kind, Fraction(size))
    for kind, sizes in {
        "factor": {"": "1"},
        "share": {"%": "1/100"},
        "area": {
            "m2": "1", "平方米": "1", "平米": "1", "ha": "10000", "公顷": "10000",
            "km2": "1000000", "平方公里": "1000000", "亩": "2000/3",
            "sq ft": "0.09290304", "sqft": "0.09290304", "sf": "0.09290304", "ft2": "0.09290304",
            "acre": "4046.8564224", "acres": "4046.8564224",
        },
        "span": {
            "day": "1/30", "days": "1/30", "天": "1/30", "日": "1/30",
            "week": "7/30", "weeks": "7/30", "周": "7/30",
            "month": "1", "months": "1", "个月": "1",
            "quarter": "3", "quarters": "3", "季度": "3", "个季度": "3",
            "year": "12", "years": "12", "年": "12",
        },
        "count": {"家": "1", "companies": "1"},
        "length": {"m": "1", "米": "1", "km": "1000", "公里": "1000"},
        "volume": {"m3": "1", "立方米": "1"},
    }.items()
    for unit, size in sizes.items()
}  # fmt: skip
CURRENCIES: Final = {"元": YUAN, "RMB": YUAN, "£": "GBP", "€": "EUR", "$": "USD", "US$": "USD"}
"""Names and signs of currencies; any other is written by its code."""
CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)

_PERIODS = {"year": 12, "年": 12, "quarter": 3, "季度": 3, "month": 1, "月": 1, "个月": 1}
# A day of rent is 12/365 of a month's; a day of waiting is 1/30 month.
_RENT_PERIODS = _PERIODS | dict.fromkeys(("day", "天", "日"), Fraction(12, 365))
_AREAS = {unit: size for unit, (kind, size) in UNITS.items() if kind == "area"}
# Units after the strokes: (kind left, units right) -> dimension and divisor to its canonical unit.
PER: Final[dict[tuple[str, ...], tuple[str, Fraction]]] = {
    **{
        (left, unit): ("rate", Fraction(months))
        for left in ("factor", "count")
        for unit, months in _PERIODS.items()
    },
    **{("share", unit): ("growth", Fraction(1)) for unit in ("year", "年")},
    **{("money", unit): ("money_rate", Fraction(1)) for unit in ("year", "年")},
    **{("money", unit): ("density", size) for unit, size in _AREAS.items()},
    **{
        ("money", unit, period): ("rent", size * months)
        for unit, size in _AREAS.items()
        for period, months in _RENT_PERIODS.items()
    },
    **{("area", unit): ("area_per_job", Fraction(1)) for unit in ("job", "person", "人", "岗位")},
}
OTHER: Final = {
    "count": ("个数", "a count"),
    "length": ("长度", "a length"),
    "volume": ("体积", "a volume"),
}
