"""The bounds of the language: what every number of a scenario may be, in one place.

They lie far beyond what any city needs, and inside what the engines count exactly: whole m² and
ticks in 64 bits, and sums of m² × ticks over a month that a float still holds exactly (2⁵³).
Quantities are in their canonical units (`sim.scenario.values.units`).
"""

from __future__ import annotations

from typing import Final

QUANTITIES: Final[dict[str, tuple[float, float]]] = {
    "area": (0.0, 1e10),
    "net_area": (-1e10, 1e10),
    "share": (0.0, 1.0),
    "points": (-1.0, 1.0),
    "factor": (0.0, 1e9),
    "span": (0.0, 12_000.0),
    "rate": (0.0, 1e6),
    "growth": (-1.0, 1e8),
    "money": (0.0, 1e21),
    "money_rate": (-1e21, 1e21),
    "density": (0.0, 1e15),
    "rent": (0.0, 1e15),
    "area_per_job": (0.0, 1e6),
    "elasticity": (-100.0, 100.0),
}
"""Least and greatest value by dimension; both ends of a range and the mean of a law count too."""
LEAST: Final = 1e-9
"""The smallest quantity that is not 0: what is divided by another stays a number."""

SPREADS: Final[dict[tuple[str, str], tuple[float, float]]] = {
    ("lognormal", "cv"): (1e-3, 10.0),
    ("lognormal", "sigma"): (1e-3, 2.5),
    ("gamma", "cv"): (1e-2, 10.0),
    ("weibull", "shape"): (0.2, 100.0),
}
"""By law and parameter: beyond them tables of quantiles hold no law, or none that varies."""
LARGEST: Final = {"area": 1e11, "span": 1e12}
"""The largest value that a law may ever give, at the largest uniform number, by dimension."""

CLOCK_MONTHS: Final = 1_200
"""The longest clock."""
CITY_AREA: Final = 1e11
"""All area that stands, is built or is asked for, in m²: 2⁵³ m² × ticks a month are twice that."""
REQUESTS: Final = 3_000_000
"""Requests for space expected in one replication, over the whole clock."""
WISHES: Final = 1_000
"""Wishes to expand in one tenancy."""
CELLS: Final = 10_000_000
"""Pools × tracks × months: what is counted by all three."""
IDS: Final = 20_000_000
"""Ids of companies × streams × stages: what outsourced stages are looked up in."""

ENTRIES: Final = {
    **dict.fromkeys(("parks", "spaces", "stages", "tracks", "cycles"), 100),
    **dict.fromkeys(("demand", "supply", "reserves", "standards"), 500),
    **dict.fromkeys(("renewals", "retirements", "targets"), 500),
    "sources": 1000,
}
"""Entries of a block."""
POOLS: Final = 1_000
LOTS: Final = 5_000
STAGES: Final = 2_000
"""Stages of all tracks."""
CHOICES: Final = ENTRIES["parks"]
WAITING: Final = 1_000_000
"""The longest list that can be stated."""
PRIORITY: Final = 1_000
LINES: Final = 20
"""Product lines of a firm in the space of one stage."""
REPLICATIONS: Final = 1_000_000
POINTS: Final = 1_000_000
"""Points of a sweep."""
SEED: Final = 2**63 - 1
GROWTH: Final = 100.0
"""Growth per year where it compounds: over the longest clock it is still a number."""
RATIO: Final = 100.0
"""Area returned for each m² that a renewal takes."""
