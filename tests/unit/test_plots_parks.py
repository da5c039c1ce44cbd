"""Parks drawn to scale: areas, places, colours and words of 13-parks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from sim.api.scenario import Scenario
from sim.plots import parks, sheet, style
from sim.plots.catalogue import Figures
from sim.plots.frames import Frames, ParkYears
from sim.plots.parks import ParksData, corner, full_side
from sim.text.words import Words
from tests.unit.plots_frames import frames

SCENARIOS = Path(__file__).parents[2] / "scenarios"
LANGS = ("zh", "en", "both")


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=5, months=40)


@cache
def smallest() -> Frames:
    """What generated parks are put into."""
    return frames(replications=2, months=3)


def of(
    some: Frames, capacity: object, leased: object, waiting: object = 0.0, bound: float = 0.2
) -> Frames:
    """One future of one type of space: areas by [year, park], from 2030 on."""
    built = np.asarray(capacity, dtype=float)[None, :, None, :]
    full = [np.broadcast_to(np.asarray(a, float), built.shape[1::2]) for a in (leased, waiting)]
    names = [f"p{i}" for i in range(built.shape[-1])]
    made = ParkYears(
        {name: Words(f"园{name}", f"Park {name}") for name in names},
        list(range(2030, 2030 + built.shape[1])),
        built,
        *(values[None, :, None, :] for values in full),
        np.full((1, len(names)), bound),
    )
    return replace(some, spaces={"lab": some.spaces["lab"]}, parks=made)


def shuffled(some: Frames, order: list[int]) -> Frames:
    """The same parks in another order."""
    was = some.parks
    assert was is not None
    names = list(was.parks)
    return replace(
        some,
        parks=ParkYears(
            {names[i]: was.parks[names[i]] for i in order},
            was.years,
            *(values[..., order] for values in (was.capacity, was.leased, was.waiting)),
            was.bounds[:, order],
        ),
    )


def squares(shown: ParksData, space: str, year: int) -> dict[str, tuple[float, float, float]]:
    """Left, lower end and side of the squares of a type and year, inches."""
    row, full = shown.rows[space], full_side(shown)
    return {
        park: (*corner(shown, row, year, park), row.side(year, park) * full)
        for park in row.tiles[year]
    }


def test_states_follow_the_bounds_of_the_verdict(some: Frames) -> None:
    built = [[100.0, 100.0, 100.0, 100.0, 100.0, 0.0]]
    made = of(some, built, [[80, 79, 60, 59, 70, 0]], [[5, 0, 0, 0, 5.1, 3]])
    tiles = parks.data(made).rows["lab"].tiles[2030]
    assert {park: tile.state for park, tile in tiles.items()} == {
        "p0": "within",
        "p1": "idle",
        "p2": "idle",
        "p3": "emptiest",
        "p4": "short",
    }
    assert tiles["p0"].short and tiles["p0"].trouble == (5, 5, 5)
    assert tiles["p3"].trouble == (21, 21, 21) and tiles["p4"].trouble == (5.1, 5.1, 5.1)
    unbound = parks.data(replace(made, parks=replace(made.parks, bounds=np.full((1, 6), np.nan))))
    assert {tile.state for tile in unbound.rows["lab"].tiles[2030].values()} == {"unbound", "short"}


def test_of_an_even_number_of_futures_the_state_is_of_the_median_that_areas_have(
    some: Frames,
) -> None:
    """Vacant are 10% and 40%: the lower middle one, not 25%, which is beyond the bound."""
    made = of(some, [[100.0, 100.0]], [[90.0, 90.0]])
    assert made.parks is not None
    built, leased, waiting = (
        np.concatenate([part, part])
        for part in (made.parks.capacity, made.parks.leased, made.parks.waiting)
    )
    leased[1] = 60.0
    built[1, ..., 1] = leased[1, ..., 1] = 0.0
    both = replace(made.parks, capacity=built, leased=leased, waiting=waiting)
    shown = parks.data(replace(made, parks=both))
    tile = shown.rows["lab"].tiles[2030]["p0"]
    assert tile.state == "within" and tile.trouble[1] == 0.0
    assert "p1" not in shown.rows["lab"].tiles[2030]


def test_the_title_counts_places_and_names_where_most_is_wrong(some: Frames) -> None:
    built = [[100e4, 50e4, 20e4]]
    head = parks.data(of(some, built, [[50e4, 45e4, 18e4]], [[0, 9e4, 0]])).head
    title = head.title
    assert head.alt.en.endswith(
        "R&D lab: in 2030 vacant beyond the bound: Park p0 30; short: Park p1 9 (10⁴ m², medians)"
    )
    assert title.en == (
        "2030: 1 of 3 places too idle, 1 short; most: R&D lab in Park p0, 30×10⁴ m² idle (30–30)"
    )
    assert title.zh.startswith("2030 年 3 处中 1 处空置超上限、1 处短缺；最多：园p0")
    title = parks.data(of(some, built, built, [[0, 9e4, 0]])).head.title
    assert title.en.endswith("R&D lab in Park p1, 9×10⁴ m² waiting (9–9)")
    title = parks.data(of(some, built, built)).head.title
    assert title.en == "In 2030 none of 3 places is short or vacant beyond its bound"


def test_the_first_and_last_year_and_every_third_are_shown() -> None:
    assert parks.chosen([2030]) == [2030]
    assert parks.chosen(list(range(2026, 2036))) == [2026, 2029, 2032, 2035]
    assert parks.chosen(list(range(2021, 2036))) == [2021, 2026, 2031, 2035]


AREAS = st.lists(
    st.lists(st.floats(1.0, 1e7), min_size=13, max_size=13), min_size=1, max_size=9
).flatmap(lambda rows: st.integers(2, 13).map(lambda count: [row[:count] for row in rows]))


@settings(max_examples=40, deadline=None)
@given(AREAS)
def test_areas_are_to_scale_and_no_two_squares_touch(areas: list[list[float]]) -> None:
    shown = parks.data(of(smallest(), areas, 0.0))
    by_year = {year: squares(shown, "lab", year) for year in shown.years}
    every = [one for found in by_year.values() for one in found.values()]
    scale = full_side(shown) ** 2 / shown.rows["lab"].largest
    for year, found in by_year.items():
        for park, (_, _, side) in found.items():
            capacity = areas[year - 2030][int(park[1:])]
            assert side**2 == pytest.approx(capacity * scale, rel=1e-9)
    for (x, y, a), (u, v, b) in combinations(every, 2):
        assert x + a < u or u + b < x or y < v - b or v < y - a
    assert all(x > 0 and x + side < sheet.RIGHT - sheet.LEFT for x, _, side in every)


@settings(max_examples=25, deadline=None)
@given(AREAS, st.randoms(use_true_random=False))
def test_a_park_keeps_its_place_in_every_year_and_any_order(areas, random) -> None:
    made = of(smallest(), areas, 0.0)
    shown = parks.data(made)
    wide = (sheet.RIGHT - sheet.LEFT - parks._HEAD) / len(shown.years)
    for park in shown.parks:
        feet = {
            (round(x + side / 2 - i * wide, 9), y)
            for i, year in enumerate(shown.years)
            for x, y, side in [squares(shown, "lab", year)[park]]
        }
        assert len(feet) == 1
    order = list(range(len(areas[0])))
    random.shuffle(order)
    again = parks.data(shuffled(made, order))
    assert again.slots == shown.slots and list(again.parks) == list(shown.parks)
    assert again.rows == shown.rows and again.head == shown.head


def test_what_is_drawn_is_what_is_placed(some: Frames) -> None:
    shown = parks.data(some)
    for space, ax in parks.draw(shown, "en").items():
        sides = [patch.get_width() for patch in ax.patches if isinstance(patch, Rectangle)]
        reference, *others = sides
        expected = [one[2] for year in shown.years for one in squares(shown, space, year).values()]
        assert reference == full_side(shown) and others == pytest.approx(expected)


@pytest.mark.parametrize("lang", LANGS)
def test_words_stay_within_the_margins(some: Frames, lang) -> None:
    long = Words("很长很长的园区名字" * 5, "A park with a name without end " * 3)
    was = some.parks
    assert was is not None
    named = replace(was, parks=dict.fromkeys(was.parks, long))
    figure = parks.draw(parks.data(replace(some, parks=named)), lang).figure
    right = sheet.RIGHT * figure.dpi
    for text in figure.texts:
        assert text.get_window_extent().x1 <= right + 1, text


def test_the_sheet_begins_where_it_was_said_to(some: Frames) -> None:
    head = parks.data(some).head
    for lang in LANGS:
        with style.house():
            assert sheet.sheet(head, lang)[1] == pytest.approx(sheet.head_tall(head, lang))


def test_one_park_is_the_city(some: Frames) -> None:
    alone = replace(some, parks=None)
    assert "13-parks" not in Figures(alone).drawn and "parks" not in repr(Figures(alone))
    with pytest.raises(ValueError, match="one park"):
        parks.data(alone)


def test_the_last_year_is_that_of_the_outlook() -> None:
    run = Scenario.load(SCENARIOS / "baseline.yaml").run(3, workers=1)
    shown = parks.data(run.figures.frames)
    found = {
        (one.space, one.park): one for one in run.verdict.outlooks if one.park and one.supply[1] > 0
    }
    drawn = {
        (space, park): tile
        for space, row in shown.rows.items()
        for park, tile in row.tiles[shown.years[-1]].items()
    }
    assert drawn.keys() == found.keys()
    for key, tile in drawn.items():
        one = found[key]
        assert tile.capacity == one.supply[1]
        idle = one.idle.end if one.idle else (0.0, 0.0, 0.0)
        assert tile.trouble == (one.short.end if tile.short else idle), key
