"""Who moves at the ends of leases, from where to where, and whose old buildings empty."""

from __future__ import annotations

import numpy as np

from sim.measures.counting.moves import MOVE, terms_end, tiered
from sim.measures.months import Floats
from sim.measures.tables.moves import old_and_new
from sim.report.blocks import Block, filled, paragraph, table
from sim.report.departures import yearly
from sim.report.run_view import RunView
from sim.text.screen import whole
from sim.text.story import STORY
from sim.text.words import Words

_MOST = 6
"""Pairs of parks shown."""


def moves(view: RunView) -> list[Block]:
    """Yearly means by pair of parks, then vacancy of old and new buildings at the end."""
    if not terms_end(view.plan):
        return []
    counts = _by_pair(view)
    said = filled(
        STORY["moved"],
        unit=view.areas.word("large"),
        moves=yearly(counts[..., 0].sum()),
        area=view.areas.text(counts[..., 1].sum()),
    )
    return [*paragraph(said), *_pairs(view, counts), *_vintages(view)]


def _by_pair(view: RunView) -> Floats:
    """Yearly means over futures, [pool left, pool moved to, (moves, m², moves into new ones)]."""
    pools = len(view.plan.capacity)
    counts = np.zeros((pools, pools, 3))
    for tally in view.tallies:
        column = dict(zip(MOVE, tally.moves.astype(np.int64).T, strict=True))
        for index, name in enumerate(("moves", "area", "new")):
            np.add.at(counts[..., index], (column["from"], column["to"]), column[name])
    return counts / (len(view.tallies) * view.years)


def _pairs(view: RunView, counts: Floats) -> list[Block]:
    order = np.argsort(-counts[..., 0], axis=None, kind="stable")[:_MOST]
    pairs = zip(*np.unravel_index(order, counts.shape[:2]), strict=True)
    apart = tiered(view.plan).any()
    rows: list[list[Words | str]] = [
        [
            STORY["from_to"].fill(left=_pool(view, int(left)), to=_pool(view, int(to))),
            yearly(counts[left, to, 0]),
            view.areas.text(counts[left, to, 1]),
            *([yearly(counts[left, to, 2])] if apart else []),
        ]
        for left, to in pairs
        if counts[left, to, 0] > 0
    ]
    heads = [STORY["pair"], STORY["moves_a_year"], STORY["moved_area"]]
    return table([*heads, *([STORY["into_new"]] if apart else [])], rows) if rows else []


def _vintages(view: RunView) -> list[Block]:
    """Vacancy at the end of the clock where both old and new buildings stand, over all futures."""
    (old, held), (new, let) = (
        (stands.mean(axis=0)[0], taken.mean(axis=0)[0])
        for stands, taken in old_and_new(view.tallies, -1).values()
    )
    rows: list[list[Words | str]] = [
        [
            _pool(view, pool),
            *(f"{whole(1 - part[pool] / area[pool])}%" for part, area in ((held, old), (let, new))),
        ]
        for pool in np.flatnonzero((old > 0) & (new > 0)).tolist()
    ]
    if not rows:
        return []
    heads = [STORY["pool"], STORY["vacancy_old"], STORY["vacancy_new"]]
    said = "tiers" if tiered(view.plan).any() else "vintages"
    return [*table(heads, rows), *paragraph(STORY[said])]


def _pool(view: RunView, pool: int) -> Words:
    parks = len(view.plan.parks)
    space, park = view.space(pool // parks), view.park(pool % parks)
    return Words(f"{park.zh}·{space.zh}", f"{park.en} {space.en}")
