"""From a file to one tree: parent < apply < change < --set < with_().

What is like another thing is spelt out where it is written, before anybody changes it further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from sim.scenario.errors import MAX_PROBLEMS, Problem, ScenarioError, nearest
from sim.scenario.inherit.alike import Shape, spelt_out
from sim.scenario.inherit.edit import (
    PEDIGREE,
    Operation,
    Override,
    Touched,
    Verb,
    edit,
    number_path,
    split,
)
from sim.scenario.inherit.listed import ReadBytes, listed
from sim.scenario.yaml.files import Folder, beside, is_relative, parent_file, real
from sim.scenario.yaml.nodes import Node, SourceText, TextPlace, from_data
from sim.scenario.yaml.parse import parse
from sim.text.words import Words

T = TypeVar("T")

MAX_LEVELS: Final = 8
OWN: Final = ("name", "why", "note")
"""Keys of a child that stand beside its changes; those it leaves out are inherited."""
VERBS: Final[tuple[Verb, ...]] = ("change", "add", "drop")
CHILD: Final = ("extends", "apply", *OWN, *VERBS)


@dataclass(frozen=True, slots=True)
class Composed:
    """A scenario before its keys and values are judged."""

    tree: Node
    base: Node
    """The tree of the file alone, before `--set` and `with_()`."""
    named: Node
    """The tree when its name was last written: by the file, all `--set`, or one `with_()`."""
    overrides: tuple[Override, ...]
    parent: str
    """The file that it extends; empty if none."""
    sources: tuple[SourceText, ...]
    """Every file read, the one asked for first."""
    named_by: Mapping[str, str]
    """File -> the file that names it."""
    problems: tuple[Problem, ...] = ()
    """What could not be done (E205-E221); the tree is as if it had not been asked."""

    def trailed(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return the problems, those in a parent with the way that leads there."""
        return _trailed(problems, self.named_by)


def compose(
    path: str,
    sets: Sequence[str],
    changes: Sequence[Mapping[str, object]],
    shape: Shape,
) -> Composed:
    """Read a scenario file with all its parents and apply the changes, in order.

    Raises ScenarioError where there is no tree to speak of (E101-E119, E201-E204, E213-E217).
    """
    folder = Folder(path)
    try:
        resolved = _resolve(folder, path, None, (), shape)
        tree = resolved.tree
        composed = Composed(
            tree,
            tree,
            tree,
            resolved.overrides,
            resolved.parent,
            tuple(folder.sources),
            folder.named_by,
            resolved.problems,
        )
        for step in ([*_from_sets(sets)], *map(from_changes, changes)):
            composed = _stepped(composed, step, shape)
    except ScenarioError as error:
        raise ScenarioError(_trailed(error.problems, folder.named_by)) from None
    return composed


def changed_further(composed: Composed, step: Sequence[Operation], shape: Shape) -> Composed:
    """Return what `compose` returns with one more step of changes, without reading a file again.

    The name of `composed` may tell its changes.
    """
    tree = composed.tree
    if name := composed.named.items.get("name"):
        tree = tree.having("name", name)
    return _stepped(replace(composed, tree=tree), step, shape)


def is_delta(tree: Node) -> bool:
    """Tell whether a file holds nothing but changes, to be laid over a scenario."""
    return bool(tree.items) and tree.items.keys() <= set(VERBS)


def laid_over(composed: Composed, path: str, shape: Shape) -> Composed | None:
    """Return a scenario with a delta laid over it; None where the file is a scenario itself.

    What the file is called becomes the name, unless the delta changes that. Raises ScenarioError.
    """
    folder = Folder(path)
    delta = folder.read(path)
    if not is_delta(delta):
        return None
    problems: list[Problem] = []
    operations = _operations(delta, problems)
    tree, overrides, refused = _edited(composed.tree, operations, shape, folder.table)
    if not any(operation.path == ("name",) for operation in operations):
        tree = tree.having("name", from_data(Path(path).stem, delta.place.source))
    return replace(
        composed,
        tree=tree,
        named=tree,
        overrides=(*composed.overrides, *overrides),
        sources=(*composed.sources, *folder.sources),
        problems=(*composed.problems, *problems, *refused),
    )


def _stepped(composed: Composed, step: Sequence[Operation], shape: Shape) -> Composed:
    tree, overrides, problems = composed.tree, [*composed.overrides], [*composed.problems]
    for operation in step:
        tree, done, refused = _edited(tree, [operation], shape)
        overrides += done
        problems += refused
    return replace(
        composed,
        tree=tree,
        named=tree if any(operation.path[0] == "name" for operation in step) else composed.named,
        overrides=tuple(overrides),
        problems=tuple(problems),
    )


def _edited(
    tree: Node, operations: Sequence[Operation], shape: Shape, read: ReadBytes | None = None
) -> tuple[Node, list[Override], list[Problem]]:
    """Return what `edit` returns, with what is now like another thing, or a table, spelt out.

    Where something is refused, a thing may only be like nothing because that is not there. `read`
    reads a table that the operations name.
    """
    tree, done, refused = edit(tree, operations, shape.creatable)
    tree, unknown = _spelt_out(tree, shape, read)
    return tree, done, refused or unknown


def _spelt_out(tree: Node, shape: Shape, read: ReadBytes | None) -> tuple[Node, list[Problem]]:
    """Return the tree with what is like another thing spelt out, then the rows of tables."""
    whole, unknown = spelt_out(tree, shape)
    whole, problems = listed(whole, tree, read)
    return whole, [*unknown, *problems]


def _trailed(problems: Sequence[Problem], named_by: Mapping[str, str]) -> list[Problem]:
    trailed = []
    for problem in problems:
        trail = [problem.place.source.name] if problem.place else []
        while trail and trail[0] in named_by and len(trail) <= 2 * MAX_LEVELS:
            trail.insert(0, named_by[trail[0]])
        trailed.append(replace(problem, trail=tuple(trail)) if len(trail) > 1 else problem)
    return trailed


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A file with all its parents."""

    tree: Node
    overrides: tuple[Override, ...] = ()
    problems: tuple[Problem, ...] = ()
    parent: str = ""


def _resolve(
    folder: Folder,
    path: str,
    named_at: TextPlace | None,
    ring: tuple[str, ...],
    shape: Shape,
) -> _Resolved:
    """Return the tree of a file and all its parents; `ring` are the files on the way."""
    on_the_way = [real(name) for name in ring]
    if (here := real(path)) in on_the_way:
        names = " < ".join([*ring[on_the_way.index(here) :], path])
        raise ScenarioError([Problem("E203", named_at, {"ring": names})])
    if len(ring) > MAX_LEVELS:
        limit = Words(f" {MAX_LEVELS} 层", f"{MAX_LEVELS} levels")
        raise ScenarioError([Problem("E204", named_at, {"limit": limit})])
    own = folder.read(path, named_at)
    if "extends" not in own.items:
        tree, faults = _spelt_out(own, shape, folder.table)
        return _Resolved(tree, problems=tuple(faults))
    problems = _strange_keys(own, CHILD, "E205")
    if "name" not in own.items:
        problems.append(Problem("E216", own.items["extends"].key))
    parent, where = None, ""
    for name in _file_names(own.items["extends"], problems, single=True):
        where = parent_file(path, name.text)
        parent = _kept(problems, _resolve, folder, where, name.place, (*ring, path), shape)
    deltas = []
    for name in _file_names(own.items.get("apply"), problems):
        delta = _kept(problems, folder.read, beside(path, name.text), name.place)
        if delta is not None:
            problems += _strange_keys(delta, VERBS, "E206")
            deltas.append(_operations(delta, problems))
    operations = _operations(own, problems)
    if parent is None:
        raise ScenarioError(problems)
    found = _inherit(parent, own, deltas, operations, shape, problems, folder.table)
    return replace(found, parent=where)


def _inherit(
    parent: _Resolved,
    own: Node,
    deltas: list[list[Operation]],
    operations: list[Operation],
    shape: Shape,
    problems: list[Problem],
    read: ReadBytes,
) -> _Resolved:
    """Return the parent's tree with the deltas, then the file's own operations and name.

    What is refused on top of a faulty parent is not told: it may follow from that fault.
    """
    tree, overrides = parent.tree, [*parent.overrides]
    clashes = _clashes(tree, deltas)
    layers = [[] if clashes else [o for delta in deltas for o in delta], operations]
    reported = [*parent.problems, *problems, *clashes]
    for layer in layers:
        tree, done, refused = _edited(tree, layer, shape, read)
        overrides += done
        if not clashes and not any(problem.is_error for problem in parent.problems):
            reported += refused
    for key in OWN:
        if key in own.items:
            tree = tree.having(key, own.items[key])
    return _Resolved(tree, tuple(overrides), tuple(reported))


def _clashes(tree: Node, deltas: list[list[Operation]]) -> list[Problem]:
    """Return a problem for each number or block that two deltas touch."""
    problems, touched = [], Touched()
    for delta in deltas:
        paths = [number_path(tree, operation.path) for operation in delta]
        for path, operation in zip(paths, delta, strict=True):
            if (early := touched.meets(path)) is not None:
                context = {"path": operation.dotted, "first": early.place.short}
                problems.append(Problem("E210", operation.place, context))
        for path, operation in zip(paths, delta, strict=True):
            touched.add(path, operation)
    return problems


def _kept(problems: list[Problem], action: Callable[..., T], *arguments: Any) -> T | None:
    """Return what an action returns; when it fails, keep its problems and return None."""
    try:
        return action(*arguments)
    except ScenarioError as error:
        problems += error.problems
        return None


def _strange_keys(tree: Node, allowed: Sequence[str], code: str) -> list[Problem]:
    return [
        Problem(code, node.key, {"key": key}, nearest=nearest(key, allowed, 0.8))
        for key, node in tree.items.items()
        if key not in allowed
    ][:MAX_PROBLEMS]


def _file_names(node: Node | None, problems: list[Problem], single: bool = False) -> list[Node]:
    """Return the file names under extends (one) or apply (a list)."""
    if node is None or (node.value is None and not single):
        return []
    names = [node] if single else [*node.elements]
    key, form = ("extends", "extends: baseline.yaml") if single else ("apply", "apply: [a.yaml]")
    if (not single and not isinstance(node.value, tuple)) or any(
        not isinstance(name.value, str) for name in names
    ):
        problems.append(Problem("E214", node.here, {"key": key, "form": form}))
        return []
    outside = [name for name in names if not is_relative(name.text)]
    problems += [Problem("E201", name.place, {"file": name.text}) for name in outside]
    return [name for name in names if name not in outside]


def _operations(tree: Node, problems: list[Problem]) -> list[Operation]:
    """Return what stands under change, add and drop of one file."""
    operations: list[Operation] = []
    touched = Touched()
    for verb in VERBS:
        node = tree.items.get(verb)
        if node is None or node.value is None:
            continue
        if not isinstance(node.value, tuple if verb == "drop" else dict):
            form = "drop: [a.b]" if verb == "drop" else f"{verb}: {{a.b: …}}"
            problems.append(Problem("E214", node.here, {"key": verb, "form": form}))
            continue
        entries: list[tuple[str, Node | None, TextPlace]] = [
            *((name.text, None, name.place) for name in node.elements),
            *((name, n, n.key or n.place) for name, n in node.items.items()),
        ]
        for name, value, place in entries:
            path = split(name)
            if path is None:
                problems.append(Problem("E213", place, {"path": name}))
                continue
            operation = Operation(verb, path, value, place)
            if (early := touched.meets(path)) is not None:
                context = {"path": operation.dotted, "first": early.place.short}
                problems.append(Problem("E211", place, context))
            touched.add(path, operation)
            operations.append(operation)
    return operations


def _from_sets(sets: Sequence[str]) -> Iterator[Operation]:
    """Yield the operation of each `--set path=value`; the value is YAML."""
    for text in sets:
        source = SourceText.of("--set", text)
        name, equals, value = text.partition("=")
        path = split(name.strip())
        place = TextPlace(source, 1, 1, len(name) + 1)
        if not equals:
            raise ScenarioError([Problem("E215", place, {"text": text})])
        if path is None:
            raise ScenarioError([Problem("E213", place, {"path": name})])
        # Blanks in place of the path keep the columns true.
        blanks = " " * (len(name) + 1)
        yield Operation("set", path, parse(blanks + value, source), place)


def from_changes(changes: Mapping[str, object]) -> list[Operation]:
    """Return the operations of one `with_()`, new values before what they stand on.

    Raises ScenarioError (E213, E217).
    """
    place = SourceText.of("with_()", "").whole()
    operations, problems = [], []
    for name, value in changes.items():
        path = split(name) if isinstance(name, str) else None
        if path is None:
            problems.append(Problem("E213", place, {"path": str(name)}))
            continue
        try:
            operations.append(Operation("set", path, from_data(value, place.source), place))
        except (TypeError, ValueError) as error:
            problems.append(Problem("E217", place, {"path": name, "reason": str(error)[:200]}))
    if problems:
        raise ScenarioError(problems)
    return sorted(operations, key=lambda operation: operation.path[-1] in PEDIGREE)
