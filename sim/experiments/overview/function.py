"""`overview`: several scenarios in one table, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.overview.answer import OverviewAnswer, Shown, summed_up
from sim.experiments.overview.screen import screen
from sim.experiments.overview.words import OVERVIEW
from sim.experiments.points import scenarios_played
from sim.experiments.required.method import ask
from sim.experiments.required.question import Question
from sim.experiments.together import free
from sim.measures.counting.checks import checks
from sim.plots.frames import Origin
from sim.runs.grounded import PRIOR, AcceptedFutures
from sim.runs.identity import canonical, digest
from sim.runs.settings import drawn_numbers, plan_of
from sim.scenario.names import block_of, indicator_of, labelled
from sim.scenario.values.amounts import Areas
from sim.text.glossary.catalogue import TERMS
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


def overview(
    *scenarios: Scenario,
    replications: int = 200,
    outcomes: Sequence[str] = (),
    required: int = 0,
    seed: int | None = None,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[OverviewAnswer]:
    """Play several scenarios and lay their verdicts side by side.

    Each is played with its own seed unless one is given. `outcomes` are further indicators, such as
    `vacancy_end.lab`. With `required` futures, also the least area that each space type takes, as
    the verb of that name finds it for the scenario's own confidence (80 % takes 17 at least).
    `grounded` are futures that calibrate kept, of scenarios with the same past.
    Raises RefusedError for a scenario that stands twice and for an outcome that none of them has.
    """
    named = _by_id(scenarios, replications)
    runner = runner or JobRunner()
    rows, futures, known, continued = [], 0, set[str](), []
    for id_, scenario in named.items():
        settings = scenario.settings(seed, central, grounded)
        continued += [[id_, settings.grounded.key]] if settings.grounded else []
        count = settings.most(replications)
        (played,) = scenarios_played([scenario.loaded], settings, count, runner)
        known |= {*played.values}
        taken = None
        if required and _builds(scenario):
            question = Question(scenario.spec.confidence.value)
            futures = question.futures(required)
            taken = ask(scenario.loaded, settings, question, futures, runner).answer
        hashed = digest(canonical(scenario.loaded.raw))
        row = summed_up(
            id_,
            scenario.spec,
            hashed,
            settings.seed,
            played,
            outcomes,
            taken,
            drawn_numbers(scenario.spec, settings, count),
        )
        rows.append(row)
    for name in outcomes:
        if name not in known:
            raise RefusedError(OVERVIEW["unknown_outcome"].fill(outcome=name))
    base = scenarios[0]
    answer = OverviewAnswer(
        replications=replications,
        futures=futures,
        confidence=base.spec.confidence.value,
        rows=tuple(rows),
        labels=_labels(scenarios),
        outcomes={name: _named(name, scenarios) for name in outcomes},
        areas=Areas(base.spec.area_unit),
    )
    asked = {
        "scenarios": [[row.id, row.scenario, row.seed] for row in rows],
        "outcomes": list(outcomes),
        "required": required,
        "central": central,
        "grounded": continued,
    }
    return Finding("overview", base, rows[0].seed, replications, asked, answer, screen, _draw)


def _by_id(scenarios: Sequence[Scenario], replications: int) -> dict[str, Scenario]:
    """The scenarios by id, copies numbered; RefusedError for what stands twice."""
    if replications < 2 or replications % 2:
        raise RefusedError(OVERVIEW["odd"])
    named: dict[str, Scenario] = {}
    for scenario in scenarios:
        if any(scenario.loaded.raw == other.loaded.raw for other in named.values()):
            raise RefusedError(OVERVIEW["same"].fill(id=scenario.id))
        named[free(scenario.id, named)] = scenario
    return named


def _builds(scenario: Scenario) -> bool:
    """Whether it has a standard against shortage, without which nothing is required."""
    plan = plan_of(scenario.spec, scenario.settings(grounded=PRIOR), 0)
    return any(check.side == "shortage" for check in checks(scenario.spec, plan))


def _labels(scenarios: Iterable[Scenario]) -> dict[str, Words]:
    labels: dict[str, Words] = {}
    for scenario in scenarios:
        for id_ in scenario.spec.spaces:
            labels.setdefault(id_, labelled(scenario.spec.spaces, id_))
    return labels


def _named(outcome: str, scenarios: Sequence[Scenario]) -> Shown:
    """Name of an indicator, its measure and what it is of, and its unit."""
    measure, _, of = outcome.partition(".")
    term = TERMS[measure]
    if not of:
        return Shown(term.name, term.unit)
    block = block_of(measure)
    knows = next((s for s in scenarios if of in getattr(s.spec, block)), scenarios[0])
    where = indicator_of(knows.spec, outcome) or Words(of, of)
    return Shown(Words(f"{where.zh}{term.name.zh}", f"{term.name.en}, {where.en}"), term.unit)


def _draw(answer: OverviewAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.overview import figure as plot

    yield "24-overview", lambda lang: plot.draw(plot.data(answer, origin), lang)
