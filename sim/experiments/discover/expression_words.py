"""What is said of conditions on indicators that cannot be read."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

_EXAMPLE = "peak_waiting.pilot > 2万 and (shortage_holds == 0 or first_shortage.lab < 2028-01)"


def _said(zh: str, en: str) -> Words:
    return Words(
        f"条件“{{text}}”在“{{rest}}”处读不懂：{zh}；例如：{_EXAMPLE}",
        f"the condition '{{text}}' cannot be read at '{{rest}}': {en}; for example: {_EXAMPLE}",
    )


EXPRESSION: Final[dict[str, Words]] = {
    "sense": _said("这里的字符没有意义", "these characters mean nothing here"),
    "name": _said("这里应是指标名", "an indicator's name is expected"),
    "sign": _said("这里应是 < <= > >= == 或 !=", "one of < <= > >= == != is expected"),
    "number": _said(
        "这里应是数（可带 万、% 或 sq ft）或月份",
        "a number (万, % or sq ft may follow) or a month is expected",
    ),
    "bracket": _said("少一个右括号", "a closing bracket is missing"),
    "deep": _said("括号套得太深", "brackets are nested too deeply"),
    "rest": _said("只能用 and 或 or 连接", "only `and` or `or` can follow"),
    "unknown_near": Words(
        "没有指标“{name}”；是否指 {near}？",
        "there is no indicator '{name}'; did you mean {near}?",
    ),
    "unknown": Words(
        "没有指标“{name}”；指标有：{known}（多可加 .空间、.阶段或 .标准）",
        "there is no indicator '{name}'; known are {known} (most take .space, .stage or .standard)",
    ),
}
