"""What `check` and `show` tell of a scenario, and the published chances it is held against."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

COUNTED: Final = ("parks", "spaces", "tracks", "demand", "supply")
"""Blocks of a scenario whose entries are counted."""

ABOUT: Final[dict[str, Words]] = {
    "scenario": Words(
        "{name}；{start} 至 {end}；{parks} 个园区，{spaces} 种空间，{tracks} 条赛道，{demand} 项需求，"
        "{supply} 个建设项目",
        "{name}; {start} to {end}; parks {parks}, space types {spaces}, tracks {tracks}, "
        "demand {demand}, projects {supply}",
    ),
    "numbers": Words(
        "{count} 个数：事实 {fact}，文献 {literature}，假设 {assumption}，无出处 {nothing}；"
        "等级：A {A}，B {B}，C {C}，D {D}，未标 {none}",
        "{count} numbers: fact {fact}, literature {literature}, assumption {assumption}, "
        "nothing {nothing}; grades: A {A}, B {B}, C {C}, D {D}, none {none}",
    ),
    "success": Words(
        "从各阶段走到链尾的成功率",
        "chance of success from each stage to the end of the chain",
    ),
    "published": Words("公布", "published"),
    "sources": Words(
        "公布：临床批件至获批的成功率，低/中/高；综合多个来源，属假设：{sources}",
        "published: from permission for trials (IND) to approval, low/mode/high; a blend, an "
        "assumption: {sources}",
    ),
    "under_way": Words(
        "在建而按其工期本可能已交付的项目：照工期此时仍未交付的概率；既未交付，何时交付（均值，10% 至 90%）",
        "works under way that might be open by now: the chance of not being open by their own law, and "
        "when they open, given that they are not (mean, 10% to 90%)",
    ),
    "let_ahead": Words(
        "{space}：开局前已预租 / 这些项目的在建面积 {areas}（可出租）",
        "{space}: let before the clock / area of those works {areas} (lettable)",
    ),
    "not_open": Words("仍未交付", "not open"),
    "opening": Words("交付", "opening"),
    "balance": Words(
        "开局配平：来企×停留该占多少，开局租了多少",
        "balance of the opening: what arrivals x stay would fill, what is leased",
    ),
    "areas": Words("流量×停留 / 开局已租（可出租）", "flow x stay / leased (lettable)"),
    "others": Words("另 {count} 条流", "{count} other streams"),
    "forever": Words("有人永久停留，不比", "somebody stays for ever, not compared"),
    "empty": Words("开局无人租用", "nothing is leased at the start"),
    "off": Words(
        "不平：stock.{space} 乘 {times}，或来企数、面积、停留合计除以 {times}",
        "off: multiply stock.{space} by {times}, or divide rates, areas or stays by it",
    ),
    "grows": Words(
        "{space}：成熟企业顶替退租，净增 {area}/年另计",
        "{space}: established makers replace what ends; growth of {area} a year is apart",
    ),
    "outgrown": Words(
        "不平：租户扩租之多，超过退租与净增之和，占用比设定长得快（{space}）",
        "off: tenants' expansions exceed what ends and what grows, so use grows faster than stated "
        "({space})",
    ),
    "growing": Words(
        "{space}的占用从前增长：来企若停在今日水平，终将占 {area}（今日的 {times} 倍）",
        "use of {space} grew: if arrivals stay as they are today, it comes to {area}, {times} times as "
        "much",
    ),
    "growing_ever": Words(
        "{space}的占用从前增长，有人永久停留：来企不断，占用就不断上升",
        "use of {space} grew and somebody stays for ever: it goes on rising as long as any come",
    ),
    "nobody": Words(
        "不平：几乎没有新企业，现有租户走后无人接替（{space}）",
        "off: next to nobody new comes, so tenants that leave are not replaced ({space})",
    ),
}

PUBLISHED: Final[dict[str, tuple[int, int, int]]] = {
    "small_molecule": (8, 16, 22),
    "biologic": (9, 20, 29),
    "cgt": (5, 10, 17),
}
"""Track id → (low, mode, high): percent of products with permission for trials (IND) that are
approved, for products of Chinese makers. A blend, an assumption of this project: Chinese cohorts give the mode
and the high, Western ones the low; recent cohorts are cut off, so modes lie below Wang."""

SOURCES: Final = "BIO/QLS/Informa 2021; Wang et al. 2022 (n = 1076); Elsallab et al. 2025"
