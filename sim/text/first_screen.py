"""Words of the first screen of a run."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

FIRST: Final[dict[str, Words]] = {
    "sample": Words("{n} 种未来，{first} 至 {last}", "{n} futures, {first} to {last}"),
    "nothing_short": Words("没有一类不足", "nothing is short"),
    "are": Words("{word}：{spaces}", "{word}: {spaces}"),
    "excess": Words(
        "空得最多的是{space}：{end} 比空置上限多空 {area} {unit}（中位数）",
        "most idle: {space}, in {end} {area} beyond its vacancy bound ({unit}, median)",
    ),
    "lacking": Words(
        "最缺的是{space}：{year} 年平均有 {area} {unit} 在等（中位数）",
        "most wanting: {space}, in {year} {area} wait on average ({unit}, median)",
    ),
    "space": Words("空间", "space"),
    "short": Words("不足 %", "short %"),
    "idle": Words("富余 %", "idle %"),
    "supply": Words("供给", "supply"),
    "demand": Words("需求", "demand"),
    "vacant": Words("空置 %", "vacant %"),
    "word": Words("结论", "verdict"),
    "both": Words("{short}、{idle}", "{short}; {idle}"),
    "notes": Words(
        "不足、富余：有标准不成立的未来 %（95% 区间）；供给、需求：期末，{unit} 可出租；空置：始-末-最多（年）；均为中位数",
        "short, idle: % of futures failing a standard (95% interval); supply, demand: at the end, "
        "{unit} lettable; vacant: start-end-most; medians",
    ),
    "untested": Words("[ ]：未能检验的未来 %", "[ ]: % of futures that could not test it"),
    "more": Words("另有 {count} 类空间见 --full", "{count} more types: see --full"),
    "first_short": Words("先缺", "short"),
    "first_idle": Words("先空", "idle"),
    "never": Words("没有一种未来（{months}）", "in no future ({months})"),
    "unbounded": Words("没有空置上限的标准", "no standard bounds vacancy"),
    "onset": Words(
        "{space}：{share} 的未来，{month} 起（中位数）",
        "{space} in {share} of futures, from {month} (median)",
    ),
    "park": Words("；其中{park} {share}", "; {park} too in {share}"),
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
    "deciding": Words("要紧", "decide"),
    "turning": Words("转折", "turns"),
    "standing": Words("立足", "basis"),
    "stands": Words(
        "{total} 个数：事实 {fact}，文献 {literature}，假设 {assumption}，无出处 {nothing}",
        "{total} numbers: {fact} facts, {literature} literature, {assumption} assumptions, "
        "{nothing} unsourced",
    ),
    "judging": Words("口径", "judged"),
    "judges": Words(
        "标准看 {standards}，信号看 {signals}；把握须过 {confidence}",
        "standards {standards}, signals {signals}; at {confidence}",
    ),
    "span": Words("{first} 至 {last}", "{first} to {last}"),
    "seeing": Words("看", "see"),
    "see": Words(
        "{folder}：figures/、*.csv、story.md、verdict.txt",
        "{folder}: figures/, *.csv, story.md, verdict.txt",
    ),
    "asking": Words("再问", "ask"),
}
