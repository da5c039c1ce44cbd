"""Terms: the columns of the tables, and the verdict."""

from __future__ import annotations

from typing import Final

from sim.text.glossary.term import AREA, COUNT, DATE, ID, MONTHS, RENT, SHARE, TRUTH, Term, term

TERMS: Final[dict[str, Term]] = {
    # Keys of the tables
    "replication": term(
        "未来",
        "future",
        "序号，从 0 起；2k 与 2k+1 共用一次对未知数的抽取",
        "number of the replication, from 0; 2k and 2k+1 share one draw of the ranged numbers",
        COUNT,
    ),
    "world": term(
        "世界",
        "world",
        "对未知数的一次抽取，序号从 0 起；含两种未来，承接往年的情景为一种",
        "one draw of the ranged numbers, counted from 0; of two futures, or one where a scenario "
        "continues from the past",
        COUNT,
    ),
    "month": term(
        "月份",
        "month",
        "该月第一天；各月一样长（43 200 刻）",
        "its first day; all months are equally long (43 200 ticks)",
        DATE,
    ),
    "year": term(
        "年",
        "year",
        "日历年；只含统计期内的月份，首末年可能不满",
        "calendar year; only months that count, so the first and last may be partial",
        DATE,
    ),
    "at": term("时点", "instant", "状态取该时点之前一瞬", "the state is that just before it", DATE),
    "space": term(
        "空间类型",
        "space type",
        "月度表中为空间池的类型；申请中为所要的类型",
        "of the pool in monthly tables; the type asked for in requests",
        ID,
    ),
    "leased_space": term(
        "所租类型",
        "type leased",
        "可为替代类型；未得到则缺",
        "may be a substitute; missing if none was granted",
        ID,
    ),
    "park": term(
        "园区",
        "park",
        "申请：得到空间的园区，否则为首选园区",
        "of a request: where it was granted, else its first choice",
        ID,
    ),
    "first_park": term(
        "首选园区",
        "first choice",
        "申请首先尝试的园区；等候计入此处",
        "park tried first; the wait is counted there",
        ID,
    ),
    "track": term("赛道", "track", "产品线的种类", "kind of product line", ID),
    "trade": term(
        "行业",
        "trade",
        "赛道所属行业；- 为本市产业，标准只问它",
        "of the track; - is the city's own, for which standards ask",
        ID,
    ),
    "stage": term("阶段", "stage", "链上的一步", "step of the chain", ID),
    "company": term(
        "企业",
        "company",
        "需求流#序号；两种未来中同名即同运气之键",
        "stream#number; one product line that seeks its own space",
        ID,
    ),
    "project": term("项目", "project", "供给项目或更新", "building project or renewal", ID),
    "lot": term(
        "地块", "lot", "项目中独立开工的一部分", "part of a project with its own dates", ID
    ),
    "reason": term(
        "流失原因",
        "reason",
        "patience 等不及离开；turned_away 名单已满；expansion 扩租落空；elsewhere 结构性外流",
        "patience: gave up; turned_away: list full; expansion: wish dropped; elsewhere: leaves "
        "whatever space is free",
        ID,
    ),
    "state": term("状态", "state", "waiting 等候；in_stage 阶段中", "waiting, or in the stage", ID),
    "outcome": term(
        "结果",
        "outcome",
        "waiting 期末仍在等；committed 已预租未开；served 得到；left 离开或放弃；"
        "turned_away 被拒；cancelled 所属阶段先失败",
        "waiting at the end; committed to space not yet open; served; left (or wish dropped); "
        "turned_away; cancelled: its stage failed first",
        ID,
    ),
    # Levels
    "capacity": term(
        "可租总量", "capacity", "存量＋已开放新建−更新收回", "stock + opened − withdrawn", AREA
    ),
    "leased": term("已租", "leased", "装修中＋使用中", "fit_out + in_use", AREA),
    "fit_out": term("装修中", "in fit-out", "已得到、未入驻", "granted, not yet moved in", AREA),
    "in_use": term("使用中", "in use", "已租−装修中", "leased − fit_out", AREA),
    "free": term(
        "空置",
        "vacant",
        "可租总量−已租；预留未租计为空置",
        "capacity − leased; reserved but not leased counts as vacant",
        AREA,
    ),
    "withdrawn": term(
        "更新收回",
        "withdrawn",
        "更新已收回、尚未开工，或待退出；不计入总量与空置",
        "taken back by renewals, works not begun, or by retirements; in neither capacity nor vacancy",
        AREA,
    ),
    "construction": term(
        "在建",
        "under construction",
        "开工至开放；永久停工的不计",
        "from start to opening; without what is suspended for good",
        AREA,
    ),
    "paused_area": term(
        "暂缓面积",
        "paused area",
        "到期未开工而等待的面积；情景写有 pause 时才有",
        "area that was to begin and waits; only where a scenario has a pause",
        AREA,
    ),
    "waiting_area": term(
        "等候面积",
        "waiting area",
        "名单上自耐心起算时起的申请面积，记在首选空间池",
        "area of requests on the list from where patience runs, in the pool of first choice",
        AREA,
    ),
    "waiting": term(
        "等候企业", "companies waiting", "同上，按家数", "the same, in companies", COUNT
    ),
    "vacancy": term(
        "空置率",
        "vacancy",
        "（可租总量−已租）÷可租总量；总量为 0 时缺",
        "(capacity − leased) ÷ capacity; missing where capacity is 0",
        SHARE,
    ),
    "rent": term(
        "租金",
        "rent",
        "全市该类空间当月租金，月初按上月末空置率定；情景写有 rent 时才有；所写货币",
        "of the type in the whole city, set at the month's start by vacancy at the end of the one "
        "before; only where the scenario has rent; in its currency",
        RENT,
    ),
    "park_rent": term(
        "园区租金",
        "rent in the park",
        "该园区该类空间当月租金，按本园区空置率定；新旧楼分档时为旧楼的；租约比较租金（rent_pull）时才有；所写货币",
        "of the type in the park, by the vacancy there, in old buildings where these are told apart; "
        "only where leases compare rents (rent_pull); in the currency of the scenario",
        RENT,
    ),
    "absorption": term(
        "净吸纳",
        "net absorption",
        "月末已租−上月末已租；首月对开局",
        "leased at the month's end − at the end of the month before (or the opening)",
        AREA,
    ),
    "asked_area": term(
        "申请面积",
        "area asked",
        "当月提出的申请与扩租的面积，不含搬迁，记在所要的类型",
        "of requests and wishes to expand made in the month, without moves, by the type asked for",
        AREA,
    ),
    "granted_area": term(
        "得到面积",
        "area granted",
        "当月得到空间的申请与扩租所要的面积，记在所要的类型",
        "that requests and wishes to expand asked for which were granted in the month, likewise",
        AREA,
    ),
    "months_of_supply": term(
        "去化周期",
        "months of supply",
        "空置÷（近 12 个月净吸纳÷12）；净吸纳不为正或不足 12 个月时缺；"
        "标准中，净吸纳不为正而有空置者视为超过任何上限",
        "vacant ÷ (net absorption of 12 months ÷ 12); missing where that is not positive or 12 "
        "months have not passed; in a standard, vacant area without absorption is above any bound",
        MONTHS,
    ),
    # Requests
    "expansion": term(
        "扩租序号", "expansion", "0 为阶段本身的申请", "0 is the stage's own request", COUNT
    ),
    "area": term(
        "面积", "area", "申请、流失或地块的面积", "of the request, the loss or the lot", AREA
    ),
    "asked": term("申请日", "asked", "提出申请", "when the request was made", DATE),
    "wait_from": term(
        "起算日",
        "wait from",
        "耐心与等候从此起算：提前申请者为前一阶段结束",
        "from here patience and the wait run: for a request made ahead, the end of the stage before",
        DATE,
    ),
    "committed": term(
        "预租日", "committed", "承诺租用在建空间", "took area under construction", DATE
    ),
    "served": term(
        "得到日",
        "granted",
        "起租、开始装修；开局租户为开局日",
        "leased from then, in fit-out; for a tenant of the opening, the opening",
        DATE,
    ),
    "moved_in": term("入驻日", "moved in", "由装修转为使用", "fit-out turned into use", DATE),
    "ended": term("结束日", "ended", "退租、流失或撤回", "released, lost or cancelled", DATE),
    "opening": term("开局租户", "of the opening", "开局已在", "stood at the opening", TRUTH),
    "wait": term(
        "等候时间",
        "wait",
        "得到（或离开、撤回、期末）−起算，提前得到为 0；预租以开放为得到",
        "to the grant (or loss, cancellation, end) from where patience runs; 0 if granted ahead; "
        "a commitment is granted at its opening",
        MONTHS,
    ),
    "censored": term(
        "期末截断",
        "censored",
        "期末仍未得到也未离开，保留不删",
        "neither granted nor lost by the end; kept, never dropped",
        TRUTH,
    ),
    "left": term("未得到而离开", "left", "等不及或被拒", "gave up or was turned away", TRUTH),
    # Flows, a year and stage
    "requested": term("申请", "requests", "首次申请数，不含扩租", "without expansions", COUNT),
    "granted": term(
        "得到", "granted", "首次申请得到数", "requests granted, without expansions", COUNT
    ),
    "entered": term(
        "进入",
        "entered",
        "开始该阶段的企业，不含开局在阶段中的",
        "companies that began the stage, without those in mid-stage at the opening",
        COUNT,
    ),
    "succeeded": term("成功", "succeeded", "阶段结束且成功", "stages that ended well", COUNT),
    "failed": term("失败", "failed", "阶段结束且失败", "stages that ended badly", COUNT),
    "closed": term(
        "倒闭",
        "closed",
        "企业在阶段进行中倒闭，阶段未到期即止",
        "companies that closed while the stage ran, before its time",
        COUNT,
    ),
    "lost": term(
        "流失",
        "lost",
        "流量：无空间而离开的企业；标准：窗口内申请中离开的面积÷申请面积"
        "（不含期末未决与撤回），扩租另计",
        "in flows: companies that left for want of space; as a standard: area of requests made in "
        "the window that left ÷ area asked (without what still waits or was cancelled); expansions "
        "apart",
        COUNT,
    ),
    "elsewhere": term(
        "结构性外流",
        "structural leakage",
        "不论有无空间都离开",
        "leave whatever space is free",
        COUNT,
    ),
    "housed": term(
        "本企业安置",
        "housed by the firm",
        "在本企业已有的空间开始该阶段，不申请面积",
        "started the stage in room that the firm had already, and asked for none",
        COUNT,
    ),
    "cdmo": term(
        "委托生产", "CDMO", "由合同生产商完成该阶段", "stage done by a contract maker", COUNT
    ),
    "self_build": term("自建", "self-build", "开始自建厂房", "began to build a plant", COUNT),
    "completed": term(
        "走完全程", "completed", "末阶段成功结束", "ended the last stage well", COUNT
    ),
    "companies": term(
        "流失数",
        "companies lost",
        "扩租：落空的次数，企业不离开",
        "for expansions: wishes dropped; the tenant stays",
        COUNT,
    ),
    # Times
    "begun": term("起始数", "begun", "统计期内开始的次数", "times it began while counted", COUNT),
    "going_on": term(
        "期末未结束", "going on", "其中期末仍在继续", "of these, going on at the end", COUNT
    ),
    "mean": term(
        "平均",
        "mean",
        "Kaplan–Meier 曲线下面积，时长按整日（四舍五入）计；有截断时为下界",
        "area under the Kaplan–Meier curve of times in whole days, half days up; a lower bound "
        "where some go on",
        MONTHS,
    ),
    "median": term(
        "中位数",
        "median",
        "Kaplan–Meier 曲线首次不高于 1/2，按整日计",
        "where the Kaplan–Meier curve first is at most one half, in whole days",
        MONTHS,
    ),
    # Works
    "start": term(
        "开工",
        "start",
        "早于开局者记为开局；触发条件始终未令其开工、或一直暂缓、作罢则缺",
        "the clock's start for works begun before it; missing if a trigger or a pause never let them "
        "begin",
        DATE,
    ),
    "open": term(
        "开放", "open", "可租之日；永不开放则缺", "to let from then; missing if never", DATE
    ),
    "paused": term(
        "暂缓",
        "paused",
        "到期未开工、开始等待之时；未等则缺",
        "when it was to begin and waited; missing if it did not wait",
        DATE,
    ),
    "dropped": term(
        "作罢",
        "dropped",
        "等待后不再建之时；否则缺",
        "when it was given up after waiting; missing otherwise",
        DATE,
    ),
    "evidence": term(
        "依据",
        "evidence",
        "项目凭什么列入：seen 有来源说已建成或在建；announced 有来源说将建；assumed 没有来源点名；"
        "更新为 -",
        "what the project stands on: seen, a source says that it was built or is being built; "
        "announced, a source says that it will be; assumed, no source names it; - of renewals",
        ID,
    ),
    "planned": term(
        "计划收回", "planned", "该未来中计划收回的可出租面积", "lettable m² to take back", AREA
    ),
    "taken": term(
        "实际收回",
        "taken",
        "到时钟结束或收回停止时已收回的可出租面积",
        "lettable m² taken back until taking stopped, or the clock ended",
        AREA,
    ),
    # The verdict
    "probability": term(
        "成立概率",
        "probability",
        "成立的未来÷检验得到的未来；95% 区间为 Wilson 区间，n 为检验得到的，按设计效应折减；"
        "多条标准合看时，每种未来只看其中检验得到的；一条也没有则该未来不计入",
        "futures in which it holds ÷ those tested; 95 % interval by Wilson, n of those tested ÷ "
        "design effect of pairs; of standards together, those tested in a future judge it, and one "
        "that tests none of them counts nowhere",
        SHARE,
    ),
    "effective": term(
        "有效未来数", "effective n", "n÷设计效应（1 至 2）", "n ÷ design effect (1 to 2)", COUNT
    ),
    "margin": term(
        "误差",
        "margin",
        "95% 区间宽度的一半，只计抽样误差",
        "half the width of the 95 % interval, sampling alone",
        SHARE,
    ),
    "wait_share": term(
        "按时得到的占比",
        "granted in time",
        "窗口内提出、且期末前可跟踪满时限的申请中，时限内得到的占比；离开为失败；撤回不计；含扩租",
        "of requests made in the window that could be followed for the bound before the end, those "
        "granted within it; who left failed; cancelled ones count nowhere; expansions count",
        SHARE,
    ),
    "unresolved_area": term(
        "期末未决面积",
        "unresolved area",
        "窗口内申请、期末仍在等",
        "asked in the window, waits at the end",
        AREA,
    ),
    "expansion_lost_area": term(
        "扩租落空面积",
        "expansions lost",
        "窗口内扩租申请中落空者",
        "expansions of the window dropped",
        AREA,
    ),
    "unbounded": term(
        "无吸纳",
        "without absorption",
        "均值或最差月无上限的未来数",
        "futures whose value is above any bound",
        COUNT,
    ),
    "first_shortage": term(
        "首次排队",
        "first queue",
        "等候面积超过总量的规定比例并连续若干月，其首月；园区只看自己的名单与空间，可排队而全市该类不排队",
        "first of so many months on end with waiting area above the set share of capacity; a park by "
        "its own list and space, so that it can have one where the type as a whole has none",
        DATE,
    ),
    "first_glut": term(
        "首次过剩",
        "first glut",
        "空置率超过该类空置标准上限并连续若干月，其首月；无上限则不评",
        "first of so many months on end with vacancy above its standard's upper bound; without one "
        "not evaluated",
        DATE,
    ),
    "peak_waiting": term(
        "等候峰值",
        "peak waiting area",
        "月均等候面积的最大值",
        "greatest month mean of waiting area",
        AREA,
    ),
    "idle_end": term(
        "期末空置面积", "idle at the end", "期末总量−已租", "capacity − leased at the end", AREA
    ),
    "vacancy_end": term(
        "期末空置率", "vacancy at the end", "期末空置÷总量", "idle ÷ capacity then", SHARE
    ),
}
