"""How faults are planted: into SimPy's engine, or into what the compiled one reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.kernel import engine
from sim.kernel.packing.pack import Packed, pack
from sim.scenario.plan.plan import Plan

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


class misread:  # noqa: N801 - a decorator
    """A fault that changes what was packed of each plan, so that the compiled engine errs."""

    def __init__(self, change: Callable[[Packed], None]) -> None:
        self.change, self.__name__ = change, change.__name__

    def __call__(self, patch: Patch) -> None:
        def fault(plan: Plan) -> Packed:
            packed = pack(plan)
            self.change(packed)
            return packed

        patch.setattr(engine, "pack", fault)
