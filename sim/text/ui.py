"""Words of the local page."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

GUARD: Final[dict[str, Words]] = {
    "host": Words(
        "只回答本机地址：请用终端里印出的网址打开",
        "only this machine's own address is answered: open the address that the terminal printed",
    ),
    "enter": Words(
        "请用终端里 `zhizao ui` 印出的网址打开：每次启动都换一个，旧的不再有效。已关掉的话，重新运行 `zhizao ui` 即可；"
        "网页里没有存盘的改动都在地址栏里，进来之后再打开那个地址就回来。",
        "Open the address that `zhizao ui` printed in the terminal: each start has a new one, and those "
        "before are void. Where it was closed, run `zhizao ui` again; changes that were not saved stand "
        "in the address of their page: open that again once you are in.",
    ),
    "method": Words("只接受 GET、HEAD、POST", "only GET, HEAD and POST are taken"),
    "origin": Words("只接受本页自己发出的请求", "only what a page of our own sends is taken"),
    "kind": Words("只接受表单", "only forms are taken"),
    "large": Words("内容太大", "that is too large"),
    "slow": Words("等得太久，请重试", "that took too long to arrive, please send it again"),
    "welcome": Words("进入", "Go on"),
}

UI: Final[dict[str, Words]] = {
    "title": Words("智造空间", "zhizao"),
    "skip": Words("跳到正文", "Skip to the content"),
    "menu": Words("菜单", "menu"),
    "scenarios": Words("情景", "Scenarios"),
    "jobs": Words("任务", "Jobs"),
    "history": Words("结果", "Results"),
    "compare": Words("比较", "Compare"),
    "other_language": Words("English", "中文"),
    # the list
    "question": Words("建成的空间够不够用？", "Does the space that is built meet the demand?"),
    "list_said": Words(
        "每个情景写出与所承情景的不同。打开一个，改几个数，运行，看答案。",
        "Each scenario says what differs from the one it extends. Open one, change a few numbers, run "
        "it, read the answer.",
    ),
    "no_scenarios": Words("这里还没有情景。", "There are no scenarios here yet."),
    "not_run": Words("还没有运行", "not run yet"),
    "of_before": Words("运行之后情景改过", "the scenario has changed since"),
    "ships": Words("随程序", "ships"),
    # a scenario
    "scenario": Words("情景", "Scenario"),
    "extends": Words("承自", "extends"),
    "file": Words("文件", "file"),
    "stands": Words("现有的答案", "The answer there is"),
    "without_changes": Words("不含下面的改动", "without the changes below"),
    "unsaved": Words("没有存盘的改动", "Changes that are not saved"),
    "unsaved_said": Words(
        "它们写在这一页的地址里：别的标签页不受影响，加入书签即可留下。",
        "They stand in the address of this page: other tabs have their own, a bookmark keeps them.",
    ),
    "too_many": Words(
        "改动太多，地址里放不下：先存为情景，再接着改",
        "too many changes for an address: save them as a scenario first, then go on there",
    ),
    "undo": Words("还原 {name}", "Undo {name}"),
    "inputs": Words("输入", "Inputs"),
    "changed": Words("与所承情景不同的", "What differs from the parent"),
    "part": Words("选一部分", "Choose a part"),
    "find": Words("按名称或路径查找", "Find by name or path"),
    "find_go": Words("查找", "Find"),
    "found_none": Words("没有这样的数。", "No number is called so."),
    "how": Words(
        "改值时连单位一起写，如 24 months、30%、180万 m²。改了值，原来的范围与来源随之作废，除非一并改写。",
        "Write a value with its unit: 24 months, 30%, 180万 m². With a new value its range and source go, "
        "unless you write them anew as well.",
    ),
    "basis": Words("依据", "what it stands on"),
    "was": Words("原为 {was}", "was {was}"),
    "written": Words("写在 {where}", "written in {where}"),
    "apply": Words("采用改动", "Apply the changes"),
    "problems": Words("有不对之处，什么都没有改", "Something is wrong, nothing was changed"),
    "warnings": Words("值得知道的", "Worth knowing"),
    "broken": Words("这个情景不能用", "This scenario cannot be used"),
    # running
    "run": Words("运行", "Run"),
    "run_said": Words("运行这个情景", "Run this scenario"),
    "futures": Words("未来数", "futures"),
    "ask": Words("再问一个问题", "Ask a question"),
    "choose": Words("请选一个数", "choose a number"),
    "ask_go": Words("问", "Ask"),
    "weigh": Words("与别的做法相比", "Against other options"),
    "required": Words("需要多少空间", "How much space does it take"),
    "map": Words("两数地图", "A map over two numbers"),
    "map_x": Words("横向的数", "the number across"),
    "map_y": Words("纵向的数", "the number upwards"),
    "ask_compare": Words("哪处改动有多大作用", "Which change does what"),
    "decide": Words("方案取舍", "Which option loses least"),
    "option": Words(
        "与哪些情景，或叠在本情景上的改动（本情景照原样总在其中）",
        "with which scenarios, or changes laid over this one (as it stands it is always among them)",
    ),
    "options_own": Words("为本情景准备的改动", "changes made for this scenario"),
    "options_children": Words("承自本情景的", "scenarios that extend this one"),
    "options_others": Words("其他", "others"),
    "option_find": Words("按名称查找", "find by name"),
    "all_types": Words("各类空间", "each type"),
    "space": Words("空间类型", "type of space"),
    "save": Words("存为情景", "Save as a scenario"),
    "save_as": Words("文件名（不带 .yaml）", "name of the file, without .yaml"),
    "save_name": Words("情景名称", "name of the scenario"),
    "save_go": Words("存盘", "Save"),
    "exists": Words("{name} 已经存在，没有覆盖", "{name} exists and was not overwritten"),
    "odd_name": Words("这个文件名不能用", "this name of a file cannot be used"),
    "not_saved": Words("没有存成：{reason}", "could not be saved: {reason}"),
    "take_away": Words("带走", "Take away"),
    "override": Words("改动（YAML）", "the changes as YAML"),
    "workbook": Words("输入的工作簿", "the inputs as a workbook"),
    "terminal": Words("在终端里是", "In a terminal this is"),
    "book": Words("改过的工作簿", "the edited workbook"),
    "book_back": Words("读回改过的工作簿", "Read back an edited workbook"),
    "book_said": Words(
        "从“带走”下载输入的工作簿，改单元格，再在这里交回：改动出现在这一页，像在这里改的一样。",
        "Take the inputs away as a workbook below, edit its cells and hand it in here: the changes appear on "
        "this page as if they were typed.",
    ),
    "book_save": Words("直接存为情景（可不填）", "save at once as (may stay empty)"),
    "book_go": Words("读回", "Read it"),
    "book_wrong": Words(
        "工作簿有不对之处，什么都没有改", "Something is wrong in the workbook, nothing was changed"
    ),
    "book_long": Words(
        "改动太多，地址里放不下：请填文件名，直接存为情景",
        "too many changes for an address: give the name of a file, to save them at once as a scenario",
    ),
    "book_removes": Words(
        "删去了内容，地址里记不下：请填文件名，直接存为情景",
        "something is removed, which an address cannot hold: give the name of a file, to save it at once",
    ),
    "book_same": Words("工作簿里没有改动", "nothing was edited in the workbook"),
    "book_none": Words("没有收到工作簿", "no workbook arrived"),
    # the pipeline
    "pipeline": Words("项目清单", "The pipeline as a table"),
    "pipeline_said": Words(
        "每个项目一行。改单元格、勾删去、在下面加行，再存为子情景：只写下改动，原情景不动。",
        "A project a row. Edit cells, tick rows to be removed, add rows below, then save them as a child: "
        "it holds what changed alone, and this scenario stays as it is.",
    ),
    "pipeline_how": Words(
        "园区与类型写编号或名称；几个时写各自的比例，如 东园 60%, 西园 40%。面积带单位；日期如 2026-03、2026-03 ~ 2026-09，"
        "新行还可写 2026年下半年。填了交付，工期作废；新行没写的，与“其余同”的项目相同。状态的含义见工作簿一页的项目清单。",
        "Write parks and types by id or name; several with their shares, as in East 60%, West 40%. Areas "
        "take a unit; dates are 2026-03 or 2026-03 ~ 2026-09, in a new row also 2026H2. Where delivery "
        "is filled in, the time to build goes; what a new row leaves open is as in the project that it is like. "
        "The page on workbooks says what each status means.",
    ),
    "pipeline_wrong": Words("有不对之处，什么都没有存", "Something is wrong, nothing was saved"),
    "pipeline_well": Words("都对。", "All is well."),
    "pipeline_saved": Words("会存下的是", "This would be saved"),
    "pipeline_same": Words("没有改动。", "Nothing was changed."),
    "pipeline_none": Words(
        "这个情景没有项目：第一个请写在 YAML 里，之后的行照它",
        "this scenario has no projects: write the first in YAML, for rows to be like it",
    ),
    "pipeline_counted": Words("计入总量", "in the total"),
    "pipeline_take": Words("删去 {name}", "Remove {name}"),
    "pipeline_add": Words("加项目", "Projects to add"),
    "pipeline_new": Words("新项目 {number}", "new project {number}"),
    "pipeline_more": Words("再加几行", "More rows"),
    "pipeline_total": Words("公布的总量", "the announced total"),
    "pipeline_check": Words("先核对", "Check"),
    "as_it_is": Words("不改", "as it is"),
    "as_like": Words("与其相同", "as that one"),
    "pipeline_at": Words("不对的有：", "Something is wrong:"),
    "pipeline_whole": Words("整个情景", "the scenario as a whole"),
    "pipeline_unfinished": Words("新行还没填完。", "A new row is not complete yet."),
    # sliders
    "sliders": Words("拨动要紧的数", "Move the numbers that decide"),
    "sliders_said": Words(
        "拨一下，结论与供需随即重画：先用 {quick} 种未来，停下来后用 {slow} 种；旁边是不拨时的同样这些未来。未来这么少，"
        "只看方向；要答案就带着这些数去运行。",
        "Move one, and verdict and balance are drawn again: with {quick} futures at first, with {slow} once "
        "nothing moves; beside them the same futures of the scenario as it stands. So few show a direction; "
        "for an answer, run the scenario with these numbers.",
    ),
    "sliders_none": Words(
        "还不知道哪些数要紧：先运行这个情景，或在下面选一个数。",
        "Which numbers decide is not known yet: run this scenario first, or choose a number below.",
    ),
    "slider_add": Words("再加一个数", "another number"),
    "slider_go": Words("加上", "Add"),
    "slider_show": Words("看结果", "Show"),
    "multiple": Words(
        "{what}的频率的倍数，1 即照原样",
        "a multiple of the rates of {what}; 1 leaves them as they are",
    ),
    "multiple_linear": Words(
        "{said}；{month} 的值，与前后的值连成直线，最后的值一直延续",
        "{said}; that of {month}, with straight lines to those before and after; the last one stays",
    ),
    "multiple_steps": Words("{said}；自 {month} 起", "{said}; from {month} on"),
    "and_more": Words("{what}等（另有 {more} 项）", "{what} and {more} more"),
    "stands_at": Words("情景里是 {value}", "{value} in the scenario"),
    "no_number": Words(
        "没有叫 {path} 的数，没有加上", "no number is called {path}: none was added"
    ),
    "no_range": Words(
        "{path} 没有范围，拨不动：先在情景里给它一个范围",
        "{path} has no range to be moved over: give it one in the scenario first",
    ),
    "rather": Words("{said}；是不是 {near}？", "{said}; did you mean {near}?"),
    "drawing": Words("正在算头几种未来", "the first futures are being played"),
    "glance": Words("一瞥", "At a glance"),
    "glance_of": Words("{futures} 种未来，{seconds} 秒", "{futures} futures, {seconds} s"),
    "glance_more": Words("正在用更多的未来重画", "being drawn again with more futures"),
    "glance_take": Words("带着这些数回到情景", "Take these numbers to the scenario"),
    "glance_fails": Words(
        "不足的未来：{short}，过闲的：{idle}", "futures that fail: short {short}, too idle {idle}"
    ),
    "glance_before": Words("不拨时：{said}", "as it stands: {said}"),
    "glance_areas": Words(
        "{year} 年供给 {have}，需求 {need}", "in {year}: have {have}, need {need}"
    ),
    "glance_drawn": Words(
        "{name}：{first} 至 {last} 的供给与需求，最高 {top}",
        "{name}: supply and demand from {first} to {last}, at most {top}",
    ),
    "glance_top": Words("最高 {top}", "at most {top}"),
    "not_ready": Words(
        "引擎正在编译，头一次要一两分钟；好了自己会画。",
        "The engine is being compiled, once, in a minute or two; this is drawn as soon as it is.",
    ),
    "supply": Words("供给", "supply"),
    "demand": Words("需求", "demand"),
    "dashed": Words("虚线：不拨时", "dashed: as it stands"),
    "busy": Words(
        "同时拨的人太多，请稍等再拨", "too many are asking at once, wait and move it again"
    ),
    # jobs
    "job": Words("任务", "Job"),
    "no_jobs": Words("还没有任务。", "No jobs yet."),
    "waiting": Words("排队中，前面还有 {count} 个", "waiting, {count} before it"),
    "running": Words("运行中", "running"),
    "starting": Words("正在准备", "getting ready"),
    "saving": Words("正在作图、存盘", "drawing figures and saving"),
    "done": Words("完成", "done"),
    "failed": Words("没有成功", "did not succeed"),
    "stopped": Words("已停止，什么都没有留下", "stopped, nothing is left of it"),
    "state_waiting": Words("排队", "waiting"),
    "state_stopped": Words("已停止", "stopped"),
    "progress": Words("{done} / {total}", "{done} of {total}"),
    "seconds": Words("{seconds} 秒", "{seconds} s"),
    "stop": Words("停止", "Stop"),
    "open_answer": Words("打开答案", "Open the answer"),
    "said": Words("终端上的回答", "What a terminal shows"),
    "remarks": Words("附注", "Remarks"),
    "full": Words(
        "排队的任务已满，等几个完成再来", "too many jobs are waiting, come back when some are over"
    ),
    # an answer
    "answer": Words("答案", "The answer"),
    "beside": Words("与 {name} 并列（{futures} 种未来）", "beside {name} ({futures} futures)"),
    "beside_none": Words(
        "所承的情景还没有运行，无从并列。",
        "What it extends has not been run: nothing stands beside it.",
    ),
    "parent": Words("所承", "parent"),
    "unchanged": Words("不改时", "unchanged"),
    "enough": Words("够不够", "enough space"),
    "idle": Words("闲不闲", "idle space"),
    "failing": Words("{word}：{share}% 不成立", "{word}: fails in {share}%"),
    "have": Words("供给", "have"),
    "need": Words("需求", "need"),
    "vacant": Words("空置 %", "vacant %"),
    "table_said": Words(
        "供给、需求、空置：{year} 年中位数，{unit}；{queue}、{glut}（空置上限）：首月的中位数。其余 % 都是未来之比；{replications} 种未来。",
        "Have, need, vacant: medians of {year}, {unit}; {queue}, {glut} (its vacancy bound): the median month. Other "
        "percents are of futures; {replications} futures.",
    ),
    "by_park": Words("分园区", "by park"),
    "park_said": Words(
        "年内各月平均，{unit}：中位数（P10–P90），{replications} 种未来。在等候的算在首选的园区。",
        "Means of a year's months in {unit}: medians (P10–P90) of {replications} futures. Who waits is "
        "counted in the park that comes first to them.",
    ),
    "park_first_short": Words("{share}% 的未来里会排队", "a queue in {share}% of futures"),
    "park_first_idle": Words("{share}% 的未来里空得过多", "too much vacant in {share}% of futures"),
    "park_from": Words("{said}，首次在 {when}（中位数）", "{said}, first in {when} (median)"),
    "park_none": Words("这个结果没有按园区的表。", "This result holds no table by park."),
    "year": Words("年", "year"),
    "leased": Words("已租", "leased"),
    "free": Words("空着的", "free"),
    "waits": Words("在等候的", "waits"),
    "building": Words("在建", "being built"),
    "what_next": Words("接着会问的", "What is asked next"),
    "figures": Words("图", "Figures"),
    "files": Words("文件", "Files"),
    "report.html": Words("报告", "the report"),
    "brief.zh.pdf": Words("一页简报（中文）", "the brief, one page (Chinese)"),
    "brief.en.pdf": Words("一页简报（英文）", "the brief, one page (English)"),
    "tables.xlsx": Words("工作簿", "the workbook"),
    "story.zh.md": Words("叙述（中文）", "the story (Chinese)"),
    "story.en.md": Words("叙述（英文）", "the story (English)"),
    "building.csv": Words(
        "各方案建什么，按园区与类型", "what each option builds, by district and type"
    ),
    "projects.csv": Words("逐项目：停、缓、改、建", "project by project: paused, converted, built"),
    "lots.csv": Words("逐期：哪些晚建、不建、改建", "lot by lot: later, not built, converted"),
    "unread": Words(
        "这个结果没有可读的结论，文件仍可打开。",
        "No verdict of this result can be read; its files can be opened.",
    ),
    # results
    "history_said": Words("最近的在前。", "The newest first."),
    "no_results": Words("还没有结果。", "No results yet."),
    "saved": Words("存于", "saved"),
    "result": Words("结果", "result"),
    "asked": Words("问的是", "asked"),
    "compare_two": Words("比较选中的两个", "Compare the two that are chosen"),
    "first": Words("A", "A"),
    "second": Words("B", "B"),
    # comparing
    "choose_two": Words("请在结果里选两个。", "Choose two among the results."),
    "cannot_compare": Words("无法比较：{reason}", "cannot be compared: {reason}"),
    "diff_said": Words("全部不同", "All that differs"),
    # what is not there
    "gone": Words("没有这一页", "There is no such page"),
    "gone_said": Words(
        "它可能是上次启动时的任务，或已改名、移走。",
        "It may be a job of an earlier start, or have been renamed or moved.",
    ),
    "back": Words("回到情景", "Back to the scenarios"),
    "fault": Words("程序出错", "The program failed"),
    "fault_said": Words(
        "这是程序的错，不是你的；终端里有详情。",
        "This is the program's fault, not yours; the terminal says more.",
    ),
    "no_option": Words("请至少选一个。", "Choose at least one."),
    "no_count": Words(
        "未来数是整数，{text} 不是", "futures are a whole number, which {text} is not"
    ),
    "nothing_named": Words("两个数都要写。", "Both numbers are needed."),
    "none_called": Words("没有叫 {name} 的", "nothing is called {name}"),
    "asked_badly": Words("这样问不成", "That cannot be asked"),
}

COMMAND: Final[dict[str, Words]] = {
    "address": Words("在浏览器里打开：{address}", "Open in a browser: {address}"),
    "stop": Words("按 Ctrl-C 结束。", "Ctrl-C ends it."),
    "missing": Words(
        "本地网页需要附加组件 ui（缺 {library}）：{how}",
        "the local page needs the extra `ui` ({library} is missing): {how}",
    ),
    "taken": Words("端口 {port} 用不了：{reason}", "port {port} cannot be used: {reason}"),
    "no_folder": Words("没有文件夹 {folder}", "there is no folder {folder}"),
}

INPUT_BLOCKS: Final[dict[str, Words]] = {
    "clock": Words("时段", "clock"),
    "replications": Words("未来数", "futures"),
    "seed": Words("种子", "seed"),
    "confidence": Words("把握", "confidence"),
    "currency": Words("货币", "currency"),
    "area_unit": Words("面积单位", "unit of areas"),
    "grounded": Words("承接往年", "continued from the past"),
    "sources": Words("来源", "sources"),
    "parks": Words("园区", "parks"),
    "map": Words("地图", "map"),
    "spaces": Words("空间类型", "types of space"),
    "stock": Words("存量", "stock"),
    "opening": Words("开局以前", "before the start"),
    "reserves": Words("预留", "reserves"),
    "rent": Words("租金", "rent"),
    "stages": Words("阶段", "stages"),
    "chain": Words("链条", "chain"),
    "tracks": Words("赛道", "tracks"),
    "trades": Words("其他行业", "other trades"),
    "cycles": Words("周期", "cycles"),
    "demand": Words("需求", "demand"),
    "returns": Words("回流", "returns"),
    "supply": Words("供给", "supply"),
    "renewals": Words("更新", "renewals"),
    "retirements": Words("退役", "retirements"),
    "programme": Words("计划总量", "programme"),
    "standards": Words("标准", "standards"),
    "signals": Words("信号", "signals"),
    "top_down": Words("产值增长", "output growth"),
    "economy": Words("经济", "economy"),
    "stakes": Words("利害", "stakes"),
    "targets": Words("目标", "targets"),
}
"""Blocks of a scenario, by which its inputs are chosen."""
