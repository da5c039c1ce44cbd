"""Conditions on indicators: what they mean, and what is said of those that cannot be read."""

from __future__ import annotations

import numpy as np
import pytest

from sim.experiments.answer import RefusedError
from sim.experiments.discover.expression import check_names, parse

VALUES = {
    "a": np.array([0.0, 1.0, 2.0, np.nan, np.inf]),
    "b.c-d": np.array([5.0, 4.0, 3.0, 2.0, 1.0]),
    "first": np.array([2028 * 12 + 2.0, 2028 * 12 + 3.0, np.nan, 0.0, 1.0]),
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a < 1", "1...."),
        ("a <= 1", "11..."),
        ("a == 1", ".1..."),
        ("a != 1", "1.1.1"),  # no value: never true
        ("a > 1", "..1.1"),
        ("a >= 1", ".11.1"),
        ("a>=100%", ".11.1"),
        ("b.c-d > 0.0004万", "1...."),
        ("b.c-d > 43 sq ft", "11..."),
        ("a > -1 and b.c-d > 3", "11..."),
        ("a == 0 or a == 2", "1.1.."),
        ("a == 0 or a == 1 and b.c-d == 4", "11..."),  # `and` binds closer
        ("(a == 0 or a == 1) and b.c-d == 4", ".1..."),
        ("((a == 0))", "1...."),
        ("first < 2028-04", "1..11"),
    ],
)
def test_a_condition_means_what_it_says(text, holds):
    assert "".join(".1"[flag] for flag in parse(text).holds(VALUES).astype(int)) == holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an indicator's name is expected"),
        ("a = 1", "one of < <= ... is expected"),
        ("a > b", "a number"),
        ("a < 2026-13", "only `and` or `or` can follow"),
        ("a > 1 and", "an indicator's name is expected"),
        ("and > 1", "an indicator's name is expected"),
        ("(a > 1", "a closing bracket is missing"),
        ("a > 1)", "only `and` or `or` can follow"),
        ("a > 1 b > 2", "only `and` or `or` can follow"),
        ("not a > 1", "one of < <= ... is expected"),
        ("a > 1; import os", "these characters mean nothing"),
        ("__import__('os')", "one of < <= ... is expected"),
        ("(" * 30 + "a > 1" + ")" * 30, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_in_both_languages(text, said):
    with pytest.raises(RefusedError) as error:
        parse(text)
    words = error.value.words
    assert said.replace("...", ">") in words.en.replace("<= > >= == !=", "<= >")
    assert "读不懂" in words.zh


def test_an_unknown_indicator_is_refused_with_the_nearest():
    check_names(parse("a > 1 or b.c-d > 1"), sorted(VALUES))
    with pytest.raises(RefusedError, match=r"'b.c-e'; did you mean b.c-d\?"):
        check_names(parse("a > 1 or b.c-e > 1"), sorted(VALUES))
    with pytest.raises(RefusedError, match="known are a, b, first"):
        check_names(parse("xyz > 1"), sorted(VALUES))
