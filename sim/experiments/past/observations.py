"""Files of observations: their typed, frozen schema, as strict as a scenario's, and the checks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.schema.base import Block, Id, Source, Text, Things
from sim.scenario.schema.ids import every_id_exists
from sim.scenario.schema.validate import validate
from sim.scenario.values.dates import MONTH, Date
from sim.scenario.values.numbers import FactorNumber, RateNumber, ShareNumber
from sim.scenario.yaml.files import Folder
from sim.scenario.yaml.nodes import Node
from sim.text.words import Words


class Observation(Block):
    """Something that was observed over whole months."""

    label: Text
    """Name in figures and tables."""
    start: Date
    """First instant of this date."""
    end: Date | None = None
    """Last instant of this date; that of `start` when absent."""
    basket: Text | None = None
    """What the figure covers; figures of different baskets are never averaged."""
    fit: bool = True
    """Whether it may be fitted on; `false`: only ever compared, for the reason in `note`."""
    note: str | None = None
    """Anything a reader should know."""

    @property
    def ticks(self) -> tuple[int, int]:
        """Absolute ticks [first, last) of the period."""
        return self.start.first, (self.end or self.start).last

    @property
    def year(self) -> int:
        """Calendar year in which the period ends."""
        return (self.ticks[1] - 1) // (12 * MONTH)


class Shared(Observation):
    """A share of what can be let, mean of the months."""

    space: Id
    """Space type."""
    park: Id | None = None
    """One park; the whole city when absent."""
    value: ShareNumber
    """What was observed; its `range` is how far the observation may be off."""
    discrepancy: ShareNumber
    """One standard deviation of what the model cannot say, such as another basket."""


class Vacancy(Shared):
    """Vacant ÷ lettable."""

    measure: Literal["vacancy"]
    """Which observation this is."""


class Let(Shared):
    """Leased ÷ lettable."""

    measure: Literal["let"]
    """Which observation this is."""


class Counted(Observation):
    """Something that was counted, compared as companies (product lines) a year."""

    stage: Id
    """Stage of the companies."""
    tracks: list[Id]
    """Tracks of the companies."""
    value: FactorNumber
    """The count over the period; its `range` is how far it may be off."""
    per: FactorNumber | None = None
    """How many are counted for one company, such as documents a product; 1 when absent."""
    discrepancy: RateNumber
    """One standard deviation of what the model cannot say, in companies a year."""


class Entries(Counted):
    """Companies that start a stage."""

    measure: Literal["entries"]
    """Which observation this is."""


class Successes(Counted):
    """Companies that end a stage well."""

    measure: Literal["successes"]
    """Which observation this is."""


AnyObservation = Annotated[Vacancy | Let | Entries | Successes, Field(discriminator="measure")]


class NotModelled(Block):
    """Something that was observed and that the model says nothing about."""

    label: Text
    """What it is."""
    value: str
    """What was observed, as printed."""
    why: Text
    """Why the model cannot say it."""
    source: Id
    """Id of a document under `sources`."""


class Past(Things):
    """What was observed, to fit and to test a scenario of the same years with."""

    name: Text
    """Name in figures and tables."""
    note: Text | None = None
    """What a reader should know of all of it."""
    sources: dict[Id, Source]
    """Documents that numbers cite by id."""
    observations: dict[Id, AnyObservation]
    """What a scenario is compared with."""
    not_modelled: dict[Id, NotModelled] = {}
    """What it cannot be compared with."""


@dataclass(frozen=True)
class LoadedPast:
    """Observations that passed every check, with where each of their values stands."""

    path: str
    """The file asked for."""
    past: Past
    tree: Node

    @property
    def name(self) -> Words:
        """What the file is called."""
        return self.past.name.words

    def at(self, name: str, *keys: str) -> Node:
        """Return what stands under an observation, or the observation itself."""
        path = ("observations", name, *keys)
        node = self.tree.find(path) or self.tree.find(path[:2])
        assert node is not None
        return node


def load_past(path: str | os.PathLike[str]) -> LoadedPast:
    """Read and check a file of observations.

    Raises ScenarioError with every problem found, each with its place, and nothing else.
    """
    name = os.fspath(path)
    tree = Folder(name).read(name)
    past, problems = validate(tree, Past)
    problems += every_id_exists(tree)
    if past is not None and not problems:
        problems = _meaning(LoadedPast(name, past, tree))
    if past is None or problems:
        raise ScenarioError(problems)
    return LoadedPast(name, past, tree)


def _meaning(loaded: LoadedPast) -> list[Problem]:
    """Return what no single value is wrong about."""
    problems = []
    observations = loaded.past.observations
    if not observations:
        problems.append(Problem("E581", loaded.tree.items["observations"].here))
    for name, observation in observations.items():
        path = f"observations.{name}"
        first, last = observation.ticks
        end = loaded.at(name, "end" if observation.end else "start")
        if first % MONTH or last % MONTH:
            problems.append(Problem("E582", end.here, {}, path))
        elif last <= first:
            words = {"start": str(observation.start), "end": str(observation.end)}
            problems.append(Problem("E583", end.here, words, path))
        if not isinstance(observation, Counted):
            continue
        if not observation.tracks:
            problems.append(Problem("E580", loaded.at(name, "tracks").here, {}, f"{path}.tracks"))
        per = observation.per
        if per and min(per.range or (per.value,)) <= 0:
            problems.append(Problem("E584", loaded.at(name, "per").here, {}, f"{path}.per"))
    return problems
