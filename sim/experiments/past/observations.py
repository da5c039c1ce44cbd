"""Files of observations: their typed, frozen schema, as strict as a scenario's, and the checks."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field

from sim.experiments.past.baskets import AnyBasket, CompanyBasket
from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.schema.base import Block, Id, Source, Text, Things
from sim.scenario.schema.ids import every_id_exists
from sim.scenario.schema.validate import validate
from sim.scenario.values.dates import MONTH, Date
from sim.scenario.values.numbers import (
    AreaNumber,
    FactorNumber,
    NetAreaNumber,
    RateNumber,
    ShareNumber,
)
from sim.scenario.yaml.files import Folder, located
from sim.scenario.yaml.nodes import Node
from sim.text.messages.scenario import THINGS
from sim.text.words import Words

_LISTS: Final = {"spaces": "lab", "parks": "harbour", "trades": "own", "tracks": "biologic"}
"""Lists of ids of a basket, none of which may be empty, and what one may name."""
_FACTORS: Final = {"per": "1.65", "weight": "20%"}
"""Numbers of a basket that must be above zero, and what one may be."""


class Observation(Block):
    """Something that was observed of a basket."""

    label: Text
    """Name in figures and tables."""
    basket: Id
    """The series it is a figure of; an id under `baskets`."""
    fit: bool = True
    """Whether it may be fitted on; `false`: only ever held back, for the reason in `note`."""
    note: str | None = None
    """Anything a reader should know."""


class Shared(Observation):
    """A share of what can be let: at a date, or the mean of months."""

    at: Date | None = None
    """The state at the last instant of this date."""
    start: Date | None = None
    """The mean from the first instant of this date."""
    end: Date | None = None
    """Last instant of this date; that of `start` when absent."""
    value: ShareNumber
    """What was observed; its `range` is how far the observation may be off."""
    discrepancy: ShareNumber
    """One standard deviation of what the model cannot say, beyond the basket's own numbers."""


class Vacancy(Shared):
    """Vacant ÷ lettable."""

    measure: Literal["vacancy"]
    """Which observation this is."""


class Let(Shared):
    """Leased ÷ lettable."""

    measure: Literal["let"]
    """Which observation this is."""


class Change(Observation):
    """The change of a share between two observations of one basket: the later less the earlier."""

    measure: Literal["change"]
    """Which observation this is."""
    before: Id
    """The earlier observation, a vacancy or a share let."""
    after: Id
    """The later observation, of the same measure and basket."""
    discrepancy: ShareNumber
    """One standard deviation of what the model cannot say; what ails both alike cancels."""


class Period(Observation):
    """Something observed over whole months."""

    start: Date
    """First instant of this date."""
    end: Date | None = None
    """Last instant of this date; that of `start` when absent."""


class Absorption(Period):
    """Net absorption: leased area at the end of the period less that at its start."""

    measure: Literal["absorption"]
    """Which observation this is."""
    value: NetAreaNumber
    """What was observed over the period; its `range` is how far the observation may be off."""
    discrepancy: AreaNumber
    """One standard deviation of what the model cannot say, over the period."""


class Ratio(Period):
    """Absorption of a year in the period ÷ that of an earlier observation of the same basket."""

    measure: Literal["ratio"]
    """Which observation this is."""
    before: Id
    """The earlier absorption."""
    value: FactorNumber
    """What was observed; its `range` is how far the observation may be off."""
    discrepancy: FactorNumber
    """One standard deviation of what the model cannot say."""


class Counted(Period):
    """Something that was counted, compared as companies (product lines) a year."""

    value: FactorNumber
    """The count over the period; its `range` is how far it may be off."""
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


class Reached(Counted):
    """Companies that end the stage before well, and so come as far as a stage, wherever they go."""

    measure: Literal["reached"]
    """Which observation this is."""


AnyObservation = Annotated[
    Vacancy | Let | Change | Absorption | Ratio | Entries | Successes | Reached,
    Field(discriminator="measure"),
]


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
    baskets: dict[Id, AnyBasket]
    """Series that observations are figures of, and how they relate to the model."""
    observations: dict[Id, AnyObservation]
    """What a scenario is compared with."""
    not_modelled: dict[Id, NotModelled] = {}
    """What it cannot be compared with."""


def period(observation: Shared | Period) -> tuple[int, int]:
    """Absolute ticks [first, last) of what is observed of its own; both the same for a state."""
    if isinstance(observation, Shared) and observation.at is not None:
        return observation.at.last, observation.at.last
    assert observation.start is not None  # load_past has seen to it
    return observation.start.first, (observation.end or observation.start).last


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

    def at(self, *path: str) -> Node:
        """Return what stands at a path, or the block of that id where it is left out."""
        node = self.tree.find(path) or self.tree.find(path[:2])
        assert node is not None
        return node


def load_past(path: str | os.PathLike[str]) -> LoadedPast:
    """Read and check a file of observations; a plain name means one that ships.

    Raises ScenarioError with every problem found, each with its place, and nothing else.
    """
    name = located(os.fspath(path), "history")
    tree = Folder(name).read(name)
    past, problems = validate(tree, Past)
    problems += every_id_exists(tree)
    if past is not None and not problems:
        loaded = LoadedPast(name, past, tree)
        problems = [*_baskets(loaded), *_observations(loaded)]
    if past is None or problems:
        raise ScenarioError(problems)
    return LoadedPast(name, past, tree)


def _baskets(loaded: LoadedPast) -> Iterator[Problem]:
    """Tell what no single value of a basket is wrong about."""
    for name, basket in loaded.past.baskets.items():
        for key, example in _LISTS.items():
            if getattr(basket, key, None) == []:
                path = ("baskets", name, key)
                words = {"key": key, "example": example}
                yield Problem("E580", loaded.at(*path).here, words, ".".join(path))
        for key, example in _FACTORS.items():
            number: FactorNumber | None = getattr(basket, key, None)
            if number and number.ends[0] <= 0:
                path = ("baskets", name, key)
                words = {"key": key, "example": example}
                yield Problem("E584", loaded.at(*path).here, words, ".".join(path))


def _observations(loaded: LoadedPast) -> Iterator[Problem]:
    """Tell what no single value of an observation is wrong about."""
    observations, baskets = loaded.past.observations, loaded.past.baskets
    if not observations:
        yield Problem("E581", loaded.tree.items["observations"].here)
    for name, observation in observations.items():
        path, node = f"observations.{name}.basket", loaded.at("observations", name, "basket")
        basket = baskets.get(observation.basket)
        if basket is None:
            yield unknown("baskets", node, baskets, path)
        elif isinstance(observation, Counted) != isinstance(basket, CompanyBasket):
            words = {"measure": observation.measure, "basket": observation.basket}
            yield Problem("E592", node.here, {**words, "covers": basket.covers}, path)
        if not isinstance(observation, Change):
            yield from _dates(loaded, name, observation)
        if isinstance(observation, Change | Ratio):
            yield from _compared(loaded, name, observation)


def _dates(loaded: LoadedPast, name: str, observation: Shared | Period) -> Iterator[Problem]:
    path = f"observations.{name}"
    if _undated(observation):
        yield Problem("E593", loaded.at("observations", name).here, {}, path)
        return
    first, last = period(observation)
    key = next(key for key in ("at", "end", "start") if getattr(observation, key, None))
    place = loaded.at("observations", name, key).here
    if first % MONTH or last % MONTH:
        yield Problem("E582", place, {}, path)
    elif last < first or (key != "at" and last == first):
        words = {"start": str(observation.start), "end": str(observation.end)}
        yield Problem("E583", place, words, path)


def _undated(observation: Shared | Period) -> bool:
    """Whether it is unclear what a share is of: a state, or the mean of months."""
    if not isinstance(observation, Shared):
        return False
    at, start, end = observation.at, observation.start, observation.end
    return start is None if at is None else bool(start or end)


def _compared(loaded: LoadedPast, name: str, observation: Change | Ratio) -> Iterator[Problem]:
    """Tell what is wrong with the figures that a change or a ratio is made of.

    One publisher must have counted one basket twice: what two brokers cover lies farther apart than
    what either saw change.
    """
    past, here = loaded.past, observation.basket
    kinds = (Vacancy, Let) if isinstance(observation, Change) else (Absorption,)
    ends = list[int]()
    measure = ""
    for key in ("before", "after") if isinstance(observation, Change) else ("before",):
        node, path = loaded.at("observations", name, key), f"observations.{name}.{key}"
        other = getattr(observation, key)
        figure = past.observations.get(other)
        words: dict[str, str | Words] = {"name": other, "measure": observation.measure}
        if figure is None:
            yield unknown("observations", node, past.observations, path)
        elif not isinstance(figure, kinds) or (measure and figure.measure != measure):
            yield Problem("E594", node.here, words, path)
        elif here not in past.baskets or figure.basket not in past.baskets:
            continue  # told where it stands
        elif figure.basket != here:
            same = [
                id_
                for id_, other_figure in past.observations.items()
                if other_figure.basket == here and isinstance(other_figure, kinds)
            ]
            words |= {"basket": here, "publisher": past.baskets[here].publisher.words}
            words |= {"other": figure.basket}
            words |= {"another": past.baskets[figure.basket].publisher.words}
            yield Problem("E595", node.here, {**words, "known": ", ".join(same) or "-"}, path)
        else:
            measure = figure.measure
            ends += [] if _undated(figure) else [period(figure)[1]]
    if isinstance(observation, Ratio):
        ends.append(period(observation)[1])
    if len(ends) == 2 and ends[0] >= ends[1]:
        path = f"observations.{name}.before"
        yield Problem("E596", loaded.at("observations", name, "before").here, {}, path)


def unknown(block: str, node: Node, known: Collection[str], path: str) -> Problem:
    """Return the problem of an id that names nothing of a block."""
    word = str(node.value)
    words = {"name": word, "block": block, "known": ", ".join([*known][:20]) or "-"}
    return Problem(
        "E501", node.place, {**words, "thing": THINGS[block]}, path, nearest(word, known)
    )
