"""The reference page of the scenario language, made from the schema's docstrings.

`python -m sim.scenario.schema.reference` writes `schema.json` beside this module and
`docs/reference.md`; a test holds both current.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.schema.editor import CHILD_KEYS, json_schema
from sim.scenario.values import limits
from sim.scenario.values.chances import KINDS, SAYS, form_of
from sim.scenario.values.fields import PEDIGREE_SAYS, Value
from sim.scenario.values.quantities import show_quantity
from sim.scenario.values.units import (
    AREA,
    CURRENCIES,
    DIMENSIONS,
    GROWTH,
    MAGNITUDES,
    PER,
    SPAN,
    UNITS,
)

_NUMBERS = """\
<a id="values"></a>

## Values

A number is written plainly (`24 months`) or with its pedigree:
`{value: 24 months, range: [18 months, 36 months], source: some-id, status: fact, grade: B}`.
A `range` is what nobody knows about the number; it may be `±20%`. Digits may be grouped
(`1,800,000`, `1_800_000`) and have an exponent (`1.8e6`); spaces are free around units, and
full-width characters, `m²` and `㎡` are read as their usual ones. Capitals, dots and spaces within
a unit are free too (`SQM`, `sq. ft.`). `30.000 m²` is asked about: a dot before exactly three
digits groups thousands elsewhere. No raised or framed sign is read as a digit: `10⁶` is refused.
"""
_MONEY = """\
Magnitudes in letters want a space after them: `1.2m sq ft`. Money is in the one `currency` of the
scenario, written by its code (`1.2bn GBP`, `GBP 1.2bn`) or by one of {signs}; `¥` is 元 or yen,
whichever the scenario counts in. Below a stroke units may be joined: `元/m²·天`, `元每平方米每天`.
A day of rent is 12/365 of a month's; a day of time is 1/30 month, a calendar day (`730 日历天`,
`730 calendar days`) 12/365 month, so that 365 of them are a year.
"""
_CHANCES = """\
### Distributions

Where a distribution is allowed, every company or lot draws its own value. One of these forms
stands beside the pedigree keys; `range` is then ignorance about the mean, and scales the whole
distribution. A plain quantity is the same for everyone; a time span may be `forever`.
"""
_BOUNDS = """\
### Bounds

What a number may be, at both ends of its range, and the mean of a distribution; no quantity lies
between 0 and {least} of its canonical unit. A distribution never draws more than {largest}.
`check` holds them, and the totals below in every world that ranges may give.
"""
_DATES = """\
### Dates

`2028`, `2028H1`, `2028Q1`, `2028-03` or `2028-03-15` mean their first instant; ends and upper
bounds mean their last. `2028年3月`, `2028/3`, `2028.03`, `2028q1` and `2028年一季度` are read too,
but not as keys, which are parts of paths. A window is `{between: [2023-07, 2023-12]}`, with
pedigree keys beside it if wanted.
"""
_ALIKE = """\
<a id="like"></a>

## A thing like another

`like: some-id` has the fields of another thing of its block, but for its `label`, `luck` and
`note`, then its own. Blocks of keys (`route`, `suspension`, the `stages` of a track) are joined
key by key; all else is taken whole: numbers, distributions, dates, lists, profiles, and shares or
weights by id (`parks`, `mix`). `null` leaves a field out. A field keeps the sources and the line
that it was written with.

It is spelt out in the file that writes it, after what this file itself changes. To whoever comes
later (`change`, `--set`, `with_()`) the two are separate things, like their luck and their ranges:
a change of the one leaves the other as it is.
"""
_CHILDREN = """\
## A scenario that changes another

Besides `name`, `why` and `note`, such a file has these keys only. Nearer wins:
parent < apply < change < `--set` < `with_()`. Changing a value clears its pedigree.
"""


def values_markdown() -> str:
    """The sections on values and on files that change a parent."""
    dimensions = [
        (
            d.key.replace("_", " "),
            ", ".join(f"`{form}`" for form in d.forms),
            ", ".join(_units(d.key)),
        )
        for d in DIMENSIONS.values()
    ]
    magnitudes = " ".join(f"`{word}`" for word in MAGNITUDES if word)
    return "\n".join(
        [
            _NUMBERS,
            _table(("Quantity", "Written", "Units"), dimensions),
            f"Magnitudes before a unit: {magnitudes}.\n",
            _MONEY.format(signs=" ".join(f"`{sign}`" for sign in CURRENCIES)),
            _table(
                ("Pedigree", "Meaning"), [(f"`{k}`", says) for k, says in PEDIGREE_SAYS.items()]
            ),
            _CHANCES,
            _table(("Form", "Meaning"), [(f"`{form_of(k, SPAN)}`", SAYS[k]) for k in KINDS]),
            _BOUNDS.format(least=f"{limits.LEAST:g}", largest=_largest()),
            _table(("Quantity", "Least", "Most"), _quantity_bounds()),
            _table(("Parameter", "Least", "Most"), _spread_bounds()),
            _table(("Total", "Most"), _TOTALS),
            _DATES,
            _ALIKE,
            _CHILDREN,
            _table(("Key", "Meaning"), [(f"`{k}`", says) for k, says in CHILD_KEYS.items()]),
        ]
    )


def _quantity_bounds() -> list[tuple[str, ...]]:
    return [
        (d.key.replace("_", " "), show_quantity(d.low, d, "en"), show_quantity(d.high, d, "en"))
        for d in DIMENSIONS.values()
    ]


def _spread_bounds() -> list[tuple[str, ...]]:
    bounds = limits.SPREADS.items()
    return [(f"`{p}` of {kind}", f"{low:g}", f"{high:g}") for (kind, p), (low, high) in bounds]


def _largest() -> str:
    sizes = limits.LARGEST.items()
    return " or ".join(show_quantity(size, DIMENSIONS[key], "en") for key, size in sizes)


_TOTALS: Final = [
    ("months of the clock", f"{limits.CLOCK_MONTHS:,}"),
    ("requests for space expected in one future", f"{limits.REQUESTS:,}"),
    ("area that stands, is built or is asked for", show_quantity(limits.CITY_AREA, AREA, "en")),
    ("wishes to expand in one tenancy", f"{limits.WISHES:,}"),
    ("pools (types of space × parks)", f"{limits.POOLS:,}"),
    ("pools × tracks × months", f"{limits.CELLS:,}"),
    ("lots", f"{limits.LOTS:,}"),
    ("stages of all tracks", f"{limits.STAGES:,}"),
    ("yearly growth of arrivals", show_quantity(limits.GROWTH, GROWTH, "en")),
    ("ratio of a renewal", f"{limits.RATIO:g}"),
    ("points of a sweep", f"{limits.POINTS:,}"),
    *((f"entries of `{block}`", f"{most:,}") for block, most in limits.ENTRIES.items()),
]


def _units(dimension: str) -> list[str]:
    plain = [f"`{unit}`" for unit, (kind, _) in UNITS.items() if kind == dimension and unit]
    per = [units for (_, *units), (kind, _) in PER.items() if kind == dimension]
    after = dict.fromkeys(f"`/{units[-1]}`" for units in per)
    if dimension == "money":
        return ["`元` or the currency's code"]
    if dimension == "density":
        return ["`/` an area"]
    between = ["`/` an area"] if len(per[0] if per else ()) > 1 else []
    return [*plain, *between, *after]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


_WORDS = {
    "AreaChance": "area or distribution",
    "AreaNumber": "area",
    "AreaPerJobNumber": "area per job",
    "Date": "date",
    "DateChance": "date or window",
    "DensityNumber": "money per area",
    "ElasticityNumber": "elasticity",
    "FactorNumber": "factor",
    "GrowthNumber": "growth",
    "MoneyNumber": "money",
    "MoneyRateNumber": "money per year",
    "RateNumber": "rate",
    "RentNumber": "rent",
    "ShareNumber": "share",
    "SpanChance": "time span or distribution",
    "SpanNumber": "time span",
}
_PLAIN = {bool: "true or false", int: "whole number", float: "number", str: "text"}
_TOP = """\
# Scenario reference

Made by `python -m sim.scenario.schema.reference` from the docstrings in `sim/scenario/schema`.
A scenario is a YAML file; unknown and repeated keys are errors. An id is a lower-case letter
followed by letters, digits, `-` or `_`, at most 40 characters. Quantities always have a unit.
"""


def reference_markdown(spec: type[BaseModel]) -> str:
    """The page: every block with its keys, types, defaults and meaning, then the values."""
    places = _places(spec)
    sections = [_section(block, places) for block in places]
    return "\n".join([_TOP, *sections, values_markdown()])


def _places(spec: type[BaseModel]) -> dict[type[BaseModel], list[str]]:
    """Every block with the paths where it stands, the scenario itself first."""
    places: dict[type[BaseModel], list[str]] = {}

    def visit(block: type[BaseModel], path: str) -> None:
        known = block in places
        if path not in places.setdefault(block, []):
            places[block].append(path)
        if not known:
            for key, info in block.model_fields.items():
                inner = f"{path}.{key}" if path else key
                for below, place in _blocks(info.annotation, inner):
                    visit(below, place)

    visit(spec, "")
    return places


def _blocks(kind: Any, path: str) -> Iterator[tuple[type[BaseModel], str]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind, path
    inner = f"{path}.<id>" if get_origin(kind) is dict else path
    arguments = get_args(kind)
    for argument in arguments[:1] if get_origin(kind) is Annotated else arguments:
        yield from _blocks(argument, inner)


def _section(block: type[BaseModel], places: dict[type[BaseModel], list[str]]) -> str:
    paths = places[block]
    named = ", ".join(f"`{path}`" for path in paths[:2])
    title = f"{named} and others" if len(paths) > 2 else named if paths[0] else "The scenario"
    if sum(paths == others for others in places.values()) > 1:
        title += f": {_name(block)}"
    lines = [f'<a id="{_anchor(block)}"></a>', "", f"## {title}", "", _says(block), ""]
    wider = next((b for b in places if b is not block and issubclass(b, block)), None)
    if wider is not None:
        own = [f"`{k}`" for k in wider.model_fields if k not in block.model_fields]
        link = f"[`{places[wider][0]}`](#{_anchor(wider)})"
        without = " and ".join(filter(None, [", ".join(own[:-1]), own[-1]]))
        return "\n".join([*lines, f"The keys of {link}, without {without}.", ""])
    lines += ["| Key | Type | Default | Meaning |", "|---|---|---|---|"]
    for key, info in block.model_fields.items():
        cells = (
            f"`{key}`",
            _words(info.annotation, info.metadata),
            _default(info),
            " ".join((info.description or "").split()),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _says(block: type[BaseModel]) -> str:
    return " ".join((block.__doc__ or "").split())


def _name(block: type[BaseModel]) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", block.__name__).lower()


def _anchor(block: type[BaseModel]) -> str:
    return _name(block).replace(" ", "-")


def _words(kind: Any, metadata: Sequence[Any] = ()) -> str:
    """A type in words."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        inner = (m.metadata if isinstance(m, FieldInfo) else [m] for m in arguments[1:])
        return _words(arguments[0], list(chain.from_iterable(inner)))
    if origin in (Union, types.UnionType):
        return " or ".join(_words(a, metadata) for a in arguments if a is not type(None))
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in arguments)
    if origin is dict:
        return f"map of {_words(arguments[0])} to {_words(arguments[1])}"
    if origin is list:
        return f"list of {_words(arguments[0])}"
    if kind is str and any(getattr(m, "pattern", None) for m in metadata):
        return "id"
    if issubclass(kind, Value):
        return f"[{_WORDS[kind.__name__]}](#values)"
    if issubclass(kind, BaseModel):
        return f"[{_name(kind)}](#{_anchor(kind)})"
    return _PLAIN[kind] + _limits(metadata)


def _limits(metadata: Sequence[Any]) -> str:
    low, high = (
        next((getattr(m, name) for m in metadata if hasattr(m, name)), None)
        for name in ("ge", "le")
    )
    return "" if low is None else f", at least {low}" if high is None else f", {low} to {high:,}"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    if info.default is None or info.default in ([], {}):
        return "–"
    if isinstance(info.default, BaseModel):
        return "its defaults"
    return f"`{json.dumps(info.default, ensure_ascii=False)}`"


def outputs() -> dict[Path, str]:
    """The generated files of the repository and their text."""
    from sim.scenario.schema import Spec

    scenario = Path(__file__).resolve().parents[1]
    schema = json.dumps(json_schema(Spec), ensure_ascii=False, indent=1)
    return {
        scenario / "schema.json": schema + "\n",
        scenario.parents[1] / "docs" / "reference.md": reference_markdown(Spec),
    }


if __name__ == "__main__":
    for _path, _text in outputs().items():
        _path.parent.mkdir(exist_ok=True)
        _path.write_text(_text, encoding="utf-8")
