"""What "short" and "too idle" test, in one sentence: the bounds of the standards, type by type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sim.measures.verdict.judged import NOT_TESTED, StandardJudged
from sim.measures.verdict.verdict import Verdict
from sim.report.verdict_screen import points
from sim.text.screen import stated
from sim.text.what_fails import WHAT_FAILS
from sim.text.words import Words, joined

_SIDES: Final = ("shortage", "idle")
_NONE: Final = "-"


def what_fails(verdict: Verdict) -> list[Words]:
    """Return from how many futures on a side is told, and what fails it; nothing without standards.

    Of standards of whole types. A bound that all have that have one stands alone; others stand in
    the order of the types with slashes, as in `15/-/12/10%`, `-` where a type has none. That parks
    or tracks have others is said.
    """
    told = [WHAT_FAILS[side].fill(tests=said) for side in _SIDES if (said := _side(verdict, side))]
    sides = [side for one in verdict.spaces for side in (one.shortage, one.idle)]
    margins = [side.probability.margin for side in sides if side.word != NOT_TESTED]
    rule = WHAT_FAILS["rule"].fill(
        level=stated(1 - verdict.confidence),
        points=points(max(margins, default=0.0)),
        confidence=stated(verdict.confidence),
    )
    return [rule, *told] if told else []


def _side(verdict: Verdict, side: str) -> Words | None:
    """Return the tests of a side, one for each kind of standard."""
    kinds: dict[tuple[object, ...], list[StandardJudged]] = {}
    for one in verdict.standards:
        if one.judged.side == side and one.park is None and one.track is None:
            kinds.setdefault((one.metric, one.over, one.share), []).append(one)
    tests = [_test(verdict, some) for some in kinds.values()]
    if any(one.judged.side == side and (one.park or one.track) for one in verdict.standards):
        tests.append(WHAT_FAILS["parts"])
    return joined(tests, "，或", ", or ") if tests else None


def _test(verdict: Verdict, some: Sequence[StandardJudged]) -> Words:
    one = some[0]
    bounds = [(each.space, _bound(each)) for each in some]
    within = [(each.space, f"{each.within:g}") for each in some if each.within is not None]
    key = one.metric
    if one.over is not None:
        key = f"{one.over}_{'above' if one.judged.side == 'idle' else 'below'}"
    return WHAT_FAILS[key].fill(
        measure=WHAT_FAILS[one.metric],
        bound=_row(verdict, bounds),
        within=_row(verdict, within),
        rest=stated(1 - one.share) if one.share is not None else "",
    )


def _bound(one: StandardJudged) -> str:
    return f"{one.bound:g}" if one.metric == "months_of_supply" else stated(one.bound)


def _row(verdict: Verdict, values: Sequence[tuple[str, str]]) -> str:
    """One value where all have the same; else those of each type, `&` between several, one unit."""
    if len({value for _, value in values}) <= 1:
        return values[0][1] if values else ""
    row = []
    for judged in verdict.spaces:
        own = dict.fromkeys(value for space, value in values if space == judged.space)
        row.append("&".join(own) or _NONE)
    unit = "%" if any(one.endswith("%") for one in row) else ""
    return "/".join(one.replace("%", "") for one in row) + unit
