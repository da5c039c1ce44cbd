"""Words on the figures, Chinese and English side by side: titles, subtitles, labels, alt texts.

Titles are templates whose numbers come from the plotted data, so that a figure says its own
finding and cannot disagree with what it shows.
"""

from __future__ import annotations

from sim.text.words import Words

NUMBERS = {
    "title": Words(
        "往年对 {told} 个数有话可说，移动最多的是{name}：{before} → {after}",
        "The past speaks about {told} numbers, most about {name}: {before} → {after}",
    ),
    "nothing": Words(
        "往年没有收窄任何一个数：以下各数的移动不超出机遇",
        "The past narrows no number: none of these moves by more than chance explains",
    ),
    "subtitle": Words(
        "每行一个数，横轴为其区间；浅带：按区间抽取，深带：与往年相符的 {count} 种未来；各含九成（5%—95%），竖线为"
        "中位数\n取分布相差最大（柯尔莫哥洛夫距离）的 {shown} 个，共 {all} 个；空心：相差不超出机遇",
        "A number a row, along its range; light band: drawn from the range, dark: in the {count} futures "
        "that agree with the past; nine tenths of each (5 to 95%), tick: median\n"
        "Shown are the {shown} of {all} whose distributions differ most (Kolmogorov's distance); "
        "hollow: by no more than chance explains",
    ),
    "detail": Words("{name}：{before} → {after}", "{name}: {before} → {after}"),
}

LABEL = {
    "supply": Words("供给", "supply"),
    "demand": Words("需求", "demand"),
    "vacant": Words("空置", "vacant"),
    "waiting": Words("排队", "waiting"),
    "waiting_area": Words("排队", "waiting"),
    "in_use": Words("使用中", "in use"),
    "fit_out": Words("装修中", "fitting out"),
    "companies": Words("排队企业数，家", "companies waiting"),
    "no_companies": Words("至少九成未来里没有", "none in 9 of 10 futures"),
    "shortage_strip": Words("排队", "queue"),
    "glut_strip": Words("过剩", "glut"),
    "granted": Words("得到空间", "got space"),
    "still": Words("仍在等", "still waiting"),
    "left": Words("等不及离开", "gave up"),
    "standard": Words(
        "标准：{months} 个月内 {share}；这里 {within}，达标 {count}/100",
        "standard: {share} in {months} months; here {within}, met {count}/100",
    ),
    "at_once": Words(
        "不画：{spaces}（至少九成未来里 {p} 以上的申请当即得到空间）",
        "Not drawn: {spaces} ({p} or more of requests get space at once, in 9 of 10 futures or more)",
    ),
    "floor": Words("纵轴自 {p} 起", "axes begin at {p}"),
    "wait_axis": Words("月", "months"),
    "planned": Words("计划开工", "planned start"),
    "opening": Words("模拟开放", "simulated opening"),
    "projects": Words("供给项目", "Projects"),
    "largest": Words(
        "{kind}（{there} 个中最大的 {shown} 个）", "{kind}, the {shown} largest of {there}"
    ),
    "some": Words("{kind}（{there} 个中的 {shown} 个）", "{kind}, {shown} of {there}"),
    "seen": Words("已见的项目", "Projects seen"),
    "announced": Words("已公布的项目", "Projects announced"),
    "assumed": Words("推定的项目", "Projects assumed"),
    "first_shortage": Words("首次排队", "First queue"),
    "first_glut": Words("首次过剩", "First glut"),
    "of_100": Words("100 种未来中 {count} 种", "in {count} of 100 futures"),
    "other_projects": Words("其余项目（{count} 个）", "Other projects ({count})"),
    "area_open": Words("{area}，期内开放 {share}", "{area}, {share} open in time"),
    "area_paused": Words(
        "{area}，开放 {share}，作罢 {dropped}", "{area}, {share} open, {dropped} never"
    ),
    "rent": Words("租金", "rent"),
    "rent_start": Words("起点", "start"),
    "failing": Words("不成立，%", "% failing"),
    "untold": Words("看不出", "too little to tell"),
    "side_untold": Words("{word}（看不出）", "{word}?"),
    "decides": Words("解释 {share}", "explains {share}"),
    "own_trade": Words("本市产业", "city's own"),
    "other_trades": Words("其余行业", "other trades"),
    "none": Words("没有一种未来发生", "in no future"),
    "no_requests": Words("没有申请", "no requests"),
    "parks_short": Words(
        "短缺：排队超过存量 {shortage}", "short: over {shortage} of capacity waits"
    ),
    "parks_within": Words("不短缺，空置在上限内", "not short, vacancy within its bound"),
    "parks_idle": Words("空置超过上限", "vacant beyond the bound"),
    "parks_emptiest": Words("空置超过上限的两倍", "beyond twice the bound"),
    "parks_unbound": Words("不短缺，空置无上限", "not short, no bound"),
    "level_occupancy": Words("出租率", "occupancy"),
    "level_shortage": Words("排队", "waiting"),
    "level_idle": Words("多空", "idle"),
    "level_unit_occupancy": Words("已租，占存量 %", "let, % of capacity"),
    "level_unit_shortage": Words("排队面积，占存量 %", "waiting, % of capacity"),
    "level_unit_idle": Words("超出空置上限，占存量 %", "vacant beyond the bound, % of capacity"),
    "level_unbound": Words("虚框：没有上限", "dotted: no bound"),
    "thirds": Words("每块自左至右：P10、P50、P90", "thirds, from left: P10, P50, P90"),
    "places_free": Words(
        "方块的面积与存量（中位数）成比例，各类各有比例尺，各年相同；位置只为辨认，与地理无关",
        "Squares are to scale of capacity (median), each row by itself, all years alike; places are not geography",
    ),
    "places_map": Words(
        "位置取自 {file}（{crs}）；圆的面积与存量（中位数）成比例，各类各有比例尺；淡框：该年没有这类空间",
        "Places from {file} ({crs}); circles are to scale of capacity (median), each row by itself; pale: none of the type then",
    ),
    "partly": Words(
        "{year} 年只计所评判的 {first} 至 {last}", "{year}: its judged months, {first} to {last}"
    ),
    "flow_begun": Words("开始", "begin"),
    "flow_joined": Words("从外面来（净）", "come from outside, net"),
    "flow_before": Words("期初比期末多", "more there at the start"),
    "flow_after": Words("期末比期初多", "more there at the end"),
    "flow_ahead": Words("期末在途：等待、装修", "on the way at the end"),
    "flow_done": Words("做完离开", "done, and leave"),
    "flow_closed": Words("歇业", "close"),
    "flow_failed": Words("失败", "fail"),
    "flow_elsewhere": Words("总要去外地", "go elsewhere anyway"),
    "flow_lost": Words("等不到空间，离开", "leave for want of space"),
    "crs_wgs84": Words("WGS 84", "WGS 84"),
    "crs_gcj02": Words("由 GCJ-02 换算为 WGS 84", "converted from GCJ-02 to WGS 84"),
    "absent": Words("不在地图上：{parks}", "Not on the map: {parks}"),
    "shared_scale": Words(
        "纵轴与「{name}」的同一图一致，仅不够处更长",
        "Scales as in {name}, longer only where that is not enough",
    ),
    "target": Words("目标 {value}，达到 {p}", "asked {value}, reached {p}"),
}

BLOCKS = {
    "beside": Words(
        "需求口径（{spaces}，每年租用，{unit}）：自下而上 {bottom_up}（本次所用），自上而下 {top_down}（仅对照）",
        "Demand ({spaces}, leased a year, {unit}): bottom-up {bottom_up} (used here), top-down {top_down} "
        "(beside)",
    ),
    "account": Words(
        "{space}每年净增 {net}：自有产品 {products} 与增量所需 {growth} 中较大者（{decides} 的世界由增量决定）；"
        "成熟企业租其余，并顶替退租",
        "{space}: net new floor {net} a year, the larger of products ({products}) and growth's needs "
        "({growth}, larger in {decides} of worlds); makers lease the rest, and what ends",
    ),
}
"""What demand asks a year: both ways to count it, or the one account of a type of space."""

SUBTITLE = {
    "01-balance": Words(
        "可出租面积，{unit}，季均值；需求＝已租＋排队，供给＝可租总量；各图纵轴不同，均从零起\n"
        "{n} 种未来，种子 {seed}；深色带含 100 种未来中的 50 种，浅色带 80 种，粗线为中位数，"
        "细线为前 20 种未来；逐季统计",
        "Lettable area, {unit}, quarterly means; demand = leased + waiting, supply = all space to let; "
        "each panel has its own scale from zero\n"
        "{n} futures, seed {seed}; dark band: 50 of 100 futures, light: 80 of 100, thick line: median, "
        "thin lines: the first 20; each quarter on its own",
    ),
    "02-gap": Words(
        "可出租面积，{unit}，季均值；零线以上为空置，以下为排队；各图纵轴不同；{n} 种未来，种子 {seed}；"
        "深/浅色带＝100 种未来中的 50/80 种，线与标题数为中位数\n"
        "色条：该季处于持续排队（排队超过存量 {shortage}，连续 {spell} 个月）或过剩（空置率超过上限，"
        "连续 {spell} 个月）的未来占比；数字为当年最高一季",
        "Lettable area, {unit}, quarterly means; vacant above zero, waiting below; own scales; {n} "
        "futures, seed {seed}; dark/light band: 50/80 of 100, line and title: median\n"
        "Strips: share of futures with a queue (waiting above {shortage} of capacity for {spell} months) or "
        "glutted (vacancy above its bound for {spell} months); number: the year's highest quarter",
    ),
    "03-stages": Words(
        "上：可出租面积，{unit}，{n} 种未来的季平均（平均数可以相加）；深蓝线为供给（可租总量）；各图纵轴不同\n"
        "下：排队企业数；深色带含 100 种未来中的 50 种，浅色带 80 种，线为中位数；种子 {seed}",
        "Above: lettable area, {unit}, quarterly mean of {n} futures (means add up); dark line: supply "
        "(all space to let); own scales\n"
        "Below: companies waiting; dark band: 50 of 100 futures, light: 80 of 100, line: median; "
        "seed {seed}",
    ),
    "04-waiting": Words(
        "申请后 t 个月内的累计占比；蓝：得到空间（从下往上）；橙：等不及离开（从上往下）；中间：仍在等\n"
        "{n} 种未来，种子 {seed}；深/浅色带＝100 种未来中的 50/80 种，线与数字为中位数；期末仍在等的按截尾处理（Aalen–Johansen）",
        "Share of requests within t months; blue from below: got space; orange from above: gave up; "
        "between: still waiting\n"
        "{n} futures, seed {seed}; dark/light band: 50/80 of 100 futures, lines and numbers: medians; "
        "still waiting at the end: censored (Aalen–Johansen)",
    ),
    "05-timeline": Words(
        "灰条：计划开工窗口；蓝条：模拟的开放时间，P10–P90，竖线为中位数（按面积加权）；{n} 种未来，"
        "种子 {seed}；颜色越浅越少发生\n"
        "橙/灰条：首次排队/过剩的时间，P10–P90，只计发生的未来；右侧为 100 种未来中发生于几种",
        "Grey outline: planned window of starts; blue: simulated opening, P10–P90, tick at the median "
        "(by area); {n} futures, seed {seed}\n"
        "Orange/grey: first queue/glut, P10–P90 among the futures where it happens; right: in how "
        "many of 100 futures it does (the paler, the rarer)",
    ),
    "06-rent": Words(
        "全市该类空间的租金，{unit}（可出租面积），季均值；按上月末空置率逐月调整；虚线为统计期首月；各图纵轴不同，均从零起\n"
        "{n} 种未来，种子 {seed}；深色带含 100 种未来中的 50 种，浅色带 80 种，粗线为中位数，"
        "细线为前 20 种未来；逐季统计",
        "Rent of the type in the whole city, {unit} (lettable), quarterly means, moved each month by "
        "vacancy; dashed: first recorded month; own scales from zero\n"
        "{n} futures, seed {seed}; dark band: 50 of 100 futures, light: 80 of 100, thick line: median, "
        "thin lines: the first 20; each quarter on its own",
    ),
    "07-economy": Words(
        "模型所含空间的年产出、就业、租金与成本；只计整年；目标图为基数＋模型的变化；各图纵轴不同，均从零起\n"
        "{n} 种未来，种子 {seed}；深色带含 100 种未来中的 50 种，浅色带 80 种，粗线为中位数，细线为前 20 种未来；菱形为目标",
        "Output, jobs, rent and costs a year of the space in the model, whole years; a target's panel "
        "is its base + what changes in the model; own scales from zero\n"
        "{n} futures, seed {seed}; dark band: 50 of 100 futures, light: 80 of 100, thick line: median, "
        "thin lines: the first 20; diamond: what is asked",
    ),
    "08-trades": Words(
        "各行业已租的可出租面积（含装修中），{unit}，{n} 种未来的季平均（平均数可以相加）；深蓝线为供给（可租总量）；"
        "各图纵轴不同，均从零起\n"
        "两条虚线之间：各行业合计已租，100 种未来中的 80 种，逐季统计；种子 {seed}",
        "Lettable area let by trade, with fit-out, {unit}, quarterly mean of {n} futures (means add up); "
        "dark line: supply (all space to let); own scales from zero\n"
        "Between the dashed lines: what all trades lease together in 80 of 100 futures, each quarter on "
        "its own; seed {seed}",
    ),
    "09-turning": Words(
        "各类有标准不成立的未来之比例，随最能解释其供需差的那个未知数；{n} 种未来，{worlds} 个世界；"
        "线：单调回归，点：世界每十分之一\n"
        "圈与粗带：比例过虚线之处及其 95% 区间，最低的虚线是结论转折处；细线、空心点：偶然已可解释；种子 {seed}",
        "Share of futures in which a standard fails, over the number that explains most of the balance; {n} "
        "futures, {worlds} worlds; line: monotone regression, dots: tenths of worlds\n"
        "Circle and thick band: where it crosses a level, with its 95% interval; the verdict turns at the "
        "lowest; thin line, hollow dots: no more than chance explains; seed {seed}",
    ),
    "13-parks": Words(
        "每个方块是一个园区的一类空间，面积与可租总量（年均值的中位数）成比例；各类各有比例尺，各年相同；位置只为辨认，与地理无关；"
        "数据：series.parquet\n"
        "颜色：{n} 种未来的中位数；括号内与末年方块下：超出上限（灰）或排队（橙）的面积 P10–P90，{unit}；种子 {seed}",
        "A square is one type of space in one park, its area to scale of capacity (median); rows have their own "
        "scales; places are not geography; data: series.parquet\n"
        "Colour: median of {n} futures; in brackets and below the last year's squares: area beyond the bound (grey) or "
        "waiting (orange), P10–P90, {unit}; seed {seed}",
    ),
    "29-flow": Words(
        "{from}–{to} 年各阶段的企业：带宽为 {n} 种未来的平均（因而各阶段进出相等），数字为中位数与 P10–P90；种子 {seed}；"
        "数据：flows.parquet",
        "Companies by stage, {from}–{to}: bands: means over {n} futures, so that what comes is what leaves; numbers: "
        "medians with P10–P90; seed {seed}; data: flows.parquet",
    ),
    "film": Words(
        "各园区各类空间，占存量（可出租面积）的 %，年均；每块自左至右，旁列数字：{n} 种未来的 P10–P50–P90，各自统计；种子 {seed}\n"
        "{where}",
        "Each type of space in each park, % of its capacity (lettable), year mean; thirds from left, and numbers: "
        "P10–P50–P90 of {n} futures, seed {seed}\n"
        "{where}",
    ),
    "31-occupancy": Words(
        "各园区各类空间的已租面积，占存量（可出租面积）的 %，年均；{n} 种未来，种子 {seed}；数据：series.parquet\n"
        "{where}",
        "Area let of each type of space in each park, % of its capacity (lettable), year means; {n} futures, seed {seed}; data: "
        "series.parquet\n"
        "{where}",
    ),
    "32-shortage": Words(
        "等候各园区各类空间的面积，占存量（可出租面积）的 %，年均；{n} 种未来，种子 {seed}；数据：series.parquet\n"
        "{where}",
        "Area that waits for each type of space in each park, % of its capacity (lettable), year means; {n} futures, seed {seed}; data: "
        "series.parquet\n"
        "{where}",
    ),
    "33-idle": Words(
        "各园区各类空间超出空置上限的面积，占存量（可出租面积）的 %，年均；{n} 种未来，种子 {seed}；数据：series.parquet\n"
        "{where}",
        "Vacant area beyond the bound of each type of space in each park, % of its capacity (lettable), year means; {n} futures, seed {seed}; data: "
        "series.parquet\n"
        "{where}",
    ),
    "14-geography": Words(
        "位置取自 {file}（{crs}）；白：该年没有这类空间；圆的面积与可租总量（中位数，{unit}）成比例，各类各有比例尺；数据：series.parquet\n"
        "颜色：{n} 种未来的中位数；括号内：超出上限或排队的面积 P10–P90；种子 {seed}",
        "Places from {file} ({crs}); white: none of the type then; circles to scale of capacity ({unit}) "
        "in each row; data: series.parquet\n"
        "Colour: median of {n} futures; in brackets: area beyond the bound, or waiting, P10–P90; seed {seed}",
    ),
}

TITLE = {
    "balance_over": Words(
        "多数未来里需求超过供给：{spells}", "Demand exceeds supply in most futures: {spells}"
    ),
    "balance_from": Words("{space}（{quarter}起）", "{space} from {quarter}"),
    "balance_spell": Words("{space}（{quarter}至 {last}）", "{space} {quarter} to {last}"),
    "balance_unclear": Words(
        "{space}尚难判定：需求超过供给的未来最多占 {p}（{quarter}）",
        "{space}, cannot tell: demand exceeds supply in up to {p} of futures ({quarter})",
    ),
    "balance_under": Words(
        "各类空间的供给在多数未来里始终高于需求",
        "Supply stays above demand in most futures for every type of space",
    ),
    "balance_idle": Words(
        "；{space}最空，{quarter}空置 {p}",
        "; emptiest: {space}, {p} vacant in {quarter}",
    ),
    "gap": Words(
        "排队最多：{space}，{quarter}，{area}；空置最多：{idle}，{when}，{spare}",
        "Most waiting: {space}, {area} in {quarter}; most vacant: {idle}, {spare} in {when}",
    ),
    "gap_none": Words(
        "多数未来里没有排队；空置最多：{idle}，{when}，{spare}",
        "No waiting in most futures; most vacant: {idle}, {spare} in {when}",
    ),
    "stages": Words(
        "{space}最挤：{year}平均 {companies} 家企业排队，要 {area}，为该类总量的 {p}",
        "Tightest: {space}; in {year} on average {companies} companies wait for {area}, "
        "{p} of its space",
    ),
    "stages_none": Words("各类空间都没有排队", "Nobody waits for any type of space"),
    "waiting": Words(
        "{space}：{p} 的申请在 {months} 个月内得到空间（标准 {share}）；100 种未来中 {count} 种达标",
        "{space}: {p} of requests get space within {months} months (standard {share}), "
        "met in {count} of 100 futures",
    ),
    "waiting_plain": Words(
        "{space}等得最久：{p} 的申请在 {months} 个月内得到空间；{left} 最终等不及离开",
        "{space} waits longest: {p} of requests get space within {months} months; {left} give up",
    ),
    "waiting_none": Words("没有申请可以统计", "There is no request to count"),
    "rent_up": Words(
        "{space}租金变动最大：期末比起点高 {p}（中位数）",
        "Rent moves most for {space}: up by {p} at the end (median)",
    ),
    "rent_down": Words(
        "{space}租金变动最大：期末比起点低 {p}（中位数）",
        "Rent moves most for {space}: down by {p} at the end (median)",
    ),
    "rent_flat": Words("各类空间的租金都不变", "Rents stay where they are"),
    "timeline": Words(
        "最可能排队：{short}；最可能过剩：{glut}",
        "Likeliest queue: {short}; likeliest glut: {glut}",
    ),
    "timeline_short": Words("最可能排队：{short}", "Likeliest queue: {short}"),
    "timeline_glut": Words(
        "没有一种未来排队；最可能过剩：{glut}", "No future has a queue; likeliest glut: {glut}"
    ),
    "timeline_none": Words("没有一种未来出现排队或过剩", "No future has a queue or a glut"),
    "economy_target": Words(
        "{target}：{year} 年读数 {reads}，要求 {asks} {unit}；{p} 的未来达到",
        "{target}: reads {reads} in {year} of {asks} asked ({unit}), reached in {p} of futures",
    ),
    "economy_line": Words(
        "{line}由 {first} 年的 {before} 到 {last} 年的 {after} {unit}（中位数）",
        "From {first} to {last}, {line} goes from {before} to {after} ({unit}, medians)",
    ),
    "trades": Words(
        "其他行业占比最高：{space}，{quarter}占已租的 {p}（{start}为 {before}）",
        "Other trades hold most of {space}: {p} of what is let in {quarter}, {before} in {start}",
    ),
    "timeline_signal": Words(
        "{space}，100 种未来中 {count} 种，{when}前后",
        "{space}, in {count} of 100 futures, around {when}",
    ),
    "parks": Words(
        "{year} 年 {all} 处中 {idle} 处空置超上限、{short} 处短缺；最多：{most}",
        "{year}: {idle} of {all} places too idle, {short} short; most: {most}",
    ),
    "parks_most_idle": Words(
        "{park}的{space}多空 {area}（{p10}–{p90}）",
        "{space} in {park}, {area} idle ({p10}–{p90})",
    ),
    "parks_most_short": Words(
        "{park}的{space}排队 {area}（{p10}–{p90}）",
        "{space} in {park}, {area} waiting ({p10}–{p90})",
    ),
    "geography": Words(
        "{year} 年问题最多的园区是{park}：{all} 类空间中 {idle} 类空置超上限、{short} 类短缺",
        "{year}: most is wrong in {park}: {idle} of {all} types of space too idle, {short} short",
    ),
    "level_occupancy": Words(
        "最空的是{park}的{space}：{year} 年租出 {share}（{p10}–{p90}）",
        "Emptiest: {space} in {park}, {share} let in {year} ({p10}–{p90})",
    ),
    "level_later": Words("{year} 年 {share}", "{share} in {year}"),
    "level_shortage": Words(
        "排队最多的是{park}的{space}：{year} 年 {area}（{p10}–{p90}），相当于存量的 {share}",
        "Most waits for {space} in {park}: {area} in {year} ({p10}–{p90}), {share} of capacity",
    ),
    "level_rare_shortage": Words(
        "多数未来里各处都没有排队；十分之一的未来里，{park}的{space} {year} 年至少排队 {area}，相当于存量的 {share}",
        "Nobody waits anywhere in most futures; in one of ten at least {area} for {space} in {park} in {year} ({share})",
    ),
    "level_none_shortage": Words(
        "至少九成未来里，各年各处都没有排队",
        "Nobody waits anywhere in any year in nine futures of ten",
    ),
    "level_idle": Words(
        "多空最多的是{park}的{space}：{year} 年超出上限 {area}（{p10}–{p90}），占存量 {share}",
        "Most idle: {space} in {park}, {area} beyond the bound in {year} ({p10}–{p90}), {share} of capacity",
    ),
    "level_rare_idle": Words(
        "多数未来里各处空置都不超上限；十分之一的未来里，{park}的{space} {year} 年至少超出 {area}，占存量 {share}",
        "Nothing is vacant beyond its bound in most futures; in one of ten at least {area} of {space} in {park} in {year} "
        "({share})",
    ),
    "level_none_idle": Words(
        "至少九成未来里，各年各处空置都不超上限",
        "Nothing is vacant beyond its bound in any year in nine futures of ten",
    ),
    "flow": Words(
        "{begin} 家开始{first}，{end} 家开始{last}；等不到空间而离开 {lost} 家（{p10}–{p90}），失败 {failed} 家，去外地 {elsewhere} 家",
        "{begin} begin {first}, {end} {last}; {lost} leave for want of space ({p10}–{p90}), {failed} fail, "
        "{elsewhere} go elsewhere",
    ),
    "parks_none": Words(
        "{year} 年 {all} 处都不短缺，空置也都不超上限",
        "In {year} none of {all} places is short or vacant beyond its bound",
    ),
    "turning_none": Words(
        "最要紧的是“{name}”（解释世界间差异的 {share}），但在抽到的范围内没有让哪类的结论转折",
        "Decides most ({share} of how worlds differ): {name}, which turns no verdict within what was drawn",
    ),
}

ALT = {
    "01-balance": Words(
        "{panel}：{quarter}需求 {demand}，供给 {supply}（中位数）",
        "{panel}: demand {demand}, supply {supply} in {quarter} (medians)",
    ),
    "02-gap": Words(
        "{panel}：排队最高 {short}，过剩最高 {glut}",
        "{panel}: a queue in up to {short}, glutted in up to {glut} of futures",
    ),
    "03-stages": Words(
        "{panel}：{quarter}使用中 {in_use}，装修中 {fit_out}，排队 {waiting}",
        "{panel}: in use {in_use}, fitting out {fit_out}, waiting {waiting} in {quarter}",
    ),
    "04-waiting": Words(
        "{panel}：{months} 个月内得到 {granted}，离开 {left}",
        "{panel}: {granted} get space within {months} months, {left} give up",
    ),
    "05-timeline": Words(
        "{panel}：{p10} 至 {p90}，中位 {p50}", "{panel}: {p10} to {p90}, median {p50}"
    ),
    "06-rent": Words(
        "{panel}：起点 {start}，期末中位 {end}（P10–P90：{p10}–{p90}）",
        "{panel}: {start} at the start, median {end} at the end (P10–P90: {p10}–{p90})",
    ),
    "07-economy": Words(
        "{panel}：{year} 年 {p50} {unit}，80% 的未来在 {p10} 与 {p90} 之间",
        "{panel}: {p50} in {year}, 80 of 100 futures from {p10} to {p90} ({unit})",
    ),
    "08-trades": Words(
        "{panel}：{quarter}已租：{parts}，合计在 100 种未来中的 80 种里为 {p10} 至 {p90}",
        "{panel}: let in {quarter}: {parts}, together from {p10} to {p90} in 80 of 100 futures",
    ),
    "trade": Words("{trade} {area}", "{trade} {area}"),
    "09-turning": Words("{panel}：{numbers}；{turns}", "{panel}: {numbers}; {turns}"),
    "13-parks": Words(
        "{panel}：{year} 年空置超上限：{idle}；短缺：{short}（{unit}，中位数）",
        "{panel}: in {year} vacant beyond the bound: {idle}; short: {short} ({unit}, medians)",
    ),
    "levels": Words(
        "{panel}，{column}，{measure}中位数：{parks}",
        "{panel}, {column}, median of {measure}: {parks}",
    ),
    "nowhere": Words("无", "none"),
    "29-flow": Words("{stage}：{begun} 家开始；{parts}", "{stage}: {begun} begin; {parts}"),
    "flow_way": Words("{way} {count}", "{way} {count}"),
}

FOOT = "{scenario} | run {key} | zhizao {version}"
