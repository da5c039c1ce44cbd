"""How likely a company is to come through to the end of its chain."""

from __future__ import annotations

from math import prod

from sim.scenario.plan.chains import stage_fields
from sim.scenario.schema import Spec


def success_from_each_stage(spec: Spec) -> dict[str, dict[str, float]]:
    """Return by track and stage the product of success from that stage to the last, in percent.

    Ranges are held at their values; leaving the city and waiting are not counted.
    """
    found = {}
    for name, track in spec.tracks.items():
        chain = track.chain or spec.chain
        fields = [stage_fields(spec, name, stage) for stage in chain]
        shares = [f["success"][1].value if "success" in f else 1.0 for f in fields]
        found[name] = {s: 100.0 * prod(shares[i:]) for i, s in enumerate(chain)}
    return found
