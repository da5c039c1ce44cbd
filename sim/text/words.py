"""Words in two languages: the one shape of all that people read, and how names stand in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

Lang = Literal["zh", "en", "both"]


class Words(NamedTuple):
    """The same text in Chinese and in English."""

    zh: str
    en: str

    def fill(self, **values: Words | str) -> Words:
        """Put values into the braces; a value in two languages goes into each as it should."""
        zh = {key: value.zh if isinstance(value, Words) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Words) else value for key, value in values.items()}
        return Words(self.zh.format(**zh), self.en.format(**en))

    def map(self, change: Callable[[str], str]) -> Words:
        """The same change made to both texts."""
        return Words(change(self.zh), change(self.en))

    def lines(self, lang: Lang) -> list[str]:
        """One line per language asked for, Chinese first; equal lines once."""
        both = [self.zh, self.en] if self.zh != self.en else [self.zh]
        return both if lang == "both" else [self.zh if lang == "zh" else self.en]

    def line(self, lang: Lang) -> str:
        """The languages asked for on one line."""
        return " ".join(self.lines(lang))

    def block(self, lang: Lang) -> str:
        """The languages asked for one above the other."""
        return "\n".join(self.lines(lang))


def joined(items: Iterable[Words], zh: str = "", en: str = "") -> Words:
    """Texts one after the other, with a separator of each language between them."""
    texts = list(items)
    return Words(zh.join(text.zh for text in texts), en.join(text.en for text in texts))


def listed(items: Sequence[Words]) -> Words:
    """Names in a row: `甲、乙` and `A, B and C`."""
    return joined([*items[:-2], joined(items[-2:], "、", " and ")], "、", ", ")


def in_a_row(items: Iterable[Words]) -> Words:
    """Names in a row that may not be all: `甲、乙` and `A, B`."""
    return joined(items, "、", ", ")


def commas(items: Iterable[Words]) -> Words:
    """Clauses in a row: `甲，乙` and `A, B`."""
    return joined(items, "，", ", ")


def semicolons(items: Iterable[Words]) -> Words:
    """Clauses in a row: `甲；乙` and `A; B`."""
    return joined(items, "；", "; ")


def sentences(items: Iterable[Words]) -> Words:
    """Sentences without their last stop: `甲。乙` and `A. B`."""
    return joined(items, "。", ". ")


def quarter(text: str) -> Words:
    """`2028Q3` in words."""
    return Words(f"{text[:4]} 年{'一二三四'[int(text[5]) - 1]}季度", f"{text[:4]} {text[4:]}")


def month(text: str) -> Words:
    """`2028-03` in words."""
    return Words(f"{text[:4]} 年 {int(text[5:])} 月", text)


def month_text(month: int) -> str:
    """An absolute month as `2026-01`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def year(text: str) -> Words:
    """The year of `2028Q3` or `2028-03` in words."""
    return Words(f"{text[:4]} 年", text[:4])
