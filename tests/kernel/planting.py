"""How faults are planted: into SimPy's engine, or into what the compiled one reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.kernel import engine
from sim.kernel.packing.pack import Packed, pack
from sim.scenario.plan.plan import Plan

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


def misread(change: Callable[[Packed], None]) -> Plant:
    """A fault that changes what was packed of each plan."""

    def plant(patch: Patch) -> None:
        def fault(plan: Plan) -> Packed:
            packed = pack(plan)
            change(packed)
            return packed

        patch.setattr(engine, "pack", fault)

    plant.__name__ = change.__name__
    return plant
