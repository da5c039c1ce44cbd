"""The grammar of quantities: `180万 m²`, `24 months`, `30%`, `30 家/年`, `0.8 亿元/万m²`.

A quantity is a number, a magnitude and a unit, or units with `/` or `per` between them; a sign or
code of a currency may stand first (`£1.2bn`, `GBP 60/sq ft/year`). Everything is looked up in
`sim.scenario.values.units`; arithmetic is exact until the last step.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from sim.scenario.values.faults import Fault
from sim.scenario.values.limits import LEAST
from sim.scenario.values.spelling import asks, parts, plain, settled
from sim.scenario.values.units import (
    AREA,
    AREA_PER_JOB,
    AREAS,
    CODE,
    CODES,
    CURRENCIES,
    DENSITY,
    DIMENSIONS,
    ELASTICITY,
    FACTOR,
    KNOWN,
    MAGNITUDES,
    METRIC,
    MONEY,
    MONEY_RATE,
    NET_AREA,
    OTHER,
    PER,
    POINTS,
    RATE,
    RENT,
    SHARE,
    SPAN,
    YEN,
    YUAN,
    Dimension,
    Units,
    compact,
)
from sim.text.words import Words

_NUMBER = re.compile(
    r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+(?:_\d+)*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII
)
_SHOWN = re.compile(r"-?[\d,]+(?:\.\d+)?")
_LONGEST = 40  # characters of a number; more is a slip or an attack
_SECOND = re.compile(r"\s*(?:-|–|—|~|至|到|to|\.\.+)\s*\d")
_SERVES = {
    ("share", "factor"),
    ("factor", "elasticity"),
    ("area", "net_area"),
    ("share", "points"),
}
"""(what is written, what is needed): a share is a factor, a bare number an elasticity."""
# Letters need a space and a unit after them: `1.2m sq ft`; `3 m` is a length and `km` a unit.
_MAGNITUDE = re.compile(
    r"(?i:thousand|million|billion)(?![a-zA-Z])|(?:[kKmM]|mn|bn)(?=\s+\S)|(?:[kKM]|mn|bn)$"
    r"|[十百千万亿]*"
)
_BEFORE = re.compile(r"([-+]?)((?:US|HK|NT|S)?\$|[£€¥]|[A-Z]{3}(?![A-Z]))\s*(?=[-+]?\d)")
_ASKED = {"area": 1000.0, "money": 2.0, "money_rate": 2.0, "density": 2.0, "span": 0.05}
"""Kind -> size of a unit below which thousands of it are as likely as a few: `30.000 m²`."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A quantity taken apart: number × size, in the canonical unit of its kind."""

    number: str
    kind: str
    size: Fraction


def parse_quantity(raw: object, need: Dimension) -> float:
    """The canonical value of a YAML leaf, which must be of the dimension `need`.

    Raises Fault (E301 to E310, E319, E329, E336, E346, E347). A bare number is a factor or an
    elasticity and nothing else; money is in the currency of `need.units`.
    """
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise Fault("E310", raw, got=_kind(raw), **_names(need))
    if not isinstance(raw, str):
        if not _finite(raw):
            raise Fault("E308", raw)
        if need not in (FACTOR, ELASTICITY):
            raise Fault("E301", raw, **_names(need))
        return bounded(float(raw), raw, need)
    written = _take_apart(raw, need)
    try:
        value = float(Fraction(re.sub("[,_]", "", written.number)) * written.size)
    except OverflowError:
        raise Fault("E308", raw) from None
    return bounded(value, raw, need)


def half_unit(raw: str, need: Dimension) -> float:
    """Half a unit of the last digit written, in the canonical unit: 50 m² of `1.23万 m²`.

    `raw` is a quantity that `parse_quantity` reads.
    """
    written = _take_apart(raw, need)
    digits, _, exponent = written.number.lower().partition("e")
    places = len(digits.partition(".")[2]) - int(exponent or 0)
    return float(written.size * Fraction(10) ** -places / 2)


def _take_apart(raw: str, need: Dimension) -> _Written:
    text = plain(raw)
    before = _BEFORE.match(text)
    if before and not _currency(before.group(2), need.units):
        before = None
    minus, sign = before.groups() if before else ("", "")
    text = minus + text[before.end() :] if before else text
    number = _NUMBER.match(text)
    if number is None:
        raise Fault("E303", raw, **_names(need))
    if number.end() > _LONGEST:
        raise Fault("E308", raw)
    rest = text[number.end() :]
    if rest[:1] in tuple("0123456789.,_'") or re.match(r"\s+\d", rest):
        raise Fault("E309", raw, number=number.group())
    if found := _SECOND.match(rest):
        raise Fault("E319", raw, **_ends(number.group(), rest[found.end() - 1 :], need))
    written = _unit(raw, number.group(), rest.strip(), need, sign)
    if written.kind != need.key and (written.kind, need.key) not in _SERVES:
        if written.kind == "factor":
            raise Fault("E301", raw, **_names(need))
        dimension = DIMENSIONS.get(written.kind)
        got = dimension.name if dimension else OTHER[written.kind]
        raise Fault("E302", raw, got=got, **_names(need))
    return written


def _unit(raw: str, number: str, rest: str, need: Dimension, sign: str) -> _Written:
    """What follows the number, and the currency's sign before it, as a kind and a size."""
    above, *below = parts(rest)
    times, unit = _magnitude(raw, f"{above} {sign}".strip())
    if unit == "月" and not below:
        raise Fault("E305", raw, number=number)
    currency = _currency(unit, need.units)
    kind, own = ("money", Fraction(1)) if currency else KNOWN.get(compact(unit), ("", Fraction(0)))
    size = own
    if below:
        pieces = [_magnitude(raw, word) for word in below]
        key = (kind, *(compact(word) for _, word in pieces))
        kind, divisor = PER.get(key, ("", Fraction(1)))
        multiple = math.prod(times for times, _ in pieces)
        if kind != "density" and multiple != 1:
            kind = ""
        size /= divisor * multiple
    if not kind:
        raise Fault("E304", raw, unit=f"{sign} {rest}".strip(), **_names(need))
    if kind == need.key and currency not in ("", need.units.currency):
        raise Fault("E329", raw, currency=currency, ours=need.units.currency)
    if asks(number) and times == 1 and own < _ASKED.get(kind, 0.0):
        text = raw if number in raw else plain(raw)
        one, other = (text.replace(number, reading) for reading in settled(number))
        raise Fault("E347", raw, one=one, other=other)
    return _Written(number, kind, size * times)


def _currency(word: str, units: Units) -> str:
    """The code of a currency by its name, sign or code; empty when it is none."""
    if word == "¥":
        return units.currency if units.currency in YEN else " / ".join(YEN)
    known = word in CODES or (word == units.currency and CODE.fullmatch(word))
    return word if known else CURRENCIES.get(word, "")


def _magnitude(raw: str, text: str) -> tuple[Fraction, str]:
    """Size of the leading magnitude, and the unit after it."""
    found = _MAGNITUDE.match(text)
    word = found.group() if found else ""
    size = MAGNITUDES.get(word) or MAGNITUDES.get(word.lower())
    if size is None:
        raise Fault("E306", raw, magnitude=word, known=" ".join(w for w in MAGNITUDES if w))
    return Fraction(size), text[len(word) :].strip()


def _ends(low: str, rest: str, need: Dimension) -> dict[str, str]:
    """The range that two numbers mean, `18-24 months`, where the second has the unit of both."""
    high = _NUMBER.match(rest)
    unit = rest[high.end() :] if high else ""
    ends = {"low": f"{low}{unit}", "high": rest}
    example = dict.fromkeys(ends, need.forms[0])
    if _SECOND.search(unit):  # a third number: nothing to guess
        return example
    try:
        for end in ends.values():
            parse_quantity(end, need)
    except Fault:
        return example
    return ends


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an int beyond the floats
        return False


def bounded(value: float, raw: object, need: Dimension) -> float:
    """The value, if the language allows it; `raw` is how it was written. Raises Fault."""
    if not math.isfinite(value):
        raise Fault("E308", raw)
    if not need.low <= value <= need.high:
        ends = {"low": said_quantity(need.low, need), "high": said_quantity(need.high, need)}
        raise Fault("E307", raw, **ends, need=need.name)
    if 0.0 < abs(value) < LEAST:
        least = show_quantity(LEAST, need, "en")
        raise Fault("E336", raw, least=least, need=need.name)
    return value + 0.0  # -0.0 becomes 0.0


def _names(need: Dimension) -> dict[str, Words | str]:
    return {"need": need.name, "forms": ", ".join(need.forms)}


def _kind(raw: object) -> Words:
    """What a YAML value is when it is no quantity."""
    if raw is None:
        return Words("空值", "empty")
    if isinstance(raw, bool):
        return Words("真假值", "true or false")
    if isinstance(raw, dict):
        return Words("键值对", "a mapping")
    if isinstance(raw, list | tuple):
        return Words("列表", "a list")
    return Words("其他内容", "something else")


def said_quantity(value: float, need: Dimension) -> Words:
    """A canonical value the way people of each language write it; see `show_quantity`."""
    return Words(show_quantity(value, need, "zh"), show_quantity(value, need, "en"))


def rounded_quantity(value: float, need: Dimension, lang: str = "zh", digits: int = 3) -> str:
    """A canonical value as `show_quantity` writes it, to so many digits of the unit it shows."""
    written = show_quantity(value, need, lang)
    found = _SHOWN.match(written)
    if found is None:
        return written
    number = found[0]
    short = _digits(float(f"{float(number.replace(',', '')):.{digits}g}"))
    return (short if "," in number else short.replace(",", "")) + written[found.end() :]


def parted(written: str) -> tuple[str, str]:
    """Return the number of a shown quantity and its unit; all and none where it has no number."""
    found = _SHOWN.match(written)
    return (found[0], written[found.end() :].strip()) if found else (written, "")


def show_quantity(value: float, need: Dimension, lang: str = "zh") -> str:
    """A canonical value the way people write it, to 6 digits; `lang` is `zh` or `en`.

    It is in the units of `need`, and reads as what it was. `forever` for infinite spans.
    """
    zh = lang == "zh"
    if need == SPAN:
        return _show_span(value, zh)
    if need in (AREA, NET_AREA):
        return _show_area(value, need.units.area)
    if need in (MONEY, MONEY_RATE):
        after = "" if need == MONEY else "/年" if zh else " per year"
        return _show_money(value, need.units.currency) + after
    if need in (DENSITY, RENT):
        return _show_per_area(value, need, zh)
    if need == AREA_PER_JOB:
        area = need.units.area
        return f"{_show_area(value, area, large=False)}/{'人' if zh else 'job'}"
    if need == RATE:
        return f"{_digits(value * 12)} 家/年" if zh else f"{_digits(value * 12)} per year"
    if need in (FACTOR, ELASTICITY):
        return _digits(value)
    return f"{_digits(value * 100)}%" + (
        "" if need in (SHARE, POINTS) else "/年" if zh else " per year"
    )


def _show_area(value: float, unit: str, large: bool = True) -> str:
    """An area in a unit of `AREAS`; `large`: with a magnitude where it has many digits."""
    size = value / float(AREAS[unit])
    if unit == "sq ft":
        millions = large and abs(size) >= 1e6
        return f"{_digits(size / 1e6)}m sq ft" if millions else f"{_unasked(size)} sq ft"
    if unit == METRIC and large and abs(size) >= 1e4:
        return f"{_digits(size / 1e4)}万 m²"
    return f"{_unasked(size)} m²"


def _show_money(value: float, currency: str) -> str:
    size, yuan = abs(value), currency == YUAN
    steps = ((1e8, " 亿元"), (1e4, " 万元")) if yuan else ((1e9, "bn"), (1e6, "m"))
    unit, word = next((s for s in steps if size >= s[0]), (1.0, " 元" if yuan else ""))
    digits = _unasked(value) if unit == 1 else _digits(value / unit)
    return f"{digits}{word}" + ("" if yuan else f" {currency}")


def _show_per_area(value: float, need: Dimension, zh: bool) -> str:
    """Money per area, or a rent."""
    units = need.units
    foot, money = units.area == "sq ft", "元" if units.currency == YUAN else units.currency
    if need == RENT:
        size, *below = rent_unit(units)
        return f"{_digits(value * size)} {money}{below[0 if zh else 1]}"
    if money == "元" and not foot and abs(value) >= 1e3:
        return f"{_digits(value / 1e4)} 亿元/万m²"
    size = value * float(AREAS[units.area])
    return f"{_unasked(size)} {money}/{'sq ft' if foot else 'm²'}"


def rent_unit(units: Units) -> tuple[float, str, str]:
    """Return what 1 per m² and month is in the unit of rents, and what stands below the money.

    In Chinese and English; by the month, but by the year where areas are in square feet.
    """
    size = float(AREAS[units.area])
    if units.area == "sq ft":
        return size * 12, "/sq ft/年", "/sq ft/year"
    return size, "/m²/月", "/m²/month"


def _show_span(value: float, zh: bool) -> str:
    if value == math.inf:
        return "永久" if zh else "forever"
    days = 0 < value < 1
    digits = _unasked(value * 30) if days else _digits(value)
    if zh:
        return f"{digits} {'天' if days else '个月'}"
    return f"{digits} {'day' if days else 'month'}{'' if digits == '1' else 's'}"


def _digits(value: float) -> str:
    """Six significant digits, thousands apart, no exponent within everyday sizes."""
    if value == 0:
        return "0"
    places = 5 - math.floor(math.log10(abs(value)))
    if not -10 <= places <= 12:
        return f"{value:.6g}"
    text = f"{round(value, places):,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unasked(value: float) -> str:
    """The digits of a number in a unit whose thousands are as likely as a few of it."""
    text = _digits(value)
    return settled(text)[0] if asks(text) else text
