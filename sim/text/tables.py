"""The words of tables of projects: what their heads and cells may say."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

HEADS: Final[dict[str, tuple[Words, tuple[str, ...]]]] = {
    "project": (Words("项目", "project"), ("项目", "项目名称", "名称", "project", "project name")),
    "id": (Words("编号", "id"), ("编号", "项目编号", "id", "code")),
    "park": (
        Words("园区", "park"),
        ("园区", "所在园区", "所属园区", "区", "区域", "park", "district"),
    ),
    "type": (
        Words("类型", "type"),
        ("类型", "空间类型", "用途", "业态", "type", "space type", "type of space", "use"),
    ),
    "area": (Words("面积", "area"), ("面积", "总面积", "area", "floor area", "total area")),
    "gross": (
        Words("建筑面积", "gross area"),
        ("建筑面积", "总建筑面积", "gross area", "gross floor area", "gfa"),
    ),
    "lettable": (
        Words("可出租面积", "lettable area"),
        ("可出租面积", "可租面积", "lettable area", "net lettable area"),
    ),
    "unit": (Words("单位", "unit"), ("单位", "面积单位", "unit", "area unit")),
    "start": (Words("开工", "start"), ("开工", "start", "construction start")),
    "delivery": (
        Words("交付", "delivery"),
        ("交付", "竣工", "建成", "delivery", "completion", "opening"),
    ),
    "status": (Words("状态", "status"), ("状态", "项目状态", "建设状态", "status", "state")),
    "note": (Words("备注", "note"), ("备注", "说明", "note", "notes", "remarks")),
}
"""What a column holds -> its name, and the heads that say it, in lower case."""
AREAS: Final = ("area", "gross", "lettable")
"""The columns that hold an area; the first stands alone."""
AROUND: Final = (
    r"^(?:预计|计划|规划|拟|实际|planned |expected |actual )"
    r"|(?:时间|日期|年月|年份| date| month| year| time)$"
)
"""What may stand before and after the head of a column of dates."""
STATUSES: Final[dict[str, tuple[str, ...]]] = {
    "planned": ("规划", "拟建", "待建", "未开工", "计划", "planned", "proposed", "announced"),
    "building": ("在建", "已开工", "施工中", "under construction", "building", "started"),
    "built": ("建成", "已建成", "竣工", "已竣工", "已交付", "built", "completed", "delivered"),
    "paused": ("停工", "缓建", "暂停", "paused", "suspended", "on hold", "stopped"),
}
"""What a status means -> the words that say it, in lower case; the first of each language leads."""
STATUS_NAMES: Final[dict[str, Words]] = {
    key: Words(
        *(next(word for word in words if word.isascii() == ascii_) for ascii_ in (False, True))
    )
    for key, words in STATUSES.items()
}
"""What a status is called."""
NO_DATE: Final = frozenset(
    ("待定", "未定", "不详", "未知", "无", "-", "--", "—", "/", "tbd", "unknown", "n/a", "na")
)
"""What a cell says where the date is not known."""
TOTALS: Final = frozenset(("合计", "总计", "小计", "total", "subtotal", "sum"))
"""What the first cell of a sum says."""

NO_TABLE: Final[dict[str, Words]] = {
    "ending": Words("只读 .csv 与 .xlsx", "only .csv and .xlsx are read"),
    "workbook": Words("不是 .xlsx 工作簿，或有密码", "it is no .xlsx workbook, or has a password"),
    "large": Words("太大：超过 {limit}", "it is too large: more than {limit}"),
    "rows": Words(" {rows} 行", "{rows} rows"),
    "cells": Words(" {cells} 个单元格", "{cells} cells"),
    "unpacked": Words("解开后 {mib} MiB", "{mib} MiB unpacked"),
    "csv": Words("不是 CSV", "it is not CSV"),
    "sheets": Words("CSV 里没有工作表，请删去 sheet", "a CSV file has no sheets; drop sheet"),
}
"""Why a file cannot be read as a table."""
DERIVED: Final = Words("交付减平均工期", "delivery less the mean time to build")
"""How a start comes about that a row does not state."""
