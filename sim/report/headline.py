"""The answer of a run, a line for each type: short or too idle, how much, by when, how sure."""

from __future__ import annotations

from typing import Final

from sim.measures.statistics import Three
from sim.measures.verdict.judged import ADEQUATE, BAD, NOT_TESTED, UNCLEAR, Judgement
from sim.measures.verdict.outlook import Beyond, Extent, Outlook
from sim.measures.verdict.turning import Turning
from sim.measures.verdict.verdict import PlaceJudged, Verdict
from sim.plots.turning_words import at, by_type
from sim.report.names import named
from sim.text.headline import HEADLINE
from sim.text.screen import narrow, stated, whole
from sim.text.verdict import telling
from sim.text.words import Words, commas, semicolons

_MOSTLY: Final = 0.5
"""Share of the futures beyond which it is said that they are within the bound later."""


def headline(verdict: Verdict) -> list[Words]:
    """Return a line for each type, in the scenario's order, then where it turns, if it does.

    Of each what is bad, in how many futures if that is not sure, and how much of it there is: the
    median with quantiles 10 and 90, of the last year, or of the worst where the last has none. Then
    what nobody can tell.
    """
    lines = [
        HEADLINE["line"].fill(
            space=named(verdict, f"space/{judged.space}"), said=_said(verdict, judged, sight)
        )
        for judged, sight in zip(verdict.spaces, verdict.outlooks, strict=False)
    ]
    return [*lines, *_turning(verdict)]


def words_of(judged: PlaceJudged) -> list[str]:
    """What is told of a type, by keys of `TOLD`."""
    return telling(judged.shortage.word, judged.idle.word)


def _said(verdict: Verdict, judged: PlaceJudged, sight: Outlook) -> Words:
    sides = (judged.shortage, sight.short), (judged.idle, sight.idle)
    bad = [(side, extent) for side, extent in sides if side.word in BAD]
    bad.sort(key=lambda pair: _told(verdict, pair[1])[0])
    said = [_bad(verdict, side, extent, alone=len(bad) == 1) for side, extent in bad]
    level = stated(1 - verdict.confidence)
    for key, (side, _) in zip(("enough?", "idle?"), sides, strict=True):
        if side.word == UNCLEAR:
            share = whole(side.probability.failing.share)
            said.append(HEADLINE[key].fill(share=share, level=level))
    said = said or [HEADLINE[word] for word in words_of(judged)]
    tested = [side for side, _ in sides if side.word != NOT_TESTED]
    if len(tested) == 1:
        said.append(
            HEADLINE["idle_untested" if tested[0].side == "shortage" else "shortage_untested"]
        )
    return semicolons(said)


def _bad(verdict: Verdict, side: Judgement, extent: Extent | None, *, alone: bool) -> Words:
    """What is bad, in how many futures if it is not sure, and how much of it there is.

    alone: whether the other side is not bad; else both say in how many futures, as some have both.
    """
    word = HEADLINE[side.word]
    if not (alone and _sure(verdict, side)):
        word = HEADLINE[f"{side.word}_some"].fill(share=whole(side.probability.failing.share))
    year, kind, area = _told(verdict, extent)
    if extent is None or not kind:
        return word
    told = HEADLINE[f"{side.word}_{kind}"]
    much = [told.fill(year=year, area=verdict.areas.ranged(*area)), *_back(extent, kind)]
    return HEADLINE["told"].fill(word=word, much=commas(much))


def _told(verdict: Verdict, extent: Extent | None) -> tuple[str, str, Three]:
    """Of which year an area is told: the last, or the worst if it has none by then; the area.

    The second is `end` or `worst`; '' where the median is none in both.
    """
    last = verdict.judged[1][:4]
    if extent is not None and shows(verdict, extent.end[1]):
        return last, "end", extent.end
    if extent is not None and extent.year is not None and shows(verdict, extent.worst[1]):
        return str(extent.year[1]), "worst", extent.worst
    return last, "", (0.0, 0.0, 0.0)


def shows(verdict: Verdict, area: float) -> bool:
    """Whether an area is more than nothing in the digits that are shown."""
    return float(verdict.areas.text(area)) > 0


def _back(extent: Extent, kind: str) -> list[Words]:
    """In how many futures it is within the bound later, where most are in the last year."""
    if kind == "end" or not isinstance(extent, Beyond):
        return []
    back = 1 - (extent.never.share or 0.0)
    if back <= _MOSTLY:
        return []
    return [HEADLINE["back_in_all" if back == 1 else "back"].fill(back=whole(back))]


def _sure(verdict: Verdict, side: Judgement) -> bool:
    """Whether a type is short, or too idle, with the confidence that is asked."""
    share = side.probability.failing.share or 0.0
    return side.word in BAD and share >= verdict.confidence


def _drawn(one: Turning) -> Words:
    """What the futures drew of the number: from where to where, and its median."""
    low, high, middle = (
        Words(one.number.text(value, "zh"), one.number.text(value, "en"))
        for value in (*one.drawn, one.middle)
    )
    return HEADLINE["drawn"].fill(low=low, high=high, middle=middle)


def _turned(one: Turning) -> Words:
    assert one.point is not None  # `BreakEven.turns` have one
    side = HEADLINE["below" if one.rising else "above"]
    return HEADLINE[f"{one.side}_turns"].fill(side=side, value=at(one.number, one.point, "at_95"))


def _turning(verdict: Verdict) -> list[Words]:
    """Return what the number that decides makes of the types in doubt, and what was drawn of it.

    Nothing where no number decides, or where it turns nothing that is in doubt. Not in doubt is a
    type that is short, or too idle, with the confidence that is asked, and a side that holds.
    """
    found = verdict.break_even
    if found is None or found.deciding is None:
        return []
    doubtful = {
        (judged.space, side.side)
        for judged in verdict.spaces
        if not any(_sure(verdict, side) for side in (judged.shortage, judged.idle))
        for side in (judged.shortage, judged.idle)
        if side.word != ADEQUATE
    }
    turns = [one for one in found.turns if (one.space, one.side) in doubtful]
    if not turns:
        return []
    spaces = {one.space for one in turns}
    key, parts = "turns_one", commas(map(_turned, turns))
    if len(spaces) > 1:
        key, parts = "turns", by_type(turns, verdict.labels, _turned)
    said = HEADLINE[key].fill(
        space=named(verdict, f"space/{turns[0].space}"),
        number=found.deciding.name.map(narrow),
        drawn=_drawn(turns[0]),
        confidence=stated(verdict.confidence),
        parts=parts,
    )
    return [said]
