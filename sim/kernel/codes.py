"""The model's enumerations as plain numbers, which compiled code takes for constants."""

from __future__ import annotations

from enum import IntEnum

from sim.draws.purposes import Kind, Purpose
from sim.draws.routes import Route
from sim.model.log import Arrival, Fate, Flow, Loss, Outcome, Phase, What
from sim.scenario.plan.eventkey import EventKind
from sim.scenario.plan.plan import FOREVER
from sim.scenario.values.dates import MONTH

__all__ = ["FOREVER", "MONTH"]


class Status(IntEnum):
    """How a replication ended."""

    DONE = 0
    ROOM = 1
    """An array was too small; the same again with a larger one gives the answer."""
    TOO_LARGE = 2
    """A company or wish has a number beyond the event key."""


class Standing(IntEnum):
    """Where a request stands; see `sim.model.market.State`."""

    WAITING = 0
    COMMITTED = 1
    FIT_OUT = 2
    IN_USE = 3
    CLOSED = 4


class Ticket(IntEnum):
    """What the index that comes with an event counts."""

    STREAM = 0
    NEWCOMER = 1
    COMPANY = 2
    REQUEST = 3
    LOT = 4
    RENEWAL = 5
    MONTH_END = 6


TICKET_BITS = 3

NOBODY = -1
"""No company, request, site or place."""
SHARED_LOT = 0
"""Number of what all lots of a project share; see `sim.model.works`."""

DONE, ROOM, TOO_LARGE = map(int, Status)
WAITING, COMMITTED, FIT_OUT, IN_USE, CLOSED = map(int, Standing)
STREAM, NEWCOMER, COMPANY, REQUEST, LOT, RENEWAL, MONTH_END = map(int, Ticket)

(
    EVENT_CAPACITY,
    EVENT_WITHDRAWAL,
    EVENT_STAGE_END,
    EVENT_MOVE_IN,
    EVENT_SPILL_OVER,
    EVENT_PATIENCE,
    EVENT_EXPANSION,
    EVENT_ARRIVAL,
) = map(int, EventKind)

(
    LOG_OPENED,
    LOG_ARRIVED,
    LOG_ASKED,
    LOG_GRANTED,
    LOG_COMMITTED,
    LOG_MOVED_IN,
    LOG_RELEASED,
    LOG_SPILLED,
    LOG_LOST,
    LOG_CANCELLED,
    LOG_STARTED,
    LOG_STAGE_ENDED,
    LOG_BUILDING,
    LOG_ENDED,
    LOG_CONSTRUCTION,
    LOG_CAPACITY,
    LOG_WITHDRAWN,
    LOG_REBUILD,
    LOG_DECIDED,
    LOG_GROUND,
) = map(int, What)

LOSS_PATIENCE, LOSS_TURNED_AWAY = map(int, Loss)
NO_LOSS = 0
ROUTE_LEASE, ROUTE_CDMO, ROUTE_SELF_BUILD, ROUTE_ELSEWHERE, ROUTE_NONE = map(int, Route)
FATE_FAILED, FATE_COMPLETED, FATE_PATIENCE, FATE_TURNED_AWAY, FATE_ELSEWHERE = map(int, Fate)
ARRIVAL_MIDWAY, ARRIVAL_BACK = map(int, Arrival)
PHASE_FIT_OUT, PHASE_IN_USE, PHASE_KEPT = map(int, Phase)

(
    OUTCOME_WAITING,
    OUTCOME_COMMITTED,
    OUTCOME_SERVED,
    OUTCOME_LEFT,
    OUTCOME_TURNED_AWAY,
    OUTCOME_CANCELLED,
) = map(int, Outcome)
(
    FLOW_ASKED,
    FLOW_GRANTED,
    FLOW_STARTED,
    FLOW_SUCCEEDED,
    FLOW_FAILED,
    FLOW_LOST,
    FLOW_ELSEWHERE,
    FLOW_CDMO,
    FLOW_SELF_BUILD,
    FLOW_COMPLETED,
    FLOW_RETURNED,
) = map(int, Flow)
FLOWS = len(Flow)

KIND_COMPANY = int(Kind.COMPANY)
KIND_TENANT = int(Kind.TENANT)
KIND_PIPELINE = int(Kind.PIPELINE)
KIND_WORKS = int(Kind.WORKS)
KIND_CDMO = int(Kind.CDMO)
KIND_RETURN = int(Kind.RETURN)
KIND_BUILDER = int(Kind.BUILDER)

DRAW_GAP = int(Purpose.GAP)
DRAW_PARK = int(Purpose.PARK)
DRAW_ROUTE = int(Purpose.ROUTE)
DRAW_AREA = int(Purpose.AREA)
DRAW_PATIENCE = int(Purpose.PATIENCE)
DRAW_FIT_OUT = int(Purpose.FIT_OUT)
DRAW_DURATION = int(Purpose.DURATION)
DRAW_SUCCESS = int(Purpose.SUCCESS)
DRAW_BUILD = int(Purpose.BUILD)
DRAW_DATE = int(Purpose.DATE)
DRAW_EVERY = int(Purpose.EXPANSION_EVERY)
DRAW_MORE_AREA = int(Purpose.EXPANSION_AREA)
DRAW_MORE_PATIENCE = int(Purpose.EXPANSION_PATIENCE)
DRAW_MORE_FIT_OUT = int(Purpose.EXPANSION_FIT_OUT)
DRAW_CONSTRUCTION = int(Purpose.CONSTRUCTION)
DRAW_SLIP = int(Purpose.SLIP)
DRAW_SLIP_COMMON = int(Purpose.SLIP_COMMON)
DRAW_LAG = int(Purpose.LAG)
DRAW_SUSPENSION = int(Purpose.SUSPENSION)
DRAW_RESUME = int(Purpose.RESUME)
DRAW_TENANT_OF = int(Purpose.TENANT_OF)
DRAW_PHASE = int(Purpose.PHASE)
DRAW_BIASED = int(Purpose.BIASED)
DRAW_AGE = int(Purpose.AGE)
DRAW_COUNT = int(Purpose.COUNT)
DRAW_LEAD = int(Purpose.LEAD)
DRAW_RETURN = int(Purpose.RETURN)
DRAW_CDMO_CHANCE = int(Purpose.CDMO_CHANCE)
