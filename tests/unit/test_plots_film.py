"""The film of parks: a picture a year, all to one scale, and bytes that stay what they are."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from sim.plots import film, geography, parks
from sim.plots.frames import Frames
from sim.plots.geography import GeographyData
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
    whole, pictures = parks.data_of(some, parks.years_of(some)), film.stills(some)
    assert [one.years for one in pictures] == [[year] for year in whole.years]
    for one in pictures:
        assert one.head.title.zh.startswith(str(one.years[0])) and one.states == whole.states
        for space, row in one.rows.items():
            assert row.largest == whole.rows[space].largest
            assert row.highest == whole.rows[space].highest
            assert parks.floors(one, row) == parks.floors(pictures[0], pictures[0].rows[space])
    texts = [
        text.get_text()
        for ax in parks.draw(pictures[-1], "en", (0, 1, 2)).values()
        for text in ax.texts
    ]
    assert any(text.count("–") == 2 for text in texts)


def on_map(some: Frames) -> Frames:
    assert some.parks is not None
    lie = {park: Place(point=(float(i), 50.0)) for i, park in enumerate(some.parks.parks)}
    return replace(some, places=Places(lie, "WGS84", "parks.geojson", "", "", ""))


def test_words_are_whole_and_apart(some: Frames) -> None:
    for lang in ("zh", "en", "both"):
        for shown in (some, on_map(some)):
            *_, last = film.draw(shown, lang)
            assert text_faults(last) == []


def test_on_a_map_the_numbers_stand_beside_it(some: Frames) -> None:
    for one in film.stills(on_map(some)):
        assert isinstance(one, GeographyData) and "beside the map" in one.head.subtitle.en
        for space, ax in geography.draw(one, "en").items():
            tiles, unit = one.rows[space].tiles[one.years[0]], one.unit.m2
            said = {"–".join(parks.rounded(a / unit) for a in t.trouble) for t in tiles.values()}
            assert tiles and said <= {text.get_text() for text in ax.texts}


def test_the_same_film_has_the_same_bytes(some: Frames) -> None:
    told = film.gif(some, "en")
    assert told == film.gif(some, "en") and len(told) < 200_000
    picture = Image.open(BytesIO(told))
    assert getattr(picture, "n_frames", 1) == 3 and picture.info["duration"] == film._YEAR
    first = next(film.draw(some, "en")).dots(film._DPI)
    shown = np.asarray(picture.convert("RGB"))
    assert shown.shape == first.shape and (shown[0, 0] == 255).all()
    house = {(0x8F, 0xC1, 0xDE), (0x77, 0x77, 0x77), (0xD5, 0x5E, 0)}  # within, idle, short
    for colour in house:
        assert (shown[(first == colour).all(axis=2)] == colour).all()


def test_one_park_has_no_film(some: Frames) -> None:
    with pytest.raises(ValueError, match="one park"):
        film.gif(replace(some, parks=None))
