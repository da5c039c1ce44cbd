"""`compare`: what is better, what is worse, and which change does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sim.api.again import held_words
from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.compare.answer import CompareAnswer, ComparedScenario
from sim.experiments.compare.fates import fates
from sim.experiments.compare.outcomes import CALLED, CompareRow, compared, outcomes
from sim.experiments.compare.screen import screen
from sim.experiments.compare.sides import sides_of
from sim.experiments.compare.waterfall import (
    Combination,
    DeltaPlan,
    Waterfall,
    differing_inputs,
    planned,
    waterfall,
)
from sim.experiments.compare.words import COMPARE
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.points import scenarios_played
from sim.experiments.together import enough, free, refuse_clock, side_by_side, with_id
from sim.measures.verdict.indicators import Indicators
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures
from sim.runs.identity import canonical, digest
from sim.runs.settings import Settings
from sim.scenario.names import labelled, name_of
from sim.scenario.values.amounts import Areas
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

_SPLIT = ("lost_area", "peak_waiting", "waiting_mean", "idle_mean")
"""Outcomes whose difference is split unless one is asked for: the first that differs."""


def compare(
    base: Scenario,
    *others: Scenario,
    replications: int = 200,
    seed: int | None = None,
    outcome: str | None = None,
    histories: int = 20,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[CompareAnswer]:
    """Compare scenarios with a base, replication by replication with the same luck.

    `outcome` is the indicator whose difference is split among the changes; unless given, the first
    of area lost, peak and mean waiting and idle area that differs. `histories` are replications in
    which companies are followed one by one; 0 for none. The seed is the base's unless one is given.
    Raises RefusedError for scenarios that cannot be paired.
    """
    named = _named(base, others)
    wanted = outcomes(base.spec)
    known = [indicator.id for indicator in wanted]
    if outcome is not None and outcome not in known:
        raise RefusedError(COMPARE["unknown_outcome"].fill(outcome=outcome, known=", ".join(known)))
    settings, parts_in = side_by_side((base, *others), seed, central, grounded)
    replications = enough(settings, replications)
    runner = runner or JobRunner()
    plans = {name: planned(base.loaded, other.loaded) for name, other in named.items()}
    played = _played(base, named, plans, settings, replications, runner)
    none: Combination = frozenset()
    rows = compared(
        next(iter(played.values()))[none],
        {name: variants[plans[name].whole] for name, variants in played.items()},
        wanted,
    )
    labels = Counter(_label(scenario) for scenario in (base, *others))
    scenarios = [
        _other(base, name, other, labels[_label(other)] > 1) for name, other in named.items()
    ]
    falls = _waterfalls(outcome, rows, base, named, plans, played)
    followed = min(histories, replications)
    loaded = {name: other.loaded for name, other in named.items()}
    differing = fates(base.loaded, loaded, settings, followed, runner) if followed else []
    answer = CompareAnswer(
        base=ComparedScenario(base.id, _label(base), _file(base), (), {}),
        others=tuple(scenarios),
        seed=settings.seed,
        replications=replications,
        rows=tuple(rows),
        waterfalls=tuple(falls),
        fates=tuple(differing),
        labels=_labels(base, *others),
        areas=Areas(base.spec.area_unit),
        sets=base.loaded.sets,
        sides=sides_of(
            [
                (_label(base), next(iter(played.values()))[none]),
                *((one.name, played[one.id][plans[one.id].whole]) for one in scenarios),
            ],
            {space: labelled(base.spec.spaces, space) for space in base.spec.spaces},
        ),
        options=_options(base, settings),
    )
    asked = {
        "others": [
            {
                "id": other.id,
                "scenario": digest(canonical(named[other.id].loaded.raw)),
                "inputs": [[d.path, d.new.text if d.new else None] for d in other.inputs],
            }
            for other in scenarios
        ],
        "outcome": outcome,
        "histories": followed,
        "central": central,
        "grounded": settings.grounded.key,
    }
    return Finding(
        "compare",
        base,
        settings.seed,
        replications,
        asked,
        answer,
        screen,
        _draw,
        parts_in=parts_in,
    )


def _named(base: Scenario, others: Sequence[Scenario]) -> dict[str, Scenario]:
    """The other scenarios by id, copies numbered; RefusedError for what cannot be compared."""
    if not others:
        raise RefusedError(COMPARE["nobody"])
    named: dict[str, Scenario] = {}
    for other in others:
        refuse_clock(base, other)
        if not differing_inputs(base.loaded, other.loaded):
            raise RefusedError(COMPARE["same"].fill(other=other.id, base=base.id))
        named[free(other.id, {base.id, *named})] = other
    return named


def _options(base: Scenario, settings: Settings) -> tuple[str, ...]:
    """The words of the options with which `explain` looks at the same futures."""
    other = settings.seed != base.spec.seed and not settings.grounded
    words = ["--seed", str(settings.seed)] if other else []
    return (*words, *held_words(base.loaded, settings, "FILE"))


def _played(
    base: Scenario,
    others: Mapping[str, Scenario],
    plans: Mapping[str, DeltaPlan],
    settings: Settings,
    replications: int,
    runner: JobRunner,
) -> dict[str, dict[Combination, Indicators]]:
    """Play the base, the others and all between them; by scenario and by the deltas made."""
    places: dict[tuple[str, Combination], int] = {}
    variants = [base.loaded]
    for name, plan in plans.items():
        places[name, frozenset()] = 0
        for chosen, loaded in {plan.whole: others[name].loaded, **plan.variants}.items():
            places[name, chosen] = len(variants)
            variants.append(loaded)
    indicators = scenarios_played(variants, settings, replications, runner)
    played: dict[str, dict[Combination, Indicators]] = {name: {} for name in plans}
    for (name, chosen), place in places.items():
        played[name][chosen] = indicators[place]
    return played


def _telling(rows: Sequence[CompareRow], name: str) -> str:
    """The first outcome of area in which a scenario differs."""
    differs = {row.outcome.id for row in rows if row.other == name and row.call in CALLED}
    return next((outcome for outcome in _SPLIT if outcome in differs), _SPLIT[0])


def _waterfalls(
    outcome: str | None,
    rows: Sequence[CompareRow],
    base: Scenario,
    others: Mapping[str, Scenario],
    plans: Mapping[str, DeltaPlan],
    played: Mapping[str, Mapping[Combination, Indicators]],
) -> list[Waterfall]:
    falls = []
    for name, plan in plans.items():
        paths = [path for delta in plan.deltas for path in delta.paths]
        names = {path: _named_number(base, others[name], path) for path in paths}
        fall = waterfall(name, outcome or _telling(rows, name), plan, names, played[name])
        if fall is not None:
            falls.append(fall)
    return falls


def _other(base: Scenario, name: str, other: Scenario, twice: bool) -> ComparedScenario:
    """A scenario as it is told; its number behind its name where another has the same name."""
    rows = differing_inputs(base.loaded, other.loaded)
    names = {row.path: _named_number(base, other, row.path) for row in rows}
    label = with_id(_label(other), name) if twice else _label(other)
    return ComparedScenario(name, label, _file(other), rows, names)


def _named_number(base: Scenario, other: Scenario, path: str) -> Words:
    there = other.loaded.node(path) is not None
    return name_of((other if there else base).spec, path)


def _file(scenario: Scenario) -> str | None:
    """The file that holds a scenario, beside `--set`; None where `with_` changed it."""
    return None if scenario.loaded.changes else scenario.loaded.path


def _label(scenario: Scenario) -> Words:
    return scenario.spec.name.words


def _labels(*scenarios: Scenario) -> dict[str, Words]:
    """Names of `stage/…` and `track/…`; the base's own come first."""
    named = [
        (f"{kind}/{key}", labelled(blocks, key))
        for scenario in reversed(scenarios)
        for kind, blocks in (("stage", scenario.spec.stages), ("track", scenario.spec.tracks))
        for key in blocks
    ]
    return dict(named)


def _draw(answer: CompareAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.compare import figure as plot
    from sim.experiments.compare import sides_figure as side
    from sim.experiments.compare import waterfall_figure as falls

    yield "10-compare", lambda lang: plot.draw(plot.data(answer, origin), lang)
    if any(len(fall.bars) > 1 for fall in answer.waterfalls):
        yield "15-waterfall", lambda lang: falls.draw(falls.data(answer, origin), lang)
    if side.drawable(answer.sides):
        yield "30-sides", lambda lang: side.draw(side.data(answer, origin), lang)
