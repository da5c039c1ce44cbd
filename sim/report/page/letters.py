"""The part of the packaged font that a page needs, to travel inside it."""

from __future__ import annotations

from base64 import b64encode
from functools import cached_property
from io import BytesIO

from sim.plots.style import paths

_KEPT_NAMES = (0, 13, 14)
"""Copyright, licence, and where it stands: what the licence of the font asks for."""
_DROPPED = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx")
"""Kerning and other forms, which figures do not use either, and vertical writing."""


class Letters:
    """The packaged Chinese font."""

    def has(self, text: str) -> bool:
        """Whether it shows every character of a text."""
        return all(ord(character) in self._known for character in text)

    def part(self, text: str) -> str:
        """Return it with the characters of a text alone: WOFF in base64, the same bytes always."""
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont

        options = Options()
        options.layout_features = []
        options.hinting = False
        options.notdef_outline = True
        options.name_IDs = [*_KEPT_NAMES]
        options.drop_tables = [*options.drop_tables, *_DROPPED]
        font = TTFont(paths()[1], recalcTimestamp=False, recalcBBoxes=False, lazy=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(set(map(ord, text)) & self._known))
        subsetter.subset(font)
        font.flavor = "woff"
        with BytesIO() as out:
            font.save(out)
            return b64encode(out.getvalue()).decode()

    @cached_property
    def _known(self) -> frozenset[int]:
        from matplotlib.ft2font import FT2Font

        return frozenset(FT2Font(paths()[1]).get_charmap())
