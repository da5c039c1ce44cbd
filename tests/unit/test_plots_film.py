"""The film of parks: a picture a year, all to one scale, and bytes that stay what they are."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from sim.plots import film, marks
from sim.plots.frames import Frames
from sim.plots.levels import SCALES
from sim.scenario.geography.places import Place, Places
from tests.figure_texts import text_faults
from tests.unit.plots_frames import frames


@pytest.fixture(scope="module")
def some() -> Frames:
    """Three years."""
    made = frames(replications=3, months=24)
    assert made.parks is not None and len(made.parks.years) == 3
    return made


def test_a_park_keeps_its_place_and_scale(some: Frames) -> None:
    pictures = film.stills(some)
    assert some.parks is not None and [one.year for one in pictures] == [
        str(year) for year in some.parks.years
    ]
    first = pictures[0]
    for one in pictures:
        assert one.head.title.zh.startswith(one.year)
        assert one.measures == ["occupancy", "shortage", "idle"]
        assert one.rows is first.rows and one.parks is first.parks
    for space, ax in marks.draw(pictures[-1], "en").items():
        found = {text.get_text() for text in ax.texts}
        for name in pictures[-1].columns:
            for mark in first.rows[space].marks[name].values():
                assert marks.percents(mark.shares) in found


def on_map(some: Frames) -> Frames:
    assert some.parks is not None
    layout = {park: Place(point=(float(i), 50.0)) for i, park in enumerate(some.parks.parks)}
    return replace(some, places=Places(layout, "WGS84", "parks.geojson", "", "", ""))


def test_words_are_whole_and_apart(some: Frames) -> None:
    for lang in ("zh", "en", "both"):
        for shown in (some, on_map(some)):
            *_, last = film.draw(shown, lang)
            assert text_faults(last) == []


def test_on_a_map_the_numbers_stand_beside_it(some: Frames) -> None:
    for one in film.stills(on_map(some)):
        assert one.layout is not None and "Places from parks.geojson" in one.head.subtitle.en
        for space, ax in marks.draw(one, "en").items():
            at = {text.get_text(): text.get_position()[0] for text in ax.texts}
            told = [m for name in one.columns for m in one.rows[space].marks[name].values()]
            assert told and {marks.percents(mark.shares) for mark in told} <= set(at)


def test_the_same_film_has_the_same_bytes(some: Frames) -> None:
    told = film.gif(some, "en")
    assert told == film.gif(some, "en") and len(told) < 200_000
    picture = Image.open(BytesIO(told))
    assert getattr(picture, "n_frames", 1) == 3 and picture.info["duration"] == film._YEAR
    first = next(film.draw(some, "en")).dots(film._DPI)
    shown = np.asarray(picture.convert("RGB"))
    assert shown.shape == first.shape and (shown[0, 0] == 255).all()
    for colour in {face for scale in SCALES.values() for face in scale.colours}:
        rgb = tuple(bytes.fromhex(colour[1:]))
        assert (first == rgb).all(axis=2).any()
        assert (shown[(first == rgb).all(axis=2)] == rgb).all()


def test_one_park_has_no_film(some: Frames) -> None:
    with pytest.raises(ValueError, match="one park"):
        film.gif(replace(some, parks=None))
