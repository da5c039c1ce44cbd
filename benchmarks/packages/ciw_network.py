"""The reduced model in Ciw: a network of nodes with servers and reneging.

It records what Ciw always records: one row for every visit to a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ciw

from benchmarks.packages.stations import Outcome, Station


def play(line: Sequence[Station], horizon: float, seed: int) -> Any:
    """Play the stations for `horizon` months and return the simulation with its records."""
    last = len(line) - 1
    network = ciw.create_network(
        arrival_distributions=[
            ciw.dists.Exponential(s.arrivals) if s.arrivals > 0 else None for s in line
        ],
        service_distributions=[ciw.dists.Exponential(1.0 / s.duration) for s in line],
        reneging_time_distributions=[ciw.dists.Exponential(1.0 / s.patience) for s in line],
        routing=[
            [s.success if i < last and j == i + 1 else 0.0 for j in range(len(line))]
            for i, s in enumerate(line)
        ],
        number_of_servers=[s.servers for s in line],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(horizon)
    return simulation, simulation.get_all_records()


def outcome(played: Any, line: Sequence[Station]) -> Outcome:
    """Count what a simulation recorded, those still in service included."""
    simulation, records = played
    nodes = range(1, len(line) + 1)
    out = Outcome(waits=[[] for _ in line], lost=[0] * len(line))
    for record in records:
        if record.record_type == "renege":
            out.lost[record.node - 1] += 1
        else:
            out.waits[record.node - 1].append(record.waiting_time)
    for node in nodes:
        inside = simulation.nodes[node].all_individuals
        served = [one for one in inside if one.service_start_date is not False]
        out.waits[node - 1] += [one.service_start_date - one.arrival_date for one in served]
        out.busy.append(len(served))
    out.arrivals = simulation.nodes[0].number_of_individuals
    return out
