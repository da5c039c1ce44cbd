"""Phrases of the command line, and how a line of it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sim.text.safe import spelt
from sim.text.screen import columns, width
from sim.text.words import Lang, Words

WORDS: Final[dict[str, Words]] = {
    # the process
    "stopped": Words("已停止", "stopped"),
    "no_output": Words(
        "标准输出已关闭，答案无处可写；不要答案请用 > /dev/null",
        "standard output is closed, the answer would be lost; > /dev/null if it is not wanted",
    ),
    "unwritten": Words("无法写出答案：{reason}", "the answer could not be written: {reason}"),
    "no_memory": Words("内存不足：系统不再分配", "out of memory: the system gives no more"),
    # check
    "ok": Words("可用", "can be used"),
    "bad": Words("不可用", "cannot be used"),
    "told": Words("{count} 处问题上面已经列出", "{count} problems are told above"),
    "fact": Words("事实", "fact"),
    "literature": Words("文献", "literature"),
    "assumption": Words("假设", "assumption"),
    "nothing": Words("无出处", "nothing"),
    # show
    "files": Words("文件", "files"),
    "changes": Words("改动", "changes"),
    "no_changes": Words("没有改动", "no changes"),
    "differs": Words("{count} 处输入不同：{old} -> {new}", "{count} inputs differ: {old} -> {new}"),
    "absent": Words("（无）", "(none)"),
    # run
    "playing": Words("未来", "futures"),
    "ran": Words(
        "{replications} 种未来，{seconds} 秒",
        "{replications} futures in {seconds} s",
    ),
    "known": Words(
        "{replications} 种未来即够，各概率已知到 ±{wanted} 点以内（最宽 {attained}）",
        "{replications} futures are enough, each probability is known within "
        "±{wanted} points (widest {attained})",
    ),
    "not_known": Words(
        "已到上限 {replications} 种未来，概率尚未都知到 ±{wanted} 点以内（最宽 {attained}）",
        "{replications} futures, the most allowed, do not know each probability within "
        "±{wanted} points (widest {attained})",
    ),
    "never_tested": Words(
        "在 {replications} 种未来中从未检验，因而不计：{names}",
        "never tested in {replications} futures, and so left out: {names}",
    ),
    "central_grounded": Words(
        "--grounded 不能与 --central、--seed 同用：其中的未来有自己的数与运气",
        "--grounded goes with neither --central nor --seed: its futures have numbers and luck of "
        "their own",
    ),
    "grounded": Words(
        "承接往年：{count} 种与截至 {cut} 年所见相符的未来（{file}）；--prior 则不承接",
        "continued from the past: {count} futures that agree with what was seen up to {cut} ({file}); "
        "--prior plays without",
    ),
    "unless_varied": Words(
        "若所变动者改变了 {cut} 年底以前，则一律按区间抽取，并写在答案之首",
        "should something of what is varied change what was before the end of {cut}, all is drawn "
        "from the ranges, and the answer begins by saying so",
    ),
    "ungrounded": Words(
        "{name} 不再承接往年：其往年自 {year} 年起与 {file} 里的不同；按区间抽取，与之对照者亦然",
        "{name} is no longer continued from the past: its own is another one than that of {file} from "
        "{year} on; it is drawn from the ranges, and so is what it is compared with",
    ),
    "other_luck": Words(
        "--seed {seed} 另抽运气：不承接往年（{file}）",
        "--seed {seed} draws other luck: not continued from the past ({file})",
    ),
    "saved_accepted": Words("接受集已存：{file}", "the accepted set is in {file}"),
    "compiling": Words(
        "首次使用：编译快速引擎，只此一次；空闲时十余秒，机器忙时更久 …",
        "first use: compiling the engine, once: a quarter of a minute, longer on a busy machine …",
    ),
    "simpy_no_numba": Words(
        "无法导入 Numba：改用 SimPy 引擎，结果相同，但慢得多",
        "Numba cannot be imported: the SimPy engine plays, with the same answer, much slower",
    ),
    "simpy_no_cache": Words(
        "没有可写的文件夹存放机器码（可设 ZHIZAO_CACHE）：改用 SimPy 引擎，结果相同，但慢得多",
        "no folder for machine code can be written (set ZHIZAO_CACHE to one that can): "
        "the SimPy engine plays, with the same answer, much slower",
    ),
    "simpy_tight": Words(
        "内存限制（ulimit -v）不足以编译：改用 SimPy 引擎，结果相同，但慢得多",
        "the limit of memory (ulimit -v) is too low to compile: "
        "the SimPy engine plays, with the same answer, much slower",
    ),
    "simpy_custom": Words(
        "自定义行为由 SimPy 引擎执行，比快速引擎慢得多",
        "the SimPy engine plays the custom behaviour, much slower than the compiled one",
    ),
    "alone": Words(
        "其他进程无法导入笔记本或脚本里定义的类：只用一个进程；写进模块再导入，即可并行",
        "no other process can import a class defined in a notebook or script, so this one plays alone; "
        "put the class in a module and import it to use all processors",
    ),
    "simpy_audit": Words(
        "守恒核对由 SimPy 引擎执行，结果相同",
        "the SimPy engine plays, since the audit looks into it; the answer is the same",
    ),
    "simpy_cold": Words(
        "快速引擎尚未编译，而这次运行很短：改用 SimPy 引擎，结果相同",
        "the SimPy engine plays, since compiling would take longer; the answer is the same",
    ),
    "no_numba": Words(
        "无法导入 Numba，没有快速引擎；SimPy 引擎照常可用。安装：pip install numba",
        "Numba cannot be imported, so there is no compiled engine; the SimPy engine serves. "
        "pip install numba",
    ),
    "no_cache": Words(
        "没有可写的文件夹存放机器码；请把 ZHIZAO_CACHE 设为可写的文件夹",
        "no folder for machine code can be written; set ZHIZAO_CACHE to one that can",
    ),
    "tight": Words(
        "内存限制（ulimit -v）不足以运行快速引擎；放宽限制，或用 --engine simpy",
        "the limit of memory (ulimit -v) is too low for the compiled engine; raise it, or use "
        "--engine simpy",
    ),
    "engines_differ": Words(
        "两个引擎的结果不同：{where}",
        "the two engines differ: {where}",
    ),
    # executors
    "no_dask": Words(
        "没有安装 Dask（{reason}）；安装：{install}",
        "Dask is not installed ({reason}): {install}",
    ),
    "no_cluster": Words(
        "{address} 处没有 Dask 调度器应答：{reason}",
        "no Dask scheduler answers at {address}: {reason}",
    ),
    "no_workers": Words(
        "没有可用的工作进程：{reason}",
        "there are no workers, or they end before they do anything: {reason}",
    ),
    "not_taught": Words(
        "集群的工作进程无法使用同一份 zhizao：{reason}",
        "a worker of the cluster cannot use the same zhizao: {reason}",
    ),
    "other_code": Words(
        "集群的工作进程 {worker} 装的是另一版 zhizao，结果可能不同，故不采用",
        "the worker {worker} has another zhizao, whose answer could differ, and is refused",
    ),
    "cannot_travel": Words(
        "{work} 无法送往其他进程：{reason}；请写进可导入的模块",
        "{work} cannot be sent to another process: {reason}; put it in a module to import",
    ),
    "cannot_arrive": Words(
        "其他进程无法导入要做的事：{reason}；请写进可导入的模块",
        "another process cannot import what to do: {reason}; put it in a module to import",
    ),
    "bad_execution": Words(
        "--cluster 只与 --executor dask 同用，且不能再设 --workers",
        "--cluster goes with --executor dask only, and without --workers",
    ),
    "unsaved": Words(
        "注意：--set 的改动没有写进任何文件",
        "note: the changes of --set are in no file",
    ),
    # experiments
    "checking": Words("核对各点", "checking points"),
    "working": Words("任务", "jobs"),
    "seconds": Words("用时 {seconds} 秒", "took {seconds} s"),
    "answered": Words("结果：{folder}", "results: {folder}"),
    "preview": Words(
        "{points} 个点 × {replications} 种未来 = {total} 种；{kept} 个点早已算过；约需 {seconds} "
        "处理器秒、{size} MB",
        "{points} points × {replications} futures = {total}; {kept} are kept already; about "
        "{seconds} processor-seconds, {size} MB",
    ),
    "cannot_ask": Words("无法回答：{reason}", "cannot be answered: {reason}"),
    # results
    "missed": Words("没能做出 {part}：{reason}", "{part} could not be made: {reason}"),
    "boxes": Words(
        "图的字体里没有这些字，图上以方框代替：{characters}",
        "the font of the figures lacks these characters, which are boxes there: {characters}",
    ),
    "not_saved": Words(
        "结果没有保存到 {folder}：{reason}",
        "the results are not saved in {folder}: {reason}",
    ),
    "not_kept": Words(
        "{folder} 无法写入（{reason}）：各项计算照常，但不再留存",
        "{folder} cannot be written ({reason}): jobs are done, but no longer kept",
    ),
    "no_folder": Words(
        "无法把结果写到 {folder}：{reason}",
        "results cannot be written to {folder}: {reason}",
    ),
    # reproduce
    "no_manifest": Words(
        "{path} 不是可读的结果目录：{reason}",
        "{path} is no readable result: {reason}",
    ),
    "made_otherwise": Words(
        "与当时不同：{name}；数字可能因此不同",
        "not as it was then: {name}; numbers may differ for it",
    ),
    "damaged": Words("文件缺失或已被改动：{name}", "missing or altered: {name}"),
    "differs_in": Words("重做后不同：{name}  {where}", "came out otherwise: {name}  {where}"),
    "reproduced": Words(
        "逐字节一致：{count} 个文件（verdict.txt 末尾的来历不比）",
        "reproduced byte for byte: {count} files (of verdict.txt all but whose it is)",
    ),
    "not_reproduced": Words(
        "未能重做；一致的文件：{count}", "not reproduced; files alike: {count}"
    ),
    # list, latest, names
    "named": Words("命名为 {name}：{folder}", "{name} is {folder}"),
    "not_named": Words(
        "没能命名为 {name}：{reason}", "the result could not be called {name}: {reason}"
    ),
    "name_moved": Words(
        "{name} 原来是 {folder}，该结果仍在", "{name} was {folder}, which is still there"
    ),
    "head_scenario": Words("情景", "scenario"),
    "head_key": Words("键", "key"),
    "head_saved": Words("写入", "saved"),
    "head_futures": Words("未来", "futures"),
    "head_answer": Words("答案", "answer"),
    "answer_of": Words("{verb} 的回答", "answer of {verb}"),
    "no_answer": Words("没有可读的结论", "no readable verdict"),
    "nothing_saved": Words("{out} 下没有结果", "there are no results in {out}"),
    "listed": Words(
        "{count} 个结果，新的在前；zhizao diff A B 比较两个，A、B 可为名字、键、情景或 latest",
        "{count} results, the newest first; zhizao diff A B compares two: names, keys, scenarios or "
        "latest",
    ),
    # compile
    "compiled": Words(
        "已编译，用时 {seconds} 秒；机器码存于 {folder}",
        "compiled in {seconds} s; machine code is kept in {folder}",
    ),
    "compiled_before": Words(
        "早已编译；机器码存于 {folder}",
        "compiled before; machine code is kept in {folder}",
    ),
    # new, schema
    "no_workbook": Words(
        "无法读回工作簿 {path}：{reason}", "the workbook {path} cannot be read back: {reason}"
    ),
    "stale_workbook": Words(
        "{file} 已不是 {path} 写出时的情景；请重新写一份工作簿，把改动移过去",
        "{file} is no longer the scenario that {path} was written from; write a new workbook and "
        "move your edits there",
    ),
    "not_edited": Words(
        "{path} 没有改动；情景仍是 {file}", "nothing is edited in {path}; the scenario is {file}"
    ),
    "wrote": Words("已写入 {path}", "wrote {path}"),
    "exists": Words("{path} 已存在，没有改动它", "{path} exists and was left as it is"),
    "new_needs": Words(
        "写到哪里？{command} my/town.yaml；或写一个变体：{command} --extends baseline",
        "where to? {command} my/town.yaml; or a variant: {command} --extends baseline",
    ),
    "odd_name": Words(
        "{path}：文件名须有字母、数字或汉字，且不含控制字符",
        "{path}: a file needs a name of letters or digits, without control characters",
    ),
    "below_a_file": Words(
        "无法写入 {path}：路径中有一段是文件而不是文件夹",
        "cannot write {path}: a part of this path is a file, not a folder",
    ),
    "not_beside": Words(
        "{path}：变体只能放在父情景所在的文件夹，或其上级文件夹",
        "{path}: a variant must stand in the folder of its parent, or in one above it",
    ),
    "cannot_write": Words("无法写入 {path}：{reason}", "cannot write {path}: {reason}"),
    "next": Words("下一步：", "next:"),
    "asked_count": Words(
        "{name} 须为 {least} 至 {most} 的整数，不能是 {value}",
        "{name} must be a whole number from {least} to {most}, not {value}",
    ),
    "asked_margin": Words(
        "until 是概率要知道到多少以内：{least} 起、小于 {most}，不能是 {value}",
        "until is how well probabilities are to be known: from {least} up to {most}, not {value}",
    ),
    "asked_one": Words(
        "{name} 须是其中之一：{known}，不能是 {value}",
        "{name} must be one of {known}, not {value}",
    ),
}

MANIFEST_FAULTS: Final[dict[str, Words]] = {
    "large": Words("manifest.json 大于 {limit} MB", "manifest.json is larger than {limit} MB"),
    "unread": Words(
        "manifest.json 不是 UTF-8 的 JSON（{reason}）",
        "manifest.json is no JSON in UTF-8 ({reason})",
    ),
    "shape": Words(
        "manifest.json 缺少 {key}，或其内容不对",
        "manifest.json has no {key}, or it is not what belongs there",
    ),
    "format": Words(
        "manifest.json 的格式是 {found}，本版本读 {format}；请用写出它的版本重做",
        "manifest.json has format {found}, this version reads {format}; reproduce it with the "
        "version that wrote it",
    ),
    "outside": Words(
        "manifest.json 的 files 里有目录之外的名字 {name}",
        "files in manifest.json names what is not in the folder: {name}",
    ),
    "answer": Words(
        "这是 {verb} 的回答：换一个 --out 再问一次，然后比对文件",
        "an answer of {verb}: ask again with another --out and compare the files",
    ),
    "custom": Words(
        "结果由自定义行为得出，清单里没有它：{names}",
        "custom behaviour, which no manifest holds: {names}",
    ),
}
"""What is wrong with a manifest."""

LOOKUP_FAULTS: Final[dict[str, Words]] = {
    "none": Words("{out} 下还没有运行的结果", "there is no result of a run in {out} yet"),
    "no_run": Words(
        "{out} 下没有情景 {scenario} 的运行结果",
        "there is no result of a run of {scenario} in {out}",
    ),
    "several": Words(
        "{asked} 是几个结果的键的开头：{folders}",
        "{asked} begins the keys of several results: {folders}",
    ),
    "no_scales": Words(
        "{asked} 里没有带纵轴范围的图：先不带 --brief 运行一次",
        "{asked} keeps no figures that say where their axes end: run it once without --brief",
    ),
    "unknown": Words(
        "{asked} 既不是结果目录，也不是 {out} 下的名字、情景或键；zhizao list 列出已有的",
        "{asked} is no results folder, and no name, scenario or key in {out}; zhizao list shows what "
        "there is",
    ),
    "bad_name": Words(
        "结果不能叫作 {name}：不能是 latest、键或含有 / 的名字",
        "no result can be called {name}: not latest, not a key, and nothing with a / in it",
    ),
}
"""Why no result is found by what it is called."""

CHILD: Final = """\
# yaml-language-server: $schema={schema}
# 一个变体，只写与父情景不同之处。A variant: it says only what differs from its parent.
#   zhizao check {file}    检查  check
#   zhizao run {file}    推演并给出结论  simulate and judge
#   zhizao compare {parent} {file}    与父情景相比，逐未来配对  future by future against its parent

extends: {parent}
name: {name}
why:
  zh: 在此写明：这个变体要回答什么问题？
  en: Say here what question this variant answers.

# 去掉行首的“# ”，改成你的数；其余照父情景。
# Take the leading "# " away and write your numbers; all else is as in the parent.
# change:
{numbers}"""
"""The commented scenario that `new --extends` writes."""

CHILD_NAME: Final = Words("{name}（变体）", "{name}, a variant")
"""Name of the child, from that of its parent."""


def say(lang: Lang, key: str, **values: object) -> str:
    """Return a phrase of the catalogue; both languages stand side by side where a line holds them.

    What people wrote, texts and paths, is spelt out where a terminal would obey it.
    """
    texts = {k: spelt(str(v)) if isinstance(v, str | Path) else str(v) for k, v in values.items()}
    words = WORDS[key].fill(**texts)
    line = words.line(lang)
    return line if width(line) <= columns() else words.block(lang)
