"""Words of what the standards test, in one sentence."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

WHAT_FAILS: Final[dict[str, Words]] = {
    "rule": Words(
        "逾 {level} 的未来如此才说（误差 {points} 点），不带 % 的逾 {confidence}",
        "Said if so in over {level} of futures (error {points} points), without % over {confidence}",
    ),
    "shortage": Words("不足：{tests}", "Short: {tests}"),
    "idle": Words("过多：{tests}", "Too idle: {tests}"),
    "wait": Words("{within} 个月内落实的不到 {bound}", "under {bound} housed in {within} months"),
    "lost": Words("等不到而走的逾 {bound}", "over {bound} lost waiting"),
    "parts": Words("园区或赛道另有的标准", "what parks or tracks are held to"),
    "vacancy": Words("空置率", "vacancy"),
    "months_of_supply": Words("存量可供月数", "months of supply"),
    "mean_above": Words("全期平均{measure}逾 {bound}", "overall {measure} over {bound}"),
    "mean_below": Words("全期平均{measure}不到 {bound}", "overall {measure} under {bound}"),
    "every_month_above": Words(
        "有一个月{measure}逾 {bound}", "{measure} over {bound} in any month"
    ),
    "every_month_below": Words(
        "有一个月{measure}不到 {bound}", "{measure} under {bound} in any month"
    ),
    "share_above": Words(
        "{measure}逾 {bound} 的月份多于 {rest}",
        "{measure} over {bound} in more than {rest} of months",
    ),
    "share_below": Words(
        "{measure}不到 {bound} 的月份多于 {rest}",
        "{measure} under {bound} in more than {rest} of months",
    ),
}
"""A test is told by what fails it."""
