"""Parks on the map of a scenario: places, areas to scale, words."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.patches import Circle, PathPatch

from sim.plots import geography, parks
from sim.plots.catalogue import Figures
from sim.plots.frames import Frames
from sim.plots.geography import GeographyData, inches, map_tall, map_wide
from sim.plots.map_layout import outlined, points
from sim.plots.parks import wrong
from sim.scenario.geography.places import Place, Places
from sim.text.words import Words
from tests.figure_texts import text_faults
from tests.unit.plots_frames import frames

SQUARE = ((10.0, 50.0), (10.1, 50.0), (10.1, 50.1), (10.0, 50.1), (10.0, 50.0))
HOLE = ((10.02, 50.02), (10.02, 50.09), (10.09, 50.09), (10.09, 50.02), (10.02, 50.02))


@pytest.fixture(scope="module")
def some() -> Frames:
    made = frames(replications=5, months=40)
    assert made.parks is not None
    first, second, *_ = made.parks.parks
    on_it = {first: Place(polygons=((SQUARE, HOLE),)), second: Place(point=(10.4, 50.3))}
    return replace(made, places=Places(on_it, "GCJ-02", "parks.geojson", "", "", ""))


def test_lengths_are_those_of_the_ground(some: Frames) -> None:
    assert some.places is not None
    layout = outlined(dict(some.places.parks))
    half, (area, point) = layout.half, layout.outlines.values()
    # A degree is 111.19 km; at 50.15° a degree of longitude is 0.6408 of it.
    assert half == pytest.approx((0.2 * 111.195 * 0.64078, 0.15 * 111.195), rel=1e-4)
    assert point.seat == pytest.approx(half) and not point.polygons
    assert area.polygons[0][0][0] == pytest.approx((-half[0], -half[1]))
    # Its number stands in the wide strip below or at the left, not in the hole.
    x, y = area.seat
    assert not all(
        -half[i] + 0.02 * 111.195 * (0.64078, 1)[i] < one for i, one in enumerate((x, y))
    )
    assert 0.5 < area.room < 0.02 * 111.195 / 2


def test_a_park_that_is_too_small_to_see_is_a_point(some: Frames) -> None:
    assert some.places is not None
    tiny = tuple((10.3 + x * 1e-6, 50.2 + y * 1e-6) for x, y in SQUARE)
    outlines = outlined({**some.places.parks, "tiny": Place(polygons=((tiny,),))}).outlines
    assert outlines["tiny"].polygons == () and outlines["tiny"].room == 0
    east, north = (one / 111.195 for one in outlines["tiny"].seat)
    assert east / 0.64078 + 10.2 == pytest.approx(10.3, abs=1e-3)
    assert north + 50.15 == pytest.approx(50.2, abs=1e-3)


def test_circles_are_to_scale_and_within_their_maps(some: Frames) -> None:
    shown = geography.data(some)
    for space, ax in geography.draw(shown, "en").items():
        row, point = shown.rows[space], list(some.parks.parks)[1] if some.parks else ""
        (scale,) = (one for one in ax.patches if isinstance(one, Circle))
        paths = [one.get_path() for one in ax.patches if isinstance(one, PathPatch)]
        circles = [points(path) for path in paths if len(path.vertices) == 49]
        largest, drawn = scale.radius, [float(np.ptp(one[:, 0])) / 2 for one in circles]
        sizes = [row.tiles[year].get(point) for year in shown.years]
        assert drawn == pytest.approx(
            [max(largest * math.sqrt(t.capacity / row.largest), 0.02) if t else 0.02 for t in sizes]
        )
        assert len(paths) == 2 * len(circles) == 2 * len(shown.years)
        for i, one in enumerate(circles):
            left = geography._HEAD + i * (map_wide(shown) + geography._GAP)
            assert left <= one[:, 0].min() and one[:, 0].max() <= left + map_wide(shown)
            assert one[:, 1].min() > -1e-9 and one[:, 1].max() < map_tall(shown) + 1e-9
        assert inches(shown) > 0


def test_a_map_names_its_coordinates_and_who_is_not_on_it(some: Frames) -> None:
    assert some.places is not None and some.parks is not None
    first, *others = some.parks.parks
    one = replace(some.places, parks={first: Place(point=(1.0, 2.0))})
    shown = geography.data(replace(some, places=one))
    assert "converted from GCJ-02 to WGS 84" in shown.head.subtitle.en
    assert list(shown.parks) == [first] and len(shown.absent) == len(others)
    texts = [text.get_text() for text in geography.draw(shown, "zh").figure.texts]
    assert any(text.startswith("不在地图上：") for text in texts)


def test_the_title_of_a_map_is_of_the_park_on_it_where_most_is_wrong(some: Frames) -> None:
    shown, squares = geography.data(some), parks.data(some)
    failing = {
        park: sum(wrong(row.tiles[shown.years[-1]][park]) for row in squares.rows.values())
        for park in shown.parks
    }
    worst = max(failing, key=lambda park: failing[park])
    assert failing[worst] > 0
    assert f"most is wrong in {shown.parks[worst].en}: " in shown.head.title.en
    assert shown.head.title != squares.head.title


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_words_are_whole_and_apart(some: Frames, lang) -> None:
    long = Words("很长很长的园区名字" * 5, "A park with a name without end " * 3)
    assert some.parks is not None
    named = replace(some.parks, parks=dict.fromkeys(some.parks.parks, long))
    assert text_faults(geography.draw(geography.data(replace(some, parks=named)), lang)) == []


def test_it_is_drawn_where_there_is_a_map(some: Frames) -> None:
    assert "14-geography" in Figures(some).drawn and "geography" in repr(Figures(some))
    without = replace(some, places=None)
    assert "14-geography" not in Figures(without).drawn
    with pytest.raises(ValueError, match="no map"):
        geography.data(without)
    nobody = replace(some, places=replace(some.places, parks={}))
    with pytest.raises(ValueError, match="on the map"):
        geography.data(nobody)


def test_data_can_be_written(some: Frames) -> None:
    shown: GeographyData = geography.data(some)
    assert shown.name == "14-geography" and set(shown.layout.outlines) == set(shown.parks)
