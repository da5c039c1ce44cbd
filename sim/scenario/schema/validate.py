"""From pydantic's errors to problems with places in the files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from sim.scenario.errors import MAX_PROBLEMS, Problem, nearest
from sim.scenario.schema.keys import Kinds, kinds_at, known_keys, meaning, needed_by_all
from sim.scenario.values.faults import quote
from sim.scenario.values.units import AREAS, METRIC, YUAN, Units, shown_in
from sim.scenario.yaml.nodes import Node
from sim.scenario.yaml.scalars import scalar, surprise
from sim.text.messages.blocks import BOUNDS, gone
from sim.text.words import Words

M = TypeVar("M", bound=BaseModel)

_CODES: Final = {
    "extra_forbidden": "E401",
    "model_type": "E403",
    "model_attributes_type": "E403",
    "dict_type": "E403",
    "list_type": "E404",
    "string_type": "E405",
    "int_type": "E406",
    "int_from_float": "E406",
    "bool_type": "E407",
    "literal_error": "E408",
    "union_tag_invalid": "E408",
    "string_pattern_mismatch": "E409",
    "greater_than_equal": "E410",
    "greater_than": "E410",
    "less_than_equal": "E410",
    "less_than": "E410",
    "union_tag_not_found": "E411",
}
_MERGING: Final = ("apply", "change", "add", "drop")


def validate(
    tree: Node,
    model: type[M],
    replaced: Collection[str] = (),
    before: tuple[Node, M] | None = None,
) -> tuple[M | None, list[Problem]]:
    """Return (the validated model or None, problems).

    `replaced` are the paths of values that a `change` put in place of others; `before` is a tree
    that was valid, with its model: blocks that are the same in both are not read again.
    """
    if before and (found := _changed(tree, *before)):
        return found, []
    try:
        return model.model_validate(tree.plain(), context=_units(tree)), []
    except ValidationError as error:
        errors = error.errors(include_url=False)[:MAX_PROBLEMS]
    missing: dict[tuple[str | int, ...], list[str]] = {}
    problems = []
    for detail in errors:
        *block, key = detail["loc"] or ("",)
        if detail["type"] == "missing":
            missing.setdefault(tuple(block), []).append(str(key))
        else:
            problems.append(_problem(tree, model, detail))
    meant = {(problem.path.rpartition(".")[0], problem.nearest) for problem in problems}
    for loc, keys in missing.items():
        kinds, plain = kinds_at(model, loc)
        node, path = _locate(tree, plain)
        name = ".".join(path)
        lacking = [key for key in keys if (name, key) not in meant]
        if lacking:
            hint = "block" if name in replaced else ""
            words = _lacks(name, lacking, kinds)
            problems.append(Problem("E402", node.here, words, name, hint=hint))
    return None, problems


def _changed(tree: Node, before: Node, model: M) -> M | None:
    """Return the model of a tree, with the blocks that it shares with another; None for a fault."""
    units = _units(tree)
    if units != _units(before):
        return None
    shared = {
        key: getattr(model, key)
        for key, node in tree.items.items()
        if before.items.get(key) is node
    }
    own = {key: node.plain() for key, node in tree.items.items() if key not in shared}
    try:
        found = type(model).model_validate({**shared, **own}, context=units)
    except ValidationError:
        return None  # told as if it was read alone
    # As they were: to tell labels apart again would see those that were told apart.
    return found.model_copy(update=shared)


def _units(tree: Node) -> Units:
    """Return the units a scenario states at its top, which all its numbers are read in."""
    currency, area = tree.find(("currency", "code")), tree.find(("area_unit",))
    code = currency.value if currency else None
    shown = shown_in(area.value) if area else None
    return Units(
        code if isinstance(code, str) else YUAN,
        shown if isinstance(shown, str) and shown in AREAS else METRIC,
    )


def _lacks(name: str, keys: list[str], kinds: Kinds) -> dict[str, Words | str]:
    says = {key: meaning(kinds, key) for key in keys}
    return {
        "block": Words(f"'{name}' ", f"'{name}'") if name else Words("情景", "the scenario"),
        "keys": ", ".join(f"'{key}'" for key in keys),
        "meanings": "; ".join(f"{key} ({says[key]})" for key in keys),
    }


def _problem(tree: Node, model: type[BaseModel], detail: Mapping[str, Any]) -> Problem:
    loc = [step for step in detail["loc"] if step != "[key]"]
    kinds, plain = kinds_at(model, loc)
    node, path = _locate(tree, plain)
    name = ".".join(path)
    given = detail.get("ctx", {})
    if detail["type"].startswith("E3"):
        problem = _value_problem(detail["type"], given, node, name)
        return replace(problem, place=node.key, hint="") if "[key]" in detail["loc"] else problem
    code = _CODES.get(detail["type"], "E499")
    key = str(plain[-1]) if plain else ""
    context = {"key": key, "raw": _shown(detail["input"]), "detail": detail["msg"]}
    if code == "E401":
        return _unknown_key(node, name, context, kinds_at(model, loc[:-1])[0])
    place, near, hint = node.here, "", _hint(node)
    if "[key]" in detail["loc"]:
        place, hint = node.key or node.place, ""
    elif code == "E403":
        keys = needed_by_all(kinds) or known_keys(kinds)[:2] or ["id"]
        context["form"] = "{" + ", ".join(f"{one}: …" for one in keys) + "}"
        hint = "profile" if "steps" in keys else hint
    elif code in ("E408", "E411"):
        words = _words(given, kinds)
        if "discriminator" in given:
            context["key"] = str(given["discriminator"]).strip("'")
            name = f"{name}.{context['key']}"
            node = node.items.get(context["key"], node)
            place, context["raw"] = node.here, _shown(node.plain())
        context["known"], near = ", ".join(words), nearest(str(node.value), words)
    elif code == "E410":
        bound, limit = next((n, b) for n, b in given.items() if n in BOUNDS)
        bounded = BOUNDS[bound].fill(limit=str(limit))
        return Problem(code, place, {**context, "bound": bounded}, name, near, hint)
    return Problem(code, place, context, name, near, hint)


def _unknown_key(node: Node, name: str, context: dict[str, str], kinds: Kinds) -> Problem:
    key, known = context["key"], known_keys(kinds)
    hint = "extends" if key in _MERGING else "comma" if _split(key) else ""
    hint = hint or ("dotted" if "." in key else "")
    context = {**context, "known": ", ".join(known)}
    near = "" if hint or gone(name) else nearest(key, known)
    return Problem(gone(name) or "E401", node.key or node.place, context, name, near, hint)


def _value_problem(code: str, given: Mapping[str, Any], node: Node, name: str) -> Problem:
    """A problem that a value told itself, with the words it gave."""
    near, place = "", node.here
    if code == "E311":
        near, place = nearest(given["key"], given["known"].split(", ")), node.key or node.place
        if _split(given["key"]):
            return Problem(code, place, dict(given), name, "", "comma")
    elif code == "E316":
        near = nearest(str(node.value), given["known"].split(", "))
    return Problem(code, place, dict(given), name, near, _hint(node))


def _split(key: str) -> bool:
    """Whether a key looks like what follows a comma in an inline block: `000 sq ft`."""
    return " " in key or key[:1].isdigit()


def _locate(tree: Node, plain: tuple[str | int, ...]) -> tuple[Node, list[str]]:
    """Return the deepest node on the way to a place, and its path."""
    node, path = tree, []
    for step in plain:
        if isinstance(step, int) and step < len(node.elements):
            node = node.elements[step]
        elif step in node.items:
            node = node.items[str(step)]
        else:
            break
        path.append(str(step))
    return node, path


def _shown(raw: object) -> str:
    """Return a wrong value as short text; a block or list is not spelt out."""
    if isinstance(raw, str) and not isinstance(scalar(raw), str):
        return f"'{raw}'"
    return "{…}" if isinstance(raw, dict) else "[…]" if isinstance(raw, list) else quote(raw)


def _hint(node: Node) -> str:
    """Return why somebody may have written this word, if other readers take it differently."""
    texts = [node.text, *(one.text for one in node.elements)]
    if any(sign in text for text in texts for sign in "，、｛｝［］；“”"):
        return "wide"
    return "" if node.quoted else surprise(node.text) or ""


def _words(given: Mapping[str, Any], kinds: Kinds) -> list[str]:
    """Return the words that may stand: pydantic's text `'a', 'b' or 'c'`, or the union's tags."""
    text = str(given.get("expected") or given.get("expected_tags") or "")
    words = [word.strip(" '") for word in text.replace(" or ", ",").split(",")]
    return [word for word in words if word] or [tag for tag, _ in kinds if tag]
