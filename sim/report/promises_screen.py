"""The economy, goals and targets as a planner reads them, below the standards of the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.measures.economy.yearly import LEVELS, Spread
from sim.measures.statistics import Three
from sim.measures.verdict.goals import GoalJudged, TargetRead
from sim.measures.verdict.promises import EconomyTold, Promises
from sim.report.names import named
from sim.text.economy import LINES, SCREEN, Money, money_unit, people_unit
from sim.text.screen import between, marked, narrow, paragraph, percent, table
from sim.text.verdict import VERDICTS
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from sim.measures.verdict.verdict import Verdict

_JOBS: Final = Money(1.0, SCREEN["people"])
_COUNT: Final = Money(1.0, Words("", ""))


def promises_screen(verdict: Verdict, lang: Lang) -> list[str]:
    """Return its lines and an empty one; none where the scenario states nothing of the kind."""
    promises = verdict.promises
    if promises is None:
        return []
    lines = []
    if promises.goals is not None:
        lines += [*_goals(verdict, promises, lang), ""]
    if promises.economy is not None:
        lines += [*_economy(promises.economy, promises.currency, lang), ""]
    if promises.targets:
        lines += [*_targets(verdict, promises, lang), ""]
    return lines


def _goals(verdict: Verdict, promises: Promises, lang: Lang) -> list[str]:
    assert promises.goals is not None
    heads = [SCREEN[key].lines(lang) for key in ("goal", "asks", "value", "holds")]
    rows = []
    for goal in promises.each:
        name, unit = named(verdict, f"standard/{goal.id}"), _unit(goal, goal.at_least, promises)
        asks = SCREEN["at_least"].fill(value=unit.said(goal.at_least), years=_dated(goal.years))
        value, mark = [_three(goal.value, unit)], [marked(goal.judged, lang)]
        rows.append([name.lines(lang), asks.lines(lang), value, mark])
    every = SCREEN["all_goals"].fill(word=VERDICTS[promises.goals.word])
    rows.append([every.lines(lang), [""], [""], [marked(promises.goals, lang)]])
    return [*paragraph(SCREEN["goals"], lang), *table(heads, rows)]


def _economy(promises: EconomyTold, currency: tuple[str, str], lang: Lang) -> list[str]:
    years = [[str(year)] for year in promises.years]
    heads = [[""], SCREEN["unit"].lines(lang), *years, SCREEN["sum"].lines(lang)]
    rows = []
    for name, spreads in promises.lines.items():
        largest = max((one.p50 for one in spreads), default=0.0)
        unit = people_unit(largest) if name in LEVELS else money_unit(largest, *currency)
        cells = [_spread(one, unit) for one in spreads]
        total = promises.totals.get(name)
        cells.append(["-"] if total is None else _spread(total, unit))
        rows.append([LINES[name].lines(lang), unit.name.lines(lang), *cells])
    return [*paragraph(SCREEN["economy"], lang), *table(heads, rows, gap=1)]


def _targets(verdict: Verdict, promises: Promises, lang: Lang) -> list[str]:
    heads = [SCREEN[key].lines(lang) for key in ("target", "stated", "reading", "reached")]
    rows, notes = [], []
    for target in promises.targets:
        name = named(verdict, f"target/{target.id}")
        says = promises.says[target.id].map(narrow)
        notes += paragraph(SCREEN["says"].fill(target=name, says=says), lang)
        if target.target is None:
            stated, read = promises.says[f"{target.id}/stated"], SCREEN["unmodelled"].lines(lang)
            rows.append([name.lines(lang), stated.lines(lang), read, ["-"]])
            continue
        unit = _unit(target, target.target, promises)
        read, reached = SCREEN["unrecorded"].lines(lang), ["-"]
        if target.value is not None and target.reached is not None:
            read, reached = [_three(target.value, unit)], [percent(target.reached, lang)]
        rows.append([name.lines(lang), unit.said(target.target).lines(lang), read, reached])
    return [*paragraph(SCREEN["targets"], lang), *table(heads, rows), *notes]


def _unit(judged: GoalJudged | TargetRead, stated: float, promises: Promises) -> Money:
    if judged.metric == "output":
        return money_unit(stated, *promises.currency)
    return _JOBS if judged.metric == "jobs" else _COUNT


def _dated(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"


def _spread(spread: Spread, unit: Money) -> list[str]:
    return [unit.text(spread.p50), f"[{unit.text(spread.p5)}-{unit.text(spread.p95)}]"]


def _three(value: Three, unit: Money) -> str:
    return between(map(unit.text, value))
