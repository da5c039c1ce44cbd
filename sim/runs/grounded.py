"""Futures that agree with years past: `calibrate` writes them, a grounded run plays them on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from sys import float_info
from typing import Any, Final

from sim.runs.identity import canonical, digest
from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.schema import Spec
from sim.scenario.schema.keys import has
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.values import limits
from sim.scenario.values.dates import DateChance
from sim.scenario.yaml.nodes import SourceText

VERSION: Final = 2
"""Of the format of an accepted set."""
KEYS: Final = frozenset(
    {"accepted", "scenario", "key", "start", "cut", "history", "made_of", "observations"}
    | {"tolerance", "seed", "paths", "units", "futures", "pasts", "rows"}
)
"""Keys of an accepted set that stand in every file."""
LATER: Final = frozenset({"effective", "inside"})
"""Keys that came later: a file may be without them."""


@dataclass(frozen=True)
class AcceptedFutures:
    """Futures that agree with years past; none: a run draws its past anew."""

    seed: int = 0
    """Of their luck."""
    numbers: tuple[int, ...] = field(default=(), repr=False)
    """The number of the luck of each: the replication as which it was played."""
    rows: tuple[Mapping[str, float], ...] = field(default=(), repr=False)
    """Their values of ranged numbers, by path, in canonical units; for a law, its mean."""
    cut: int = 0
    """Last year that they were held against."""
    pasts: tuple[str, ...] = field(default=(), repr=False)
    """The hash of the past of each up to the end of that year; none where that is not known."""
    tolerance: float = 1.0
    """How many times as large the errors of observations were taken when they were kept."""
    effective: float | None = None
    """Effective number of the weights of all futures of which they were kept; None: not known."""
    held_back: tuple[int, int] | None = None
    """Of what was observed and not fitted on: how many lie inside their band, and of how many."""

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def key(self) -> str:
        """Hash of all of it; empty for no futures."""
        return digest(canonical(self.plain())) if self else ""

    def plain(self) -> list[dict[str, Any]]:
        """Return it as plain data, one item a future."""
        return [
            {"seed": self.seed, "number": number, "values": dict(row)}
            for number, row in zip(self.numbers, self.rows, strict=True)
        ]

    @classmethod
    def of(cls, futures: Sequence[Mapping[str, Any]]) -> AcceptedFutures:
        """Return what `plain` gave."""
        seed = futures[0]["seed"] if futures else 0
        numbers = tuple(future["number"] for future in futures)
        return cls(seed, numbers, tuple(dict(future["values"]) for future in futures))


PRIOR: Final = AcceptedFutures()
"""No futures: every past that the ranges allow."""


def read_accepted(path: str | os.PathLike[str], spec: Spec) -> AcceptedFutures:
    """Return the futures of an accepted set that `spec` plays on.

    Numbers that `spec` holds without a range are left out. Raises ScenarioError (E587: not
    readable; E588: nothing was accepted; E589: nothing in common; E597: another start of the
    clock; E590, E591: as `checked`).
    """
    data = accepted_data(path)
    ranged = {
        name
        for name, leaf in leaves(spec).items()
        if not isinstance(leaf, DateChance) and leaf.range is not None
    }
    if data["start"] != str(spec.clock.start):
        raise refused("E597", path, data["start"], start=str(spec.clock.start))
    kept = [index for index, name in enumerate(data["paths"]) if name in ranged]
    if not kept:
        raise refused("E589", path)
    rows = [dict(zip(data["paths"], row, strict=True)) for row in data["rows"]]
    found = AcceptedFutures(
        seed=data["seed"],
        numbers=tuple(data["futures"]),
        rows=tuple(rows),
        cut=data["cut"],
        pasts=tuple(data["pasts"]),
        tolerance=data["tolerance"],
        effective=data.get("effective"),
        held_back=_held_back(data),
    )
    checked(found, spec, path)
    held = tuple({data["paths"][index]: row[index] for index in kept} for row in data["rows"])
    return replace(found, rows=held)


def _held_back(data: Mapping[str, Any]) -> tuple[int, int] | None:
    if "inside" not in data:
        return None
    return len(data["inside"]), sum(role == "tested" for role in data["observations"].values())


def checked(
    futures: AcceptedFutures, spec: Spec, where: str | os.PathLike[str] = "grounded"
) -> AcceptedFutures:
    """Return accepted futures as they are; ScenarioError where a scenario cannot have them.

    E590: a path that no scenario has; E591: a value that is no number, or outside the range that
    `spec` gives it.
    """
    numbers = leaves(spec)
    for path in dict.fromkeys(path for row in futures.rows for path in row):
        if path not in numbers and not has(Spec, path.split(".")):
            raise refused("E590", where, path, near=nearest(path, numbers))
    for index, row in enumerate(futures.rows):
        for path, value in row.items():
            if not _number(value) or not _fits(value, numbers.get(path)):
                raise refused("E591", where, f"rows[{index}], {path}: {value!r}"[:200])
    return futures


def _fits(value: float, leaf: Leaf | None) -> bool:
    """Whether a ranged number may have a value, to the rounding of its last digit."""
    if leaf is None or isinstance(leaf, DateChance) or leaf.range is None:
        return True
    low, high = leaf.range
    room = 1e-9 * max(abs(low), abs(high))
    return low - room <= value <= high + room


def accepted_text(data: Mapping[str, Any]) -> str:
    """Return an accepted set as text: a key a line, and a future a line."""
    lines = []
    for key, value in data.items():
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if key == "rows":
            rows = (json.dumps(row, allow_nan=False) for row in value)
            text = "[\n" + ",\n".join(f"  {row}" for row in rows) + "\n ]"
        lines.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def accepted_data(path: str | os.PathLike[str]) -> Mapping[str, Any]:
    """Return an accepted set as plain data; ScenarioError (E587, E588) where it is none."""
    name = os.fspath(path)
    try:
        with open(name, encoding="utf-8-sig") as stream:
            data = json.load(stream)
    except OSError as error:
        raise refused("E587", path, str(error.strerror)) from None
    except (ValueError, RecursionError) as error:  # JSON and UTF-8 alike
        raise refused("E587", path, str(error)) from None
    if fault := next(_faults(data), ""):
        raise refused("E587", path, fault)
    if not data["rows"]:
        raise refused("E588", path)
    found: Mapping[str, Any] = data
    return found


def _faults(data: Any) -> Iterator[str]:
    """Tell why this is no accepted set."""
    if not isinstance(data, dict) or data.get("accepted") != VERSION:
        yield f'it does not begin with "accepted": {VERSION}'
        return
    if differing := (data.keys() ^ KEYS) - LATER:
        yield f"keys {', '.join(sorted(differing))}"
        return
    paths, rows = data["paths"], data["rows"]
    if not _texts(paths) or len(set(paths)) != len(paths) or not isinstance(rows, list):
        yield "paths, rows"
        return
    for number, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(paths) or not all(map(_number, row)):
            yield f"rows[{number}]"
    history = data["history"] if isinstance(data["history"], dict) else {}
    right = {
        "futures": _counts(data["futures"], len(rows), limits.REPLICATIONS),
        "seed": _counts([data["seed"]], 1, limits.SEED),
        "pasts": _texts(data["pasts"]) and len(data["pasts"]) == len(rows),
        "history": _texts([history.get("file"), history.get("digest")]),
        "made_of": isinstance(data["made_of"], dict),
        "observations": isinstance(data["observations"], dict),
        "inside": _texts(inside := data.get("inside", [])) and {*inside} <= {*data["observations"]},
        "start, scenario, key": _texts([data[key] for key in ("start", "scenario", "key")]),
        "cut": _counts([data["cut"]], 1, 9999),
        "tolerance, effective": all(map(_number, (data["tolerance"], data.get("effective", 0)))),
    }
    yield from (key for key, fits in right.items() if not fits)


def _texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _counts(values: Any, length: int, most: int) -> bool:
    """Whether these are so many different whole numbers from 0 to `most`."""
    if not isinstance(values, list) or len(values) != length or len(set(map(str, values))) < length:
        return False
    return all(isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= most for v in values)


def _number(value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return -float_info.max <= value <= float_info.max


def refused(
    code: str, path: str | os.PathLike[str], reason: str = "", near: str = "", **words: str
) -> ScenarioError:
    """Return why an accepted set cannot be used, at the file as a whole."""
    name = os.fspath(path)
    context = {"file": name, "reason": reason, **words}
    return ScenarioError([Problem(code, SourceText(name, ()).whole(), context, nearest=near)])
