"""Words of `explain`."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

EVENTS: Final[dict[str, Words]] = {
    "arrived": Words("到来，从{stage}起步", "arrives, to start with {stage}"),
    "returned": Words(
        "曾离开本市，回来寻求{stage}的空间", "comes back to the city, to start with {stage}"
    ),
    "line": Words(
        "从本企业共用的空间分出，自立门户，从{stage}起步",
        "parts from the space that its firm had for several lines, to start with {stage}",
    ),
    "midway": Words("开局时已在{stage}，不租空间", "is in {stage} at the opening, leasing nothing"),
    "queued": Words("开局时已在等候{stage}的空间", "waits at the opening for room for {stage}"),
    "opened_0": Words(
        "开局时在{where}租有 {area}，为{stage}装修中",
        "holds {area} in {where} at the opening, fitting out for {stage}",
    ),
    "opened_1": Words(
        "开局时在{where}租有 {area}，正在{stage}",
        "holds {area} in {where} at the opening, in {stage}",
    ),
    "opened_2": Words(
        "开局时在{where}仍保有 {area}（{stage}）",
        "still keeps {area} in {where} at the opening ({stage})",
    ),
    "asked": Words(
        "为{stage}申请 {area} {space}，首选{where}",
        "asks for {area} of {space} for {stage}, {where} first",
    ),
    "wished": Words(
        "想扩租 {area} {space}，首选{where}", "wishes for {area} more {space}, {where} first"
    ),
    "ahead": Words(
        "（提前找房，{date} 起才算等候）", " (ahead of time; the wait counts from {date})"
    ),
    "at_once": Words("当即得到{where}的 {area}", "gets {area} in {where} at once"),
    "granted": Words(
        "等了 {months} 个月，得到{where}的 {area}", "gets {area} in {where} after {months} months"
    ),
    "by_company": Words("：{company} 退出腾出空间", ", which {company} gave up"),
    "by_works": Words("：{works} 建成开放", ", as {works} opened"),
    "pending": Words(
        "时钟开始前已为{stage}申请 {area}", "asked for {area} for {stage} before the clock"
    ),
    "committed": Words(
        "预租在建空间：{where}的 {area}，{date} 开放",
        "is promised {area} in {where}, which opens on {date}",
    ),
    "ground": Words("其中 {area} 在首层", "{area} of it on ground floors"),
    "new": Words("在{where}的新楼", "in new buildings of {where}"),
    "moved_in": Words("入驻{where}", "moves into {where}"),
    "released": Words("退出{where}的 {area}", "gives up {area} in {where}"),
    "spilled": Words("等不到首选园区，改为各园区都可", "looks in all parks from now on"),
    "lost_1": Words(
        "耐心耗尽：为{stage}等了 {months} 个月，没有空间",
        "patience is over: {months} months without room for {stage}",
    ),
    "lost_2": Words("名单已满，{stage}的申请被拒", "is turned away: the list is full ({stage})"),
    "cancelled": Words("撤回{stage}的申请", "calls off its request for {stage}"),
    "started_0": Words("开始{stage}", "starts {stage}"),
    "started_1": Words(
        "开始{stage}（委托生产，不租空间）", "starts {stage} at a contract maker, without space"
    ),
    "started_4": Words("开始{stage}（无需空间）", "starts {stage}, which needs no space"),
    "started_5": Words("在本企业已有的空间开始{stage}", "starts {stage} in room that its firm has"),
    "held": Words("在无需空间的阶段继续保有{where}的 {area}", "goes on holding {area} in {where}"),
    "reduced": Words("退还{where}的 {area}", "gives back {area} in {where}"),
    "moving": Words("租约到期，想搬到{where}（{area}）", "would move to {where} ({area})"),
    "stranded": Words(
        "失败后仍留下为{stage}取得的 {area}", "leaves {area} behind that it took for {stage}"
    ),
    "started_2": Words("开始{stage}（自建厂房）", "starts {stage} in a plant of its own"),
    "stage_ended_1": Words("{stage}成功", "{stage} ends well"),
    "stage_ended_0": Words("{stage}失败", "{stage} fails"),
    "stage_ended_2": Words("{stage}未到期，企业倒闭", "closes before {stage} has run its time"),
    "building": Words("为{stage}自建厂房", "builds a plant of its own for {stage}"),
    "ended_1": Words("失败，退出", "fails and leaves"),
    "ended_2": Words("走完全程，退出", "is done and leaves"),
    "ended_3": Words("因没有空间离开本市", "leaves the city for want of space"),
    "ended_4": Words("被拒后离开本市", "leaves the city, turned away"),
    "ended_5": Words("去外地发展{stage}", "goes elsewhere for {stage}"),
    "ended_6": Words("倒闭", "closes"),
    # The end of the clock
    "still_waiting": Words(
        "期末仍在等{stage}的空间", "still waits for room for {stage} at the end"
    ),
    "still_in": Words("期末仍在{stage}", "still in {stage} at the end"),
    "still_between": Words("期末尚未开始{stage}", "not yet in {stage} at the end"),
}

SIGHT: Final[dict[str, Words]] = {
    "needs": Words("需要 {area}，可选", "needs {area}, looks in"),
    "free": Words("空", "free"),
    "capacity": Words("总量", "of"),
    "opens": Words("将开放", "opens next"),
    "room": Words("{free}（可租 {room}）", "{free} ({room} for it)"),
    "closed": Words("{free}（让给前面）", "{free} (closed)"),
    "ahead": Words(
        "前面有 {count} 家在等同类空间，共 {area}：{names}",
        "ahead of it for this type of space: {count} requests, {area}: {names}",
    ),
    "nobody": Words("前面没有人在等同类空间", "nobody is ahead of it for this type of space"),
}

EXPLAIN: Final[dict[str, Words]] = {
    "title": Words(
        "{company}（{track}），第 {replication} 种未来，种子 {seed}",
        "{company} ({track}), future {replication}, seed {seed}",
    ),
    "one": Words("情景：{a}", "Scenario: {a}"),
    "two": Words("A = {a}；B = {b}", "A = {a}; B = {b}"),
    "absent": Words("它在这里没有出现", "it does not come here"),
    "waits": Words("等候合计 {months} 个月", "waits {months} months in all"),
    "sum": Words("{company} {waits}；{end}", "{company} {waits}; {end}"),
    "sum_in": Words("在 {mark}：{company} {waits}；{end}", "in {mark}: {company} {waits}; {end}"),
    "same": Words("在两个情景中经历完全相同", "its story is the same in both"),
    "parts": Words("自 {date} 起不同", "the stories part on {date}"),
    "figure_title": Words("{company}：{end}", "{company}: {end}"),
    "figure_both": Words("{company}：A {a}；B {b}", "{company}: in A {a}; in B {b}"),
    "figure_subtitle": Words(
        "一家企业在第 {replication} 种未来中的经历，种子 {seed}；深蓝：所处阶段；橙：等候空间；浅蓝：装修",
        "One company in future {replication}, seed {seed}; dark blue: in a stage; orange: "
        "waiting for space; light blue: fit-out",
    ),
    "waiting": Words("等候", "waiting"),
    "fit_out": Words("装修", "fit-out"),
    "stage": Words("阶段", "stage"),
    # Refusals
    "no_stream": Words(
        "情景中没有 {stream}；最接近的是 {near}",
        "the scenario has no {stream}; the nearest is {near}",
    ),
    "form": Words(
        "企业写作 来源#序号，例如 {near}#0",
        "a company is written stream#number, such as {near}#0",
    ),
    "never": Words(
        "{company} 没有在第 {replication} 种未来中出现；{stream} 最后一家是 {last}",
        "{company} does not come in future {replication}; the last of {stream} is {last}",
    ),
    "clock": Words(
        "{other} 与 {base} 的时钟不同，不能对照",
        "{other} has another clock than {base}: they cannot be set side by side",
    ),
}
