"""Words of `required`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

REFUSED: Final[dict[str, Words]] = {
    "confidence": Words(
        "把握须在 0% 与 100% 之间（不含两端）：{given}。100% 的把握多少种未来也给不出",
        "the confidence must lie strictly between 0% and 100%: {given}. No number of futures "
        "gives 100%",
    ),
    "few": Words(
        "{n} 种未来撑不起 {share} 的把握：95% 区间的上端要 {needed} 种。请用 --replications {needed}，"
        "或降低 --confidence",
        "{n} futures cannot carry {share} confidence: the upper end of a 95% interval takes "
        "{needed}. Use --replications {needed}, or a lower --confidence",
    ),
    "space": Words(
        "没有这种空间：{id}；有：{known}", "no such space type: {id}; there are: {known}"
    ),
    "several": Words(
        "有几个都叫 {id}，请写 id：{known}", "several are called {id}; write the id: {known}"
    ),
    "park": Words("没有这个园区：{id}；有：{known}", "no such park: {id}; there are: {known}"),
    "no_standard": Words(
        "{name} 没有等候、流失或最低空置标准：不知道什么叫够用。请在情景中加一条，或用 --standard",
        "{name} has no standard on waiting, loss or least vacancy, so that nothing says when it is "
        "enough. Add one to the scenario, or use --standard",
    ),
    "no_standards": Words(
        "情景没有任何等候、流失或最低空置标准", "the scenario has no standard against shortage"
    ),
    "standard": Words(
        "没有这条标准，或它只管闲置：{id}",
        "no such standard, or it speaks of idle space only: {id}",
    ),
    "space_too": Words(
        "用 --standard 问面积时，须用 --space 说明增减哪种空间",
        "with --standard, say by --space of which type there is to be more or less",
    ),
    "lever": Words(
        "不是可以拨动的数：{path}。可用 demand、construction、delay，或某个数的路径"
        "（zhizao show 列出），日期不行",
        "not a number that can be turned: {path}. Use demand, construction, delay, or the path of "
        "a number (zhizao show lists them); dates cannot be",
    ),
    "trigger": Words(
        "{projects} 由触发条件（或他项作罢）决定开工，没有可以推迟的日期；请改拨其 lead 或所定的界限",
        "a trigger, or what another project drops, decides when {projects} starts, so that there is no "
        "date to delay; turn its lead or the bound instead",
    ),
    "listed": Words(
        "{projects} 只写了竣工日期（opens），没有工期；请改拨 delay",
        "of {projects} a date of completion is known (opens) and no time to build; turn delay instead",
    ),
    "judges": Words(
        "{path} 只用于评判，不影响推演，拨动它没有作用；请用 sweep 列出它的取值",
        "{path} judges what is played and changes nothing in it; list its values in a sweep instead",
    ),
    "bounds": Words(
        "{path} 的两端须不同且有限：请给 --between 低 高",
        "the bounds of {path} must differ and be finite: give --between LOW HIGH",
    ),
    "between": Words("--between 只与 --lever 同用", "--between goes with --lever only"),
    "only_area": Words(
        "--park 与 --from 只用于面积，不与 --lever 同用",
        "--park and --from are for areas; they do not go with --lever",
    ),
    "jointly": Words(
        "--jointly 要各类一起，至少两类，不与 --space、--standard、--lever 同用",
        "--jointly is of all types at once, two or more; it does not go with --space, --standard or "
        "--lever",
    ),
    "date": Words("不是日期：{text}；写成 2026-01", "not a date: {text}; write 2026-01"),
    "from": Words("{date} 不在情景的时段内", "{date} is outside the clock of the scenario"),
    "grounded": Words(
        "与往年相符的未来只有 {rows} 种：搜索用 {n} 种，检验再用 {n} 种，不够。至多 --replications {most}",
        "only {rows} futures agree with the past: too few for {n} that are searched and {n} that "
        "judge. At most --replications {most}",
    ),
}

REQUIRED: Final[dict[str, Words]] = {
    "title": Words(
        "需要多少：{n} 种未来，把握 {share}，{place}",
        "Required: {n} futures, {share} confidence, {place}",
    ),
    "title_lever": Words(
        "能承受多少：{lever}，{n} 种未来，把握 {share}",
        "How much the standards bear: {lever}, {n} futures, {share} confidence",
    ),
    "these": Words("所列标准", "These standards"),
    "city": Words("全市", "city-wide"),
    # Columns
    "confidence": Words("把握", "sure"),
    "change": Words("增减", "change"),
    "interval": Words("95% 区间", "95% interval"),
    "build": Words("共建（占计划）", "build"),
    "lettable": Words("可租增减", "lettable"),
    "short": Words("仍缺", "short"),
    "idle": Words("闲置（空置）", "idle (vacant)"),
    "value": Words("承受", "bears"),
    "planned": Words("按计划", "as planned"),
    # Notes
    "standards": Words("标准：{names}", "standards: {names}"),
    "phases": Words("分期（建筑面积）：{list}", "phasing (gross): {list}"),
    "phases_held": Words(
        "这样分期，另 {n} 种未参与挑选的未来中 {holds} 种成立（{low}% 至 {high}%；挑选所用的 "
        "{of} 种中 {chosen} 种）",
        "phased so, the standards hold in {holds} of {n} fresh futures ({low} to {high} %; in "
        "{chosen} of the {of} that chose it)",
    ),
    "phases_never": Words("其余到期末也用不上", "the rest is not needed before the end"),
    "caution": Words(
        "谨慎的代价：{from_} 到 {to}，多建 {area}，闲置 {idle_from} 变 {idle_to}（可租）",
        "what caution costs: {from_} to {to} takes {area} more, idle {idle_from} becomes "
        "{idle_to} (lettable)",
    ),
    "monotone": Words(
        "单调：{good}/{n} 种未来中，凡看过的、本应更好的取值都不失守",
        "monotone: in {good} of {n} futures nothing seen on the better side fails",
    ),
    "not_monotone": Words(
        "不单调：{bad}/{n} 种未来中，本应更好的取值反而失守{over}；答案取此后看过的都成立之处",
        "not monotone: in {bad} of {n} futures something better failed where something worse had "
        "served{over}; the answer is from where all that was seen holds",
    ),
    "fewer": Words(
        "照答案推演，{n} 种未来中只有 {holds} 种成立，不到 {share}：不单调所致，宜再留余地",
        "played at the answer, the standards hold in {holds} of {n} futures, short of {share}: "
        "not being monotone costs that much; leave room",
    ),
    "over": Words("，相差至多 {gap}", ", at most {gap} apart"),
    "untested": Words(
        "{count} 种未来无从检验（没有可看的事），不计入；答案是其余未来的",
        "{count} futures had nothing to test and do not count: the answer is of the others",
    ),
    "never": Words(
        "{count} 种未来中，看过的最好的取值也不成立",
        "in {count} futures not even the best looked at serves",
    ),
    "basis": Words(
        "面积为建筑面积；可租：按所建空间的可出租比例折算。增：{date} 起多一处楼，{rule}",
        "areas are gross; lettable by the ratios of what is built. More: a building that opens in "
        "{date}, {rule}",
    ),
    "less_by": Words(
        "减：{projects} 的各批同比少建该类空间，负数即少建这么多仍成立",
        "less: all lots of {projects} have less of the type, alike; negative: so much less still "
        "serves",
    ),
    "enough_kept": Words(
        "{names}：单看按计划已够；能少建多少，不用 --from 再问（少建会改变往年）",
        "enough as planned, each by itself: {names}; how much less would do is asked without --from, "
        "as it changes the past",
    ),
    "enough": Words(
        "{names}：按计划已够，要看能少建多少，而少建会改变往年，因此不承接往年",
        "enough as planned: {names}; how much less would do is looked for, which changes the past, so "
        "that nothing goes on from it",
    ),
    "rule_plan": Words("按计划的分布分到各园区", "spread over the parks as the plan is"),
    "rule_park": Words("都在一个园区", "in one park"),
    "columns": Words(
        "区间：次序统计量的 95% 精确区间，每种未来各在一个世界中；仍缺：建成后仍不成立的未来；"
        "闲置：可租，标准所看月份的平均（占开放面积）；括号：占计划",
        "interval: exact 95% from order statistics, each future in a world of its own; short: "
        "futures in which the standards then still fail; build: in all (of what is planned); idle: "
        "lettable, mean of the months judged (of what is open)",
    ),
    "columns_lever": Words(
        "区间：次序统计量的 95% 精确区间，每种未来各在一个世界中；仍缺：此处仍不成立的未来；"
        "闲置：可租，标准所看月份的平均（占开放面积）",
        "interval: exact 95% from order statistics, each future in a world of its own; short: "
        "futures in which the standards fail there; idle: lettable, mean of the months judged (of "
        "what is open)",
    ),
    # Verdicts of areas
    "more": Words(
        "{name}：须增 {area}（{low} 至 {high}）建筑面积，{date} 起有，才有 {share} 的把握",
        "{name}: {area} more gross ({low} to {high}), there from {date}, for {share} confidence",
    ),
    "less": Words(
        "{name}：已经够；少建 {area}（{low} 至 {high}）仍有 {share} 的把握，计划的 {part} 即可",
        "{name}: more than enough; {area} less ({low} to {high}) still gives {share} confidence: "
        "{part} of the plan would do",
    ),
    "none": Words(
        "{name}：已经够；计划（{area}）全不建，仍有 {share} 的把握",
        "{name}: more than enough; without any of what is planned ({area}) there still is {share} "
        "confidence",
    ),
    "zero": Words("{name}：已经够，不必增", "{name}: enough, nothing has to be added"),
    "exactly": Words(
        "{name}：按计划正好有 {share} 的把握（{low} 至 {high}）",
        "{name}: the plan as it is gives {share} confidence ({low} to {high})",
    ),
    "beyond": Words(
        "{name}：增到 {area} 仍没有 {share} 的把握；缺的不只是面积",
        "{name}: not even {area} more gives {share} confidence; area is not all that is missing",
    ),
    "together": Words(
        "各类都照答案同时增减：{n} 种未来中 {holds} 种全部标准成立（各类的答案是其余照计划时求得的）",
        "all types at their answers at once: all these standards hold in {holds} of {n} futures "
        "(each answer was found with the other types as planned)",
    ),
    # All types at once
    "title_jointly": Words(
        "各类一起需要多少：{n} 种未来，把握 {share}，{place}",
        "Required of all types together: {n} futures, {share} confidence, {place}",
    ),
    "joint_head": Words(
        "与计划之差，建筑面积（{unit}）", "Difference from the plan, gross ({unit})"
    ),
    "joint_type": Words("空间", "type"),
    "joint_alone": Words("逐类", "one at a time"),
    "joint_together": Words("一起", "together"),
    "joint_build": Words("共建（占计划）", "build"),
    "joint_level": Words("本类够", "own need met"),
    "joint_total": Words("合计", "total"),
    "joint_cost": Words("造价（{unit}）", "cost ({unit})"),
    "joint_hold": Words("全部成立", "all hold"),
    "joint_fresh": Words("另外的未来", "fresh futures"),
    "joint_columns": Words(
        "逐类：其余照计划时各自的答案；一起：全部标准同时成立，合计{what}最少；本类够：本类需求得到满足的未来；"
        "全部成立：同一列同时照办时成立的未来；另外的未来：未参与挑选",
        "one at a time: the answer of each type with the others as planned; together: all standards "
        "hold at once, with the least {what} in all; own need met: futures in which the type has what it "
        "needs; all hold: played with all of the column at once; fresh futures: had no part in the "
        "choice",
    ),
    "joint_area": Words("面积", "area"),
    "joint_money": Words("造价", "cost of building"),
    "joint_promise": Words(
        "挑选所用的未来中须有 {must}/{n} 种全部成立：轮流留出一成，留出的才有 {share} 成立",
        "all must hold in {must} of the {n} futures that choose, so that {share} hold of those left out, "
        "a tenth at a time",
    ),
    "joint_counted": Words(
        "逐种未来清点，{counted} 种各类都够；照答案推演，成立的也正是这些：各类互不影响",
        "counted future by future, every type has what it needs in {counted}; played, all hold in just "
        "these: types do not act on each other",
    ),
    "joint_acting": Words(
        "逐种未来清点，{counted} 种各类都够；照答案推演，{played} 种成立：各类相互影响，以此为准{rounds}",
        "counted future by future, every type has what it needs in {counted}; played, all hold in "
        "{played}: types act on each other, and what was played decides{rounds}",
    ),
    "joint_rounds": Words(
        "；照计划求得的需求不够，其余各类照所得面积时重求（{n} 次）",
        "; needs found with the others as planned fell short and were searched again with the others "
        "at areas found ({n}×)",
    ),
    "joint_common": Words(
        "若各类取同一把握：逐类各 {level}，合计 {total}",
        "with one confidence for every type: {level} of each alone, {total} in all",
    ),
    "joint_monotone": Words(
        "不单调的未来：{list}（各 {n} 种中）；答案取此后看过的都成立之处",
        "futures that are not monotone, of {n} each: {list}; needs are from where all that was seen "
        "holds",
    ),
    "joint_phases_held": Words(
        "各类都这样分期，另 {n} 种未参与挑选的未来中 {holds} 种全部成立（{low}% 至 {high}%；挑选所用的 "
        "{of} 种中 {chosen} 种）",
        "all types phased so, all standards hold in {holds} of {n} fresh futures ({low} to {high} %; in "
        "{chosen} of the {of} that chose it)",
    ),
    "joint_more": Words(
        "各类一起：共增 {area}（{low} 至 {high}）建筑面积，全部标准才同时有 {share} 的把握",
        "all types together: {area} more gross ({low} to {high}) for {share} confidence that all "
        "standards hold at once",
    ),
    "joint_less": Words(
        "各类一起：共少建 {area}（{low} 至 {high}）建筑面积，全部标准仍同时有 {share} 的把握",
        "all types together: {area} less gross ({low} to {high}) still gives {share} confidence that "
        "all standards hold at once",
    ),
    "joint_none": Words(
        "各类一起：看过的面积都不能使全部标准同时有 {share} 的把握",
        "all types together: no areas looked at give {share} confidence that all standards hold at once",
    ),
    "joint_split": Words("其中：{list}", "of this: {list}"),
    "joint_beside": Words(
        "逐类的答案合计 {total}，同时照办则 {n} 种未来中 {holds} 种全部成立",
        "the answers one at a time come to {total}; all at once they hold in {holds} of {n} futures",
    ),
    "joint_judged": Words(
        "这样建，另 {n} 种未参与挑选的未来中 {holds} 种全部成立（{low}% 至 {high}%）",
        "built so, all standards hold in {holds} of {n} fresh futures ({low} to {high} %)",
    ),
    "joint_figure_more": Words(
        "各类一起须增 {area}，才有 {share} 的把握全部成立",
        "All types together need {area} more for {share} confidence that all holds",
    ),
    "joint_figure_less": Words(
        "各类一起少建 {area}，仍有 {share} 的把握全部成立",
        "All types together: {area} less still gives {share} confidence that all holds",
    ),
    "joint_figure_none": Words(
        "看过的面积都不能使全部标准同时成立", "No areas looked at make all standards hold at once"
    ),
    "joint_figure_subtitle": Words(
        "左：全部标准同时成立的未来，随面积合计；右：各类面积，逐类与一起；{n} 种未来，种子 {seed}",
        "Left: futures in which all standards hold at once, against the total of areas; right: area by "
        "type, one at a time and together; {n} futures, seed {seed}",
    ),
    "joint_axis": Words(
        "面积合计，与计划之差（{unit}）", "total, difference from the plan ({unit})"
    ),
    "joint_axis_type": Words("与计划之差（{unit}）", "difference from the plan ({unit})"),
    "joint_share": Words("全部成立", "All hold"),
    "joint_split_panel": Words("各类面积", "Area by type"),
    # Verdicts of levers
    "bears_up": Words(
        "{name}：{lever}，至多 {value}（{low} 至 {high}），标准仍有 {share} 的把握成立",
        "{name}: {lever}, up to {value} ({low} to {high}) the standards hold with {share} "
        "confidence",
    ),
    "bears_down": Words(
        "{name}：{lever}，至少 {value}（{low} 至 {high}），标准才有 {share} 的把握成立",
        "{name}: {lever}, down to {value} ({low} to {high}) the standards hold with {share} "
        "confidence",
    ),
    "bears_all": Words(
        "{name}：{lever}，直到 {value} 仍有 {share} 的把握，未见失守",
        "{name}: {lever}, as far as {value} there still is {share} confidence; no breaking point",
    ),
    "few_tested": Words(
        "{name}：只有 {tested} 种未来检验得到，不足以给出 {share} 的把握",
        "{name}: only {tested} futures tested anything, too few for {share} confidence",
    ),
    "bears_none": Words(
        "{name}：{lever}，即使 {value} 也没有 {share} 的把握",
        "{name}: {lever}, not even {value} gives {share} confidence",
    ),
    "unknown_end": Words("未知", "unknown"),
    # Levers
    "demand": Words("到达量（与情景之比）", "arrivals (of the scenario's)"),
    "construction": Words("工期（与情景之比）", "time to build (of the scenario's)"),
    "delay": Words("推迟开工", "later starts"),
    "acts_demand": Words(
        "到达量：自时段开始起，各股企业到达率同乘此数；开局的租户与已知项目不变",
        "arrivals: the rates of all streams times this from the start of the clock on; tenants at "
        "the opening and named projects stay",
    ),
    "acts_construction": Words(
        "工期：{projects} 各批的工期同乘此数",
        "time to build: of all lots of {projects}, times this",
    ),
    "acts_delay": Words(
        "推迟：{projects} 各批都晚这么久开工", "later starts: all lots of {projects} by this much"
    ),
    # Figure
    "figure_more": Words(
        "{name}须增 {area}，才有 {share} 的把握", "{name} needs {area} more for {share} confidence"
    ),
    "figure_enough": Words(
        "各类空间都已够用，少建也有 {share} 的把握",
        "Enough of every type: building less still gives {share} confidence",
    ),
    "figure_enough_one": Words(
        "{name}已经够用，少建 {area} 仍有 {share} 的把握",
        "Enough {name}: {area} less still gives {share} confidence",
    ),
    "figure_beyond": Words(
        "{name}增到尽头也没有 {share} 的把握",
        "No amount of {name} looked at gives {share} confidence",
    ),
    "figure_beyond_lever": Words(
        "{name}：{lever}在所看的范围内，取何值都没有 {share} 的把握",
        "{name}: no {lever} looked at gives {share} confidence",
    ),
    "figure_lever": Words(
        "{name}最先失守：{lever} {value} 为止有 {share} 的把握",
        "{name} breaks first: {share} confidence ends at {lever} {value}",
    ),
    "figure_lever_all": Words(
        "{lever}在所看的范围内不会使标准失守", "No standard breaks over the {lever} looked at"
    ),
    "figure_subtitle": Words(
        "标准成立的未来占比，随{what}；带：95% 精确区间；横杠：所答之处的 95% 区间；"
        "灰字：该处空置；{n} 种未来，种子 {seed}",
        "Share of futures in which the standards hold, against {what}; band and "
        "whiskers: exact 95 % intervals; vacancy in brackets; {n} futures, seed {seed}",
    ),
    "what_area": Words("增减的面积", "area"),
    "axis_area": Words(
        "比计划增减（{unit}，建筑面积）", "difference from the plan ({unit}, gross)"
    ),
    "share_unit": Words("% 未来", "% of futures"),
    "share_stretched": Words("% 未来，越上越疏", "% of futures, wider on top"),
    "vacant": Words("空置", "vacant"),
    "as_planned_mark": Words("按计划", "as planned"),
    "detail": Words("{name}：{value}", "{name}: {value}"),
}
