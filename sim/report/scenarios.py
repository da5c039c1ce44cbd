"""Scenarios side by side: one row each, from the files that their runs left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sim.report.markdown import table
from sim.text.figures import Words
from sim.text.scenarios import NEVER, TABLE
from sim.text.verdict import VERDICTS

ABSENT: Final = "–"
"""Where a run has nothing to say: no goals, no economy, nothing asked about what is required."""
_TEN_THOUSAND: Final = 1e4

Plain = Mapping[str, Any]
"""Data as read from JSON."""


@dataclass(frozen=True)
class Played:
    """What is known of one scenario."""

    id: str
    """Name of its file."""
    name: Words
    verdict: Plain
    """`verdict.json` of its run."""
    required: Plain | None = None
    """`answer.json` of `required` for one space type."""
    output: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)
    """P10, P50, P90 of output by year, 亿元."""


def scenarios(played: Sequence[Played], years: Sequence[int]) -> str:
    """Return the Markdown table, in the order given; `years` are those whose output is shown.

    Probabilities in %, with their 95 % intervals; onsets as the share of futures and the median
    first month; the required area as the gross total that gives the scenario's confidence.
    """
    heads = [
        *(TABLE[key] for key in ("scenario", "enough", "idle", "goals", "shortage", "glut")),
        TABLE["required"],
        *(TABLE["output"].fill(year=str(year)) for year in years),
    ]
    return "\n".join(table(heads, ([*_row(one), *_outputs(one, years)] for one in played)))


def _row(one: Played) -> list[Words | str]:
    verdict = one.verdict
    return [
        f"{one.name.line('both')} `{one.id}`",
        _side(verdict["shortage"]),
        _side(verdict["idle"]),
        _side((verdict.get("promises") or {}).get("goals")),
        _likeliest(verdict, "shortage"),
        _likeliest(verdict, "glut"),
        _required(one.required),
    ]


def _side(judged: Plain | None) -> str:
    """`够用 adequate 100 (96–100)`."""
    if judged is None or judged["probability"]["share"] is None:
        return ABSENT
    word, chance = VERDICTS[judged["word"]], judged["probability"]
    number = f"{_whole(chance['share'])} ({_whole(chance['low'])}–{_whole(chance['high'])})"
    return f"{word.line('both')} {number}"


def _likeliest(verdict: Plain, kind: str) -> Words | str:
    """The space type in which it is most frequent (then earliest), how often, and when."""
    found = [
        (-onset["happens"]["share"], onset["p50"], place["space"])
        for place in verdict["signals"]
        if place["park"] is None and (onset := place[kind]) and onset["happens"]["holds"]
    ]
    if not found:
        return NEVER
    share, month, space = min(found)
    zh, en = verdict["labels"][f"space/{space}"]
    return Words(zh, en).line("both") + f" {_whole(-share)}% {month}"


def _required(answer: Plain | None) -> str:
    """`92 (60–125)`: the total that gives the confidence, with the interval of the change."""
    if answer is None:
        return ABSENT
    (space,) = answer["spaces"]
    (asked,) = (one for one in space["answers"] if one["confidence"] == answer["confidence"])
    if asked["value"] is None:
        return ABSENT
    ends = (_total(asked, asked[end]) for end in ("value", "low", "high"))
    return "{} ({}–{})".format(*ends)


def _total(asked: Plain, change: float | None) -> str:
    """The total in 万m² at another change than the one answered; an end that was not found: `?`."""
    if change is None:
        return "?"
    return f"{(asked['total_m2_gross'] - asked['value'] + change) / _TEN_THOUSAND:.0f}"


def _outputs(one: Played, years: Sequence[int]) -> list[str]:
    return [
        "{1:.0f} ({0:.0f}–{2:.0f})".format(*one.output[year]) if year in one.output else ABSENT
        for year in years
    ]


def _whole(share: float) -> str:
    """Whole percent; 0 and 100 only where it is exactly that."""
    near = f"{share * 100:.0f}"
    if near == "0" and share > 0:
        return "<1"
    return ">99" if near == "100" and share < 1 else near
