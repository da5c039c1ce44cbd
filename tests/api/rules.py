"""Custom behaviour that other processes can import."""

from __future__ import annotations

from sim.model.city import City
from sim.model.company import Company
from sim.model.market import Loss, Market, Request
from sim.model.works import WorksOffice


class SmallestFirst(Market):
    """Of those who wait, whoever asks for least comes first."""

    def ask(self, request: Request) -> Loss | None:
        priority, _, *rest = request.rank
        request.rank = (priority, request.area, *rest)
        return super().ask(request)


class SmallCity(City):
    """A city with that market."""

    market_class = SmallestFirst


class Loud(Company):
    """A company like any other."""


class Idle(WorksOffice):
    """Nobody builds."""

    def begin(self) -> None:
        pass


class LoudCity(City):
    """A city whose parts are all of its own."""

    company_class = Loud
    works_class = Idle


class SameCity(City):
    """Another class, the same behaviour."""
