"""The figure of two results, drawn for a page: what was drawn last is kept, one draws at a time."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Final

from sim.api.lookup import SavedResult
from sim.experiments.diff.finding import DiffFinding
from sim.experiments.diff.function import diff
from sim.plots.style import Head
from sim.text.words import Lang

_KEPT: Final = 8
"""Figures."""
_drawing: Final = Lock()
"""Matplotlib's settings are of the whole process."""


def diff_head(finding: DiffFinding) -> Head | None:
    """Return what the figure of a comparison says; None where there is none."""
    from sim.experiments.diff.figure import data

    if not finding.courses:
        return None
    return data(finding.answer, finding.courses, finding.origin).head


def diff_figure(a: SavedResult, b: SavedResult, lang: Lang) -> bytes | None:
    """Return the figure of two results as SVG; None where there is none.

    OSError or ValueError for results that cannot be compared.
    """
    with _drawing:
        return _drawn(a, b, lang)


@lru_cache(_KEPT)
def _drawn(a: SavedResult, b: SavedResult, lang: Lang) -> bytes | None:
    from sim.plots.save import svg

    figures = diff(a.folder, b.folder).figures(lang)
    return svg(figures[0]) if figures else None
