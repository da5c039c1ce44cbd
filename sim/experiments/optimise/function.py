"""`optimise`: which mix, parks and phases of a given total do best, several aims at once?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sim.api.results import Drawn
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.optimise.answer import By, OptimiseAnswer
from sim.experiments.optimise.asking import aims_of, check_counts, labels_of, prices_of
from sim.experiments.optimise.judging import JUDGED, Judge, Meter, ahead, candidates
from sim.experiments.optimise.levers import LEVERS, Design, Lever, levers, with_later
from sim.experiments.optimise.search import Values, search
from sim.plots.frames import Origin
from sim.scenario.names import name_of

if TYPE_CHECKING:
    from sim.api.scenario import Scenario


def optimise(
    scenario: Scenario,
    aims: Sequence[str] = ("lost_area", "idle_mean"),
    projects: Sequence[str] = (),
    later: Sequence[str] = (),
    free: Sequence[Lever] = LEVERS,
    prices: Mapping[str, float] | None = None,
    by: By = "mean",
    evaluations: int = 300,
    replications: int = 20,
    judge: int = 200,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: Sequence[Mapping[str, float]] = (),
    runner: JobRunner | None = None,
) -> Finding[OptimiseAnswer]:
    """Search for designs of a total that no other is better than in every aim.

    The total is the area of `projects` (those of the programme unless given); `later` are months
    that part of it may wait for. What is `free`: shares of the projects ("phases"), of the space
    types ("mix") and of the parks ("parks"). `aims` are `lost_area`, `idle_mean`, `idle_end`,
    `waiting_mean`, `peak_waiting`, each also of one space, and `cost`, for which `prices` per
    m² of gross area by space type are needed. They are means over futures, or with `by="tail"`
    means of the worst tenth. Each design is played `replications` times in the search; those that
    seem best are judged on `judge` replications of other worlds.
    Raises ScenarioError and RefusedError.
    """
    check_counts(evaluations, replications, judge)
    chosen = tuple(projects) or scenario.spec.announced
    loaded, more = with_later(scenario.loaded, chosen, later)
    settings = scenario.settings(seed, central, grounded)
    free_of = levers(loaded.spec, chosen, more, free)
    meter = Meter(runner or JobRunner(), evaluations + JUDGED)
    paid = prices_of(free_of, aims, prices or {}, scenario.spec.currency.code)
    jury = Judge(settings, free_of, aims_of(loaded.spec, aims), paid, by, meter)

    def evaluate(designs: Sequence[Design]) -> list[Values]:
        held = [free_of.held(design) for design in designs]
        return [jury.aimed(one) for one in jury.play(loaded, held, range(replications))]

    tried = search(free_of, len(jury.aims), evaluations, settings.seed, evaluate)
    best, fresh = candidates(tried), range(replications, replications + judge)
    (plan,) = jury.play(scenario.loaded, [{}], fresh)
    (plan_seen,) = jury.play(scenario.loaded, [{}], range(replications))
    played = jury.play(loaded, [free_of.held(design) for design, _ in best], fresh)
    judged = [
        jury.judged(design, values, plan, seen)
        for (design, seen), values in zip(best, played, strict=True)
    ]
    answer = OptimiseAnswer(
        aims=jury.aims,
        by=by,
        levers=free_of,
        projects=tuple(name_of(loaded.spec, f"supply.{name}") for name in free_of.projects),
        labels=labels_of(loaded.spec, free_of),
        prices=paid,
        replications=(replications, judge),
        tried=tuple(tried),
        plan=jury.judged(None, plan, plan, jury.aimed(plan_seen)),
        candidates=tuple(judged),
        front=tuple(ahead(judged)),
    )
    asked = {
        "aims": list(aims),
        "projects": list(chosen),
        "later": list(later),
        "free": list(free),
        "prices": dict(prices or {}),
        "by": by,
        "evaluations": evaluations,
        "replications": replications,
        "central": central,
        "grounded": [dict(row) for row in grounded],
    }
    return Finding(
        "optimise", scenario, settings.seed, judge, asked, answer, OptimiseAnswer.screen, _draw
    )


def _draw(answer: OptimiseAnswer, origin: Origin) -> Iterator[Drawn]:
    from sim.experiments.optimise import figure as plot

    yield "20-tradeoff", lambda lang: plot.draw(plot.data(answer, origin), lang)
