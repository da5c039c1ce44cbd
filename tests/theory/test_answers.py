"""Answers to a cycle against closed forms: what is answered is × factor ^ elasticity."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.log import COLUMNS, Fate, Log, What
from sim.scenario.plan.compile import compile_plan
from sim.scenario.values.dates import MONTH
from tests.logs import columns
from tests.play import play, scenario
from tests.theory.sampling import column, near, near_ratio

BOOM = Path(__file__).parent / "answers.yaml"
FACTOR, ELASTICITY = 2.25, 0.5
MORE = FACTOR**ELASTICITY


def means(log: Log, change: int) -> list[list[float]]:
    """Sums and counts of area, stay, success and leaving, [before or after the change, what].

    Who asks in the last months before it may end after it and is left out.
    """
    rows = log.rows
    at = columns(rows)

    def rows_of(what: What) -> np.ndarray:
        return rows[at["what"] == what]

    tick, number, area, aux = (COLUMNS.index(n) for n in ("tick", "number", "area", "aux"))
    asked, started, ended = (rows_of(w) for w in (What.ASKED, What.STARTED, What.STAGE_ENDED))
    arrived, gone = rows_of(What.ARRIVED), rows_of(What.ENDED)
    gone = gone[gone[:, aux] == Fate.ELSEWHERE]
    end = dict(zip(ended[:, number].tolist(), ended[:, tick].tolist(), strict=True))
    found = []
    for first, last in ((0, change - 6 * MONTH), (change, log.plan.end - 6 * MONTH)):
        within = [t[(t[:, tick] >= first) & (t[:, tick] < last)] for t in (asked, started, ended)]
        stays = [end[row[number]] - row[tick] for row in within[1].tolist()]
        come, left = (((t[:, tick] >= first) & (t[:, tick] < last)).sum() for t in (arrived, gone))
        found.append(
            [
                float(within[0][:, area].sum()),
                float(len(within[0])),
                float(sum(stays)) / MONTH,
                float(len(stays)),
                float(within[2][:, aux].sum()),
                float(len(within[2])),
                float(left),
                float(come),
            ]
        )
    return found


@pytest.mark.parametrize("lag", [0, 5])
def test_every_answer_is_the_factor_to_its_elasticity(lag: int) -> None:
    later = {"stages.work.answers.funding.lag": f"{lag} months"}
    found = column(play(scenario(BOOM, later), lambda log: means(log, (24 + lag) * MONTH)))
    usual = {"area": 100.0, "stay": 3.0, "success": 0.4, "elsewhere": 0.5}
    factors = {"area": MORE, "stay": MORE, "success": MORE, "elsewhere": 1 / FACTOR}
    for i, (what, expected) in enumerate(usual.items()):
        before, after = found[:, 0, 2 * i : 2 * i + 2], found[:, 1, 2 * i : 2 * i + 2]
        near_ratio(f"{what} before", before[:, 0], before[:, 1], expected)
        near_ratio(f"{what} after", after[:, 0], after[:, 1], expected * factors[what])


def test_a_stage_succeeds_and_everybody_leaves_at_most_always() -> None:
    sure = {"stages.work.answers.funding": {"success": 2, "elsewhere": 2}}
    found = column(play(scenario(BOOM, sure), lambda log: means(log, 24 * MONTH), 4))
    assert found[:, 1, 7].min() > 100
    assert (found[:, 1, 6] == found[:, 1, 7]).all()
    stay = {"stages.work.answers.funding": {"success": 2}}
    found = column(play(scenario(BOOM, stay), lambda log: means(log, 24 * MONTH), 4))
    assert found[:, 1, 5].min() > 100
    assert (found[:, 1, 4] == found[:, 1, 5]).all()


def test_a_cycle_that_grows_counts_at_the_start_of_each_month() -> None:
    grows = {"cycles.funding": {"growth": "21% per year", "start": "2025-01", "end": "2026-12"}}
    (months,) = compile_plan(scenario(BOOM, grows)).answers
    years = [min(max(0.0, (month - 12) / 12), 2.0) for month in range(48)]
    assert [month.area for month in months] == pytest.approx([1.1**t for t in years])
    straight = {"cycles.funding": {"linear": {"2024-03": 1, "2024-07": 4}}}
    (months,) = compile_plan(scenario(BOOM, straight)).answers
    factors = [1.0, 1.0, 1.0, 1.75, 2.5, 3.25, 4.0]
    assert [month.elsewhere for month in months[:7]] == pytest.approx([1 / f for f in factors])


def test_leased_area_is_the_product_of_its_answers() -> None:
    """Little's law: rate × P(lease) × E[area] × E[stay], each with its answer."""

    def leased(log: Log) -> list[float]:
        tick, what, area = (COLUMNS.index(n) for n in ("tick", "what", "area"))
        moves = {What.GRANTED: 1, What.RELEASED: -1}
        total = [0.0, 0.0]
        for row in log.rows.tolist():
            for i, (first, last) in enumerate(((12, 24), (36, 48))):
                # m² × months until `last`, less those until `first`
                left = max(0, last * MONTH - row[tick]) - max(0, first * MONTH - row[tick])
                total[i] += moves.get(row[what], 0) * row[area] * left / MONTH
        return [total[0] / 12, total[1] / 12]

    found = column(play(scenario(BOOM), leased))
    near("leased before", found[:, 0], 20 * 0.5 * 100 * 3)
    near("leased after", found[:, 1], 20 * (1 - 0.5 / FACTOR) * 100 * MORE * 3 * MORE)
