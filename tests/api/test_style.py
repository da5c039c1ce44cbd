"""Charts of one's own with our font and colours."""

from __future__ import annotations

import warnings
from io import BytesIO

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import sim


def drawn() -> tuple[Figure, set[str]]:
    """Draw a chart with Chinese on it; the warnings of doing so."""
    figure = Figure()
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    axes.plot(["嘉定", "临港"], [1, 2], label="空置率 $5 to $10")
    axes.legend()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figure.savefig(BytesIO(), format="png")
    return figure, {str(warning.message)[:5] for warning in caught}


def test_it_ends_with_its_block() -> None:
    before = dict(matplotlib.rcParams)
    assert drawn()[1] == {"Glyph"}
    with sim.style() as colours:
        figure, warned = drawn()
    assert warned == set()
    assert to_hex(figure.axes[0].lines[0].get_color()).upper() == colours.supply
    assert dict(matplotlib.rcParams) == before


def test_called_alone_it_stays_and_can_be_put_back() -> None:
    before = dict(matplotlib.rcParams)
    first, second = sim.style(), sim.style()
    try:
        assert matplotlib.rcParams["legend.frameon"] is False
        assert "shortage" in repr(first) and first.shortage in repr(first)
    finally:
        for style in (second, first):
            style.__exit__()
    assert dict(matplotlib.rcParams) == before
