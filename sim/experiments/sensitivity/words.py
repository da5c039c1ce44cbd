"""Words of `sensitivity`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

REFUSED: Final[dict[str, Words]] = {
    "failures": Words(
        "{of} 组中有 {lost} 组含失败的未来，多于 5%，结果不可信；首个错误：{error}",
        "{lost} of {of} blocks hold a failed run, more than 5%, so no index could be trusted; "
        "first error: {error}",
    ),
    "no_ranges": Words(
        "情景中没有写明区间（range）的数，无从谈敏感性",
        "no number of the scenario carries a range, so there is nothing to be sensitive to",
    ),
    "held": Words(
        "敏感性分析自己改动有区间的数，不能与 --central 或 --grounded 同用",
        "sensitivity moves the ranged numbers itself: not with --central or --grounded",
    ),
    "points": Words(
        "points 须为 2 的幂且不小于 64（如 256），收到 {given}",
        "points must be a power of two and at least 64, such as 256; got {given}",
    ),
    "trajectories": Words(
        "trajectories 不得少于 10，收到 {given}", "trajectories must be at least 10; got {given}"
    ),
    "numbers": Words("numbers 不得少于 1，收到 {given}", "numbers must be at least 1; got {given}"),
    "method": Words(
        "没有方法 {given}；可用：morris、sobol、tornado、all",
        "no method {given}; there are morris, sobol, tornado and all",
    ),
    "unknown": Words(
        "没有结果 {given}；最接近：{near}", "there is no outcome {given}; nearest: {near}"
    ),
}

UNITS: Final[dict[str, Words]] = {
    "share": Words("%", "%"),
    "month": Words("月", "months"),
    "plain": Words("", ""),
}

SENSITIVITY: Final[dict[str, Words]] = {
    "preview": Words(
        "{numbers} 个有区间的数。要推演的未来对数：{parts}；每秒 {rate} 对，约 {minutes} 分钟{most}；已算过的"
        "不再算",
        "{numbers} ranged numbers. Pairs of futures to play: {parts}; {rate} pairs a second, about "
        "{minutes} minutes{most}; what was played before is not played again",
    ),
    "at_most": Words("（若处处翻转，至多 {minutes} 分钟）", " ({minutes} if everything flips)"),
    "standing": Words(
        "至此（{part}）：各结果最随哪些数变动（相对于最大者，未必已定）",
        "So far ({part}), outcomes hang most on these numbers (relative to the largest; not yet "
        "settled)",
    ),
    "standing_morris": Words("Morris {count} 条轨迹", "Morris, {count} trajectories"),
    "standing_sobol": Words("Sobol {count} 组", "Sobol, {count} blocks"),
    "standing_tornado": Words(
        "逐一移动，每端 {count} 对未来", "one at a time, {count} pairs of futures at each end"
    ),
    "glance": Words(
        "初看：{pairs} 个世界各两种未来，结果随哪些数变动（秩相关 ρ，只列 |ρ| 大于 {bound} 的，其余可能只是偶然）；"
        "以下研究再作细分",
        "At a first glance, {pairs} worlds of two futures each, outcomes follow these numbers (rank "
        "correlation, only beyond ±{bound}, as the rest may be chance); the study tells them apart",
    ),
    "follows": Words("- {outcome}：{numbers}", "- {outcome}: {numbers}"),
    "follows_none": Words(
        "- {outcome}：没有一个数明显左右它", "- {outcome}: no number clearly moves it"
    ),
    "play_morris": Words("Morris {count}", "Morris {count}"),
    "play_sobol": Words("Sobol {count}", "Sobol {count}"),
    "play_tornado": Words("逐一移动 {count}", "one at a time {count}"),
    "play_flips": Words("找翻转处 {count}", "flips {count}"),
    "play_found": Words("（若处处翻转，再加 {count}）", "({count} more if everything flips)"),
    "title": Words(
        "敏感性：{numbers} 个有区间的数，哪些左右结果",
        "Sensitivity: which of {numbers} ranged numbers decide the outcome",
    ),
    "mean": Words("均值", "mean"),
    "number": Words("数", "number"),
    "alone": Words("单独 S1 %", "alone S1 %"),
    "in_all": Words("全部 ST %", "total ST %"),
    "total": Words("ST", "ST"),
    "mu_star": Words("mu*", "mu*"),
    "swing": Words("摆幅", "swing"),
    "ends": Words("低端 / 高端", "low / high end"),
    "chance": Words("机遇（运气）", "chance (luck)"),
    "others": Words("其余 {count} 个数合计", "the other {count} numbers together"),
    "interactions": Words("数与数的交互", "interactions of numbers"),
    "usual": Words(
        "{outcome}：{share} 的未来都{value}，几乎没有变化，谈不上指数",
        "{outcome}: {value} in {share} of the futures, too little change for any index",
    ),
    "holds": Words("成立", "holds"),
    "fails": Words("不成立", "does not hold"),
    "still": Words(
        "{outcome}：逐一移动各数，它都不动", "{outcome}: no number moves it, one at a time"
    ),
    "undefined": Words(
        "{outcome}：{share} 的组里没有值，不作指数",
        "{outcome}: no value in {share} of the blocks, so no index",
    ),
    "indices_note": Words(
        "S1、ST：占一种未来结果总方差（区间与机遇一起）的 %，（）内为 95% 区间；S1 是只弄清这一个"
        "数平均能消去的部分，ST 还含它参与的交互；机遇一行的 ST 是所有数都弄清后仍剩下的部分",
        "S1, ST: % of the whole variance of one future's outcome, ranges and chance together, with "
        "95% intervals; S1 is what knowing this number alone would remove on average, ST adds its "
        "interactions; ST of chance is what would be left if every number were known",
    ),
    "effects_note": Words(
        "mu*：数从区间低端到高端、其余随机时，结果平均变动多少（Morris，{trajectories} 条轨迹）",
        "mu*: mean change of the outcome over the number's whole range, the rest anywhere "
        "(Morris, {trajectories} trajectories)",
    ),
    "swing_note": Words(
        "低端/高端：其余数取值不变，只把这个数移到区间两端，结果变动多少（+- 为 95% 区间的一半，"
        "共同运气，{n} 种未来）；看不到交互",
        "low/high end: change of the outcome with this number alone at the end of its range, all "
        "others at their values (+- half the 95% interval, common luck, {n} futures); ignores "
        "interactions",
    ),
    "sample": Words(
        "Sobol：{blocks} 组有效（共 {asked} 组），每组 {points} 个点，每点一对未来",
        "Sobol: {blocks} blocks in effect (of {asked}), {points} points each, a pair of futures a "
        "point",
    ),
    "wide": Words(
        "{outcome}：ST 的区间最宽 {width} 个百分点，排名不牢；要窄于 {wanted} 点约需 --points {n}",
        "{outcome}: the widest interval of ST is {width} points, too wide for ranks; below "
        "{wanted} points takes about --points {n}",
    ),
    "untold": Words(
        "{outcome}：方差系于少数极端的未来，ST 无从估准，须多得多的组数；请看 mu* 与低端/高端",
        "{outcome}: its variance hangs on a few extreme futures, so ST cannot be told short of far "
        "more blocks; go by mu* and the low and high ends",
    ),
    "flips_title": Words(
        "哪个假设单独就能翻转结论（其余照常抽取，每个取值 {n} 种未来）",
        "Which assumption alone flips the verdict (the rest drawn as usual, {n} futures a value)",
    ),
    "flip_to": Words("变为", "becomes"),
    "flip_at": Words("翻转处", "flips at"),
    "range": Words("区间", "range"),
    "side_now": Words("{side}：现为“{word}”", "{side}: now '{word}'"),
    "none_within": Words(
        "{count} 个数逐一移到区间两端，没有一个单独使它改变",
        "held one by one at the ends of their ranges, none of {count} numbers alone changes it",
    ),
    "held": Words(
        "= 不必移动：只要不再抽取、取其本值，用语就变",
        "= without moving: it is enough that it is held at its value and no longer drawn",
    ),
    "beyond": Words(
        "* 已出区间（搜索到取值的 1/4 至 4 倍，不超出情景允许）",
        "* beyond its range (searched to a quarter of and 4 times its value, as far as the "
        "scenario allows)",
    ),
    "none_beyond": Words(
        "出了区间、直到取值的 1/4 至 4 倍也没有",
        "nor beyond, to a quarter of and 4 times their values",
    ),
    "flips_failed": Words(
        "{count} 个取值未能推演，该处结论不明",
        "{count} values could not be played, and the word there is not known",
    ),
    "next_title": Words(
        "最该先去核实的数：影响 x 依据之弱", "Measure this next: influence x weakness of its ground"
    ),
    "influence": Words("影响", "influence"),
    "on": Words("于", "on"),
    "ground": Words("依据：弱", "ground: weak"),
    "score": Words("积", "product"),
    "next_note": Words(
        "影响：与该结果上最有影响之数的比（ST；没有或不可知时取 mu* 的平方，再次取摆幅的平方），取各"
        "结果中最大者；弱：按性质与等级给的权重，是本项目的判断，见 docs/experiments/sensitivity.md",
        "influence: relative to the leading number of that outcome (ST; without it, or where it "
        "cannot be told, mu* squared, else swing squared), the largest over the outcomes; weak: a "
        "weight by status and grade, a judgement of this project, see "
        "docs/experiments/sensitivity.md",
    ),
    "most": Words("{outcome}最随“{number}”{how}", "{outcome} follows {number} most{how}"),
    "by_total": Words("：占方差 {share}%", ": {share} % of the variance"),
    "by_chance": Words("，机遇占 {share}%", ", chance {share} %"),
    "not_apart": Words("；与“{number}”分不出先后", "; not told apart from {number}"),
    "follows_nothing": Words(
        "{outcome}：没有一个数的影响大过偶然", "{outcome}: no number moves it beyond chance"
    ),
    "flipped_by": Words(
        "{side}（现为“{word}”）：在区间内单独就能使它改变的：{names}",
        "{side} (now '{word}'): alone changed within their ranges by {names}",
    ),
    "flipped_by_none": Words(
        "{side}（现为“{word}”）：{count} 个数中没有一个在区间内单独使它改变",
        "{side} (now '{word}'): none of {count} numbers alone changes it within its range",
    ),
    "first": Words("最该先去核实：{number}", "look up first: {number}"),
    "dropped": Words(
        "因失败弃去：Morris {morris} 条轨迹，Sobol {sobol} 组，逐一 {tornado} 个数",
        "dropped for failures: Morris {morris} trajectories, Sobol {sobol} blocks, one at a time "
        "{tornado} numbers",
    ),
    # figures
    "tornado_title": Words(
        "{outcome}：{number}在其区间内变动最大", "{outcome}: {number} swings it most over its range"
    ),
    "tornado_subtitle": Words(
        "逐一移到区间两端，其余取值不变，忽略交互；须线为机遇的 95% 区间，共同运气，{n} 种未来，种子 "
        "{seed}；右：Sobol 总指数 ST",
        "One at a time at the ends of its range, the others at their values: ignores interactions; "
        "whiskers: 95 % for chance, common luck, {n} futures, seed {seed}; right: total Sobol ST",
    ),
    "low_end": Words("低端", "low end"),
    "high_end": Words("高端", "high end"),
    "sobol_title": Words(
        "{outcome}：{top}含交互占方差的 {share}，机遇占 {chance}",
        "{outcome}: {top} has a part in {share} of the variance, chance in {chance}",
    ),
    "sobol_subtitle": Words(
        "占一种未来结果总方差的 %，95% 区间；浅：单独 S1，深：含交互 ST；灰与黑：机遇；{blocks} 组，种子 "
        "{seed}；右：Morris 初筛，横 mu*（影响大小），纵 sigma（随处境而变）",
        "% of the whole variance of one future, 95 % intervals; light: alone S1, dark: total ST; "
        "grey, black: chance; {blocks} blocks, seed {seed}; right: Morris, mu* (size) by sigma "
        "(spread)",
    ),
    "morris_subtitle": Words(
        "Morris 初筛：横 mu*（影响大小，95% 区间），纵 sigma（随处境而变）；点旁为左列的名次；种子 {seed}",
        "Morris screening: mu* (size, 95 % interval) by sigma (spread); beside a dot its rank in the "
        "list; seed {seed}",
    ),
    "morris_detail": Words("{outcome}：{top}影响最大", "{outcome}: {top} moves it most"),
    "morris_title": Words(
        "{outcome}：{top}影响最大（Morris 初筛）",
        "{outcome}: {top} moves it most (Morris screening)",
    ),
    "shares": Words("S1、ST %", "S1, ST %"),
    "shares_untold": Words("S1、ST %：无从估准", "S1, ST %: cannot be told"),
    "st_unit": Words("ST %", "ST %"),
    "at_value": Words("各数取值时 {value}", "at all values {value}"),
    "detail": Words("{outcome}：{top} {share}", "{outcome}: {top} {share}"),
}
