"""`sweep`: play a design over any numbers of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sim.api.finding import Finding
from sim.experiments.names import name_of
from sim.experiments.points import Point, played
from sim.experiments.sweep.answer import Row, SweepAnswer
from sim.experiments.sweep.design import Factor, Kind, changes
from sim.experiments.workbench import Workbench
from sim.plots.frames import Origin
from sim.runs.executors import Failure
from sim.text.figures import Lang

if TYPE_CHECKING:
    from sim.api.scenario import Scenario
    from sim.plots.style import Panels


def sweep(
    scenario: Scenario,
    vary: Mapping[str, Sequence[object]],
    design: Kind = "grid",
    replications: int = 100,
    seed: int | None = None,
    *,
    central: bool = False,
    grounded: Sequence[Mapping[str, float]] = (),
    bench: Workbench | None = None,
) -> Finding[SweepAnswer]:
    """Play every point of a design: `vary` holds the values of each path, as in YAML.

    All points share their luck, so that what differs between them is what was changed.
    Raises ScenarioError for a value that the scenario refuses and RefusedError for a design that
    makes no sense.
    """
    factors = tuple(Factor(path, tuple(values)) for path, values in vary.items())
    rows = changes(factors, design)
    for factor in factors:
        for value in factor.values:
            scenario.with_({factor.path: value})  # strict at the door: the whole design is good
    settings = scenario.settings(seed, central, grounded)
    points = [Point(range(replications), changes=row) for row in rows]
    found: dict[int, Row] = {}
    for index, one in played(scenario.loaded, settings, points, bench or Workbench()):
        if isinstance(one, Failure):
            found[index] = Row(rows[index], None, one)
        else:
            found[index] = Row(rows[index], one)
    answer = SweepAnswer(
        factors=factors,
        names=tuple(name_of(scenario.spec, factor.path) for factor in factors),
        replications=replications,
        rows=tuple(found[index] for index in range(len(rows))),
    )
    asked = {
        "design": design,
        "vary": [[factor.path, list(factor.values)] for factor in factors],
        "central": central,
        "grounded": [dict(row) for row in grounded],
    }
    return Finding("sweep", scenario, settings.seed, replications, asked, answer, _draw)


def _draw(answer: SweepAnswer, origin: Origin, lang: Lang) -> Iterable[Panels]:
    from sim.plots import sweep as plot

    yield plot.draw(plot.data(answer, origin), lang)
