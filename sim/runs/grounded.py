"""Accepted values of ranged numbers, as `calibrate` writes them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from sys import float_info
from typing import Any, Final

from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.schema import Spec
from sim.scenario.schema.keys import kinds_at
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.values.dates import DateChance
from sim.scenario.yaml.nodes import SourceText

Rows = tuple[dict[str, float], ...]

KEYS: Final = frozenset(
    {"accepted", "scenario", "start", "cut", "made_of", "observations", "paths", "units", "rows"}
    | {"worlds", "distances"}
)
"""Keys of an accepted set; all of them stand in every file."""


def read_accepted(path: str | os.PathLike[str], spec: Spec) -> Rows:
    """Return the rows of an accepted set that ground `spec`: values by path, in canonical units.

    What stood at the start of the clock (paths under `stock`) grounds a scenario of the same start
    only; numbers that `spec` holds without a range are left out. Raises ScenarioError (E587: not
    readable; E588: nothing was accepted; E589: nothing in common; E590, E591: as `checked_rows`).
    """
    data = accepted_data(path)
    ranged = {
        name
        for name, leaf in leaves(spec).items()
        if not isinstance(leaf, DateChance) and leaf.range is not None
    }
    of_its_time = data["start"] != str(spec.clock.start)
    kept = [
        index
        for index, name in enumerate(data["paths"])
        if name in ranged and not (of_its_time and name.startswith("stock."))
    ]
    if not kept:
        raise _refused("E589", path)
    rows = [dict(zip(data["paths"], row, strict=True)) for row in data["rows"]]
    checked_rows(rows, spec, path)
    return tuple({data["paths"][index]: row[index] for index in kept} for row in data["rows"])


def checked_rows(
    rows: Sequence[Mapping[str, float]], spec: Spec, where: str | os.PathLike[str] = "grounded"
) -> Rows:
    """Return accepted values as they are; ScenarioError where a scenario cannot have them.

    E590: a path that no scenario has; E591: a value that is no number, or outside the range that
    `spec` gives it.
    """
    numbers = leaves(spec)
    for path in dict.fromkeys(path for row in rows for path in row):
        if path not in numbers and not kinds_at(Spec, path.split("."))[0]:
            raise _refused("E590", where, path, nearest(path, numbers))
    for index, row in enumerate(rows):
        for path, value in row.items():
            if not _number(value) or not _fits(value, numbers.get(path)):
                raise _refused("E591", where, f"rows[{index}], {path}: {value!r}"[:200])
    return tuple(dict(row) for row in rows)


def _fits(value: float, leaf: Leaf | None) -> bool:
    """Whether a ranged number may have a value, to the rounding of its last digit."""
    if leaf is None or isinstance(leaf, DateChance) or leaf.range is None:
        return True
    low, high = leaf.range
    room = 1e-9 * max(abs(low), abs(high))
    return low - room <= value <= high + room


def accepted_data(path: str | os.PathLike[str]) -> Mapping[str, Any]:
    """Return an accepted set as plain data; ScenarioError (E587, E588) where it is none."""
    name = os.fspath(path)
    try:
        with open(name, encoding="utf-8-sig") as stream:
            data = json.load(stream)
    except OSError as error:
        raise _refused("E587", path, str(error.strerror)) from None
    except (ValueError, RecursionError) as error:  # JSON and UTF-8 alike
        raise _refused("E587", path, str(error)) from None
    if fault := _fault(data):
        raise _refused("E587", path, fault)
    if not data["rows"]:
        raise _refused("E588", path)
    found: Mapping[str, Any] = data
    return found


def _fault(data: Any) -> str:
    """Return why this is no accepted set; empty if it is one."""
    if not isinstance(data, dict) or data.get("accepted") != 1:
        return 'it does not begin with "accepted": 1'
    if data.keys() != KEYS:
        return f"keys {', '.join(sorted(data.keys() ^ KEYS))}"
    paths, rows = data["paths"], data["rows"]
    if not _texts(paths) or len(set(paths)) != len(paths) or not isinstance(rows, list):
        return "paths, rows"
    for number, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(paths) or not all(map(_number, row)):
            return f"rows[{number}]"
    if not isinstance(data["observations"], dict):
        return "observations"
    return "" if isinstance(data["start"], str) else "start"


def _texts(values: Any) -> bool:
    return isinstance(values, Sequence) and all(isinstance(value, str) for value in values)


def _number(value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return -float_info.max <= value <= float_info.max


def _refused(
    code: str, path: str | os.PathLike[str], reason: str = "", near: str = ""
) -> ScenarioError:
    name = os.fspath(path)
    context = {"file": name, "reason": reason}
    return ScenarioError([Problem(code, SourceText(name, ()).whole(), context, nearest=near)])
