"""Ids that name other things: one table of where they stand and what they must name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sim.scenario.errors import MAX_PROBLEMS, Problem, nearest
from sim.scenario.schema.demand import NO_SPACE
from sim.scenario.yaml.nodes import KeyPath, Node, TextPlace
from sim.text.messages.scenario import THINGS

_STAGE_FIELDS: Final = {
    "space": "spaces",
    "substitutes.[]": "spaces",
    "parks.{}": "parks",
    "park_order.[]": "parks",
    "route.cdmo_demand.stream": "demand",
    "answers.{}": "cycles",
}
_AIM_FIELDS: Final = {
    "stage": "stages",
    "spaces.[]": "spaces",
    "parks.[]": "parks",
    "tracks.[]": "tracks",
}
_BY_SPACE: Final = ("output", "jobs", "rent", "construction", "fit_out", "vacancy")
"""Parts of the economy."""
REFERENCES: Final[dict[str, str]] = {
    "stock.{}": "spaces",
    "stock.*.parks.{}": "parks",
    "stock.*.occupied_in.{}": "parks",
    "reserves.*.space": "spaces",
    "reserves.*.parks.[]": "parks",
    "rent.*.parks.{}": "parks",
    "reserves.*.tracks.[]": "tracks",
    "rent.{}": "spaces",
    "opening.growth_into": "stages",
    "opening.queue.{}": "spaces",
    "chain.[]": "stages",
    "tracks.*.chain.[]": "stages",
    "tracks.*.trade": "trades",
    "tracks.*.stages.{}": "stages",
    **{f"stages.*.{field}": kind for field, kind in _STAGE_FIELDS.items()},
    **{f"tracks.*.stages.*.{field}": kind for field, kind in _STAGE_FIELDS.items()},
    "demand.*.track": "tracks",
    "demand.*.entry": "stages",
    "demand.*.grew_into": "stages",
    "demand.*.cycles.[]": "cycles",
    "top_down.streams.*.track": "tracks",
    "top_down.streams.*.entry": "stages",
    "top_down.streams.*.grew_into": "stages",
    "top_down.streams.*.cycles.[]": "cycles",
    "top_down.replaces.[]": "demand",
    "supply.*.parks.{}": "parks",
    "supply.*.mix.{}": "spaces",
    "supply.*.ground.{}": "spaces",
    "renewals.*.space": "spaces",
    "renewals.*.becomes": "spaces",
    "renewals.*.park": "parks",
    "retirements.*.space": "spaces",
    "retirements.*.park": "parks",
    **{
        f"{block}.*.start.trigger.{field}": kind
        for block in ("supply", "renewals", "retirements")
        for field, kind in (("space", "spaces"), ("park", "parks"))
    },
    "supply.*.start.instead_of": "supply",
    "supply.*.pause.space": "spaces",
    "supply.*.pause.park": "parks",
    "programme.projects.[]": "supply",
    "standards.*.space": "spaces",
    "standards.*.park": "parks",
    "standards.*.track": "tracks",
    "standards.*.trade": "trades",
    **{f"standards.*.{field}": kind for field, kind in _AIM_FIELDS.items()},
    **{f"targets.*.{field}": kind for field, kind in _AIM_FIELDS.items()},
    **{f"economy.{part}.{{}}": "spaces" for part in _BY_SPACE},
    "economy.output.*.tracks.{}": "tracks",
    "stakes.spaces.{}": "spaces",
}
"""Where an id stands → the block that must have it. `*` any key, `{}` the keys, `[]` the items."""
_REQUIRED: Final = frozenset({"parks", "spaces", "stages", "tracks"})
_NONE_TOO: Final = frozenset({"stages.*.space", "tracks.*.stages.*.space"})
"""Where `none` may stand for an id."""


def every_id_exists(tree: Node) -> list[Problem]:
    """Return a problem for each id that names nothing, also in a scenario with other errors."""
    problems: list[Problem] = []
    for pattern, block in REFERENCES.items():
        known = _entries(tree, block)
        if known is None:
            continue
        top, _, rest = pattern.partition(".")
        found = _named_in(tree.items[top], top, rest) if top in tree.items else ()
        for path, name, place in found:
            if name not in known and not (name == NO_SPACE and pattern in _NONE_TOO):
                problems.append(_unknown(block, name, known, path, place))
    known = _entries(tree, "sources")
    for path, node in _sources(tree):
        if known is not None and str(node.value) not in known:
            problems.append(_unknown("sources", str(node.value), known, path, node.place))
    return problems[:MAX_PROBLEMS]


def _entries(tree: Node, block: str) -> dict[str, Node] | None:
    """Return what a block holds; None where its own fault is told, and not its consequences."""
    if block not in tree.items:
        return None if block in _REQUIRED else {}
    node = tree.items[block]
    return node.items if isinstance(node.value, dict) else None


def _unknown(
    block: str, name: str, known: dict[str, Node], path: KeyPath, place: TextPlace
) -> Problem:
    words = {"name": name, "block": block, "known": ", ".join(list(known)[:20]) or "-"}
    return Problem(
        "E501", place, {**words, "thing": THINGS[block]}, ".".join(path), nearest(name, known)
    )


@lru_cache(maxsize=1024)
def _named_in(block: Node, top: str, pattern: str) -> tuple[tuple[KeyPath, str, TextPlace], ...]:
    """Return what `_named` yields of a block: trees share most of theirs."""
    return tuple(_named(block, tuple(pattern.split(".")), (top,)))


def _named(node: Node, pattern: KeyPath, path: KeyPath) -> Iterator[tuple[KeyPath, str, TextPlace]]:
    """Yield (path, id, place) of everything a pattern leads to."""
    if not pattern:
        if isinstance(node.value, str):
            yield path, node.value, node.place
        return
    step, rest = pattern[0], pattern[1:]
    if step == "{}":
        yield from ((path, key, child.key or child.place) for key, child in node.items.items())
    elif step == "[]":
        for element in node.elements:
            yield from _named(element, rest, path)
    else:
        for key, child in node.items.items():
            if step in ("*", key):
                yield from _named(child, rest, (*path, key))


def _sources(tree: Node) -> Iterator[tuple[KeyPath, Node]]:
    """Yield (path, node) of the source of every number."""
    for block, node in tree.items.items():
        if block == "source" and isinstance(node.value, str | int | float):
            yield (block,), node
        elif block != "sources":
            yield from (((block, *path), source) for path, source in _sources_of(node))


@lru_cache(maxsize=128)
def _sources_of(block: Node) -> tuple[tuple[KeyPath, Node], ...]:
    """Return what `_sources` yields of a block: trees share most of theirs."""
    sources = list[tuple[KeyPath, Node]]()

    def collect(node: Node, path: KeyPath) -> None:
        for key, child in node.items.items():
            if key == "source" and isinstance(child.value, str | int | float):
                sources.append(((*path, key), child))
            elif child.items:
                collect(child, (*path, key))

    collect(block, ())
    return tuple(sources)
