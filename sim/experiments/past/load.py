"""The door for observations: a data file in, checked as strictly as a scenario."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sim.experiments.past.schema import Counted, Past
from sim.scenario.errors import Problem, ScenarioError
from sim.scenario.schema.ids import every_id_exists
from sim.scenario.schema.validate import validate
from sim.scenario.values.dates import MONTH
from sim.scenario.yaml.files import Folder
from sim.scenario.yaml.nodes import Node
from sim.text.words import Words


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
    for name, seen in observations.items():
        path = f"observations.{name}"
        first, last = seen.ticks
        end = loaded.at(name, "end" if seen.end else "start")
        if first % MONTH or last % MONTH:
            problems.append(Problem("E582", end.here, {}, path))
        elif last <= first:
            words = {"start": str(seen.start), "end": str(seen.end)}
            problems.append(Problem("E583", end.here, words, path))
        if isinstance(seen, Counted) and not seen.tracks:
            problems.append(Problem("E580", loaded.at(name, "tracks").here, {}, f"{path}.tracks"))
        if isinstance(seen, Counted) and seen.per and min(seen.per.range or (seen.per.value,)) <= 0:
            problems.append(Problem("E584", loaded.at(name, "per").here, {}, f"{path}.per"))
    return problems
