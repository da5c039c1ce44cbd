"""The part of the reference page on quantities, dates, distributions and pedigree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.scenario.schema.editor import CHILD_KEYS
from sim.scenario.values import limits
from sim.scenario.values.chance_forms import KINDS, SAYS, form_of
from sim.scenario.values.fields import PEDIGREE_SAYS
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
