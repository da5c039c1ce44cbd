"""The plane between cells: closed forms, what turning it over must not change, and neighbours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.map.answer import edges
from sim.experiments.map.field import Stretch, crossings, near, passes
from sim.experiments.map.figure import steps

X, Y = (0.0, 1.0, 3.0, 4.0), (10.0, 20.0, 25.0)


def surface(f, x=X, y=Y):
    return np.array([[f(a, b) for a in x] for b in y])


def ends(stretches):
    return [(s.x0, s.y0) for s in stretches] + [(s.x1, s.y1) for s in stretches]


@pytest.mark.parametrize(
    ("a", "b", "c"), [(0.2, 0.0, 0.0), (0.0, 0.03, 0.0), (0.1, 0.02, -0.1), (-0.15, 0.02, 0.4)]
)
def test_a_plane_passes_its_level_on_a_straight_line(a, b, c):
    """a·x + b·y + c = 0.45 is known; every end of a stretch lies on it, from side to side."""
    found = crossings(X, Y, surface(lambda x, y: a * x + b * y + c), 0.45)
    assert found
    for x, y in ends(found):
        assert a * x + b * y + c == pytest.approx(0.45)
    within = [s for s in found if s[:2] != s[2:]]
    assert len(within) == len(found)


def test_a_plane_that_rises_across_is_crossed_at_one_place_in_every_row():
    found = crossings(X, Y, surface(lambda x, y: x / 4), 0.5)
    assert {x for x, _ in ends(found)} == {2.0}
    assert sorted({y for _, y in ends(found)}) == [*Y]
    assert passes(X, [x / 4 for x in X], 0.5) == [2.0]


def test_a_product_is_crossed_on_its_hyperbola():
    """x·y is bilinear itself, so that ends of stretches lie on x·y = 30 exactly."""
    found = crossings(X, Y, surface(lambda x, y: x * y), 30.0)
    assert len(found) == 2
    assert all(x * y == pytest.approx(30.0) for x, y in ends(found))


@pytest.mark.parametrize(
    ("corners", "joined"), [([[1.0, 0.3], [0.3, 1.0]], "high"), ([[0.7, 0.0], [0.0, 0.7]], "low")]
)
def test_at_a_saddle_the_surface_says_what_belongs_together(corners, joined):
    """The saddle lies at (1 − 0.09)/(2 − 0.6) = 0.65 above the level, or 0.35 below it."""
    two = crossings((0.0, 1.0), (0.0, 1.0), np.array(corners), 0.5)
    assert len(two) == 2
    corner = {"high": {(0, 1), (1, 0)}, "low": {(0, 0), (1, 1)}}[joined]
    cut_off = {(round(np.mean(s[::2])), round(np.mean(s[1::2]))) for s in two}
    assert cut_off == corner


def test_a_cell_without_a_value_has_no_line_beside_it():
    p = surface(lambda x, y: x / 4)
    p[0, 1] = np.nan
    found = crossings(X, Y, p, 0.5)
    assert all(y >= 20.0 for _, y in ends(found))
    assert passes(X, p[0].tolist(), 0.5) == []
    assert passes(X, [0.0, np.nan, 1.0, 1.0], 0.5) == []


def test_a_level_that_a_corner_has_is_only_touched():
    assert crossings((0.0, 1.0), (0.0, 1.0), np.array([[0.2, 1.0], [1.0, 1.0]]), 0.2) == []


fields = st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=3, max_size=3)


def undirected(stretches):
    return sorted(sorted([(s.x0, s.y0), (s.x1, s.y1)]) for s in stretches)


def bilinear(p, x, y):
    """The surface at a place, by hand: along rows, then between them."""
    rows = [np.interp(x, X, row) for row in p]
    return float(np.interp(y, Y, rows))


@given(fields, st.floats(0.01, 0.99))
def test_lines_are_where_the_surface_has_the_level(rows, level):
    p = np.array(rows)
    found = crossings(X, Y, p, level)
    for x, y in ends(found):
        assert X[0] <= x <= X[-1] and Y[0] <= y <= Y[-1]
        assert bilinear(p, x, y) == pytest.approx(level, abs=1e-9)
    parted = {bool(v > level) for v in p.ravel()} == {True, False}
    assert bool(found) <= parted


@given(fields, st.floats(0.01, 0.99))
def test_a_plane_turned_over_has_its_lines_turned_over(rows, level):
    p = np.array(rows)
    over = [Stretch(s.y0, s.x0, s.y1, s.x1) for s in crossings(Y, X, p.T, level)]
    here, there = undirected(crossings(X, Y, p, level)), undirected(over)
    assert len(here) == len(there)
    assert np.allclose(np.array(here), np.array(there)) if here else not there


@given(fields, st.floats(0.01, 0.99))
def test_no_line_begins_inside_the_plane(rows, level):
    """A line ends at the rim or goes on: inside, each end is that of two stretches."""
    found = crossings(X, Y, np.array(rows), level)
    inside = [end for end in ends(found) if X[0] < end[0] < X[-1] and Y[0] < end[1] < Y[-1]]
    on_corners = any(bool(v == level) for v in np.ravel(rows))
    assert on_corners or all(inside.count(end) % 2 == 0 for end in inside)


def test_near_worlds_are_the_nearest_within_one_step():
    worlds = np.array([[0.0, 10.0], [0.4, 10.0], [0.9, 10.0], [2.9, 10.0], [0.1, 24.0]])
    found = near(X, Y, worlds, 2)
    assert found[0, 0].tolist() == [0, 1]
    assert found[0, 1].tolist() == [2, 1]
    assert found[0, 2].tolist() == [], "2.9 is near, 0.9 one step and a bit away: one is too few"
    assert near(X, Y, worlds, 1)[0, 2].tolist() == [3]


def test_cells_reach_half_way_to_the_next():
    assert edges((0.0, 1.0, 3.0)).tolist() == [-0.5, 0.5, 2.0, 4.0]


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.9, 0.99])
def test_the_scale_turns_at_the_confidence(confidence):
    ends_of_steps = steps(confidence)
    assert list(ends_of_steps) == sorted(set(ends_of_steps))
    assert ends_of_steps[2] == pytest.approx(1 - confidence)
    assert confidence in ends_of_steps or confidence <= 0.5
