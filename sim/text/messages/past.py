"""Messages E580-E591: observations, what they are held against, and accepted sets."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E580": Message(
        zh="tracks 里没有赛道",
        en="tracks names no track",
        fix_zh="写出至少一条，例如 tracks: [biologic]",
        fix_en="write at least one, such as tracks: [biologic]",
    ),
    "E581": Message(
        zh="没有观测值",
        en="there are no observations",
        fix_zh="在 observations 下写出至少一项",
        fix_en="write at least one under observations",
    ),
    "E582": Message(
        zh="观测的时段应为整月",
        en="an observation covers whole months",
        fix_zh="写成 2022、2022Q1 或 2022-03",
        fix_en="write 2022, 2022Q1 or 2022-03",
    ),
    "E583": Message(
        zh="时段的末尾 {end} 早于开头 {start}",
        en="the period ends ({end}) before it starts ({start})",
        fix_zh="对调 start 与 end",
        fix_en="exchange start and end",
    ),
    "E584": Message(
        zh="per 应大于零",
        en="per must be above zero",
        fix_zh="写出一家企业对应几件，例如 per: 1.65",
        fix_en="write how many belong to one company, such as per: 1.65",
    ),
    "E585": Message(
        zh="没有一项观测落在情景的时钟 {start} 至 {end} 之内",
        en="no observation lies within the scenario's clock, {start} to {end}",
        fix_zh="换一个覆盖这些年份的情景，如 scenarios/history.yaml",
        fix_en="take a scenario of those years, such as scenarios/history.yaml",
    ),
    "E586": Message(
        zh="截至 {cut} 年没有可用于拟合的观测",
        en="nothing is observed up to {cut} that could be fitted on",
        fix_zh="把 --cut 改得更晚",
        fix_en="choose a later --cut",
    ),
    "E587": Message(
        zh="{file} 不是可读的接受集：{reason}",
        en="{file} is no readable accepted set: {reason}",
        fix_zh="用 zhizao calibrate 重新生成",
        fix_en="make it anew with zhizao calibrate",
    ),
    "E588": Message(
        zh="{file} 没有留下任何世界：在给定的区间内，没有一组数与历史相符",
        en="{file} accepts no world: no set of numbers within the ranges agrees with the past",
        fix_zh="先看 calibrate 的图，再放宽区间或改模型",
        fix_en="look at the figure of calibrate, then widen ranges or mend the model",
    ),
    "E589": Message(
        zh="{file} 与此情景没有共同的带区间的数",
        en="{file} and this scenario share no number with a range",
        fix_zh="接受集须来自同一基准的情景",
        fix_en="the set must come from a scenario with the same base",
    ),
    "E590": Message(
        zh="{file} 里的 {reason} 不是情景的数",
        en="{file} names {reason}, which is no number of a scenario",
        fix_zh="用 zhizao calibrate 重新生成",
        fix_en="make it anew with zhizao calibrate",
    ),
    "E591": Message(
        zh="{file} 里的值不在此情景给出的区间内：{reason}",
        en="{file} holds a value outside the range of this scenario: {reason}",
        fix_zh="接受集须出自同样的区间：用 zhizao calibrate 重新生成",
        fix_en="the set must come from the same ranges: make it anew with zhizao calibrate",
    ),
}
