"""What is added beside a market leaves every row of it as it was, however tight both are."""

from __future__ import annotations

from pathlib import Path

from sim.model.log import Log
from tests.play import play, scenario

HERE = Path(__file__).parent
OURS = ("firms", "halls", "opening/unit", "pipeline/firms")
"""How the names of the first market's streams, works and tenants begin."""

Row = tuple[object, ...]


def ours(log: Log) -> list[Row]:
    """The first market's rows with names for ids, without serial numbers."""
    frame = log.table().drop(columns=["request", "pool"])
    return list(frame[frame["entity"].str.startswith(OURS)].itertuples(index=False, name=None))


def test_a_market_beside_leaves_all_rows_of_the_first() -> None:
    alone, beside = (play(scenario(HERE / f), ours) for f in ("line.yaml", "unrelated.yaml"))
    assert min(map(len, alone)) > 1000
    assert alone == beside


def test_the_other_market_is_no_empty_one() -> None:
    names = {"aliens", "zeppelin", "blocks/000", "redo", "opening/bench/here", "opening/zone/aaa"}
    (log,) = play(scenario(HERE / "unrelated.yaml"), lambda log: log, 1)
    assert names <= set(log.table()["entity"])
    assert len(log.rows) > 1.5 * len(ours(log))
