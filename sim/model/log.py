"""The event log: flat typed rows from which every measure comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.scenario.plan.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "tick",
    "what",
    "entity",
    "number",
    "track",
    "stage",
    "ordinal",
    "request",
    "pool",
    "area",
    "aux",
)
"""Columns of a row; −1 where one does not apply. Areas are lettable m².

A request's area is what it asks until area is promised or leased to it, then what it takes.
"""


class What(IntEnum):
    """What a row says happened."""

    OPENED = 1
    """A tenancy stands at the opening; aux: `Phase`."""
    ARRIVED = 2
    """A company enters the model; aux: `Arrival`, or −1; stage: the one that it comes for, unless
    it is new or in mid-stage."""
    ASKED = 3
    """A request is made; pool: its first choice; aux: tick from which it waits."""
    GRANTED = 4
    """Area is leased, in fit-out; aux: tick of move-in, FOREVER if its company is gone."""
    COMMITTED = 5
    """A request leaves the list for area under construction; aux: tick of its opening."""
    MOVED_IN = 6
    """Leased area goes from fit-out into use."""
    RELEASED = 7
    """Leased area is free again; aux: 1 if it was in use, 0 if in fit-out."""
    SPILLED = 8
    """All parks are open to a waiting request from now on."""
    LOST = 9
    """A request ends unserved; aux: `Loss`."""
    CANCELLED = 10
    """A request ends with its company; aux: 1 if it had been granted or committed."""
    STARTED = 11
    """A stage starts; aux: `Route`; area: of its own plant, if counted."""
    STAGE_ENDED = 12
    """A stage ends; aux: `Ending`."""
    BUILDING = 13
    """A company builds a plant of its own from now, or (aux: 1) since before the clock; area: of
    the plant, if counted."""
    ENDED = 14
    """A company leaves the model, in the stage or seeking it; aux: `Fate`."""
    CONSTRUCTION = 15
    """Area is under construction from now; aux: tick of its opening, −1 if suspended for good."""
    CAPACITY = 16
    """Area opens."""
    WITHDRAWN = 17
    """Free area is taken back by a renewal or retirement."""
    REBUILD = 18
    """A renewal turns the area it took into a building site; a retirement's leaves for good."""
    DECIDED = 19
    """A trigger decides works; aux: tick of their start."""
    GROUND = 20
    """Part on ground floors of the area of the row before; aux: its kind (`What`)."""
    HELD = 21
    """Space of an earlier stage is held through a stage without space, from now."""
    PAUSED = 22
    """Area whose construction was to start now waits; aux: tick until which at most."""
    DROPPED = 23
    """Area that waited will not be built."""
    STRANDED = 24
    """Space taken ahead stays let, or promised, though the stage before failed; aux: until when.
    Without a request: a plant of its own, which will stand empty; aux: from when."""
    REDUCED = 25
    """Part of a lease is free again, as a request of its own that has ended; aux: the request whose
    lease it was part of."""
    MOVING = 26
    """A tenant asks for space to move to; pool: its first choice; aux: pool that it would leave."""
    PENDING = 27
    """A request that was made before the clock; pool, aux: as when it is made."""
    NEW = 28
    """What the row before leases, gives back or asks to move to is in new buildings, where they are
    told apart; aux: its kind (`What`)."""


class Arrival(IntEnum):
    """How a company that is no newcomer enters the model."""

    MIDWAY = 1
    """In mid-stage at the opening, leasing nothing."""
    BACK = 2
    """It left the city before, and comes back."""
    LINE = 3
    """It is a further line of a firm, out of the space that they had together."""
    WAITING = 4
    """It waits already at the opening."""


class Phase(IntEnum):
    """State of a tenancy at the opening."""

    FIT_OUT = 0
    IN_USE = 1
    KEPT = 2
    """In use, held from an earlier stage."""


class Loss(IntEnum):
    """Why a request was lost."""

    PATIENCE = 1
    TURNED_AWAY = 2


class Ending(IntEnum):
    """How a stage ends."""

    FAILED = 0
    SUCCEEDED = 1
    CLOSED = 2
    """Before its time, as its company closes."""


class Fate(IntEnum):
    """How a company ends."""

    FAILED = 1
    COMPLETED = 2
    PATIENCE = 3
    TURNED_AWAY = 4
    ELSEWHERE = 5
    CLOSED = 6


class Early(IntEnum):
    """Why leased space is free before its time."""

    NO = 0
    CLOSED = 1
    """Its company closed."""
    GIVEN_BACK = 2
    """It is a part that its tenant gave back."""


class Outcome(IntEnum):
    """What became of a request by the end of the clock."""

    WAITING = 0
    COMMITTED = 1
    SERVED = 2
    LEFT = 3
    TURNED_AWAY = 4
    CANCELLED = 5
    """Its company's stage failed before it was granted, or before its wait began to run."""


class Flow(IntEnum):
    """What companies do in a stage; expansions are left out."""

    ASKED = 0
    GRANTED = 1
    STARTED = 2
    SUCCEEDED = 3
    FAILED = 4
    LOST = 5
    ELSEWHERE = 6
    CDMO = 7
    SELF_BUILD = 8
    COMPLETED = 9
    RETURNED = 10
    HOUSED = 11
    CLOSED = 12
    LINES = 13


@dataclass(frozen=True)
class Log:
    """What happened in one replication."""

    plan: Plan
    seed: int
    replication: int
    rows: NDArray[np.int64]
    """(rows, len(COLUMNS)), in the order of execution."""

    def table(self) -> pd.DataFrame:
        """Return the rows with names for ids and kinds."""
        import pandas as pd

        frame = pd.DataFrame(self.rows, columns=list(COLUMNS))
        plan = self.plan
        frame["what"] = [What(w).name.lower() for w in frame["what"]]
        for column, names in (
            ("entity", plan.entities),
            ("track", plan.tracks),
            ("stage", plan.stages),
        ):
            frame[column] = [names[i] if i >= 0 else "" for i in frame[column]]
        pools = [plan.pool_name(p) if p >= 0 else ("", "") for p in frame["pool"]]
        frame["space"] = [space for space, _ in pools]
        frame["park"] = [park for _, park in pools]
        return frame
