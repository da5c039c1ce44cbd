"""Dimensions, magnitudes and units: the tables behind the grammar of quantities.

Canonical units: m², month, fraction, rate per month, growth per year, 元 per year, 元 per m².
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a number measures: its name, the bounds of its canonical value, and accepted forms."""

    key: str
    zh: str
    en: str
    forms: tuple[str, ...]
    low: float = 0.0
    high: float = math.inf


AREA = Dimension("area", "面积", "an area", ("180万 m²", "1.8e6 m2", "30 公顷", "500 亩"))
SHARE = Dimension("share", "比例", "a share", ("30%", "100%"), high=1.0)
FACTOR = Dimension("factor", "倍数", "a factor", ("1.6", "160%"))
SPAN = Dimension("span", "时长", "a time span", ("24 months", "24 个月", "1.5 years", "90 天"))
RATE = Dimension("rate", "频率", "a rate", ("30 per year", "30 家/年", "2.5 per month"))
GROWTH = Dimension("growth", "年增长率", "growth per year", ("3% per year", "3%/年"), low=-1.0)
MONEY_RATE = Dimension(
    "money_rate", "每年金额", "money per year", ("100 亿元/年", "100 亿元 per year"), low=-math.inf
)
DENSITY = Dimension("density", "单位面积金额", "money per area", ("0.8 亿元/万m²", "8000 元/m²"))
ELASTICITY = Dimension("elasticity", "弹性", "an elasticity", ("-0.3", "0.5"), low=-math.inf)
DIMENSIONS: Final = {
    d.key: d for d in (AREA, SHARE, FACTOR, SPAN, RATE, GROWTH, MONEY_RATE, DENSITY, ELASTICITY)
}

MAGNITUDES: Final = {
    "": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
}  # fmt: skip
UNITS: Final[dict[str, tuple[str, Fraction]]] = {
    unit: (kind, Fraction(size))
    for kind, sizes in {
        "factor": {"": "1"},
        "share": {"%": "1/100"},
        "area": {
            "m2": "1", "平方米": "1", "平米": "1", "ha": "10000", "公顷": "10000",
            "km2": "1000000", "平方公里": "1000000", "亩": "2000/3",
        },
        "span": {
            "day": "1/30", "days": "1/30", "天": "1/30", "日": "1/30",
            "week": "7/30", "weeks": "7/30", "周": "7/30",
            "month": "1", "months": "1", "个月": "1",
            "quarter": "3", "quarters": "3", "季度": "3", "个季度": "3",
            "year": "12", "years": "12", "年": "12",
        },
        "money": {"元": "1"},
        "count": {"家": "1", "companies": "1"},
        "length": {"m": "1", "米": "1", "km": "1000", "公里": "1000"},
        "volume": {"m3": "1", "立方米": "1"},
    }.items()
    for unit, size in sizes.items()
}  # fmt: skip
_PERIODS = {"year": 12, "年": 12, "quarter": 3, "季度": 3, "month": 1, "月": 1, "个月": 1}
# Units after the stroke: (kind left, unit right) -> dimension and divisor to its canonical unit.
PER: Final[dict[tuple[str, str], tuple[str, Fraction]]] = {
    **{
        (left, unit): ("rate", Fraction(months))
        for left in ("factor", "count")
        for unit, months in _PERIODS.items()
    },
    **{("share", unit): ("growth", Fraction(1)) for unit in ("year", "年")},
    **{("money", unit): ("money_rate", Fraction(1)) for unit in ("year", "年")},
    **{
        ("money", unit): ("density", size) for unit, (kind, size) in UNITS.items() if kind == "area"
    },
}
OTHER: Final = {
    "money": ("金额", "an amount of money"),
    "count": ("个数", "a count"),
    "length": ("长度", "a length"),
    "volume": ("体积", "a volume"),
}
