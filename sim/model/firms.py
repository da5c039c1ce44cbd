"""Firms with several product lines in one space: how many there are, and which end a stage well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws.firms import number_of_lines, share_of_firms
from sim.draws.keys import child, uniform
from sim.draws.purposes import Purpose
from sim.scenario.plan.plan import StagePlan, area_with_lines

if TYPE_CHECKING:
    from sim.model.company import Company


def lines(company: Company, stage: StagePlan) -> int:
    """Draw how many product lines a company has in the space that it leases for a stage."""
    if stage.lines == 1.0 or not company.firm:
        return 1
    return number_of_lines(stage.lines, uniform(company.draw_key(stage, Purpose.LINES)))


def leased_area(company: Company, stage: StagePlan, factor: float = 1.0) -> int:
    """Draw the area that a company leases for a stage, m², times a factor."""
    factor *= area_with_lines(stage.lines_area, lines(company, stage))
    return company.city.area(stage.area, company.draw_key(stage, Purpose.AREA), factor)


def is_firm(company: Company, stage: StagePlan) -> bool:
    """Draw whether a company found beyond a stage at the opening is the firm that leased for it."""
    if stage.lines == 1.0:
        return True
    share = share_of_firms(stage.lines, stage.success)
    return uniform(company.draw_key(stage, Purpose.FIRM)) < share


def lines_that_end_well(company: Company, stage: StagePlan) -> list[int]:
    """Draw which of the lines in its space of a stage end it well; 0 is that which came first.

    The company goes on with the first of them.
    """
    success = stage.success * company.city.answer(stage).success
    leases = company.present is not None and company.present.stage == stage.stage
    key = company.draw_key(stage, Purpose.SUCCESS)
    further = range(1, lines(company, stage) if leases else 1)
    keys = [key, *(child(key, line) for line in further)]
    return [line for line, of_line in enumerate(keys) if uniform(of_line) < success]
