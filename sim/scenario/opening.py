"""The stationary flow through the stages, which sets who sits where at the opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isinf

from sim.scenario.plan import Candidate, Pipeline, StagePlan, StreamPlan

Chains = Sequence[Sequence[StagePlan]]
Flows = Mapping[tuple[int, int], float]
"""(stream, position in its chain) → companies per month that come to the stage."""


def flows(streams: Sequence[StreamPlan], chains: Chains) -> Flows:
    """Return the rate into each stage at the rates of the start, without losses in waiting.

    Contract manufacturers' requests enter their stream at the rate of outsourced stages.
    """
    rates: dict[tuple[int, int], float] = {}
    asked = [0.0] * len(streams)
    # Streams that contract manufacturers feed come last, so that their feed is complete.
    fed = {stage.cdmo_stream for chain in chains for stage in chain}
    for i in sorted(range(len(streams)), key=lambda i: i in fed):
        stream = streams[i]
        rate = stream.rate + asked[i]
        for position in range(stream.entry, len(chains[stream.track])):
            stage = chains[stream.track][position]
            rates[i, position] = rate
            stays = rate * (1.0 - stage.elsewhere)
            if stage.cdmo_stream >= 0:
                asked[stage.cdmo_stream] += stays * stage.cdmo * stage.cdmo_chance
            rate = stays * stage.success
    return rates


def candidates(
    spaces: int, streams: Sequence[StreamPlan], chains: Chains, rates: Flows
) -> tuple[tuple[Candidate, ...], ...]:
    """Return by space type who may be a tenant at the opening, with weights by park.

    The weight is rate × P(lease) × E[fit-out + stay] × share of the park: the mean
    number of tenants by Little's law. A stay for ever outweighs every finite one.
    """
    stays = [[stage.fit_out.mean + stage.duration.mean for stage in chain] for chain in chains]
    found: list[list[tuple[float, Candidate]]] = [[] for _ in range(spaces)]
    for (i, position), rate in sorted(rates.items()):
        track = streams[i].track
        stage, stay = chains[track][position], stays[track][position]
        flow = rate * stage.lease
        if flow <= 0.0:
            continue
        number = flow if isinf(stay) else flow * stay
        weights = tuple([number * share for share in stage.shares])
        found[stage.spaces[0]].append((stay, Candidate(i, position, weights)))
    result = []
    for options in found:
        forever = [c for stay, c in options if stay == inf]
        result.append(tuple(forever or [c for _, c in options]))
    return tuple(result)


def fill_order(spaces: int, chains: Chains) -> tuple[int, ...]:
    """Return the space types, latest stage first: its tenants may keep space of earlier ones."""
    latest = [-1] * spaces
    for chain in chains:
        for position, stage in enumerate(chain):
            latest[stage.spaces[0]] = max(latest[stage.spaces[0]], position)
    return tuple(sorted(range(spaces), key=lambda s: (-latest[s], s)))


def pipeline(streams: Sequence[StreamPlan], chains: Chains, rates: Flows) -> tuple[Pipeline, ...]:
    """Return the mean number of companies in mid-stage that lease nothing: rate × stay.

    Those that never leave their plant ask for nothing again and are left out.
    """
    found = []
    for (i, position), rate in sorted(rates.items()):
        stage = chains[streams[i].track][position]
        stay = stage.duration.mean
        if isinf(stay):
            continue
        outsourced = rate * (1.0 - stage.elsewhere) * stage.cdmo * stay
        own = rate * (1.0 - stage.elsewhere) * (1.0 - stage.cdmo) * stage.self_build * stay
        if outsourced + own > 0.0:
            found.append(Pipeline(i, position, outsourced, own))
    return tuple(found)
