"""Numbers with a dimension, a range of ignorance and a pedigree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from sim.scenario.values.faults import Fault, ValueReader, flow
from sim.scenario.values.fields import Pedigree, Written, keep, pedigree_schema, read_pedigree
from sim.scenario.values.quantities import bounded, parse_quantity, show_quantity
from sim.scenario.values.units import (
    AREA,
    AREA_PER_JOB,
    DENSITY,
    ELASTICITY,
    FACTOR,
    GROWTH,
    MONEY,
    MONEY_RATE,
    NET_AREA,
    POINTS,
    RATE,
    RENT,
    SHARE,
    SPAN,
    Dimension,
    Units,
)

Range = tuple[float, float]


@dataclass(frozen=True, repr=False)
class Number(Written):
    """A number in its canonical unit; equal to another of the same meaning, however written."""

    value: float
    range: Range | None
    """Ignorance about the value: low, high."""
    pedigree: Pedigree
    text: str = field(compare=False)
    """The value as written."""
    written: str = field(compare=False)
    units: Units = field(compare=False)
    """Those of the scenario."""
    need: ClassVar[Dimension]

    @property
    def ends(self) -> Range:
        """The least and the greatest value that it may have."""
        return self.range or (self.value, self.value)

    @property
    def dimension(self) -> Dimension:
        """What the number measures, in the units of the scenario."""
        return self.need.within(self.units)

    @classmethod
    def read(cls, raw: Any, reader: ValueReader) -> Self | None:
        """Read `24 months` or `{value: 24 months, range: …, source: …}`."""
        units, need = reader.units, cls.need.within(reader.units)
        if not isinstance(raw, dict):
            value = reader.read((), parse_quantity, raw, need)
            if value is None:
                return None
            return cls(value, None, Pedigree(), flow(raw), keep(raw), units)
        pedigree = read_pedigree(raw, ("value", "range"), reader)
        if "value" not in raw:
            if not reader.told("E311"):
                reader.tell("E312", raw, form=need.forms[0])
            return None
        value = reader.read(("value",), parse_quantity, raw["value"], need)
        bounds = read_range(raw["range"], value, need, reader) if "range" in raw else None
        if value is None or reader.faults:
            return None
        return cls(value, bounds, pedigree, flow(raw["value"]), keep(raw), units)

    def show(self, lang: str = "zh") -> str:
        """The value as people write it, from its canonical unit."""
        return show_quantity(self.value, self.dimension, lang)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the accepted data."""
        quantity = quantity_schema(cls.need)
        mapping = {
            "type": "object",
            "properties": {
                "value": quantity,
                "range": range_schema(quantity),
                **pedigree_schema(),
            },
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [quantity, mapping]}


def read_range(raw: Any, value: float | None, need: Dimension, reader: ValueReader) -> Range | None:
    """The range around `value` (None when that has a fault): `[low, high]` or `±20%`."""
    place = ("range",)
    if isinstance(raw, str) and raw.strip().startswith("±"):
        return reader.read(place, _around, raw, value, need)
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        reader.tell("E313", raw, place, form=need.forms[0])
        return None
    low, high = (reader.read((*place, i), parse_quantity, raw[i], need) for i in (0, 1))
    if low is None or high is None:
        return None
    if low > high:
        reader.tell("E314", raw, place, low=flow(raw[0]), high=flow(raw[1]))
    elif value is not None and not low <= value <= high:
        words = {"low": flow(raw[0]), "high": flow(raw[1])}
        reader.tell("E315", raw, place, value=show_quantity(value, need, "en"), **words)
    return low, high


def _around(raw: str, value: float | None, need: Dimension) -> Range | None:
    if need in (SHARE, POINTS, GROWTH):
        form = need.forms[0]
        raise Fault("E318", raw, need=need.name, form=form)
    part = parse_quantity(raw.strip()[1:], SHARE)
    if value is None:
        return None
    low, high = sorted((value * (1 - part), value * (1 + part)))
    return bounded(low, raw, need), bounded(high, raw, need)


def quantity_schema(need: Dimension) -> dict[str, Any]:
    """JSON Schema of a plain quantity."""
    bare = need in (FACTOR, ELASTICITY)
    kinds: str | list[str] = ["string", "number"] if bare else "string"
    return {"type": kinds, "examples": list(need.forms)}


def range_schema(quantity: dict[str, Any]) -> dict[str, Any]:
    """JSON Schema of a range of quantities."""
    return {
        "description": "Ignorance about the value: [low, high], or ±20%.",
        "anyOf": [
            {"type": "array", "items": quantity, "minItems": 2, "maxItems": 2},
            {"type": "string", "pattern": "^ *±", "examples": ["±20%"]},
        ],
    }


class AreaNumber(Number):
    """An area such as `180万 m²`, `8,500 m2` or `30 公顷`; kept in m²."""

    need = AREA


class NetAreaNumber(Number):
    """A change of area such as `24万 m²` or `-3.5万 m²`; kept in m²."""

    need = NET_AREA


class ShareNumber(Number):
    """A share from `0%` to `100%`; kept as a fraction."""

    need = SHARE


class PointsNumber(Number):
    """Points between two shares, such as `5%` or `-3%`; kept as a fraction."""

    need = POINTS


class FactorNumber(Number):
    """A factor, such as `1.6` or `160%`."""

    need = FACTOR


class SpanNumber(Number):
    """A time span such as `24 months`, `2 年` or `90 天`; kept in months."""

    need = SPAN


class RateNumber(Number):
    """A rate such as `30 per year` or `2.5 家/月`; kept per month."""

    need = RATE


class GrowthNumber(Number):
    """Compound growth such as `3% per year`; kept as a fraction per year."""

    need = GROWTH


class MoneyRateNumber(Number):
    """Money per year, such as `100 亿元/年` or `250m GBP/year`."""

    need = MONEY_RATE


class DensityNumber(Number):
    """Money per area, such as `0.8 亿元/万m²` or `350 GBP/sq ft`; kept per m²."""

    need = DENSITY


class MoneyNumber(Number):
    """An amount of money, such as `2400 亿元` or `1.2bn GBP`."""

    need = MONEY


class RentNumber(Number):
    """A rent: `33.4 元/m²/月`, `3.5 元/m²/天`, `60 GBP/sq ft/year`; kept per m² and month.

    A day of rent is 12/365 of a month's.
    """

    need = RENT


class AreaPerJobNumber(Number):
    """An area per job, such as `40 m²/人`, `40 m²/job` or `350 sq ft per job`; kept in m²."""

    need = AREA_PER_JOB


class ElasticityNumber(Number):
    """An elasticity such as `-0.3`: percent of change for each percent of another."""

    need = ELASTICITY
