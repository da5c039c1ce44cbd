"""What options build, by hand: later, not built, added, converted, lot by lot in each future."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.experiments.decide.building import CHANGES, DELAYED, Building, building
from sim.experiments.decide.projects import by_project
from sim.scenario.values.dates import MONTH

SPACES, PARKS = ("factory", "lab"), ("east", "west")
FACTORY, LAB = (0, 1), (2, 3)
"""Pools of each type, east and west."""
A, B, TURN, C = range(4)
LOTS = {
    "hall/000": ((FACTORY[0], 500),),
    "hall/001": ((LAB[1], 300), (FACTORY[1], 100)),
    "labs": ((LAB[1], 80),),
}


def plan() -> Any:
    return SimpleNamespace(
        entities=("hall/000", "hall/001", "turn", "labs"),
        spaces=SPACES,
        parks=PARKS,
        renewals=(SimpleNamespace(id="turn", pool=LAB[0]),),
        lots=tuple(SimpleNamespace(id=name, cells=cells) for name, cells in LOTS.items()),
        start_month=2026 * 12,
        stakes=SimpleNamespace(since=6),
    )


def site(lot: int, pool: int, area: int, month: int, opens: int = -1, taken: int = 0) -> list[int]:
    """A site that begins and opens in the middle of months of the clock."""
    start, end = (at * MONTH + MONTH // 2 for at in (month, opens))
    return [lot, pool, area, start, end if opens >= 0 else -1, taken]


def found() -> Building:
    """Two futures of the plan as it goes, and of an option that changes what is begun from July.

    The first lot stands in all of them as it was. The second is mostly laboratories; the
    option begins it five months later, in the second future as factories, and turns laboratories.
    A third, which the first option does not begin, it builds there as factories, not laboratories.
    """
    old = site(A, FACTORY[0], 500, 1, 9)
    first = [
        [old, site(B, LAB[1], 300, 7, 20), site(B, FACTORY[1], 100, 7, 20)],
        [old, site(B, LAB[1], 300, 7, 20), site(B, FACTORY[1], 100, 7, 20)],
    ]
    turned = site(TURN, FACTORY[0], 90, 8, 14, 100)
    other = [
        [old, site(B, LAB[1], 300, 12, 30), site(B, FACTORY[1], 100, 12, 30), turned],
        [old, site(B, FACTORY[1], 350, 12, 30), turned, site(C, FACTORY[1], 80, 9)],
    ]
    return building([first, other], [plan(), plan()], [plan(), plan()], SPACES, PARKS)


def by_name(areas: np.ndarray) -> dict[str, list[float]]:
    """Areas of both futures by change, type and park, but for those that are nothing."""
    return {
        f"{change} {space} {park}": areas[c, s, p].tolist()
        for c, change in enumerate(CHANGES)
        for s, space in enumerate(SPACES)
        for p, park in enumerate(PARKS)
        if areas[c, s, p].any()
    }


def test_what_differs_by_hand() -> None:
    one = found()
    assert by_name(one.changes(0)) == {
        "begun factory west": [100, 100],
        "begun lab west": [300, 300],
    }
    assert by_name(one.changes(1)) == {
        "begun factory east": [90, 90],
        "begun factory west": [100, 430],
        "begun lab west": [300, 0],
        "later factory west": [100, 100],
        "later lab west": [300, 0],
        # 300 of laboratories less and 250 of factories more: 50 are not built
        "dropped lab west": [0, 50],
        "converted_from lab west": [0, 250],
        "converted_from lab east": [100, 100],
        "converted_to factory east": [90, 90],
        "converted_to factory west": [0, 250],
        "added factory west": [0, 80],
        "added_converted factory west": [0, 80],
    }
    assert one.months_later(1, "later") == 5
    assert one.months_later(0, "later") == 0


def test_what_is_renewed_as_it_was_is_late_or_not_built_too() -> None:
    first = [[site(TURN, LAB[0], 90, 7, 12, 90)], [site(TURN, LAB[0], 90, 7, 12, 90)]]
    other = [[site(TURN, LAB[0], 90, 10, 15, 90)], []]
    one = building([first, other], [plan(), plan()], [plan(), plan()], SPACES, PARKS)
    assert by_name(one.changes(1)) == {
        "begun lab east": [90, 0],
        "later lab east": [90, 0],
        "dropped lab east": [0, 90],
    }
    assert one.months_later(1, "later") == 3


def test_only_what_is_taken_back_besides_is_converted() -> None:
    first = [[site(TURN, FACTORY[0], 90, 7, 12, 100)]]
    other = [[site(TURN, FACTORY[0], 91, 7, 12, 101)]]
    one = building([first, other], [plan(), plan()], [plan()], SPACES, PARKS)
    told = by_name(one.changes(1))
    assert told["converted_to factory east"] == [1] and told["converted_from lab east"] == [1]


@pytest.mark.parametrize("as_it_goes", ["begun", "not begun"])
def test_a_mixed_lot_is_converted_whether_the_first_option_begins_it_or_not(
    as_it_goes: str,
) -> None:
    """Laboratories and factories, all built as factories: 300 m² are another type than planned."""
    planned = [site(B, LAB[1], 300, 7), site(B, FACTORY[1], 100, 7)]
    first = [planned if as_it_goes == "begun" else []]
    one = building(
        [first, [[site(B, FACTORY[1], 400, 7)]]], [plan(), plan()], [plan()], SPACES, PARKS
    )
    told = by_name(one.changes(1))
    converted = told.get("converted_to factory west", [0])[0]
    added, of_it = (told.get(f"{key} factory west", [0])[0] for key in ("added", "added_converted"))
    assert (converted + of_it, added - of_it) == (300, 0 if as_it_goes == "begun" else 100)


def test_what_stands_still_and_what_opens_at_another_time_is_told() -> None:
    """In four futures: for good, after all, nine months later, nine months earlier; begun alike."""
    first = [[site(A, FACTORY[0], 500, 1, at)] for at in (20, -1, 20, 29)]
    other = [[site(A, FACTORY[0], 500, 1, at)] for at in (-1, 20, 29, 20)]
    one = building([first, other], [plan(), plan()], [plan()] * 4, SPACES, PARKS)
    assert by_name(one.changes(1)) == {
        "stopped factory east": [500, 0, 0, 0],
        "finished factory east": [0, 500, 0, 0],
        "opens_later factory east": [0, 0, 500, 0],
        "opens_earlier factory east": [0, 0, 0, 500],
    }
    assert one.months_later(1, "opens_later") == 9


def test_what_begins_later_and_what_opens_later_have_months_of_their_own() -> None:
    """Two projects: 100 m² begin 12 months later, 100 begin alike and open 2 months later."""
    first = [[site(B, FACTORY[1], 100, 7, 20), site(C, FACTORY[1], 100, 7, 20)]]
    other = [[site(B, FACTORY[1], 100, 19, 32), site(C, FACTORY[1], 100, 7, 22)]]
    one = building([first, other], [plan(), plan()], [plan()], SPACES, PARKS)
    assert [one.months_later(1, change) for change in DELAYED] == [12, 2]
    months = {row.project: row.months_later for row in by_project(one, 1)}
    assert months["hall"] == {"later": 12, "opens_later": 0}
    assert months["labs"] == {"later": 0, "opens_later": 2}


def test_what_becomes_of_each_project_by_hand() -> None:
    rows = {(row.project, row.park): row for row in by_project(found(), 1)}
    hall = rows["hall", "west"]
    # two futures: 400 and 100 begin five months later; 250 become factories and 50 are not built
    assert dict(hall.areas) == {"later": 250, "converted": 125, "dropped": 25}
    assert (hall.fate, hall.months_later["later"], hall.changed) == ("later", 5, 400)
    assert (hall.begun, hall.share, hall.first_begun) == (375, 1, 400)
    assert (hall.spaces, hall.start["start_p50"]) == (("factory", "lab"), "2027-01")
    labs = rows["labs", "west"]
    assert (dict(labs.areas), labs.share) == ({"converted": 40}, 0.5)
    assert ("hall", "east") not in rows  # begun before, and alike
    assert all(not row.areas for row in by_project(found(), 0))


def in_lots(*areas: int) -> Any:
    """A plan with a project of so many lots of factories in the west."""
    lots = {f"hall/{number:03d}": ((FACTORY[1], area),) for number, area in enumerate(areas)}
    of = [SimpleNamespace(id=name, cells=cells) for name, cells in lots.items()]
    return SimpleNamespace(**vars(plan()) | {"entities": tuple(lots), "lots": tuple(of)})


def test_a_project_in_other_numbers_of_lots_builds_what_it_built() -> None:
    """Two lots of 300 m², or three of 200: the same area, and the middle 100 begin later."""
    first = [[site(0, FACTORY[1], 300, 7), site(1, FACTORY[1], 300, 8)]]
    other = [[site(lot, FACTORY[1], 200, 7 + lot) for lot in range(3)]]
    plans = [in_lots(300, 300), in_lots(200, 200, 200)]
    one = building([first, other], plans, plans[:1], SPACES, PARKS)
    # 200 begin as before, 100 a month later, 100 as before, 200 a month later
    assert by_name(one.changes(1)) == {"begun factory west": [600], "later factory west": [300]}
    assert one.months_later(1, "later") == 1
    fewer = building([other, first], plans[::-1], plans[1:], SPACES, PARKS)
    assert by_name(fewer.changes(1)) == {"begun factory west": [600], "earlier factory west": [300]}
    less = building([first, [other[0][1:]]], plans, plans[:1], SPACES, PARKS)
    assert by_name(less.changes(1)) == {
        "begun factory west": [400],
        "later factory west": [400],
        "dropped factory west": [200],
    }


def test_tables_tell_districts_months_and_lots() -> None:
    tables = found().tables(["plan", "other"])
    place = tables["building"].set_index(["option", "park", "space"])
    assert place.loc[("other", "west", "lab"), ["begun", "later", "dropped"]].tolist() == [
        150,
        150,
        25,
    ]
    assert place.loc[("other", "west", "lab"), "start_p50"] == "2027-01"
    assert place.loc[("other", "east", "lab"), "converted_from"] == 100
    month = tables["starts"].set_index(["option", "park", "space", "month"])
    assert month.loc[("plan", "west", "lab", "2026-08")].tolist() == [300, 0]
    assert month.loc[("other", "west", "factory", "2028-07")].tolist() == [0, 225]
    lots = tables["lots"].set_index(["option", "lot", "park", "space"])
    late = lots.loc[("other", "hall/001", "west", "lab")]
    assert late[["begun_p", "area", "first_p"]].tolist() == [0.5, 300, 1]
    assert (late["start_p50"], late["first_start_p50"]) == ("2027-01", "2026-08")
    assert (late["open_p50"], late.isna()["from"]) == ("2028-07", True)
    assert lots.loc[("other", "turn", "east", "factory"), "from"] == "lab"
    assert "hall/000" not in tables["lots"]["lot"].to_numpy()  # begun before, and alike


@pytest.mark.parametrize("option", [0, 1])
def test_areas_add_up(option: int) -> None:
    """Begun is what the first option begins, less what is not built and was, with what is added."""
    one = found()
    begun, first = (one.changes(of)[0].sum(axis=(0, 1)) for of in (option, 0))
    _, _, _, dropped, added, _, _, turned, *_ = one.changes(option).sum(axis=(1, 2))
    came = one.changes(option)[CHANGES.index("converted_from")]
    new = came[:, 1].sum(axis=0) + came[0, 0]  # of lots: those of the renewal stand already
    assert (first - dropped + added + turned - new).tolist() == begun.tolist()
