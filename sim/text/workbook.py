"""Words of workbooks: names of sheets, columns that no glossary has, and notes."""

from __future__ import annotations

from typing import Final

from sim.text.tables import HEADS
from sim.text.words import Words

SHEETS: Final[dict[str, Words]] = {
    "about": Words("说明", "About"),
    "verdict": Words("结论", "Verdict"),
    "places": Words("类型与园区", "Types and parks"),
    "by_park": Words("各园区逐年", "Yearly by park"),
    "monthly": Words("逐月", "Monthly"),
    "flows": Words("逐年流量", "Yearly flows"),
    "economy": Words("经济", "Economy"),
    "numbers": Words("数与来源", "Numbers"),
    "sources": Words("来源", "Sources"),
    "units": Words("单位", "Units"),
}
"""Both languages together take at most 31 characters."""

COLUMNS: Final[dict[str, Words]] = {
    "item": Words("项目", "item"),
    "said": Words("内容", "what it is"),
    "of": Words("评判对象", "judged"),
    "side": Words("哪一侧", "side"),
    "standard": Words("标准", "standard"),
    "verdict": Words("结论", "verdict"),
    "low": Words("95% 区间下限", "95% interval, low"),
    "high": Words("95% 区间上限", "95% interval, high"),
    "tested": Words("检验过的未来", "futures tested"),
    "bound": Words("界限", "bound"),
    "within": Words("时限", "within"),
    "reading": Words("实测 {level}", "measured {level}"),
    "from": Words("起月", "first month"),
    "to": Words("止月", "last month"),
    "level": Words("{name} {level}", "{name} {level}"),
    "ever_short": Words("出现短缺的未来", "futures ever short"),
    "ever_idle": Words("多空的未来", "futures ever idle beyond"),
    "onset": Words("{name}：出现的未来", "{name}: futures with it"),
    "mean": Words("平均", "mean"),
    "name": Words("名称", "name"),
    "path": Words("路径", "path"),
    "was": Words("所承情景的值", "in the parent"),
    "range": Words("范围", "range"),
    "accepts": Words("怎样写", "how it is written"),
    "value": Words("值与单位", "value and unit"),
    "range_low": Words("范围下限", "range, low"),
    "range_high": Words("范围上限", "range, high"),
    "unit": Words("单位", "unit"),
    "status": Words("性质", "status"),
    "grade": Words("等级", "grade"),
    "source": Words("来源", "source"),
    "title": Words("标题", "title"),
    "at": Words("出处", "place in it"),
    "as_of": Words("截至", "as of"),
    "note": Words("说明", "note"),
    "where": Words("写在", "written in"),
    "changed_from": Words("原值", "was"),
    "kind": Words("种类", "kind"),
    "date": Words("日期", "date"),
    "publisher": Words("发布者", "publisher"),
    "url": Words("网址", "address"),
    "formula": Words("算法", "formula"),
    "id": Words("各表中的列名", "what other tables call it"),
}

PIPELINE: Final[dict[str, Words]] = {
    **{
        key: HEADS[key][0] for key in ("id", "project", "park", "type", "area", "start", "delivery")
    },
    "status": Words("改状态", "new status"),
    "evidence": Words("依据", "stands on"),
    "like": Words("其余同", "else like"),
    "removed": Words("删去", "remove"),
}
"""Columns of the projects, in a workbook and on the local page."""
HINTS: Final[dict[str, Words]] = {
    "like": Words("新行", "new rows"),
    "removed": Words("x", "x"),
}
"""What a workbook says below the names of some."""

INPUTS: Final[dict[str, Words]] = {
    "about": Words("说明", "About"),
    "pipeline": Words("项目清单", "Pipeline"),
    "there": Words("在项目清单", "on Pipeline!"),
    "ruled": Words("另有规则", "by a rule"),
    "projects": Words(
        "“项目清单”一行一个项目：改园区、类型、面积、开工、交付；“改状态”写规划、在建、建成、停工之一；不写编号的行是新增项目，"
        "其余同“其余同”所写的项目，没写就同上一行；“删去”填 x。面积与日期只在这里改，来源等仍在“输入”。",
        "A row of Pipeline a project: edit park, type, area, start and delivery; a new status is one of planned, "
        "under construction, built, paused; a row without an id is a new project, else like the one that is named, or the "
        "one above; x removes one. Area and dates are edited here alone, what they stand on in Inputs.",
    ),
    "elsewhere": Words("它的值在“项目清单”里改", "its value is edited on the sheet Pipeline"),
    "is_ruled": Words("它由规则而定，在“输入”里改", "a rule decides it, which is edited in Inputs"),
    "no_project": Words(
        "没有这个项目；新增的行编号留空", "there is no such project; a new row has no id"
    ),
    "inputs": Words("输入", "Inputs"),
    "how": Words(
        "每行一个值，与所承情景不同的在前。可改值、范围、性质、等级、来源、出处、截至、说明各列，写法同 YAML，"
        "单位写在值里；行可以排序、筛选、删去，删去的行不变。",
        "A row a value, what differs from the parent first. Edit value, range, status, grade, source, "
        "place, as of and note, written as in YAML, units within the value; rows may be sorted, "
        "filtered and deleted: a deleted row changes nothing.",
    ),
    "stands": Words(
        "改了值，它原来的范围、来源与等级随之作废，除非同一行也改写了它们。",
        "Where a value is edited, its range, source and grade go with the old one, unless they are "
        "edited in the same row.",
    ),
    "empty": Words("单元格是空的", "the cell is empty"),
    "back": Words(
        "存盘后 `zhizao workbook --read 文件` 给出只含改动的情景。",
        "Save it; `zhizao workbook --read FILE` gives a scenario that holds only what changed.",
    ),
}

ABOUT: Final[dict[str, Words]] = {
    "scenario": Words("情景", "scenario"),
    "file": Words("文件", "file"),
    "futures": Words("未来", "futures"),
    "seed": Words("种子", "seed"),
    "record": Words("统计期", "record"),
    "judged": Words("评判的月份", "months judged"),
    "years": Words("各园区逐年", "yearly by park"),
    "confidence": Words("所求把握", "confidence asked for"),
    "answer": Words("答案", "answer"),
    "key": Words("键", "key"),
    "version": Words("版本", "version"),
    "command": Words("重算", "to run it again"),
    "quantiles": Words("P10、P50、P90", "P10, P50, P90"),
    "extends": Words("所承文件", "extends"),
    "state": Words("情景的摘要", "digest of the scenario"),
    "how": Words("怎样改", "how to edit"),
    "stands": Words("依据", "what it stands on"),
    "back": Words("读回", "to read it back"),
    "projects": Words("项目清单", "the pipeline"),
}

NOTES: Final[dict[str, Words]] = {
    "span": Words("{first} 至 {last}", "{first} to {last}"),
    "quantiles": Words(
        "每月、每年各自在全部未来里的 10%、50%、90% 分位；各行的分位不是同一种未来，不能相加。",
        "the values that 10, 50 and 90 % of the futures stay below, of each month or year by itself: "
        "those of different rows are not of one future and do not add up.",
    ),
    "years": Words(
        "一年计其统计期内的全部月份；结论与各园区的图里，评判期只占一部分的年份只计其中所评判的月份。",
        "a year is all its recorded months; of a year that is judged in part, the verdict and the figures "
        "of parks take the judged months alone.",
    ),
    "all": Words("全部类型", "all types"),
    "city": Words("全市", "whole city"),
    "reading_unit": Words("占比或月", "share or months"),
    "jobs": Words("人", "jobs"),
}
