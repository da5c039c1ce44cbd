"""All messages about a scenario by code, and the phrases around them."""

from __future__ import annotations

from typing import Final

from sim.text.messages import blocks as errors_blocks
from sim.text.messages import economy as errors_economy
from sim.text.messages import effect as errors_effect
from sim.text.messages import files as errors_files
from sim.text.messages import flows as errors_flows
from sim.text.messages import meaning as errors_meaning
from sim.text.messages import past as errors_past
from sim.text.messages import rent as errors_rent
from sim.text.messages import space as errors_space
from sim.text.messages import studies as errors_studies
from sim.text.messages import supply as errors_supply
from sim.text.messages import values as errors_values
from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    **errors_files.MESSAGES,
    **errors_values.MESSAGES,
    **errors_meaning.MESSAGES,
    **errors_space.MESSAGES,
    **errors_supply.MESSAGES,
    **errors_rent.MESSAGES,
    **errors_blocks.MESSAGES,
    **errors_economy.MESSAGES,
    **errors_effect.MESSAGES,
    **errors_flows.MESSAGES,
    **errors_past.MESSAGES,
    **errors_studies.MESSAGES,
}

SCREEN: Final[dict[str, dict[str, str]]] = {
    "nearest": {"zh": "；是不是 '{word}'？", "en": "; did you mean '{word}'?"},
    "trail": {"zh": "继承", "en": "inherited:"},
    "write": {"zh": "改法：", "en": "fix: "},
    "why": {"zh": "说明：", "en": "note: "},
    "more": {"zh": "……另有 {count} 处", "en": "... and {count} more\n"},
    "errors": {"zh": "{count} 个错误", "en": "{count} error{s}"},
    "warnings": {"zh": "{count} 个提醒", "en": "{count} warning{s}"},
    "files": {"zh": "（{count} 个文件）", "en": " in {count} file{s}"},
    "join": {"zh": "，", "en": ", "},
}

HINTS: Final[dict[str, dict[str, str]]] = {
    "boolean": {
        "zh": "有些 YAML 读取器把 yes、no、on、off、y、n 当作真假；这里只认 true 和 false",
        "en": "some YAML readers take yes, no, on, off, y, n for a truth value; "
        "here only true and false are, all else is text",
    },
    "null": {
        "zh": "有些 YAML 读取器把它当作空值；这里空值只写 null 或 ~",
        "en": "some YAML readers take it for nothing; here only null and ~ are",
    },
    "comma": {
        "zh": "行内的 {…} 以逗号分项：含逗号的文字加引号，数写成 60000 或 60_000",
        "en": "a comma ends an entry of an inline {…}: put text with commas in quotes, "
        "write 60000 or 60_000",
    },
    "wide": {
        "zh": '其中有全角符号（，、；“”等）；YAML 的列表、块和引号用半角的 , [ ] { } "',
        "en": "it holds full-width signs; lists, blocks and quotes of YAML have the half-width "
        ', [ ] { } "',
    },
    "profile": {
        "zh": "倍数自某日起变：{steps: {2027-01: 67%}} 是自 2027 年 1 月起少三分之一",
        "en": "a factor changes from a date on: {steps: {2027-01: 67%}} is a third less from "
        "January 2027",
    },
    "sixty": {
        "zh": "有些 YAML 读取器把 12:30 当作六十进制的 750；这里它是文字",
        "en": "some YAML readers take 12:30 for 750 in base 60; here it is text",
    },
    "month": {
        "zh": "有些 YAML 读取器把 2024.10 当作数 2024.1；这里它是文字，写成 2024-10 最稳妥",
        "en": "some YAML readers take 2024.10 for the number 2024.1; here it is text: "
        "2024-10 is safest",
    },
    "zeros": {
        "zh": "以 0 开头的数，有的读取器当八进制，有的当十进制；这里它是文字，请去掉开头的 0",
        "en": "a number with a leading zero is octal to some readers and decimal to others; "
        "here it is text: leave the zero out",
    },
    "base": {
        "zh": "不支持十六、八、二进制的数；这里它是文字",
        "en": "hexadecimal, octal and binary numbers are not supported; here it is text",
    },
    "point": {
        "zh": "小数点两边都要有数字，例如 0.5；不支持无穷大",
        "en": "write digits on both sides of the point, such as 0.5; infinity is not supported",
    },
    "block": {
        "zh": "change 会替换整个块；只改其中一个键时，请写出那个键的完整路径",
        "en": "change replaces the whole block; to change one key of it, write the full path",
    },
    "dotted": {
        "zh": "带点的路径写在 change: 下",
        "en": "paths with dots stand under change:",
    },
    "extends": {
        "zh": "change、add、drop、apply 只用于写有 extends 的情景",
        "en": "change, add, drop and apply need an extends: in the same file",
    },
}

SYNTAX: Final[dict[str, tuple[str, str]]] = {
    "mapping values are not allowed": (
        "这里不该再有“: ”；缩进不对，或文字里的冒号没有加引号",
        "a second ': ' stands here; wrong indentation, or a text with a colon needs quotes",
    ),
    "',' or ']'": ("列表缺少 , 或 ]", "a list lacks a , or its ]"),
    "',' or '}'": ("块缺少 , 或 }", "a block lacks a , or its }"),
    "expected key": ("这一行的缩进对不上", "the indentation fits no line above"),
    "expected <block end>": ("这一行的缩进对不上", "the indentation fits no line above"),
    "expected '-' indicator": (
        "列表中有一行没有以 - 开头",
        "a line of a list does not begin with -",
    ),
    "cannot start any token": (
        "值不能以这个字符开头；文字请加引号",
        "no value begins with this character; quote a text",
    ),
    "unexpected end of stream": ("引号没有关闭", "a quote is not closed"),
    "unexpected document separator": ("引号没有关闭", "a quote is not closed"),
    "expected ':'": ("这一行缺少冒号", "there is no colon on this line"),
    "unknown escape character": (
        "双引号中的反斜杠有特殊含义；请改用单引号",
        "a backslash is special in double quotes; use single quotes",
    ),
    "invalid Unicode character escape": (
        "这个转义不是字符",
        "this escape is no character",
    ),
    "expected node content": ("这里缺少一个值", "a value is missing here"),
    "block sequence entries are not allowed": (
        "这里不能有 - 列表项",
        "a list item with - cannot stand here",
    ),
    "directive": (
        "以 % 开头的行有特殊含义；文字请加引号",
        "a line that begins with % is special; quote a text",
    ),
}
"""What the YAML parser says (a part of it) -> what it means."""

OPENED: Final = (
    "',' or ']'",
    "',' or '}'",
    "unexpected end of stream",
    "document separator",
    "expected ':'",
)
"""Complaints that are better told where the bracket, quote or key began."""

CANNOT_READ: Final[dict[str, tuple[str, str]]] = {
    "missing": ("没有这个文件", "it does not exist"),
    "permission": ("没有读取权限", "permission denied"),
    "folder": ("这是一个文件夹", "it is a folder"),
    "device": ("这不是普通文件", "it is not a regular file"),
    "other": ("系统拒绝打开", "the system does not open it"),
}

THINGS: Final[dict[str, tuple[str, str]]] = {
    "parks": ("园区", "park"),
    "spaces": ("空间类型", "space type"),
    "stages": ("阶段", "stage"),
    "tracks": ("赛道", "track"),
    "cycles": ("周期", "cycle"),
    "demand": ("需求流", "stream of demand"),
    "supply": ("建设项目", "building project"),
    "sources": ("来源", "source"),
}
"""What stands in each block, in the singular."""
