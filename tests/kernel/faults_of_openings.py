"""Faults of who asked before the clock: in SimPy's engine, or in what the compiled one reads."""

from __future__ import annotations

from typing import Any

from sim.draws.purposes import Purpose
from sim.kernel.arrays import LANES
from sim.kernel.packing.pack import Packed
from sim.model import opening
from sim.model.company import Company
from sim.model.market import Market, Request
from sim.scenario.plan.plan import StagePlan
from tests.kernel.planting import Patch, misread


@misread
def nothing_was_let_ahead(packed: Packed) -> None:
    packed.starts["lots"]["let_ahead"] = 0.0


def who_was_let_ahead_may_be_anywhere_in_the_stage_before(patch: Patch) -> None:
    rest = Company.rest

    def fault(self: Company, *of: Any, longest: float = 0.0, **more: Any) -> int:
        return rest(self, *of, **more)

    patch.setattr(Company, "rest", fault)


@misread
def nobody_waits_at_the_opening(packed: Packed) -> None:
    packed.arrays["queues"]["companies"] = 0


@misread
def who_has_no_patience_waits_too(packed: Packed) -> None:
    begin, end = packed.numbers["queue_weights"], len(packed.arrays["asker_words"]) - LANES
    for name in ("weights", "paces"):
        packed.arrays[name][begin : begin + end] = 1.0


def a_queue_stands_by_number(patch: Patch) -> None:
    line_up = Market.line_up

    def fault(self: Market, request: Request) -> None:
        request.rank = request.rank[0], -1, *request.rank[2:]
        line_up(self, request)

    patch.setattr(Market, "line_up", fault)


def a_queue_has_its_whole_patience(patch: Patch) -> None:
    met = opening.wait_met_midway

    def fault(one: Company, stage: StagePlan) -> tuple[int, int]:
        whole = one.city.span(stage.patience, one.draw_key(stage, Purpose.PATIENCE))
        return met(one, stage)[0], whole

    patch.setattr(opening, "wait_met_midway", fault)


def a_queue_looks_in_its_first_parks_only(patch: Patch) -> None:
    request = Company.request

    def fault(
        self: Company, stage: StagePlan, ordinal: int, area: int, order: list[int], *more: int
    ) -> Request:
        if self.search is None and self.city.tick == 0:
            more = stage.choices, *more[1:]
        return request(self, stage, ordinal, area, order, *more)

    patch.setattr(Company, "request", fault)


def a_queue_is_not_served_at_first(patch: Patch) -> None:
    patch.setattr(Market, "serve_first", lambda self: None)


PLANTED = [
    nothing_was_let_ahead,
    who_was_let_ahead_may_be_anywhere_in_the_stage_before,
    nobody_waits_at_the_opening,
    who_has_no_patience_waits_too,
    a_queue_stands_by_number,
    a_queue_has_its_whole_patience,
    a_queue_looks_in_its_first_parks_only,
    a_queue_is_not_served_at_first,
]
