"""The table of references is complete: every id of the schema is looked up somewhere."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sim.scenario.schema import Spec
from sim.scenario.schema.base import Id
from sim.scenario.schema.ids import REFERENCES

OWN = {"parks", "spaces", "sources", "stages", "tracks", "trades", "cycles", "demand", "supply"}
"""Blocks whose keys are ids that others name; so are the next ones, which nobody names."""
FREE = {"reserves", "renewals", "retirements", "standards", "targets", "top_down.streams"}


def ids(kind: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the pattern of every place below `path` where an id may stand."""
    if kind == Id:
        yield ".".join(path)
    elif get_origin(kind) in (Annotated, Union, types.UnionType):
        for member in get_args(kind):
            yield from ids(member, path)
    elif get_origin(kind) is list:
        yield from ids(get_args(kind)[0], (*path, "[]"))
    elif get_origin(kind) is dict:
        key, value = get_args(kind)
        yield from ids(key, (*path, "{}"))
        yield from ids(value, (*path, "*"))
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in get_type_hints(kind, include_extras=True).items():
            if name in kind.model_fields:
                yield from ids(field, (*path, name))


def test_every_id_of_the_schema_is_looked_up() -> None:
    free = {f"{block}.{{}}" for block in OWN | FREE}
    apart = (".luck", ".like")  # an id of before, and one that is looked up before the schema is
    named = {pattern for pattern in ids(Spec, ()) if not pattern.endswith(apart)}
    assert named - free == set(REFERENCES)
