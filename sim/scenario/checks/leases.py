"""Checks on leases whose terms end while their stage goes on."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.case import Case, high, low
from sim.scenario.checks.economy import NEGATIVE
from sim.scenario.errors import Problem

_BESIDE = {
    "shrinks_by": "shrinks",
    "grows_by": "grows",
    "vacancy_pull": "compares",
    "newness_pull": "compares",
    "rent_pull": "compares",
    "shrinks": "shrinks_by",
    "grows": "grows_by",
}
"""By key of a lease: the one without which it does nothing."""


def growth_is_said_once(case: Case) -> Iterator[Problem]:
    """A stage has expansions, or leases whose ends bring growth."""
    reported = set()
    for track, stage, fields in case.stages():
        if "lease" in fields and "expansion" in fields:
            path = fields["lease"][0]
            if path not in reported:
                reported.add(path)
                yield case.problem("E496", path, stage=stage, track=track)


def rents_are_compared_where_there_are(case: Case) -> Iterator[Problem]:
    """Who compares rents is drawn to what is cheap, of a type with rent; parks' rents are read."""
    compared, told = set[str](), set[str]()
    for _, _, fields in case.stages():
        path, lease = fields.get("lease", ("", None))
        if lease is None or lease.rent_pull is None or "space" not in fields:
            continue
        space, path = fields["space"][1], f"{path}.rent_pull"
        compared.add(space)
        if path in told:
            continue
        if high(lease.rent_pull) > 0:
            yield case.problem("E458", path, key="rent_pull", sign=NEGATIVE)
        elif space not in case.spec.rent:
            yield case.problem("W606", path, key="rent_pull", other=f"rent.{space}")
        else:
            continue
        told.add(path)
    for space, rent in case.spec.rent.items():
        for park, factor in rent.parks.items():
            if low(factor) <= 0:
                yield case.problem("E459", f"rent.{space}.parks.{park}")
        if rent.new_over_old is not None and low(rent.new_over_old) <= 0:
            yield case.problem("E459", f"rent.{space}.new_over_old")
        for key in ("parks", "new_over_old"):
            if getattr(rent, key) and space not in compared:
                yield case.problem("W606", f"rent.{space}.{key}", key=key, other="lease.rent_pull")


def ends_of_leases_decide_something(case: Case) -> Iterator[Problem]:
    """At the end of a term somebody shrinks, grows or compares; each number has an effect."""
    for path, fields in case.blocks():
        lease = fields.lease
        if lease is None:
            continue
        if not any(high(share) > 0 for share in (lease.shrinks, lease.grows, lease.compares)):
            words = {"key": "lease", "other": "shrinks, grows, compares"}
            yield case.problem("W606", f"{path}.lease", **words)
            continue
        for key, other in _BESIDE.items():
            if getattr(lease, key) is not None and not high(getattr(lease, other)) > 0:
                yield case.problem("W606", f"{path}.lease.{key}", key=key, other=other)
