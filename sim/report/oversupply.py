"""When completed space runs ahead of demand, in which type and which park."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.measures.months import Floats
from sim.measures.tables.series import ratio
from sim.report.blocks import Block, filled, heading, paragraph, table
from sim.report.deliveries import delivered_heads, delivered_rows
from sim.report.run_view import RunView, three
from sim.text.deliveries import DELIVERIES
from sim.text.screen import spread, whole
from sim.text.story import STORY
from sim.text.words import Words


def oversupply(view: RunView) -> list[Block]:
    """From which month more is free than at the opening, for good; opened and let by year."""
    lines = heading(2, STORY["ahead"])
    months = _for_good(_lead(view, view.order))
    lines += paragraph(_said(view, months))
    heads = [STORY["year_end"], STORY["opened"], STORY["let"], STORY["lead"]]
    heads += [Words(*(f"{text}%" for text in view.space(rank))) for rank in view.order]
    lines += table(heads, _years(view))
    lines += paragraph(filled(STORY["ahead_notes"], unit=view.areas.word("large")))
    rows: list[list[Words | str]] = []
    for rank in view.order:
        since = _for_good(_lead(view, [rank]))
        rows.append([view.space(rank), *_since(view, since)])
    lines += table([STORY["space"], STORY["ahead_share"], STORY["ahead_since"]], rows)
    return lines + _where(view) + _held_back(view) + _delivered(view)


def _lead(view: RunView, spaces: Sequence[int]) -> Floats:
    """Free area beyond that of the opening, m², [replication, 1 + month]."""
    free: Floats = (view.capacity - view.leased)[:, :, spaces].sum(axis=2)
    return free - free[:, :1]


def _for_good(lead: Floats) -> Floats:
    """Month (index of the record) from whose end on the lead stays positive; NaN for never."""
    behind = lead <= 0
    last = behind.shape[1] - 1 - behind[:, ::-1].argmax(axis=1)
    return np.where(behind[:, -1], np.nan, last.astype(np.float64))


def _since(view: RunView, months: Floats) -> tuple[str, str]:
    found = three(months)
    share = whole(float(np.isfinite(months).mean()))
    if found is None:
        return share, "-"
    low, middle, high = (view.months[min(int(m), len(view.months) - 1)] for m in found)
    return share, f"{middle} ({low} – {high})"


def _said(view: RunView, months: Floats) -> Words:
    share, since = _since(view, months)
    if since == "-":
        return STORY["never_ahead"]
    end = (view.capacity - view.leased)[:, -1].sum(axis=1)
    built = view.capacity[:, -1].sum(axis=1)
    vacant = three(ratio(end, built))
    low, middle, high = vacant or (0, 0, 0)
    ends = spread(whole(low), whole(high), "–")
    return filled(
        STORY["ahead_since_said"],
        share=f"{share}%",
        since=since,
        vacant=Words(*(f"{whole(middle)}% ({both})" for both in ends)),
        end=view.months[-1],
    )


def _years(view: RunView) -> list[list[str]]:
    rows = []
    for index, month in enumerate(view.months, start=1):
        if not month.endswith("-12"):
            continue
        opened = (view.capacity[:, index] - view.capacity[:, 0]).sum(axis=1)
        let = (view.leased[:, index] - view.leased[:, 0]).sum(axis=1)
        row = [
            month[:4],
            *(view.areas.text(float(np.mean(v))) for v in (opened, let, opened - let)),
        ]
        for rank in view.order:
            built = view.capacity[:, index, rank]
            free = built - view.leased[:, index, rank]
            row.append(_percents(ratio(free, built)))
        rows.append(row)
    return rows


def _percents(shares: Floats) -> str:
    found = three(shares)
    if found is None:
        return "-"
    low, middle, high = (whole(value) for value in found)
    return f"{middle} ({spread(low, high, '–').en})"


def _where(view: RunView) -> list[Block]:
    """Vacancy at the end by type and park."""
    rows, (leased, capacity) = [], view.ends
    for park in range(len(view.plan.parks)):
        cells: list[Words | str] = [view.park(park)]
        for rank in view.order:
            pool = view.plan.pool(rank, park)
            built = capacity[:, pool]
            cells.append(_percents(ratio(built - leased[:, pool], built)))
        rows.append(cells)
    heads = [STORY["park"], *(view.space(rank) for rank in view.order)]
    title = filled(STORY["where"], end=view.months[-1])
    return [*paragraph(title), *table(heads, rows)]


def _held_back(view: RunView) -> list[Block]:
    """What waited before it began, where a rule lets it wait."""
    if not view.plan.pauses:
        return []
    sums = np.zeros(3)
    for tally in view.tallies:
        area, over, dropped = tally.paused[:, [2, 4, 5]].astype(np.float64).T
        sums += area.sum(), area[dropped == 1].sum(), area[over < 0].sum()
    waited, dropped, still = (view.areas.text(total / len(view.tallies)) for total in sums)
    unit = view.areas.word("large")
    said = filled(STORY["held_back"], unit=unit, waited=waited, dropped=dropped, still=still)
    return paragraph(said)


def _delivered(view: RunView) -> list[Block]:
    """What opens by evidence, where the scenario tells it."""
    delivered = view.verdict.deliveries
    if not delivered:
        return []
    told = delivered_rows(
        delivered, view.areas, lambda space: view.space(view.plan.spaces.index(space))
    )
    return [
        *paragraph(filled(DELIVERIES["title"], unit=view.areas.word("large"))),
        *table(delivered_heads(delivered), [[name, *texts] for name, texts in told]),
        *paragraph(DELIVERIES["meanings"]),
    ]
