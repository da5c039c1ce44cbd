"""A plan in memory: what stands under its own name, and that nothing is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.kernel import layout
from sim.kernel.lawbook import LawBook
from sim.kernel.packing.pack import pack
from sim.kernel.packing.parts import alike
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan import plan, works
from sim.scenario.values.distributions import Distribution

WHOLE = Path(__file__).parents[1] / "scenarios" / "whole.yaml"

OTHERWISE: list[tuple[type, np.dtype[np.void], str]] = [
    (plan.StagePlan, layout.STAGE, "priority growth"),
    (plan.StreamPlan, layout.STREAM, "id rate grew grew_from"),
    (plan.NamedPlan, layout.NAMED, "id"),
    (works.Timing, layout.LOT, ""),
    (works.Timing, layout.RENEWAL, ""),
    (works.LotPlan, layout.LOT, "id cells ground timing"),
    (works.RenewalPlan, layout.RENEWAL, "id timing"),
    (works.TriggerPlan, layout.TRIGGER, "pools"),
    (plan.RentPlan, layout.RENT, "natural_vacancy parks new"),
    (plan.Candidate, layout.CANDIDATE, "stream position number shares stay"),
    (plan.Pipeline, layout.PIPELINE, "stream position"),
]
"""Fields of a plan that stand under another name, in records of their own, or in no record."""


def unpacked(kind: type, record: np.dtype[np.void]) -> set[str]:
    """Return the fields of a part of a plan that its record does not have."""
    return set(kind.__annotations__) - set(record.names or ())


@pytest.mark.parametrize(("kind", "record", "names"), OTHERWISE)
def test_a_new_field_of_a_plan_is_not_forgotten(
    kind: type, record: np.dtype[np.void], names: str
) -> None:
    assert unpacked(kind, record) == set(names.split())


def test_a_forgotten_field_is_found() -> None:
    @dataclass(frozen=True)
    class Wider:
        area: int
        colour: int

    assert unpacked(Wider, layout.NAMED) == {"colour"}


@dataclass
class _Thing:
    fit_out: Distribution
    plant: Distribution | None
    cdmo_area: Distribution | None
    choices: int
    success: float
    elsewhere_too: float = 0.5


def test_what_has_the_same_name_is_copied_and_laws_are_numbered() -> None:
    book = LawBook()
    first, second = (Distribution("constant", (months,)) for months in (2.0, 3.0))
    row = alike(_Thing(second, None, first, 4, 0.25), layout.STAGE, book)
    assert row == {"fit_out": 0, "plant": -1, "cdmo_area": 1, "choices": 4, "success": 0.25}
    assert book.laws["a"].tolist() == [3.0, 2.0]


def test_stages_stand_chain_after_chain() -> None:
    """Against the plan, field by field, in the scenario that uses the whole language."""
    spec = load(WHOLE).spec
    made = plan_of(spec, Settings(7), 0)
    packed = pack(made)
    records = packed.arrays["stage_records"]
    stages = [(track, stage) for track, chain in enumerate(made.chains) for stage in chain]
    assert len(records) == len(stages) > len(made.chains)

    def column(name: str, begin: int, length: int) -> list[Any]:
        return packed.arrays[name][begin : begin + length].tolist()

    for record, (track, stage) in zip(records, stages, strict=True):
        assert record["track"] == track
        assert record["last"] == (stage is made.chains[track][-1])
        for name in ("stage", "success", "heavy", "choices", "keep", "release", "cdmo", "prelet"):
            assert record[name] == getattr(stage, name)
        parks = len(made.parks) if stage.weights else 0
        assert column("weights", record["weights"], parks) == list(stage.weights)
        assert column("substitutes", record["spaces"], record["substitutes"]) == list(stage.spaces)
