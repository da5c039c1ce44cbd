"""The door: a scenario file in, a checked scenario with the story of its numbers out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from sim.scenario.checks.run import check
from sim.scenario.errors import Problem, ScenarioError, in_order
from sim.scenario.geography.places import Places
from sim.scenario.geography.read import read_places
from sim.scenario.inherit.alike import Shape
from sim.scenario.inherit.changes import named, override_yaml
from sim.scenario.inherit.edit import Operation, Override, find
from sim.scenario.inherit.resolve import Composed, changed_further, compose, from_changes, laid_over
from sim.scenario.schema import Spec
from sim.scenario.schema.ids import every_id_exists
from sim.scenario.schema.keys import alike_blocks, creatable, joined
from sim.scenario.schema.validate import validate
from sim.scenario.yaml.emit import block, flow
from sim.scenario.yaml.files import called_from, located
from sim.scenario.yaml.nodes import Node, SourceText


@dataclass(frozen=True)
class Loaded:
    """A scenario that passed every check, with where each of its values stands."""

    path: str
    """The file asked for."""
    spec: Spec
    composed: Composed
    warnings: tuple[Problem, ...]
    sets: tuple[str, ...] = ()
    """`--set` arguments, in order."""
    changes: tuple[Mapping[str, object], ...] = ()
    """Changes of `with_()`, in order."""
    places: Places | None = None
    """Where its parks lie; None where it names no map."""

    @cached_property
    def raw(self) -> dict[str, Any]:
        """The resolved scenario as plain data."""
        data: dict[str, Any] = self.composed.tree.plain()
        return data

    @cached_property
    def origins(self) -> dict[str, str]:
        """Path of every leaf → `file:line`, `--set` or `with_()`."""
        return {".".join(path): n.place.short for path, n in self.composed.tree.leaves()}

    @cached_property
    def resolved(self) -> str:
        """The resolved scenario as YAML that loads to the same data."""
        return block(self.composed.tree)

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Every change to a parent's value, in the order of precedence."""
        return self.composed.overrides

    @property
    def files(self) -> tuple[SourceText, ...]:
        """Every file read, with the SHA-256 of its bytes; the one asked for first."""
        if self.places is None:
            return self.composed.sources
        return (*self.composed.sources, SourceText(self.places.path, (), self.places.sha256))

    @property
    def as_sets(self) -> tuple[str, ...]:
        """The `--set` arguments that make this scenario from its file, those of `with_()` too."""
        later = [operation for step in self.changes for operation in from_changes(step)]
        texts = [*self.sets, *(f"{one.dotted}={flow(one.node)}" for one in later if one.node)]
        if later and self.composed.named is not self.composed.base:
            texts.append(f"name={flow(self.composed.tree.items['name'])}")
        return tuple(dict.fromkeys(texts))  # a name that was given is not said twice

    def paths(self) -> list[str]:
        """Return the dotted path of every leaf, as `--set` and `with_()` take them."""
        return list(self.origins)

    def node(self, path: str) -> Node | None:
        """Return the value under a dotted path with its place; None when there is none."""
        return find(self.composed.tree, tuple(path.split(".")))

    def origin(self, path: str) -> str:
        """Return where a value was written: `file:line`, `--set`, `with_()`; '' if nowhere."""
        node = self.node(path)
        return "" if node is None else node.here.short

    @property
    def grounded(self) -> str | None:
        """The accepted set that it names, from the folder of the file that names it."""
        node = self.node("grounded")
        if node is None or node.value is None:
            return None
        return os.path.normpath(Path(node.place.source.name).parent / str(node.value))

    def override(
        self,
        name: str | Mapping[str, str] | None = None,
        why: str | Mapping[str, str] | None = None,
        file: str | os.PathLike[str] | None = None,
    ) -> str:
        """Return `--set` and `with_()` as a minimal child file that resolves to this scenario.

        It extends the scenario's own file and belongs beside it, or is `file`, in a folder from
        which that can be called.
        """
        parent = called_from(self.path, Path(file)) if file else None
        parent = parent or Path(self.path).name
        return override_yaml(parent, self.composed.base, self.composed.tree, name, why)

    def laid_over(self, path: str | os.PathLike[str]) -> Loaded | None:
        """Return the scenario with the changes of a delta; None where the file is none.

        Its path is the delta's. Raises ScenarioError.
        """
        name = located(os.fspath(path))
        composed = laid_over(self.composed, name, _SHAPE)
        return checked(name, composed, self.sets, self.changes) if composed else None

    def with_(self, changes: Mapping[str, object]) -> Loaded:
        """Return the scenario with values changed by path; this one stays as it is.

        Values are written as in YAML (`"24 months"`) or plain data (a dict, a list, a number).
        Raises ScenarioError.
        """
        return self._changed(from_changes(changes), changes)

    def edited(self, operations: Sequence[Operation]) -> Loaded:
        """Return the scenario with operations done that stand at places of their own.

        Problems are told at these places. Raises ScenarioError.
        """
        changes = {one.dotted: one.node.plain() for one in operations if one.node}
        return self._changed(operations, changes)

    def _changed(self, step: Sequence[Operation], changes: Mapping[str, object]) -> Loaded:
        composed = changed_further(self.composed, step, _SHAPE)
        before = self.composed.tree, self.spec
        known = self.places if _lie_alike(self.composed.tree, composed.tree) else None
        return checked(self.path, composed, self.sets, (*self.changes, changes), before, known)


def _lie_alike(old: Node, new: Node) -> bool:
    """Whether two trees have the same parks and name the same map."""
    return all(old.items.get(block) is new.items.get(block) for block in ("map", "parks"))


_SHAPE: Final = Shape(partial(creatable, Spec), alike_blocks(Spec), partial(joined, Spec))


def load(
    path: str | os.PathLike[str],
    sets: Sequence[str] = (),
    changes: Sequence[Mapping[str, object]] = (),
) -> Loaded:
    """Read, resolve and check a scenario, called by its path or the name of one that ships.

    Precedence: parent < apply < change < `sets` (`path=value`) < `changes`. Where these two change
    the model and not the name, the name tells what they change.
    Raises ScenarioError with every problem found, and nothing else.
    """
    name = located(os.fspath(path))
    composed = compose(name, sets, changes, _SHAPE)
    return checked(name, composed, tuple(sets), tuple(changes))


def checked(
    name: str,
    composed: Composed,
    sets: tuple[str, ...],
    changes: tuple[Mapping[str, object], ...],
    before: tuple[Node, Spec] | None = None,
    places: Places | None = None,
) -> Loaded:
    """Name and check a composed scenario. Raises ScenarioError with every problem found.

    `before` are the tree and blocks of one that it may share blocks with, `places` what its map is
    known to say.
    """
    composed = replace(composed, tree=named(composed.named, composed.tree))
    replaced = {one.path for one in composed.overrides if one.verb != "add"}
    spec, faults = validate(composed.tree, Spec, replaced, before)
    problems = [*composed.problems, *faults]
    if not any(problem.is_error for problem in composed.problems):
        problems += every_id_exists(composed.tree)
    if spec is not None and not any(problem.is_error for problem in problems):
        problems += check(spec, composed.tree)
    if spec is not None and spec.map and not places:
        try:
            places, told = read_places(spec.map, composed.tree, spec.parks)
            problems = [*problems, *told]
        except ScenarioError as error:
            problems = [*problems, *error.problems]
    problems = composed.trailed(problems)
    if spec is None or any(problem.is_error for problem in problems):
        raise ScenarioError(problems)
    return Loaded(name, spec, composed, in_order(problems), sets, changes, places)
