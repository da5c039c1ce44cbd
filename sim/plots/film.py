"""13-parks, or 14-geography, year after year, as a film of still pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.plots import geography, parks
from sim.plots.frames import Frames
from sim.plots.geography import GeographyData
from sim.plots.parks import ParksData
from sim.plots.style import Panels
from sim.text.words import Lang

_DPI: Final = 90
_COLOURS: Final = 64
"""Of the palette: figures have few, and shades of letters between them."""
_YEAR, _LAST = 1200, 4000
"""Milliseconds that a year stands, and the last one."""


def stills(frames: Frames) -> list[ParksData]:
    """A picture a year, each park in its place and all to one scale; the title is of the year.

    On the map, where the scenario names one. ValueError where there is one park.
    """
    whole = parks.data_of(frames, parks.years_of(frames))
    if frames.places:
        whole = geography.laid(frames, whole)
    return [_still(frames, whole, year) for year in whole.years]


def _still(frames: Frames, whole: ParksData, year: int) -> ParksData:
    rows = {space: replace(row, tiles={year: row.tiles[year]}) for space, row in whole.rows.items()}
    words = parks.told_of(frames, whole.rows, whole.unit, year, whole.said, "film")
    if isinstance(whole, GeographyData):
        words = geography.told_on_map(frames, whole, words.title, "film_map")
    return replace(whole, head=words, rows=rows)


def draw(frames: Frames, lang: Lang = "both") -> Iterator[Panels]:
    """Draw the pictures, with P10, P50 and P90 below the squares, or beside the maps."""
    for one in stills(frames):
        if isinstance(one, GeographyData):
            yield geography.draw(one, lang)
        else:
            yield parks.draw(one, lang, told=(0, 1, 2))


def gif(frames: Frames, lang: Lang = "both") -> bytes:
    """Return the film as GIF, which slides and chats play: the same film, the same bytes."""
    from PIL import Image

    indexed, palette = _indexed(np.stack([panels.dots(_DPI) for panels in draw(frames, lang)]))
    pictures = [Image.fromarray(one, "P") for one in indexed]
    for picture in pictures:
        picture.putpalette(palette)
    times = [*[_YEAR] * (len(pictures) - 1), _LAST]
    with BytesIO() as out:
        pictures[0].save(
            out, "GIF", save_all=True, append_images=pictures[1:], duration=times, loop=0
        )
        return out.getvalue()


def _indexed(dots: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], bytes]:
    """Pictures as places in a palette, and the palette: the colours that most dots have.

    White and the colours of the house stay what they are; a shade of a letter becomes the nearest.
    """
    packed = dots.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    colours, place, counts = np.unique(packed, return_inverse=True, return_counts=True)
    house = [int(face[1:], 16) for face in parks.FACES.values() if face.startswith("#")]
    counts[np.isin(colours, house)] = packed.size  # also that of a square that is small
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int64)
    most = rgb[np.argsort(-counts, kind="stable")][:_COLOURS]
    nearest = ((rgb[:, None] - most) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    return nearest[place].reshape(packed.shape), most.astype(np.uint8).tobytes()
