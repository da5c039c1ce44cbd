"""What a term of the glossary is, and the units that several share."""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.text.words import Words


class Term(NamedTuple):
    """A measure or column of a table."""

    name: Words
    formula: Words
    unit: Words


AREA: Final = Words("m²（可出租）", "m² (lettable)")
COUNT: Final = Words("个", "count")
DATE: Final = Words("日期", "date")
ID: Final = Words("标识", "id")
MONTHS: Final = Words("月", "months")
RENT: Final = Words("金额/m²/月（可出租）", "money/m²/month (lettable)")
SHARE: Final = Words("占比", "share")
TRUTH: Final = Words("是/否", "true/false")


def term(zh: str, en: str, formula_zh: str, formula_en: str, unit: Words) -> Term:
    """Return a term from its texts."""
    return Term(Words(zh, en), Words(formula_zh, formula_en), unit)
