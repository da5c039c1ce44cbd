"""Designs: which values of which numbers are played together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from sim.draws.inverse import Quantile, quantile
from sim.draws.worlds import range_law
from sim.experiments.answer import needed
from sim.runs.jobs import Progress
from sim.scenario.errors import Problem, ScenarioError, nearest
from sim.scenario.load import Loaded
from sim.scenario.plan.compile import turns
from sim.scenario.schema.base import Block, Text
from sim.scenario.schema.leaves import Leaf, leaves
from sim.scenario.schema.validate import validate
from sim.scenario.values import limits
from sim.scenario.values.dates import DateChance
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.faults import Fault
from sim.scenario.values.quantities import parse_quantity, show_quantity
from sim.scenario.values.units import Dimension
from sim.scenario.yaml.nodes import Node

DesignKind = Literal["grid", "zip", "lhs", "sobol"]
SAMPLED: Final = ("lhs", "sobol")
"""Designs that draw numbers; the others list them."""
RANGE: Final = "range"
"""Written in the place of bounds: the number's own range, drawn as ignorance about it is."""
_ENDS: Final = {"from", "to"}
_NOT_PLAYED: Final = ("name", "why", "note", "sources", "seed", "replications", "confidence")
"""Keys of a scenario that change nothing that is played: a sweep says them once for all points."""
_DIGITS: Final = 3
"""Of a drawn number, as people are shown it."""


class Study(Block):
    """A sweep, as a file or a call asks for it."""

    scenario: str | None = None
    """The scenario's file, from the folder of this one."""
    name: Text | None = None
    """What the sweep is called."""
    why: Text | None = None
    """What question it answers."""
    design: DesignKind = "grid"
    """`grid`: all combinations; `zip`: values side by side; `lhs`, `sobol`: `points` drawn."""
    points: Annotated[int, Field(ge=1, le=limits.POINTS)] | None = None
    """How many points a sampled design has."""
    replications: Annotated[int, Field(ge=1, le=limits.REPLICATIONS)] = 100
    """Futures of each point."""
    vary: dict[str, Any]
    """Path → its values `[a, b, …]`, or for a sampled design `{from: a, to: b}` or `range`."""


@dataclass(frozen=True)
class Setting:
    """What one point of a design changes."""

    shown: Mapping[str, str]
    """The values by path, for people."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Numbers held at a value by path, in canonical units; for a law, its mean."""
    changes: Mapping[str, object] = field(default_factory=dict)
    """Changes to the scenario by path, as in YAML."""


def read_study(tree: Node) -> Study:
    """Return the study of a file; ScenarioError with every problem of its keys and types."""
    study, problems = validate(tree, Study)
    if study is None:
        raise ScenarioError(problems)
    return study


def settings(
    study: Study, tree: Node, loaded: Loaded, seed: int, progress: Progress | None = None
) -> list[Setting]:
    """Return the points of a study, in the order of its design.

    Every one was tried on the scenario, of a sample both bounds of each number; ScenarioError tells
    all that it refuses, at the place in `tree` where the value stands. Samples depend on `seed`;
    `progress` hears how many of listed points were tried.
    """
    vary = tree.items["vary"].items
    problems = list(_misfits(study, vary, tree))
    if problems:
        raise ScenarioError(problems)
    if study.design in SAMPLED:
        return _sampled(study, vary, loaded, seed)
    columns = [node.elements for node in vary.values()]
    beside = study.design == "zip"
    rows = zip(*columns, strict=True) if beside else product(*columns)
    total = len(columns[0]) if beside else prod(map(len, columns))
    points: list[Setting] = []
    for row in rows:
        changes = {path: node.plain() for path, node in zip(vary, row, strict=True)}
        problems += _refusals(loaded, changes, dict(zip(vary, row, strict=True)))
        shown = {path: str(value) for path, value in changes.items()}
        points.append(Setting(shown, changes=changes))
        if progress:
            progress(len(points), total)
    if problems:
        raise ScenarioError({(p.code, p.place): p for p in problems}.values())
    return points


def _misfits(study: Study, vary: Mapping[str, Node], tree: Node) -> Iterator[Problem]:
    """Tell what does not fit the design, before the scenario is looked at."""
    sampled = study.design in SAMPLED
    for path, node in vary.items():
        bounds = node.value == RANGE or (isinstance(node.value, dict) and set(node.items) == _ENDS)
        if sampled and not bounds:
            yield Problem("E802", node.place, {"path": path, "design": study.design})
        if not sampled and not node.elements:
            yield Problem("E801", node.place, {"path": path, "design": study.design})
        if path.split(".")[0] in _NOT_PLAYED:
            yield Problem("E810", node.key, {"path": path})
    if not vary:
        yield Problem("E805", tree.items["vary"].here)
    if not sampled and study.points is not None:
        yield Problem("E811", tree.items["points"].here, {"design": study.design})
    if sampled and study.points is None:
        yield Problem("E804", tree.items["design"].here, {"design": study.design})
    counts = {path: len(node.elements) for path, node in vary.items()}
    points = prod(counts.values())
    if study.design == "grid" and points > limits.POINTS:
        words = {"points": f"{points:,}", "most": f"{limits.POINTS:,}"}
        yield Problem("E813", tree.items["vary"].here, words)
    if study.design == "zip" and len(set(counts.values())) > 1:
        listed = ", ".join(f"{path}: {count}" for path, count in counts.items())
        yield Problem("E803", tree.items["vary"].here, {"counts": listed})


def _refusals(
    loaded: Loaded, changes: Mapping[str, object], nodes: Mapping[str, Node]
) -> Iterator[Problem]:
    """Tell what the scenario refuses, at the value that caused it or at the first of the point."""
    try:
        loaded.with_(changes)
    except ScenarioError as error:
        for problem in error.problems:
            cause = next((p for p in nodes if problem.path.startswith(p)), next(iter(nodes)))
            yield replace(problem, place=nodes[cause].place)


def _sampled(study: Study, vary: Mapping[str, Node], loaded: Loaded, seed: int) -> list[Setting]:
    """Draw points; what a number may be is its own range or lies evenly between two bounds."""
    known = leaves(loaded.spec)
    laws: dict[str, Quantile] = {}
    problems = []
    for path, node in vary.items():
        law = _law(path, node, known.get(path))
        if not isinstance(law, Problem) and not turns(loaded.spec, path):
            law = Problem("E809", node.key, {"path": path})
        if isinstance(law, Problem):
            near = "" if path in known else nearest(path, known)
            problems.append(replace(law, nearest=near))
        else:
            laws[path] = law
            for end, written in node.items.items():
                if end in _ENDS:
                    problems += _refusals(loaded, {path: written.plain()}, {path: written})
    if problems:
        raise ScenarioError(problems)
    assert study.points is not None
    points = []
    for row in _uniforms(study.design, len(laws), study.points, seed):
        numbers = {path: law(u) for (path, law), u in zip(laws.items(), row, strict=True)}
        shown = {
            path: show_quantity(float(f"{x:.{_DIGITS}g}"), _need(known[path]), "en")
            for path, x in numbers.items()
        }
        points.append(Setting(shown, numbers=numbers))
    return points


def _law(path: str, node: Node, leaf: Leaf | None) -> Quantile | Problem:
    """Return the inverse CDF of a number's values, or why there is none."""
    if leaf is None or isinstance(leaf, DateChance):
        return Problem("E806", node.key, {"path": path})
    if node.value == RANGE:
        return range_law(leaf) or Problem("E807", node.place, {"path": path})
    ends = {}
    for end in ("from", "to"):
        written = node.items[end]
        try:
            ends[end] = parse_quantity(written.plain(), _need(leaf))
        except Fault as fault:
            return Problem(fault.code, written.place, fault.context)
    if not ends["from"] < ends["to"]:
        return Problem("E808", node.here, {"path": path})
    return quantile(Distribution("uniform", (ends["from"], ends["to"])))


def _need(leaf: Leaf) -> Dimension:
    assert not isinstance(leaf, DateChance)
    return leaf.dimension


def _uniforms(
    design: DesignKind, numbers: int, points: int, seed: int
) -> Sequence[Sequence[float]]:
    """Return uniform numbers [point, number] of a Latin hypercube or a scrambled Sobol sequence.

    McKay, Beckman & Conover 1979, Technometrics 21; Owen 1995, in MCQMC Methods. The first points
    of a Sobol sequence stay the same when more are asked for.
    """
    qmc = needed("scipy.stats.qmc")
    if design == "lhs":
        uniforms = qmc.LatinHypercube(numbers, rng=seed).random(points)
    else:
        power = max(0, (points - 1).bit_length())
        uniforms = qmc.Sobol(numbers, rng=seed).random_base2(power)[:points]
    rows: list[list[float]] = uniforms.tolist()
    return rows
