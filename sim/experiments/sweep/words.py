"""Words of `sweep`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

SWEEP: Final[dict[str, Words]] = {
    "title": Words(
        "参数扫描：{points} 个点，每点 {n} 种未来", "Sweep: {points} points of {n} futures each"
    ),
    "no_point": Words(
        "没有第 {index} 个点：共 {points} 个点，从 0 起",
        "there is no point {index}: the design has {points}, from 0 on",
    ),
    "enough": Words("够不够 %", "enough %"),
    "idle": Words("闲不闲 %", "idle ok %"),
    "lost": Words("流失 {unit}", "lost {unit}"),
    "waiting": Words("排队峰值", "peak wait"),
    "vacant": Words("平均空置", "mean idle"),
    "notes": Words(
        "概率 %（95% 区间）：该侧全部标准成立；流失、排队峰值、平均空置：全市，{unit}，各种未来的均值",
        "probability % (95% interval) that all standards of the side hold; lost, peak wait, mean "
        "idle: city, {unit}, means over futures",
    ),
    "more": Words("其余 {count} 个点见 points.csv", "{count} more points in points.csv"),
    "failed": Words("{count} 个点失败，见 failures.csv", "{count} points failed, see failures.csv"),
    "nothing": Words("没有一个点算得成", "no point could be played"),
    "counted": Words("{word} {n} 个点", "{word} at {n} points"),
    "side_untested": Words("{side}：{words}", "{side}: {words}"),
    "side_alike": Words(
        "{side}：各点都是 {share} 的未来；按 {confidence} 的把握：{words}",
        "{side}: in {share} of futures at every point; at {confidence} confidence: {words}",
    ),
    "side_moves": Words(
        "{side}：由 {low} 到 {high} 的未来；按 {confidence} 的把握：{words}",
        "{side}: in {low} to {high} of futures; at {confidence} confidence: {words}",
    ),
    "at_points": Words("{value}（{n} 个点）", "{value} (at {n} points)"),
    "at": Words("{value}（{where}）", "{value} ({where})"),
    "idle_moves": Words("平均空置：由 {low} 到 {high}", "mean idle area: from {low} to {high}"),
    "moves": Words("{side}的未来由 {worst} 到 {best}", "{side} in {worst} to {best} of futures"),
    "stays": Words("{side}的未来都是 {best}", "{side} in {best} of futures throughout"),
    "area_moves": Words("平均空置由 {worst} 到 {best}", "mean idle area from {worst} to {best}"),
    "figure_title": Words("{found}（{points} 个点）", "{found} ({points} points)"),
    "figure_subtitle": Words(
        "标准成立的未来占比，95% 区间；虚线：所要求的把握 {confidence}；每点 {n} 种未来，种子 {seed}",
        "Share of futures in which the standards hold, with 95 % intervals; dashed: the confidence asked "
        "for, {confidence}; {n} futures a point, seed {seed}",
    ),
    "map_subtitle": Words(
        "标准成立的未来占比，在所要求的把握 {confidence} 处由橙转蓝；斜纹：95% 区间含它，尚难判定；"
        "每点 {n} 种未来，种子 {seed}",
        "Share of futures in which the standards hold, blue from the confidence asked for, {confidence}; "
        "hatched: cannot tell (95 % interval); {n} futures a point, seed {seed}",
    ),
    "shortage_label": Words("够用", "enough space"),
    "idle_label": Words("不过闲", "not too idle"),
    "area_label": Words("平均空置", "mean idle area"),
    "share_unit": Words("% 未来", "% of futures"),
    "detail": Words("{name}：够用 {low} 至 {high}", "{name}: enough in {low} to {high}"),
}
