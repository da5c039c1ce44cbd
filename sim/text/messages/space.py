"""Messages E464-E469: whole units and ground floors."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E464": Message(
        zh="空间类型 '{space}' 没有写 ground，这里的首层占比无从谈起",
        en="space type '{space}' does not say `ground`, so its floors are not told apart",
        fix_zh="在 spaces.{space} 写 ground（一般占比），或删去这一项",
        fix_en="write ground (the usual share) under spaces.{space}, or drop this",
    ),
    "E465": Message(
        zh="ground 写了 '{space}'，但项目不建它；mix 有：{mix}",
        en="ground names '{space}', which the project does not build; mix has: {mix}",
        fix_zh="改成 mix 里的类型，或删去这一项",
        fix_en="name a type of the mix, or drop the entry",
    ),
    "W466": Message(
        zh="{park} 的 {space} 这里只有 {area} m²，不足一个单元（{unit} m²，可出租）",
        en="there are only {area} m² of {space} in {park} here, less than a unit of {unit} m² "
        "(lettable)",
        fix_zh="请检查面积、口径与 lots；不足一个单元的面积租不出去，除非与别处凑成整单元",
        fix_en="check areas, basis and lots; less than a unit stays empty unless more is added to it",
    ),
    "W467": Message(
        zh="赛道 '{track}' 阶段 '{stage}' 平均要 {needed} m² 首层，而任何池的首层最多只有 {most} m²",
        en="track '{track}' asks {needed} m² on ground floors for stage '{stage}' on average, but no "
        "pool ever has more than {most} m² there",
        fix_zh="请检查 heavy 与 ground；这样的需求永远得不到空间",
        fix_en="check heavy and ground; such a request is never granted",
    ),
    # notation
    "W630": Message(
        zh="各份额之和为 {total}，差在四舍五入；按比例折算为 100%",
        en="the shares add up to {total}, as rounding leaves them; they are scaled to 100%",
        fix_zh="不必改；要精确则写出更多位数",
        fix_en="nothing need be done; write more digits to be exact",
    ),
    "W631": Message(
        zh="{raw} 是常用于土地的单位；这里的面积都是建筑面积",
        en="{raw} is in a unit of land; areas here are of floors",
        fix_zh="若是占地面积，乘以容积率，写成例如 30万 m²；若确是建筑面积，不必改",
        fix_en="if it is a plot, multiply by the plot ratio and write for example 300,000 m²; "
        "if it is floor area, nothing need be done",
    ),
    "W632": Message(
        zh="{raw} 在这里是 {months} 个月（一天是 1/30 月）；按日历是 {whole} 个月",
        en="{raw} are {months} months here (a day is 1/30 month); by the calendar they are {whole}",
        fix_zh="写成 {whole} 个月，或 {days} 日历天",
        fix_en="write {whole} months, or {days} calendar days",
    ),
    "W633": Message(
        zh="{key} 是空白",
        en="{key} is blank",
        fix_zh="写一个名称；标签留空即以 id 代之，可删去",
        fix_en="write a name; the id stands in for a label, which may be dropped",
    ),
    "W634": Message(
        zh="{key} 有多行，只显示成一行：{shown}",
        en="{key} has several lines and is shown on one: {shown}",
        fix_zh="写成一行",
        fix_en="write it on one line",
    ),
}
