"""Words of the headline: the answer of a run in one sentence."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

HEADLINE: Final[dict[str, Words]] = {
    "area": Words("{space} {area}{beside}", "{area} of {space}{beside}"),
    "detail": Words("中位数 {year} 年 {area}", "median {area} in {year}"),
    "beside": Words("（{parts}）", " ({parts})"),
    "back": Words("{back}% 的未来此后已无", "none later in {back}%"),
    "short_too": Words("{share}% 里不足", "short in {share}%"),
    "idle_too": Words("{share}% 里富余过多", "too idle in {share}%"),
    "short_doubtful": Words("够不够？", "enough?"),
    "idle_doubtful": Words("富余过多？", "too idle?"),
    "short": Words("{year} 年短缺{spaces}", "too little in {year}: {spaces}"),
    "idle": Words(
        "{year} 年超出空置上限：{spaces}", "beyond the vacancy bound in {year}: {spaces}"
    ),
    "short_some": Words(
        "{space}在 {share}% 的未来里不足{much}", "{space} is short in {share}% of futures{much}"
    ),
    "idle_some": Words(
        "{space}在 {share}% 的未来里富余过多{much}",
        "{space} is too idle in {share}% of futures{much}",
    ),
    "both_some": Words(
        "{space}在 {share}% 的未来里不足{much}、{other}% 里富余过多{more}",
        "{space} is short in {share}% of futures{much} and too idle in {other}%{more}",
    ),
    "short_or_unclear": Words(
        "{space}在 {share}% 的未来里不足{much}、{other}% 里富余过多，是否过多尚难判定",
        "{space} is short in {share}% of futures{much} and idle in {other}%: cannot tell if too "
        "idle",
    ),
    "idle_or_unclear": Words(
        "{space}在 {share}% 的未来里富余过多{much}、{other}% 里不足，够不够尚难判定",
        "{space} is too idle in {share}% of futures{much} and short in {other}%: cannot tell if "
        "enough",
    ),
    "shortage_unclear": Words("{spaces}够不够，尚难判定", "cannot tell if enough: {spaces}"),
    "idle_unclear": Words("{spaces}是否富余过多，尚难判定", "cannot tell if too idle: {spaces}"),
    "turns": Words("决定结论的是“{number}”：{parts}", "it turns on {number}: {parts}"),
    "turns_one": Words("决定{space}的是“{number}”：{parts}", "{space} turns on {number}: {parts}"),
    "above": Words(
        "高于 {value} 则逾 {level}% 的未来{word}", "{word} in over {level}% above {value}"
    ),
    "below": Words(
        "低于 {value} 则逾 {level}% 的未来{word}", "{word} in over {level}% below {value}"
    ),
    "adequate": Words("{spaces}够用", "{spaces}: adequate"),
    "untested": Words("{spaces}未检验", "{spaces}: not tested"),
}
"""Clauses of the sentence.

`area` stands in a row: a type, how much of it is wanting or beyond its vacancy bound, and beside it what else is said of the
type. `above` and `below` are where the word becomes that of the verdict, which is so from the share `level` of futures on.
"""
