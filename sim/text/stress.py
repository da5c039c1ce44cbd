"""The STRESS-DES checklist (Monks et al. 2019, Journal of Simulation 13:1) and how a run fills it."""

from __future__ import annotations

from typing import Final, NamedTuple

from sim.text.words import Words


class StressItem(NamedTuple):
    """A row of the checklist."""

    number: str
    name: Words
    said: Words
    """What fills it, with facts of the scenario in its braces."""


STRESS: Final[tuple[StressItem, ...]] = (
    StressItem(
        "1.1",
        Words("模型的目的", "purpose of the model"),
        Words("{why}", "{why}"),
    ),
    StressItem(
        "1.2",
        Words("模型的输出", "model outputs"),
        Words(
            "按空间类型判断够不够、闲不闲：{standards} 条标准（{standard_names}）在多大比例的未来里成立，附 95% 区间；"
            "短缺与过剩的首月、等候峰值、空置。各词的定义在 docs/glossary.zh.md。",
            "By type of space, whether it is enough and whether too much lies idle: in which share of "
            "futures {standards} standards hold ({standard_names}), with 95 % intervals; first months of "
            "shortage and glut, peak of waiting, vacancy. docs/glossary.md defines each word.",
        ),
    ),
    StressItem(
        "1.3",
        Words("试验的目的", "aims of experimentation"),
        Words(
            "评估一个情景，与所承情景相比有 {changes} 处改动；同一批机遇可与其他情景配对比较。",
            "To evaluate one scenario, {changes} values of which differ from its parent's; other "
            "scenarios meet the same luck and can be compared in pairs.",
        ),
    ),
    StressItem(
        "2.1",
        Words("基本模型的总图", "overview diagram of the base model"),
        Words(
            "产品线：到达 → {chain} → 离去；空间：开局存量 ＋ {projects} 个建设项目 → {pools} 个池（类型 × 园区）。",
            "Product lines: arrival → {chain} → end. Space: stock at the start + {projects} building "
            "projects → {pools} pools (type × park).",
        ),
    ),
    StressItem(
        "2.2",
        Words("基本模型的逻辑", "base model logic"),
        Words(
            "docs/model.zh.md 的状态表：状态 × 事件 → 新状态、面积之变、日志行；同时发生的事件按内容排序。",
            "The state table of docs/model.md: state × event → new state, change of area, row of the log; "
            "events of one instant are ordered by content.",
        ),
    ),
    StressItem(
        "2.3",
        Words("情景的逻辑", "scenario logic"),
        Words(
            "与所承情景的 {changes} 处不同逐条列在上面；全文在 scenario.resolved.yaml。",
            "The {changes} differences from the parent are listed above; scenario.resolved.yaml holds all "
            "of it.",
        ),
    ),
    StressItem(
        "2.4",
        Words("算法", "algorithms"),
        Words(
            "全市一张名单，按（优先级，申请时刻，流，编号，阶段，序号）依次配给；园区次序按 −ln(u)/权重；排队规则：{queues}。",
            "One list for the city, served by (priority, instant of request, stream, number, stage, "
            "ordinal); parks in the order of −ln(u)/weight; queues: {queues}.",
        ),
    ),
    StressItem(
        "2.5.1",
        Words("实体", "entities"),
        Words(
            "产品线，{tracks} 条赛道：{track_names}；建设项目：{projects} 个。",
            "Product lines on {tracks} tracks: {track_names}; building projects: {projects}.",
        ),
    ),
    StressItem(
        "2.5.2",
        Words("活动", "activities"),
        Words(
            "各阶段（{stages}）的工作、等候、装修、扩租；项目的开工、施工、开放。",
            "Work in each stage ({stages}), waiting, fitting out, expanding; start, construction and "
            "opening of projects.",
        ),
    ),
    StressItem(
        "2.5.3",
        Words("资源", "resources"),
        Words(
            "可出租面积（m²）：{spaces}；园区：{parks}。", "Lettable m²: {spaces}; parks: {parks}."
        ),
    ),
    StressItem(
        "2.5.4",
        Words("队列", "queues"),
        Words(
            "每类空间的名单；等到耐心用完便离开本市；规则：{queues}。",
            "A list for each type of space; who runs out of patience leaves the city; rules: {queues}.",
        ),
    ),
    StressItem(
        "2.5.5",
        Words("进出口", "entry and exit points"),
        Words(
            "进：{streams} 条需求流（泊松到达，或列名的项目）；出：失败、结束、去外地、等不到而离开。",
            "In: {streams} streams of demand (Poisson arrivals, or named projects). Out: failure, end, "
            "elsewhere, lost waiting.",
        ),
    ),
    StressItem(
        "3.1",
        Words("数据来源", "data sources"),
        Words(
            "{sources} 个来源，列在上面；{total} 个数中：事实 {fact}，文献 {literature}，假设 {assumption}，无出处 {nothing}。",
            "{sources} sources, listed above; of {total} numbers {fact} are facts, {literature} from the "
            "literature, {assumption} assumptions, {nothing} stand on nothing.",
        ),
    ),
    StressItem(
        "3.2",
        Words("数据预处理", "preprocessing of data"),
        Words("{note}", "{note}"),
    ),
    StressItem(
        "3.3",
        Words("输入参数", "input parameters"),
        Words(
            "{total} 个数连同范围与分布列在上面；其中 {unknown} 个无人确知，按区间抽取。",
            "{total} numbers with their ranges and laws, in the table above; {unknown} that nobody knows "
            "are drawn from ranges.",
        ),
    ),
    StressItem(
        "3.4",
        Words("假设", "assumptions"),
        Words(
            "{assumption} 个数是假设，逐个写明；模型未含的：{left_out}。",
            "{assumption} numbers are assumptions, each marked. Left out of the model: {left_out}.",
        ),
    ),
    StressItem(
        "4.1",
        Words("初始状态", "initialisation"),
        Words(
            "{start} 起，租户按开局占用率、停留长短加权放入各池；统计从 {record} 起。",
            "From {start}, with tenants placed in each pool by its occupancy, stays weighted by length; "
            "statistics from {record}.",
        ),
    ),
    StressItem(
        "4.2",
        Words("运行长度", "run length"),
        Words("{start} 至 {end}，有始有终。", "{start} to {end}: a terminating study."),
    ),
    StressItem(
        "4.3",
        Words("估计方法", "estimation approach"),
        Words(
            "{n} 种未来；95% 区间把共用区间数的未来算作一组；把握须过 {confidence}。",
            "{n} futures; 95 % intervals count futures that share ranged numbers as one cluster; "
            "confidence asked for: {confidence}.",
        ),
    ),
    StressItem(
        "5.1",
        Words("软件", "software"),
        Words("{versions}。", "{versions}."),
    ),
    StressItem(
        "5.2",
        Words("随机抽样", "random sampling"),
        Words(
            "每次抽取由（种子，未来，实体，目的）散列得到一个均匀数，经反函数变换；种子 {seed}。",
            "Each draw is one uniform number hashed from (seed, future, entity, purpose) and put through "
            "an inverse distribution function; seed {seed}.",
        ),
    ),
    StressItem(
        "5.3",
        Words("模型的执行", "model execution"),
        Words(
            "按事件推进；各未来互不相干，与工人数、次序无关，结果逐字节相同。命令：{command}",
            "By events; futures do not touch each other, and the bytes are the same whatever the workers "
            "and their order. Command: {command}",
        ),
    ),
    StressItem(
        "5.4",
        Words("系统规格", "system specification"),
        Words(
            "结果不依赖机器；所用时间记在 manifest.json。",
            "The answer does not depend on the machine; manifest.json holds the time it took.",
        ),
    ),
    StressItem(
        "6.1",
        Words("模型的共享", "sharing of the model"),
        Words(
            "开放源代码，Apache-2.0；manifest.json 含情景全文与各文件摘要，zhizao reproduce 据此重做并逐数比对。",
            "Open source under Apache-2.0; manifest.json holds the whole scenario and digests of all files, "
            "and zhizao reproduce makes it again from that and compares every number.",
        ),
    ),
)

AUTHOR: Final = Words("（情景没有写 {key}）", "(the scenario has no {key})")
"""What stands where only an author can tell."""
