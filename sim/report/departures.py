"""Who leaves: by stage, by reason, and which tracks most."""

from __future__ import annotations

import numpy as np

from sim.measures.counting.counts import FLOW
from sim.measures.counting.outcomes import REASONS
from sim.measures.months import Bools, Floats
from sim.report.blocks import Block, filled, heading, paragraph, table
from sim.report.run_view import RunView
from sim.text.story import STORY
from sim.text.words import Words, listed

_MOST = 3
"""Kinds of companies named."""
_SHOWN = ("started", "succeeded", "failed", "closed", "elsewhere", "housed", "cdmo", "self_build")
_RARE = ("housed", "closed")
"""What is shown where it happens."""


def departures(view: RunView) -> list[Block]:
    """Who goes elsewhere and who is lost for want of space, then yearly means by stage.

    What is said is of the city's own trade, then of others; the table counts all.
    """
    flows, gone = leaving(view)
    own = of_own_trade(view)
    leaks, lost = flows[:, :, FLOW.index("elsewhere")] * own, gone[..., 0] * own
    lines = heading(2, STORY["leave"])
    for key, counted in (("leave_said", own), ("leave_others", ~own)):
        if counted.any():
            said = filled(STORY[key], **numbers_of(view, flows[:, counted], gone[:, counted]))
            lines += paragraph(said)
    for key, counts in (("leaks_most", leaks), ("lost_most", lost)):
        if counts.sum() > 0:
            lines += paragraph(filled(STORY[key], who=listed(_most(view, counts))))
    some = [name for name in _RARE if flows[..., FLOW.index(name)].any()]
    shown = [name for name in _SHOWN if name not in _RARE or name in some]
    heads = [STORY["stage"], *(STORY[name] for name in shown), STORY["lost"], STORY["lost_area"]]
    rows: list[list[Words | str]] = []
    for rank in view.stages:
        cells = [yearly(flows[rank, :, FLOW.index(name)].sum()) for name in shown]
        cells += [yearly(gone[rank, :, 0].sum()), view.areas.text(gone[rank, :, 1].sum())]
        rows.append([view.stage(rank), *cells])
    return [
        *lines,
        *table(heads, rows),
        *paragraph(filled(STORY["leave_notes"], unit=view.areas.word("large"))),
    ]


def of_own_trade(view: RunView) -> Bools:
    """Whether a track is of the city's own trade, [track]."""
    return np.array([trade is None for trade in view.plan.trades])


def numbers_of(view: RunView, flows: Floats, gone: Floats) -> dict[str, Words | str]:
    """Who leaves in a year of some tracks, and the area that they asked for, as said."""
    return {
        "elsewhere": yearly(flows[:, :, FLOW.index("elsewhere")].sum()),
        "lost": yearly(gone[..., 0].sum()),
        "area": view.areas.text(gone[..., 1].sum()),
        "unit": view.areas.word("large"),
    }


def leaving(view: RunView) -> tuple[Floats, Floats]:
    """Yearly means over futures: flows [stage, track, flow], and who is lost for want of space.

    The second is [stage, track, (companies, m²)], without dropped expansions.
    """
    flows = np.mean([tally.flows.sum(axis=0) for tally in view.tallies], axis=0) / view.years
    lost = np.mean([tally.losses.sum(axis=0) for tally in view.tallies], axis=0) / view.years
    return flows, lost[:, :, : REASONS.index("expansion")].sum(axis=2)


def _most(view: RunView, counts: Floats) -> list[Words]:
    """The stages and tracks with the highest counts [stage, track], in words."""
    order = np.argsort(-counts, axis=None, kind="stable")[:_MOST]
    named = []
    for stage, track in zip(*np.unravel_index(order, counts.shape), strict=True):
        if counts[stage, track] > 0:
            who = STORY["who"].fill(
                track=view.track(int(track)),
                stage=view.stage(int(stage)),
                count=yearly(counts[stage, track]),
            )
            named.append(who)
    return named


def yearly(value: float) -> str:
    """A yearly count in few digits; 0 is for what never happens."""
    if value >= 10:
        return f"{value:.0f}"
    return "<0.1" if 0 < value < 0.05 else f"{value:.1f}" if value else "0"
