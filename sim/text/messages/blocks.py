"""Messages E478-E485: stages without space, the opening's growth, demand from above."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E478": Message(
        zh="赛道 '{track}' 的阶段 '{stage}' 不需要空间（space: none），不能有 '{key}'",
        en="stage '{stage}' of track '{track}' needs no space (space: none), so it has no '{key}'",
        fix_zh="删去 {key}，或写出空间类型；不需要空间的阶段只有 duration 和 success",
        fix_en="drop {key}, or name a space type; a stage without space has duration and success",
    ),
    "E479": Message(
        zh="空间类型不能叫 none：它表示不需要空间",
        en="no space type may be called none, which stands for needing no space",
        fix_zh="换一个 id",
        fix_en="write another id",
    ),
    "E480": Message(
        zh="'{name}' 一到就要申请空间，而阶段 '{stage}' 不需要空间",
        en="'{name}' asks for space at once, but its first stage '{stage}' needs none",
        fix_zh="换一个入口阶段",
        fix_en="let it enter at another stage",
    ),
    "E481": Message(
        zh="时钟之前的到达只能增长或不变，不能下降（{growth}）",
        en="arrivals before the clock may grow or stay, not fall ({growth})",
        fix_zh="写 0% per year 或以上；下降会使从前的企业无穷多",
        fix_en="write 0% per year or more; falling, they would have been ever more in the past",
    ),
    "E482": Message(
        zh="demand_from 是 {given}，但没有自上而下的需求流",
        en="demand_from is {given}, but no streams of top-down demand are given",
        fix_zh="写 top_down.streams: {{id: {{track, entry, share}}}}，或 demand_from: bottom_up",
        fix_en="write top_down.streams: {{id: {{track, entry, share}}}}, or demand_from: bottom_up",
    ),
    "E483": Message(
        zh="demand_from 是 top_down，但 top_down.replaces 没有说它代替哪些需求流",
        en="demand_from is top_down, but top_down.replaces does not say which streams it stands for",
        fix_zh="写 top_down.replaces: [ … ]；若两者相加，写 demand_from: both",
        fix_en="write top_down.replaces: [ … ]; if both are to count, write demand_from: both",
    ),
    "E484": Message(
        zh="自上而下的需求流 '{name}' 租不到面积：阶段 '{stage}' 无人租用",
        en="the top-down stream '{name}' leases nothing: nobody leases for stage '{stage}'",
        fix_zh="换一个入口阶段，或让一部分企业租用",
        fix_en="let it enter at another stage, or let some companies lease",
    ),
    "E485": Message(
        zh="'{name}' 接收外包产品的需求，不能被代替",
        en="'{name}' takes the demand of outsourced stages, so nothing can stand in for it",
        fix_zh="从 top_down.replaces 中删去",
        fix_en="drop it from top_down.replaces",
    ),
}
