"""Words of the headline: the answer of a run in one sentence."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

HEADLINE: Final[dict[str, Words]] = {
    "area": Words("{space} {area}", "{area} of {space}"),
    "area_back": Words(
        "{space} {area}（{over}% 的未来到 {last} 年回落）",
        "{area} of {space} (over by {last} in {over}%)",
    ),
    "detail": Words("（{year} 年 {area}）", " ({area} in {year})"),
    "detail_back": Words(
        "（{year} 年 {area}，{over}% 的未来到 {last} 年回落）",
        " ({area} in {year}, over by {last} in {over}%)",
    ),
    "short": Words("{year} 年短缺{spaces}", "too little in {year}: {spaces}"),
    "idle": Words("{year} 年多出{spaces}", "too much in {year}: {spaces}"),
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
    "turns": Words(
        "决定结论的是“{number}”：{parts}（逾 {level}%）",
        "it turns on {number}: {parts} (in over {level}%)",
    ),
    "above": Words("高于 {value} 则{word}", "{word} above {value}"),
    "below": Words("低于 {value} 则{word}", "{word} below {value}"),
    "adequate": Words("{spaces}够用", "{spaces}: adequate"),
    "untested": Words("{spaces}未检验", "{spaces}: not tested"),
}
"""Clauses of the sentence.

`area` stands in a row: a type, and how much of it is wanting or beyond its vacancy bound. `above` and `below`
are where the word becomes that of the verdict, which is so from the share `level` of futures on.
"""
