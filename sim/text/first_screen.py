"""Words of the first screen of a run."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

FIRST: Final[dict[str, Words]] = {
    "sample": Words("{n} 种未来，{first} 至 {last}", "{n} futures, {first} to {last}"),
    "space": Words("空间", "space"),
    "short": Words("不足%", "short"),
    "idle": Words("富余%", "idle"),
    "supply": Words("供给", "have"),
    "demand": Words("需求", "need"),
    "vacant": Words("空置%", "vac."),
    "lack": Words("短缺", "lack"),
    "tightest_year": Words("最缺(年)", "worst"),
    "spare": Words("多出", "over"),
    "emptiest_year": Words("最多(年)", "worst"),
    "word": Words("结论", "verdict"),
    "enough?": Words("够不够？", "enough?"),
    "idle?": Words("过多？", "too idle?"),
    "notes": Words(
        "不足、富余：不成立的未来 %（误差 {points} 点，把握须过 {confidence}）；其余：{year} 年中位数，{unit}；"
        "短缺：在等候的；多出：空置上限以上；最缺、最多：最甚之年；？：难判定",
        "short, idle: % of futures (within {points}, asked {confidence}); else medians of {year}, "
        "{unit}; lack: waits; over: above the bound; worst: its year; ?: cannot tell",
    ),
    "untested": Words("[ ]：未能检验的未来 %", "[ ]: % of futures that could not test it"),
    "more": Words("另有 {count} 类空间见 --full", "more types, see --full: {count}"),
    "where": Words("何处", "where"),
    "emptiest": Words(
        "最空：{park}{space}，{year} 年多出 {area}",
        "most idle: {space} in {park}, {area} too much in {year}",
    ),
    "tightest": Words(
        "最紧：{park}{space}，{share}% 的未来排队（{month} 起）",
        "tightest: {space} in {park}, a queue in {share}% from {month}",
    ),
    "when": Words("何时", "when"),
    "shortage": Words(
        "首次排队：{space}，{share}% 的未来，{since}",
        "first queue: {space} in {share}% of futures, {since}",
    ),
    "glut": Words(
        "首次过剩：{space}，{share}% 的未来，{since}",
        "first in glut: {space} in {share}%, {since}",
    ),
    "at_once": Words("{month} 评判之初已是", "at once ({month})"),
    "since": Words("{month} 起（中位数）", "from {month} (median)"),
    "no_shortage": Words("没有一种未来排队", "a queue in no future"),
    "no_glut": Words("没有一种未来过剩", "in glut in no future"),
    "unbounded": Words("没有空置上限的标准", "no standard bounds vacancy"),
    "sharing": Words("同租", "share"),
    "shares": Words(
        "其他行业占已租面积（期初-期末）：{parts}",
        "of what is let, other trades hold (start-end): {parts}",
    ),
    "shared": Words("{space} {start}-{end}%", "{space} {start}-{end}%"),
    "leaving": Words("谁走", "leave"),
    "leaves": Words(
        "每年 {elsewhere} 家不论有无空间都去外地；{lost} 家等不到而走，带走 {area} {unit}",
        "{elsewhere} a year go elsewhere whatever is free, {lost} lack space ({area}, {unit})",
    ),
    "leaves_own": Words(
        "本市产业每年 {elsewhere} 家不论有无空间都去外地；{lost} 家等不到而走，带走 {area} {unit}",
        "of the own trade {elsewhere} a year go elsewhere whatever is free, {lost} lack space ({area}, "
        "{unit})",
    ),
    "deciding": Words("最要紧", "decide"),
    "turning": Words("转折", "turns"),
    "standing": Words("慎用", "basis"),
    "stands": Words("{total} 个数：{kinds}", "{total} numbers: {kinds}"),
    "fact": Words("事实 {count}", "{count} facts"),
    "literature": Words("文献 {count}", "{count} literature"),
    "assumption": Words("假设 {count}", "{count} assumptions"),
    "nothing": Words("无出处 {count}", "{count} unsourced"),
    "held_back": Words("往年检验 {inside}/{of} 项在带内", "past: {inside}/{of} hold"),
    "saved": Words("带走", "take"),
    "take": Words("brief.zh.pdf，tables.xlsx", "brief.en.pdf, tables.xlsx"),
    "take_brief": Words("verdict.json，*.csv", "verdict.json, *.csv"),
    "asking": Words("再问", "ask"),
}
