"""Messages E401-E499 (keys and types), E501-E599 (meaning) and W601-W699 (warnings)."""

from __future__ import annotations

from typing import Final

from sim.text.message import Message

MESSAGES: Final[dict[str, Message]] = {
    # keys and types
    "E401": Message(
        zh="未知的键 '{key}'",
        en="unknown key '{key}'",
        fix_zh="可用的键：{known}",
        fix_en="the keys here are {known}",
    ),
    "E402": Message(
        zh="{block_zh}缺少键 '{key}'",
        en="the key '{key}' is missing {block_en}",
        fix_zh="补上 {key}：{meaning}",
        fix_en="add {key}: {meaning}",
    ),
    "E403": Message(
        zh="'{key}' 应为一组“键: 值”，而不是 {raw}",
        en="'{key}' is a block of 'key: value' entries, not {raw}",
        fix_zh="可用的键：{known}",
        fix_en="the keys are {known}",
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
    "E501": Message(
        zh="没有{thing_zh} '{name}'",
        en="there is no {thing_en} '{name}'",
        fix_zh="{block} 中有：{known}",
        fix_en="{block} has {known}",
    ),
}
