"""Occupancy, shortage and idle space of parks, year after year, as a film of still pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.plots import marks, parks
from sim.plots.frames import Frames
from sim.plots.levels import SCALES, Column, Levels, levels_of, marks_of, where
from sim.plots.map_layout import on_map
from sim.plots.style import Panels
from sim.plots.words import head
from sim.text.figures import LABEL
from sim.text.words import Lang

_DPI: Final = 90
_COLOURS: Final = 64
"""Of the palette: figures have few, and shades of letters between them."""
_YEAR, _LAST = 1200, 4000
"""Milliseconds that a year stands, and the last one."""


def stills(frames: Frames) -> list[Levels]:
    """A picture a year, each park in its place and all to one scale; the title is of the year.

    On the map, where the scenario names one. ValueError where there is one park.
    """
    frames, absent = on_map(frames)
    years = parks.years_of(frames)
    told, found = parks.data_of(frames, years), frames.parks
    assert found is not None
    measures = [one for one in SCALES if one != "idle" or np.isfinite(found.bounds).any()]
    keys = {(year, one): f"{year} {one}" for year in years for one in measures}
    told_of = {
        space: {key: marks_of(found, year, row, one) for (year, one), key in keys.items()}
        for row, space in enumerate(frames.spaces)
    }
    columns = {key: Column(LABEL[f"level_unit_{one}"], one) for (_, one), key in keys.items()}
    whole = levels_of(frames, told_of, columns, "film", told.head.title, absent)
    pictures = []
    for year in years:
        title = parks.finding(told.rows, found, year, told.unit)
        shown = {key: columns[key] for (of, _), key in keys.items() if of == year}
        words = head(frames, "film", title, (), where=where(frames, years))
        pictures.append(replace(whole, head=words, columns=shown, year=str(year)))
    return pictures


def draw(frames: Frames, lang: Lang = "both") -> Iterator[Panels]:
    """Draw the pictures, with P10, P50 and P90 below the squares, or beside the maps."""
    for one in stills(frames):
        yield marks.draw(one, lang)


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
    house = [int(face[1:], 16) for scale in SCALES.values() for face in scale.colours]
    counts[np.isin(colours, house)] = packed.size  # also that of a square that is small
    rgb = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int64)
    most = rgb[np.argsort(-counts, kind="stable")][:_COLOURS]
    nearest = ((rgb[:, None] - most) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    return nearest[place].reshape(packed.shape), most.astype(np.uint8).tobytes()
