"""A picture as PNG, packed for what figures are: lines and letters on white.

Nothing shines through, so there is no fourth channel; and rows are packed as they are, since the
filters that suit photographs make drawings larger and take longer.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_LEVEL = 6
_INCH = 0.0254
"""Metres."""


def png(dots: NDArray[np.uint8], dpi: float) -> bytes:
    """Return a PNG of dots, [row, column, red green blue], with `dpi` of them an inch."""
    height, width, _ = dots.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # a row begins with its filter: none
    rows[:, 1:] = dots.reshape(height, -1)
    per_metre = round(dpi / _INCH)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, content)
        for name, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            (b"IDAT", zlib.compress(rows.tobytes(), _LEVEL)),
            (b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG (ISO/IEC 15948): length, name, content, and a checksum of the last two."""
    both = name + content
    return struct.pack(">I", len(content)) + both + struct.pack(">I", zlib.crc32(both))
