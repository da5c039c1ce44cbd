"""Which keys the schema knows at a place of the scenario."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag

KeyStep = str | int
Kinds = list[tuple[str, Any]]
"""(tag, type) of everything that may stand at a place; the tag is '' where there is one kind."""


def kinds_at(model: type[BaseModel], loc: Sequence[KeyStep]) -> tuple[Kinds, tuple[KeyStep, ...]]:
    """Return what may stand at an error's place, and the place without union tags."""
    kinds: Kinds = [("", model)]
    plain: list[KeyStep] = []
    for step in loc:
        tagged = [kind for kind in kinds if kind[0] == step]
        if tagged:
            kinds = [("", kind) for _, kind in tagged]
        else:
            plain.append(step)
            kinds = [below for _, kind in kinds for below in _below(kind, step)]
    return kinds, tuple(plain)


def has(model: type[BaseModel], path: Sequence[str]) -> bool:
    """Return whether a document of this model can have something at a path.

    Unlike the place of an error, a path names no member of a union: `linear` is the key alone.
    """
    kinds: Kinds = [("", model)]
    for step in path:
        kinds = [below for _, kind in kinds for below in _below(kind, step)]
    return bool(kinds)


def known_keys(kinds: Kinds) -> list[str]:
    """Return the keys of the blocks among some kinds, in the schema's order."""
    found = [name for kind in _blocks(kinds) for name in kind.model_fields]
    return list(dict.fromkeys(found))


def needed_by_all(kinds: Kinds) -> list[str]:
    """Return the keys that must stand in a block, whichever of some kinds it is."""
    needed = [[n for n, f in k.model_fields.items() if f.is_required()] for k in _blocks(kinds)]
    return [name for name in next(iter(needed), []) if all(name in keys for keys in needed)]


def meaning(kinds: Kinds, key: str) -> str:
    """Return the schema's words for a key: the first line of its docstring."""
    for kind in _blocks(kinds):
        if key in kind.model_fields:
            return (kind.model_fields[key].description or "").split("\n")[0].rstrip(".")
    return ""


def creatable(model: type[BaseModel], path: Sequence[str]) -> bool:
    """Tell whether an absent block at `path` may be made empty: all its keys are optional."""
    kinds, _ = kinds_at(model, path)
    if any(_is_map(kind) for _, kind in kinds):
        return True
    blocks = list(_blocks(kinds))
    return bool(blocks) and not any(
        field.is_required() for block in blocks for field in block.model_fields.values()
    )


def alike_blocks(model: type[BaseModel]) -> tuple[tuple[str, ...], ...]:
    """Return the paths of the blocks of things by id that may be `like` one another."""
    paths: list[tuple[str, ...]] = []
    for name, field in model.model_fields.items():
        for _, kind in _flatten(field.annotation):
            if _is_map(kind):
                things = _blocks(_flatten(get_args(kind)[-1]))
                paths += [(name,)] if any("like" in thing.model_fields for thing in things) else []
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                paths += [(name, *below) for below in alike_blocks(kind)]
    return tuple(dict.fromkeys(paths))


def joined(model: type[BaseModel], path: Sequence[str]) -> bool:
    """Tell whether two blocks at `path` are joined key by key where a thing is like another.

    Where blocks of several kinds may stand, or plain values by id, the one stands for the other.
    """
    kinds = kinds_at(model, path)[0]
    if all(_is_map(kind) for _, kind in kinds):
        kinds = [below for _, kind in kinds for below in _flatten(get_args(kind)[-1])]
    return len(dict.fromkeys(kinds)) == 1 == len(set(_blocks(kinds)))


def joined_blocks(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return the blocks of which a thing that is like another may state a part only."""
    found: set[type[BaseModel]] = set()

    def visit(path: tuple[str, ...]) -> None:
        for key in known_keys(kinds_at(model, path)[0]):
            here = (*path, key)
            if joined(model, here):
                if any(_is_map(kind) for _, kind in kinds_at(model, here)[0]):
                    here = (*here, "id")
                found.update(_blocks(kinds_at(model, here)[0]))
                visit(here)

    for path in alike_blocks(model):
        visit((*path, "id"))
    return found


def _is_map(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is dict


def _blocks(kinds: Kinds) -> Iterator[type[BaseModel]]:
    for _, kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield kind


def _below(kind: Any, step: KeyStep) -> Kinds:
    if get_origin(kind) in (dict, list):
        return _flatten(get_args(kind)[-1])
    if isinstance(kind, type) and issubclass(kind, BaseModel) and step in kind.model_fields:
        return _flatten(kind.model_fields[str(step)].annotation)
    return []


def _flatten(kind: Any, tag: str = "") -> Kinds:
    """Return the members of a union with their tags; anything else as it is."""
    if get_origin(kind) is Annotated:
        inner, *extras = get_args(kind)
        tags = [extra.tag for extra in extras if isinstance(extra, Tag)]
        return _flatten(inner, tags[0] if tags else tag)
    if get_origin(kind) in (Union, types.UnionType):
        members = [member for member in get_args(kind) if member is not type(None)]
        return [found for member in members for found in _flatten(member, tag)]
    return [(tag or _literal_tag(kind), kind)]


def _literal_tag(kind: Any) -> str:
    """Return the word by which a block of a union is told: its only required literal."""
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return ""
    for field in kind.model_fields.values():
        if field.is_required() and get_origin(field.annotation) is Literal:
            words = get_args(field.annotation)
            if len(words) == 1:
                return str(words[0])
    return ""
