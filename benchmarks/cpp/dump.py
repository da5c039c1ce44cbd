"""Write the plans of a scenario for the C++ program, in the order in which plan.h reads them.

Run as a module from the folder of the project:

    python -m benchmarks.cpp.dump SCENARIO FILE [--worlds 4] [--central]
"""

from __future__ import annotations

import argparse
import sys
from array import array
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.played import PLAYED, RESTS, unplayed
from benchmarks.timing import RefusedError
from sim.draws.inverse import pert_shapes
from sim.draws.keys import word
from sim.draws.tables import Table, beta, log_gamma
from sim.measures.counting.maturity import STEPS, after_opening
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.pooled import day_count
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan.eventkey import EventKey
from sim.scenario.plan.identities import guest_id
from sim.scenario.plan.plan import Candidate, Pipeline, Plan, StagePlan
from sim.scenario.schema import Spec
from sim.scenario.values.distributions import Distribution

MAGIC = 0x6F61686E697A7003
CONSTANT, TRIANGULAR, BETA, EXPONENTIAL, LOGNORMAL, GAMMA, BETA_BIASED = range(7)
"""Kinds of laws, as in draws.h."""


Form = tuple[int, tuple[float, ...], tuple[Table, ...]]
"""Kind, constants and tables of a law."""


def _constant(x: float) -> Form:
    return CONSTANT, (x,), ()


def _triangular(a: float, m: float, b: float) -> Form:
    left, right = (b - a) * (m - a), (b - a) * (b - m)
    return TRIANGULAR, (a, b, (m - a) / (b - a), left, right), ()


def _pert(a: float, m: float, b: float) -> Form:
    return BETA, (a, b - a), (beta(*pert_shapes(a, m, b)),)


def _exponential(mean: float) -> Form:
    return EXPONENTIAL, (mean,), ()


def _lognormal(mu: float, sigma: float) -> Form:
    return LOGNORMAL, (mu, sigma), ()


def _pert_biased(a: float, m: float, b: float) -> Form:
    alpha, beta_ = pert_shapes(a, m, b)
    share = a / ((a + 4.0 * m + b) / 6.0)
    return BETA_BIASED, (a, b - a, share), (beta(alpha, beta_), beta(alpha + 1.0, beta_))


def _exponential_biased(mean: float) -> Form:
    return GAMMA, (mean,), (log_gamma(2.0),)


def _lognormal_biased(mu: float, sigma: float) -> Form:
    return LOGNORMAL, (mu + sigma * sigma, sigma), ()


_LAWS: dict[str, Callable[..., Form]] = {
    "constant": _constant,
    "triangular": _triangular,
    "pert": _pert,
    "exponential": _exponential,
    "lognormal": _lognormal,
}
_BIASED: dict[str, Callable[..., Form]] = {
    "constant": _constant,
    "pert": _pert_biased,
    "exponential": _exponential_biased,
    "lognormal": _lognormal_biased,
}
"""Laws of `benchmarks.played`, constants folded as in `sim.draws.inverse`; length-biased laws."""


class Writer:
    """Eight-byte numbers of plans, with the quantile tables that they share."""

    def __init__(self) -> None:
        self.items = array("q")
        self.tables: dict[int, Table] = {}
        """By identity: equal laws share a table."""

    def integers(self, *values: int) -> None:
        """Write whole numbers; words of 64 bits as two's complement."""
        self.items.extend(v - (1 << 64) if v >= 1 << 63 else v for v in values)

    def floats(self, *values: float) -> None:
        """Write floats by their bits."""
        self.items.frombytes(array("d", values).tobytes())

    def law(self, form: Form) -> None:
        """Write a law."""
        kind, params, tables = form
        self.integers(kind)
        self.floats(*params, *[0.0] * (5 - len(params)))
        numbers = [self._number(table) for table in tables]
        self.integers(*numbers, *[-1] * (2 - len(numbers)))

    def _number(self, table: Table) -> int:
        self.tables.setdefault(id(table), table)
        return list(self.tables).index(id(table))


class PlanWriter:
    """Writes one plan."""

    def __init__(self, out: Writer, plan: Plan) -> None:
        self._out, self._plan = out, plan
        self._rank = {name: i for i, name in enumerate(plan.entities)}

    def put(self, part: object, name: str = "Plan") -> None:
        """Write a field: ids by rank, other strings by the word of their draws."""
        out = self._out
        match part:
            case None:
                out.integers(0)
            case int():
                out.integers(part)
            case float():
                out.floats(part)
            case str():
                out.integers(self._rank[part] if name.endswith(".id") else word(part))
            case tuple() | array() if type(part).__name__ not in PLAYED:
                out.integers(len(part))
                for item in part:
                    self.put(item, name)
            case Distribution():
                out.law(_LAWS[part.kind](*part.params))
                if name in RESTS:
                    out.law(_BIASED[part.kind](*part.params))
            case _:
                owner = type(part).__name__
                if owner == "Growth":
                    out.integers(1)  # where None is 0
                for field in PLAYED[owner]:
                    self.put(getattr(part, field), f"{owner}.{field}")
                self._derived(part)

    def _derived(self, part: object) -> None:
        """Write what a part needs beside its fields: ranks and words of names made of several."""
        out, plan, rank = self._out, self._plan, self._rank
        match part:
            case StagePlan():
                asks = plan.streams[part.cdmo_stream].id if part.cdmo_stream >= 0 else ""
                names = [guest_id(asks, e, plan.stages[part.stage]) for e in plan.entities]
                self.put(tuple(rank.get(name, -1) for name in names) if asks else ())
            case Candidate():
                out.integers(self._stay(part)[0])
            case Pipeline():
                luck, name = self._stay(part)
                out.integers(rank[f"pipeline/{name}"], luck)
            case Plan():
                for space, space_luck in zip(plan.spaces, plan.space_lucks, strict=True):
                    for park, park_luck in zip(plan.parks, plan.park_lucks, strict=True):
                        out.integers(rank[f"opening/{space}/{park}"])
                        out.integers(word(f"{space_luck}@{park_luck}"))
                ramps = _ramps(plan)
                out.integers(len(ramps))
                for ramp in ramps:
                    out.integers(*ramp)

    def _stay(self, part: Candidate | Pipeline) -> tuple[int, str]:
        """Return the word of the draws of a stream's companies in a stage, and their name."""
        stream = self._plan.streams[part.stream]
        stage = self._plan.chains[stream.track][part.position]
        name = f"{stream.id}/{self._plan.stages[stage.stage]}"
        return word(f"{stream.luck}/{stage.luck}"), name


def dump(plans: dict[int, Plan], spec: Spec, path: Path, seed: int | None = None) -> None:
    """Write plans of a scenario by world; world −1 is played by all replications.

    `seed` is the scenario's own unless it is given. Raises RefusedError for a plan that the
    program does not play.
    """
    body, head = Writer(), Writer()
    _measures(body, spec, next(iter(plans.values())))
    body.integers(len(plans))
    for world, plan in plans.items():
        if names := unplayed(plan):
            raise RefusedError(f"not played in C++: {', '.join(names)}")
        key = EventKey.of(plan)
        body.integers(world, key.number_bits, key.stage_bits, key.entity_bits, key.ordinal_bits)
        PlanWriter(body, plan).put(plan)
    head.integers(MAGIC, (spec.seed if seed is None else seed) % (1 << 64), len(body.tables))
    for table in body.tables.values():
        head.floats(table.low, table.step)
        head.integers(len(table.f))
        head.floats(*table.f)
    path.write_bytes(head.items.tobytes() + body.items.tobytes())


def _ramps(plan: Plan) -> list[tuple[int, ...]]:
    """Return by track and stage: whether it has an output, its ramp, what stands at the opening."""
    terms, found = plan.economy, []
    for track, chain in enumerate(plan.chains if terms else ()):
        stages = {stage.stage: stage for stage in chain}
        for rank in range(len(plan.stages)):
            stage = stages.get(rank)
            if terms is None or stage is None or not terms.density[stage.spaces[0]][track] > 0:
                found.append((0,) * (2 + 1 + STEPS))
                continue
            ramp = terms.ramp[stage.spaces[0]][track]
            found.append((1, ramp, *after_opening(stage.duration, ramp)))
    return found


def _measures(out: Writer, spec: Spec, plan: Plan) -> None:
    """Write what is counted, the same in every world."""
    asked = measure_spec(spec, plan)
    out.integers(plan.record_from, day_count(plan), asked.year_count)
    for numbers in (asked.years, asked.steps):
        out.integers(len(numbers), *numbers.tolist())
    tracks = asked.of_check @ (1 << np.arange(len(plan.tracks)))
    checks = np.column_stack([asked.checks, tracks])
    out.integers(len(checks), *checks.ravel().tolist())


def main() -> None:
    """Write the plans that the first worlds of a scenario play."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("file", type=Path)
    parser.add_argument("--worlds", type=int, default=4, help="pairs of replications")
    parser.add_argument("--central", action="store_true", help="hold ranges at their values")
    options = parser.parse_args()
    spec = load(options.scenario).spec
    settings = Settings(spec.seed, central=options.central)
    if options.central:
        plans = {-1: plan_of(spec, settings, 0)}
    else:
        plans = {world: plan_of(spec, settings, 2 * world) for world in range(options.worlds)}
    try:
        dump(plans, spec, options.file)
    except RefusedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
