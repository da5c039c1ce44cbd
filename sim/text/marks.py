"""Probabilities as text in one column of a table."""

from __future__ import annotations

from sim.measures.verdict.intervals import Probability
from sim.measures.verdict.judged import NOT_TESTED, Judgement
from sim.text.figures import Lang, Words
from sim.text.verdict import MARKS


def marked(judged: Judgement, lang: Lang) -> str:
    """A judgement by its mark, with its probability."""
    mark = MARKS[judged.word]
    return mark if judged.word == NOT_TESTED else f"{mark} {percent(judged.probability, lang)}"


def percent(found: Probability, lang: Lang) -> str:
    """A probability with its interval, in whole percent: ` 74 (68-80)`.

    Where some replications tested nothing, their share follows: ` 74 (68-80) [34]`.
    """
    if found.share is None:
        return "  -"
    apart = f" [{whole(found.untested_share)}]" if found.untested else ""
    ends = spread(whole(found.low), whole(found.high))
    return f"{whole(found.share):>3} ({ends.zh if lang == 'zh' else ends.en}){apart}"


def spread(low: str, high: str, dash: str = "-") -> Words:
    """Both ends of an interval: `68-80`, but `72 to >99` where an end has a sign."""
    ends = (low, high)
    if any(end.startswith(("<", ">")) for end in ends):
        return Words(" 至 ".join(ends), " to ".join(ends))
    return Words(dash.join(ends), dash.join(ends))


def whole(share: float) -> str:
    """Whole percent; 0 and 100 only where it is exactly that."""
    near = f"{share * 100:.0f}"
    if near == "0" and share > 0:
        return "<1"
    return ">99" if near == "100" and share < 1 else near
