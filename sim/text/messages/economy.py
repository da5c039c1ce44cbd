"""Messages E486-E495: the economy, goals and targets."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E486": Message(
        zh="economy.{part} 未给出所涉空间类型，此处无从计量",
        en="economy.{part} states nothing for these space types, so this cannot be measured",
        fix_zh="在 economy.{part} 中写出至少一类空间",
        fix_en="state at least one of the space types under economy.{part}",
    ),
    "E487": Message(
        zh="{year} 年没有完整的统计；完整的年份是 {first} 至 {last}",
        en="the year {year} is not recorded as a whole; whole years are {first} to {last}",
        fix_zh="换一年，或延长时钟",
        fix_en="choose another year, or let the clock run longer",
    ),
    "E488": Message(
        zh="计数按整年进行，时间窗须为统计期内的整年（{first} 至 {last}）",
        en="counts are kept by year: the window is of whole recorded years ({first} to {last})",
        fix_zh="写成例如 {{start: {first}, end: {last}}}",
        fix_en="write for example {{start: {first}, end: {last}}}",
    ),
    "E489": Message(
        zh="阶段 '{stage}' 不在所计赛道（{tracks}）的阶段链中",
        en="stage '{stage}' is in no chain of the tracks that are counted ({tracks})",
        fix_zh="换一个阶段或赛道",
        fix_en="choose another stage, or other tracks",
    ),
    "E490": Message(
        zh="'{what}' 什么也没有写",
        en="'{what}' states nothing",
        fix_zh="补上内容，或删去",
        fix_en="state something, or drop it",
    ),
    "E491": Message(
        zh="没有 {other} 时，{key} 无从计算",
        en="{key} cannot be counted without {other}",
        fix_zh="补上 {other}，或删去 {key}",
        fix_en="add {other}, or drop {key}",
    ),
    "E492": Message(
        zh="每个岗位的面积须大于 0",
        en="the area of a job is above 0",
        fix_zh="写成例如 40 m²/人",
        fix_en="write for example 40 m²/job",
    ),
}
