"""The JSON Schema by which editors complete and check a scenario file (draft-07 words)."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

from sim.scenario.schema.keys import joined_blocks
from sim.scenario.values.fields import pedigree_schema

CHILD_KEYS: Final = {
    "extends": "The parent scenario, relative to this file: in its folder, below, or right above.",
    "apply": "Files with nothing but `change`, `add` and `drop`, applied in this order.",
    "change": "Dotted path of something that exists: its new value.",
    "add": "Dotted path of something that does not exist: its value.",
    "drop": "Dotted paths of what is taken out.",
}
"""Keys of a file that holds only its differences from a parent."""
_VERBS = ("extends", "change", "add", "drop")
_TOLD: Final[tuple[str, ...]] = ("default", "description", "markdownDescription")
"""What editors show of a key."""


def json_schema(spec: type[BaseModel]) -> dict[str, Any]:
    """The schema of scenario files: a whole scenario, or one that changes a parent."""
    raw = spec.model_json_schema(ref_template="#/definitions/{model}")
    blocks = raw.pop("$defs")
    blocks[spec.__name__] = raw
    words = pedigree_schema()
    definitions = {f"pedigree-{key}": _tidy(schema, {}) for key, schema in words.items()}
    definitions |= {name: _tidy(block, words) for name, block in blocks.items()}
    for name in ("Text", "Table"):
        definitions[name] = _also_plain(definitions[name])
    definitions = {name: _or_like(block) for name, block in definitions.items()}
    for part in joined_blocks(spec):  # of which a thing that is like another may state a part
        definitions[part.__name__].pop("required", None)
    definitions["Child"] = _child(definitions[spec.__name__]["properties"])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "zhizao scenario",
        "if": {"anyOf": [{"required": [verb]} for verb in _VERBS]},
        "then": {"$ref": "#/definitions/Child"},
        "else": {"$ref": f"#/definitions/{spec.__name__}"},
        "definitions": dict(sorted(definitions.items())),
    }


def _tidy(node: Any, words: dict[str, Any]) -> Any:
    """The same schema in draft-07 words, without pydantic's generated titles."""
    if isinstance(node, list):
        return [_tidy(item, words) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {
        key: _properties(value, words) if key in ("properties", "patternProperties") else value
        for key, value in node.items()
        if key not in ("title", "discriminator")
    }
    for key in ("anyOf", "oneOf", "items", "additionalProperties", "propertyNames"):
        if key in tidy:
            tidy[key] = _tidy(tidy[key], words)
    if all("$ref" in kind for kind in tidy.get("oneOf", [{}])):
        # A thing that is like another does not say of which kind it is.
        tidy["anyOf"] = tidy.pop("oneOf")
    if "$ref" in tidy and len(tidy) > 1:  # draft-07 ignores what stands beside a $ref
        tidy["allOf"] = [{"$ref": tidy.pop("$ref")}]
    if "patternProperties" in tidy:
        tidy.setdefault("additionalProperties", False)
    if "`" in tidy.get("description", ""):
        tidy["markdownDescription"] = tidy["description"]
    return tidy


def _or_like(block: dict[str, Any]) -> dict[str, Any]:
    """A thing that is like another needs no key that it would need by itself, and may empty any.

    Nor does one whose rows say what they are.
    """
    if "like" not in block.get("properties", {}):
        return block
    block = block | {"properties": {k: _or_null(v) for k, v in block["properties"].items()}}
    if "required" not in block:
        return block
    spared = [key for key in ("like", "table") if key in block["properties"]]
    needs = [{"required": block["required"]}, *({"required": [key]} for key in spared)]
    return {key: value for key, value in block.items() if key != "required"} | {"anyOf": needs}


def _or_null(key: dict[str, Any]) -> dict[str, Any]:
    """A key that has a default may be left out by `null`, as one that has none may."""
    if key.get("default") is None:
        return key
    words = {name: key[name] for name in _TOLD if name in key}
    value = {name: part for name, part in key.items() if name not in words}
    return {"anyOf": [value, {"type": "null"}], **words}


def _properties(properties: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """The schemas of keys; the pedigree, which is the same everywhere, is referred to."""
    return {
        key: {"$ref": f"#/definitions/pedigree-{key}"}
        if words.get(key) == schema
        else _tidy(schema, words)
        for key, schema in properties.items()
    }


def _also_plain(text: dict[str, Any]) -> dict[str, Any]:
    description = text["description"]
    return {"description": description, "anyOf": [{"type": "string"}, text]}


def _child(properties: dict[str, Any]) -> dict[str, Any]:
    paths: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    kinds: dict[str, dict[str, Any]] = {
        "extends": {"type": "string"},
        "apply": paths,
        "drop": paths,
    }
    own = {key: properties[key] for key in ("name", "why", "note") if key in properties}
    verbs = {
        key: {**kinds.get(key, {"type": "object"}), "description": says}
        for key, says in CHILD_KEYS.items()
    }
    return {"type": "object", "properties": {**own, **verbs}, "additionalProperties": False}
