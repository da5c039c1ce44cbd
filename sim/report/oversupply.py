"""When completed space runs ahead of demand, in which type and which park."""

from __future__ import annotations

import numpy as np

from sim.measures.months import Floats
from sim.measures.tables.series import ratio
from sim.report.markdown import filled, heading, paragraph, table
from sim.report.run_view import Told, three
from sim.text.screen import spread, whole
from sim.text.story import STORY
from sim.text.words import Words


def ahead(told: Told) -> list[str]:
    """From which month more is free than at the opening, for good; opened and let by year."""
    lines = heading(2, STORY["ahead"])
    city = slice(0, len(told.plan.capacity))
    months = _for_good(_lead(told, city))
    lines += paragraph(_said(told, months))
    heads = [STORY["year_end"], STORY["opened"], STORY["let"], STORY["lead"]]
    heads += [Words(*(f"{text}%" for text in told.space(rank))) for rank in told.order]
    lines += table(heads, _years(told))
    lines += paragraph(filled(STORY["ahead_notes"], unit=told.areas.word("large")))
    rows: list[list[Words | str]] = []
    for rank in told.order:
        since = _for_good(_lead(told, told.pools(rank)))
        rows.append([told.space(rank), *_since(told, since)])
    lines += table([STORY["space"], STORY["ahead_share"], STORY["ahead_since"]], rows)
    return lines + _where(told)


def _lead(told: Told, pools: slice) -> Floats:
    """Free area beyond that of the opening, m², [replication, 1 + month]."""
    free: Floats = (told.capacity - told.leased)[:, :, pools].sum(axis=2)
    return free - free[:, :1]


def _for_good(lead: Floats) -> Floats:
    """Month (index of the record) from whose end on the lead stays positive; NaN for never."""
    behind = lead <= 0
    last = behind.shape[1] - 1 - behind[:, ::-1].argmax(axis=1)
    return np.where(behind[:, -1], np.nan, last.astype(np.float64))


def _since(told: Told, months: Floats) -> tuple[str, str]:
    found = three(months)
    share = whole(float(np.isfinite(months).mean()))
    if found is None:
        return share, "-"
    low, middle, high = (told.months[min(int(m), len(told.months) - 1)] for m in found)
    return share, f"{middle} ({low} – {high})"


def _said(told: Told, months: Floats) -> Words:
    share, since = _since(told, months)
    if since == "-":
        return STORY["never_ahead"]
    end = (told.capacity - told.leased)[:, -1].sum(axis=1)
    built = told.capacity[:, -1].sum(axis=1)
    vacant = three(ratio(end, built))
    low, middle, high = vacant or (0, 0, 0)
    ends = spread(whole(low), whole(high), "–")
    return filled(
        STORY["ahead_since_said"],
        share=f"{share}%",
        since=since,
        vacant=Words(*(f"{whole(middle)}% ({both})" for both in ends)),
        end=told.months[-1],
    )


def _years(told: Told) -> list[list[str]]:
    rows = []
    for index, month in enumerate(told.months, start=1):
        if not month.endswith("-12"):
            continue
        opened = (told.capacity[:, index] - told.capacity[:, 0]).sum(axis=1)
        let = (told.leased[:, index] - told.leased[:, 0]).sum(axis=1)
        row = [
            month[:4],
            *(told.areas.text(float(np.mean(v))) for v in (opened, let, opened - let)),
        ]
        for rank in told.order:
            pools = told.pools(rank)
            built = told.capacity[:, index, pools].sum(axis=1)
            free = built - told.leased[:, index, pools].sum(axis=1)
            row.append(_percents(ratio(free, built)))
        rows.append(row)
    return rows


def _percents(shares: Floats) -> str:
    found = three(shares)
    if found is None:
        return "-"
    low, middle, high = (whole(value) for value in found)
    return f"{middle} ({spread(low, high, '–').en})"


def _where(told: Told) -> list[str]:
    """Vacancy at the end by type and park."""
    rows = []
    for park in range(len(told.plan.parks)):
        cells: list[Words | str] = [told.park(park)]
        for rank in told.order:
            pool = told.plan.pool(rank, park)
            built = told.capacity[:, -1, pool]
            cells.append(_percents(ratio(built - told.leased[:, -1, pool], built)))
        rows.append(cells)
    heads = [STORY["park"], *(told.space(rank) for rank in told.order)]
    title = filled(STORY["where"], end=told.months[-1])
    return [*paragraph(title), *table(heads, rows)]
