"""What all types require together, as a planner reads it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.required.answer import Need, RequiredAnswer
from sim.experiments.required.joint_answer import JointAnswer, JointPart, JointPlan
from sim.experiments.required.played import Played
from sim.experiments.required.screen import (
    area,
    basis,
    judged,
    number,
    outlasting,
    tranches,
)
from sim.experiments.required.words import REQUIRED
from sim.scenario.values.amounts import money_unit
from sim.text.screen import concluded, paragraph, rounded, stated, table
from sim.text.words import Lang, Words, in_a_row, semicolons


def joint_screen(answer: RequiredAnswer, joint: JointAnswer, lang: Lang) -> str:
    """Return what a terminal shows: the split beside the answers one at a time, the answer last."""
    size = {"n": str(answer.needs[0].futures), "share": stated(answer.confidence)}
    lines = ["", *paragraph(REQUIRED["title_jointly"].fill(place=answer.place, **size), lang), ""]
    unit = largest(answer)
    word = unit.areas.word("large" if unit.large else "plain")
    head = REQUIRED["joint_head"].fill(unit=Words(word.zh.strip(), word.en.strip()))
    lines += [*paragraph(head, lang), *_table(answer, joint, lang)]
    what = REQUIRED["joint_money" if joint.money else "joint_area"]
    notes = [*_notes(answer, joint), *basis(answer), REQUIRED["joint_columns"].fill(what=what)]
    lines += [line for words in notes for line in paragraph(words, lang)]
    return "\n".join([*lines, "", *concluded(_concludes(answer, joint), lang)])


def largest(answer: RequiredAnswer) -> Need:
    """Return the type of which there is most: its unit is that of all."""
    return max(answer.needs, key=lambda need: need.as_planned.capacity)


def _table(answer: RequiredAnswer, joint: JointAnswer, lang: Lang) -> list[str]:
    keys = ("joint_type", "joint_alone", "joint_together", "joint_build", "joint_level")
    heads = [REQUIRED[key].lines(lang) for key in keys]
    unit, plan = largest(answer), joint.plan
    parts: Sequence[JointPart | None] = plan.parts if plan else (None,) * len(answer.needs)
    rows: list[list[Sequence[str]]] = []
    for need, part in zip(answer.needs, parts, strict=True):
        own = need.row(answer.confidence).value
        cells = [[_signed(unit, own)], ["-"], ["-"], ["-"]]
        if part:
            built = part.planned + part.value
            of = f" ({rounded(built / part.planned)})" if part.planned else ""
            level = "-" if part.level is None else rounded(part.level)
            cells[1:] = [[_signed(unit, part.value)], [number(unit, built) + of], [level]]
        rows.append([need.name.lines(lang), *cells])
    alone = joint.alone
    totals = [alone.total if alone else None, plan.total if plan else None]
    rows.append([REQUIRED["joint_total"].lines(lang), *[[_signed(unit, t)] for t in totals], *_NO])
    if joint.money:
        scale, name = money_unit(unit.units.currency)
        costs = [alone.cost if alone else None, plan.cost if plan else None]
        cells = [["-" if cost is None else f"{cost / scale:+,.1f}"] for cost in costs]
        rows.append([REQUIRED["joint_cost"].fill(unit=name).lines(lang), *cells, *_NO])
    played = [answer.together, plan.played if plan else None]
    rows.append([REQUIRED["joint_hold"].lines(lang), *[[_holds(p)] for p in played], *_NO])
    fresh = _holds(plan.fresh if plan else None)
    rows.append([REQUIRED["joint_fresh"].lines(lang), ["-"], [fresh], *_NO])
    return table(heads, rows)


_NO: list[list[str]] = [["-"], ["-"]]


def _signed(unit: Need, value: float | None) -> str:
    return "-" if value is None else number(unit, value, True)


def _holds(played: Played | None) -> str:
    return f"{played.chance.holds}/{played.tested}" if played else "-"


def _notes(answer: RequiredAnswer, joint: JointAnswer) -> list[Words]:
    names = dict.fromkeys(name for need in answer.needs for name in need.standards)
    sentences = [REQUIRED["standards"].fill(names=in_a_row(names))]
    n, plan = str(joint.tested), joint.plan
    if plan:
        asked = {"must": str(plan.must), "n": n, "share": stated(answer.confidence)}
        sentences.append(REQUIRED["joint_promise"].fill(**asked))
        key = "joint_counted" if plan.apart else "joint_acting"
        again = REQUIRED["joint_rounds"].fill(n=str(plan.rounds)) if plan.rounds else Words("", "")
        counts = {"counted": str(plan.counted), "played": str(plan.played.chance.holds)}
        sentences.append(REQUIRED[key].fill(rounds=again, **counts))
    if joint.common:
        level, total = joint.common
        signed = area(largest(answer), total, signed=True)
        sentences.append(REQUIRED["joint_common"].fill(level=rounded(level), total=signed))
    broken = [need for need in answer.needs if need.monotone < need.futures]
    if broken:
        counts_ = [_named(need, str(need.futures - need.monotone)) for need in broken]
        listed = semicolons(counts_)
        sentences.append(
            REQUIRED["joint_monotone"].fill(list=listed, n=str(answer.needs[0].futures))
        )
    else:
        n_all = str(answer.needs[0].futures)
        sentences.append(REQUIRED["monotone"].fill(good=n_all, n=n_all))
    for need in answer.needs:
        sentences += [_named(need, words) for words in outlasting(need)]
    if plan and plan.phased:
        for need, part in zip(answer.needs, plan.parts, strict=True):
            if part.tranches:
                sentences.append(_named(need, tranches(need, part.tranches)))
        sentences.append(judged("joint_phases_held", plan.phased[1], plan.phased[0]))
    return sentences


def _named(need: Need, value: Words | str) -> Words:
    return REQUIRED["detail"].fill(name=need.name, value=value)


def _concludes(answer: RequiredAnswer, joint: JointAnswer) -> list[Words]:
    plan, unit = joint.plan, largest(answer)
    sentences = [_whole(answer, plan)]
    if plan:
        split = [
            _named(need, area(unit, part.value, signed=True))
            for need, part in zip(answer.needs, plan.parts, strict=True)
        ]
        sentences.append(REQUIRED["joint_split"].fill(list=semicolons(split)))
        sentences.append(judged("joint_judged", plan.fresh, plan.played))
    if joint.alone and answer.together:
        sentences.append(
            REQUIRED["joint_beside"].fill(
                total=area(unit, joint.alone.total, signed=True),
                n=str(answer.together.tested),
                holds=str(answer.together.chance.holds),
            )
        )
    return sentences


def _whole(answer: RequiredAnswer, plan: JointPlan | None) -> Words:
    given = {"share": stated(answer.confidence)}
    if plan is None:
        return REQUIRED["joint_none"].fill(**given)
    less, unit = plan.total <= 0, largest(answer)
    ends = [plan.high, plan.low] if less else [plan.low, plan.high]
    sign = -1 if less else 1
    low, high = (area(unit, sign * e[0]) if e else REQUIRED["unknown_end"] for e in ends)
    key = "joint_less" if less else "joint_more"
    return REQUIRED[key].fill(area=area(unit, abs(plan.total)), low=low, high=high, **given)
