"""From pydantic's errors to problems with places in the files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from sim.scenario.errors import MAX_PROBLEMS, Problem, nearest
from sim.scenario.faults import quote
from sim.scenario.keys import Kinds, kinds_at, known_keys, meaning
from sim.scenario.nodes import Node
from sim.scenario.scalars import surprise

M = TypeVar("M", bound=BaseModel)

_CODES: Final = {
    "extra_forbidden": "E401",
    "missing": "E402",
    "model_type": "E403",
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
_BOUNDS: Final = {
    "ge": ("不小于 {}", "at least {}"),
    "gt": ("大于 {}", "above {}"),
    "le": ("不大于 {}", "at most {}"),
    "lt": ("小于 {}", "below {}"),
}
MERGING: Final = ("apply", "change", "add", "drop")


def validate(
    tree: Node, model: type[M], replaced: Collection[str] = ()
) -> tuple[M | None, list[Problem]]:
    """Return (the validated model or None, problems).

    `replaced` are the paths of values that a `change` put in place of others.
    """
    try:
        return model.model_validate(tree.plain()), []
    except ValidationError as error:
        found = error.errors(include_url=False)[:MAX_PROBLEMS]
    problems = [_problem(tree, model, detail, replaced) for detail in found]
    misspelt = {
        (_parent(problem.path), problem.nearest) for problem in problems if problem.code == "E401"
    }
    return None, [
        problem
        for problem in problems
        if problem.code != "E402" or (problem.path, problem.context["key"]) not in misspelt
    ]


def _problem(
    tree: Node, model: type[BaseModel], detail: Mapping[str, Any], replaced: Collection[str]
) -> Problem:
    code, given = detail["type"], detail.get("ctx", {})
    loc = [step for step in detail["loc"] if step != "[key]"]
    kinds, plain = kinds_at(model, loc)
    node, path = _locate(tree, plain)
    key = str(plain[-1]) if plain else ""
    if code.startswith("E3"):
        return _value_problem(code, given, node, path, key)
    code = _CODES.get(code, "E499")
    if code == "E402":
        return _missing(node, path, key, kinds_at(model, loc[:-1])[0], replaced)
    context = {"key": key, "raw": quote(detail["input"]), "detail": detail["msg"]}
    place, hint, near = node.here, _hint(node), ""
    if code == "E401" or "[key]" in detail["loc"]:
        place, hint = node.key or node.place, ""
    if code == "E401":
        keys = known_keys(kinds_at(model, loc[:-1])[0])
        context["known"], near = ", ".join(keys), nearest(key, keys)
        hint = _misplaced(key)
    elif code == "E403":
        context["known"] = ", ".join(known_keys(kinds)) or "…"
    elif code in ("E408", "E411"):
        words = _words(given)
        context["known"], near = ", ".join(words), nearest(str(node.value), words)
        if "discriminator" in given:
            context["key"] = str(given["discriminator"]).strip("'")
            inner = node.items.get(context["key"], node)
            place, context["raw"] = inner.here, quote(inner.plain())
            near = nearest(str(inner.value), words)
    elif code == "E410":
        name, bound = next((n, b) for n, b in given.items() if n in _BOUNDS)
        context["bound_zh"], context["bound_en"] = (s.format(bound) for s in _BOUNDS[name])
    return Problem(code, place, context, ".".join(path), near, hint)


def _value_problem(
    code: str, given: Mapping[str, str], node: Node, path: list[str], key: str
) -> Problem:
    """A problem that a value told itself, with the words it gave."""
    near, place = "", node.here
    if code == "E311":
        near, place = nearest(key, given["known"].split(", ")), node.key or node.place
    elif code == "E316":
        near = nearest(str(node.value), given["known"].split(", "))
    return Problem(code, place, dict(given), ".".join(path), near, _hint(node))


def _missing(
    node: Node, path: list[str], key: str, kinds: Kinds, replaced: Collection[str]
) -> Problem:
    """A key that is not there: told at the block it should stand in."""
    name = ".".join(path)
    context = {
        "key": key,
        "block_zh": f"'{name}' " if name else "情景",
        "block_en": f"in '{name}'" if name else "in the scenario",
        "meaning": meaning(kinds, key),
    }
    return Problem("E402", node.here, context, name, hint="block" if name in replaced else "")


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


def _hint(node: Node) -> str:
    """Why somebody may have written this word, if other YAML readers take it differently."""
    return "" if node.quoted else surprise(node.text) or ""


def _misplaced(key: str) -> str:
    if key in MERGING:
        return "extends"
    return "dotted" if "." in key else ""


def _words(given: Mapping[str, Any]) -> list[str]:
    """The words pydantic expects, out of its text `'a', 'b' or 'c'`."""
    text = str(given.get("expected") or given.get("expected_tags") or "")
    return [word.strip(" '") for word in text.replace(" or ", ",").split(",") if word.strip(" '")]


def _parent(path: str) -> str:
    return path.rpartition(".")[0]
