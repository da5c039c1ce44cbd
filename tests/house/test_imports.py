"""The house has floors: a module imports only from its own floor and from those above it.

Imports inside functions and under TYPE_CHECKING count: a lazy import still is a dependency.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FLOORS = [
    "text",
    "scenario",
    "draws",
    "model",
    "kernel",
    "runs",
    "measures",
    "plots",
    "report",
    "api",
    "console",
    "experiments",
    "commands",
    "ui",
    "cli",
    "__main__",
]
DATA = {"assets"}
"""Rooms of pure data: open to all, and they import no other room."""


def faults(sim: Path) -> list[str]:
    """Return one line for each import under the package folder `sim` that points down."""
    return [
        f"{path.relative_to(sim.parent)}:{line}: {here or 'sim'} imports {there or 'sim itself'}"
        for path in sorted(sim.rglob("*.py"))
        for here in [room(path.relative_to(sim.parent).with_suffix("").parts, sim)]
        for line, name in imports(path, sim)
        for there in [room(tuple(name.split(".")), sim)]
        if not allowed(here, there)
    ]


def allowed(here: str, there: str) -> bool:
    """Tell whether room `here` may import room `there`; '' is the package itself."""
    if here == there or there in DATA:
        return here not in DATA or here == there
    if here in DATA or there == "":
        return False
    return here == "" or FLOORS.index(there) < FLOORS.index(here)


def room(parts: tuple[str, ...], sim: Path) -> str:
    """Return the room that a dotted name in `sim` belongs to: ('sim', 'draws', 'keys') -> draws."""
    if len(parts) < 2 or parts[1] == "__init__":
        return ""
    known = (sim / parts[1]).is_dir() or (sim / f"{parts[1]}.py").is_file()
    return parts[1] if known else ""


def imports(path: Path, sim: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything a module imports from the package."""
    package = path.relative_to(sim.parent).parent.parts
    for node in importing(path.read_text(encoding="utf-8")):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" for alias in node.names]
        elif called(node).endswith("import_module"):
            values = [item.value for item in node.args if isinstance(item, ast.Constant)]
            names = [value for value in values if isinstance(value, str)]
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "sim")


@cache
def importing(text: str) -> tuple[ast.Import | ast.ImportFrom | ast.Call, ...]:
    """Where a module may import, read once for all tests here."""
    nodes = ast.walk(ast.parse(text))
    return tuple(n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom | ast.Call))


def called(node: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_imports_point_up() -> None:
    assert faults(ROOT / "sim") == []


def test_every_room_has_its_floor() -> None:
    rooms = {p.stem for p in (ROOT / "sim").iterdir() if p.is_dir() or p.suffix == ".py"}
    assert rooms - {"__init__", "__pycache__"} <= {*FLOORS, *DATA}


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("draws/keys.py", "from sim.model import market", "draws imports model"),
        ("draws/keys.py", "from ..model.market import Market", "draws imports model"),
        ("draws/keys.py", "from .. import model", "draws imports model"),
        ("draws/keys.py", "import sim.model.market as m", "draws imports model"),
        ("draws/keys.py", "def f():\n    from sim import model", "draws imports model"),
        ("draws/keys.py", "importlib.import_module('sim.model')", "draws imports model"),
        ("model/market.py", "from sim import Scenario", "model imports sim itself"),
        ("text/words.py", "import sim.draws", "text imports draws"),
    ],
)
def test_a_downward_import_is_found(tmp_path: Path, module: str, line: str, said: str) -> None:
    sim = small_house(tmp_path)
    (sim / module).write_text(line, encoding="utf-8")
    assert [fault.split(": ")[1] for fault in faults(sim)] == [said]


def test_upward_imports_pass(tmp_path: Path) -> None:
    sim = small_house(tmp_path)
    text = "from sim import draws\nfrom sim.draws.keys import k\nfrom ..text import words\n"
    (sim / "model" / "market.py").write_text(text + "import numpy\n", encoding="utf-8")
    (sim / "__init__.py").write_text("from sim.model.market import Market", encoding="utf-8")
    assert faults(sim) == []


def small_house(folder: Path) -> Path:
    """Make a package with three rooms."""
    for module in ("draws/keys.py", "model/market.py", "text/words.py"):
        path = folder / "sim" / module
        path.parent.mkdir(parents=True)
        path.touch()
    return folder / "sim"


ORDER = {
    "scenario": ["values", "yaml", "schema", "plan", "checks", "inherit"],
    "measures": ["counting", "economy", "tables", "verdict"],
}
"""Floors whose own rooms import one way too, the lowest room first."""


def inner_faults(sim: Path) -> list[str]:
    """Return one line for each import that points down among the rooms of a floor."""
    return [
        f"{path.relative_to(sim.parent)}:{line}: {here} imports {there}"
        for floor, order in ORDER.items()
        for path in sorted((sim / floor).rglob("*.py"))
        for here in [path.relative_to(sim / floor).parts[0]]
        for line, name in imports(path, sim)
        for there in [name.removeprefix(f"sim.{floor}.").partition(".")[0]]
        if name.startswith(f"sim.{floor}.") and here in order and there in order
        if order.index(there) > order.index(here)
    ]


def test_rooms_of_a_floor_import_one_way() -> None:
    assert inner_faults(ROOT / "sim") == []


def test_a_room_that_imports_a_later_one_is_found(tmp_path: Path) -> None:
    sim = small_house(tmp_path)
    for room_, line in (("counting", "from sim.measures.verdict import x"), ("verdict", "")):
        (sim / "measures" / room_).mkdir(parents=True)
        (sim / "measures" / room_ / "a.py").write_text(line, encoding="utf-8")
    assert inner_faults(sim) == ["sim/measures/counting/a.py:1: counting imports verdict"]
    (sim / "measures" / "counting" / "a.py").write_text("from sim.measures import months")
    assert inner_faults(sim) == []


MUTUAL = ("sim.model.", "sim.api.")
"""Rooms in which things hold each other: the city and its parts, a scenario and its runs."""


def circle(sim: Path) -> list[str]:
    """Return modules that import each other in a circle, those for type checkers counted."""
    modules = {
        ".".join(path.relative_to(sim.parent).with_suffix("").parts): path
        for path in sorted(sim.rglob("*.py"))
        if path.name != "__init__.py"
    }
    below = {
        name: {
            module
            for _, imported in imports(path, sim)
            for module in (imported, imported.rpartition(".")[0])
            if module in modules
            if not any(name.startswith(room) and module.startswith(room) for room in MUTUAL)
        }
        for name, path in modules.items()
    }
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_imports_run_in_a_circle() -> None:
    assert circle(ROOT / "sim") == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    sim = small_house(tmp_path)
    (sim / "draws" / "laws.py").write_text("from sim.draws import keys", encoding="utf-8")
    assert circle(sim) == []
    (sim / "draws" / "keys.py").write_text(
        "def f():\n    from sim.draws.laws import law", encoding="utf-8"
    )
    assert set(circle(sim)) == {"sim.draws.keys", "sim.draws.laws"}
