"""The answer of a run in one sentence: what is too much or too little, how much, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from sim.measures.verdict.judged import (
    ADEQUATE,
    BAD,
    FAILING,
    IDLE,
    NOT_TESTED,
    SHORT,
    UNCLEAR,
    Judgement,
)
from sim.measures.verdict.outlook import Beyond, Extent
from sim.measures.verdict.turning import Turning
from sim.measures.verdict.verdict import PlaceJudged, Verdict
from sim.plots.turning_words import by_type, level, turns_at
from sim.report.names import named
from sim.text.headline import HEADLINE
from sim.text.screen import narrow, whole
from sim.text.verdict import VERDICTS, telling
from sim.text.words import Words, commas, listed, semicolons

_MOST: Final = 0.5
"""From this share of futures on, what fails is told by its median area; below it, by the share."""


def answer(verdict: Verdict) -> Words:
    """Return the sentence, without its full stop.

    First what most futures have too little or too much of; of the other types what is so in some
    futures, and what nobody can tell; last, where one unknown number decides, that and where the
    verdict turns.
    """
    words = {judged.space: words_of(judged) for judged in verdict.spaces}
    return semicolons(
        [
            *_areas(verdict, SHORT),
            *_areas(verdict, IDLE),
            *_shares(verdict),
            *_doubtful(verdict),
            *_all(verdict, ADEQUATE, [space for space in words if words[space] == [ADEQUATE]]),
            *_all(verdict, NOT_TESTED, [space for space in words if words[space] == [NOT_TESTED]]),
            *_turns(verdict),
        ]
    )


def words_of(judged: PlaceJudged) -> list[str]:
    """What is told of a type, by keys of `TOLD`: its column and the sentence say the same."""
    return telling(judged.shortage.word, judged.idle.word)


class _Much(NamedTuple):
    """A type that is short, or too idle."""

    space: str
    share: float
    """Of futures in which it is."""
    other: Judgement
    """Of its other side."""
    year: int
    area: float
    """The median in that year, m²; 0 where it is that in no year."""
    back: float | None
    """Share of futures in which a later year is within the bound, where the last one mostly is."""

    @property
    def by_area(self) -> bool:
        """Whether its area is told first, as most futures have some; else the share of futures."""
        return self.share >= _MOST and self.area > 0


def _much(verdict: Verdict, word: str) -> Iterator[_Much]:
    """The types of which a word is said: in the last year, or in their worst if over by then."""
    last = int(verdict.judged[1][:4])
    for judged, sight in zip(verdict.spaces, verdict.outlooks, strict=False):
        sides: tuple[Judgement, Judgement] = (judged.shortage, judged.idle)
        side, other = sides if word == SHORT else sides[::-1]
        extent: Extent | None = sight.short if word == SHORT else sight.idle
        if side.word != word:
            continue
        share, year, area = side.probability.failing.share or 0.0, last, 0.0
        back = None
        if extent is not None and extent.year is not None:
            end, worst = extent.end[1], extent.worst[1]
            year, area = (last, end) if end else (extent.year[1], worst)
            if area and not end and isinstance(extent, Beyond):
                back = 1 - (extent.never.share or 0.0)
        told = back if back is not None and back > _MOST else None
        yield _Much(judged.space, share, other, year, area, told)


def _areas(verdict: Verdict, word: str) -> list[Words]:
    """Year by year, the last first; in each the greatest area first."""
    much = [one for one in _much(verdict, word) if one.by_area]
    much.sort(key=lambda one: (-one.year, -one.area))
    told = []
    for year, same in groupby(much, key=lambda one: one.year):
        spaces = [
            HEADLINE["area"].fill(
                space=_name(verdict, one.space),
                area=verdict.areas.said(one.area),
                beside=_beside([*_back(one), *_other(verdict, one)]),
            )
            for one in same
        ]
        told.append(HEADLINE[word].fill(year=str(year), spaces=listed(spaces)))
    return told


def _back(one: _Much) -> list[Words]:
    """In how many futures it is within the bound later, where the last year mostly is."""
    return [] if one.back is None else [HEADLINE["back"].fill(back=whole(one.back))]


def _other(verdict: Verdict, one: _Much) -> list[Words]:
    """What is said of the other side of a type, if it has no clause of its own."""
    if one.other.word == UNCLEAR:
        return [HEADLINE["short_doubtful" if one.other.side == "shortage" else "idle_doubtful"]]
    if one.other.word not in BAD:
        return []
    other = _of(verdict, one.space, one.other.word)
    if other is None or other.by_area:
        return []
    return [HEADLINE[f"{one.other.word}_too"].fill(share=whole(other.share))]


def _beside(parts: list[Words]) -> Words:
    """What stands in brackets; nothing for nothing."""
    return HEADLINE["beside"].fill(parts=commas(parts)) if parts else Words("", "")


def _shares(verdict: Verdict) -> list[Words]:
    """Types that are short or too idle in some futures, with how much if the median has any."""
    told = []
    for judged in verdict.spaces:
        found = {word: _of(verdict, judged.space, word) for word in BAD}
        bad = [(word, one) for word, one in found.items() if one]
        if not bad or any(one.by_area for _, one in bad):
            continue
        word, one = bad[0]
        doubtful = f"{word}_or_unclear" if one.other.word == UNCLEAR else f"{word}_some"
        told.append(
            HEADLINE["both_some" if len(bad) == 2 else doubtful].fill(
                space=_name(verdict, one.space),
                share=whole(one.share),
                much=_detail(verdict, one),
                other=whole(one.other.probability.failing.share),
                more=_detail(verdict, bad[-1][1]),
            )
        )
    return told


def _detail(verdict: Verdict, one: _Much) -> Words:
    """How much there is too little or too much of a type, in which year; nothing for no area."""
    if not one.area:
        return Words("", "")
    area = verdict.areas.said(one.area)
    said = HEADLINE["detail"].fill(area=area, year=str(one.year))
    return _beside([said, *_back(one)])


def _of(verdict: Verdict, space: str, word: str) -> _Much | None:
    return next((one for one in _much(verdict, word) if one.space == space), None)


def _doubtful(verdict: Verdict) -> list[Words]:
    """What nobody can tell: whether a type is enough, and whether too much of it is idle.

    What the sentence has said already is not said again.
    """
    said = {one.space for word in BAD for one in _much(verdict, word)}
    unclear: dict[str, list[str]] = {"shortage": [], "idle": []}
    for one in verdict.spaces:
        if one.space not in said and one.shortage.word == UNCLEAR:
            unclear["shortage"].append(one.space)
        if one.space not in said and one.idle.word == UNCLEAR:
            unclear["idle"].append(one.space)
    return [
        said
        for side, spaces in unclear.items()
        for said in _all(verdict, f"{side}_unclear", spaces)
    ]


def _turns(verdict: Verdict) -> list[Words]:
    """The number that decides the scenario, and where it turns the verdict of a type in doubt.

    Not in doubt is what is short, or too idle, with the confidence that is asked.
    """
    found = verdict.break_even
    if found is None or found.deciding is None:
        return []
    sure = {
        one.space for word in BAD for one in _much(verdict, word) if one.share >= verdict.confidence
    }
    turns = [
        one
        for one in found.turns
        if one.space not in sure and one.point is not None and one.point.value is not None
    ]
    if not turns:
        return []
    name, spaces = found.deciding.name.map(narrow), {one.space for one in turns}
    if len(spaces) == 1:
        space, sides = _name(verdict, spaces.pop()), commas(map(_turned, turns))
        return [HEADLINE["turns_one"].fill(space=space, number=name, parts=sides)]
    parts = by_type(turns, verdict.labels, _turned)
    return [HEADLINE["turns"].fill(number=name, parts=parts)]


def _turned(one: Turning) -> Words:
    key = "above" if one.rising else "below"
    word = VERDICTS[FAILING[one.side]]
    return HEADLINE[key].fill(word=word, value=turns_at(one), level=level([one]))


def _name(verdict: Verdict, space: str) -> Words:
    return named(verdict, f"space/{space}")


def _all(verdict: Verdict, key: str, spaces: list[str]) -> list[Words]:
    names = [_name(verdict, space) for space in spaces]
    return [HEADLINE[key].fill(spaces=listed(names))] if names else []
