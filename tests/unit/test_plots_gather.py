"""From a run to what its figures need."""

from __future__ import annotations

from sim.plots.gather import words
from sim.scenario.schema.base import Text


def test_a_label_that_the_font_cannot_draw_gives_way_to_the_id():
    assert words("lab", Text(zh="研发", en="Lab")) == ("研发", "Lab")
    assert words("lab", Text(zh="研\U00030ede", en="Lab")) == ("lab", "Lab")
    assert words("lab", None) == ("lab", "lab")
