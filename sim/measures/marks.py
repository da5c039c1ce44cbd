"""Probabilities as text in one column of a table."""

from __future__ import annotations

from sim.measures.intervals import Probability
from sim.measures.judged import NOT_TESTED, Judgement
from sim.text.verdict import MARKS


def marked(judged: Judgement) -> str:
    """A judgement by its mark, with its probability."""
    mark = MARKS[judged.word]
    return mark if judged.word == NOT_TESTED else f"{mark} {percent(judged.probability)}"


def percent(found: Probability) -> str:
    """A probability with its interval, in whole percent: ` 74 (68-80)`.

    Where some replications tested nothing, their share follows: ` 74 (68-80) [34]`.
    """
    if found.share is None:
        return "  -"
    apart = f" [{whole(found.untested_share)}]" if found.untested else ""
    return f"{whole(found.share):>3} ({whole(found.low)}-{whole(found.high)}){apart}"


def whole(share: float) -> str:
    """Whole percent; 0 and 100 only where it is exactly that."""
    near = f"{share * 100:.0f}"
    if near == "0" and share > 0:
        return "<1"
    return ">99" if near == "100" and share < 1 else near
