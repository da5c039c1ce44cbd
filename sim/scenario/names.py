"""Names of numbers for people: `supply.starts-2023.construction` as 2023年开工·工期."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.scenario.schema import Spec
from sim.scenario.schema.base import Label, Text
from sim.scenario.schema.ids import REFERENCES
from sim.text.names import CYCLES, KEYS
from sim.text.words import Words


def name_of(spec: Spec, path: str) -> Words:
    """Return the name of a dotted path: labels for ids that have one, words for keys.

    What stands in a block of ids is an id, whatever it is called: never a key.
    """
    node: Any = spec
    above, block, zh, en = "", path.partition(".")[0], [], []
    where: list[str] = []
    for key in path.split("."):
        is_id = isinstance(node, dict)
        node = node.get(key) if is_id else getattr(node, key, None)
        label = _label(spec, where, key, node)
        if label is not None:
            name: Words | None = label.words
        elif is_id:
            name = CYCLES.get(key) if above in ("cycles", "answers") else None
        else:
            name = KEYS.get(f"{above}.{key}") or KEYS.get(f"{block}.*.{key}") or KEYS.get(key)
        if name is None or name.en:  # blocks whose things speak for themselves stay unsaid
            zh.append(name.zh if name else key)
            en.append(name.en if name else key)
        above = key
        where.append("*" if is_id else key)
    return Words("·".join(zh), " · ".join(en))


_BLOCKS: Final = {
    **dict.fromkeys(("lost_area", "entered", "returned", "own_plants_end"), "stages"),
    **dict.fromkeys(("holds", "value"), "standards"),
    **dict.fromkeys(("reading", "reached"), "targets"),
}


def block_of(measure: str) -> str:
    """Return the block of a scenario whose ids follow a measure's name: the same id may be in all.

    Years, as in `jobs.2030`, are in none of them.
    """
    return _BLOCKS.get(measure, "spaces")


def indicator_of(spec: Spec, name: str) -> Words | None:
    """Return the name of what an indicator is of, as of `lost_area.research`; None if of all."""
    measure, _, of = name.partition(".")
    if not of:
        return None
    return labelled(getattr(spec, block_of(measure)), of)


def labelled(things: Mapping[str, Any], id_: str) -> Words:
    """Return the label of a thing of a block, or its id where it has none."""
    label: Text | None = getattr(things.get(id_), "label", None)
    return label.words if label else Words(id_, id_)


def called(name: str, things: Mapping[str, Label]) -> list[str]:
    """Return the ids of what a person calls by its id or, in either language, by its label.

    One id where the name says which thing is meant; none or several where it does not.
    """
    if name in things:
        return [name]
    word = name.casefold()
    labels = {key: thing.label for key, thing in things.items() if thing.label}
    return [k for k, text in labels.items() if word in (text.zh.casefold(), text.en.casefold())]


def _label(spec: Spec, where: Sequence[str], key: str, node: Any) -> Text | None:
    """Return the label of a thing, or of that which its key names; `where`: the keys above it."""
    label: Text | None = getattr(node, "label", None)
    block = REFERENCES.get(".".join([*where, "{}"]))
    if label is None and block is not None:
        label = getattr(getattr(spec, block).get(key), "label", None)
    return label
