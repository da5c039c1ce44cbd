"""More let before the clock: nobody else is served sooner, and nobody else's luck moves."""

from __future__ import annotations

from pathlib import Path

from sim.model.log import COLUMNS, Log, What
from sim.scenario.plan.plan import FOREVER
from tests.play import play, scenario

LINE = Path(__file__).parent / "line.yaml"
AT = {name: place for place, name in enumerate(COLUMNS)}


Wishes = dict[int, tuple[int, int, int]]


def wishes(log: Log) -> Wishes:
    """By number of a company of the stream: when it asked, how much, and when it was granted."""
    mine = log.rows[log.rows[:, AT["entity"]] == log.plan.entities.index("firms")]
    found = {}
    for row in mine.tolist():
        number = row[AT["number"]]
        if row[AT["what"]] == What.ASKED:
            found[number] = row[AT["tick"]], row[AT["area"]], FOREVER
        elif row[AT["what"]] == What.GRANTED:
            found[number] = *found[number][:2], row[AT["tick"]]
    return found


def served_later(before: list[Wishes], after: list[Wishes]) -> int:
    """How many are granted later; nobody sooner, and all ask for the same at the same time."""
    later = 0
    for one, other in zip(before, after, strict=True):
        assert one.keys() == other.keys()
        for number, (tick, area, granted) in one.items():
            assert other[number][:2] == (tick, area)
            assert other[number][2] >= granted
            later += other[number][2] > granted
    return later


def test_the_more_was_let_the_later_are_others_served() -> None:
    shares = ("0%", "40%", "100%")
    halls = {"supply.halls.start": "2023-06"}
    less, some, all_ = (
        play(scenario(LINE, {**halls, "supply.halls.let_ahead": share}), wishes) for share in shares
    )
    assert served_later(less, some) + served_later(some, all_) > 100
