"""Play one replication of a plan."""

from __future__ import annotations

from benchmarks.idiomatic.city import City, Records
from sim.scenario.plan.plan import Plan


def play(plan: Plan, seed: int, replication: int) -> Records:
    """Play a replication and return its records."""
    return City(plan, f"{seed}/{replication}").run()


def refusal(plan: Plan) -> str | None:
    """Return what of the model a plan uses that this program leaves out, if anything."""
    stages = [stage for chain in plan.chains for stage in chain]
    uses = {
        "a strict queue": plan.any_strict,
        "a limited list": min(plan.max_waiting) < max(plan.end, 1 << 40),
        "reserves": any(plan.reserves),
        "renewals": bool(plan.renewals),
        "named projects": bool(plan.named),
        "substitutes": any(len(stage.spaces) > 1 for stage in stages),
        "look-ahead": any(stage.look_ahead for stage in stages),
        "kept space": any(stage.keep for stage in stages),
        "priorities": len({stage.priority for stage in stages}) > 1,
        "a fixed order of parks": any(stage.order or stage.stay_put for stage in stages),
        "a common slip": any(lot.timing.slip_common.mean > 0 for lot in plan.lots),
    }
    return next((what for what, used in uses.items() if used), None)
