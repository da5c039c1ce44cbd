"""Messages E401-E499 (keys and types), E501-E599 (meaning) and W601-W699 (warnings)."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    # keys and types
    "E401": Message(
        zh="未知的键 '{key}'",
        en="unknown key '{key}'",
        fix_zh="可用的键：{known}",
        fix_en="the keys here are {known}",
    ),
    "E402": Message(
        zh="{block_zh}缺少 {keys}",
        en="{block_en} lacks {keys}",
        fix_zh="补上 {keys}",
        fix_en="add {meanings}",
    ),
    "E403": Message(
        zh="'{key}' 应为一组“键: 值”，而不是 {raw}",
        en="'{key}' is a block of 'key: value' entries, not {raw}",
        fix_zh="写成例如 {key}: {form}",
        fix_en="write for example {key}: {form}",
    ),
    "E404": Message(
        zh="'{key}' 应为列表，而不是 {raw}",
        en="'{key}' is a list, not {raw}",
        fix_zh="写成 {key}: [ …, … ]",
        fix_en="write {key}: [ …, … ]",
    ),
    "E405": Message(
        zh="'{key}' 应为文字，而不是 {raw}",
        en="'{key}' is a text, not {raw}",
        fix_zh="写成文字，必要时加引号",
        fix_en="write a text, in quotes where needed",
    ),
    "E406": Message(
        zh="'{key}' 应为整数，而不是 {raw}",
        en="'{key}' is a whole number, not {raw}",
        fix_zh="写成例如 {key}: 12",
        fix_en="write for example {key}: 12",
    ),
    "E407": Message(
        zh="'{key}' 应为 true 或 false，而不是 {raw}",
        en="'{key}' is true or false, not {raw}",
        fix_zh="写 true 或 false",
        fix_en="write true or false",
    ),
    "E408": Message(
        zh="'{key}' 不能是 {raw}",
        en="{raw} is not one of the words for '{key}'",
        fix_zh="可用：{known}",
        fix_en="use one of {known}",
    ),
    "E409": Message(
        zh="{raw} 不是有效的 id",
        en="{raw} is not an id",
        fix_zh="id 以小写字母开头，其后是小写字母、数字、- 或 _，最多 40 个；名称写在 label 里",
        fix_en="an id is a lower-case letter, then lower-case letters, digits, - or _, "
        "40 at most; names go into label",
    ),
    "E410": Message(
        zh="'{key}' 不能是 {raw}：须{bound_zh}",
        en="'{key}' cannot be {raw}: it must be {bound_en}",
        fix_zh="请检查数值",
        fix_en="check the number",
    ),
    "E411": Message(
        zh="缺少 '{key}'，无法知道这是哪一种",
        en="without '{key}' it is unclear which kind this is",
        fix_zh="补上 {key}，可用：{known}",
        fix_en="add {key}, one of {known}",
    ),
    "E499": Message(
        zh="'{key}' 的值 {raw} 不可用：{detail}",
        en="the value {raw} of '{key}' cannot be used: {detail}",
        fix_zh="请检查这个值",
        fix_en="check the value",
    ),
    # meaning
    "E500": Message(
        zh="时钟须从某月第一天开始，而不是 {start}",
        en="the clock starts on the first day of a month, not on {start}",
        fix_zh="写 {month}",
        fix_en="write {month}",
    ),
    "E501": Message(
        zh="没有{thing_zh} '{name}'",
        en="there is no {thing_en} '{name}'",
        fix_zh="{block} 中有：{known}",
        fix_en="{block} has {known}",
    ),
    # time
    "E502": Message(
        zh="时钟的结束 {end} 不晚于开始 {start}",
        en="the clock ends ({end}) no later than it starts ({start})",
        fix_zh="改 clock.start 或 clock.end",
        fix_en="change clock.start or clock.end",
    ),
    "E503": Message(
        zh="record_from 不在 {start} 至 {end} 之内",
        en="record_from is not within {start} to {end}",
        fix_zh="写时钟之内的日期，或删去",
        fix_en="write a date within the clock, or leave it out",
    ),
    "E504": Message(
        zh="标准的时间窗不在统计期 {start} 至 {end} 之内",
        en="the window of the standard is not within the recorded time, {start} to {end}",
        fix_zh="写统计期之内的 start 和 end，start 在前",
        fix_en="write start and end within the recorded time, start first",
    ),
    "E505": Message(
        zh="可能在时钟开始（{start}）时或之前就已开放",
        en="this could open at or before the clock starts ({start})",
        fix_zh="已建成的面积写在 stock 里；否则推迟 start，或给出更长的最短工期",
        fix_en="space that stands belongs in stock; otherwise start later or build for longer "
        "at the least",
    ),
    "E506": Message(
        zh="vacate_by（{date}）不晚于收回的开始（{start}）",
        en="vacate_by ({date}) is no later than the start ({start})",
        fix_zh="推迟 vacate_by",
        fix_en="write a later vacate_by",
    ),
    "E507": Message(
        zh="这个项目在时钟开始（{start}）之前就会提出需求",
        en="this project may ask before the clock starts ({start})",
        fix_zh="写更晚的日期；已入驻的企业属于 stock 的 occupied",
        fix_en="write a later date; tenants of the start belong to the stock's occupied share",
    ),
    "E508": Message(
        zh="{kind} 没有日期",
        en="{kind} has no date",
        fix_zh="写成例如 {kind}: {{2024: 80%, 2027: 120%}}",
        fix_en="write for example {kind}: {{2024: 80%, 2027: 120%}}",
    ),
    "E509": Message(
        zh="{date} 与 {other} 是同一时刻",
        en="{date} and {other} are the same instant",
        fix_zh="只保留一个",
        fix_en="keep one of them",
    ),
    # space
    "E510": Message(
        zh="各份额之和为 {total}，不能是 100%（差 {gap} 个百分点）",
        en="the shares add up to {total} and cannot make 100% ({gap} points)",
        fix_zh="改一个份额，或给不确定的一个写 range",
        fix_en="correct one of them, or give one that is uncertain a range",
    ),
    "E511": Message(
        zh="所列项目共 {total}，而总量为 {stated}，相差 {gap}",
        en="the projects add up to {total}, the programme states {stated}: {gap} apart",
        fix_zh="核对各项目的面积，或 programme.projects 是否漏列；不确定的面积可写 range",
        fix_en="check the projects' areas, and that programme.projects names them all; "
        "an uncertain area may have a range",
    ),
    "E512": Message(
        zh="项目 '{project}' 的口径是 {theirs}，总量的口径是 {ours}",
        en="project '{project}' is stated in {theirs} area, the programme in {ours}",
        fix_zh="用同一口径",
        fix_en="state both on the same basis",
    ),
    "E513": Message(
        zh="{park} 的 {space} 已由 '{other}' 预留",
        en="'{other}' already reserves {space} in {park}",
        fix_zh="每个池只能有一项预留；合并两项",
        fix_en="a pool has one reserve: merge the two",
    ),
    "E514": Message(
        zh="列表为空，或有重复：{names}",
        en="the list is empty or repeats itself: {names}",
        fix_zh="每个 id 写一次",
        fix_en="write each id once",
    ),
    "E515": Message(
        zh="面积不足 1 m²",
        en="the area is less than 1 m²",
        fix_zh="写至少 1 m²，或删去这一项",
        fix_en="write at least 1 m², or drop the entry",
    ),
    "E516": Message(
        zh="lots 太多：每块至少 1 m²",
        en="there are too many lots: each has at least 1 m²",
        fix_zh="减少 lots",
        fix_en="write fewer lots",
    ),
    "E517": Message(
        zh="{key} 须大于零",
        en="{key} must be above zero",
        fix_zh="写成例如 {key}: 86%",
        fix_en="write for example {key}: 86%",
    ),
    # companies
    "E520": Message(
        zh="阶段 '{stage}' 缺少 {key}（赛道：{tracks}）",
        en="stage '{stage}' has no {key} (tracks: {tracks})",
        fix_zh="写在 stages.{stage} 中，或写在各赛道的 stages.{stage} 中",
        fix_en="write it under stages.{stage}, or under stages.{stage} of each track",
    ),
    "E521": Message(
        zh="赛道 '{track}' 的链中没有阶段 '{stage}'",
        en="the chain of track '{track}' has no stage '{stage}'",
        fix_zh="这条链是：{chain}",
        fix_en="its chain is {chain}",
    ),
    "E522": Message(
        zh="入口 '{stage}' 不在赛道 '{track}' 的链中",
        en="the entry '{stage}' is not in the chain of track '{track}'",
        fix_zh="这条链是：{chain}",
        fix_en="its chain is {chain}",
    ),
    "E523": Message(
        zh="'{stage}' 不是赛道 '{track}' 的最后阶段，不能有 expansion",
        en="'{stage}' is not the last stage of track '{track}' and cannot have an expansion",
        fix_zh="写在 {last} 阶段",
        fix_en="write it in stage {last}",
    ),
    "E524": Message(
        zh="有 self_build 却没有 build",
        en="there is self_build without build",
        fix_zh="写出自建工期，例如 build: {{triangular: [18 months, 24 months, 36 months]}}",
        fix_en="state how long it takes, such as "
        "build: {{triangular: [18 months, 24 months, 36 months]}}",
    ),
    "E525": Message(
        zh="parks 与 park_order 只能有一个",
        en="parks and park_order exclude each other",
        fix_zh="删去一个（默认值里的也算）",
        fix_en="drop one of them (one among the defaults counts too)",
    ),
    "E526": Message(
        zh="所有园区的权重都是零",
        en="every park has weight zero",
        fix_zh="至少一个园区的权重大于零",
        fix_en="give at least one park a weight above zero",
    ),
    "E527": Message(
        zh="阶段 '{stage}' 的替代类型中有它自己的类型 '{space}'",
        en="the substitutes of stage '{stage}' name its own type '{space}'",
        fix_zh="从 substitutes 中删去",
        fix_en="take it out of substitutes",
    ),
    "E528": Message(
        zh="这个时长不能是 forever",
        en="this span cannot be forever",
        fix_zh="写成例如 24 months；停工写在 suspension 里",
        fix_en="write for example 24 months; a stop of works goes into suspension",
    ),
    "E529": Message(
        zh="'{name}' 是单个项目，不是需求流",
        en="'{name}' is a single project, not a stream",
        fix_zh="cdmo_demand 需要一个需求流（可以是 rate: 0 per year）",
        fix_en="cdmo_demand needs a stream (its rate may be 0 per year)",
    ),
    "E530": Message(
        zh="代工需求流 '{name}' 的赛道 '{track}' 自己也把需求转给代工",
        en="track '{track}' of the contract makers' stream '{name}' outsources itself",
        fix_zh="给代工企业一条没有 cdmo_demand 的赛道",
        fix_en="give contract makers a track without cdmo_demand",
    ),
    # verdict
    "E540": Message(
        zh="空置率标准没有上限也没有下限",
        en="the vacancy standard has no bound",
        fix_zh="写 at_most 或 at_least",
        fix_en="write at_most or at_least",
    ),
    "E541": Message(
        zh="at_least 高于 at_most",
        en="at_least is above at_most",
        fix_zh="对调两者",
        fix_en="exchange the two",
    ),
    "E542": Message(
        zh="over: share 需要 share",
        en="over: share needs a share",
        fix_zh="写成例如 share: 90%",
        fix_en="write for example share: 90%",
    ),
    "E543": Message(
        zh="over: {over} 用不到 share",
        en="over: {over} has no use for a share",
        fix_zh="写 over: share，或删去 share",
        fix_en="write over: share, or drop share",
    ),
    "E544": Message(
        zh="与 {other} 同用一份运气 '{luck}'",
        en="this shares the luck '{luck}' with {other}",
        fix_zh="换一个 id 或 luck",
        fix_en="use another id or luck",
    ),
    "E545": Message(
        zh="{block} 中也有 '{name}'；事件记录分不清两者",
        en="{block} has a '{name}' too, and the event log could not tell them apart",
        fix_zh="换一个 id",
        fix_en="use another id",
    ),
    # plan
    "E550": Message(
        zh="{park} 的 {space} 开局时有人租用，却没有需求流会租它",
        en="{space} in {park} is occupied at the start, but no stream would lease it",
        fix_zh="让某条赛道的某个阶段使用它，或写 occupied: 0%",
        fix_en="let a stage of some track use it, or write occupied: 0%",
    ),
    "E551": Message(
        zh="情景太大：{detail_zh}",
        en="the scenario is too large: {detail_en}",
        fix_zh="降低到达率，拉长扩租间隔，缩短时钟，或合并 id",
        fix_en="lower the arrival rates, let expansions be rarer, shorten the clock or merge ids",
    ),
    "E552": Message(
        zh="这里有 {count} 项，最多 {most} 项",
        en="there are {count} entries here, at most {most} are possible",
        fix_zh="合并相近的项",
        fix_en="merge those that are alike",
    ),
    "E553": Message(
        zh="{what_zh}共 {count} 个，最多 {most} 个",
        en="there are {count} {what_en}, at most {most} are possible",
        fix_zh="合并相近的项",
        fix_en="merge those that are alike",
    ),
    "E554": Message(
        zh="时钟长 {months} 个月，最长 {most} 个月",
        en="the clock runs for {months} months, at most {most} are possible",
        fix_zh="改 clock.start 或 clock.end",
        fix_en="change clock.start or clock.end",
    ),
    "E555": Message(
        zh="一种未来里预计有 {count} 次用房请求，最多 {most} 次",
        en="{count} requests for space are expected in one future, at most {most} are possible",
        fix_zh="降低到达率，缩短时钟，或提高面积；请检查单位",
        fix_en="lower the arrival rates, shorten the clock or raise the areas; check their units",
    ),
    "E556": Message(
        zh="现有、在建与所需面积可达 {total}，最多 {most}",
        en="what stands, is built and is asked for may come to {total}; at most {most} is possible",
        fix_zh="请检查面积的单位，以及到达率",
        fix_en="check the units of areas, and the arrival rates",
    ),
    # warnings
    "W601": Message(
        zh="replications 是奇数 {count}；两种未来共用一组区间抽样",
        en="replications is the odd number {count}; two futures share their range draws",
        fix_zh="写成例如 {even}",
        fix_en="write for example {even}",
    ),
    "W602": Message(
        zh="没有标准，因此没有结论",
        en="there are no standards, so there is no verdict",
        fix_zh="写 standards",
        fix_en="write standards",
    ),
    "W603": Message(
        zh="在时钟结束（{end}）之前不可能开放",
        en="this cannot open before the clock ends ({end})",
        fix_zh="提前 start，或延长时钟",
        fix_en="start earlier, or let the clock run longer",
    ),
    "W604": Message(
        zh="在时钟结束（{end}）之后才提出需求",
        en="this project asks after the clock ends ({end})",
        fix_zh="提前日期，或删去",
        fix_en="write an earlier date, or drop it",
    ),
    "W605": Message(
        zh="赛道 '{track}' 的阶段 '{stage}' 永不结束，其后的阶段不会发生",
        en="stage '{stage}' of track '{track}' lasts for ever, so what follows never happens",
        fix_zh="写出时长，或缩短这条链",
        fix_en="write a time span, or a shorter chain",
    ),
    "W606": Message(
        zh="没有 {other} 时，{key} 不起作用",
        en="{key} does nothing without {other}",
        fix_zh="补上 {other}，或删去 {key}",
        fix_en="add {other}, or drop {key}",
    ),
    "W607": Message(
        zh="赛道 '{track}' 没有企业",
        en="no company follows track '{track}'",
        fix_zh="在 demand 中加一条需求流，或删去这条赛道",
        fix_en="add a stream under demand, or drop the track",
    ),
    "W608": Message(
        zh="从时间窗开始到时钟结束不足允许的等候（{within}），一条申请也看不到结果，无法检验",
        en="from the start of the window to the end of the clock is less than the wait it allows "
        "({within}), so no request can be followed and nothing is tested",
        fix_zh="提前时间窗，或延长时钟",
        fix_en="let the window begin earlier, or the clock run longer",
    ),
    "W609": Message(
        zh="赛道 '{track}' 阶段 '{stage}' 平均要 {mean}（可出租），而任何池最多只有 {most}",
        en="track '{track}' asks {mean} (lettable) for stage '{stage}' on average, but no pool "
        "ever has more than {most}",
        fix_zh="请检查面积与口径；这样的需求永远得不到空间",
        fix_en="check areas and basis; such a request is never granted",
    ),
    "W620": Message(
        zh="园区 {park} 始终没有 '{space}' 空间（* 为全市），这条标准无可检验",
        en="no '{space}' ever stands in park {park} (*: the whole city), so this standard tests "
        "nothing",
        fix_zh="换一个有这类空间的园区，或在 stock、supply 中写上它，或删去这条标准",
        fix_en="name a park that has the type, write some under stock or supply, or drop the "
        "standard",
    ),
    "W621": Message(
        zh="没有企业先找 '{space}' 空间，这条标准无可检验",
        en="no company asks for '{space}' first, so this standard tests nothing",
        fix_zh="请检查 space、track 与 park，或删去这条标准",
        fix_en="check space, track and park, or drop the standard",
    ),
    "W622": Message(
        zh="时间窗不含一个完整的统计月，这条标准无可检验",
        en="the window holds no whole month of the record, so this standard tests nothing",
        fix_zh="延长时间窗",
        fix_en="make the window longer",
    ),
    "W623": Message(
        zh="去化月数要看此前 12 个月的净吸纳，而时间窗止于时钟的第 {months} 个月，这条标准无可检验",
        en="months of supply look at the net absorption of 12 months, but the window ends with "
        "month {months} of the clock, so this standard tests nothing",
        fix_zh="延长时间窗或时钟，或改用 vacancy",
        fix_en="make the window or the clock longer, or use vacancy",
    ),
}
