"""W466-W636: what is possible but does nothing, or is hardly meant."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    # whole units and ground floors
    "W466": Message(
        Words(
            "{park} 的 {space} 这里只有 {area} m²，不足一个单元（{unit} m²，可出租）",
            "there are only {area} m² of {space} in {park} here, less than a unit of {unit} m² "
            "(lettable)",
        ),
        Words(
            "请检查面积、口径与 lots；不足一个单元的面积租不出去，除非与别处凑成整单元",
            "check areas, basis and lots; less than a unit stays empty unless more is added to it",
        ),
    ),
    "W467": Message(
        Words(
            "赛道 '{track}' 阶段 '{stage}' 平均要 {needed} m² 首层，而任何池的首层最多只有 {most} m²",
            "track '{track}' asks {needed} m² on ground floors for stage '{stage}' on average, but no "
            "pool ever has more than {most} m² there",
        ),
        Words(
            "请检查 heavy 与 ground；这样的需求永远得不到空间",
            "check heavy and ground; such a request is never granted",
        ),
    ),
    # time, chains and standards
    "W601": Message(
        Words(
            "replications 是奇数 {count}；两种未来共用一组区间抽样",
            "replications is the odd number {count}; two futures share their range draws",
        ),
        Words("写成例如 {even}", "write for example {even}"),
    ),
    "W602": Message(
        Words("没有标准，因此没有结论", "there are no standards, so there is no verdict"),
        Words("写 standards", "write standards"),
    ),
    "W603": Message(
        Words(
            "在时钟结束（{end}）之前不可能开放", "this cannot open before the clock ends ({end})"
        ),
        Words("提前 start，或延长时钟", "start earlier, or let the clock run longer"),
    ),
    "W604": Message(
        Words(
            "在时钟结束（{end}）之后才提出需求", "this project asks after the clock ends ({end})"
        ),
        Words("提前日期，或删去", "write an earlier date, or drop it"),
    ),
    "W605": Message(
        Words(
            "赛道 '{track}' 的阶段 '{stage}' 永不结束，其后的阶段不会发生",
            "stage '{stage}' of track '{track}' lasts for ever, so what follows never happens",
        ),
        Words("写出时长，或缩短这条链", "write a time span, or a shorter chain"),
    ),
    "W606": Message(
        Words("没有 {other} 时，{key} 不起作用", "{key} does nothing without {other}"),
        Words("补上 {other}，或删去 {key}", "add {other}, or drop {key}"),
    ),
    "W607": Message(
        Words("赛道 '{track}' 没有企业", "no company follows track '{track}'"),
        Words(
            "在 demand 中加一条需求流，或删去这条赛道",
            "add a stream under demand, or drop the track",
        ),
    ),
    "W608": Message(
        Words(
            "从时间窗开始到时钟结束不足允许的等候（{within}），一条申请也看不到结果，无法检验",
            "from the start of the window to the end of the clock is less than the wait it allows "
            "({within}), so no request can be followed and nothing is tested",
        ),
        Words("提前时间窗，或延长时钟", "let the window begin earlier, or the clock run longer"),
    ),
    "W609": Message(
        Words(
            "赛道 '{track}' 阶段 '{stage}' 平均要 {mean}（可出租），而任何池最多只有 {most}",
            "track '{track}' asks {mean} (lettable) for stage '{stage}' on average, but no pool "
            "ever has more than {most}",
        ),
        Words(
            "请检查面积与口径；这样的需求永远得不到空间",
            "check areas and basis; such a request is never granted",
        ),
    ),
    # size and use
    "W610": Message(
        Words(
            "这个项目要 {area}（可出租），而它可用的池最多只有 {most}",
            "this project asks {area} (lettable), but no pool it may use ever has more than {most}",
        ),
        Words(
            "请检查面积与口径；这样的需求永远得不到空间，只会算作短缺",
            "check area and basis; it is never granted and only counts as a shortage",
        ),
    ),
    "W611": Message(
        Words(
            "平均要 {area}（可出租），而可用的池最多只有 {most}",
            "this asks {area} (lettable) on average, but no pool it may use ever has more than {most}",
        ),
        Words(
            "请检查面积与口径；这样的需求永远得不到空间",
            "check area and basis; such a request is never granted",
        ),
    ),
    "W612": Message(
        Words(
            "要收回 {area}（可出租），而 {park} 的 {space} 最多只有 {most}",
            "this takes back {area} (lettable), but there never is more than {most} of {space} "
            "in {park}",
        ),
        Words(
            "请检查面积、口径与园区；收回的不会多于已有的",
            "check area, basis and park; no more is taken than there is",
        ),
    ),
    "W613": Message(
        Words(
            "{parks} 从来没有赛道 '{track}' 阶段 '{stage}' 所用的空间类型",
            "no type that stage '{stage}' of track '{track}' uses ever stands in {parks}",
        ),
        Words(
            "从偏好中删去，或在 stock、supply 中写出",
            "leave it out of the preference, or write some under stock or supply",
        ),
    ),
    "W614": Message(
        Words("confidence 是 {given}：{meaning}", "confidence is {given}: {meaning}"),
        Words("写成例如 80%", "write for example 80%"),
    ),
    "W615": Message(
        Words(
            "统计期只有 {recorded} 个月，不可能连续 {months} 个月",
            "only {recorded} months are recorded, so nothing lasts for {months} of them",
        ),
        Words(
            "减少 months（惯用 3），或延长时钟",
            "write fewer months (3 by convention), or a longer clock",
        ),
    ),
    "W616": Message(
        Words("{area} 是一座城市难有的面积", "{area} is more than a city is likely to hold"),
        Words("请检查单位：是否多写了“万”", "check the unit: 万 is ten thousand"),
    ),
    "W617": Message(
        Words(
            "{raw} 是一座城市难有的数量", "{raw} are more companies than a city is likely to see"
        ),
        Words("请检查单位：每年还是每月", "check the unit: per year or per month"),
    ),
    "W618": Message(
        Words("'{name}' 没有用处：{why}", "'{name}' is of no use: {why}"),
        Words("用上它，或删去", "use it, or drop it"),
    ),
    "W619": Message(
        Words("{key} 在这里不起作用：{why}", "{key} does nothing here: {why}"),
        Words("请检查，或删去 {key}", "check it, or drop {key}"),
    ),
    # standards that test nothing
    "W620": Message(
        Words(
            "园区 {park} 始终没有 '{space}' 空间（* 为全市），这条标准无可检验",
            "no '{space}' ever stands in park {park} (*: the whole city), so this standard tests "
            "nothing",
        ),
        Words(
            "换一个有这类空间的园区，或在 stock、supply 中写上它，或删去这条标准",
            "name a park that has the type, write some under stock or supply, or drop the standard",
        ),
    ),
    "W621": Message(
        Words(
            "没有企业先找 '{space}' 空间，这条标准无可检验",
            "no company asks for '{space}' first, so this standard tests nothing",
        ),
        Words(
            "请检查 space、track 与 park，或删去这条标准",
            "check space, track and park, or drop the standard",
        ),
    ),
    "W622": Message(
        Words(
            "时间窗不含一个完整的统计月，这条标准无可检验",
            "the window holds no whole month of the record, so this standard tests nothing",
        ),
        Words("延长时间窗", "make the window longer"),
    ),
    "W623": Message(
        Words(
            "去化月数要看此前 12 个月的净吸纳，而时间窗止于时钟的第 {months} 个月，这条标准无可检验",
            "months of supply look at the net absorption of 12 months, but the window ends with "
            "month {months} of the clock, so this standard tests nothing",
        ),
        Words(
            "延长时间窗或时钟，或改用 vacancy",
            "make the window or the clock longer, or use vacancy",
        ),
    ),
    "W624": Message(
        Words(
            "工期为零：这些面积从不在建，也就无法预租",
            "with no time to build, nothing is ever under construction, or let before it opens",
        ),
        Words(
            "若只知交付日期，请把 start 提前相应的工期，并写出工期",
            "where only the delivery is known, let start be earlier by the time to build",
        ),
    ),
    "W625": Message(
        Words(
            "{parks} 将有 '{space}'，却没有它的存量：赛道 '{track}' 阶段 '{stage}' 从不选这些园区",
            "{parks} will have '{space}' but no stock of it: stage '{stage}' of track '{track}' "
            "never goes there",
        ),
        Words(
            "把 parks: stock 换成写明的权重",
            "write weights in place of parks: stock",
        ),
    ),
    "W626": Message(
        Words(
            "'{space}' 开局时空着 {vacant}，足够让排队的当即租下：排队的共约要 {asked}",
            "{vacant} of '{space}' stand vacant at the start, so that some of the queue, which asks "
            "for about {asked}, are let at once",
        ),
        Words(
            "提高 occupied 或 occupied_in，或减少排队的",
            "raise occupied or occupied_in, or shorten the queue",
        ),
    ),
    # notation
    "W630": Message(
        Words(
            "各份额之和为 {total}，差在四舍五入；按比例折算为 100%",
            "the shares add up to {total}, as rounding leaves them; they are scaled to 100%",
        ),
        Words(
            "不必改；要精确则写出更多位数", "nothing need be done; write more digits to be exact"
        ),
    ),
    "W631": Message(
        Words(
            "{raw} 是常用于土地的单位；这里的面积都是建筑面积",
            "{raw} is in a unit of land; areas here are of floors",
        ),
        Words(
            "若是占地面积，乘以容积率，写成例如 30万 m²；若确是建筑面积，不必改",
            "if it is a plot, multiply by the plot ratio and write for example 300,000 m²; "
            "if it is floor area, nothing need be done",
        ),
    ),
    "W632": Message(
        Words(
            "{raw} 在这里是 {months} 个月（一天是 1/30 月）；按日历是 {whole} 个月",
            "{raw} are {months} months here (a day is 1/30 month); by the calendar they are {whole}",
        ),
        Words(
            "写成 {whole} 个月，或 {days} 日历天", "write {whole} months, or {days} calendar days"
        ),
    ),
    "W633": Message(
        Words("{key} 是空白", "{key} is blank"),
        Words(
            "写一个名称；标签留空即以 id 代之，可删去",
            "write a name; the id stands in for a label, which may be dropped",
        ),
    ),
    "W634": Message(
        Words(
            "{key} 有多行，只显示成一行：{shown}",
            "{key} has several lines and is shown on one: {shown}",
        ),
        Words("写成一行", "write it on one line"),
    ),
    "W635": Message(
        Words("地图上没有园区：{parks}", "the map does not have the parks {parks}"),
        Words(
            "在文件里补上要素；没有位置的园区不画在地图上",
            "add features for them to the file; a park without a place is not drawn on the map",
        ),
    ),
    "W636": Message(
        Words("'{file}' 有几列没有读：{heads}", "these columns of '{file}' are not read: {heads}"),
        Words(
            "与供给无关则不必理会；否则换成能读的表头",
            "if they say nothing of supply, nothing need be done; else use a head that is read",
        ),
    ),
}

WHY: Final[dict[str, Words]] = {
    "stage": Words("没有一条链经过这个阶段", "no chain has this stage"),
    "cycle": Words("没有需求流或阶段引用这个周期", "no stream and no stage names this cycle"),
    "trade": Words("没有赛道属于这个行业", "no track is of this trade"),
    "space": Words("没有阶段使用这种空间", "no stage asks for this type"),
    "park": Words("这里既无存量也无建设", "nothing stands or is built there"),
    "first": Words("它总是链的第一阶段，之前没有阶段", "it is always the first stage of its chain"),
    "last": Words("它总是链的最后阶段，之后没有阶段", "it is always the last stage of its chain"),
    "all_parks": Words("可用的园区不比它多", "there are no more parks to choose from"),
    "after_end": Words("时钟在 {end} 结束", "the clock ends with {end}"),
    "not_passed": Words("没有需求流经过这个阶段", "no stream passes this stage"),
    "passes_by": Words("这条需求流不经过这个阶段", "this stream does not pass this stage"),
    "no_stock": Words("这里没有这种空间的存量", "none of the type stands there"),
    "no_rest": Words("每个有存量的园区都另有份额", "every park with stock has a share of its own"),
    "never_holds": Words("空置率永远达不到", "vacancy never gets there"),
    "always_holds": Words("任何结果都符合", "whatever happens meets it"),
    "zero": Words("它是零", "it is zero"),
    "not_begun": Words("时钟开始时还没有开工", "the works have not begun when the clock starts"),
    "begun": Words("各期在时钟开始时都已开工", "all lots have begun when the clock starts"),
    "nobody_outside": Words(
        "使用这种空间的赛道都在其中", "every track that uses the type is in it"
    ),
    "unused": Words("{track} 不使用这种空间", "{track} does not use the type"),
    "nobody_left": Words("没有企业会这样离开", "nobody ever leaves like that"),
}
"""Why something does nothing, in both languages."""

CERTAIN: Final[dict[float, Words]] = {
    0.0: Words("任何结果都不会算作不足或富余", "nothing is ever called short or too idle"),
    1.0: Words("没有结果能算够用", "no number of futures shows as much"),
}
"""What a confidence at its ends means."""
