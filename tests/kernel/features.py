"""What the differential tests must come across: features of plans, and what happened in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sim.draws.routes import Route
from sim.measures.counting.history import history
from sim.model.log import COLUMNS, Arrival, Ending, Fate, Log, Loss, Phase, What
from sim.scenario.plan.identities import return_id
from sim.scenario.values.dates import MONTH
from tests.kernel.features_of_plans import OF_PLANS, stages_of
from tests.strategies import Raw

Rows = NDArray[np.int64]
_LAWS = "constant uniform triangular pert exponential lognormal gamma weibull discrete".split()


def _codes(rows: Rows, what: What) -> Rows:
    return rows[rows[:, 1] == what]


def _column(rows: Rows, name: str) -> Rows:
    return rows[:, COLUMNS.index(name)]


def _expanded(what: What) -> Callable[[Log], bool]:
    return lambda log: bool((_column(_codes(log.rows, what), "ordinal") > 0).any())


def _happens(what: What) -> Callable[[Log], bool]:
    return lambda log: bool(len(_codes(log.rows, what)))


def _moves(what: What, within: bool = False) -> Callable[[Log], bool]:
    """Whether this happens to a request of a tenant that would move, in its own park alone."""

    def found(log: Log) -> bool:
        moving, rows = _codes(log.rows, What.MOVING), _codes(log.rows, what)
        if within:
            moving = moving[_column(moving, "pool") == _column(moving, "aux")]
        return bool(np.isin(_column(rows, "request"), _column(moving, "request")).any())

    return found


def _moved_in_vain(log: Log) -> bool:
    """Whether a tenant waits for, or fits out, what it would move to, as its stage ends."""
    left = _codes(log.rows, What.RELEASED)
    in_fit_out = _column(left[_column(left, "aux") == 0], "request")
    over = np.append(in_fit_out, _column(_codes(log.rows, What.CANCELLED), "request"))
    return bool(np.isin(over, _column(_codes(log.rows, What.MOVING), "request")).any())


def _opening_reduced(log: Log) -> bool:
    opened, parts = _codes(log.rows, What.OPENED), _codes(log.rows, What.REDUCED)
    return bool(np.isin(_column(parts, "aux"), _column(opened, "request")).any())


def _crowd(log: Log) -> bool:
    ticks = Counter(_column(_codes(log.rows, What.ARRIVED), "tick").tolist())
    return max(ticks.values(), default=0) >= 4


def _filed(log: Log) -> Rows:
    """Rows of requests that are filed, by newcomers or by tenants, or were before the clock."""
    return log.rows[np.isin(log.rows[:, 1], (What.ASKED, What.MOVING, What.PENDING))]


def _substituted(log: Log) -> bool:
    parks = len(log.plan.parks)
    asked = _filed(log)
    own = dict(zip(*(_column(asked, n).tolist() for n in ("request", "pool")), strict=True))
    got = _codes(log.rows, What.GRANTED)
    pairs = zip(*(_column(got, n).tolist() for n in ("request", "pool")), strict=True)
    return any(own[request] // parks != pool // parks for request, pool in pairs)


def _next_to(first: What, second: What) -> Callable[[Log], bool]:
    """Whether one row follows another at once, about the same request."""

    def follows(log: Log) -> bool:
        rows = log.rows
        pairs = (rows[:-1, 1] == first) & (rows[1:, 1] == second)
        return bool((pairs & (_column(rows, "request")[:-1] == _column(rows, "request")[1:])).any())

    return follows


def _guests(log: Log) -> bool:
    return any(":" in log.plan.entities[entity] for entity in set(_column(log.rows, "entity")))


def _plant_in_use(midway: bool) -> Callable[[Log], bool]:
    def found(log: Log) -> bool:
        table = history(log).plants
        return bool(((table.begun < 0) == midway)[table.started >= 0].any())

    return found


def _given_up(log: Log) -> bool:
    table = history(log).plants
    return bool(((table.started < 0) & (table.ended >= 0)).any())


def _back_after(fate: Fate) -> Callable[[Log], bool]:
    """Whether a company comes back that ended so."""

    def found(log: Log) -> bool:
        rows, names, stages = log.rows, log.plan.entities, log.plan.stages
        ended = _codes(rows, What.ENDED)
        ended = ended[_column(ended, "aux") == fate]
        left = {
            (return_id(names[entity], stages[stage]), number)
            for entity, number, stage in ended[:, [2, 3, 5]].tolist()
        }
        back = _codes(rows, What.ARRIVED)
        back = back[_column(back, "aux") == Arrival.BACK]
        return any((names[entity], n) in left for entity, n in back[:, [2, 3]].tolist())

    return found


def _taken_again(log: Log) -> bool:
    taken = _column(_codes(log.rows, What.WITHDRAWN), "entity").tolist()
    return len(taken) > len(set(taken))


def _rounded(log: Log) -> bool:
    asked, got = _filed(log), _codes(log.rows, What.GRANTED)
    area = dict(zip(*(_column(asked, n).tolist() for n in ("request", "area")), strict=True))
    pairs = zip(*(_column(got, n).tolist() for n in ("request", "area")), strict=True)
    return any(area[request] < taken for request, taken in pairs)


def _needs(log: Log) -> dict[tuple[int, int], float]:
    """Heavy share by (track, stage)."""
    chains = enumerate(log.plan.chains)
    return {(track, stage.stage): stage.heavy for track, chain in chains for stage in chain}


def _heavy_from_the_list(log: Log) -> bool:
    """Whether somebody with heavy area waited, and got ground floors."""
    heavy = _needs(log)
    asked = {row[7]: row[0] for row in _codes(log.rows, What.ASKED).tolist()}
    told = (row for row in _codes(log.rows, What.GROUND).tolist() if row[7] in asked)
    return any(row[0] > asked[row[7]] and heavy[row[4], row[5]] > 0 for row in told)


def _light_on_ground(log: Log) -> bool:
    heavy = _needs(log)
    told = _codes(log.rows, What.GROUND)
    return any(heavy[row[4], row[5]] == 0 for row in told.tolist() if row[7] >= 0)


def _two_lots_decided(log: Log) -> bool:
    decided = [log.plan.entities[e] for e in _column(_codes(log.rows, What.DECIDED), "entity")]
    projects = [name.split("/")[0] for name in decided]
    return len(projects) > len(set(projects))


def _built_after_waiting(log: Log) -> bool:
    waited, built = (
        {*_column(_codes(log.rows, what), "entity").tolist()}
        for what in (What.PAUSED, What.CONSTRUCTION)
    )
    return bool(waited & built)


def _retired(log: Log) -> bool:
    gone, built = (
        {*_column(_codes(log.rows, what), "entity").tolist()}
        for what in (What.REBUILD, What.CONSTRUCTION)
    )
    return bool(gone - built)


def _plant_left_behind(log: Log) -> bool:
    return bool((_column(_codes(log.rows, What.STRANDED), "request") < 0).any())


def left_behind(after: What) -> Callable[[Log], bool]:
    """Whether a request that was left behind is granted, released or cancelled afterwards."""

    def found(log: Log) -> bool:
        left = _codes(log.rows, What.STRANDED)
        since = {row[7]: row[0] for row in left.tolist() if row[7] >= 0}
        rows = _codes(log.rows, after).tolist()
        return any(row[7] in since and row[0] > since[row[7]] for row in rows)

    return found


def _let_ahead(then: What) -> Callable[[Log], bool]:
    """Whether what was let before the clock is followed by something."""
    return lambda log: bool(_pending(log, waits=False) & _requests(log.rows, then))


def _queued(then: What, at_once: bool = False) -> Callable[[Log], bool]:
    """Whether that happens, or happens at once, to somebody who waits at the opening."""

    def found(log: Log) -> bool:
        rows = log.rows[(_column(log.rows, "tick") == 0) == at_once]
        return bool(_pending(log, waits=True) & _requests(rows, then))

    return found


def _pending(log: Log, waits: bool) -> set[int]:
    """Requests of before the clock: of those who wait already, or of others."""
    rows = _codes(log.rows, What.PENDING)
    return {*_column(rows[(_column(rows, "aux") < 0) == waits], "request").tolist()}


def _requests(rows: Rows, what: What) -> set[int]:
    return {*_column(_codes(rows, what), "request").tolist()}


def _queued_in_space_of_before(log: Log) -> bool:
    """Whether somebody who waits at the opening holds space of an earlier stage."""
    waiting = _codes(log.rows, What.PENDING)
    waiting = waiting[_column(waiting, "aux") < 0]
    kept = _codes(log.rows, What.OPENED)
    return bool({*map(tuple, waiting[:, 2:4].tolist())} & {*map(tuple, kept[:, 2:4].tolist())})


def _let_to_who_was_in_a_stage(log: Log) -> bool:
    return bool((_column(_codes(log.rows, What.PENDING), "aux") > 0).any())


def _lets_with_a_lease(log: Log) -> bool:
    """Whether somebody was let space ahead who has a lease with a term in the stage before."""
    pending, opened = _codes(log.rows, What.PENDING), _codes(log.rows, What.OPENED)
    let = {(row[2], row[3]) for row in pending.tolist()}
    with_term = {(track, s.stage) for track, c in enumerate(log.plan.chains) for s in c if s.term}
    return any((row[2], row[3]) in let and (row[4], row[5]) in with_term for row in opened.tolist())


_OF_LOGS: dict[str, Callable[[Log], bool]] = {
    "an own plant left behind": _plant_left_behind,
    "a lease left behind runs out": left_behind(What.RELEASED),
    "part of a lease given back": _happens(What.REDUCED),
    "part of a lease of the opening given back": _opening_reduced,
    "ground floors given back": _next_to(What.REDUCED, What.GROUND),
    "a tenant moves": _moves(What.MOVED_IN),
    "a tenant moves within its park": _moves(What.MOVED_IN, within=True),
    "a move finds nothing": _moves(What.LOST),
    "part of a lease in new buildings given back": _next_to(What.REDUCED, What.NEW),
    "a move ends with its stage": _moved_in_vain,
    "expansion granted": _expanded(What.GRANTED),
    "expansion lost": _expanded(What.LOST),
    "expansion called off": _expanded(What.CANCELLED),
    "substitute granted": _substituted,
    "granted at spill-over": _next_to(What.SPILLED, What.GRANTED),
    "let ahead, granted": _let_ahead(What.GRANTED),
    "let ahead, called off": _let_ahead(What.CANCELLED),
    "let ahead, left behind": _let_ahead(What.STRANDED),
    "let ahead to who was in the stage before": _let_to_who_was_in_a_stage,
    "let ahead to who has a lease in the stage before": _lets_with_a_lease,
    "queued, let at once": _queued(What.GRANTED, at_once=True),
    "queued, let later": _queued(What.GRANTED),
    "queued, to other parks": _queued(What.SPILLED),
    "queued, left": _queued(What.LOST),
    "queued in space of the stage before": _queued_in_space_of_before,
    "committed at once": _next_to(What.ASKED, What.COMMITTED),
    "a guest at a contract manufacturer": _guests,
    "an own plant built": _plant_in_use(midway=False),
    "an own plant of the opening": _plant_in_use(midway=True),
    "an own plant given up": _given_up,
    "back from elsewhere": _back_after(Fate.ELSEWHERE),
    "back after losing patience": _back_after(Fate.PATIENCE),
    "back after being turned away": _back_after(Fate.TURNED_AWAY),
    "four arrivals at a tick": _crowd,
    "a renewal takes again and again": _taken_again,
    "a unit larger than the request": _rounded,
    "heavy area from the list": _heavy_from_the_list,
    "light area on ground floors": _light_on_ground,
    "two lots decided": _two_lots_decided,
    "a lot built after waiting": _built_after_waiting,
    "area retired": _retired,
    "something in the last month": lambda log: bool(log.rows[-1:, 0] >= log.plan.end - MONTH),
}
_WRITTEN = {
    "ranges": "'range':",
    "weights of the stock": "'parks': 'stock'",
    "a profile that grows": "'profile': {'growth':",
}
"""What shows in the text of a scenario alone."""
_AUX = {
    What.OPENED: Phase,
    What.STARTED: Route,
    What.STAGE_ENDED: Ending,
    What.LOST: Loss,
    What.ENDED: Fate,
}
"""Rows whose aux has a name."""

FEATURES = frozenset(
    {*OF_PLANS, *_OF_LOGS, *_WRITTEN}
    | {f"{use} {law}" for use in ("span", "area", "stay met midway,") for law in _LAWS}
    | {what.name for what in What}
    | {f"{what.name} {code.name}" for what, codes in _AUX.items() for code in codes}
    - {"STARTED ELSEWHERE"}
    | {"CONSTRUCTION for good", "CANCELLED waiting", "CANCELLED held"}
)
"""All of them."""


def features(raw: Raw, log: Log) -> set[str]:
    """What a replication of a scenario shows."""
    found = {name for name, test in OF_PLANS.items() if test(log.plan)}
    found |= {name for name, words in _WRITTEN.items() if words in str(raw)}
    found |= {name for name, test in _OF_LOGS.items() if len(log.rows) and test(log)}
    return found | _laws(log) | _events(log)


def _laws(log: Log) -> set[str]:
    found = set()
    for stage in stages_of(log.plan):
        spans = [stage.duration, stage.fit_out, stage.patience, stage.build]
        found |= {f"span {law.kind}" for law in spans} | {f"area {stage.area.kind}"}
    opened = {*_column(_codes(log.rows, What.OPENED), "stage").tolist()}
    midway = (s for s in stages_of(log.plan) if s.stage in opened)
    return found | {f"stay met midway, {stage.duration.kind}" for stage in midway}


def _events(log: Log) -> set[str]:
    found = set()
    for what, aux in {(what, aux) for what, aux in log.rows[:, [1, -1]].tolist()}:
        found.add(What(what).name)
        if What(what) in _AUX:
            found.add(f"{What(what).name} {_AUX[What(what)](aux).name}")
        elif what == What.CONSTRUCTION and aux < 0:
            found.add("CONSTRUCTION for good")
        elif what == What.CANCELLED:
            found.add(f"CANCELLED {'held' if aux else 'waiting'}")
    return found
