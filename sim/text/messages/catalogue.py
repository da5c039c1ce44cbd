"""All messages about a scenario by code, and the phrases around them."""

from __future__ import annotations

from typing import Final

from sim.text.messages import blocks, files, questions, scenario, values, warnings
from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    **files.MESSAGES,
    **values.MESSAGES,
    **blocks.MESSAGES,
    **scenario.MESSAGES,
    **questions.MESSAGES,
    **warnings.MESSAGES,
}

SCREEN: Final[dict[str, Words]] = {
    "nearest": Words("；是不是 '{word}'？", "; did you mean '{word}'?"),
    "trail": Words("继承", "inherited:"),
    "write": Words("改法：", "fix: "),
    "why": Words("说明：", "note: "),
    "more": Words("……另有 {count} 处", "... and {count} more\n"),
    "errors": Words("{count} 个错误", "{count} error{s}"),
    "warnings": Words("{count} 个提醒", "{count} warning{s}"),
    "files": Words("（{count} 个文件）", " in {count} file{s}"),
}

HINTS: Final[dict[str, Words]] = {
    "boolean": Words(
        "有些 YAML 读取器把 yes、no、on、off、y、n 当作真假；这里只认 true 和 false",
        "some YAML readers take yes, no, on, off, y, n for a truth value; "
        "here only true and false are, all else is text",
    ),
    "null": Words(
        "有些 YAML 读取器把它当作空值；这里空值只写 null 或 ~",
        "some YAML readers take it for nothing; here only null and ~ are",
    ),
    "comma": Words(
        "行内的 {…} 以逗号分项：含逗号的文字加引号，数写成 60000 或 60_000",
        "a comma ends an entry of an inline {…}: put text with commas in quotes, "
        "write 60000 or 60_000",
    ),
    "wide": Words(
        '其中有全角符号（，、；“”等）；YAML 的列表、块和引号用半角的 , [ ] { } "',
        "it holds full-width signs; lists, blocks and quotes of YAML have the half-width "
        ', [ ] { } "',
    ),
    "profile": Words(
        "倍数自某日起变：{steps: {2027-01: 67%}} 是自 2027 年 1 月起少三分之一",
        "a factor changes from a date on: {steps: {2027-01: 67%}} is a third less from "
        "January 2027",
    ),
    "sixty": Words(
        "有些 YAML 读取器把 12:30 当作六十进制的 750；这里它是文字",
        "some YAML readers take 12:30 for 750 in base 60; here it is text",
    ),
    "month": Words(
        "有些 YAML 读取器把 2024.10 当作数 2024.1；这里它是文字，写成 2024-10 最稳妥",
        "some YAML readers take 2024.10 for the number 2024.1; here it is text: 2024-10 is safest",
    ),
    "zeros": Words(
        "以 0 开头的数，有的读取器当八进制，有的当十进制；这里它是文字，请去掉开头的 0",
        "a number with a leading zero is octal to some readers and decimal to others; "
        "here it is text: leave the zero out",
    ),
    "base": Words(
        "不支持十六、八、二进制的数；这里它是文字",
        "hexadecimal, octal and binary numbers are not supported; here it is text",
    ),
    "point": Words(
        "小数点两边都要有数字，例如 0.5；不支持无穷大",
        "write digits on both sides of the point, such as 0.5; infinity is not supported",
    ),
    "block": Words(
        "change 会替换整个块；只改其中一个键时，请写出那个键的完整路径",
        "change replaces the whole block; to change one key of it, write the full path",
    ),
    "dotted": Words("带点的路径写在 change: 下", "paths with dots stand under change:"),
    "extends": Words(
        "change、add、drop、apply 只用于写有 extends 的情景",
        "change, add, drop and apply need an extends: in the same file",
    ),
}
