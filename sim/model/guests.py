"""Companies that come because of another one: guests, firms that come back, lines of a firm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.draws.firms import line_number
from sim.draws.keys import child, uniform, word
from sim.draws.purposes import Kind, Purpose
from sim.model.log import Arrival, Fate
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.identities import guest_id, line_id, return_id
from sim.scenario.plan.plan import StagePlan, to_area, to_ticks
from sim.scenario.values.dates import MONTH

if TYPE_CHECKING:
    from sim.model.company import Company


def ask_at_maker(sponsor: Company, stage: StagePlan) -> None:
    """Have a contract manufacturer, if it is in the city, ask for the space of an outsourced stage.

    Its area is drawn with the uniform of the area that the stage would have taken.
    """
    city = sponsor.city
    if uniform(sponsor.draw_key(stage, Purpose.CDMO_CHANCE)) >= stage.cdmo_chance:
        return
    stream, area_key = city.plan.streams[stage.cdmo_stream], sponsor.draw_key(stage, Purpose.AREA)
    if stage.cdmo_area is None:
        area = to_area(city.draw(stage.area, area_key) * stage.cdmo_share)
    else:
        area = city.area(stage.cdmo_area, area_key)
    guest = city.company_class(
        city,
        city.rank[guest_id(stream.id, _id(sponsor), city.plan.stages[stage.stage])],
        sponsor.number,
        stream.track,
        child(child(sponsor.stage_key(stage), Kind.CDMO), word(stream.luck)),
        known_area=area,
        spawns=False,
        returns=sponsor.returns,
        firm=False,
    )
    _arrive(guest, city.tick, stream.entry)


def come_back(leaver: Company, stage: StagePlan, fate: Fate) -> None:
    """Have a company that left for want of `stage` come back for it, if it does so in time."""
    city, plan = leaver.city, leaver.city.plan.returns
    if plan is None or not leaver.returns or fate.name.lower() not in plan.after:
        return
    months = city.draw(plan.away, leaver.draw_key(stage, Purpose.RETURN))
    if months * MONTH >= city.plan.end:
        return
    back = city.company_class(
        city,
        city.rank[return_id(_id(leaver), city.plan.stages[stage.stage])],
        leaver.number,
        leaver.track,
        child(leaver.stage_key(stage), Kind.RETURN),
        spawns=leaver.spawns,
        returns=False,
        arrival=Arrival.BACK,
        firm=False,
    )
    _arrive(back, city.tick + to_ticks(months), back.chain.index(stage))


def go_on_apart(firm: Company, lines: Sequence[int], position: int) -> None:
    """Have further lines of a firm ask for the stage at `position`, as companies of their own."""
    city, stage = firm.city, firm.chain[position - 1]
    for line in lines:
        apart = city.company_class(
            city,
            city.rank[line_id(_id(firm), city.plan.stages[stage.stage])],
            line_number(firm.number, line),
            firm.track,
            child(child(firm.stage_key(stage), Kind.LINE), line),
            spawns=firm.spawns,
            returns=firm.returns,
            arrival=Arrival.LINE,
            firm=False,
        )
        _arrive(apart, city.tick, position)


def _id(company: Company) -> str:
    return company.city.plan.entities[company.entity]


def _arrive(company: Company, tick: int, position: int) -> None:
    city = company.city
    city.call(
        tick,
        EventKind.ARRIVAL,
        company,
        company.chain[position].stage,
        then=lambda: city.run_process(company.arrive(position)),
    )
