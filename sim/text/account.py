"""Words of the account of demand from below and from above."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

ACCOUNT: Final[dict[str, Words]] = {
    "title": Words(
        "需求一本账（{unit}/年，可出租）：净增＝自有产品与增量所需中较大者；租户扩租在内，成熟企业租其余部分，"
        "并顶替全部退租",
        "Demand, one account ({unit} lettable a year): net new floor is the larger of what own products "
        "bring and what growth needs; with tenants' expansions in it, established makers lease the rest "
        "and replace all that ends",
    ),
    "space": Words("空间", "space"),
    "products": Words("自有产品", "products"),
    "growth": Words("增量所需", "growth needs"),
    "net": Words("净增", "net new"),
    "churn": Words("开局退租", "ends at start"),
    "expansions": Words("开局扩租", "expansions at start"),
    "makers": Words("成熟企业", "makers"),
    "growth_decides": Words("增量决定，%", "growth decides, %"),
    "means": Words(
        "各世界的均值；自有产品、净增与成熟企业为记录期平均；“增量决定”为增量所需较大的世界所占的比例",
        "means over worlds; products, net new and makers on average over the recorded clock; growth "
        "decides: share of worlds in which growth needs the more",
    ),
    "values": Words(
        "按各数之值；自有产品、净增与成熟企业为记录期平均",
        "at the values of all numbers; products, net new and makers on average over the recorded clock",
    ),
}
"""Texts of its table on screens, in the story and on figures."""

COLUMNS: Final = ("products", "growth", "net", "churn", "expansions", "makers")
"""Areas of the table, in order."""
