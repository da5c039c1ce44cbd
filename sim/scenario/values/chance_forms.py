"""The forms of a chance: what each distribution is called, looks like, and its JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from sim.scenario.values.distributions import Kind
from sim.scenario.values.faults import flow
from sim.scenario.values.fields import pedigree_schema
from sim.scenario.values.numbers import quantity_schema, range_schema
from sim.scenario.values.units import AREA, FACTOR, SPAN, Dimension

FOREVER: Final = "forever"
# Pairs of keys a distribution with named parameters takes; sizes have the chance's dimension.
NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "lognormal": (("mean", "cv"), ("median", "sigma")),
    "gamma": (("mean", "cv"),),
    "weibull": (("scale", "shape"),),
}
LISTED: dict[str, Kind] = {"uniform": "uniform", "triangular": "triangular", "pert": "pert"}
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
