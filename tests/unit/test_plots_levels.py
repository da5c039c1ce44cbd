"""Occupancy, shortage and idle of parks by year: shares by hand, thirds in place, words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from sim.plots import film, geography, levels, marks, parks
from sim.plots.catalogue import Figures
from sim.plots.frames import Frames, ParkYears
from sim.plots.levels import SCALES, Measure
from sim.plots.sheet import WIDTH
from sim.plots.slide import WIDE, on_slides
from sim.plots.style import Panels
from sim.scenario.geography.places import Place, Places
from sim.text.words import Words
from tests.figure_texts import text_faults
from tests.unit.plots_frames import frames

SQUARE = ((10.0, 50.0), (10.3, 50.0), (10.3, 50.1), (10.0, 50.1), (10.0, 50.0))
FAR = tuple((x + 1.0, y + 0.5) for x, y in SQUARE)


@pytest.fixture(scope="module")
def some() -> Frames:
    return frames(replications=3, months=24, parks=3)


def by_hand(some: Frames, bound: float = 0.2) -> Frames:
    """Three futures, 2030 and 2031; a park of 100 m², let by 90, 60, 30, and one of 400 from then.

    In 2031 the first has 100 m² more, and 8 m² wait there in one future.
    """
    first = [[90.0, 200.0], [60.0, 200.0], [30.0, 200.0]]
    leased = np.array([[[[a, 0.0]], [[b, 400.0]]] for a, b in first])
    built = np.array([[[[100.0, 0.0]], [[200.0, 400.0]]]] * 3)
    waiting = np.zeros_like(built)
    waiting[2, 1, 0, 0] = 8.0
    named = {"old": Words("旧", "Old"), "new": Words("新", "New")}
    made = ParkYears(named, [2030, 2031], built, leased, waiting, np.full((1, 2), bound))
    return replace(some, spaces={"lab": some.spaces["lab"]}, parks=made)


def thirds(panels: Panels) -> list[tuple[tuple[float, float], str]]:
    """West and east of each coloured part of the row, and its colour, in the order drawn."""
    found = []
    for part in panels["lab"].collections:
        assert isinstance(part, PathCollection)
        faces = part.get_facecolors()
        for i, path in enumerate(part.get_paths() if len(faces) else []):
            xs = path.vertices[:, 0]
            found.append(((xs.min(), xs.max()), to_hex(faces[i % len(faces)]).upper()))
    return found


def test_shares_are_those_of_the_space_that_stands_there(some: Frames) -> None:
    shown = levels.data(by_hand(some), "occupancy").rows["lab"].marks
    assert shown["2030"]["old"].shares == pytest.approx((0.3, 0.6, 0.9))
    assert shown["2030"]["old"].areas == (30, 60, 90) and set(shown["2030"]) == {"old"}
    assert shown["2031"]["new"].shares == (1, 1, 1) and shown["2031"]["new"].capacity == 400
    idle = levels.data(by_hand(some), "idle").rows["lab"].marks["2030"]["old"]
    assert idle.areas == pytest.approx((0, 20, 50)) and idle.shares == pytest.approx((0, 0.2, 0.5))
    waits = levels.data(by_hand(some), "shortage").rows["lab"].marks["2031"]["old"]
    assert waits.shares == pytest.approx((0, 0, 0.04)) and waits.areas == (0, 0, 8)


def test_titles_say_where_and_when(some: Frames) -> None:
    def said(measure: Measure, bound: float = 0.2) -> str:
        return levels.data(by_hand(some, bound), measure).head.title.en

    assert said("occupancy") == "Emptiest: R&D lab in Old, 60% let in 2030 (30%–90%), 100% in 2031"
    assert said("idle") == (
        "Most idle: R&D lab in Old, 20 m² beyond the bound in 2030 (0–50), 20% of capacity"
    )
    rare = "in one of ten at least 30 m² of R&D lab in Old in 2030 (30%)"
    assert said("idle", 0.4).endswith(rare)
    assert said("shortage").endswith("at least 8 m² for R&D lab in Old in 2031 (4%)")
    assert said("idle", 0.9).startswith("Nothing is vacant beyond its bound in any year")
    head = levels.data(by_hand(some), "occupancy").head
    assert head.alt.en.endswith("R&D lab, 2031, median of occupancy: Old 100%, New 100%")


def test_colours_begin_where_the_scale_says() -> None:
    for scale in SCALES.values():
        assert len(scale.colours) == len(scale.begins) + 1 == len(scale.said)
        assert [scale.colour(begin) for begin in scale.begins] == [*scale.colours[1:]]
    assert SCALES["idle"].said == ("0", "0–10", "10–20", "20–30", "30–50", "50+")
    assert SCALES["occupancy"].said[0] == "<50" and SCALES["idle"].colour(0.0) == "#FFFFFF"


def test_thirds_stand_from_left_to_right_and_squares_are_to_scale(some: Frames) -> None:
    parts = thirds(marks.draw(levels.data(by_hand(some), "occupancy"), "en"))
    scale = SCALES["occupancy"]
    old, *_ = parts[:3], parts
    assert [colour for _, colour in old] == [scale.colour(share) for share in (0.3, 0.6, 0.9)]
    assert old[0][0][1] == pytest.approx(old[1][0][0]) and old[1][0][1] == pytest.approx(
        old[2][0][0]
    )
    side = {i: parts[i + 2][0][1] - parts[i][0][0] for i in range(0, 9, 3)}
    assert [one**2 / side[0] ** 2 for one in side.values()] == pytest.approx([1, 4, 2])
    assert len(parts) == 9


def test_each_area_of_a_park_on_a_map_has_all_three_thirds(some: Frames) -> None:
    layout = {"old": Place(polygons=((SQUARE,), (FAR,))), "new": Place(point=(10.6, 50.1))}
    made = replace(by_hand(some), places=Places(layout, "WGS84", "parks.geojson", "", "", ""))
    shown = levels.data(made, "occupancy")
    panels = marks.draw(shown, "en")
    west, middle, _ = panels["lab"].collections[0].get_paths()[:3]
    both = list(zip(west.to_polygons(), middle.to_polygons(), strict=True))
    assert len(both) == 2
    for left, right in both:
        assert left[:, 0].max() == pytest.approx(right[:, 0].min())
        assert np.ptp(left[:, 0]) == pytest.approx(np.ptp(right[:, 0]))
    assert "Places from parks.geojson (WGS 84)" in shown.head.subtitle.en


def test_no_title_is_of_a_park_that_the_map_lacks(some: Frames) -> None:
    made = by_hand(some)
    layout = {"new": Place(point=(10.6, 50.1))}
    told = replace(made, places=Places(layout, "WGS84", "parks.geojson", "", "", ""))
    for measure in SCALES:
        assert " in Old" in levels.data(made, measure).head.title.en
        shown = levels.data(told, measure)
        assert "Old" not in f"{shown.head.title.en}{shown.head.alt.en}"
        assert [one.en for one in shown.absent] == ["Old"] and [*shown.parks] == ["new"]
        assert shown.rows["lab"].largest == 400
    assert "Old" not in geography.data(told).head.title.en
    assert all("Old" not in one.head.title.en for one in film.stills(told))


def test_a_year_of_which_a_part_is_judged_says_so(some: Frames) -> None:
    made = by_hand(some)
    assert made.parks is not None
    part = replace(made, parks=replace(made.parks, partly={2031: ("2031-10", "2031-12")}))
    for shown in (levels.data(part, "idle"), parks.data(part), *film.stills(part)):
        assert "2031: its judged months, 2031-10 to 2031-12" in shown.head.subtitle.en
    assert "judged" not in parks.data(made).head.subtitle.en


def test_what_has_no_bound_is_not_idle(some: Frames) -> None:
    made = by_hand(some, np.nan)
    assert [*Figures(made).by_year] == ["31-occupancy", "32-shortage"]
    with pytest.raises(ValueError, match="no vacancy has a bound"):
        Figures(made).idle()
    assert made.parks is not None
    half = replace(made, parks=replace(made.parks, bounds=np.array([[0.2, np.nan]])))
    panels = Figures(half).idle("en")
    assert len(thirds(panels)) == 6 and "no bound" in "".join(
        text.get_text() for text in panels.figure.texts
    )
    assert Figures(replace(some, parks=None)).by_year == {}


@pytest.mark.parametrize("measure", SCALES)
def test_words_are_whole_on_pages_and_slides(measure: Measure) -> None:
    made = frames(replications=2, months=147, parks=7)
    assert made.parks is not None
    long = Words("很长很长的园区名字" * 5, "A park with a name without end " * 3)
    named = replace(made, parks=replace(made.parks, parks=dict.fromkeys(made.parks.parks, long)))
    shown = levels.data(named, measure)
    assert text_faults(marks.draw(shown, "both")) == []
    for lang in ("zh", "en"):
        slides = on_slides(partial(marks.draw, shown), lang)
        assert [fault for s in slides for fault in text_faults(s, least=12 * WIDTH / WIDE)] == []
        assert len(slides) > 1 and [space for s in slides for space in s] == [*shown.rows]


def test_many_years_stand_on_several_lines(some: Frames) -> None:
    made = by_hand(some)
    assert made.parks is not None
    years = list(range(2001, 2041))
    long = [
        np.repeat(part, 20, axis=1)
        for part in (made.parks.capacity, made.parks.leased, made.parks.waiting)
    ]
    parks = ParkYears(made.parks.parks, years, *long, made.parks.bounds)
    panels = marks.draw(levels.data(replace(made, parks=parks), "occupancy"), "en")
    assert text_faults(panels) == []
    said = {text.get_text(): text.get_position() for text in panels["lab"].texts}
    assert {str(year) for year in years} <= set(said)
    assert said["2001"][0] == said["2015"][0] and said["2001"][1] < said["2015"][1]
