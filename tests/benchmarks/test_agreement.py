"""What is timed beside our engine plays the same model: means agree within sampling error."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.agreement import LIMIT, sample, z_scores
from benchmarks.cases import Case, first_year, reduced, waiting
from benchmarks.counts import Counts
from benchmarks.entries import ENGINE, ENTRIES, IDIOMATIC, Entry
from tests.examples import sampled

REPLICATIONS = 8
CASES = {
    "year": first_year(1),
    "waiting": waiting("short", "backfill", 1),
    "reduced": reduced(),
    "fewer": Case("fewer", reduced().path, ({"demand.lines.rate": "3 per month"},)),
}
REDUCED = [entry for entry in ENTRIES if entry.counts and entry is not ENGINE]


@cache
def ours(case: str) -> list[Counts]:
    return sample(ENGINE, CASES[case], REPLICATIONS)


def worst(entry: Entry, case: str, of_ours: str) -> tuple[float, str]:
    scores = z_scores(ours(of_ours), sample(entry, CASES[case], REPLICATIONS))
    return max((abs(z), name) for name, z in scores.items())


@pytest.mark.parametrize("case", sampled(["year", "waiting"], ["waiting"]))
def test_the_idiomatic_program_plays_our_model(case: str) -> None:
    assert not IDIOMATIC.obstacle(CASES[case])
    assert worst(IDIOMATIC, case, case) < (LIMIT, "")


@pytest.mark.parametrize("entry", REDUCED, ids=lambda entry: entry.name)
def test_all_play_the_reduced_model(entry: Entry) -> None:
    if entry.absent():
        pytest.skip(str(entry.absent()))
    assert worst(entry, "reduced", "reduced") < (LIMIT, "")


def test_another_model_is_found() -> None:
    assert worst(IDIOMATIC, "fewer", "reduced") > (LIMIT, "")


def test_what_a_program_leaves_out_is_refused() -> None:
    assert IDIOMATIC.obstacle(waiting("short", "strict", 1)) == "does not have Plan.strict"
    assert {entry.name for entry in ENTRIES if not entry.absent() and entry.obstacle(first_year(1))}
