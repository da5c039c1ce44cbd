"""What two results were made of: inputs of the scenario, seed and futures, code and libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sim.api.manifest import written_out
from sim.experiments.answer import RefusedError
from sim.experiments.diff.saved import SavedRun
from sim.experiments.diff.words import DIFF, MADE_OF
from sim.runs.identity import canonical, digest
from sim.scenario.difference import inputs, value_text
from sim.scenario.errors import ScenarioError
from sim.scenario.inherit.changes import SILENT, differences
from sim.scenario.load import Loaded, load
from sim.scenario.names import name_of
from sim.scenario.yaml.nodes import SourceText
from sim.scenario.yaml.parse import parse
from sim.text.safe import line
from sim.text.words import Words

_SHORT: Final = 12
"""Characters of a digest that are shown."""
_FUTURES: Final = ("seed", "central", "grounded")
"""Settings that decide which futures are played; how many is another matter."""


@dataclass(frozen=True)
class InputMoved:
    """An input of the scenario that differs; None: it is not there."""

    path: str
    name: Words
    old: str | None
    new: str | None
    change: float | None
    """Relative change of its value or mean."""


@dataclass(frozen=True)
class MadeOtherwise:
    """Anything else that results are made of and that differs; `-` where it is not there."""

    path: str
    """Where it stands under `made_of` in the manifest."""
    name: Words
    old: str
    new: str


def moved_inputs(old: SavedRun, new: SavedRun) -> tuple[list[InputMoved], bool]:
    """Return the inputs that differ, in the order written, and whether both were understood.

    A scenario that this version refuses is compared as it was written, value by value: 2 years and
    24 months differ then. RefusedError where a manifest holds no YAML.
    """
    texts = [run.manifest["scenario"].get("yaml") for run in (old, new)]
    for run, text in zip((old, new), texts, strict=True):
        if not isinstance(text, str):
            raise RefusedError(DIFF["unread"].fill(file=str(run.folder / "manifest.json")))
    if texts[0] == texts[1]:
        return [], True
    try:
        before, after = map(_loaded, (old, new))
    except ScenarioError:
        return [*_as_written(old, new)], False
    return [
        InputMoved(
            line(moved.path),
            name_of((after if after.node(moved.path) is not None else before).spec, moved.path),
            line(moved.old.text) if moved.old else None,
            line(moved.new.text) if moved.new else None,
            moved.change,
        )
        for moved in inputs(before, after)
    ], True


def _loaded(run: SavedRun) -> Loaded:
    with TemporaryDirectory() as place:
        return load(str(written_out(run.manifest, Path(place))))


def _as_written(old: SavedRun, new: SavedRun) -> Iterator[InputMoved]:
    trees = []
    for run in (old, new):
        text = run.manifest["scenario"]["yaml"]
        try:
            trees.append(parse(text, SourceText.of("manifest.json", text)))
        except ScenarioError:
            file = str(run.folder / "manifest.json")
            raise RefusedError(DIFF["unread"].fill(file=file)) from None
    for path, before, after in differences(trees[0], trees[1]):
        if not SILENT & set(path):
            dotted = line(".".join(path))
            sides = [line(value_text(node)) if node else None for node in (before, after)]
            yield InputMoved(dotted, Words(dotted, dotted), sides[0], sides[1], None)


def made_otherwise(old: SavedRun, new: SavedRun) -> list[MadeOtherwise]:
    """Return what differs of seed and futures, code, and versions of libraries."""
    before, after = (dict(_flat(run.manifest["made_of"])) for run in (old, new))
    before, after = (
        {**flat, "commit": _commit(run)} for flat, run in ((before, old), (after, new))
    )
    return [
        MadeOtherwise(path, MADE_OF.get(path, Words(path, path)), was, becomes)
        for path in dict.fromkeys((*before, *after))
        if (was := before.get(path, "-")) != (becomes := after.get(path, "-"))
    ]


def same_futures(old: SavedRun, new: SavedRun) -> bool:
    """Whether replication r of both has the same luck and, if continued from a past, the same."""
    return all(old.settings.get(key) == new.settings.get(key) for key in _FUTURES)


def _flat(made_of: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all but the scenario, whose inputs are told one by one."""
    for key, value in made_of.items():
        path = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}.")
        elif path == "settings.grounded" and isinstance(value, list):
            told = f"{len(value)} ({digest(canonical(value))[:_SHORT]})" if value else "-"
            yield path, told
        elif path != "scenario":
            text = line(str(value))
            yield path, text[:_SHORT] if path == "code" else text


def _commit(run: SavedRun) -> str:
    git = run.manifest.get("git")
    if not isinstance(git, Mapping):
        return "-"
    return line(str(git.get("commit")))[:_SHORT] + ("" if git.get("clean") else " +")
