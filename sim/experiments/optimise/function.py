"""`optimise`: which mix, parks and phases of a given total do best, several aims at once?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sim.api.grounding import Varied, continued
from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.optimise.answer import By, OptimiseAim, OptimiseAnswer
from sim.experiments.optimise.levers import LEVERS, Design, LeverKind, Levers, levers, with_later
from sim.experiments.optimise.screen import screen
from sim.experiments.optimise.search import (
    JUDGED,
    POPULATION,
    Judge,
    Meter,
    Values,
    candidates,
    search,
    undominated,
)
from sim.experiments.optimise.words import AIMS, OPTIMISE
from sim.plots.frames import Origin
from sim.runs.grounded import AcceptedFutures
from sim.scenario.names import labelled, name_of
from sim.scenario.schema import Spec
from sim.scenario.values.units import YUAN
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

SHELL: Final = 4200.0
"""Yuan per m² of gross area where no price is given: the mode of what three contracts for shells
paid, 3,300 to 9,000 (厦门五期 5.6亿/16.8万, 金工 1.28亿/3.1万, and a third 5.8亿/6.41万 m²)."""
LEAST: Final = 4
"""Fewest replications: two worlds."""


def optimise(
    scenario: Scenario,
    aims: Sequence[str] = ("lost_area", "idle_mean"),
    projects: Sequence[str] = (),
    later: Sequence[str] = (),
    free: Sequence[LeverKind] = LEVERS,
    prices: Mapping[str, float] | None = None,
    by: By = "mean",
    evaluations: int = 300,
    replications: int = 20,
    judge: int = 200,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
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
    chosen = tuple(projects) or scenario.spec.announced
    loaded, more = with_later(scenario.loaded, chosen, later)
    free_of = levers(loaded.spec, chosen, more, free)
    settings = scenario.settings(seed, central, grounded)
    settings, parts_in = continued(
        settings, (Varied.held(loaded.spec, free_of.held(design)) for design in free_of.corners())
    )
    left = settings.most(replications + judge) - replications
    judge = left - left % 2 if left < judge else judge  # intervals take futures two by two
    _check_counts(evaluations, replications, judge)
    meter = Meter(runner or JobRunner(), evaluations + JUDGED)
    paid = _prices(free_of, aims, prices or {}, scenario.spec.currency.code)
    jury = Judge(settings, free_of, _aims(loaded.spec, aims), paid, by, meter)

    def evaluate(designs: Sequence[Design]) -> list[Values]:
        held = [free_of.held(design) for design in designs]
        return [jury.aimed(played) for played in jury.play(loaded, held, range(replications))]

    tried = search(free_of, len(jury.aims), evaluations, settings.seed, evaluate)
    best, fresh = candidates(tried), range(replications, replications + judge)
    (plan,) = jury.play(scenario.loaded, [{}], fresh)
    (plan_seen,) = jury.play(scenario.loaded, [{}], range(replications))
    played = jury.play(loaded, [free_of.held(design) for design, _ in best], fresh)
    judged = [
        jury.judged(design, values, plan, searched)
        for (design, searched), values in zip(best, played, strict=True)
    ]
    answer = OptimiseAnswer(
        aims=jury.aims,
        by=by,
        levers=free_of,
        projects=tuple(name_of(loaded.spec, f"supply.{name}") for name in free_of.projects),
        labels=_labels(loaded.spec, free_of),
        prices=paid,
        replications=(replications, judge),
        tried=tuple(tried),
        plan=jury.judged(None, plan, plan, jury.aimed(plan_seen)),
        candidates=tuple(judged),
        front=tuple(undominated(judged)),
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
        "grounded": settings.grounded.key,
    }
    return Finding(
        "optimise",
        scenario,
        settings.seed,
        judge,
        asked,
        answer,
        screen,
        _draw,
        parts_in=parts_in,
    )


def _check_counts(evaluations: int, replications: int, judge: int) -> None:
    """Refuse numbers of designs and replications that no answer can come of."""
    if evaluations < POPULATION:
        raise RefusedError(OPTIMISE["few_evaluations"].fill(least=str(POPULATION)))
    if any(count < LEAST or count % 2 for count in (replications, judge)):
        raise RefusedError(OPTIMISE["odd"].fill(least=str(LEAST)))


def _aims(spec: Spec, keys: Sequence[str]) -> tuple[OptimiseAim, ...]:
    """Return aims by their names, such as `lost_area` and `idle_mean.lab`."""
    aims = []
    for key in dict.fromkeys(keys):
        measure, _, space = key.partition(".")
        of_space = space in spec.spaces and measure not in ("cost", "lost_area")
        if measure not in AIMS or not (of_space or key == measure):
            raise RefusedError(OPTIMISE["bad_aim"].fill(name=key, known=", ".join(AIMS)))
        name = AIMS[measure]
        if space:
            of = name_of(spec, f"spaces.{space}")
            name = Words(f"{name.zh}（{of.zh}）", f"{name.en} ({of.en})")
        aims.append(OptimiseAim(key, name, spec.units))
    if len(aims) < 2:
        raise RefusedError(OPTIMISE["one_aim"])
    return tuple(aims)


def _prices(
    levers: Levers, aims: Sequence[str], given: Mapping[str, float], currency: str
) -> Mapping[str, float]:
    """Return the price of every space type per m² of gross area; none if cost is no aim."""
    for space, price in given.items():
        if space not in levers.spaces:
            words = {"name": space, "known": ", ".join(levers.spaces)}
            raise RefusedError(OPTIMISE["no_space"].fill(**words))
        if not price > 0:
            raise RefusedError(OPTIMISE["bad_price"].fill(name=space))
    if "cost" not in aims:
        return {}
    lacking = [space for space in levers.spaces if space not in given]
    if currency != YUAN and lacking:
        raise RefusedError(OPTIMISE["no_price"].fill(names=", ".join(lacking), code=currency))
    prices = {space: given.get(space, SHELL) for space in levers.spaces}
    if len(set(prices.values())) == 1 or "mix" not in levers.parts:
        raise RefusedError(OPTIMISE["same_cost"])
    return prices


def _labels(spec: Spec, levers: Levers) -> dict[str, Words]:
    """Return the names of the parts of levers, by `lever.part`."""
    blocks = {"phases": "supply", "mix": "spaces", "parks": "parks"}
    names = {}
    for lever, parts in levers.parts.items():
        for part in parts:
            names[f"{lever}.{part}"] = labelled(getattr(spec, blocks[lever]), part)
    return names


def _draw(answer: OptimiseAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.optimise import figure as plot

    yield "20-tradeoff", lambda lang: plot.draw(plot.data(answer, origin), lang)
