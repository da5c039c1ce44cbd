"""The same figure of two runs on one scale: no axis is shorter, none cuts what it shows."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.plots.catalogue import Figures
from sim.plots.frames import Frames, SharedScale
from sim.plots.save import numbers
from sim.plots.style import Panels
from sim.text.words import Words
from tests.unit.plots_frames import frames

PARENT = Words("上级情景", "the parent")
FIGURES = ["01-balance", "02-gap", "03-stages", "06-rent", "07-economy", "08-trades"]


@pytest.fixture(scope="module")
def small() -> Frames:
    return frames(replications=4, months=27)


@pytest.fixture(scope="module")
def large(small: Frames) -> Frames:
    """The same with thirty times of everything but rents, which are a tenth."""
    ledger = small.ledger
    assert ledger is not None
    return replace(
        small,
        cube=replace(small.cube, values={k: 30 * v for k, v in small.cube.values.items()}),
        rents={space: values / 10 for space, values in small.rents.items()},
        trades=tuple(replace(one, leased=30 * one.leased) for one in small.trades),
        ledger=replace(ledger, lines={name: 30 * v for name, v in ledger.lines.items()}),
    )


def ends(panels: Panels) -> dict[str, list[float]]:
    """Where its axes end, as its file says."""
    told: dict[str, list[float]] = json.loads(numbers(panels))["ends"]
    return told


def scales(made: Frames) -> dict[str, SharedScale]:
    """The scales of a run, as its files say them."""
    figures = Figures(made).drawn
    return {
        name: SharedScale(
            PARENT, {key: (a, b) for key, (a, b) in ends(figures[name]("en")).items()}
        )
        for name in FIGURES
    }


@pytest.mark.parametrize("name", FIGURES)
def test_a_run_is_drawn_on_the_scale_of_a_larger_one(
    small: Frames, large: Frames, name: str
) -> None:
    theirs = scales(large)
    own, shared = (Figures(replace(small, scales=some)).drawn[name]("en") for some in ({}, theirs))
    for panel, (low, high) in ends(own).items():
        other = theirs[name].ends[panel]
        assert ends(shared)[panel] == pytest.approx((min(low, other[0]), max(high, other[1])))
    assert {key: tuple(value) for key, value in ends(own).items()} != theirs[name].ends
    said = "Scales as in the parent"
    assert said in shared.data.head.subtitle.en and said not in own.data.head.subtitle.en
    if name != "06-rent":  # the smaller one is the larger one's scale alone
        assert shared.keys() == own.keys() == theirs[name].ends.keys()
        assert {key: tuple(value) for key, value in ends(shared).items()} == theirs[name].ends


def test_ticks_are_those_of_the_other(small: Frames, large: Frames) -> None:
    shared = Figures(replace(small, scales=scales(large))).balance("en")
    theirs = Figures(large).balance("en")
    for panel, ax in theirs.items():
        texts = ([text.get_text() for text in one.get_yticklabels()] for one in (ax, shared[panel]))
        assert next(texts) == next(texts)
