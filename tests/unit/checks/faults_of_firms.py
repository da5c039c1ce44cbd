"""Faults of firms with several product lines, each with the check that tells it."""

from __future__ import annotations

from sim.scenario.checks import demand, effect
from tests.unit.checks.changes import CDMO, MAKERS, Break

BREAKS: list[Break] = [
    (
        demand.lines_are_few,
        {"stages.research.lines": {"number": {"value": 2, "range": [0.5, 3]}}},
        "E410",
        "stages.research.lines.number",
    ),
    (
        demand.lines_are_few,
        {"stages.research.lines": {"number": 21}},
        "E410",
        "stages.research.lines.number",
    ),
    (
        demand.a_firm_parts_once,
        {
            "stages.sale": {"space": "none", "duration": "1 year"},
            "chain": ["research", "production", "sale"],
            "stages.research.lines": {"number": 2},
            "stages.production.lines": {"number": 2},
        },
        "E497",
        "stages.production.lines",
    ),
    (
        demand.a_firm_parts_once,
        {
            **MAKERS,
            "tracks.maker": {"stages": {"production": {"route": {}}}},
            "stages.production.route": CDMO,
            "stages.research.lines": {"number": 2},
        },
        "E498",
        "stages.research.lines",
    ),
    (
        effect.what_a_stage_says_has_an_effect,
        {"stages.production.lines": {"number": 2}},
        "W619",
        "stages.production.lines",
    ),
]
