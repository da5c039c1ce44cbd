"""`decide`: which option loses least, and what would change that?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from sim.api.results import Named
from sim.experiments.answer import RefusedError
from sim.experiments.decide import building_told, projects_told
from sim.experiments.decide.answer import (
    DecideAnswer,
    Dial,
    NumberTurn,
    Option,
    WorthKnowing,
    by_world,
)
from sim.experiments.decide.information import WORLDS, apart_from_luck, number_worth, perfect
from sim.experiments.decide.losses import Losses, all_of, played
from sim.experiments.decide.screen import screen
from sim.experiments.decide.weighing import dial, flip, reach, regions, turns, weigh
from sim.experiments.decide.words import DECIDE, example
from sim.experiments.finding import Finding
from sim.experiments.job_runner import JobRunner
from sim.experiments.together import enough, free, refuse_clock, side_by_side, with_id
from sim.measures.economy.stakes import UNMET, years_counted
from sim.measures.months import Floats, Ints
from sim.plots.frames import Origin
from sim.report.blocks import Section
from sim.runs.grounded import AcceptedFutures
from sim.runs.identity import canonical, digest
from sim.runs.settings import Plans, Settings, drawn_numbers
from sim.scenario.inherit.edit import Override
from sim.scenario.names import labelled, name_of
from sim.scenario.schema import Spec
from sim.scenario.schema.leaves import leaves
from sim.scenario.schema.stakes import Stakes
from sim.scenario.values.amounts import Areas
from sim.scenario.values.dates import DateChance
from sim.text.economy import money_unit
from sim.text.words import Words, in_a_row

if TYPE_CHECKING:
    from sim.api.scenario import Scenario

_EDITS: Final = 2
"""Changes that are told of an option that does not say what it is."""
_SHORT: Final = 30
"""Letters of a value that is told with a change."""
_SHOWN: Final = 2
"""Numbers by which the space of unknowns is cut at most."""


def decide(
    base: Scenario,
    *options: Scenario | str | Path,
    replications: int = 200,
    seed: int | None = None,
    without_base: bool = False,
    central: bool = False,
    grounded: AcceptedFutures | None = None,
    runner: JobRunner | None = None,
) -> Finding[DecideAnswer]:
    """Weigh options by what they lose (`stakes`), future by future with the same luck.

    An option is a scenario, or the file of one or of a delta that is laid over the base; the base
    is the first of them, unless it is left out. The seed is the base's unless one is given. Raises
    ScenarioError for a file, RefusedError for options that cannot be weighed.
    """
    named = _named(base, options, without_base)
    stakes = base.spec.stakes
    assert stakes is not None
    settings, parts_in = side_by_side((base, *named.values()), seed, central, grounded)
    replications = enough(settings, replications)
    runner = runner or JobRunner()
    losses = played([one.loaded for one in named.values()], settings, replications, runner)
    replicas = np.array([settings.world(number) for number in range(replications)])
    plan = Plans(base.spec, settings)(0)
    spec, whole = base.spec, losses.whole
    specs = [option.spec for option in named.values()]
    means = by_world(whole, replicas)
    drawn = _drawn(named, settings, means.shape[1]) if means.shape[1] >= WORLDS else {}
    worth = _worth(named, drawn, means, settings.seed) if drawn else ()
    by = tuple(place for place, one in enumerate(worth) if one.told)[:_SHOWN]
    parts = regions(means, np.array([drawn[worth[place].path] for place in by])) if by else []
    answer = DecideAnswer(
        options=_options(base, named),
        seed=settings.seed,
        replications=replications,
        worlds=means.shape[1],
        since=str(stakes.since),
        weighed=tuple(weigh(whole, replicas)),
        losses=losses,
        replicas=replicas,
        years=years_counted(plan),
        parks=_labels(spec, specs, "parks"),
        spaces=_labels(spec, specs, "spaces"),
        projects=_projects(specs),
        foresight=perfect(whole, replicas),
        of_numbers=_of_numbers(whole, settings),
        numbers=worth,
        regions=tuple(parts),
        by=by,
        dial=_dial(stakes, losses, replicas),
        money=money_unit(float(whole.mean(axis=1).max()), spec.currency.code, spec.currency.zh),
        areas=Areas(spec.area_unit),
    )
    asked = {
        "options": [
            {
                "id": option.id,
                "name": option.name._asdict(),
                "what": option.what._asdict(),
                "scenario": digest(canonical(named[option.id].loaded.raw)),
            }
            for option in answer.options
        ],
        "central": central,
        "grounded": settings.grounded.key,
    }
    return Finding(
        "decide",
        base,
        settings.seed,
        replications,
        asked,
        answer,
        screen,
        _draw,
        parts_in=parts_in,
        sections=_sections,
    )


def _named(
    base: Scenario, options: Sequence[Scenario | str | Path], without_base: bool
) -> dict[str, Scenario]:
    """Return the options by id, copies numbered; RefusedError for what cannot be weighed."""
    if base.spec.stakes is None:
        stakes = example(base.spec.currency.code)
        raise RefusedError(DECIDE["no_stakes"].fill(base=base.id, example=stakes))
    given = [base.option(one) if isinstance(one, str | Path) else one for one in options]
    if len(given) + (not without_base) < 2:
        raise RefusedError(DECIDE["nobody"])
    named: dict[str, Scenario] = {}
    for option in given if without_base else [base, *given]:
        words = {"option": option.id, "base": base.id}
        refuse_clock(base, option)
        if _yardstick(option.spec) != _yardstick(base.spec):
            raise RefusedError(DECIDE["other_stakes"].fill(**words))
        for renewal in _unpriced(option):
            raise RefusedError(DECIDE["unpriced"].fill(**words, renewal=renewal))
        named[free(option.id, named)] = option
    return named


def _yardstick(spec: Spec) -> tuple[Stakes | None, str]:
    """Return by what losses are measured, and in what currency."""
    return spec.stakes, spec.currency.code


def _unpriced(option: Scenario) -> Iterator[str]:
    """Yield the works that turn space into another type and cost nothing that is stated."""
    built = option.spec.economy.construction if option.spec.economy else {}
    for name, works in option.spec.renewals.items():
        turned = works.becomes is not None and works.becomes != works.space
        if turned and works.cost is None and works.becomes not in built:
            yield name


def _options(base: Scenario, named: Mapping[str, Scenario]) -> tuple[Option, ...]:
    """Return the options as they are told; the id behind names that are the same."""
    names = [option.spec.name.words for option in named.values()]
    return tuple(
        Option(key, with_id(name, key) if names.count(name) > 1 else name, _what(base, named[key]))
        for key, name in zip(named, names, strict=True)
    )


def _what(base: Scenario, option: Scenario) -> Words:
    """Return what an option is: its own `why`, else what is changed in the base for it."""
    why = option.spec.why
    if why is not None and (option is base or why != base.spec.why):
        return Words(*(text.rstrip("。. ") for text in why.words))
    known = {(one.verb, one.path, one.new) for one in base.loaded.overrides}
    changed = {
        one.path: one  # what was set last
        for one in option.loaded.overrides
        if (one.verb, one.path, one.new) not in known and one.path.split(".")[0] != "name"
    }
    edits = [*changed.values()]
    if not edits:
        return DECIDE["as_it_is"].fill(file=Path(option.loaded.path).name)
    told = [_edit(one) for one in edits[:_EDITS]]
    if left := len(edits) - len(told):
        told.append(DECIDE["and_more"].fill(count=str(left)))
    return DECIDE["edits"].fill(list=in_a_row(told))


def _edit(one: Override) -> Words:
    if one.verb == "drop":
        return DECIDE["edit_drop"].fill(path=one.path)
    key = "edit" if len(one.new) <= _SHORT else "edit_only"
    return DECIDE[key].fill(path=one.path, new=one.new)


def _labels(
    base: Spec, specs: Sequence[Spec], block: Literal["spaces", "parks"]
) -> dict[str, Words]:
    """Return the names of parks or types of space in the order of the losses, the base's first."""
    all_ = [*reversed(specs), base]
    known = {k: labelled(getattr(s, block), k) for s in all_ for k in getattr(s, block)}
    return {name: known[name] for name in all_of(specs, block)}


def _projects(specs: Sequence[Spec]) -> dict[str, Words]:
    """Return the names of all projects and works, those of the first option first."""
    return {
        key: labelled(block, key)
        for spec in reversed(specs)
        for block in (spec.renewals, spec.supply)
        for key in block
    }


def _of_numbers(whole: Floats, settings: Settings) -> tuple[float, float] | None:
    """Return between which two all numbers are worth knowing, where worlds are played twice."""
    each, pairs = settings.futures_a_world, whole.shape[1] // 2
    if each == 1 or settings.central:
        return None
    return apart_from_luck(whole[:, : 2 * pairs].reshape(len(whole), pairs, 2))


def _drawn(named: Mapping[str, Scenario], settings: Settings, worlds: int) -> dict[str, Floats]:
    """Return the numbers that differ between worlds, [world], those of the first option first."""
    found: dict[str, Floats] = {}
    for option in named.values():
        drawn = drawn_numbers(option.spec, settings, worlds * settings.futures_a_world)
        for path, values in drawn.items():
            if path not in found and np.ptp(values) > 0:
                found[path] = values
    return found


def _worth(
    named: Mapping[str, Scenario], drawn: Mapping[str, Floats], means: Floats, seed: int
) -> tuple[WorthKnowing, ...]:
    """Return what each number is worth, those that are told first, then those worth most."""
    worths = number_worth(means, np.array([*drawn.values()]), seed)
    rows = []
    for (path, values), worth in zip(drawn.items(), worths, strict=True):
        spec, leaf = next(
            (option.spec, leaf)
            for option in named.values()
            if (leaf := leaves(option.spec).get(path)) is not None
        )
        assert not isinstance(leaf, DateChance)
        rows.append(
            WorthKnowing(
                path=path,
                name=name_of(spec, path),
                dimension=leaf.dimension.within(spec.units),
                low=float(values.min()),
                high=float(values.max()),
                value=worth.value,
                error=worth.error,
                held_out=worth.held_out,
                told=worth.told,
                bound=worth.bound,
                turns=tuple(NumberTurn(*turn) for turn in turns(values, worth.fitted)),
            )
        )
    return tuple(sorted(rows, key=lambda one: (not one.told, -one.value, one.path)))


def _dial(stakes: Stakes, losses: Losses, worlds: Ints) -> Dial:
    """Return how the best option depends on the price of what is unmet."""
    stated = {
        space: float(f"{one.unmet.value / one.idle.value:.9g}")  # 5, however it was divided
        for space, one in stakes.spaces.items()
        if one.idle.value > 0
    }
    ends = reach([ratio for ratio in stated.values() if ratio > 0])
    unmet = losses.parts[:, UNMET]
    fixed = losses.whole - unmet
    a, b = fixed.mean(axis=1), losses.alike.mean(axis=1)
    stretches = dial(a, b, ends)
    pairs = [(one.option, other.option) for one, other in pairwise(stretches)]
    return Dial(
        low=ends[0],
        high=ends[1],
        stretches=tuple(stretches),
        flips=tuple(
            flip(fixed[i] - fixed[j], losses.alike[i] - losses.alike[j], worlds) for i, j in pairs
        ),
        stated=stated,
        equal=float(unmet.sum() / losses.alike.sum()) if losses.alike.sum() > 0 else None,
        fixed=a,
        alike=b,
    )


def _sections(answer: DecideAnswer) -> Iterator[Section]:
    yield from projects_told.on_page(answer)
    yield from building_told.on_page(answer)


def _draw(answer: DecideAnswer, origin: Origin) -> Iterator[Named]:
    from sim.experiments.decide import figure as plot

    yield "27-decide", lambda lang: plot.draw(plot.data(answer, origin), lang)
