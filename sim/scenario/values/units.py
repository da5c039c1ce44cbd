"""Dimensions, magnitudes and units: the tables behind the grammar of quantities.

Canonical units: m², month, fraction, rate per month, growth per year, and, in the currency of the
scenario, money, money per year, per m², and per m² and month; m² per job.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from sim.scenario.values.limits import QUANTITIES
from sim.text.words import Words

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
    name: Words = field(compare=False)
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
    "area", Words("面积", "an area"), ("180万 m²", "1.8e6 m2", "30 公顷", "500 亩", "250k sq ft")
)
SHARE = Dimension("share", Words("比例", "a share"), ("30%", "100%"))
FACTOR = Dimension("factor", Words("倍数", "a factor"), ("1.6", "160%"))
SPAN = Dimension(
    "span", Words("时长", "a time span"), ("24 months", "24 个月", "1.5 years", "90 天")
)
RATE = Dimension("rate", Words("频率", "a rate"), ("30 per year", "30 家/年", "2.5 per month"))
GROWTH = Dimension("growth", Words("年增长率", "growth per year"), ("3% per year", "3%/年"))
MONEY_RATE = Dimension(
    "money_rate", Words("每年金额", "money per year"), ("100 亿元/年", "100 亿元 per year")
)
DENSITY = Dimension(
    "density", Words("单位面积金额", "money per area"), ("0.8 亿元/万m²", "8000 元/m²")
)
ELASTICITY = Dimension("elasticity", Words("弹性", "an elasticity"), ("-0.3", "0.5"))
MONEY = Dimension("money", Words("金额", "an amount of money"), ("2400 亿元", "35 万元"))
RENT = Dimension("rent", Words("租金", "a rent"), ("33.4 元/m²/月", "3.5 元/m²/天"))
AREA_PER_JOB = Dimension(
    "area_per_job",
    Words("人均面积", "an area per job"),
    ("40 m²/job", "40 m²/人", "350 sq ft per job"),
)
DIMENSIONS: Final = {
    d.key: d
    for d in (
        *(AREA, SHARE, FACTOR, SPAN, RATE, GROWTH),
        *(MONEY, MONEY_RATE, DENSITY, RENT, AREA_PER_JOB),
        ELASTICITY,
    )
}
"""What the numbers of a scenario measure."""
# These two stand in files of observations only.
NET_AREA = Dimension(
    "net_area", Words("面积的增减", "a change of area"), ("24万 m²", "-3.5万 m²", "-50k sq ft")
)
POINTS = Dimension("points", Words("百分点", "percentage points"), ("5%", "-3%"))
# What is written where the currency is not 元.
_FOREIGN: Final = {
    "money": ("1.2bn {}", "35k {}"),
    "money_rate": ("250m {}/year", "1.2bn {} per year"),
    "density": ("3500 {}/m²", "350 {}/sq ft"),
    "rent": ("60 {}/sq ft/year", "25 {}/m²/month"),
}

MAGNITUDES: Final = {
    "": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
    "k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "mn": 10**6, "bn": 10**9,
}  # fmt: skip
AREAS: Final = {METRIC: Fraction(1), "m²": Fraction(1), "sq ft": Fraction("0.09290304")}
"""How areas may be shown, and the size in m² of what then stands under money."""
UNITS: Final[dict[str, tuple[str, Fraction]]] = {
    unit: (kind, Fraction(size))
    for kind, sizes in {
        "factor": {"": "1"},
        "share": dict.fromkeys(("%", "percent", "pct"), "1/100"),
        "area": {
            **dict.fromkeys(("m2", "sqm", "sq m", "square metres", "square meters"), "1"),
            **dict.fromkeys(("平方米", "平米", "平方", "平", "平方公尺"), "1"),
            **dict.fromkeys(("ha", "hm2", "公顷", "hectare", "hectares"), "10000"),
            **dict.fromkeys(("km2", "sq km", "sqkm", "平方公里", "平方千米"), "1000000"),
            "亩": "2000/3",
            **dict.fromkeys(("sq ft", "sqft", "sf", "ft2", "square feet"), "0.09290304"),
            "平方英尺": "0.09290304", "ksf": "92.90304", "msf": "92903.04",
            **dict.fromkeys(("acre", "acres", "英亩"), "4046.8564224"),
        },
        "span": {
            **dict.fromkeys(("day", "days", "天", "日"), "1/30"),
            **dict.fromkeys(("calendar day", "calendar days", "日历天", "自然日"), "12/365"),
            **dict.fromkeys(("week", "weeks", "周"), "7/30"),
            **dict.fromkeys(("month", "months", "mth", "mths", "mo", "mos", "个月"), "1"),
            **dict.fromkeys(("quarter", "quarters", "季度", "个季度"), "3"),
            **dict.fromkeys(("year", "years", "yr", "yrs", "年"), "12"),
        },
        "count": {"家": "1", "companies": "1"},
        "length": {"m": "1", "米": "1", "km": "1000", "公里": "1000"},
        "volume": {"m3": "1", "立方米": "1"},
    }.items()
    for unit, size in sizes.items()
}  # fmt: skip
LAND: Final = frozenset({"亩", "ha", "hm2", "公顷", "hectare", "hectares", "acre", "acres", "英亩"})
"""Units in which plots are measured more often than floors."""
CURRENCIES: Final = {
    "元": YUAN, "RMB": YUAN, "£": "GBP", "英镑": "GBP", "€": "EUR", "欧元": "EUR",
    "$": "USD", "US$": "USD", "美元": "USD", "HK$": "HKD", "港元": "HKD", "NT$": "TWD",
    "S$": "SGD", "日元": "JPY",
}  # fmt: skip
"""Names and signs of currencies; any other is written by its code."""
YEN: Final = ("CNY", "JPY")
"""Currencies of the sign ¥."""
CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)
CODES: Final = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP "
    "GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS "
    "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
    "MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
    "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
    "TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG".split()
)
"""Codes of currencies in use, of ISO 4217; three other capitals are no money."""


def compact(name: str) -> str:
    """Return the name of a unit without what its spellings differ in: `Sq. Ft.` is `sq ft`."""
    bare = re.sub(r"(?<=[sS][qQ])\.|(?<=[fF][tT])\.|\.$|\^(?=\d)", "", name.strip())
    return re.sub(r"\s+", " ", bare).casefold()


KNOWN: Final = {compact(name): unit for name, unit in UNITS.items()}
"""Kind and size of a unit by its compact name."""

_SHOWN: Final = {KNOWN["m2"]: "m²", KNOWN["sqft"]: "sq ft"}


def shown_in(written: object) -> object:
    """Return the one of `AREAS` that a spelling means (`万 m2`, `SF`), or what is written."""
    if not isinstance(written, str):
        return written
    name = compact(unicodedata.normalize("NFKC", written))
    shown = _SHOWN.get(KNOWN.get(name.removeprefix("万"), ("", Fraction(0))))
    if name.startswith("万"):
        return METRIC if shown == "m²" else written
    return shown or written


_PERIODS = {
    **dict.fromkeys(("year", "yr", "annum", "年"), 12),
    **dict.fromkeys(("quarter", "季度"), 3),
    **dict.fromkeys(("month", "mo", "月", "个月"), 1),
}
# A day of rent is 12/365 of a month's; a day of waiting is 1/30 month.
_RENT_PERIODS = _PERIODS | dict.fromkeys(("day", "天", "日"), Fraction(12, 365))
_AREAS = {unit: size for unit, (kind, size) in KNOWN.items() if kind == "area"}
_RENTS = {
    (unit, period): size * months
    for unit, size in _AREAS.items()
    for period, months in _RENT_PERIODS.items()
}
# Units after the strokes: (kind left, units right) -> dimension and divisor to its canonical unit.
PER: Final[dict[tuple[str, ...], tuple[str, Fraction]]] = {
    **{
        (left, unit): ("rate", Fraction(months))
        for left in ("factor", "count")
        for unit, months in _PERIODS.items()
    },
    **{("share", unit): ("growth", Fraction(1)) for unit, size in _PERIODS.items() if size == 12},
    **{
        ("money", unit): ("money_rate", Fraction(1))
        for unit, size in _PERIODS.items()
        if size == 12
    },
    **{("money", unit): ("density", size) for unit, size in _AREAS.items()},
    **{("money", unit, period): ("rent", size) for (unit, period), size in _RENTS.items()},
    **{("money", period, unit): ("rent", size) for (unit, period), size in _RENTS.items()},
    **{("area", unit): ("area_per_job", Fraction(1)) for unit in ("job", "person", "人", "岗位")},
}
OTHER: Final = {
    "count": Words("个数", "a count"),
    "length": Words("长度", "a length"),
    "volume": Words("体积", "a volume"),
}
