"""Whatever the scenario: written with `like`, it is the same one."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from hypothesis import given

from sim.scenario.inherit.alike import LIKE, Shape, spelt_out
from sim.scenario.schema import Spec
from sim.scenario.schema.keys import alike_blocks, creatable, joined
from sim.scenario.yaml.nodes import KeyPath, SourceText, from_data
from tests.examples import examples
from tests.strategies import scenarios

Raw = dict[str, Any]
SHAPE = Shape(partial(creatable, Spec), alike_blocks(Spec), partial(joined, Spec))
OF_ITSELF = ("label", "luck", "note")


def variant(other: Raw, own: Raw, path: KeyPath) -> Raw:
    """What is to be written of `own` beside what `other` says: the least, with nulls."""
    entries: Raw = {}
    for key in {**other, **own}:
        here = (*path, key)
        if len(path) == 2 and key in OF_ITSELF:
            entries |= {key: own[key]} if key in own else {}
        elif key not in own:
            entries[key] = None
        elif key not in other:
            entries[key] = own[key]
        elif other[key] != own[key]:
            is_joined = other[key] and own[key] and SHAPE.joined(here)
            entries[key] = variant(other[key], own[key], here) if is_joined else own[key]
    return entries


def written_short(raw: Raw) -> Raw:
    """Each thing of a block as like the one before."""
    short = dict(raw)
    for block in (path[0] for path in SHAPE.alike if len(path) == 1 and path[0] in raw):
        things = raw[block]
        likes = {
            name: {LIKE: before, **variant(things[before], things[name], (block, name))}
            for before, name in pairwise(things)
        }
        short[block] = {**things, **likes}
    return short


@examples(40)
@given(raw=scenarios())
def test_things_that_are_like_others_are_what_they_were(raw: Raw) -> None:
    tree, problems = spelt_out(from_data(written_short(raw), SourceText.of("short", "")), SHAPE)
    assert problems == []
    assert tree.plain() == raw


def test_there_is_something_to_leave_out() -> None:
    """A shorter text, or the test above would prove nothing."""
    hall = {"lots": 2, "route": {"cdmo": 1, "build": 2}, "mix": {"lab": 1}}
    annex = {"lots": 2, "route": {"cdmo": 1}, "mix": {"lab": 2}}
    assert variant(hall, annex, ("supply", "annex")) == {"route": {"cdmo": 1}, "mix": {"lab": 2}}
    stages = {"stages": {"lab": {"route": {"cdmo": 1, "build": 2}, "success": 1}}}
    own = {"stages": {"lab": {"route": {"cdmo": 3}, "success": 1}}}
    short = {"stages": {"lab": {"route": {"cdmo": 3, "build": None}}}}
    assert variant(stages, own, ("tracks", "b")) == short
