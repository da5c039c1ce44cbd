"""What is played: a city and its variants, and two small scenarios, all of this folder.

Variants are changes of a file's values, never copies of the file. Ranged numbers are held at their
values, so that every replication plays one plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.scenario.load import load
from sim.scenario.plan.compile import compile_plan
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.schema.demand import Stream

HERE = Path(__file__).parent
CITY = HERE / "city.yaml"
REDUCED = HERE / "reduced.yaml"
WAITING = HERE / "waiting.yaml"

Changes = dict[str, object]


@dataclass(frozen=True)
class Case:
    """A scenario as it is played here."""

    name: str
    path: Path
    changes: tuple[Changes, ...] = ()

    @cached_property
    def spec(self) -> Spec:
        """The checked scenario; ScenarioError if it cannot be played."""
        return load(self.path, changes=self.changes).spec

    @cached_property
    def plan(self) -> Plan:
        """The plan that all replications play."""
        return compile_plan(self.spec)

    @property
    def seed(self) -> int:
        """The scenario's own seed."""
        return self.spec.seed


def whole(companies: int = 1, parks: int = 1, demand: float = 1.0) -> Case:
    """Return the city with more companies, more parks, or more demand alone.

    `companies` multiplies demand, stock and supply; every park is split evenly into `parks`;
    `demand` multiplies arrivals and leaves space as it is.
    """
    case = Case("city", CITY)
    changes: list[Changes] = []
    name = "city"
    if companies != 1:
        changes.append(scaled(case.spec, companies))
        name += f", companies × {companies}"
    if demand != 1.0:
        changes.append(arriving(case.spec, demand))
        name += f", demand × {demand:g}"
    if parks != 1:
        changes.append(split_parks(case.spec, parks))
        name += f", {len(case.spec.parks) * parks} parks"
    return Case(name, CITY, tuple(changes))


def reduced(companies: int = 1) -> Case:
    """Return the part of the model that every package here can express."""
    case = Case("reduced", REDUCED)
    if companies == 1:
        return case
    return Case(f"reduced, companies × {companies}", REDUCED, (scaled(case.spec, companies),))


def first_year(companies: int) -> Case:
    """Return the city's first year alone: the whole is too large for an event key at × 100."""
    year: Changes = {"clock.end": "2024-09", "standards": {}}
    changes = () if companies == 1 else (scaled(whole().spec, companies),)
    return Case(f"city, first year, companies × {companies}", CITY, (*changes, year))


SUPPLIES = {"slack": 1.3, "balanced": 1.0, "short": 0.25}
"""Space in relation to what everybody who comes would lease."""


def waiting(supply: str, queue: str, companies: int) -> Case:
    """Return the scenario of long waiting lists: 14 parks, spill-over, no other stage."""
    factor = SUPPLIES[supply] * companies
    base = Case("waiting", WAITING)
    changes = scaled(base.spec, companies)
    changes["stock.room.area"] = f"{base.spec.stock['room'].area.value * factor:.0f} m²"
    changes["spaces.room.queue"] = queue
    return Case(f"{supply}, {queue}, × {companies}", WAITING, (changes,))


def arriving(spec: Spec, factor: float) -> Changes:
    """Return the changes that multiply all arrivals."""
    return {
        f"demand.{name}.rate": f"{block.rate.value * factor!r} per month"
        for name, block in spec.demand.items()
        if isinstance(block, Stream)
    }


def scaled(spec: Spec, factor: int) -> Changes:
    """Return the changes that multiply arrivals, stock and supply alike."""
    changes = arriving(spec, factor)
    for name, stock in spec.stock.items():
        changes[f"stock.{name}.area"] = f"{stock.area.value * factor:.0f} m²"
    for name, project in spec.supply.items():
        changes[f"supply.{name}.area"] = f"{project.area.value * factor:.0f} m²"
    if spec.programme is not None:
        changes["programme.area"] = f"{spec.programme.area.value * factor:.0f} m²"
    return changes


def split_parks(spec: Spec, pieces: int) -> Changes:
    """Return the changes that cut every park into equal pieces."""

    def cut(shares: Mapping[str, object]) -> dict[str, object]:
        values = {park: getattr(share, "value") for park, share in shares.items()}  # noqa: B009
        return {
            f"{park}-{piece}": value / pieces
            for park, value in values.items()
            for piece in range(pieces)
        }

    def percent(shares: Mapping[str, object]) -> dict[str, object]:
        return {park: f"{100 * float(str(share))!r}%" for park, share in cut(shares).items()}

    changes: Changes = {
        "parks": {
            f"{park}-{piece}": {"label": {"zh": f"{park}-{piece}", "en": f"{park}-{piece}"}}
            for park in spec.parks
            for piece in range(pieces)
        }
    }
    for name, stock in spec.stock.items():
        changes[f"stock.{name}.parks"] = percent(stock.parks)
    for name, project in spec.supply.items():
        changes[f"supply.{name}.parks"] = percent(project.parks)
    for name, stage in spec.stages.items():
        if isinstance(stage.parks, dict):
            changes[f"stages.{name}.parks"] = cut(stage.parks)
    return changes
