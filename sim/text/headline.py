"""Words of the headline: the answer of a run, a line for each type of space."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

HEADLINE: Final[dict[str, Words]] = {
    "line": Words("{space}：{said}", "{space}: {said}"),
    "short": Words("不足", "short"),
    "idle": Words("富余过多", "too idle"),
    "short_some": Words("{share}% 的未来里不足", "short in {share}% of futures"),
    "idle_some": Words("{share}% 的未来里富余过多", "too idle in {share}% of futures"),
    "told": Words("{word}，{much}", "{word}, {much}"),
    "short_end": Words("{year} 年缺 {area}", "{area} lacking in {year}"),
    "short_worst": Words("最甚 {year} 年 {area}", "{area} worst in {year}"),
    "idle_end": Words("{year} 年超出空置上限 {area}", "{area} over its bound in {year}"),
    "idle_worst": Words("最甚 {year} 年 {area}", "{area} worst in {year}"),
    "back_in_all": Words("此后都回到上限内", "back within it in all"),
    "back": Words("{back}% 的未来此后回到上限内", "back within it in {back}%"),
    "enough?": Words(
        "{share}% 里不足，与 {level} 之差在误差内，够不够难说",
        "short in {share}%, within error of {level}",
    ),
    "idle?": Words(
        "{share}% 里过多，与 {level} 之差在误差内，过不过多难说",
        "too idle in {share}%, within error of {level}",
    ),
    "shortage_untested": Words("够不够未检验", "shortage not tested"),
    "idle_untested": Words("过不过多未检验", "idle space not tested"),
    "adequate": Words("够用", "adequate"),
    "untested": Words("未检验", "not tested"),
    "turns_one": Words(
        "{space}取决于“{number}”{drawn}，有 {confidence} 把握：{parts}",
        "{space} turns on {number}{drawn}: with {confidence} confidence it {parts}",
    ),
    "turns": Words(
        "取决于“{number}”{drawn}，有 {confidence} 把握：{parts}",
        "it turns on {number}{drawn}: with {confidence} confidence {parts}",
    ),
    "drawn": Words(
        "（未知：各未来取 {low} 至 {high}，半数高于 {middle}）",
        " (unknown: {low} to {high}, half above {middle})",
    ),
    "shortage_turns": Words("{side} {value}够用", "suffices {side} {value}"),
    "idle_turns": Words("{side} {value}不过多", "is not too idle {side} {value}"),
    "above": Words("高于", "above"),
    "below": Words("低于", "below"),
}
"""Clauses of the lines.

`short_end` and `idle_end` are of the last year, `…_worst` of the worst one where the last has none. `…_turns` is where the
verdict of a side turns: beyond it, futures that fail are more than the confidence that is asked allows.
"""
