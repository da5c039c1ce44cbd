"""What fitting came to, in words: how many futures were kept, and what speaks against the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.experiments.past.bands import PastRow, narrowed
from sim.experiments.past.words import PAST
from sim.measures.learned import Learned
from sim.text.screen import narrow, paragraph, table
from sim.text.words import Lang, Words, listed

if TYPE_CHECKING:
    from sim.experiments.past.answer import Fit

FAR: Final = 2.0
"""Standard errors by which the kept futures' median is off where an observation is not met."""
SURPRISING: Final = 0.05
"""Share of the model's own pasts as improbable as the past, below which it speaks against it."""
RARE: Final = 0.01
"""Share of futures from the ranges below which an observation is said to be hardly met."""
_LEARNED: Final = 10
"""Numbers that the screen names."""


def misfits(rows: Sequence[PastRow]) -> list[tuple[PastRow, float]]:
    """Return the fitted observations that the kept futures miss, with their median's distance.

    In standard errors, above what was seen; as the posterior predictive checks of Gelman, Meng &
    Stern 1996, Statistica Sinica 6.
    """
    fitted = [row for row in rows if row.role == "fitted" and row.accepted]
    far = [(row, (row.accepted.middle - row.value) / row.error) for row in fitted if row.accepted]
    return [(row, distance) for row, distance in far if abs(distance) > FAR]


def sentences(fit: Fit, rows: Sequence[PastRow]) -> list[Words]:
    """Return what was found, in sentences."""
    judged = [row for row in rows if row.role != "fitted"]
    numbers = {
        "plays": fit.plays,
        "waves": fit.waves,
        "accepted": fit.accepted,
        "wanted": fit.wanted,
        "cut": fit.cut,
        "fitted": len(rows) - len(judged),
    }
    words = {key: str(value) for key, value in numbers.items()}
    words |= {"h": f"{fit.tolerance:.2g}", "effective": f"{fit.effective:.0f}"}
    found = [PAST["accepted" if fit.accepted else "none"].fill(**words)]
    if fit.accepted and fit.tolerance > 1:
        found.append(PAST["tolerance"].fill(**words))
    found.append(PAST["at_once"].fill(share=percent(fit.within), cut=words["cut"]))
    rare = [row for row in rows if row.role == "fitted" and 1 - row.ruled_out < RARE]
    if rare:
        names = listed([_with(row, percent(1 - row.ruled_out)) for row in rare])
        found.append(PAST["rare"].fill(names=names))
    if far := misfits(rows):
        names = listed([_with(row, f"{distance:+.1f}") for row, distance in far])
        found.append(PAST["misfit"].fill(names=names))
    found.append(PAST["surprise"].fill(share=percent(fit.surprise)))
    if fit.surprise < SURPRISING:
        found.append(PAST["against"])
    return found


def tests(fit: Fit, rows: Sequence[PastRow], counts: dict[str, str]) -> Words:
    """Say how the observations that were held back come out; `counts` are those of each reading."""
    judged = sum(row.role != "fitted" for row in rows)
    by = f"{(narrowed(rows) or 0) * 100:.0f}"
    tested = f"{fit.tested / fit.accepted * 100:.0f}"
    return PAST["tests"].fill(tests=str(judged), tested=tested, by=by, **counts)


def learned(fit: Fit, lang: Lang) -> list[str]:
    """Return the numbers that moved most, before and after, as lines."""
    numbers = [number for number in fit.learned if number.beyond_chance]
    if not numbers:
        return paragraph(PAST["learned_nothing"], lang) if fit.accepted else []
    heads = [PAST[key].lines(lang) for key in ("prior", "posterior")]
    cells: list[list[Sequence[str]]] = [
        [[narrow(line) for line in number.name.lines(lang)], *_numbers(number, lang)]
        for number in numbers[:_LEARNED]
    ]
    return [*paragraph(PAST["learned"], lang), *table([[""], *heads], cells)]


def _numbers(number: Learned, lang: Lang) -> list[Sequence[str]]:
    def text(value: float) -> str:
        return narrow(number.text(value, lang))

    bands = (number.drawn, number.accepted)
    return [[text(band.middle), f"({text(band.low)} - {text(band.high)})"] for band in bands]


def _with(row: PastRow, said: str) -> Words:
    return Words(f"{row.name.zh}（{said}）", f"{row.name.en} ({said})")


def percent(share: float) -> str:
    """Return a share in percent, as text."""
    percent = share * 100
    if percent >= 10:
        return f"{percent:.0f}%"
    return "0%" if percent == 0 else "<0.1%" if percent < 0.1 else f"{percent:.2g}%"
