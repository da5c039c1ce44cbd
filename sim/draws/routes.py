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
    HOUSED = 5
    """The firm houses the line in room that it has already."""


def route(
    u: float, stayed: bool, elsewhere: float, housed: float, cdmo: float, self_build: float
) -> Route:
    """Return the route to a stage that needs space, from a uniform number `u` and four shares.

    The share that goes `elsewhere`, at most 1 however rent raises it, is of all; that `housed` by
    the firm is of those who stay; that of contract manufacturers of those who are left, and so is
    that of own plants; others lease. `stayed`: it is known that the company did not go elsewhere.
    """
    elsewhere = min(1.0, elsewhere)
    if stayed:
        u = elsewhere + (1.0 - elsewhere) * u
    if u < elsewhere:
        return Route.ELSEWHERE
    u -= elsewhere
    left = 1.0 - elsewhere
    if u < left * housed:
        return Route.HOUSED
    u -= left * housed
    left *= 1.0 - housed
    if u < left * cdmo:
        return Route.CDMO
    u -= left * cdmo
    left *= 1.0 - cdmo
    return Route.SELF_BUILD if u < left * self_build else Route.LEASE
