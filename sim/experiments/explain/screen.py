"""The story of a company as a planner reads it in a terminal: the answer last."""

from __future__ import annotations

from sim.experiments.explain.answer import BOTH, ExplainAnswer
from sim.experiments.explain.story import Sight, SightPlace
from sim.experiments.explain.words import EXPLAIN, SIGHT
from sim.scenario.values.amounts import Areas
from sim.text.screen import columns, concluded, held, hung, narrow, paragraph, table, wrap
from sim.text.words import Lang, Words

_NAMES = 3
"""Requests ahead that are named."""
_INDENT = 7
"""Columns before what a request saw."""


def screen(answer: ExplainAnswer, lang: Lang) -> str:
    """Return the whole screen."""
    two = len(answer.lives) == 2
    title = EXPLAIN["title"].fill(
        company=answer.company,
        track=answer.track,
        replication=str(answer.replication),
        seed=str(answer.seed),
    )
    names = {"ab"[i]: life.name for i, life in enumerate(answer.lives)}
    scenarios = EXPLAIN["two" if two else "one"].fill(**names)
    lines = [*paragraph(title, lang), *paragraph(scenarios, lang), ""]
    for mark, entry, sights in answer.merged():
        head = f"  {mark if two else '':2} {entry.date}  "
        for text in entry.words.lines(lang):
            lines += hung(narrow(text), head)
            head = " " * len(head)
        for who, sight in sights:
            lines += _sight(who, sight, lang, answer.lives[0].areas)
    return "\n".join(["", *lines, "", *concluded(_concludes(answer), lang)])


def _concludes(answer: ExplainAnswer) -> list[Words]:
    two = len(answer.lives) == 2
    sentences = []
    for mark, life in zip(BOTH if two else "-", answer.lives, strict=True):
        waits = EXPLAIN["waits"].fill(months=f"{life.story.waited:.1f}")
        sentence = EXPLAIN["sum_in" if two else "sum"]
        sentences.append(
            sentence.fill(company=answer.company, mark=mark, waits=waits, end=life.end)
        )
    if two:
        date = answer.parts
        sentences.append(EXPLAIN["same"] if date is None else EXPLAIN["parts"].fill(date=date))
    return sentences


def _sight(who: str, sight: Sight | None, lang: Lang, areas: Areas) -> list[str]:
    """A small table of what a request saw, and who was ahead of it."""
    if sight is None:
        return []
    heads = [
        SIGHT["needs"].fill(area=areas.whole(sight.area)).lines(lang),
        *(SIGHT[key].lines(lang) for key in ("free", "capacity", "opens")),
    ]
    rows = [
        [
            [place.name.line(lang)],
            [_free(place, areas).line(lang)],
            [areas.digits(place.capacity)],
            ["" if place.opens is None else f"{areas.digits(place.site)} {place.opens}"],
        ]
        for place in sight.places
    ]
    with held(columns() - _INDENT):
        lines = table(heads, rows)
    names = ", ".join(sight.ahead[:_NAMES]) + (" …" if len(sight.ahead) > _NAMES else "")
    ahead = SIGHT["ahead"].fill(
        count=str(len(sight.ahead)), area=areas.whole(sight.ahead_area), names=names
    )
    words = ahead if sight.ahead else SIGHT["nobody"]
    for line in words.lines(lang):
        lines += [f"  {part}" for part in wrap(line, columns() - _INDENT - 2)]
    first, *rest = (narrow(line) for line in lines)
    return [f"{who:>{_INDENT - 1}} {first}", *(" " * _INDENT + line for line in rest)]


def _free(place: SightPlace, areas: Areas) -> Words:
    free = areas.digits(place.free)
    if place.closed:
        return SIGHT["closed"].fill(free=free)
    if place.room < place.free:
        return SIGHT["room"].fill(free=free, room=areas.digits(place.room))
    return Words(free, free)
