"""Words of the economy, goals and targets: lines, columns, units of money."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10
from typing import Final, NamedTuple

from sim.text.words import Words

LINES: Final[dict[str, Words]] = {
    "output": Words("产出", "output"),
    "own_output": Words("自有厂房产出", "own plants' output"),
    "jobs": Words("就业", "jobs"),
    "rent_income": Words("租金收入", "rent"),
    "construction_cost": Words("建设成本", "construction"),
    "fit_out_cost": Words("装修成本", "fitting out"),
    "vacancy_cost": Words("空置成本", "vacancy"),
    "tax": Words("税收", "tax"),
}
"""Names of the lines, as short as a column."""

SCREEN: Final[dict[str, Words]] = {
    "economy": Words(
        "模型内空间的经济账，P50 [P5-P95]（只计推演所含的空间与企业，不是全市）",
        "The economy of the space in the model, P50 [P5-P95] (its own companies, not the city's)",
    ),
    "unit": Words("单位", "unit"),
    "sum": Words("合计", "sum"),
    "people": Words("人", "jobs"),
    "many_people": Words("千人", "1000 jobs"),
    "goals": Words(
        "目标（与够不够、闲不闲分开评判）", "Goals, judged apart from the verdict above"
    ),
    "all_goals": Words("全部目标 [ {word} ]", "all goals [ {word} ]"),
    "goal": Words("目标", "goal"),
    "asks": Words("要求", "asks"),
    "at_least": Words(">= {value}, {years}", ">= {value}, {years}"),
    "value": Words("P50 (P10-P90)", "P50 (P10-P90)"),
    "holds": Words("达到 %", "met %"),
    "targets": Words(
        "公布的目标：模型读数（含基数）与达到的概率", "Published targets: reading (with its base)"
    ),
    "target": Words("目标", "target"),
    "stated": Words("目标值", "stated"),
    "reading": Words("读数 P50 (P10-P90)", "reads P50 (P10-P90)"),
    "reached": Words("达到 %", "reached %"),
    "unmodelled": Words("不在模型内", "not modelled"),
    "unrecorded": Words("不在统计期内", "not in the record"),
    "says": Words("{target}：{says}", "{target}: {says}"),
}
"""Texts of the screen."""


class Money(NamedTuple):
    """A unit of money, or of anything that is counted: how much makes one, and its name."""

    size: float
    name: Words

    def text(self, amount: float) -> str:
        """An amount in this unit, to three figures."""
        value = amount / self.size
        places = 2 - floor(log10(abs(value))) if value else 0
        text = f"{round(value, places):,.{max(places, 0)}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def said(self, amount: float) -> Words:
        """An amount with the name of its unit."""
        text, times = self.text(amount), "x " if self.name.en[:1].isdigit() else ""
        return Words(f"{text} {self.name.zh}".rstrip(), f"{text} {times}{self.name.en}".rstrip())


_MANY_FROM: Final = 1e4
"""Persons from which they are counted in thousands."""
_DIGITS: Final = 1e5
"""What numbers of one unit stay below."""
_YUAN: Final = (
    Money(1e8, Words("亿元", "100m CNY")),
    Money(1e4, Words("万元", "10k CNY")),
    Money(1.0, Words("元", "CNY")),
)
_OTHERS: Final = ((1e9, "十亿", "bn "), (1e6, "百万", "m "), (1.0, "", ""))


def people_unit(largest: float) -> Money:
    """Return the unit that suits numbers of persons up to `largest`."""
    many = largest >= _MANY_FROM
    return Money(1e3, SCREEN["many_people"]) if many else Money(1.0, SCREEN["people"])


def one_money_unit(largest: Iterable[float], code: str, zh: str) -> Money:
    """Return one unit for several series of money, given the largest amount of each.

    The smallest that suits one of them and leaves none more than five digits; else the largest.
    """
    amounts = [amount for amount in largest if amount > 0]
    units = sorted({money_unit(amount, code, zh) for amount in amounts or [0.0]})
    return next((one for one in units if max(amounts, default=0.0) < _DIGITS * one.size), units[-1])


def money_unit(largest: float, code: str, zh: str) -> Money:
    """Return the unit that suits amounts up to `largest`: 元 by 亿 and 万, all else by thousands.

    code, zh: of the scenario's currency. The units are those of `quantities.show_quantity`.
    """
    if code == "CNY":
        return next((unit for unit in _YUAN if largest >= unit.size), _YUAN[-1])
    size, word, letters = next((one for one in _OTHERS if largest >= one[0]), _OTHERS[-1])
    return Money(size, Words(f"{word}{zh}", f"{letters}{code}"))
