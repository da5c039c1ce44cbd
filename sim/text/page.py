"""Words of the report of a run as a page."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

PAGE: Final[dict[str, Words]] = {
    "kind": Words("智造空间 · 一次运行的报告", "zhizao · the report of a run"),
    "played": Words(
        "{n} 种未来，{first} 至 {last}；种子 {seed}；键 {key}；zhizao {version}",
        "{n} futures, {first} to {last}; seed {seed}; key {key}; zhizao {version}",
    ),
    "language": Words("语言", "language"),
    "skip": Words("跳到答案", "Skip to the answer"),
    "answer": Words("答案", "The answer"),
    "types": Words("按空间类型", "By type of space"),
    "next": Words("接着会问的", "What is asked next"),
    "contents": Words("目录", "Contents"),
    "more": Words("其余各图", "More figures"),
    "figure": Words("图 {number}", "Figure {number}"),
    "table": Words("表 {number}", "Table {number}"),
    "asks": Words("问：{question}", "Asks: {question}"),
    "data": Words("数据：figures/{name}.json", "Data: figures/{name}.json"),
    "redraw_verb": Words(
        "重画：同一个 zhizao {verb}（所问见末表）给出同样的字节",
        "To draw it again: the same zhizao {verb}, asked as the last table tells, gives the same bytes",
    ),
    "kind_of_verb": Words("智造空间 · {verb} 的答案", "zhizao · the answer of {verb}"),
    "answered": Words(
        "每点 {n} 种未来；种子 {seed}；键 {key}；zhizao {version}",
        "{n} futures of each point; seed {seed}; key {key}; zhizao {version}",
    ),
    "screen": Words("全部所见", "All that the screen says"),
    "figures": Words("图", "Figures"),
    "tables": Words("同一文件夹里的表", "Tables in the same folder"),
    "file": Words("文件", "file"),
    "rows": Words("行数", "rows"),
    "columns": Words("列", "columns"),
    "asked": Words("所问", "what was asked"),
    "redraw": Words("重画：{command}", "To draw it again: {command}"),
    "not_drawn": Words("这张图没有画成：{reason}", "This figure could not be drawn: {reason}"),
    "changes": Words("与所承情景的不同", "What changed against the parent"),
    "parent": Words(
        "本情景承自 {parent}；文件与命令行共改动 {count} 处。",
        "This scenario extends {parent}; its file and the command line change {count} values.",
    ),
    "no_parent": Words(
        "本情景不承自别的情景；命令行改动 {count} 处。",
        "This scenario extends no other; the command line changes {count} values.",
    ),
    "path": Words("路径", "path"),
    "was": Words("原值", "was"),
    "is": Words("现值", "is"),
    "how": Words("如何", "how"),
    "where": Words("写在哪里", "where"),
    "numbers": Words("每个数及其依据", "Every number and what it stands on"),
    "numbers_said": Words(
        "值照情景里的写法，单位在内；范围是无人确知的数所取自的区间。同样的表在 provenance.csv。",
        "Values as the scenario writes them, with their units; a range is what an unknown number is "
        "drawn from. The same table is provenance.csv.",
    ),
    "number": Words("数", "number"),
    "value": Words("值与单位", "value and unit"),
    "range": Words("范围", "range"),
    "status": Words("性质", "status"),
    "grade": Words("等级", "grade"),
    "source": Words("来源", "source"),
    "sources": Words("来源一览", "Sources"),
    "no_sources": Words("情景没有列出来源。", "The scenario lists no source."),
    "id": Words("代号", "id"),
    "title": Words("标题", "title"),
    "kind_of": Words("种类", "kind"),
    "date": Words("日期", "date"),
    "publisher": Words("发布者", "publisher"),
    "address": Words("地址", "address"),
    "note": Words("说明", "note"),
    "stress": Words("STRESS-DES 清单", "The STRESS-DES checklist"),
    "stress_said": Words(
        "Monks 等（2019）为离散事件研究列的报告清单，{count} 行中 {filled} 行由软件与情景填满。",
        "What Monks et al. (2019) ask of reports on discrete-event studies: {filled} of {count} rows are "
        "filled by the program and the scenario.",
    ),
    "item": Words("条目", "item"),
    "filled": Words("内容", "what is said"),
    "by": Words("由谁填", "filled by"),
    "program": Words("软件", "program"),
    "scenario": Words("情景", "scenario"),
    "author": Words("待作者补", "the author, still to come"),
    "record": Words("这次运行的记录", "The record of this run"),
    "thing": Words("项", "thing"),
    "command": Words("命令", "command"),
    "key": Words("键", "key"),
    "seed": Words("种子", "seed"),
    "scenario_digest": Words("情景的 SHA-256", "SHA-256 of the scenario"),
    "code_digest": Words("代码的 SHA-256", "SHA-256 of the code"),
    "version": Words("{name} 版本", "version of {name}"),
    "foot": Words(
        "来源：zhizao {version} 运行“{name}”，键 {key}。每个数都来自这次运行或上表所列来源。",
        "Source: zhizao {version}, {name}, key {key}. Every number is of this run or of the sources "
        "listed above.",
    ),
}

STATUSES: Final[dict[str, Words]] = {
    "fact": Words("事实", "fact"),
    "literature": Words("文献", "literature"),
    "assumption": Words("假设", "assumption"),
    "nothing": Words("无出处", "nothing"),
}

CHANGES: Final[dict[str, Words]] = {
    "change": Words("改", "changed"),
    "add": Words("加", "added"),
    "drop": Words("去", "dropped"),
    "set": Words("命令行", "command line"),
}
"""How a value came to differ, by the verb of an override."""

QUESTIONS: Final[dict[str, Words]] = {
    "01-balance": Words("需求何时超过供给？", "When does demand pass supply?"),
    "02-gap": Words(
        "缺多少、空多少，持续排队或过剩有多可能？",
        "How much is short, how much idle, and how likely does either last?",
    ),
    "03-stages": Words("哪个阶段的空间紧？", "Which stage hurts?"),
    "04-waiting": Words("企业要等多久？", "How long do companies wait?"),
    "05-timeline": Words(
        "楼宇何时启用，排队与过剩何时开始？",
        "When do buildings open, and when do queue and glut begin?",
    ),
    "06-rent": Words("租金会怎样？", "What becomes of rent?"),
    "07-economy": Words(
        "这些空间产出、用工、收租、花费多少？",
        "What does the space produce, employ, earn and cost?",
    ),
    "08-trades": Words("各行业各租多少？", "What does each trade lease?"),
    "09-turning": Words(
        "哪个数决定结论，在它的何值上转折？",
        "Which number decides the verdict, and at which of its values does it turn?",
    ),
    "13-parks": Words(
        "各园区哪类空间有余、哪类不足，逐年如何？",
        "Which parks have too much of which space, or too little, and when?",
    ),
    "14-geography": Words(
        "它们在地图上的什么地方？",
        "Where on the map are they?",
    ),
    "31-occupancy": Words(
        "各园区各类空间逐年租出多少？", "How much of each park is let, by type of space and year?"
    ),
    "32-shortage": Words(
        "各园区各类空间逐年有多少面积在排队？",
        "How much area waits for each park, by type and year?",
    ),
    "33-idle": Words(
        "各园区各类空间逐年有多少空置超出上限？",
        "How much of each park is vacant beyond the bound, by type and year?",
    ),
    "29-flow": Words(
        "多少企业走完各阶段，因何流失，有多少是因为没有空间？",
        "How many companies pass the stages, and how many are lost to what, and to want of space?",
    ),
    "25-numbers": Words("往年使哪些数移动了？", "Which numbers does the past move?"),
}
"""What a figure of a run answers, by the name of its files."""
