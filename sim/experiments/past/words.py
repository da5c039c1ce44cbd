"""Words of `calibrate` and `backtest`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

PAST: Final[dict[str, Words]] = {
    "few": Words(
        "至少 {least} 种未来才画得出中间九成的带，这里只有 {asked} 种",
        "a band of the middle nine tenths takes {least} futures at least, not {asked}",
    ),
    "few_futures": Words(
        "--futures 至少 {least}，且不多于 --plays：留下的未来要够画一条带",
        "--futures is {least} at least, and no more than --plays: a band takes as many",
    ),
    "exact": Words(
        "拟合所用的观测须有误差，否则没有一种未来恰好相符：{names}。写明 range 或 discrepancy，或 fit: false",
        "what is fitted on needs an error, or no future ever agrees: {names}. Give a range or a "
        "discrepancy, or write fit: false",
    ),
    "only_ranges": Words(
        "calibrate 要在区间内抽取未来：不能与 --central 或 --grounded 同用",
        "calibrate draws futures within the ranges: neither --central nor --grounded goes with it",
    ),
    "no_range": Words(
        "情景里没有带区间的数，无可校准",
        "no number of the scenario has a range: there is nothing to fit",
    ),
    # screen
    "title_calibrate": Words("校准：{past}；{n} 种未来", "Calibration: {past}; {n} futures played"),
    "title_backtest": Words("回测：{past}；{n} 种未来", "Back-test: {past}; {n} futures"),
    "observation": Words("观测", "observation"),
    "seen": Words("所见", "seen"),
    "drawn": Words("区间内的未来", "within ranges"),
    "kept": Words("留下的未来", "kept"),
    "prior": Words("区间给出的", "as ranged"),
    "posterior": Words("留下的未来里", "in what is kept"),
    "role": Words("角色", "role"),
    "reading": Words("结论", "finding"),
    "fitted": Words("拟合", "fitted"),
    "tested": Words("检验", "tested"),
    "held_back": Words("留出", "held back"),
    "compared": Words("对照", "compared"),
    "inside": Words("v 在内", "v inside"),
    "near": Words("~ 相接", "~ touches"),
    "outside": Words("X 在外", "X outside"),
    "untested": Words("- 无空间", "- no space"),
    "notes": Words(
        "所见：数值，已按口径折算（可能的偏差）±模型说不到之处的一个标准差；未来：中位数（5%—95%，含机遇）；%、百分点、"
        "每年家数或{area}、倍数。在内：所见之数落在该带之内；相接：仅其偏差与带相交",
        "seen: value, what its basket says taken off (how far it may be off) ± one standard deviation "
        "of what the model cannot say; "
        "futures: median (5 to 95%, chance included); %, points, companies or {area} a "
        "year, or a factor. inside: the value lies in the band; touches: only how far it may be off "
        "does",
    ),
    "accepted": Words(
        "{plays} 种未来（{waves} 轮）里留下 {accepted} 种与截至 {cut} 年的 {fitted} 项观测相符者，彼此等权；全部 "
        "{plays} 种的权重相当于 {effective} 种等权的未来",
        "of {plays} futures played in waves ({waves}), {accepted} are kept as agreeing with the "
        "{fitted} observations up to {cut}, and count alike; the weights of all {plays} are worth "
        "{effective} equal ones",
    ),
    "none": Words(
        "{plays} 种未来里没有一种与截至 {cut} 年的 {fitted} 项观测相符，误差放大到 {h} 倍也不行",
        "of {plays} futures played none agrees with the {fitted} observations up to {cut}, not even "
        "with errors {h} times as large",
    ),
    "tolerance": Words(
        "误差须放大到所述的 {h} 倍，才留得下这么多：结果是在这样大的误差下的，不是在所述的误差下",
        "errors had to be taken {h} times as large as stated to keep as many: what follows holds for "
        "errors of that size, not for those stated",
    ),
    "at_once": Words(
        "区间内的未来有 {share} 同时在截至 {cut} 年全部拟合观测的误差（三个标准误差）之内",
        "{share} of the futures within the ranges lie within the errors (three standard errors) of "
        "all fitted observations up to {cut} at once",
    ),
    "rare": Words(
        "区间内几乎没有未来够得到：{names}",
        "hardly any future within the ranges comes near: {names}",
    ),
    "misfit": Words(
        "留下的未来仍不相符（中位数偏离几个标准误差）：{names}",
        "not met even by what is kept (its median is off by so many standard errors): {names}",
    ),
    "surprise": Words(
        "模型自己造出的往年中，有 {share} 与所见一样或更难得",
        "of the pasts that the model itself makes, {share} are as improbable as what was seen, or more",
    ),
    "against": Words(
        "往年与模型不合：区间内无论取什么值都解释不了，改模型或区间之前，不宜据此预测",
        "the past speaks against the model, whatever the ranged numbers are: mend the model or the "
        "ranges before a forecast rests on it",
    ),
    "tests": Words(
        "未用于拟合的 {tests} 项观测：{inside} 项在内，{near} 项相接，{outside} 项在外；它们的带因拟合收窄 {by}%；"
        "留下的未来有 {tested}% 也同时在这些观测的误差之内",
        "of the {tests} observations held back, {inside} inside, {near} touching, {outside} outside; "
        "fitting narrowed their bands by {by}%; {tested}% of what is kept lie within the errors of "
        "all of these, too",
    ),
    "compare": Words(
        "{rows} 项观测与模型的带对照：{inside} 项在内，{near} 项相接，{outside} 项在外",
        "of {rows} observations {inside} lie inside the model's bands, {near} touch them, {outside} "
        "lie outside",
    ),
    "seen_from": Words("所见，出处", "seen, source"),
    "grounded": Words("承接往年的未来", "grounded futures"),
    "prior_median": Words("区间的", "ranges"),
    "fitted_rows": Words("拟合所用", "fitted on"),
    "tested_rows": Words("检验：晚于拟合之年", "tested: later than what was fitted on"),
    "held_back_rows": Words("留出：从不拟合", "held back: never fitted on"),
    "reach_notes": Words(
        "所见：已按口径折算的数值±误差（观测与模型说不到之处合计的一个标准差）；承接往年的未来：中位数（5%—95%）；"
        "区间的：区间内未来的中位数；%、百分点、每年家数或{area}、倍数。v：所见之数落在该带之内；~：仅其可能的偏差"
        "与带相交；X：在带之外",
        "seen: value, what its basket says taken off, ± its error (one standard deviation, of the "
        "observation and of what the model cannot say); grounded futures: median (5 to 95%) of those "
        "continued from the past; ranges: median of those drawn; %, points, companies or {area} a "
        "year, or a factor. v: what was seen lies in the band; ~: only how far it may be off does; "
        "X: neither does",
    ),
    "reached": Words(
        "拟合的 {fitted} 项中 {inside} 项在内，未拟合的 {tests} 项中 {tested} 项在内",
        "of {fitted} observations fitted on {inside} lie inside the band, of {tests} others {tested}",
    ),
    "reach": Words(
        "同时在截至 {cut} 年全部拟合观测的误差（三个标准误差）之内者：区间内的未来中有 {drawn}，承接往年的中有 "
        "{accepted}",
        "within the errors (three standard errors) of all fitted observations up to {cut} at once: "
        "{drawn} of the futures from the ranges, {accepted} of those continued from the past",
    ),
    "set": Words(
        "接受集：{count} 种未来；{errors}",
        "the accepted set: {count} futures, kept with errors {errors}",
    ),
    "set_effective": Words(
        "接受集：{count} 种未来，彼此等权；{errors}；取舍以前全部未来的权重相当于 {effective} 种等权的未来",
        "the accepted set: {count} futures that count alike, kept with errors {errors}; the weights "
        "of all that were played for it are worth {effective} equal ones",
    ),
    "as_stated": Words("误差如所述", "as they are stated"),
    "larger": Words("误差为所述的 {h} 倍", "{h} times as large as stated"),
    "missed": Words("未能重现：{names}", "not reproduced: {names}"),
    "learned": Words(
        "往年对这些数有话可说（留下的未来里分布不同）：",
        "the past says something about these numbers (they differ in what is kept):",
    ),
    "learned_nothing": Words(
        "往年没有收窄任何一个数：没有哪个数在留下的未来里与区间所给的有超出机遇的差别",
        "the past narrows no number: none differs in what is kept by more than chance explains",
    ),
    "outside_clock": Words(
        "不在情景记录的月份之内，未比：{names}",
        "outside the months that the scenario records, not compared: {names}",
    ),
    "baskets": Words(
        "口径（各自一列，绝不相比、相接或平均），以及情景中与之相比者：",
        "baskets (a series each, never paired, joined or averaged), and what of the scenario stands "
        "for them:",
    ),
    "basket": Words("{name}（{publisher}）：{model}", "{name} ({publisher}): {model}"),
    "offset": Words("出租率较之高 {number} 个百分点", "it is let by {number} points more"),
    "weight": Words("其净吸纳的 {number}% 算在此处", "of its absorption {number}% count"),
    "per": Words("每家计 {number} 件", "{number} are counted for each company"),
    "own_trade": Words("本行业", "own trade"),
    "silent": Words("模型说不到的：", "the model says nothing about:"),
    # figure
    "head_calibrate": Words(
        "截至 {cut} 年的往年留下 {plays} 种未来中的 {accepted} 种，后续的带收窄 {by}%；未拟合的 {tests} 项有 "
        "{inside} 项在带内",
        "The past up to {cut} keeps {accepted} of {plays} futures and narrows later bands by {by}%; "
        "{inside} of {tests} lie inside",
    ),
    "head_none": Words(
        "区间内没有一种未来与截至 {cut} 年的往年相符",
        "No future within the ranges agrees with the past up to {cut}",
    ),
    "head_backtest": Words(
        "{rows} 项往年观测中有 {inside} 项落在各种未来的带内",
        "{inside} of {rows} observations of the past lie in the band of the futures",
    ),
    "subtitle": Words(
        "浅带：区间内的未来，深带：与往年相符者；各含九成（5%—95%，含机遇），竖线为中位数；n = {n}，种子 {seed}\n"
        "菱形：所见之数（实心＝拟合所用，空心＝未用），横线＝可能的偏差；口径不同者各占一行，绝不平均",
        "Light band: futures within the ranges, dark: those that agree with the past; nine tenths "
        "of each (5 to 95 %, chance included), tick: median; n = {n}, seed {seed}\n"
        "Diamond: what was seen (filled = fitted on, hollow = not), line: how far it may be off; "
        "each basket has a row of its own, none are averaged",
    ),
    "inside_figure": Words("在带内", "inside"),
    "near_figure": Words("仅偏差相接", "touches"),
    "outside_figure": Words("在带外", "outside"),
    "untested_figure": Words("无空间", "no space"),
    "vacancy": Words("空置率，%", "vacancy, %"),
    "let": Words("出租率，%", "share let, %"),
    "change": Words("空置率或出租率的变化，百分点", "change of a share, points"),
    "absorption": Words("净吸纳，{area}/年", "net absorption, {area} a year"),
    "ratio": Words("净吸纳为先前的几倍", "absorption ÷ that before"),
    "count": Words("产品，个/年", "products a year"),
    "tracks": Words("{count} 条赛道", "{count} tracks"),
    "leased_by": Words("{name}·{tracks}净吸纳", "{name}, absorbed by {tracks}"),
    "absorbed": Words("{name}·净吸纳", "{name}, absorbed"),
    "of_entries": Words("{tracks}→{stage}", "{tracks} → {stage}"),
    "of_successes": Words("{tracks}·{stage}成功", "{tracks}, {stage} passed"),
    "of_reached": Words("{tracks}·到达{stage}", "{tracks}, as far as {stage}"),
    "head_courses": Words(
        "{name}：按{publisher}的数 {first} → {last}%，未来中位数 {low} → {high}%",
        "{name}: by figures of {publisher} {first} → {last} %, median of the futures {low} → {high} %",
    ),
    "head_courses_plain": Words("往年所见与推演", "Years past: what was seen and what is played"),
    "subtitle_courses": Words(
        "浅带：区间内的未来，深带：与往年相符者；各含九成，逐月统计；线为中位数；家数按日历年；n = {n}，种子"
        " {seed}\n标记：所见之数，每家一种（实心＝拟合所用，空心＝未用），竖线＝可能的偏差，横线＝时段；虚线右侧从未用于拟合",
        "Light band: futures within the ranges, dark band: those that agree with the past; nine "
        "tenths of each, each month on its own; line: median; n = {n}, seed {seed}\nMark: what was seen, one for each who counts (filled = fitted on), line: how far it may be off, and its "
        "period; nothing right of the dashed line was fitted on",
    ),
    "vacancy_unit": Words("空置 %", "vacant, %"),
    "let_unit": Words("出租 %", "let, %"),
    "absorption_unit": Words("{area}/年", "{area} a year"),
    "count_unit": Words("个/年", "a year"),
    "detail": Words(
        "{name}：所见 {value}，未来 {low} 至 {high}",
        "{name}: seen {value}, futures {low} to {high}",
    ),
}
