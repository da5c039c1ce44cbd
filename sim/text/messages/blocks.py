"""E401-E412: keys and types; E450-E498: rules within one block; E499: any other fault of a value."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    # keys and types
    "E401": Message(
        Words("未知的键 '{key}'", "unknown key '{key}'"),
        Words("可用的键：{known}", "the keys here are {known}"),
    ),
    "E402": Message(
        Words("{block}缺少 {keys}", "{block} lacks {keys}"),
        Words("补上 {keys}", "add {meanings}"),
    ),
    "E403": Message(
        Words(
            "'{key}' 应为一组“键: 值”，而不是 {raw}",
            "'{key}' is a block of 'key: value' entries, not {raw}",
        ),
        Words("写成例如 {key}: {form}", "write for example {key}: {form}"),
    ),
    "E404": Message(
        Words("'{key}' 应为列表，而不是 {raw}", "'{key}' is a list, not {raw}"),
        Words("写成 {key}: [ …, … ]", "write {key}: [ …, … ]"),
    ),
    "E405": Message(
        Words("'{key}' 应为文字，而不是 {raw}", "'{key}' is a text, not {raw}"),
        Words("写成文字，必要时加引号", "write a text, in quotes where needed"),
    ),
    "E406": Message(
        Words("'{key}' 应为整数，而不是 {raw}", "'{key}' is a whole number, not {raw}"),
        Words("写成例如 {key}: 12", "write for example {key}: 12"),
    ),
    "E407": Message(
        Words("'{key}' 应为 true 或 false，而不是 {raw}", "'{key}' is true or false, not {raw}"),
        Words("写 true 或 false", "write true or false"),
    ),
    "E408": Message(
        Words("'{key}' 不能是 {raw}", "{raw} is not one of the words for '{key}'"),
        Words("可用：{known}", "use one of {known}"),
    ),
    "E409": Message(
        Words("{raw} 不是有效的 id", "{raw} is not an id"),
        Words(
            "id 以小写字母开头，其后是小写字母、数字、- 或 _，最多 40 个；名称写在 label 里",
            "an id is a lower-case letter, then lower-case letters, digits, - or _, "
            "40 at most; names go into label",
        ),
    ),
    "E410": Message(
        Words("'{key}' 不能是 {raw}：须{bound}", "'{key}' cannot be {raw}: it must be {bound}"),
        Words("请检查数值", "check the number"),
    ),
    "E411": Message(
        Words(
            "缺少 '{key}'，无法知道这是哪一种", "without '{key}' it is unclear which kind this is"
        ),
        Words("补上 {key}，可用：{known}", "add {key}, one of {known}"),
    ),
    "E412": Message(
        Words(
            "项目的 prelet 已改名 let_ahead：开局前预租的比例",
            "prelet of a project is now called let_ahead, the share let before the clock",
        ),
        Words(
            "键名写成 let_ahead；prelet 只写在阶段里，是时间",
            "write let_ahead: …; prelet is a time, and stands in stages alone",
        ),
    ),
    # what decides works
    "E450": Message(
        Words(
            "须写明空置率低于（under）或高于（over）多少，二者取一",
            "say that vacancy is under a bound or over one: one of the two",
        ),
        Words("写成例如 vacancy: {{under: 8%}}", "write for example vacancy: {{under: 8%}}"),
    ),
    "E451": Message(
        Words(
            "不可能触发：须先数满 {months} 个月末，且最后一个在时间窗内，而时间窗到 {end} 为止",
            "this can never decide: it takes {months} month ends, the last of them in the window, "
            "which is over by then ({end})",
        ),
        Words(
            "推迟 window.end，或提前 window.start、减少 months",
            "write a later window.end, an earlier window.start or fewer months",
        ),
    ),
    "E452": Message(
        Words(
            "须写明收回到何时为止：vacate_by（日期）或 vacate_within（时长），二者取一",
            "say when taking stops: vacate_by (a date) or vacate_within (a time), one of the two",
        ),
        Words("写成例如 vacate_within: 12 months", "write for example vacate_within: 12 months"),
    ),
    # when a project opens
    "E453": Message(
        Words(
            "须写明何时交付：start 与 construction，或 opens，二者取一",
            "say when this opens: start and construction, or opens, one of the two",
        ),
        Words(
            "写出开工与工期；清单上只有竣工日期时，写 opens: 2027-06（可另写 start）",
            "write a start and the time to build; where all that is known is a date of completion, "
            "write opens: 2027-06 (and start, if known)",
        ),
    ),
    "E454": Message(
        Words(
            "已写明交付日期（opens），{key} 没有意义",
            "beside a date of completion (opens) there is no {key}",
        ),
        Words(
            "删去 {key}；或改写 start 与 construction",
            "drop {key}, or write start and construction instead",
        ),
    ),
    "E455": Message(
        Words(
            "交付（opens：{opens}）不晚于开工（start：{start}）",
            "this opens ({opens}) before its start ({start}) is sure to lie behind",
        ),
        Words("提前 start，或推迟 opens", "write an earlier start or a later opens"),
    ),
    "E456": Message(
        Words(
            "写了 then: drop（作罢），却没有写最多等多久",
            "then: drop, but it is not said how long a lot waits at most",
        ),
        Words(
            "补上例如 for_at_most: 24 months，或 until: 2026-11；一直等下去则删去 then",
            "add for example for_at_most: 24 months, or until: 2026-11, or drop then: lots wait as "
            "long as the bound holds",
        ),
    ),
    "E457": Message(
        Words(
            "开工不由日期而由条件决定的项目，时钟开始时没有在建的，谈不上开局前预租",
            "of works that begin at no date none is under way when the clock starts: nothing was let",
        ),
        Words("删去 let_ahead，或给 start 写日期", "drop let_ahead, or write a date as start"),
    ),
    # rent
    "E458": Message(
        Words(
            "弹性 {key} 须为{sign}数或零：租金涨，企业要的面积变小，去外地的变多，选中的变少",
            "the elasticity of {key} is {sign} or zero: dearer space is asked in smaller areas, sends "
            "more companies elsewhere and draws fewer of those who compare",
        ),
        Words("请检查正负号", "check its sign"),
    ),
    "E459": Message(
        Words("租金须大于零", "rent must be above zero"),
        Words(
            "写出开局的租金，例如 level: 33.4 元/m²/月",
            "write the rent at the start, such as level: 33.4 元/m²/月",
        ),
    ),
    "E460": Message(
        Words(
            "租金会失控：空间一直全空时，申请会变大一百万倍以上；或一直满租时，租金涨到无法计算",
            "were all space to stand empty, rent would fall until requests grow more than a million "
            "times within the clock; or, were it always full, rise beyond numbers",
        ),
        Words(
            "减小 adjustment 或弹性，或给出 reversion（每年回到开局租金的份额）",
            "lower adjustment or an elasticity, or state a reversion (the share of the way back "
            "that rent goes in a year)",
        ),
    ),
    # pauses
    "E461": Message(
        Words(
            "放慢的规则在时钟开始（{start}）之前就到期（until：{until}）",
            "the rule to wait is over (until: {until}) before the clock starts ({start})",
        ),
        Words("写更晚的 until，或删去 pause", "write a later until, or drop the pause"),
    ),
    # ground floors
    "E464": Message(
        Words(
            "空间类型 '{space}' 没有写 ground，这里的首层占比无从谈起",
            "space type '{space}' does not say `ground`, so its floors are not told apart",
        ),
        Words(
            "在 spaces.{space} 写 ground（一般占比），或删去这一项",
            "write ground (the usual share) under spaces.{space}, or drop this",
        ),
    ),
    "E465": Message(
        Words(
            "ground 写了 '{space}'，但项目不建它；mix 有：{mix}",
            "ground names '{space}', which the project does not build; mix has: {mix}",
        ),
        Words("改成 mix 里的类型，或删去这一项", "name a type of the mix, or drop the entry"),
    ),
    # outsourcing and return flows
    "E470": Message(
        Words(
            "cdmo_demand 须有 share 或 area，二者取一", "cdmo_demand has either a share or an area"
        ),
        Words(
            "写 share（原应占用面积的比例），或写 area 与 basis",
            "write share (of the area the stage would have taken), or area with its basis",
        ),
    ),
    "E471": Message(
        Words("有 {key} 却没有 {other}", "there is {key} without {other}"),
        Words(
            "补上 {other}，例如 area: 3000 m² 与 basis: gross",
            "add {other}, such as area: 3000 m² with basis: gross",
        ),
    ),
    "E472": Message(
        Words("年率 {key} 可能为负", "the yearly rate '{key}' may be negative"),
        Words(
            "写不小于零的年率，例如 {key}: 3% per year",
            "write a rate of at least zero, such as {key}: 3% per year",
        ),
    ),
    "E473": Message(
        Words(
            "这个项目自建厂房，但赛道 '{track}' 阶段 '{stage}' 的 route 没有 build",
            "this project builds its own plant, but the route of stage '{stage}' in track "
            "'{track}' has no build",
        ),
        Words(
            "在该阶段的 route 里写自建工期，例如 build: {{triangular: [18 months, 24 months, "
            "36 months]}}",
            "state in that route how long it takes, such as build: {{triangular: [18 months, "
            "24 months, 36 months]}}",
        ),
    ),
    # stages without space, the opening, demand from above
    "E478": Message(
        Words(
            "赛道 '{track}' 的阶段 '{stage}' 不需要空间（space: none），不能有 '{key}'",
            "stage '{stage}' of track '{track}' needs no space (space: none), so it has no '{key}'",
        ),
        Words(
            "删去 {key}，或写出空间类型；不需要空间的阶段只有 duration、success、closes、holds 和 answers",
            "drop {key}, or name a space type; a stage without space has duration, success, closes, holds and answers",
        ),
    ),
    "E479": Message(
        Words(
            "空间类型不能叫 none：它表示不需要空间",
            "no space type may be called none, which stands for needing no space",
        ),
        Words("换一个 id", "write another id"),
    ),
    "E480": Message(
        Words(
            "'{name}' 一到就要申请空间，而阶段 '{stage}' 不需要空间",
            "'{name}' asks for space at once, but its first stage '{stage}' needs none",
        ),
        Words("换一个入口阶段", "let it enter at another stage"),
    ),
    "E481": Message(
        Words(
            "时钟之前的到达只能增长或不变，不能下降（{growth}）",
            "arrivals before the clock may grow or stay, not fall ({growth})",
        ),
        Words(
            "写 0% per year 或以上；下降会使从前的企业无穷多",
            "write 0% per year or more; falling, they would have been ever more in the past",
        ),
    ),
    "E482": Message(
        Words(
            "写了 top_down.needs_floor，但没有自上而下的需求流",
            "top_down.needs_floor is given, but no streams of top-down demand are",
        ),
        Words(
            "写 top_down.streams: {{id: {{track, entry, share}}}}，或删去 needs_floor（只作对照）",
            "write top_down.streams: {{id: {{track, entry, share}}}}, or drop needs_floor to show it beside",
        ),
    ),
    "E484": Message(
        Words(
            "自上而下的需求流 '{name}' 租不到面积：阶段 '{stage}' 无人租用",
            "the top-down stream '{name}' leases nothing: nobody leases for stage '{stage}'",
        ),
        Words(
            "换一个入口阶段，或让一部分企业租用",
            "let it enter at another stage, or let some companies lease",
        ),
    ),
    "E485": Message(
        Words(
            "'{name}' 接收外包产品的需求，不能被代替",
            "'{name}' takes the demand of outsourced stages, so nothing can stand in for it",
        ),
        Words("从 top_down.replaces 中删去", "drop it from top_down.replaces"),
    ),
    # the economy, goals and targets
    "E486": Message(
        Words(
            "economy.{part} 未给出所涉空间类型，此处无从计量",
            "economy.{part} states nothing for these space types, so this cannot be measured",
        ),
        Words(
            "在 economy.{part} 中写出至少一类空间",
            "state at least one of the space types under economy.{part}",
        ),
    ),
    "E487": Message(
        Words(
            "{year} 年没有完整的统计；完整的年份是 {first} 至 {last}",
            "the year {year} is not recorded as a whole; whole years are {first} to {last}",
        ),
        Words("换一年，或延长时钟", "choose another year, or let the clock run longer"),
    ),
    "E488": Message(
        Words(
            "计数按整年进行，时间窗须为统计期内的整年（{first} 至 {last}）",
            "counts are kept by year: the window is of whole recorded years ({first} to {last})",
        ),
        Words(
            "写成例如 {{start: {first}, end: {last}}}",
            "write for example {{start: {first}, end: {last}}}",
        ),
    ),
    "E489": Message(
        Words(
            "阶段 '{stage}' 不在所计赛道（{tracks}）的阶段链中",
            "stage '{stage}' is in no chain of the tracks that are counted ({tracks})",
        ),
        Words("换一个阶段或赛道", "choose another stage, or other tracks"),
    ),
    "E490": Message(
        Words("'{what}' 什么也没有写", "'{what}' states nothing"),
        Words("补上内容，或删去", "state something, or drop it"),
    ),
    "E491": Message(
        Words("没有 {other} 时，{key} 无从计算", "{key} cannot be counted without {other}"),
        Words("补上 {other}，或删去 {key}", "add {other}, or drop {key}"),
    ),
    "E492": Message(
        Words("每个岗位的面积须大于 0", "the area of a job is above 0"),
        Words("写成例如 40 m²/人", "write for example 40 m²/job"),
    ),
    "E493": Message(
        Words(
            "赛道 '{track}' 的阶段 '{stage}' 有自己的空间，不能有 'holds'",
            "stage '{stage}' of track '{track}' has space of its own, so it has no 'holds'",
        ),
        Words(
            "删去 holds，或写 space: none；走后仍保有本阶段空间用 keep",
            "drop holds, or write space: none; to keep this stage's space after it, use keep",
        ),
    ),
    "E494": Message(
        Words(
            "demand_from 已由 top_down.needs_floor 取代：产值增量中需要新租楼面的比例",
            "demand_from gave way to top_down.needs_floor, the share of output growth that needs newly "
            "rented floor",
        ),
        Words(
            "原为 bottom_up：删去此键；原为 top_down：写 top_down.needs_floor: 100%；"
            "原为 both：写 top_down.needs_floor: 100% 与 top_down.replaces: []",
            "for bottom_up: drop the key; for top_down: write top_down.needs_floor: 100%; for both: "
            "write top_down.needs_floor: 100% and top_down.replaces: []",
        ),
    ),
    "E495": Message(
        Words(
            "周期或空置会使这里的 {key} 变到五十倍以上或五十分之一以下，或归零",
            "cycles or vacancy may change {key} here more than fiftyfold, or by a factor of 0",
        ),
        Words(
            "周期的各系数（连同 range）须大于 0；令其更接近 1，或令弹性更接近 0",
            "all factors of the cycle (with their ranges) are above 0; bring them nearer to 1, or the "
            "elasticities nearer to 0",
        ),
    ),
    "E496": Message(
        Words(
            "赛道 '{track}' 的阶段 '{stage}' 既有 expansion，又有 lease：扩大说了两遍",
            "stage '{stage}' of track '{track}' has both expansion and lease, which say growth twice",
        ),
        Words(
            "删去 expansion，把扩大写成 lease 的 grows 与 grows_by；或删去 lease",
            "drop expansion and write growth as grows and grows_by of lease; or drop lease",
        ),
    ),
    "E497": Message(
        Words(
            "赛道 '{track}' 的阶段 '{earlier}' 与 '{stage}' 都有 lines；各条线已自立门户，不再是一家企业",
            "track '{track}' has lines in '{earlier}' and in '{stage}'; they part once and are firms no "
            "longer",
        ),
        Words(
            "只留其一，或在该赛道写 lines: {{number: 1}}",
            "keep one of them, or write lines: {{number: 1}} in the track",
        ),
    ),
    "E498": Message(
        Words(
            "代工需求流 '{name}' 的申请进入阶段 '{stage}'，每份申请只是一条产品线",
            "requests of contract makers, stream '{name}', enter at stage '{stage}', and each is of one "
            "product line",
        ),
        Words(
            "在其赛道写 lines: {{number: 1}}，或让代工需求另有阶段",
            "write lines: {{number: 1}} in their track, or give contract makers a stage of their own",
        ),
    ),
    "E499": Message(
        Words(
            "'{key}' 的值 {raw} 不可用：{detail}",
            "the value {raw} of '{key}' cannot be used: {detail}",
        ),
        Words("请检查这个值", "check the value"),
    ),
}

_GONE: Final = {"demand_from": "E494", "supply.*.prelet": "E412"}
"""Keys of earlier versions, by path, and what a reader is told to write instead."""


def gone(path: str) -> str:
    """Return the code of what is told of a key of earlier versions; empty for any other."""
    return next((code for old, code in _GONE.items() if fnmatchcase(path, old)), "")


BOUNDS: Final[dict[str, Words]] = {
    "ge": Words("不小于 {limit}", "at least {limit}"),
    "gt": Words("大于 {limit}", "above {limit}"),
    "le": Words("不大于 {limit}", "at most {limit}"),
    "lt": Words("小于 {limit}", "below {limit}"),
}
"""What E410 says a number must be, by pydantic's name of the bound."""
