"""Phrases of the command line: key → (Chinese, English)."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    # check
    "ok": ("可用", "ok"),
    "bad": ("不可用", "cannot be used"),
    "told": ("{count} 处问题上面已经列出", "{count} problems are told above"),
    "numbers": ("{count} 个数", "{count} numbers"),
    "fact": ("事实", "fact"),
    "literature": ("文献", "literature"),
    "assumption": ("假设", "assumption"),
    "nothing": ("无出处", "nothing"),
    "grades": ("等级", "grades"),
    "none": ("未标", "none"),
    "success": (
        "从各阶段走到链尾的成功率",
        "chance of success from each stage to the end of the chain",
    ),
    "published": (
        "右侧：公布的临床批件至获批成功率，低/中/高；综合多个来源，属假设",
        "right: published, from permission for trials (IND) to approval, low/mode/high; "
        "a blend, an assumption",
    ),
    # show
    "files": ("文件", "files"),
    "changes": ("改动", "changes"),
    "no_changes": ("没有改动", "no changes"),
    "clock": ("时钟", "clock"),
    "blocks": (
        "{parks} 个园区，{spaces} 种空间，{tracks} 条赛道，{demand} 项需求，{supply} 个建设项目",
        "{parks} parks, {spaces} space types, {tracks} tracks, {demand} demand, {supply} projects",
    ),
    "differs": ("{count} 处输入不同：{old} -> {new}", "{count} inputs differ: {old} -> {new}"),
    "absent": ("（无）", "(none)"),
    # run
    "playing": ("模拟", "replications"),
    "ran": (
        "{replications} 次重复，{seconds} 秒（每秒 {rate} 次、{events} 行事件）；结果：{folder}",
        "{replications} replications in {seconds} s ({rate} a second, {events} log rows a second); "
        "results: {folder}",
    ),
    "known": (
        "auto：重复 {replications} 次即够，各概率已知到 ±{wanted} 点以内（最宽 {attained}）",
        "auto: {replications} replications are enough, each probability is known within "
        "±{wanted} points (widest {attained})",
    ),
    "not_known": (
        "auto：已到上限 {replications} 次，概率尚未都知到 ±{wanted} 点以内（最宽 {attained}）",
        "auto: {replications} replications, the most allowed, do not know each probability within "
        "±{wanted} points (widest {attained})",
    ),
    "never_tested": (
        "auto：在 {replications} 次重复中从未检验，因而不计：{names}",
        "auto: never tested in {replications} replications, and so left out: {names}",
    ),
    "not_auto": (
        "--at-most 只与 --replications auto 同用",
        "--at-most goes with --replications auto only",
    ),
    "compiling": (
        "首次使用：正在编译快速引擎，约半分钟，只此一次 …",
        "first use: compiling the engine, about half a minute, once …",
    ),
    "simpy_no_numba": (
        "没有安装 Numba：改用 SimPy 引擎，结果相同，慢约百倍",
        "Numba is not installed: the SimPy engine plays, with the same answer, 100 times slower",
    ),
    "simpy_audit": (
        "守恒核对由 SimPy 引擎执行，结果相同",
        "the SimPy engine plays, since the audit looks into it; the answer is the same",
    ),
    "simpy_cold": (
        "快速引擎尚未编译，而这次运行很短：改用 SimPy 引擎，结果相同",
        "the SimPy engine plays, since compiling would take longer; the answer is the same",
    ),
    "no_numba": (
        "没有安装 Numba，不能用 --engine {engine}；安装：pip install numba",
        "Numba is not installed, so there is no --engine {engine}; pip install numba",
    ),
    "engines_differ": (
        "两个引擎的结果不同：{where}",
        "the two engines differ: {where}",
    ),
    "unsaved": (
        "注意：--set 的改动没有写进任何文件",
        "note: the changes of --set are in no file",
    ),
    # reproduce
    "no_manifest": (
        "{path} 不是可读的结果目录：{reason}",
        "{path} is no readable result: {reason}",
    ),
    "made_otherwise": (
        "与当时不同：{name}；数字可能因此不同",
        "not as it was then: {name}; numbers may differ for it",
    ),
    "damaged": ("文件缺失或已被改动：{name}", "missing or altered: {name}"),
    "differs_in": ("重做后不同：{name}  {where}", "came out otherwise: {name}  {where}"),
    "reproduced": ("逐字节一致：{count} 个文件", "reproduced byte for byte: {count} files"),
    "not_reproduced": ("未能重做；一致的文件：{count}", "not reproduced; files alike: {count}"),
    # new, schema
    "wrote": ("已写入 {path}", "wrote {path}"),
    "exists": ("{path} 已存在，没有改动它", "{path} exists and was left as it is"),
    "cannot_write": ("无法写入 {path}：{reason}", "cannot write {path}: {reason}"),
    "next": ("下一步", "next"),
}
