"""Event logs as text that a planner can write and check by hand.

One row a line: when, who, what, stage, space@park, m², remark; what does not apply is left out.
When: months since the start, then days, then ticks, as `4m10d+3t`. A line starting with # is a
remark of the reader.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.draws.routes import Route
from sim.model.log import Fate, Log, Loss, Phase, What
from sim.scenario.plan.plan import FOREVER, Plan
from sim.scenario.values.dates import MONTH

DAY = MONTH // 30


def when(tick: int) -> str:
    """A tick as months, days and ticks since the start."""
    if tick >= FOREVER:
        return "never"
    month, rest = divmod(tick, MONTH)
    day, rest = divmod(rest, DAY)
    return f"{month}m" + (f"{day}d" if day or rest else "") + (f"+{rest}t" if rest else "")


def _asked(aux: int, tick: int) -> str:
    return f"waits from {when(aux)}" if aux > tick else ""


_REMARKS: dict[What, Callable[[int, int], str]] = {
    What.OPENED: lambda aux, _: {0: "in fit-out", 1: "in use", 2: "kept"}[Phase(aux)],
    What.ARRIVED: lambda aux, _: {
        1: "mid-stage",
        2: "comes back",
        3: "line of a firm",
        4: "waits",
    }.get(aux, ""),
    What.ASKED: _asked,
    What.PENDING: _asked,
    What.GRANTED: lambda aux, _: f"move-in {when(aux)}",
    What.COMMITTED: lambda aux, _: f"opens {when(aux)}",
    What.RELEASED: lambda aux, _: "in use" if aux else "in fit-out",
    What.LOST: lambda aux, _: _words(Loss(aux).name),
    What.CANCELLED: lambda aux, _: "held" if aux else "waiting",
    What.STARTED: lambda aux, _: _words(Route(aux).name).replace(" ", "-"),
    What.STAGE_ENDED: lambda aux, _: ("failed", "well", "closed")[aux],
    What.ENDED: lambda aux, _: _words(Fate(aux).name),
    What.STRANDED: lambda aux, _: f"until {when(aux)}",
    What.DECIDED: lambda aux, _: f"starts {when(aux)}",
    What.PAUSED: lambda aux, _: f"until {when(aux)}",
    What.CONSTRUCTION: lambda aux, _: "never opens" if aux < 0 else f"opens {when(aux)}",
}


def _words(name: str) -> str:
    return name.lower().replace("_", " ")


def lines(log: Log) -> list[str]:
    """The rows of a log as text, one space between columns."""
    return [" ".join(filter(None, _columns(log.plan, tuple(row)))) for row in log.rows.tolist()]


def _columns(plan: Plan, row: tuple[int, ...]) -> tuple[str, ...]:
    tick, what, entity, number, _, stage, ordinal, _, pool, area, aux = row
    kind, name = What(what), plan.entities[entity]
    met = name.startswith(("opening/", "pipeline/", "housed/", "let_ahead/", "queue/", "lines/"))
    many = met or name in {s.id for s in plan.streams}
    where = "@".join(plan.pool_name(pool)) if pool >= 0 else ""
    return (
        when(tick),
        f"{name}#{number}" if many else name,
        kind.name.lower(),
        (plan.stages[stage] + (f"+{ordinal}" if ordinal > 0 else "")) if stage >= 0 else "",
        where,
        str(area) if area >= 0 else "",
        _REMARKS[kind](aux, tick) if kind in _REMARKS else "",
    )


def read(text: str) -> list[str]:
    """The rows that a person wrote, in the form of `lines`."""
    rows = (" ".join(line.split()) for line in text.splitlines())
    return [row for row in rows if row and not row.startswith("#")]
