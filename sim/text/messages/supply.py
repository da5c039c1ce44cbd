"""Messages about what decides works, and how long they take space back: E45x."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E450": Message(
        zh="触发条件须写明空置率低于（under）或高于（over）多少，二者取一",
        en="a trigger says that vacancy is under a bound or over one: one of the two",
        fix_zh="写成例如 vacancy: {{under: 8%}}",
        fix_en="write for example vacancy: {{under: 8%}}",
    ),
    "E451": Message(
        zh="不可能触发：须先数满 {months} 个月末，且最后一个在时间窗内，而时间窗到 {end} 为止",
        en="this can never decide: it takes {months} month ends, the last of them in the window, "
        "which is over by then ({end})",
        fix_zh="推迟 window.end，或提前 window.start、减少 months",
        fix_en="write a later window.end, an earlier window.start or fewer months",
    ),
    "E452": Message(
        zh="须写明收回到何时为止：vacate_by（日期）或 vacate_within（时长），二者取一",
        en="say when taking stops: vacate_by (a date) or vacate_within (a time), one of the two",
        fix_zh="写成例如 vacate_within: 12 months",
        fix_en="write for example vacate_within: 12 months",
    ),
}
