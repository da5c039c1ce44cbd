"""Words of the brief: the answer of a run on one page of A4."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

BRIEF: Final[dict[str, Words]] = {
    "kind": Words("智造空间 · 一页简报", "zhizao · brief on one page"),
    "balance": Words(
        "需求（黑）与供给（蓝），可出租，{unit}；带：100 种未来中的 50、80 种；线：中位数。{finding}",
        "Demand (black) and supply (blue), lettable, {unit}; bands: 50 and 80 of 100 futures; lines: "
        "medians. {finding}",
    ),
    "gap": Words(
        "空置（零线以上）与排队（以下），可出租，{unit}；带与线同上。{finding}",
        "Vacant (above zero) and waiting (below), lettable, {unit}; bands and lines as above. {finding}",
    ),
    "rest": Words(
        "另有 {count} 类空间不在图上，见 report.html",
        "Types not drawn: {count}; see report.html",
    ),
    "more_rows": Words("另有 {count} 类见 report.html", "more types in report.html: {count}"),
    "left_out": Words("未含", "left out"),
    "foot": Words(
        "来源：zhizao {version} 运行“{name}”，键 {key}。每个数都来自这次运行；全文、方法与每个数的来源见同一文件夹的 report.html。",
        "Source: zhizao {version}, {name}, key {key}. Every number is of this run; report.html in the same "
        "folder has the whole, the method and the source of each number.",
    ),
    "title": Words("{name}：简报", "{name}: brief"),
}
