"""Words of `optimise`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

AIMS: Final[dict[str, Words]] = {
    "lost_area": Words("流失", "lost"),
    "idle_mean": Words("平均空置", "mean idle"),
    "idle_end": Words("期末空置", "idle at end"),
    "waiting_mean": Words("平均排队", "mean waiting"),
    "peak_waiting": Words("排队峰值", "peak waiting"),
    "cost": Words("造价", "cost"),
}
"""What may be aimed at; all are to be small."""

OPTIMISE: Final[dict[str, Words]] = {
    "title": Words(
        "优化：{projects} 共 {total}，{aims} 都要小；试了 {tried} 个方案（每个 {search} 种未来），"
        "{candidates} 个在新的世界上重评（每个 {confirm} 种未来）",
        "Optimise: {projects}, {total} in all, for small {aims}; {tried} designs tried ({search} "
        "futures each), {candidates} judged again on new worlds ({confirm} futures each)",
    ),
    "plan": Words("现方案", "as planned"),
    "design": Words("方案", "design"),
    "no_price": Words(
        "{names} 没有单价：这里的默认单价只有人民币的，请用 --price 空间=单价（{code}/m2）给出",
        "no price for {names}: there are defaults in yuan only; give --price SPACE=PRICE in {code} "
        "per m2",
    ),
    "worst": Words("最差", "worst"),
    "average": Words("均值", "mean"),
    "mix": Words("构成 %", "mix %"),
    "phases": Words("分期 %", "phases %"),
    "parks": Words("园区 %", "parks %"),
    "parts": Words("{lever}：{parts}", "{lever}: {parts}"),
    "notes": Words(
        "各目标：{by}（95% 区间），面积 {area}，造价 {money}；{other}；* 明显优于现方案：同一批未来配对比较，没有目标更差，"
        "至少一个目标的差值区间整个在零以下；其余方案见 designs.csv",
        "aims: {by} (95% interval), areas in {area}, cost in {money}; {other}; "
        "* clearly better than the plan: compared future by future, no aim is worse "
        "and the interval of at least one difference lies below zero; other designs: designs.csv",
    ),
    "beside_mean": Words("最差：最差一成未来的均值", "worst: mean of the worst tenth of futures"),
    "beside_tail": Words("均值：各种未来的均值", "mean: over all futures"),
    "by_mean": Words("各种未来的均值", "means over futures"),
    "by_tail": Words("最差一成未来的均值", "means of the worst tenth of futures"),
    "prices": Words(
        "造价按所给单价（{prices} {money}/m2 建筑面积），是假定，不折现",
        "cost at the prices given ({prices} {money} per m2 of gross area), an assumption, not discounted",
    ),
    "grid": Words("份额取整百分数；总量不变", "shares are whole percent; the total stays as it is"),
    "higher": Words(
        "重评：与现方案相比，{aim}平均比搜索所见高 {gap}",
        "judged again, {aim} lies {gap} higher against the plan than the search saw, on average",
    ),
    "lower": Words(
        "重评：与现方案相比，{aim}平均比搜索所见低 {gap}",
        "judged again, {aim} lies {gap} lower against the plan than the search saw, on average",
    ),
    "outside": Words(
        "{start} 不在情景的时钟之内（{clock}），此后开工等于不建",
        "{start} is outside the clock of the scenario ({clock}): to start then is not to build",
    ),
    "better": Words(
        "前沿上 {front} 个方案，{better} 个明显优于现方案；其中折中者为方案 {design}：{aims}",
        "designs on the front: {front}, clearly better than the plan: {better}; of these design "
        "{design} is the compromise: {aims}",
    ),
    "none_better": Words(
        "前沿上 {front} 个方案，没有一个在各目标上都不差而又明显优于现方案",
        "designs on the front: {front}; none is clearly better than the plan without being worse in "
        "some aim",
    ),
    "instead": Words("{aim} {value}（现 {now}）", "{aim} {value} (now {now})"),
    "and": Words("，", ", "),
    "builds": Words("方案 {design}：{parts}", "design {design}: {parts}"),
    "part": Words("{name} {share}（现 {now}）", "{name} {share} (now {now})"),
    "later": Words("{start} 开工", "Starts of {start}"),
    # refusals
    "no_project": Words(
        "情景的 supply 里没有“{name}”；有：{known}",
        "the scenario's supply has no '{name}'; it has {known}",
    ),
    "no_project_near": Words(
        "情景的 supply 里没有“{name}”；是否指 {near}？",
        "the scenario's supply has no '{name}'; did you mean {near}?",
    ),
    "unlike": Words(
        "{one} 与 {other} 的 {what} 不是同样的几项，不能共用一个总量",
        "{one} and {other} differ in what their {what} names, so they cannot share one total",
    ),
    "nothing_free": Words(
        "没有可选的：所放开的各项都只有一个去处",
        "nothing can be chosen: each lever that is free has a single part",
    ),
    "bad_aim": Words(
        "不能以“{name}”为目标；可用：{known}（面积类可加 .空间）",
        "'{name}' is no aim; known are {known} (areas may take .space)",
    ),
    "one_aim": Words("至少要两个不同的目标", "at least two different aims are needed"),
    "same_cost": Words(
        "总量固定而各类单价相同（或构成不放开），造价在任何方案都一样：用 --price 给出不同单价",
        "with a fixed total and the same price for every type (or a mix that is not free) cost is the "
        "same for every design: give different prices (--price)",
    ),
    "no_space": Words(
        "所选项目不建“{name}”；有：{known}",
        "the projects build no '{name}'; they build {known}",
    ),
    "bad_price": Words("单价须为正数：{name}", "a price must be positive: {name}"),
    "odd": Words(
        "未来数须为偶数，至少 {least}（两种未来一个世界）",
        "futures come in pairs, at least {least} (two a world)",
    ),
    "few_evaluations": Words("至少试 {least} 个方案", "at least {least} designs must be tried"),
    # figure
    "figure_better": Words(
        "{better} 个方案明显优于现方案，如方案 {design}：{aims}",
        "{better} designs clearly better than the plan, such as {design}: {aims}",
    ),
    "figure_none": Words(
        "没有方案明显优于现方案而无所失：前沿上此消彼长",
        "No design is clearly better than the plan at no loss: one aim is paid for with another",
    ),
    "figure_subtitle": Words(
        "蓝：前沿方案，在新的世界上重评（{n} 种未来，{by}，十字为 95% 区间）；黑菱形：现方案\n"
        "灰点：搜索中试过、落在图内的（别的世界，各 {few} 种未来）；{colour}右：各方案的构成 %；种子 {seed}",
        "Blue: designs on the front, judged on new worlds ({n} futures, {by}, crosses: 95 % "
        "intervals); black diamond: the plan\nGrey: tried in the search, those within the picture "
        "({few} futures of other worlds); {colour}right: what each design builds, %; seed {seed}",
    ),
    "figure_colour": Words("颜色越深，{aim}越高；", "the darker, the higher the {aim}; "),
    "mix_panel": Words("各方案建什么", "What each design builds"),
    "detail": Words("{name}：{x}，{y}", "{name}: {x}, {y}"),
}
