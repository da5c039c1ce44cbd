"""Terms: the outlook, what is idle or short by year."""

from __future__ import annotations

from typing import Final

from sim.text.glossary.term import AREA, SHARE, Term, term
from sim.text.words import Words

YEARS: Final = Words("年", "years")

TERMS: Final[dict[str, Term]] = {
    "supply_end": term(
        "末年供给",
        "supply in the last year",
        "评判期最后一年的可租总量，该年评判月份的平均",
        "capacity in the last judged year, mean over its judged months",
        AREA,
    ),
    "demand_end": term(
        "末年需求",
        "demand in the last year",
        "同一年已租＋等候",
        "leased and waiting, likewise",
        AREA,
    ),
    "short_end": term(
        "末年短缺",
        "short in the last year",
        "等候面积，评判期最后一年的平均",
        "waiting area, mean of the last judged year",
        AREA,
    ),
    "short_worst": term(
        "最缺一年",
        "short at its worst",
        "等候面积，在该未来等候最多的日历年的平均；`short_year` 是那一年，只计有人等的未来",
        "waiting area, mean of the calendar year of that future in which most waits; `short_year` is "
        "that year, among futures in which any waits",
        AREA,
    ),
    "short_year": term(
        "最缺之年", "the worst year", "见 `short_worst`", "see `short_worst`", YEARS
    ),
    "beyond_end": term(
        "末年多空",
        "idle beyond its bound in the last year",
        "空置−空置上限×可租总量，评判期最后一年的平均，不低于 0；上限同 `first_glut`",
        "vacant − upper bound of vacancy × capacity, means of the last judged year, never below 0; "
        "the bound is that of `first_glut`",
        AREA,
    ),
    "beyond_worst": term(
        "最空一年",
        "idle beyond its bound at its worst",
        "同上，在该未来多空最多的日历年；`beyond_year` 是那一年，只计有多空的未来；数年相同取最早",
        "the same in the calendar year of that future in which it is most; `beyond_year` is that year, "
        "among futures that have any; the first of equal ones",
        AREA,
    ),
    "beyond_year": term(
        "最空之年", "the emptiest year", "见 `beyond_worst`", "see `beyond_worst`", YEARS
    ),
    "back_after": term(
        "几年后回到上限内",
        "years until it is back",
        "最空之年至其后首个全年空置率不高于上限之年的年数，只计回得来的未来（占比在旁）",
        "years from the emptiest to the first later one whose vacancy is within the bound, among the "
        "futures that have one (their share beside)",
        YEARS,
    ),
    "never_back": term(
        "不再回到上限内",
        "never back",
        "多空过、而最空之年以后直到评判期末再无一年在上限内的未来，占全部未来",
        "futures that had too much and no later year within the bound before the judged time ends, of "
        "all futures",
        SHARE,
    ),
}
