"""Packing plan after plan gives what packing each by itself gives, whatever part of it differs."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.kernel import lawbook
from sim.kernel.packing.pack import Packed, Packer, pack
from sim.kernel.packing.parts import Kept
from sim.runs.settings import Plans, Settings
from sim.scenario.load import load
from sim.scenario.plan.plan import Plan
from sim.scenario.values.distributions import Distribution
from tests.examples import sampled

SCENARIOS = Path(__file__).parents[2] / "scenarios"
WHOLE = Path(__file__).parents[1] / "scenarios" / "whole.yaml"
LAWS = {
    "stage_records": "area duration fit_out patience build stranded cdmo_area plant term "
    "every every_biased more_area more_patience more_fit_out",
    "lots": "lead construction slip slip_common lag resume",
    "renewals": "lead construction slip slip_common lag",
    "candidates": "fit_out duration",
    "pipeline": "duration build",
    "askers": "before patience",
}
"""Columns that hold the number of a law; those named `<law>_table` that of a table."""


def differing(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield (what differs, a value that differs in one number or law), at every kind of place."""
    if isinstance(value, Distribution):
        yield "law", Distribution("pert", (1.5, 2.5, 7.25))
    elif isinstance(value, bool | str) or value is None:
        return
    elif isinstance(value, int):
        yield "", value + 1
    elif isinstance(value, float):
        yield "", value / 2 + 0.0625
    elif hasattr(value, "_fields") or (is_dataclass(value) and not isinstance(value, type)):
        named = hasattr(value, "_fields")
        for field in value._fields if named else [field.name for field in fields(value)]:
            for name, part in differing(getattr(value, field)):
                changed = {field: part}
                other = value._replace(**changed) if named else replace(value, **changed)
                yield f"{type(value).__name__}.{field} {name}", other
    elif isinstance(value, tuple | array):
        for i in sorted({0, len(value) - 1} & set(range(len(value)))):
            for name, part in differing(value[i]):
                yield name, (*value[:i], part, *value[i + 1 :])


def content(packed: Packed) -> dict[str, Any]:
    """What is packed, with what laws and tables say in place of their numbers."""
    laws, tables = packed.arrays["laws"], packed.arrays["tables"]
    said = []
    for law in laws:
        plain = [float(law[name]) for name in "abc"]
        uses = law["kind"] in (lawbook.PERT, lawbook.GAMMA, lawbook.PERT_BIASED)
        said.append((int(law["kind"]), plain, tables[law["table"]].tolist() if uses else None))
    found: dict[str, Any] = {}
    for name, held in (packed.arrays | packed.starts).items():
        if held.dtype.names is None:
            found[name] = held.tolist()
        elif name not in ("laws", "tables", "picks"):
            found[name] = {column: held[column].tolist() for column in held.dtype.names}
            for law in LAWS.get(name, "").split():
                numbers = held[law].tolist()
                if law.startswith(("every", "more")):  # set only where a stage grows
                    wishes = (held["expands"] > 0) | (held["term"] >= 0)
                    numbers = np.where(wishes, held[law], -1).tolist()
                found[name][law] = [said[i] if i >= 0 else None for i in numbers]
                if f"{law}_table" in found[name]:
                    at = held[f"{law}_table"].tolist()
                    found[name][f"{law}_table"] = [tables[i].tolist() if i >= 0 else i for i in at]
    return found | packed.numbers


def worlds(path: Path, count: int) -> list[Plan]:
    """The plans of the first worlds of a scenario."""
    spec = load(path).spec
    plans = Plans(spec, Settings(spec.seed))
    return [plans(2 * world) for world in range(count)]


def unlike(plan: Plan, packer: Packer) -> list[str]:
    """What a packer packs of a plan in another way than it is packed by itself."""
    here, alone = content(packer.pack(plan)), content(pack(plan))
    return [name for name in alone if here[name] != alone[name]]


@pytest.mark.parametrize(
    "path", sampled([WHOLE, SCENARIOS / "baseline.yaml"], [WHOLE]), ids=lambda path: path.stem
)
def test_worlds(path: Path) -> None:
    packer, plans = Packer(), worlds(path, 12)
    assert len({str(content(pack(plan))) for plan in plans}) == len(plans)
    assert [unlike(plan, packer) for plan in plans] == [[]] * len(plans)


def changed(plan: Plan) -> dict[str, Plan]:
    """Plans that differ from one at one place each, and can be packed; by what differs."""
    found: dict[str, Plan] = {}
    for name, other in differing(plan):
        try:
            pack(other)
        except (LookupError, ValueError):  # a number that only is a rank of something
            continue
        found.setdefault(name, other)
    return found


def test_whatever_differs() -> None:
    packer, plan = Packer(), worlds(WHOLE, 1)[0]
    others = changed(plan)
    assert len(others) > 80
    packer.pack(plan)
    assert {name: bad for name, other in others.items() if (bad := unlike(other, packer))} == {}


def test_a_part_that_is_kept_for_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = worlds(WHOLE, 1)[0]
    same = Kept.same

    def kept_for_ever(self: Kept, name: str, of: object, make: Any) -> Any:
        return same(self, name, 0, make)

    monkeypatch.setattr(Kept, "same", kept_for_ever)
    packer = Packer()
    packer.pack(plan)
    assert any(unlike(other, packer) for other in changed(plan).values())


def test_a_plan_is_packed_once() -> None:
    packer, (plan, other) = Packer(), worlds(SCENARIOS.parent / "benchmarks" / "city.yaml", 2)
    packed = packer.pack(plan)
    assert packer.pack(plan) is packed
    assert packer.pack(other).arrays["substitutes"] is packed.arrays["substitutes"]


def test_laws_that_are_drawn_do_not_add_up() -> None:
    """Each world brings laws of its own; those of worlds long gone are let go."""
    packer, plan = Packer(), worlds(WHOLE, 1)[0]
    first = len(packer.pack(plan).arrays["laws"])
    most = 0
    for months in range(40 * first):
        law = Distribution("constant", (1.0 + months / 8,))
        chains = tuple(tuple(s._replace(fit_out=law) for s in chain) for chain in plan.chains)
        laws = packer.pack(replace(plan, chains=chains)).arrays["laws"]
        most = max(most, len(laws))
    assert first < most < 20 * first
    assert np.isin(law.params[0], laws["a"])
