"""Words of the first screen of a run."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

FIRST: Final[dict[str, Words]] = {
    "sample": Words(
        "{n} 种未来，{first} 至 {last}；面积：全部未来的中位数（八成在其间）",
        "{n} futures, {first} to {last}; {unit}: median of all {n} (8 of 10)",
    ),
    "space": Words("空间", "space"),
    "answer": Words("答案", "ANSWER"),
    "short": Words("不足%", "short%"),
    "idle": Words("过多%", "idle%"),
    "supply": Words("供给", "have"),
    "demand": Words("需求", "need"),
    "vacant": Words("空置%", "vac.%"),
    "first_queue": Words("首月排队", "first queue"),
    "first_glut": Words("首月超限", "first over"),
    "notes": Words(
        "供给、需求、空置%：{year} 年中位数，{unit}", "Have, need, vac.%: {year} medians, {unit}"
    ),
    "brackets": Words(
        "（）：面积的，全部未来有八成在其间；转折值的，95% 区间",
        "In brackets: of areas, where 8 of 10 of all futures lie; of turning values, the 95% interval",
    ),
    "not_tested": Words("-：没有标准检验", "-: no standard tests it"),
    "untested": Words("[ ]：未能检验的未来 %", "[ ]: % of futures that could not test it"),
    "more": Words("另有 {count} 类空间见 --full", "more types, see --full: {count}"),
    "where": Words("何处", "where"),
    "emptiest": Words(
        "最空的园区：{park}，{space}，{year} 年超出上限 {area}",
        "emptiest park: {park}, {space}, {area} over its bound in {year}",
    ),
    "tightest": Words(
        "最紧的：{park}，{space}，{share}% 的未来排队（{month} 起）",
        "tightest: {park}, {space}, a queue in {share}% from {month}",
    ),
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
    "standing": Words("慎用", "basis"),
    "stands": Words("{total} 个数：{kinds}", "{total} numbers: {kinds}"),
    "fact": Words("事实 {count}", "{count} facts"),
    "literature": Words("文献 {count}", "{count} literature"),
    "assumption": Words("假设 {count}", "{count} assumptions"),
    "nothing": Words("无出处 {count}", "{count} unsourced"),
    "held_back": Words("往年核对 {of} 项，{inside} 项相符", "past: {inside}/{of} hold"),
    "saved": Words("带走", "take"),
    "take": Words("brief.zh.pdf，tables.xlsx", "brief.en.pdf, tables.xlsx"),
    "take_brief": Words("verdict.json，*.csv", "verdict.json, *.csv"),
    "asking": Words("再问", "ask"),
    "ask_required": Words("多少才够", "how much is enough"),
    "ask_run": Words("那个数若是 {value}", "that number at {value}"),
    "ask_compare": Words("与另一情景比", "beside another scenario"),
    "ask_sensitivity": Words("什么最要紧", "what matters most"),
    "ask_overview": Words("各情景如何", "how all scenarios stand"),
    "ask_check": Words("文件对不对", "whether the file is sound"),
    "ask_show": Words("情景里有什么", "what the scenario says"),
}
