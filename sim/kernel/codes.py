"""Codes of compiled code's own; it takes the model's enumerations as they stand."""

from __future__ import annotations

from enum import IntEnum

from sim.model.log import Flow
from sim.scenario.values.limits import LINES


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
    STRANDED = 5
    """Leased, and left behind by a company that failed."""


class Ticket(IntEnum):
    """What the index that comes with an event counts."""

    STREAM = 0
    NEWCOMER = 1
    COMPANY = 2
    REQUEST = 3
    LOT = 4
    RENEWAL = 5
    MONTH_END = 6


class LotState(IntEnum):
    """How far a lot is that has a start."""

    COMING = 0
    WAITING = 1
    CALLED = 2
    """Waited, and starts at this tick."""
    SETTLED = 3
    """Under construction, or dropped."""


TICKET_BITS = 3
NOBODY = -1
"""No company, request, site or place."""
NONE = 1 << 62
"""Area of an empty position of a waiting list: larger than any."""
COMPANIES = 1 + LINES
"""Companies that one event makes at most: the further lines of a firm; or one that comes, and the
same when it will come back."""
NO_LOSS = 0
"""What a request lost that is not lost."""
FLOWS = len(Flow)
