"""Names of numbers for people: `supply.starts-2023.construction` as 2023年开工·工期."""

from __future__ import annotations

from typing import Any

from sim.scenario.schema import Spec
from sim.scenario.schema.base import Text
from sim.text.figures import Words
from sim.text.paths import KEYS


def name_of(spec: Spec, path: str) -> Words:
    """Return the name of a dotted path: labels for ids that have one, words for known keys."""
    node: Any = spec
    above, block, zh, en = "", path.partition(".")[0], [], []
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) else getattr(node, key, None)
        label = _label(spec, above, key, node)
        known = KEYS.get(f"{above}.{key}") or KEYS.get(f"{block}.*.{key}") or KEYS.get(key)
        said = known if label is None else Words(label.zh, label.en)
        if said is None or said.en:  # blocks whose things speak for themselves stay unsaid
            zh.append(said.zh if said else key)
            en.append(said.en if said else key)
        above = key
    return Words("·".join(zh), " · ".join(en))


def labelled(name: str, label: Text | None) -> Words:
    """Return the label of a thing, or its id where it has none."""
    return Words(label.zh, label.en) if label else Words(name, name)


_THINGS = {"mix": "spaces", "stock": "spaces"}
"""Blocks keyed by the ids of other things."""


def _label(spec: Spec, above: str, key: str, node: Any) -> Text | None:
    label: Text | None = getattr(node, "label", None)
    things = getattr(spec, _THINGS.get(above, above), None)
    if label is None and isinstance(things, dict):
        label = getattr(things.get(key), "label", None)
    return label
