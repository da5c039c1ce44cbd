"""Checks on rent, the economy, goals and targets."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from sim.scenario.checks.case import Case, high, low
from sim.scenario.errors import Problem
from sim.scenario.schema.economy import Elasticity, Rent
from sim.scenario.schema.goals import Aim, CountAim, CountTarget, JobsAim, OutputAim
from sim.scenario.values.dates import MONTH, Date
from sim.text.messages.blocks import BOUNDS
from sim.text.words import Words

_FARTHEST = log(1e6)
"""A million times: beyond that no request is one, and the numbers of the engines have an end."""
_AS_A_NUMBER = 1 / 50
"""What rent, and a share of at most 100%, count beside an area: they need only be floats."""
_AS_A_WEIGHT = 1 / 25
"""What the pull of rent counts beside an area: with other pulls it need only be a float."""
NEGATIVE, _POSITIVE = Words("负", "negative"), Words("正", "positive")


def elasticities_have_their_sign(case: Case) -> Iterator[Problem]:
    """Dearer space is asked in smaller areas, and sends more companies elsewhere."""
    for name, rent in case.spec.rent.items():
        for key, worst in _wrong(rent.elasticity).items():
            if worst > 0:
                sign = _POSITIVE if key == "elsewhere" else NEGATIVE
                yield case.problem("E458", f"rent.{name}.elasticity.{key}", key=key, sign=sign)


def rents_are_above_zero(case: Case) -> Iterator[Problem]:
    """Space that costs nothing has no rent that could move."""
    for name, rent in case.spec.rent.items():
        if low(rent.level) <= 0:
            yield case.problem("E459", f"rent.{name}.level")


def requests_stay_within_reason(case: Case) -> Iterator[Problem]:
    """Were all space to stand empty all the time, requests would not grow a million times.

    Nor would rent, or the share that goes elsewhere, grow beyond numbers if none ever did.
    """
    clock = case.spec.clock
    years = (clock.end.last - clock.start.first) / (12 * MONTH)
    pulls = _pulls(case)
    for name, rent in case.spec.rent.items():
        answers = rent.elasticity
        share = max(1.0, high(answers.elsewhere)) * _AS_A_NUMBER
        drawn = -pulls.get(name, 0.0) * _AS_A_WEIGHT
        falls = max(share, -low(answers.area), -low(answers.expansion), drawn)
        empty, full = 1 - low(rent.natural_vacancy), high(rent.natural_vacancy)
        if _reach(rent, years) * max(empty * falls, full * share) > _FARTHEST:
            yield case.problem("E460", f"rent.{name}.adjustment")


def _pulls(case: Case) -> dict[str, float]:
    """Return by space type how strongly cheap space draws who compares, at most: 0 or negative."""
    pulls: dict[str, float] = {}
    for _, _, fields in case.stages():
        lease = fields["lease"][1] if "lease" in fields else None
        if lease is not None and lease.rent_pull is not None and "space" in fields:
            space = fields["space"][1]
            pulls[space] = min(pulls.get(space, 0.0), low(lease.rent_pull))
    return pulls


def elasticities_have_an_effect(case: Case) -> Iterator[Problem]:
    """Some stage of the space type does what an elasticity is about."""
    does: dict[str, set[str]] = {}
    for _, _, stage in case.stages():
        if "space" in stage:
            acts = does.setdefault(stage["space"][1], set())
            if "expansion" in stage:
                acts.add("expansion")
            if "route" in stage and high(stage["route"][1].elsewhere) > 0:
                acts.add("elsewhere")
    for name, rent in case.spec.rent.items():
        for key, other in (("expansion", "expansion"), ("elsewhere", "route.elsewhere")):
            if getattr(rent.elasticity, key) is not None and key not in does.get(name, set()):
                words = {"key": f"elasticity.{key}", "other": other}
                yield case.problem("W606", f"rent.{name}.elasticity.{key}", **words)


def _wrong(answers: Elasticity) -> dict[str, float]:
    """How far each elasticity reaches beyond 0 to the side that makes no sense."""
    return {
        "area": high(answers.area),
        "expansion": high(answers.expansion),
        "elsewhere": -low(answers.elsewhere),
    }


def _reach(rent: Rent, years: float) -> float:
    """How far the logarithm of rent goes for each unit of the gap between the two vacancies."""
    back = low(rent.reversion)
    return high(rent.adjustment) * (min(years, 1 / back) if back > 0 else years)


_YEAR = 12 * MONTH


def an_economy_states_something(case: Case) -> Iterator[Problem]:
    """A block without any part measures nothing, nor does a track that differs in nothing."""
    economy = case.spec.economy
    if economy is None:
        return
    parts = (economy.output, economy.jobs, economy.rent, economy.fit_out, economy.vacancy)
    works = [*case.spec.supply.values(), *case.spec.renewals.values()]
    if not any(parts) and not economy.construction and not any(one.cost for one in works):
        yield case.problem("E490", "economy", what="economy")
    for space, output in economy.output.items():
        for track, own in output.tracks.items():
            if own.density is None and own.ramp is None:
                path = f"economy.output.{space}.tracks.{track}"
                yield case.problem("E490", path, what=track)


def what_costs_is_counted(case: Case) -> Iterator[Problem]:
    """Tax is on output; the cost of works is read by an economy."""
    economy = case.spec.economy
    if economy is not None and economy.tax is not None and not economy.output:
        yield case.problem("E491", "economy.tax", key="tax", other="economy.output")
    for block in ("supply", "renewals"):
        for name, works in getattr(case.spec, block).items():
            if works.cost is not None and economy is None:
                path = f"{block}.{name}.cost"
                yield case.problem("E491", path, key="cost", other="economy")


def a_job_takes_room(case: Case) -> Iterator[Problem]:
    """The area of a job is above zero."""
    for space, jobs in (case.spec.economy.jobs if case.spec.economy else {}).items():
        if low(jobs.area) <= 0:
            yield case.problem("E492", f"economy.jobs.{space}.area")


def what_is_promised_is_measured(case: Case) -> Iterator[Problem]:
    """Goals and targets for output and jobs need an economy that states it for their spaces."""
    economy = case.spec.economy
    for path, aim in _aims(case):
        if isinstance(aim, CountAim):
            continue
        part = "output" if isinstance(aim, OutputAim) else "jobs"
        stated = getattr(economy, part) if economy else {}
        if not any(space in stated for space in aim.spaces or case.spec.spaces):
            yield case.problem("E486", f"{path}.metric", part=part)


def promised_years_are_recorded(case: Case) -> Iterator[Problem]:
    """A year that a goal asks for is recorded from its beginning to its end.

    Targets are only shown: one outside the record says so.
    """
    first, last = _whole(case)
    words = {"first": str(first), "last": str(last)}
    for path, aim in _aims(case, targets=False):
        years = {} if isinstance(aim, CountAim) else {f"{path}.year": aim.year}
        if isinstance(aim, OutputAim) and aim.base is not None:
            years[f"{path}.base.year"] = aim.base.year
        for where, year in years.items():
            if not first <= year <= last:
                yield case.problem("E487", where, year=str(year), **words)


def windows_of_counts_are_whole_years(case: Case) -> Iterator[Problem]:
    """Counts are kept by year; those of goals within the record."""
    first, last = _whole(case)
    for path, aim in _aims(case):
        if not isinstance(aim, CountAim):
            continue
        begins, ends = _window(aim, first, last)
        start = aim.window.start is None or aim.window.start.first % _YEAR == 0
        end = aim.window.end is None or aim.window.end.last % _YEAR == 0
        within = isinstance(aim, CountTarget) or first <= begins <= ends <= last
        if not (start and end and within):
            words = {"first": str(first), "last": str(last)}
            yield case.problem("E488", f"{path}.window", **words)


def what_is_counted_happens(case: Case) -> Iterator[Problem]:
    """The stage that is counted is in the chain of a track that is counted."""
    for path, aim in _aims(case):
        if isinstance(aim, CountAim):
            tracks = aim.tracks or [n for n, t in case.spec.tracks.items() if t.trade is None]
            if not any(aim.stage in case.chain(track) for track in tracks):
                words = {"stage": aim.stage, "tracks": ", ".join(tracks)}
                yield case.problem("E489", f"{path}.stage", **words)


def stakes_can_be_counted(case: Case) -> Iterator[Problem]:
    """Stakes are of some space type, from a date within the record, and have what they need."""
    stakes, clock = case.spec.stakes, case.spec.clock
    if stakes is None:
        return
    if not stakes.spaces:
        yield case.problem("E490", "stakes.spaces", what="stakes.spaces")
    begin, end = clock.record_from or clock.start, clock.end
    if not begin.first <= stakes.since.first < end.last:
        yield case.problem("E547", "stakes.since", start=str(begin), end=str(end))
    if stakes.discount is not None and low(stakes.discount) < 0:
        words = {"key": "discount", "raw": stakes.discount.text}
        yield case.problem("E410", "stakes.discount", bound=BOUNDS["ge"].fill(limit="0%"), **words)
    built = case.spec.economy.construction if case.spec.economy else {}
    for space, one in stakes.spaces.items():
        if one.unrecovered is not None and space not in built:
            path = f"stakes.spaces.{space}.unrecovered"
            other = f"economy.construction.{space}"
            yield case.problem("E491", path, key="unrecovered", other=other)


def _aims(case: Case, targets: bool = True) -> Iterator[tuple[str, Aim]]:
    """Yield (path, goal or target), without what is not modelled."""
    for name, goal in case.spec.goals.items():
        yield f"standards.{name}", goal
    if not targets:
        return
    for name, target in case.spec.targets.items():
        if isinstance(target, OutputAim | JobsAim | CountAim):
            yield f"targets.{name}", target


def _whole(case: Case) -> tuple[int, int]:
    """Return the first and last whole year of the record; none if the last is smaller."""
    clock = case.spec.clock
    begin = (clock.record_from or clock.start).first
    return -(-begin // _YEAR), clock.end.last // _YEAR - 1


def _window(aim: CountAim, first: int, last: int) -> tuple[int, int]:
    def year(date: Date | None, usual: int) -> int:
        return usual if date is None else date.year

    return year(aim.window.start, first), year(aim.window.end, last)
