"""What a draw is for. Numbers are part of every result: add new ones, never reuse or reorder."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What sort of entity draws."""

    COMPANY = 1
    TENANT = 2
    PIPELINE = 3
    WORKS = 4
    RANGE = 5
    CDMO = 6
    RETURN = 7
    BUILDER = 8
    HOUSED = 9
    LET_AHEAD = 10
    LINE = 11
    QUEUED = 12


class Purpose(IntEnum):
    """What the draw decides."""

    GAP = 1
    """Arrival: unit-rate gap to the company before."""
    PARK = 2
    """Park order; sub-id: park."""
    ROUTE = 3
    AREA = 4
    PATIENCE = 5
    FIT_OUT = 6
    DURATION = 7
    SUCCESS = 8
    """Sub-id of a firm's further lines: 1, 2, …"""
    BUILD = 9
    DATE = 10
    """Date of a named project, or start of works; sub-id of works: lot."""
    EXPANSION_EVERY = 11
    """Sub-id of expansions: ordinal."""
    EXPANSION_AREA = 12
    EXPANSION_PATIENCE = 13
    EXPANSION_FIT_OUT = 14
    CONSTRUCTION = 15
    SLIP = 16
    SLIP_COMMON = 17
    LAG = 18
    SUSPENSION = 19
    RESUME = 20
    TENANT_OF = 21
    """Which stream and stage an opening tenant belongs to; sub-id: stream and stage."""
    PHASE = 22
    """Whether an opening tenant is still in fit-out."""
    BIASED = 23
    """Length-biased stay of an opening tenant."""
    AGE = 24
    """Elapsed share of it."""
    COUNT = 25
    """How many companies the opening pipeline holds."""
    STRATUM = 26
    """Range draws: which stratum of the Latin hypercube; sub-id: pair."""
    JITTER = 27
    """Range draws: where in the stratum; sub-id: pair."""
    LEAD = 28
    """Works: from the decision to the start."""
    RETURN = 33
    """How long a company that left stays away."""
    CDMO_CHANCE = 34
    """Whether the contract manufacturer of an outsourced stage is in the city."""
    HOLDS = 35
    """Whether a company holds the space of the stage before through one without space."""
    FOLLOWS = 36
    """Works: whether a lot follows the rule that pauses its project."""
    STRANDS = 37
    """Whether what was taken ahead for a stage stays let when the stage before fails."""
    STRANDED = 38
    """For how long it does."""
    ACCEPTED = 39
    """Whether a future that was held against years past is kept."""
    CLOSES = 41
    """Unit-rate hazard after which a company closes in a stage."""
    GIVES_BACK = 42
    """Unit-rate hazard after which it gives back a part of its lease."""
    LEASE_END = 43
    """What a tenant decides at the end of a lease's term; sub-id: ordinal.

    The term and what is asked then have the draws of an expansion of that ordinal.
    """
    LINES = 45
    """How many product lines a firm has in the space of a stage."""
    FIRM = 46
    """Whether a company found beyond such a stage at the opening is the firm itself."""
