"""Chances: a distribution from which every company or lot draws its own value."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from sim.scenario.distributions import Distribution, Kind
from sim.scenario.faults import Fault, Reader
from sim.scenario.fields import Pedigree, Written, flow, keep, pedigree_schema, read_pedigree
from sim.scenario.numbers import Range, quantity_schema, range_schema, read_range
from sim.scenario.quantities import parse_quantity
from sim.scenario.units import AREA, FACTOR, SHARE, SPAN, Dimension

FOREVER = "forever"
# Pairs of keys a distribution with named parameters takes; sizes have the chance's dimension.
_NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "lognormal": (("mean", "cv"), ("median", "sigma")),
    "gamma": (("mean", "cv"),),
    "weibull": (("scale", "shape"),),
}
_LISTED: dict[str, Kind] = {"uniform": "uniform", "triangular": "triangular", "pert": "pert"}
_EXAMPLES = {
    AREA: ("3000 m²", "5000 m²", "9000 m²"),
    SPAN: ("15 months", "21 months", "30 months"),
}
_SAYS = {
    "value": "The same for everyone.",
    "constant": "The same for everyone.",
    "uniform": "Equally likely from low to high.",
    "triangular": "Low, most likely, high.",
    "pert": "Low, most likely, high; smoother than triangular, and nearer the middle.",
    "exponential": "Without memory, by its mean.",
    "lognormal": "Skewed: mean and cv (standard deviation ÷ mean), or median and sigma of the log.",
    "gamma": "Skewed: mean and cv (standard deviation ÷ mean).",
    "weibull": "Scale and shape; shape 1 is exponential.",
    "discrete": "Values with their shares: [[value, share], …].",
}
KINDS = ("value", "constant", *_LISTED, "exponential", *_NAMED, "discrete")


@dataclass(frozen=True, repr=False)
class Chance(Written):
    """A distribution, with ignorance about its mean and a pedigree."""

    dist: Distribution
    range: Range | None
    """Ignorance about the mean (low, high): the whole distribution is scaled."""
    pedigree: Pedigree
    text: str = field(compare=False)
    """The distribution as written."""
    written: str = field(compare=False)
    dimension: ClassVar[Dimension]

    @classmethod
    def read(cls, raw: Any, reader: Reader) -> Self | None:
        """Read `24 months`, `forever`, or one distribution beside range and pedigree."""
        need = cls.dimension
        if not isinstance(raw, dict):
            dist = reader.read((), _plain, raw, need)
            return None if dist is None else cls(dist, None, Pedigree(), flow(raw), keep(raw))
        pedigree = read_pedigree(raw, (*KINDS, "range"), reader)
        kinds = [kind for kind in KINDS if kind in raw]
        if len(kinds) != 1:
            words = {"keys": ", ".join(kinds), "known": ", ".join(KINDS)}
            reader.tell("E321" if kinds else "E320", raw, **words)
            return None
        kind = kinds[0]
        dist = _read_distribution(kind, raw[kind], need, reader)
        if dist is None or reader.faults:
            return None
        bounds = None
        if "range" in raw and dist.kind == FOREVER:
            reader.tell("E326", raw["range"], ("range",))
        elif "range" in raw:
            bounds = read_range(raw["range"], dist.mean, need, reader)
        text = flow(raw[kind]) if kind == "value" else f"{kind} {flow(raw[kind])}"
        return None if reader.faults else cls(dist, bounds, pedigree, text, keep(raw))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({flow(self.to_raw())!r})"

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the accepted data."""
        return _schema(cls.dimension)


class AreaChance(Chance):
    """An area, or a distribution of areas; kept in m²."""

    dimension = AREA


class SpanChance(Chance):
    """A time span, a distribution of time spans, or `forever`; kept in months."""

    dimension = SPAN


def _plain(raw: Any, need: Dimension) -> Distribution:
    """A constant, or `forever`."""
    if isinstance(raw, str) and raw.strip() == FOREVER:
        if need is not SPAN:
            names = {"need_zh": need.zh, "need_en": need.en, "forms": ", ".join(need.forms)}
            raise Fault("E327", raw, **names)
        return Distribution("forever")
    return Distribution("constant", (parse_quantity(raw, need),))


def _read_distribution(kind: str, raw: Any, need: Dimension, reader: Reader) -> Distribution | None:
    if kind in ("value", "constant"):
        return reader.read((kind,), _plain, raw, need)
    if kind in _LISTED:
        return _listed(_LISTED[kind], raw, need, reader)
    if kind in _NAMED:
        return _named(kind, raw, need, reader)
    if kind == "discrete":
        return _discrete(raw, need, reader)
    mean = reader.read((kind,), parse_quantity, raw, need)
    return None if mean is None else reader.read((kind,), _make, kind, {"mean": mean})


def _listed(kind: Kind, raw: Any, need: Dimension, reader: Reader) -> Distribution | None:
    count = 2 if kind == "uniform" else 3
    if not isinstance(raw, list | tuple) or len(raw) != count:
        reader.tell("E322", raw, (kind,), kind=kind, form=_form(kind, need))
        return None
    params = [reader.read((kind, i), parse_quantity, raw[i], need) for i in range(count)]
    known = [p for p in params if p is not None]
    if len(known) < count:
        return None
    if known != sorted(known):
        reader.tell("E323", raw, (kind,), kind=kind, form=_form(kind, need))
        return None
    if known[0] == known[-1]:
        return Distribution("constant", (known[0],))
    return Distribution(kind, tuple(known))


def _named(kind: str, raw: Any, need: Dimension, reader: Reader) -> Distribution | None:
    names = set(raw) if isinstance(raw, dict) else set()
    pair = next((p for p in _NAMED[kind] if set(p) == names), None)
    if pair is None:
        reader.tell("E322", raw, (kind,), kind=kind, form=_form(kind, need))
        return None
    size, spread = pair
    one = reader.read((kind, size), parse_quantity, raw[size], need)
    two = reader.read((kind, spread), parse_quantity, raw[spread], FACTOR)
    if one is None or two is None:
        return None
    return reader.read((kind,), _make, kind, {size: one, spread: two})


def _discrete(raw: Any, need: Dimension, reader: Reader) -> Distribution | None:
    place = ("discrete",)
    pairs = raw if isinstance(raw, list | tuple) else ()
    if not pairs or not all(isinstance(p, list | tuple) and len(p) == 2 for p in pairs):
        reader.tell("E322", raw, place, kind="discrete", form=_form("discrete", need))
        return None
    params: list[float | None] = []
    for i, (value, share) in enumerate(pairs):
        params.append(reader.read((*place, i, 0), parse_quantity, value, need))
        params.append(reader.read((*place, i, 1), parse_quantity, share, SHARE))
    known = tuple(p for p in params if p is not None)
    if len(known) < len(params):
        return None
    total = math.fsum(known[1::2])
    if abs(total - 1) > 1e-9:
        reader.tell("E325", raw, place, total=f"{total:.6%}")
        return None
    return Distribution("discrete", known)


def _make(kind: str, params: dict[str, float]) -> Distribution:
    """A distribution whose parameters must all be above zero, with finite moments."""
    for name, value in params.items():
        if value <= 0:
            place = (name,) if len(params) > 1 else ()
            raise Fault("E324", value, place, kind=kind, parameter=name)
    try:
        dist = _MAKERS[kind, next(iter(params))](*params.values())
        if math.isfinite(dist.mean) and math.isfinite(dist.variance) and dist.mean > 0:
            return dist
    except (OverflowError, ZeroDivisionError, ValueError):
        pass
    raise Fault("E328", flow(params), kind=kind)


def _lognormal_of_mean(mean: float, cv: float) -> Distribution:
    square = math.log1p(cv * cv)
    return Distribution("lognormal", (math.log(mean) - square / 2, math.sqrt(square)))


def _lognormal_of_median(median: float, sigma: float) -> Distribution:
    return Distribution("lognormal", (math.log(median), sigma))


def _exponential(mean: float) -> Distribution:
    return Distribution("exponential", (mean,))


def _gamma(mean: float, cv: float) -> Distribution:
    return Distribution("gamma", (1 / (cv * cv), mean * cv * cv))


def _weibull(scale: float, shape: float) -> Distribution:
    return Distribution("weibull", (scale, shape))


_MAKERS: dict[tuple[str, str], Callable[..., Distribution]] = {
    ("exponential", "mean"): _exponential,
    ("lognormal", "mean"): _lognormal_of_mean,
    ("lognormal", "median"): _lognormal_of_median,
    ("gamma", "mean"): _gamma,
    ("weibull", "scale"): _weibull,
}


def _examples(need: Dimension) -> dict[str, Any]:
    low, middle, high = _EXAMPLES[need]
    return {
        "value": middle,
        "constant": middle,
        "uniform": [low, high],
        "triangular": [low, middle, high],
        "pert": [low, middle, high],
        "exponential": middle,
        "lognormal": {"mean": middle, "cv": "50%"},
        "gamma": {"mean": middle, "cv": "50%"},
        "weibull": {"scale": middle, "shape": 1.5},
        "discrete": [[low, "30%"], [high, "70%"]],
    }


def _form(kind: str, need: Dimension) -> str:
    return f"{kind}: {flow(_examples(need)[kind])}"


def _schema(need: Dimension) -> dict[str, Any]:
    """JSON Schema: a quantity, or a mapping with exactly one distribution."""
    quantity, factor = quantity_schema(need), quantity_schema(FACTOR)
    examples = _examples(need)

    def listed(count: int) -> dict[str, Any]:
        return {"type": "array", "items": quantity, "minItems": count, "maxItems": count}

    def named(kind: str) -> dict[str, Any]:
        pairs = _NAMED[kind]
        kinds = {k: factor if k == pair[1] else quantity for pair in pairs for k in pair}
        return {
            "type": "object",
            "properties": kinds,
            "additionalProperties": False,
            "oneOf": [{"required": list(pair)} for pair in pairs],
        }

    step = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
    kinds: dict[str, dict[str, Any]] = {
        "value": quantity,
        "constant": quantity,
        "uniform": listed(2),
        "triangular": listed(3),
        "pert": listed(3),
        "exponential": quantity,
        **{kind: named(kind) for kind in _NAMED},
        "discrete": {"type": "array", "items": step, "minItems": 1},
    }
    properties = {
        kind: {**kinds[kind], "description": _SAYS[kind], "examples": [examples[kind]]}
        for kind in KINDS
    }
    mapping = {
        "type": "object",
        "properties": {**properties, "range": range_schema(quantity), **pedigree_schema()},
        "additionalProperties": False,
        "oneOf": [{"required": [kind]} for kind in KINDS],
    }
    return {"anyOf": [quantity, mapping]}
