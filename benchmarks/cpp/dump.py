"""Write the plans of a scenario for the C++ engine, in the order in which plan.h reads them.

Run as a module from the folder of the project:

    python -m benchmarks.cpp.dump SCENARIO FILE [--worlds 4] [--central]
"""

from __future__ import annotations

import argparse
from array import array
from collections.abc import Callable, Iterable, Sequence
from math import inf
from pathlib import Path
from typing import TypeVar

from sim.draws.inverse import pert_shapes
from sim.draws.keys import word
from sim.draws.tables import Table, beta, log_gamma
from sim.runs.settings import Settings, plan_of
from sim.scenario.load import load
from sim.scenario.plan.eventkey import EventKey
from sim.scenario.plan.plan import FOREVER, Plan, StagePlan, StreamPlan, Timing
from sim.scenario.values.distributions import Distribution

T = TypeVar("T")
MAGIC = 0x6F61686E697A7001
(
    CONSTANT,
    LINEAR,
    TRIANGULAR,
    BETA,
    EXPONENTIAL,
    LOGNORMAL,
    GAMMA,
    WEIBULL,
    DISCRETE,
    UNIFORM_BIASED,
    TRIANGULAR_BIASED,
    BETA_BIASED,
    WEIBULL_BIASED,
) = range(13)
"""Kinds of laws, as in draws.h."""


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

    def many(self, items: Iterable[T], write: Callable[[T], None]) -> None:
        """Write a count and as many items."""
        found = list(items)
        self.integers(len(found))
        for item in found:
            write(item)

    def law(self, law: Distribution, biased: bool = False) -> None:
        """Write a law with its constants folded as in `sim.draws.inverse`."""
        kind, params, tables, values, sums = (_biased if biased else _plain)(law)
        self.integers(kind)
        self.floats(*params, *[0.0] * (5 - len(params)))
        numbers = [self._number(table) for table in tables]
        self.integers(*numbers, *[-1] * (2 - len(numbers)))
        self.many(values, self.floats)
        self.many(sums, self.floats)

    def _number(self, table: Table) -> int:
        self.tables.setdefault(id(table), table)
        return list(self.tables).index(id(table))


Form = tuple[int, Sequence[float], Sequence[Table], Sequence[float], Sequence[float]]
"""Kind, constants, tables, and values with the sums of their shares."""


def _plain(law: Distribution) -> Form:
    p, form = law.params, _form
    if law.kind in {"triangular", "pert"} and p[0] == p[2]:
        return form(CONSTANT, p[0])
    match law.kind:
        case "constant":
            return form(CONSTANT, p[0])
        case "forever":
            return form(CONSTANT, inf)
        case "uniform":
            return form(LINEAR, p[0], p[1] - p[0])
        case "triangular":
            a, m, b = p
            return form(TRIANGULAR, a, b, (m - a) / (b - a), (b - a) * (m - a), (b - a) * (b - m))
        case "pert":
            return form(BETA, p[0], p[2] - p[0], tables=[beta(*pert_shapes(*p))])
        case "exponential":
            return form(EXPONENTIAL, p[0])
        case "lognormal":
            return form(LOGNORMAL, *p)
        case "gamma":
            return form(GAMMA, p[1], tables=[log_gamma(p[0])])
        case "weibull":
            return form(WEIBULL, p[0], 1.0 / p[1])
        case "discrete":
            return _pick(p[::2], p[1::2])


def _biased(law: Distribution) -> Form:
    p, form = law.params, _form
    match law.kind:
        case "uniform":
            return form(UNIFORM_BIASED, p[0] * p[0], p[1] * p[1] - p[0] * p[0])
        case "triangular" if p[0] < p[2]:
            return form(TRIANGULAR_BIASED, *p, (p[0] + p[1] + p[2]) / 3.0)
        case "pert" if p[0] < p[2]:
            a, m, b = p
            alpha, beta_ = pert_shapes(a, m, b)
            share = a / ((a + 4.0 * m + b) / 6.0)
            tables = [beta(alpha, beta_), beta(alpha + 1.0, beta_)]
            return form(BETA_BIASED, a, b - a, share, tables=tables)
        case "exponential":
            return form(GAMMA, p[0], tables=[log_gamma(2.0)])
        case "lognormal":
            return form(LOGNORMAL, p[0] + p[1] * p[1], p[1])
        case "gamma":
            return form(GAMMA, p[1], tables=[log_gamma(p[0] + 1.0)])
        case "weibull":
            return form(WEIBULL_BIASED, p[0], 1.0 / p[1], tables=[log_gamma(1.0 + 1.0 / p[1])])
        case "discrete" if any(x * share for x, share in zip(p[::2], p[1::2], strict=True)):
            return _pick(p[::2], [x * share for x, share in zip(p[::2], p[1::2], strict=True)])
    return _plain(law)


def _form(kind: int, *params: float, tables: Sequence[Table] = ()) -> Form:
    return kind, params, tables, (), ()


def _pick(values: Sequence[float], weights: Sequence[float]) -> Form:
    total, running, sums = sum(weights), 0.0, []
    for weight in weights:
        running += weight
        sums.append(running / total)
    return DISCRETE, (), (), values, sums


def dump(plans: dict[int, Plan], seed: int, path: Path) -> None:
    """Write plans by world; world −1 is played by all replications."""
    body = Writer()
    body.many(plans.items(), lambda item: _plan(body, *item))
    head = Writer()
    head.integers(MAGIC, seed % (1 << 64))
    head.many(body.tables.values(), lambda table: _table(head, table))
    path.write_bytes(head.items.tobytes() + body.items.tobytes())


def _table(out: Writer, table: Table) -> None:
    """Write the first node, the step between nodes, and F."""
    out.floats(table.low, table.step)
    out.many(table.f, out.floats)


def left_out(plan: Plan) -> list[str]:
    """Return the parts of a plan that the C++ engine does not play."""
    stages = [stage for chain in plan.chains for stage in chain]
    timings = [lot.timing for lot in plan.lots] + [one.timing for one in plan.renewals]
    parts = {
        "an opening that grew": any(stream.grew for stream in plan.streams),
        "triggers": bool(plan.triggers),
        "lead": any(timing.lead.mean > 0 for timing in timings),
        "retirement": any(one.ratio == 0.0 for one in plan.renewals),
        "time to take back": any(one.vacate_within < FOREVER for one in plan.renewals),
        "rent": any(plan.rents),
        "whole units": any(unit > 1 for unit in plan.units),
        "ground floors": any(floor is not None for floor in plan.floors),
        "returns": plan.returns is not None,
        "own plants": bool(plan.plants),
        "builders at the opening": any(one.building > 0 for one in plan.pipeline),
        "makers' own area": any(s.cdmo_area or s.cdmo_chance < 1.0 for s in stages),
    }
    return [name for name, used in parts.items() if used]


def _plan(out: Writer, world: int, plan: Plan) -> None:
    if parts := left_out(plan):
        raise ValueError(f"not in the C++ engine: {', '.join(parts)}")
    key, rank = EventKey.of(plan), {name: i for i, name in enumerate(plan.entities)}
    out.integers(world, plan.end, plan.months, len(plan.parks), len(plan.spaces))
    out.integers(len(plan.tracks), len(plan.stages), len(plan.entities))
    out.integers(key.number_bits, key.stage_bits, key.entity_bits, key.ordinal_bits)
    out.many(map(word, plan.park_lucks), out.integers)
    out.many(plan.strict, out.integers)
    out.many(plan.max_waiting, out.integers)
    out.many(range(len(plan.capacity)), lambda pool: _pool(out, plan, rank, pool))
    out.many(plan.chains, lambda c: out.many(c, lambda stage: _stage(out, plan, rank, stage)))
    out.many(plan.streams, lambda stream: _stream(out, rank, stream))
    out.integers(len(plan.named))
    for n in plan.named:
        out.integers(rank[n.id], n.track, n.entry, word(n.luck), n.earliest, n.latest, n.area)
    out.integers(len(plan.lots))
    for lot in plan.lots:
        out.integers(rank[lot.id], lot.lot, word(lot.luck))
        out.many(lot.cells, lambda cell: out.integers(*cell))
        _timing(out, lot.timing)
        out.floats(lot.suspended)
        out.law(lot.resume)
    out.integers(len(plan.renewals))
    for r in plan.renewals:
        out.integers(rank[r.id], r.pool, r.target, word(r.luck), r.area, r.vacate_by)
        out.floats(r.ratio)
        _timing(out, r.timing)
    out.many(plan.fill_order, out.integers)
    out.integers(len(plan.pipeline))
    for entry in plan.pipeline:
        stream = plan.streams[entry.stream]
        stage = plan.chains[stream.track][entry.position]
        name = f"pipeline/{stream.id}/{plan.stages[stage.stage]}"
        out.integers(entry.stream, entry.position, rank[name], word(f"{stream.luck}/{stage.luck}"))
        out.floats(entry.cdmo, entry.self_build, entry.no_space)


def _pool(out: Writer, plan: Plan, rank: dict[str, int], pool: int) -> None:
    space, park = divmod(pool, len(plan.parks))
    reserve = plan.reserves[pool]
    out.integers(plan.capacity[pool], plan.occupied[pool], plan.limit[pool])
    out.integers(rank[f"opening/{plan.spaces[space]}/{plan.parks[park]}"])
    out.integers(word(f"{plan.space_lucks[space]}@{plan.park_lucks[park]}"))
    out.floats(reserve.share if reserve else 0.0)
    out.integers(sum(1 << track for track in reserve.tracks) if reserve else 0)
    options = [c for c in plan.candidates[space] if c.weights[park] > 0.0]
    out.integers(len(options))
    for c in options:
        stream = plan.streams[c.stream]
        stage = plan.chains[stream.track][c.position]
        out.integers(c.stream, c.position)
        out.floats(c.weights[park])
        out.integers(word(f"{stream.luck}/{stage.luck}"))


def _stage(out: Writer, plan: Plan, rank: dict[str, int], s: StagePlan) -> None:
    out.integers(s.stage, word(s.luck))
    out.many(s.spaces, out.integers)
    out.many(s.order, out.integers)
    out.many(s.weights, out.floats)
    for law in (s.area, s.duration, s.fit_out, s.patience, s.build):
        out.law(law)
    for law in (s.duration, s.fit_out):
        out.law(law, biased=True)
    out.floats(s.elsewhere, s.cdmo, s.self_build, s.success, s.cdmo_share)
    out.floats(s.fit_out.mean, s.duration.mean)
    out.integers(s.cdmo_stream)
    ranks: list[int] = []
    if s.cdmo_stream >= 0:
        asks, name = plan.streams[s.cdmo_stream].id, plan.stages[s.stage]
        ranks = [rank.get(f"{asks}:{entity}/{name}", -1) for entity in plan.entities]
    out.many(ranks, out.integers)
    out.integers(s.look_ahead, s.prelet, s.priority, s.spillover)
    out.integers(s.release, s.keep, s.stay_put, s.choices, s.growth is not None)
    if s.growth is not None:
        for law in (s.growth.every, s.growth.area, s.growth.patience, s.growth.fit_out):
            out.law(law)
        out.law(s.growth.every, biased=True)


def _stream(out: Writer, rank: dict[str, int], stream: StreamPlan) -> None:
    out.integers(rank[stream.id], stream.track, stream.entry, word(stream.luck))
    out.many(stream.times, out.floats)
    out.many(stream.arrivals, out.floats)


def _timing(out: Writer, timing: Timing) -> None:
    out.integers(timing.earliest, timing.latest)
    for law in (timing.construction, timing.slip, timing.slip_common, timing.lag):
        out.law(law)


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
    dump(plans, spec.seed, options.file)


if __name__ == "__main__":
    main()
