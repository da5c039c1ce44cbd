"""Chances: a distribution from which every company or lot draws its own value."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, Self

from sim.scenario.values.distributions import Distribution, LawKind
from sim.scenario.values.faults import Fault, ValueReader, flow
from sim.scenario.values.fields import Pedigree, Written, keep, pedigree_schema, read_pedigree
from sim.scenario.values.limits import LARGEST, SPREADS
from sim.scenario.values.numbers import Range, quantity_schema, range_schema, read_range
from sim.scenario.values.quantities import half_unit, parse_quantity, said_quantity
from sim.scenario.values.units import AREA, FACTOR, SHARE, SPAN, Dimension, Units

FOREVER: Final = "forever"
# Pairs of keys a distribution with named parameters takes; sizes have the chance's dimension.
NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "lognormal": (("mean", "cv"), ("median", "sigma")),
    "gamma": (("mean", "cv"),),
    "weibull": (("scale", "shape"),),
}
LISTED: dict[str, LawKind] = {"uniform": "uniform", "triangular": "triangular", "pert": "pert"}
_EXAMPLES = {
    AREA: ("3000 m²", "5000 m²", "9000 m²"),
    SPAN: ("15 months", "21 months", "30 months"),
}
SAYS = {
    "value": "The same for everyone; a time span may be `forever`.",
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
KINDS = ("value", "constant", *LISTED, "exponential", *NAMED, "discrete")


def examples_of(need: Dimension) -> dict[str, Any]:
    """YAML data of one example of every form."""
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


def form_of(kind: str, need: Dimension) -> str:
    """One form as a person writes it."""
    return f"{kind}: {flow(examples_of(need)[kind])}"


def chance_schema(need: Dimension) -> dict[str, Any]:
    """JSON Schema: a quantity, or a mapping with exactly one distribution."""
    quantity, factor = quantity_schema(need), quantity_schema(FACTOR)
    examples = examples_of(need)

    def listed(count: int) -> dict[str, Any]:
        return {"type": "array", "items": quantity, "minItems": count, "maxItems": count}

    def named(kind: str) -> dict[str, Any]:
        pairs = NAMED[kind]
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
        **{kind: named(kind) for kind in NAMED},
        "discrete": {"type": "array", "items": step, "minItems": 1},
    }
    properties = {
        kind: {**kinds[kind], "description": SAYS[kind], "examples": [examples[kind]]}
        for kind in KINDS
    }
    mapping = {
        "type": "object",
        "properties": {**properties, "range": range_schema(quantity), **pedigree_schema()},
        "additionalProperties": False,
        "oneOf": [{"required": [kind]} for kind in KINDS],
    }
    forever = {"examples": [*quantity["examples"], FOREVER]} if need == SPAN else {}
    return {"anyOf": [{**quantity, **forever}, mapping]}


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
    units: Units = field(compare=False)
    """Those of the scenario."""
    need: ClassVar[Dimension]

    @property
    def dimension(self) -> Dimension:
        """What is drawn, in the units of the scenario."""
        return self.need.within(self.units)

    @classmethod
    def read(cls, raw: Any, reader: ValueReader) -> Self | None:
        """Read `24 months`, `forever`, or one distribution beside range and pedigree."""
        units, need = reader.units, cls.need.within(reader.units)
        if not isinstance(raw, dict):
            dist = reader.read((), _plain, raw, need)
            if dist is None:
                return None
            return cls(dist, None, Pedigree(), flow(raw), keep(raw), units)
        pedigree = read_pedigree(raw, (*KINDS, "range"), reader)
        kinds = [kind for kind in KINDS if kind in raw]
        if len(kinds) > 1:
            reader.tell("E321", raw, keys=", ".join(kinds))
        elif not kinds and not reader.told("E311"):
            reader.tell("E320", raw, known=", ".join(KINDS))
        if len(kinds) != 1:
            return None
        kind = kinds[0]
        dist = _read_distribution(kind, raw[kind], need, reader)
        bounds = None
        if "range" in raw and dist is not None and dist.kind == FOREVER:
            reader.tell("E326", raw["range"], ("range",))
        elif "range" in raw:
            mean = None if dist is None else dist.mean
            bounds = read_range(raw["range"], mean, need, reader)
        if dist is None or reader.faults:
            return None
        scale = bounds[1] / dist.mean if bounds and dist.mean > 0 else 1.0
        reader.read((kind,), _within_bounds, kind, dist.scaled(scale), need)
        if reader.faults:
            return None
        text = flow(raw[kind]) if kind == "value" else f"{kind} {flow(raw[kind])}"
        return cls(dist, bounds, pedigree, text, keep(raw), units)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """JSON Schema of the accepted data."""
        return chance_schema(cls.need)


class AreaChance(Chance):
    """An area, or a distribution of areas; kept in m²."""

    need = AREA


class SpanChance(Chance):
    """A time span, a distribution of time spans, or `forever`; kept in months."""

    need = SPAN


def _plain(raw: Any, need: Dimension) -> Distribution:
    """A constant, or `forever`."""
    if isinstance(raw, str) and raw.strip() == FOREVER:
        if need != SPAN:
            raise Fault("E327", raw, need=need.name, forms=", ".join(need.forms))
        return Distribution("forever")
    return Distribution("constant", (parse_quantity(raw, need),))


def _read_distribution(
    kind: str, raw: Any, need: Dimension, reader: ValueReader
) -> Distribution | None:
    if kind in ("value", "constant"):
        return reader.read((kind,), _plain, raw, need)
    if kind in LISTED:
        return _listed(LISTED[kind], raw, need, reader)
    if kind in NAMED:
        return _named(kind, raw, need, reader)
    if kind == "discrete":
        return _discrete(raw, need, reader)
    mean = reader.read((kind,), parse_quantity, raw, need)
    return None if mean is None else reader.read((kind,), _make, kind, {"mean": mean})


def _listed(kind: LawKind, raw: Any, need: Dimension, reader: ValueReader) -> Distribution | None:
    count = 2 if kind == "uniform" else 3
    if not isinstance(raw, list | tuple) or len(raw) != count:
        reader.tell("E322", raw, (kind,), kind=kind, form=form_of(kind, need))
        return None
    params = [reader.read((kind, i), parse_quantity, raw[i], need) for i in range(count)]
    known = [p for p in params if p is not None]
    if len(known) < count:
        return None
    if known != sorted(known):
        reader.tell("E323", raw, (kind,), kind=kind, form=form_of(kind, need))
        return None
    if known[0] == known[-1]:
        return Distribution("constant", (known[0],))
    return Distribution(kind, tuple(known))


def _named(kind: str, raw: Any, need: Dimension, reader: ValueReader) -> Distribution | None:
    names = set(raw) if isinstance(raw, dict) else set()
    pair = next((p for p in NAMED[kind] if set(p) == names), None)
    if pair is None:
        reader.tell("E322", raw, (kind,), kind=kind, form=form_of(kind, need))
        return None
    size, spread = pair
    sized = reader.read((kind, size), parse_quantity, raw[size], need)
    spreading = reader.read((kind, spread), _spread, raw[spread], kind, spread)
    if sized is None or spreading is None:
        return None
    return reader.read((kind,), _make, kind, {size: sized, spread: spreading})


def _discrete(raw: Any, need: Dimension, reader: ValueReader) -> Distribution | None:
    place = ("discrete",)
    pairs = raw if isinstance(raw, list | tuple) else ()
    if not pairs or not all(isinstance(p, list | tuple) and len(p) == 2 for p in pairs):
        reader.tell("E322", raw, place, kind="discrete", form=form_of("discrete", need))
        return None
    params: list[float | None] = []
    for i, (value, share) in enumerate(pairs):
        params.append(reader.read((*place, i, 0), parse_quantity, value, need))
        params.append(reader.read((*place, i, 1), parse_quantity, share, SHARE))
    known = tuple(p for p in params if p is not None)
    if len(known) < len(params):
        return None
    total = math.fsum(known[1::2])
    if abs(total - 1) > max(1e-9, math.fsum(half_unit(str(s), SHARE) for _, s in pairs) - 1e-9):
        reader.tell("E325", raw, place, total=f"{total:.6%}")
        return None
    if abs(total - 1) > 1e-9:  # rounded shares, such as 33.3% three times
        known = tuple(p / total if i % 2 else p for i, p in enumerate(known))
    return Distribution("discrete", known)


def _spread(raw: Any, kind: str, parameter: str) -> float:
    """How much a law varies, within what its tables hold."""
    value = parse_quantity(raw, FACTOR)
    if value <= 0:
        raise Fault("E324", raw, kind=kind, parameter=parameter)
    low, high = SPREADS[kind, parameter]
    if not low <= value <= high:
        words = {"value": f"{value:g}", "low": f"{low:g}", "high": f"{high:g}"}
        raise Fault("E337", raw, kind=kind, parameter=parameter, **words)
    return value


def _within_bounds(kind: str, dist: Distribution, need: Dimension) -> None:
    """Neither the mean of a law, at the upper end of its range, nor a draw is beyond bounds."""
    if dist.kind == FOREVER:
        return
    most = {"E338": need.high, "E339": LARGEST[need.key]}
    for code, value in (("E338", dist.mean), ("E339", dist.largest)):
        if value > most[code]:
            words = {"value": said_quantity(value, need), "high": said_quantity(most[code], need)}
            raise Fault(code, flow(dist.params), kind=kind, **words)


def _make(kind: str, params: dict[str, float]) -> Distribution:
    """A distribution whose parameters must all be above zero."""
    for name, value in params.items():
        if value <= 0:
            place = (name,) if len(params) > 1 else ()
            raise Fault("E324", value, place, kind=kind, parameter=name)
    return _MAKERS[kind, next(iter(params))](*params.values())


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
