"""Demand counted from below and from above, and why the two differ."""

from __future__ import annotations

from sim.measures.verdict.topdown import Beside
from sim.report.blocks import Block, filled, heading, paragraph, table
from sim.report.run_view import RunView
from sim.scenario.plan.opening import flows
from sim.text.account import ACCOUNT, COLUMNS
from sim.text.screen import rounded, whole
from sim.text.story import STORY
from sim.text.verdict import SCREEN
from sim.text.words import Words, listed

_YEAR = 12
"""Months."""


def demand(view: RunView) -> list[Block]:
    """Leases a year by where they come from, what remains of them, and the top-down figure."""
    lines = heading(2, STORY["demand"])
    rows = []
    for rank in view.order:
        onward, entering, guests = _leases(view, rank)
        net = _net(view, rank)
        whole = onward + entering + guests
        cells: list[Words | str] = [view.space(rank)]
        rows.append([*cells, *(view.areas.text(v) for v in (onward, entering, guests, whole, net))])
    heads = [STORY[k] for k in ("space", "onward", "entering", "guests", "leases", "net")]
    lines += [
        *paragraph(STORY["bottom_up"]),
        *table(heads, rows),
        *paragraph(filled(STORY["flows_notes"], unit=view.areas.word("large"))),
    ]
    return lines + _from_above(view)


def _net(view: RunView, space: int) -> float:
    """Newly let of a type on balance, m² lettable a year."""
    change = view.leased[:, -1, space] - view.leased[:, 0, space]
    return float(change.mean()) / view.years


def _leases(view: RunView, space: int) -> tuple[float, float, float]:
    """Lettable m² a year leased of a type at the rates of the opening, expansions apart.

    By companies that come from a stage before, that enter at this one, and by contract makers;
    demand from above is left out.
    """
    plan, above = view.plan, view.loaded.spec.top_down_used
    fed = {stage.cdmo_stream for chain in plan.chains for stage in chain}
    onward = entering = guests = 0.0
    for (index, position), rate in flows(plan.streams, plan.chains).items():
        stream = plan.streams[index]
        stage = plan.chains[stream.track][position]
        if stream.id in above or not stage.spaces or stage.spaces[0] != space:
            continue
        leased = rate * _YEAR * stage.lease * stage.leased_area
        if index in fed:
            guests += leased
        elif position > stream.entry:
            onward += leased
        else:
            entering += leased
    return onward, entering, guests


def _from_above(view: RunView) -> list[Block]:
    above, spec = view.verdict.top_down, view.loaded.spec
    if above is None or spec.top_down is None:
        return []
    lines = _account(view, above) if above.accounts else paragraph(SCREEN["beside"])
    lines += paragraph(
        filled(
            STORY["top_down"],
            unit=view.areas.word("large"),
            stated=view.areas.text(above.stated),
            lettable=view.areas.text(above.lettable),
            model=view.areas.text(above.model),
        )
    )
    if not above.accounts and 0 < above.model < above.lettable:
        lines += paragraph(_apart(view, above))
    note = spec.top_down.note
    if note:
        lines += paragraph(filled(STORY["note"], note=note.words))
    if above.years is not None:
        lines += paragraph(filled(STORY["top_down_years"], years=f"{above.years:.1f}"))
    return lines


def _account(view: RunView, above: Beside) -> list[Block]:
    """The one account of what is newly let, by type of space."""
    heads = [ACCOUNT[key] for key in ("space", *COLUMNS, "growth_decides")]
    rows: list[list[Words | str]] = []
    for account in above.accounts:
        areas = [view.areas.text(getattr(account, key)) for key in COLUMNS]
        name = view.space(view.plan.spaces.index(account.space))
        rows.append([name, *areas, whole(account.growth_decides)])
    return [
        *paragraph(filled(ACCOUNT["title"], unit=view.areas.word("large"))),
        *table(heads, rows),
        *paragraph(ACCOUNT["means"]),
    ]


def _apart(view: RunView, above: Beside) -> Words:
    """How many times the top-down figure is of each way to count from below."""
    last = {chain[-1].spaces[0] for chain in view.plan.chains if chain[-1].spaces}
    parts = [_leases(view, rank) for rank in last]
    onward = sum(part[0] for part in parts)
    whole = sum(sum(part) for part in parts)
    spaces = listed([view.space(rank) for rank in view.order if rank in last])
    net = sum(_net(view, rank) for rank in last)
    return filled(
        STORY["apart"],
        spaces=spaces,
        onward=_times(above.lettable, onward),
        whole=_times(above.lettable, whole),
        net=_times(above.lettable, net),
        share=rounded(max(net, 0.0) / above.lettable),
    )


def _times(whole: float, part: float) -> str:
    return f"{whole / part:.1f}" if part > 0 else "∞"
