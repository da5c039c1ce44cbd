"""Trees to YAML text that reads back as the same data."""

from __future__ import annotations

import json
import re
from typing import Final

from sim.scenario.yaml.nodes import Node
from sim.scenario.yaml.scalars import CONSTANTS, INVISIBLE, scalar, surprise

WIDTH: Final = 96
"""Blocks that fit on a line of this width are written in braces."""

_PLAIN: Final = re.compile(r"[^\W_][^:#,\[\]{}\"'\\&*!|>@`\s]*(?: [^:#,\[\]{}\"'\\&*!|>@`\s]+)*")


def flow(node: Node) -> str:
    """Return a node as YAML on one line; numbers and quantities as they were written."""
    if isinstance(node.value, dict):
        return "{" + ", ".join(f"{_key(k)}: {flow(n)}" for k, n in node.value.items()) + "}"
    if isinstance(node.value, tuple):
        return "[" + ", ".join(flow(element) for element in node.value) + "]"
    return _text(node.value) if isinstance(node.value, str) else node.text or "null"


def block(node: Node, indent: str = "") -> str:
    """Return a mapping as lines of YAML, each ending in a line break."""
    lines = []
    for key, child in node.items.items():
        nested = any(isinstance(n.value, dict) for n in child.items.values())
        opens = bool(child.items) and (nested or not indent)
        line = "" if opens else f"{indent}{_key(key)}: {flow(child)}"
        if opens or (child.items and len(line) > WIDTH):
            lines.append(f"{indent}{_key(key)}:\n{block(child, indent + '  ')}")
        else:
            lines.append(line + "\n")
    return "".join(lines)


def _text(text: str) -> str:
    plain = _is_plain(text) and isinstance(scalar(text), str)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _key(text: str) -> str:
    # A full-width colon in a plain key would be read as a mistake.
    plain = _is_plain(text) and text not in CONSTANTS and "：" not in text
    return text if plain else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not surprise(text) and not INVISIBLE.search(text)
