"""What a class holds in public has a type that no checker must guess: a notebook completes it."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
INHERITED = {"Watch": {"months"}}


def guessed(source: str) -> list[str]:
    """Return the public attributes whose type a checker guesses: no annotation says it, and what
    they hold first is no parameter, nor are they inherited.
    """
    found = []
    for kind in ast.walk(ast.parse(source)):
        if not isinstance(kind, ast.ClassDef) or kind.name.startswith("_"):
            continue
        said = [part.target for part in ast.walk(kind) if isinstance(part, ast.AnnAssign)]
        typed = {_held(target) for target in said}
        typed |= {target.id for target in said if isinstance(target, ast.Name)}
        typed |= INHERITED.get(kind.name, set())
        for method in (part for part in kind.body if isinstance(part, ast.FunctionDef)):
            takes = method.args
            own = {one.arg for one in [*takes.posonlyargs, *takes.args, *takes.kwonlyargs]}
            for made in (part for part in ast.walk(method) if isinstance(part, ast.Assign)):
                given = isinstance(made.value, ast.Name) and made.value.id in own
                names = {_held(part) for target in made.targets for part in ast.walk(target)}
                typed |= names if given else set()
                left = sorted(name for name in names - typed if name and name[0] != "_")
                found += [f"{kind.name}.{name}" for name in left]
                typed |= set(left)
    return found


def _held(target: ast.AST) -> str:
    """Return the name of an attribute of `self`; of anything else nothing."""
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        return target.attr if target.value.id == "self" else ""
    return ""


def test_public_attributes_have_types() -> None:
    faults = {
        str(path.relative_to(ROOT)): names
        for path in sorted((ROOT / "sim").rglob("*.py"))
        if (names := guessed(path.read_text(encoding="utf-8")))
    }
    assert faults == {}


def test_a_guessed_attribute_is_found() -> None:
    source = "class A:\n x: int\n def __init__(self, a: int, b: int) -> None:\n  "
    assert guessed(f"{source}self.a = a\n  self.x = 1\n  self.y: int = 1\n  self._z = 1\n") == []
    assert guessed(f"{source}self.a, self.b = a, b\n  self.c = [1]\n") == ["A.a", "A.b", "A.c"]
    assert guessed(f"{source.replace('A', '_A')}self.c = [1]\n") == []
