"""Faults of what answers cycles and of hazards, each with the check that tells it."""

from __future__ import annotations

from sim.scenario.checks import company, cycles, effect
from tests.unit.checks.changes import NO_SPACE, Break

BREAKS: list[Break] = [
    # 80% ^ 18 is one part of 55
    (
        cycles.answers_stay_within_reason,
        {"stages.research.answers": {"funding": {"duration": {"value": 1, "range": [-18, 1]}}}},
        "E495",
        "stages.research.answers",
    ),
    (
        cycles.answers_stay_within_reason,
        {
            "cycles.funding": {"linear": {"2025-01": {"value": 0.5, "range": [0, 1]}}},
            "tracks.drug.stages": {"production": {"answers": {"funding": {"success": 0.1}}}},
        },
        "E495",
        "tracks.drug.stages.production.answers",
    ),
    (
        cycles.answers_stay_within_reason,
        {
            "cycles.funding": {"growth": "100% per year", "start": "2024-01", "end": "2026-12"},
            "stages.research.answers": {"funding": {"area": 2}},
        },
        "E495",
        "stages.research.answers",
    ),
    # it has grown for forty years when the clock starts
    (
        cycles.answers_stay_within_reason,
        {
            "cycles.funding": {"growth": "30% per year", "start": "1984-01"},
            "stages.research.answers": {"funding": {"area": 1}},
        },
        "E495",
        "stages.research.answers",
    ),
    (
        cycles.answers_state_something,
        {"stages.research.answers": {"funding": {"lag": "3 months"}}},
        "E490",
        "stages.research.answers.funding",
    ),
    (
        cycles.answers_have_an_effect,
        {"stages.research.answers": {"funding": {"elsewhere": -1}}},
        "W606",
        "stages.research.answers.funding.elsewhere",
    ),
    (
        cycles.answers_have_an_effect,
        {"stages.research": NO_SPACE | {"answers": {"funding": {"area": 1}}}, "stock": {}},
        "W606",
        "stages.research.answers.funding.area",
    ),
    (
        cycles.answers_have_an_effect,
        {"stages.research.answers": {"funding": {"closes": -2}}},
        "W606",
        "stages.research.answers.funding.closes",
    ),
    # ln(50) is 3.9: empty is 80% more than usual, full 60% less
    *(
        (
            cycles.answers_to_the_market_stay_within_reason,
            {"stages.research.market": {"usual": usual, "area": area}},
            "E495",
            "stages.research.market",
        )
        for usual, area in (("20%", 5), ({"value": "50%", "range": ["10%", "60%"]}, -7))
    ),
    (
        cycles.answers_to_the_market_have_an_effect,
        {"stages.research.market": {"usual": "20%"}},
        "E490",
        "stages.research.market",
    ),
    (
        cycles.answers_to_the_market_have_an_effect,
        {"tracks.drug.stages": {"research": {"market": {"usual": "20%", "elsewhere": -2}}}},
        "W606",
        "tracks.drug.stages.research.market.elsewhere",
    ),
    (
        company.hazards_are_not_negative,
        {"stages.research.closes": "-1% per year"},
        "E472",
        "stages.research.closes",
    ),
    (
        effect.what_is_zero_is_left_out,
        {"stages.research.closes": "0% per year"},
        "W619",
        "stages.research.closes",
    ),
    (
        cycles.answers_have_an_effect,
        {"stages.research.answers": {"funding": {"gives_back": -2}}},
        "W606",
        "stages.research.answers.funding.gives_back",
    ),
    (
        company.hazards_are_not_negative,
        {"stages.research.gives_back": {"rate": "-1% per year", "share": "30%"}},
        "E472",
        "stages.research.gives_back.rate",
    ),
    *(
        (
            effect.what_is_zero_is_left_out,
            {"stages.research.gives_back": {"rate": "5% per year", "share": "30%", key: nothing}},
            "W619",
            f"stages.research.gives_back.{key}",
        )
        for key, nothing in (("rate", "0% per year"), ("share", "0%"))
    ),
]
