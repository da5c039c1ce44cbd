"""Contract makers' space, own plants and the return flow: what they change, and what they leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.draws.routes import Route
from sim.measures.counting.history import history
from sim.measures.counting.plants import OWN
from sim.model.log import COLUMNS, Arrival, Fate, Log, What
from tests.logs import tallied
from tests.play import play, scenario

SCENARIOS = Path(__file__).parents[1]
WHOLE = SCENARIOS / "scenarios" / "whole.yaml"
AMPLE = SCENARIOS / "theory" / "chain.yaml"
Changes = Mapping[str, object]
RETURNS: Changes = {"returns": {"rate": "200% per year"}}
PLANT: Changes = {"stages.make.route.plant": {}}
ASKED = "stages.trial.route.cdmo_demand"


def told(log: Log) -> pd.DataFrame:
    """The rows with names for ids: more ids shift the ranks of the others."""
    return log.table()


def same(one: Changes, other: Changes, path: Path = WHOLE) -> None:
    for left, right in zip(*(play(scenario(path, c), told, 4) for c in (one, other)), strict=True):
        assert len(left) > 500
        pd.testing.assert_frame_equal(left, right)


@pytest.mark.parametrize(
    ("changes", "as_if"),
    [
        ({"returns": {"rate": "0% per year"}}, {}),
        ({f"{ASKED}.chance": "100%"}, {}),
        (
            {"stages.trial.area": "500 m²"},
            {
                "stages.trial.area": "500 m²",
                ASKED: {"stream": "cdmo", "area": "200 m²", "basis": "lettable"},
            },
        ),
        (
            {**PLANT, "stages.make.basis": "lettable", "stages.make.area": "900 m²"},
            {
                "stages.make.route.plant": {"area": "900 m²", "basis": "lettable"},
                "stages.make.basis": "lettable",
                "stages.make.area": "900 m²",
            },
        ),
    ],
    ids=["nobody returns", "every maker is here", "a share is an area", "as asked, spelt out"],
)
def test_two_ways_to_write_it(changes: Changes, as_if: Changes) -> None:
    central = {f"{ASKED}.share": "40%"} if ASKED not in as_if else {}
    same({**changes, f"{ASKED}.share": "40%"}, {**as_if, **central})


def test_no_maker_in_the_city_is_no_demand_of_makers() -> None:
    route = {"elsewhere": "10%", "cdmo": "25%"}
    asked = {"stream": "cdmo", "share": "40%", "chance": "0%"}
    here, gone = (
        play(scenario(WHOLE, {"stages.trial.route": one, "opening.pipeline": False}), told, 4)
        for one in ({**route, "cdmo_demand": asked}, route)
    )
    for one, other in zip(here, gone, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_own_plants_change_no_lease() -> None:
    """Only the areas of the plants are added to the rows."""
    area, what = COLUMNS.index("area"), COLUMNS.index("what")
    large = {"stages.make.route.plant": {"area": "7 万m²", "basis": "gross"}}
    plain, asked, other = (
        play(scenario(WHOLE, c), lambda log: log.rows, 4) for c in ({}, PLANT, large)
    )
    for rows, *more in zip(plain, asked, other, strict=True):
        for found in more:
            added = rows[:, area] != found[:, area]
            assert added.sum() > 5
            assert set(found[added, what]) == {What.BUILDING, What.STARTED}
            kept = np.delete(found, area, axis=1)
            assert np.array_equal(np.delete(rows, area, axis=1), kept)


def test_plants_three_times_as_large_are_three_times_the_area() -> None:
    def levels(log: Log) -> np.ndarray:
        return tallied(log).plants

    small, large = (
        play(scenario(WHOLE, {"stages.make.route.plant": {"area": a, "basis": "lettable"}}), levels)
        for a in ({"uniform": ["100 m²", "101 m²"]}, "301.5 m²")
    )
    usual = play(scenario(WHOLE, PLANT), levels)
    for one, three, drawn in zip(small, large, usual, strict=True):
        assert drawn.sum() > 0
        assert one.shape == three.shape == (len(OWN), *drawn.shape[1:])
        built = one > 0
        assert (three[built] / one[built] == pytest.approx(3, rel=0.02)) and (three > 0).sum() > 9


def test_who_comes_back_leaves_the_others_alone_where_there_is_room() -> None:
    """With all the room they want, nobody notices who returns."""

    def of_others(log: Log) -> pd.DataFrame:
        table = log.table().drop(columns=["request"])
        return table[~table["entity"].str.startswith("returns/")].reset_index(drop=True)

    alone, with_them = (play(scenario(AMPLE, c), of_others, 2) for c in ({}, RETURNS))
    for one, other in zip(alone, with_them, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_faster_return_brings_the_same_firms_sooner() -> None:
    """The uniform of the time away is the firm's own: sooner, and never fewer."""

    def back(log: Log) -> dict[tuple[str, int], float]:
        table = log.table()
        rows = table[table["entity"].str.startswith("returns/") & (table["what"] == "arrived")]
        return {(r.entity, r.number): r.tick for r in rows.itertuples()}

    rates = ("20% per year", "100% per year", "1000% per year")
    played = [play(scenario(AMPLE, {"returns": {"rate": rate}}), back, 2) for rate in rates]
    for slow, middle, fast in zip(*played, strict=True):
        assert slow.keys() < middle.keys() < fast.keys()
        for one, other in ((slow, middle), (middle, fast)):
            assert all(other[firm] < tick for firm, tick in one.items())


def test_every_square_metre_of_a_plant_is_built_before_it_is_used() -> None:
    for one in play(scenario(WHOLE, PLANT), history):
        table = one.plants
        used = (table.started >= 0) & (table.begun >= 0)
        assert used.any() and (table.begun < 0).any()
        assert (table.begun[used] < table.started[used]).all()
        over = (table.ended >= 0) & used
        assert (table.started[over] < table.ended[over]).all()


def test_the_more_are_housed_the_fewer_ask_and_nobody_else_goes_elsewhere() -> None:
    """The uniform of the route is the company's own: who leases with more housed did with fewer."""

    def routes(log: Log) -> dict[str, set[tuple[int, int]]]:
        table = log.table()
        trial = table[table["stage"] == "trial"]
        groups = {
            "asked": trial["what"] == "asked",
            "housed": (trial["what"] == "started") & (trial["aux"] == Route.HOUSED),
            "elsewhere": (trial["what"] == "ended") & (trial["aux"] == Fate.ELSEWHERE),
        }
        return {
            name: {(r.entity, r.number) for r in trial[rows].itertuples()}
            for name, rows in groups.items()
        }

    shares = ("0%", "30%", "60%", "100%")
    played = [
        play(scenario(AMPLE, {"stages.trial.route.housed": share}), routes, 2) for share in shares
    ]
    for none, some, more, every in zip(*played, strict=True):
        assert none["housed"] == set() and every["asked"] == set()
        assert none["asked"] > some["asked"] > more["asked"]
        assert some["housed"] < more["housed"] < every["housed"]
        assert none["elsewhere"] == some["elsewhere"] == every["elsewhere"] != set()


def test_the_more_lines_a_firm_has_the_more_part_and_none_is_lost() -> None:
    """Each line has a success of its own: those that part of two also part of three."""

    def parted(log: Log) -> set[tuple[str, int]]:
        table = log.table()
        rows = table[(table["what"] == "arrived") & (table["aux"] == Arrival.LINE)]
        return {(r.entity, r.number) for r in rows.itertuples()}

    numbers = (1, 2, 2.5, 3)
    played = [
        play(scenario(AMPLE, {"stages.research.lines": {"number": n}}), parted, 2) for n in numbers
    ]
    for one, two, between, three in zip(*played, strict=True):
        assert not one and two < between < three


def test_what_is_left_behind_is_nobodys_matter_where_there_is_room() -> None:
    """The larger the share, the more is left behind; the rows of all that goes on are the same."""

    def told(log: Log) -> tuple[set[tuple[int, int]], pd.DataFrame]:
        table = log.table().drop(columns=["request"])
        left = table["what"] == "stranded"
        in_fit_out = (table["what"] == "released") & (table["aux"] == 0)
        called_off = left | in_fit_out | (table["what"] == "cancelled")
        names = {(r.entity, r.number) for r in table[left].itertuples()}
        return names, table[~called_off].reset_index(drop=True)

    def with_share(share: str) -> list[tuple[set[tuple[int, int]], pd.DataFrame]]:
        strands = {"share": share, "time": {"exponential": "6 months"}}
        ahead = {"stages.trial.look_ahead": "1 month", "stages.trial.strands": strands}
        return play(scenario(AMPLE, ahead), told, 2)

    runs = [with_share(share) for share in ("0%", "40%", "100%")]
    for (none, before), (some, between), (every, after) in zip(*runs, strict=True):
        assert none == set() < some < every
        pd.testing.assert_frame_equal(before, between)
        pd.testing.assert_frame_equal(before, after)
