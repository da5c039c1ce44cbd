"""The answer of `required` as a planner reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.required.answer import Need, Phases, RequiredAnswer, RequiredRow
from sim.experiments.required.levers import NAMED, AreaLever, Lever, NumberLever
from sim.experiments.required.played import Played
from sim.experiments.required.words import REQUIRED
from sim.scenario.values.quantities import show_quantity
from sim.scenario.values.units import DIMENSIONS, FACTOR
from sim.text.screen import concluded, narrow, paragraph, rounded, stated, table, whole
from sim.text.words import Lang, Words, in_a_row, joined, month_text, semicolons

_TENTH = 0.1
"""From a step of this much of a large unit on, its tenths show every step."""


def screen(answer: RequiredAnswer, lang: Lang) -> str:
    """Return what a terminal shows: a table a type, what the columns mean, the answer last."""
    size = {"n": str(answer.needs[0].futures), "share": stated(answer.confidence)}
    key = "title" if answer.lever is None else "title_lever"
    title = REQUIRED[key].fill(place=answer.place, lever=answer.lever_name, **size)
    lines = ["", *paragraph(title, lang)]
    for need in answer.needs:
        lines += ["", *paragraph(_headed(need), lang), *_table(need, answer.confidence, lang)]
        lines += [
            line for words in notes(need, answer.confidence) for line in paragraph(words, lang)
        ]
    lines.append("")
    if answer.lever is None:
        for words in (*basis(answer), REQUIRED["columns"]):
            lines += paragraph(words, lang)
    else:
        for words in (*_acts(answer), REQUIRED["columns_lever"]):
            lines += paragraph(words, lang)
    concludes = [verdict(need, answer) for need in answer.needs]
    if answer.together:
        n, holds = str(answer.needs[0].futures), str(answer.together.chance.holds)
        concludes.append(REQUIRED["together"].fill(n=n, holds=holds))
    return "\n".join([*lines, "", *concluded(concludes, lang)])


def area(need: Need, value: float, signed: bool = False) -> Words:
    """An area with its unit, as the table has it; units of certain width in a terminal."""
    zh, en = need.areas.word("after" if need.large else "plain")
    text = number(need, value, signed)
    return Words(text + zh, text + en)


def shown(need: Need, value: float) -> Words:
    """What a lever shows, with its unit; areas are differences from the plan."""
    if isinstance(need.lever, AreaLever):
        return area(need, value)
    if need.lever.unit == FACTOR.key:
        return Words(stated(round(value, 4)), stated(round(value, 4)))
    unit = DIMENSIONS[need.lever.unit].within(need.units)
    return Words(show_quantity(value, unit, "zh"), show_quantity(value, unit, "en"))


def verdict(need: Need, answer: RequiredAnswer) -> Words:
    """One sentence: what is required of a type, or what its standards bear."""
    row = need.row(answer.confidence)
    given: dict[str, Words | str] = {"name": need.name, "share": stated(answer.confidence)}
    if not need.tells(answer.confidence):
        return REQUIRED["few_tested"].fill(tested=str(need.tested), **given)
    if isinstance(need.lever, NumberLever):
        return _bears(need, need.lever, row, answer.lever_name, given)
    best = need.lever.value(need.lever.top)
    if row.value is None:
        return REQUIRED["beyond"].fill(area=area(need, best), **given)
    if row.at_worst:
        key = "none" if need.lever.planned and need.lever.bottom < need.lever.start else "zero"
        return REQUIRED[key].fill(area=area(need, need.lever.planned), **given)
    ends = [row.low, row.high]
    span = {"low": bound(need, row.low), "high": bound(need, row.high)}
    if row.value > 0:
        given |= {"date": need.month(need.lever.tick), "area": area(need, row.value)}
        return REQUIRED["more"].fill(**given, **span)
    if row.value == 0:
        return REQUIRED["exactly"].fill(**given, **span)
    less = [Words("未知", "unknown") if end is None else area(need, -end) for end in reversed(ends)]
    part = stated(round(need.lever.total(row.value) / need.lever.planned, 2))
    return REQUIRED["less"].fill(
        area=area(need, -row.value), low=less[0], high=less[1], part=part, **given
    )


def _bears(
    need: Need, lever: NumberLever, row: RequiredRow, name: Words, given: dict[str, Words | str]
) -> Words:
    given = {**given, "lever": name}
    if row.value is None:
        return REQUIRED["bears_none"].fill(value=shown(need, lever.value(lever.top)), **given)
    if row.at_worst:
        return REQUIRED["bears_all"].fill(value=shown(need, row.value), **given)
    ends = (row.high, row.low) if not lever.rises else (row.low, row.high)
    return REQUIRED["bears_down" if lever.rises else "bears_up"].fill(
        value=shown(need, row.value), low=bound(need, ends[0]), high=bound(need, ends[1]), **given
    )


def notes(need: Need, confidence: float) -> list[Words]:
    """What is sentences below a table."""
    n = str(need.futures)
    sentences = [REQUIRED["standards"].fill(names=in_a_row(need.standards))]
    if need.monotone == need.futures:
        sentences.append(REQUIRED["monotone"].fill(good=n, n=n))
    else:
        bad = str(need.futures - need.monotone)
        over = REQUIRED["over"].fill(gap=shown(need, need.gap)) if need.gap else Words("", "")
        sentences.append(REQUIRED["not_monotone"].fill(bad=bad, n=n, over=over))
    sentences += outlasting(need)
    row = need.row(confidence)
    if row.played and (row.played.chance.share or 0.0) < confidence:
        holds, tested = str(row.played.chance.holds), str(row.played.tested)
        sentences.append(REQUIRED["fewer"].fill(holds=holds, n=tested, share=stated(confidence)))
    if isinstance(need.lever, AreaLever):
        sentences += _caution(need)
    if need.phases:
        sentences += _phasing(need, need.phases)
    return sentences


def outlasting(need: Need) -> list[Words]:
    """Futures that tell nothing of the need, and those that nothing serves."""
    counts = (("untested", need.untested), ("never", need.never))
    return [REQUIRED[key].fill(count=str(count)) for key, count in counts if count]


def _caution(need: Need) -> list[Words]:
    """What the step from 80 % to 95 % costs."""
    less, more = need.row(0.8), need.row(0.95)
    if less.value is None or more.value is None or not (less.played and more.played):
        return []
    if more.value == less.value:
        return []
    return [
        REQUIRED["caution"].fill(
            from_=stated(0.8),
            to=stated(0.95),
            area=area(need, more.value - less.value),
            idle_from=area(need, less.played.idle),
            idle_to=area(need, more.played.idle),
        )
    ]


def _phasing(need: Need, phases: Phases) -> list[Words]:
    held = judged("phases_held", phases.played, phases.chosen)
    return [tranches(need, phases.tranches), held]


def judged(key: str, fresh: Played, chosen: Played) -> Words:
    """In how many futures a plan holds: fresh ones, and those that chose it."""
    return REQUIRED[key].fill(
        n=str(fresh.tested),
        holds=str(fresh.chance.holds),
        low=whole(fresh.chance.low),
        high=whole(fresh.chance.high),
        of=str(chosen.tested),
        chosen=str(chosen.chance.holds),
    )


def tranches(need: Need, opened: Sequence[tuple[int, float]]) -> Words:
    """What opens in which month."""
    parts = [(month_text(month), area(need, size)) for month, size in opened]
    listed = semicolons(joined([Words(when, when), size], " +", " +") for when, size in parts)
    return REQUIRED["phases"].fill(list=listed)


def basis(answer: RequiredAnswer) -> list[Words]:
    """What areas mean: where more stands and from when, and what is built smaller."""
    needs = [need for need in answer.needs if isinstance(need.lever, AreaLever)]
    levers = [need.lever for need in needs if isinstance(need.lever, AreaLever)]
    dates = sorted({need.month(lever.tick) for need, lever in zip(needs, levers, strict=True)})
    rule = REQUIRED["rule_park" if len(levers[0].pools) == 1 else "rule_plan"]
    sentences = [REQUIRED["basis"].fill(date=" / ".join(dates), rule=rule)]
    if answer.enough:
        key = "enough_kept" if levers[0].bottom == levers[0].start else "enough"
        sentences.insert(0, REQUIRED[key].fill(names=in_a_row(answer.enough)))
    if any(lever.planned and lever.bottom < lever.start for lever in levers):
        sentences.append(REQUIRED["less_by"].fill(projects=_projects(levers[0])))
    return sentences


def _acts(answer: RequiredAnswer) -> list[Words]:
    """What a lever with a name does."""
    lever = answer.needs[0].lever
    if not isinstance(lever, NumberLever) or lever.name not in NAMED:
        return []
    return [REQUIRED[f"acts_{lever.name}"].fill(projects=_projects(lever))]


def _projects(lever: Lever) -> Words:
    return in_a_row(Words(project, project) for project in lever.projects)


def _headed(need: Need) -> Words:
    """The name of a type, with the unit of the areas under it."""
    unit = need.areas.word("large" if need.large else "plain")
    return Words(f"{need.name.zh}（{unit.zh.strip()}）", f"{need.name.en} ({unit.en.strip()})")


def _table(need: Need, confidence: float, lang: Lang) -> list[str]:
    lever = need.lever
    areas = isinstance(lever, AreaLever)
    keys = ["confidence", "change" if areas else "value", "interval"]
    keys += ["build", "lettable", "short", "idle"] if areas else ["short", "idle"]
    heads = [REQUIRED[key].lines(lang) for key in keys]
    begin = (
        "0" if isinstance(lever, AreaLever) else narrow(shown(need, lever.begin).lines(lang)[-1])
    )
    rows = [_cells(need, row, row.confidence == confidence, lang) for row in need.rows]
    middle: list[Sequence[str]] = [["-"] for _ in keys[4:]]
    if isinstance(lever, AreaLever) and lever.planned:
        middle[1] = [f"{number(need, lever.planned)} (100%)"]
    planned = [REQUIRED["planned"].lines(lang), [begin], *middle, *_outcome(need, need.as_planned)]
    return table(heads, [*rows, planned])


def _cells(need: Need, row: RequiredRow, asked: bool, lang: Lang) -> list[Sequence[str]]:
    cells: list[Sequence[str]] = [[stated(row.confidence) + (" <-" if asked else "")]]
    if isinstance(need.lever, NumberLever):
        value = "-" if row.value is None else narrow(shown(need, row.value).lines(lang)[-1])
        ends = (row.low, row.high) if need.lever.rises else (row.high, row.low)
        bounds = [bound(need, end).lines(lang)[-1] for end in ends]
        cells += [[value], [narrow(f"{bounds[0]} .. {bounds[1]}")]]
        return cells + (_outcome(need, row.played) if row.played else [["-"], ["-"]])
    if row.value is None:
        return [*cells, *[["-"]] * 6]
    sign = "<= " if row.at_worst else ""
    ends_text = " .. ".join(
        "?" if end is None else number(need, end, True) for end in (row.low, row.high)
    )
    total, planned = need.lever.total(row.value), need.lever.planned
    part = f" ({rounded(total / planned)})" if planned else ""
    cells += [
        [sign + number(need, row.value, True)],
        [ends_text],
        [number(need, total) + part],
        [number(need, need.lever.lettable(row.value), True)],
    ]
    return cells + (_outcome(need, row.played) if row.played else [["-"], ["-"]])


def _outcome(need: Need, played: Played) -> list[Sequence[str]]:
    idle = f"{number(need, played.idle)} ({rounded(played.vacancy)})"
    return [[f"{played.chance.fails}/{played.tested}"], [idle]]


def number(need: Need, value: float, signed: bool = False) -> str:
    """An area in the unit of the table, to the digits of the grid."""
    areas = need.areas
    tenths = isinstance(need.lever, NumberLever) or need.lever.step >= _TENTH * areas.large
    digits = (1 if tenths else 2) if need.large else 0
    shown = round(value / (areas.large if need.large else areas.plain), digits)
    text = f"{shown + 0.0:,.{digits}f}"  # never -0
    return f"+{text}" if signed and value > 0 else text


def bound(need: Need, value: float | None) -> Words:
    """An end of an interval, which may be unknown."""
    return REQUIRED["unknown_end"] if value is None else shown(need, value)
