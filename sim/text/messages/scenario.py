"""E500-E559: what the blocks of a scenario must hold together."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    # ids and the clock
    "E500": Message(
        Words(
            "时钟须从某月第一天开始，而不是 {start}",
            "the clock starts on the first day of a month, not on {start}",
        ),
        Words("写 {month}", "write {month}"),
    ),
    "E501": Message(
        Words("没有{thing} '{name}'", "there is no {thing} '{name}'"),
        Words("{block} 中有：{known}", "{block} has {known}"),
    ),
    # time
    "E502": Message(
        Words(
            "时钟的结束 {end} 不晚于开始 {start}",
            "the clock ends ({end}) no later than it starts ({start})",
        ),
        Words("改 clock.start 或 clock.end", "change clock.start or clock.end"),
    ),
    "E503": Message(
        Words(
            "record_from 不在 {start} 至 {end} 之内", "record_from is not within {start} to {end}"
        ),
        Words("写时钟之内的日期，或删去", "write a date within the clock, or leave it out"),
    ),
    "E504": Message(
        Words(
            "标准的时间窗不在统计期 {start} 至 {end} 之内",
            "the window of the standard is not within the recorded time, {start} to {end}",
        ),
        Words(
            "写统计期之内的 start 和 end，start 在前",
            "write start and end within the recorded time, start first",
        ),
    ),
    "E505": Message(
        Words(
            "这样早，到时钟开始（{start}）时必已开放（至少在一部分世界里）",
            "so early, this is sure to be open when the clock starts ({start}), at least in some worlds",
        ),
        Words(
            "已建成的面积写在 stock 里；否则推迟日期，或让最长的工期超过已经过去的时间",
            "space that stands belongs in stock; otherwise write a later date, or a longest time to "
            "build beyond what has passed",
        ),
    ),
    "E506": Message(
        Words(
            "vacate_by（{date}）不晚于收回的开始（{start}）",
            "vacate_by ({date}) is no later than the start ({start})",
        ),
        Words("推迟 vacate_by", "write a later vacate_by"),
    ),
    "E507": Message(
        Words(
            "这个项目在时钟开始（{start}）之前就会提出需求",
            "this project may ask before the clock starts ({start})",
        ),
        Words(
            "写更晚的日期；已入驻的企业属于 stock 的 occupied",
            "write a later date; tenants of the start belong to the stock's occupied share",
        ),
    ),
    "E508": Message(
        Words("{kind} 没有日期", "{kind} has no date"),
        Words(
            "写成例如 {kind}: {{2024: 80%, 2027: 120%}}",
            "write for example {kind}: {{2024: 80%, 2027: 120%}}",
        ),
    ),
    "E509": Message(
        Words("{date} 与 {other} 是同一时刻", "{date} and {other} are the same instant"),
        Words("只保留一个", "keep one of them"),
    ),
    # space
    "E510": Message(
        Words(
            "各份额之和为 {total}，不能是 100%（差 {gap} 个百分点）",
            "the shares add up to {total} and cannot make 100% ({gap} points)",
        ),
        Words(
            "改一个份额，或给不确定的一个写 range",
            "correct one of them, or give one that is uncertain a range",
        ),
    ),
    "E511": Message(
        Words(
            "所列项目共 {total}，而总量为 {stated}，相差 {gap}",
            "the projects add up to {total}, the programme states {stated}: {gap} apart",
        ),
        Words(
            "核对各项目的面积，或 programme.projects 是否漏列；不确定的面积可写 range",
            "check the projects' areas, and that programme.projects names them all; "
            "an uncertain area may have a range",
        ),
    ),
    "E512": Message(
        Words(
            "项目 '{project}' 的口径是 {theirs}，总量的口径是 {ours}",
            "project '{project}' is stated in {theirs} area, the programme in {ours}",
        ),
        Words("用同一口径", "state both on the same basis"),
    ),
    "E513": Message(
        Words(
            "{park} 的 {space} 已由 '{other}' 预留", "'{other}' already reserves {space} in {park}"
        ),
        Words("每个池只能有一项预留；合并两项", "a pool has one reserve: merge the two"),
    ),
    "E514": Message(
        Words("列表为空，或有重复：{names}", "the list is empty or repeats itself: {names}"),
        Words("每个 id 写一次", "write each id once"),
    ),
    "E515": Message(
        Words("面积不足 1 m²", "the area is less than 1 m²"),
        Words("写至少 1 m²，或删去这一项", "write at least 1 m², or drop the entry"),
    ),
    "E516": Message(
        Words("lots 太多：每块至少 1 m²", "there are too many lots: each has at least 1 m²"),
        Words("减少 lots", "write fewer lots"),
    ),
    "E517": Message(
        Words("{key} 须大于零", "{key} must be above zero"),
        Words("写成例如 {key}: 86%", "write for example {key}: 86%"),
    ),
    # companies
    "E520": Message(
        Words(
            "阶段 '{stage}' 缺少 {key}（赛道：{tracks}）",
            "stage '{stage}' has no {key} (tracks: {tracks})",
        ),
        Words(
            "写在 stages.{stage} 中，或写在各赛道的 stages.{stage} 中",
            "write it under stages.{stage}, or under stages.{stage} of each track",
        ),
    ),
    "E521": Message(
        Words(
            "赛道 '{track}' 的链中没有阶段 '{stage}'",
            "the chain of track '{track}' has no stage '{stage}'",
        ),
        Words("这条链是：{chain}", "its chain is {chain}"),
    ),
    "E522": Message(
        Words(
            "入口 '{stage}' 不在赛道 '{track}' 的链中",
            "the entry '{stage}' is not in the chain of track '{track}'",
        ),
        Words("这条链是：{chain}", "its chain is {chain}"),
    ),
    "E523": Message(
        Words(
            "'{stage}' 不是赛道 '{track}' 的最后阶段，不能有 expansion",
            "'{stage}' is not the last stage of track '{track}' and cannot have an expansion",
        ),
        Words("写在 {last} 阶段", "write it in stage {last}"),
    ),
    "E524": Message(
        Words("有 self_build 却没有 build", "there is self_build without build"),
        Words(
            "写出自建工期，例如 build: {{triangular: [18 months, 24 months, 36 months]}}",
            "state how long it takes, such as "
            "build: {{triangular: [18 months, 24 months, 36 months]}}",
        ),
    ),
    "E525": Message(
        Words("parks 与 park_order 只能有一个", "parks and park_order exclude each other"),
        Words("删去一个（默认值里的也算）", "drop one of them (one among the defaults counts too)"),
    ),
    "E526": Message(
        Words("所有园区的权重都是零", "every park has weight zero"),
        Words("至少一个园区的权重大于零", "give at least one park a weight above zero"),
    ),
    "E527": Message(
        Words(
            "阶段 '{stage}' 的替代类型中有它自己的类型 '{space}'",
            "the substitutes of stage '{stage}' name its own type '{space}'",
        ),
        Words("从 substitutes 中删去", "take it out of substitutes"),
    ),
    "E528": Message(
        Words("这个时长不能是 forever", "this span cannot be forever"),
        Words(
            "写成例如 24 months；停工写在 suspension 里",
            "write for example 24 months; a stop of works goes into suspension",
        ),
    ),
    "E529": Message(
        Words("'{name}' 是单个项目，不是需求流", "'{name}' is a single project, not a stream"),
        Words(
            "cdmo_demand 需要一个需求流（可以是 rate: 0 per year）",
            "cdmo_demand needs a stream (its rate may be 0 per year)",
        ),
    ),
    "E530": Message(
        Words(
            "代工需求流 '{name}' 的赛道 '{track}' 自己也把需求转给代工",
            "track '{track}' of the contract makers' stream '{name}' outsources itself",
        ),
        Words(
            "给代工企业一条没有 cdmo_demand 的赛道",
            "give contract makers a track without cdmo_demand",
        ),
    ),
    # verdict
    "E531": Message(
        Words(
            "赛道 '{track}' 阶段 '{stage}' 的 parks 取自存量，但 '{space}' 没有存量",
            "parks are those of the stock in stage '{stage}' of track '{track}', "
            "but '{space}' has no stock",
        ),
        Words(
            "写出权重，例如 parks: {{{park}: 1}}，或在 stock 下写出 {space}",
            "write the weights, such as parks: {{{park}: 1}}, or write {space} under stock",
        ),
    ),
    "E532": Message(
        Words(
            "增长自 {start} 起、至 {end} 止：止须晚于起，相隔不过百年",
            "growth runs from {start} to {end}: the end must come later, by a century at most",
        ),
        Words("改 start 或 end", "change start or end"),
    ),
    "E533": Message(
        Words(
            "基期 {base} 不在增长的起止（{start} 至 {end}）之内，或增速为 −100%，往前无从推算",
            "the base date {base} is not within the growth ({start} to {end}), "
            "or growth is −100%, so that nothing follows for what came before",
        ),
        Words("改 base，或提高 growth", "change base, or raise growth"),
    ),
    "E534": Message(
        Words(
            "'{space}' 开局时已有 {count} 家企业排队，而名单最长 {most} 家",
            "{count} companies wait for '{space}' already, but its list holds {most} at most",
        ),
        Words("改 queue，或提高 max_waiting", "change queue, or raise max_waiting"),
    ),
    "E540": Message(
        Words("空置率标准没有上限也没有下限", "the vacancy standard has no bound"),
        Words("写 at_most 或 at_least", "write at_most or at_least"),
    ),
    "E541": Message(
        Words("at_least 高于 at_most", "at_least is above at_most"),
        Words("对调两者", "exchange the two"),
    ),
    "E542": Message(
        Words("over: share 需要 share", "over: share needs a share"),
        Words("写成例如 share: 90%", "write for example share: 90%"),
    ),
    "E543": Message(
        Words("over: {over} 用不到 share", "over: {over} has no use for a share"),
        Words("写 over: share，或删去 share", "write over: share, or drop share"),
    ),
    "E544": Message(
        Words("与 {other} 同用一份运气 '{luck}'", "this shares the luck '{luck}' with {other}"),
        Words("换一个 id 或 luck", "use another id or luck"),
    ),
    "E545": Message(
        Words(
            "{block} 中也有 '{name}'；事件记录分不清两者",
            "{block} has a '{name}' too, and the event log could not tell them apart",
        ),
        Words("换一个 id", "use another id"),
    ),
    "E546": Message(
        Words(
            "赛道 {track} 已定下行业，不必再写 trade",
            "the track {track} is of one trade already, so trade says nothing here",
        ),
        Words("删去 trade 或 track", "drop trade or track"),
    ),
    # plan
    "E547": Message(
        Words(
            "损失起算的日期不在统计期 {start} 至 {end} 之内",
            "losses count from a date that is not within the recorded time, {start} to {end}",
        ),
        Words(
            "写统计期之内的日期，例如各方案由此分开的那个月",
            "write a date within it, such as the month in which the options part",
        ),
    ),
    "E550": Message(
        Words(
            "{park} 的 {space} 开局时有人租用，却没有需求流会租它",
            "{space} in {park} is occupied at the start, but no stream would lease it",
        ),
        Words(
            "让某条赛道的某个阶段使用它，或写 occupied: 0%",
            "let a stage of some track use it, or write occupied: 0%",
        ),
    ),
    "E551": Message(
        Words("情景太大：{detail}", "the scenario is too large: {detail}"),
        Words(
            "降低到达率，拉长扩租间隔，缩短时钟，或合并 id",
            "lower the arrival rates, let expansions be rarer, shorten the clock or merge ids",
        ),
    ),
    "E552": Message(
        Words(
            "这里有 {count} 项，最多 {most} 项",
            "there are {count} entries here, at most {most} are possible",
        ),
        Words("合并相近的项", "merge those that are alike"),
    ),
    "E553": Message(
        Words(
            "{what}共 {count} 个，最多 {most} 个",
            "there are {count} {what}, at most {most} are possible",
        ),
        Words("合并相近的项", "merge those that are alike"),
    ),
    "E554": Message(
        Words(
            "时钟长 {months} 个月，最长 {most} 个月",
            "the clock runs for {months} months, at most {most} are possible",
        ),
        Words("改 clock.start 或 clock.end", "change clock.start or clock.end"),
    ),
    "E555": Message(
        Words(
            "一种未来里预计有 {count} 次用房请求，最多 {most} 次",
            "{count} requests for space are expected in one future, at most {most} are possible",
        ),
        Words(
            "降低到达率，缩短时钟，或提高面积；请检查单位",
            "lower the arrival rates, shorten the clock or raise the areas; check their units",
        ),
    ),
    "E556": Message(
        Words(
            "现有、在建与所需面积可达 {total}，最多 {most}",
            "what stands, is built and is asked for may come to {total}; at most {most} is possible",
        ),
        Words("请检查面积的单位，以及到达率", "check the units of areas, and the arrival rates"),
    ),
    "E557": Message(
        Words(
            "'{file}' 不是此文件所在文件夹之下的文件",
            "'{file}' is no file below the folder of this one",
        ),
        Words(
            "写成相对路径，如 grounded/{name}.json；由 zhizao calibrate --save 写出",
            "write a relative path such as grounded/{name}.json, where zhizao calibrate --save put it",
        ),
    ),
    "E558": Message(
        Words("这个项目不能代替 {name}：{why}", "this cannot be built instead of {name}: {why}"),
        Words(
            "给 {name} 写 pause，并写 then: drop 与 for_at_most 或 until；两者分期数相同",
            "{name} needs a pause with then: drop and for_at_most or until, and as many lots as this",
        ),
    ),
    "E559": Message(
        Words(
            "开局时有企业排队等 '{space}'，却没有需求流会等它：无人租用，或没有耐心",
            "companies wait for '{space}' already, but no stream would: none leases it, or with "
            "no patience",
        ),
        Words(
            "让某条赛道的某个阶段使用它，写出耐心，或删去这一项",
            "let a stage of some track use it, give it patience, or drop the entry",
        ),
    ),
}

INSTEAD: Final[dict[str, Words]] = {
    "itself": Words("绕了一圈，它等的是它自己", "in the end it waits for itself"),
    "no_drop": Words("后者从不作罢任何一期", "that one never drops a lot"),
    "lots": Words("后者分 {lots} 期", "that one has {lots} lots"),
}
"""Why one project cannot stand in for another."""

THINGS: Final[dict[str, Words]] = {
    "parks": Words("园区", "park"),
    "spaces": Words("空间类型", "space type"),
    "stages": Words("阶段", "stage"),
    "tracks": Words("赛道", "track"),
    "trades": Words("行业", "trade"),
    "cycles": Words("周期", "cycle"),
    "demand": Words("需求流", "stream of demand"),
    "supply": Words("建设项目", "building project"),
    "sources": Words("来源", "source"),
    "baskets": Words("口径", "basket"),
    "observations": Words("观测", "observation"),
}
"""What stands in each block of a scenario or of years past, in the singular."""
