"""How a company finds room for a stage: the shares of the routes apply one after the other."""

from __future__ import annotations

from enum import IntEnum


class Route(IntEnum):
    """How a company finds room for a stage."""

    LEASE = 0
    CDMO = 1
    SELF_BUILD = 2
    ELSEWHERE = 3
    NONE = 4
    """The stage needs no space."""


def route(u: float, stayed: bool, elsewhere: float, cdmo: float, self_build: float) -> Route:
    """Return the route to a stage that needs space, from a uniform number `u` and three shares.

    The share that goes `elsewhere`, at most 1 however rent raises it, is of all; that of contract
    manufacturers is of those who stay; that of own plants of those who are left; others lease.
    `stayed`: it is known that the company did not go elsewhere.
    """
    elsewhere = min(1.0, elsewhere)
    if stayed:
        u = elsewhere + (1.0 - elsewhere) * u
    if u < elsewhere:
        return Route.ELSEWHERE
    u -= elsewhere
    left = 1.0 - elsewhere
    if u < left * cdmo:
        return Route.CDMO
    u -= left * cdmo
    left *= 1.0 - cdmo
    return Route.SELF_BUILD if u < left * self_build else Route.LEASE
