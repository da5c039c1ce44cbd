"""The table of scenarios: each cell says what the files of the run say, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from sim.report.scenarios import ABSENT, Played, scenarios
from sim.text.figures import Words


def judged(word: str, share: float | None, low: float, high: float) -> dict[str, Any]:
    return {"word": word, "probability": {"share": share, "low": low, "high": high}}


def onset(share: float, month: str | None) -> dict[str, Any]:
    return {"happens": {"share": share, "holds": round(100 * share)}, "p50": month}


NEVER = onset(0, None)
VERDICT: dict[str, Any] = {
    "shortage": judged("short", 0.394, 0.27, 0.53),
    "idle": judged("idle", 0.0, 0.0, 0.004),
    "labels": {"space/lab": ["实验室", "Lab"], "space/factory": ["厂房", "Factory"]},
    "signals": [
        {
            "space": "lab",
            "park": None,
            "shortage": onset(0.42, "2030-09"),
            "glut": onset(1, "2026-01"),
        },
        {
            "space": "factory",
            "park": None,
            "shortage": onset(0.996, "2034-09"),
            "glut": onset(1, "2024-01"),
        },
        {
            "space": "factory",
            "park": "zhangjiang",
            "shortage": onset(1, "2023-10"),
            "glut": NEVER,
        },
    ],
}
REQUIRED = {
    "confidence": 0.8,
    "spaces": [
        {
            "answers": [
                {"confidence": 0.5, "value": -5e5, "low": -6e5, "high": -4e5, "total_m2_gross": 0},
                {
                    "confidence": 0.8,
                    "value": -2e5,
                    "low": -3e5,
                    "high": None,
                    "total_m2_gross": 92e4,
                },
            ]
        }
    ],
}


def cells(played: Played, *years: int) -> list[str]:
    text = scenarios([played], years)
    head, rule, row, *rest = text.splitlines()
    assert head.count("|") == rule.count("|") == row.count("|")
    assert rest == []
    return [cell.strip() for cell in row.strip("|").split("|")]


def one(**fields: Any) -> Played:
    return Played("boom", Words("热潮", "Boom"), **{"verdict": VERDICT, **fields})


def test_a_row_says_what_the_run_says() -> None:
    row = cells(one(required=REQUIRED, output={2027: (1.4, 2.5, 3.6)}), 2027, 2030)
    assert row == [
        "热潮 Boom `boom`",
        "不足 short 39 (27–53)",
        "富余过多 too much idle 0 (0–<1)",
        ABSENT,
        "厂房 Factory >99% 2034-09",
        "厂房 Factory 100% 2024-01",
        "92 (82–?)",
        "2 (1–4)",
        ABSENT,
    ]


def test_goals_stand_beside_where_there_are_any() -> None:
    goals = judged("unclear", 0.77, 0.64, 0.86)
    assert cells(one(verdict=VERDICT | {"promises": {"goals": goals}}))[3] == (
        "尚难判定 cannot tell 77 (64–86)"
    )


def test_what_never_happens_and_what_was_not_tested_is_said() -> None:
    signals = [{"space": "lab", "park": None, "shortage": NEVER, "glut": None}]
    untested = judged("untested", None, 0, 1)
    row = cells(one(verdict=VERDICT | {"signals": signals, "idle": untested}))
    assert row[2] == ABSENT
    assert row[4:6] == ["无 none", "无 none"]


def test_an_area_that_was_not_found_is_not_made_up() -> None:
    lost = {"confidence": 0.8, "value": None, "low": None, "high": None}
    row = cells(one(required={"confidence": 0.8, "spaces": [{"answers": [lost]}]}))
    assert row[6] == ABSENT


def test_one_space_type_is_asked_about() -> None:
    two = {"confidence": 0.8, "spaces": [{"answers": []}, {"answers": []}]}
    with pytest.raises(ValueError, match="too many"):
        scenarios([one(required=two)], ())


def test_rows_keep_the_order_given() -> None:
    names = [Played(name, Words("甲", "A"), VERDICT) for name in ("b", "a")]
    rows = scenarios(names, ()).splitlines()[2:]
    assert ["`b`" in rows[0], "`a`" in rows[1]] == [True, True]
