"""Words of `decide`."""

from __future__ import annotations

from typing import Final

from sim.scenario.values.units import YUAN
from sim.text.words import Words


def example(currency: str) -> str:
    """Return stakes as short as they can be, for who has none, in the currency of a code."""
    price = "元/m²/年" if currency == YUAN else f"{currency}/m²/year"
    return (
        f"stakes: {{since: 2027-01, spaces: {{factory: {{basis: gross, idle: 400 {price}, "
        f"unmet: 1500 {price}}}}}}}"
    )


PARTS: Final[dict[str, Words]] = {
    "idle": Words("空置", "idle"),
    "unrecovered": Words("收不回", "unrecovered"),
    "conversion": Words("改造", "conversion"),
    "unmet": Words("缺口", "unmet"),
}
BEARERS: Final[dict[str, Words]] = {
    "owners": Words("业主", "owners"),
    "public": Words("公共资金", "public money"),
    "companies": Words("企业与全市", "companies"),
}
FATES: Final[dict[str, Words]] = {
    "stopped": Words("停工不再建", "paused for good"),
    "dropped": Words("不建", "not built"),
    "converted": Words("改建为他用", "built as another type"),
    "later": Words("缓建", "waits"),
    "opens_later": Words("推迟建成", "opens later"),
    "added": Words("多建", "built besides"),
    "earlier": Words("提前开工", "begins earlier"),
    "opens_earlier": Words("提前建成", "opens earlier"),
    "finished": Words("续建", "finished after all"),
}
"""What becomes of a project against the first option."""
THIRDS: Final = (Words("低", "low"), Words("中", "middle"), Words("高", "high"))

DECIDE: Final[dict[str, Words]] = {
    "title": Words(
        "取舍：{count} 个方案，各 {n} 种未来，同一批随机数，种子 {seed}；损失自 {since} 起计，折到当时",
        "Decision: {count} options, {n} futures of each, common random numbers, seed {seed}; losses "
        "count from {since} on, worth what money is then",
    ),
    "option": Words("方案", "option"),
    "loss": Words("损失（区间）", "loss (interval)"),
    "more": Words("比最优多", "over the best"),
    "best": Words("最优%", "best%"),
    "regret": Words("后悔 均/95/最大", "regret mean/P95/most"),
    "table_note": Words(
        "单位 {unit}；损失：均值与 95% 区间；比最优多：逐未来配对之差，Holm 校正，含 0 即分不出（?）；"
        "最优%：没有别的方案损失更小的未来；后悔：比该未来里最小的损失多多少",
        "in {unit}; loss: mean, 95 %; over the best: paired by future, adjusted by Holm, ? where 0 is "
        "inside; best%: futures in which no other option loses less; regret: loss less the least of all "
        "in the same future",
    ),
    "options": Words("各方案", "The options"),
    "what": Words("{option}：{what}", "{option}: {what}"),
    "as_it_is": Words("照 {file} 所写", "as {file} has it"),
    "edits": Words("改动：{list}", "changed: {list}"),
    "edit": Words("{path} 改为 {new}", "{path} is {new}"),
    "edit_only": Words("{path}", "{path}"),
    "edit_drop": Words("删去 {path}", "no {path}"),
    "and_more": Words("另 {count} 处", "{count} more"),
    "parts": Words("损失从何而来", "What the loss is made of"),
    "idle_area": Words("空置 {unit}·年", "idle {unit} years"),
    "unmet_area": Words("缺口 {unit}·年", "unmet {unit} years"),
    "bearers": Words("谁承担", "Who bears it"),
    "most_in": Words("业主最多的园区", "owners' most"),
    "of_best": Words(
        "“{option}”的损失按园区、按年（折现）", "The loss of {option} by district and year"
    ),
    "park": Words("园区", "district"),
    "year": Words("年", "year"),
    "worst_year": Words("最重的年", "worst year"),
    # What is built
    "building": Words(
        "{since} 起开工什么，与“{first}”逐期、逐未来相比（{unit}，可出租，均值）",
        "What begins from {since} on, against {first} lot by lot in the same future (means, "
        "{unit} lettable)",
    ),
    "building_page": Words("各方案开工什么", "What each option builds"),
    "place": Words("园区与类型", "district and type"),
    "begun": Words("开工（5-95%）", "begun (5-95 %)"),
    "later": Words("推迟（月）", "later (months)"),
    "later_area": Words("推迟", "later"),
    "earlier": Words("提前", "earlier"),
    "opens_later": Words("推迟建成（月）", "opens later (months)"),
    "opens_later_area": Words("推迟建成", "opens later"),
    "opens_earlier": Words("提前建成", "opens earlier"),
    "stopped": Words("停工", "stopped"),
    "finished": Words("续建", "finished"),
    "dropped": Words("不建", "not built"),
    "added": Words("多建", "added"),
    "converted": Words("改建", "converted"),
    "converted_from": Words("改建前为此", "was to be this"),
    "converted_to": Words("改建为此", "becomes this"),
    "when": Words("一半开工于（10-90%）", "half begun by (10-90 %)"),
    "built_best": Words(
        "“{option}”在哪里开工什么（括号内为比“{first}”多或少）",
        "What {option} begins where (in brackets: more or less than {first})",
    ),
    "built_first": Words("“{option}”在哪里开工什么", "What {option} begins where"),
    "built_files": Words(
        "逐项目见 projects.csv，逐期见 lots.csv，逐月见 starts.csv，按园区与类型见 building.csv；各方案见 "
        "report.html",
        "every project: projects.csv; every lot: lots.csv; every month: starts.csv; by district and "
        "type: building.csv; each option: report.html",
    ),
    "nothing_built": Words("此后没有开工的", "nothing begins from then on"),
    "page_option": Words("{option} 开工什么", "What {option} begins"),
    "page_note": Words(
        "{unit}，可出租；均值，括号内为 5-95%；推迟、不建、多建、改建都与“{first}”比",
        "{unit} lettable; means, in brackets 5-95 %; later, not built, added and converted "
        "are against {first}",
    ),
    # Project by project
    "projects": Words(
        "“{option}”怎样处理各项目，与“{first}”相比，变动大的在前（{unit}，均值）",
        "What {option} does with each project, against {first}, what changes most first ({unit}, "
        "means)",
    ),
    "projects_none": Words("各项目与“{first}”一样", "every project is as with {first}"),
    "projects_line": Words("{fate} {area}：{list}", "{fate}, {area}: {list}"),
    "projects_one": Words("{project} {area}", "{project} {area}"),
    "projects_half": Words(
        "{project} {area}（一半开工于 {month}）", "{project} {area} (half begun by {month})"
    ),
    "projects_in": Words("{park}的{project}", "{project} in {park}"),
    "projects_more": Words("另 {count} 个", "{count} more"),
    "projects_left": Words("其余见 projects.csv", "more in projects.csv"),
    "projects_page": Words(
        "逐项目：停、缓、改、建", "Project by project: paused, converted, built"
    ),
    "projects_note": Words(
        "与“{first}”逐期、逐未来相比；{unit}，可出租，均值；每类里变动大的在前，一个项目可以在几类里；全部项目见 "
        "projects.csv，每一期见 lots.csv",
        "Against {first} lot by lot in the same future; {unit} lettable, means; of each kind what "
        "changes most first, and a project may be in several; all projects: projects.csv, every lot: "
        "lots.csv",
    ),
    "projects_first": Words(
        "其余方案与它相比；{unit}，可出租，均值；全部项目见 projects.csv，每一期见 lots.csv",
        "The others are against it; {unit} lettable, means; all projects: projects.csv, every lot: "
        "lots.csv",
    ),
    "projects_rest": Words(
        "其余 {count} 个项目与“{first}”一样", "the other projects, {count}, are as with {first}"
    ),
    "projects_best": Words("{option}（损失最小）", "{option} (loses least)"),
    "projects_fate": Words(
        "**{fate}**：{area}，{count} 个项目", "**{fate}**: {area}, projects: {count}"
    ),
    "project": Words("项目", "project"),
    "type": Words("类型", "type"),
    "area": Words("面积", "area"),
    "area_months": Words("面积（月）", "area (months)"),
    "begins": Words("开工（未来%）", "begins (% of futures)"),
    "left_out": Words("另 {count} 行", "{count} more rows"),
    "by_months": Words("{fate} {months} 个月", "{fate} {months} months"),
    "information": Words("多知道一点值多少", "What knowing more is worth"),
    "foresight": Words(
        "全部预知（未知数与机遇）：{value} ± {error}",
        "knowing all, numbers and luck: {value} ± {error}",
    ),
    "of_numbers": Words(
        "只知道全部未知数：{low} 至 {high}（每套取值只有两种未来，只能夹出上下限）",
        "knowing all numbers alone: {low} to {high} (each world is played twice, which bounds "
        "it only)",
    ),
    "not_apart": Words(
        "每种未来各有一套取值，未知数与机遇分不开：上面是只知道全部未知数的上限",
        "each future has numbers of its own, so that they cannot be told from luck: the above is the "
        "most that the numbers alone are worth",
    ),
    "number": Words("未知数", "number"),
    "worth": Words("值", "worth"),
    "held_out": Words("留出", "held out"),
    "turns": Words("过此换方案", "beyond this another option"),
    "turn": Words("{at} 起：{option}", "from {at}: {option}"),
    "worth_note": Words(
        "单个数的价值（EVPPI）：把各方案之差对该数作样条回归；±：自助法标准误；留出：按其余未来定的规则在"
        "留出的未来里省多少；{told} 个数超出机遇（置换检验，全部 {count} 个数合计 5%；? 为未超出）",
        "worth of one number (EVPPI): differences of options regressed on it by splines; ±: bootstrap; "
        "held out: what a rule made on other futures saves; {told} of {count} numbers are beyond chance "
        "(permutation, 5 % over all; ?: not)",
    ),
    "few_worlds": Words(
        "未来太少（{worlds} 套取值），不谈单个数：至少 {least} 套",
        "too few worlds ({worlds}) to tell of single numbers: {least} at least",
    ),
    "none_ranged": Words(
        "没有带区间的数，无从再知", "no number has a range: nothing can be looked up"
    ),
    "regions": Words(
        "哪里哪个方案最优（各三分之一的取值；括号内为套数，? 为分不出）",
        "Which option is best where (thirds of the worlds; worlds in brackets, ? where not told)",
    ),
    "dial": Words(
        "刻度：缺 1 m² 抵空置几 m²（{low} 至 {high} 倍）",
        "The dial: how many times as much an unmet m2 costs as an idle one ({low} to {high})",
    ),
    "ratio": Words("倍数", "ratio"),
    "flip": Words("转折（95%）", "flips at (95%)"),
    "stated": Words("情景所写：{list}", "as stated: {list}"),
    "stated_one": Words("{space} {ratio}", "{space} {ratio}"),
    "equal": Words("合计相当于 {ratio} 倍", "in all like a ratio of {ratio}"),
    "no_unmet": Words(
        "没有一个方案有缺口：刻度上处处相同",
        "no option leaves anything unmet: the dial says nothing",
    ),
    # The answer
    "least": Words(
        "损失最小的是“{option}”：{loss}，其中{parts}",
        "{option} loses least: {loss}, of which {parts}",
    ),
    "of_part": Words("{part} {value}", "{part} {value}"),
    "others": Words("其余多损失：{list}", "the others lose more: {list}"),
    "other": Words("“{option}”{value}（{low} 至 {high}）", "{option} {value} ({low} to {high})"),
    "all_told": Words("与其余各方案都分得出", "it is told apart from all the others"),
    "alike": Words("与它损失一样多：{list}", "loses exactly as much on average: {list}"),
    "not_told": Words(
        "{n} 种未来太少，与这些分不出高下（括号内：差别若真如此，约需多少种）：{list}",
        "{n} futures are too few to tell it from (in brackets about how many would, were the "
        "difference as it seems): {list}",
    ),
    "odds": Words(
        "它在 {share}%（{low}-{high}）的未来里最优；选它平均后悔 {mean}，最多 {most}",
        "it is best in {share} % ({low}-{high}) of futures; choosing it is regretted by {mean} on "
        "average and {most} at most",
    ),
    "safest": Words(
        "最坏情形下后悔最小的是“{option}”（至多 {most}）",
        "least is regretted at worst with {option} ({most} at most)",
    ),
    "who": Words("它的损失由谁承担：{list}", "who bears its loss: {list}"),
    "which": Words(
        "与“{first}”相比，它{list}；逐项目见 projects.csv",
        "against {first} it {list}; by project: projects.csv",
    ),
    "which_converted": Words("把 {area} 改建为他用", "builds {area} as another type"),
    "which_later": Words(
        "把 {area} 平均推迟 {months} 个月", "begins {area} {months} months later on average"
    ),
    "which_earlier": Words("提前 {area}", "begins {area} earlier"),
    "which_dropped": Words("不建 {area}", "leaves {area} unbuilt"),
    "which_added": Words("多建 {area}", "adds {area}"),
    "which_stopped": Words("停建 {area}，不再建成", "stops {area} for good"),
    "which_opens_later": Words(
        "把 {area} 平均推迟 {months} 个月建成", "opens {area} {months} months later on average"
    ),
    "which_opens_earlier": Words("提前建成 {area}", "opens {area} earlier"),
    "which_finished": Words("续建 {area}", "finishes {area} after all"),
    "which_most": Words("{change}（{places}）", "{change} ({places})"),
    "which_place": Words("{park}{space} {area}", "{park} {space} {area}"),
    "which_none": Words("它与“{first}”开工的一样", "it begins the same as {first}"),
    "look_up": Words("最值得先弄清：{list}", "worth looking up first: {list}"),
    "look_up_one": Words("{name}（{value}）", "{name} ({value})"),
    "all_known": Words("全部预知至多值 {value}", "knowing all is worth {value} at most"),
    "nothing_beyond": Words(
        "没有一个数单独值得先弄清：{worlds} 套取值里，值不过 {bound} 的可能只是机遇；全部预知至多值 {value}",
        "no single number is worth looking up first: with {worlds} worlds what is worth under {bound} "
        "may be chance; knowing all is worth {value} at most",
    ),
    "rival": Words("{option}（{needed}）", "{option} ({needed})"),
    "would_turn": Words(
        "会改变选择的：{name} 从 {at} 起换成“{option}”",
        "what would change it: from {at} of {name} on, {option}",
    ),
    "would_turn_below": Words(
        "会改变选择的：{name} 低于 {at} 时换成“{option}”",
        "what would change it: below {at} of {name}, {option}",
    ),
    "would_not": Words(
        "没有一个数单独就能改变选择", "no single number changes the choice by itself"
    ),
    "dial_says": Words(
        "缺 1 m² 抵空置几 m²时谁最优：{list}",
        "best by how many times as much an unmet m2 costs as an idle one: {list}",
    ),
    "dial_one": Words("{low}-{high} 倍“{option}”", "{low}-{high} {option}"),
    # Figure
    "figure_title": Words("“{option}”损失最小：{loss}", "{option} loses least: {loss}"),
    "figure_title_not": Words(
        "“{option}”损失最小（{loss}），但与“{rivals}”分不出高下",
        "{option} loses least ({loss}), yet is not told from {rivals}",
    ),
    "figure_subtitle": Words(
        "损失自 {since} 起计；每个方案 {n} 种未来，同一批随机数，种子 {seed}",
        "Losses from {since} on; {n} futures of each option with the same luck, seed {seed}",
    ),
    "panel_loss": Words("损失的构成（横线 95%）", "What is lost (line: 95 %)"),
    "panel_regret": Words("后悔：均值、95%、最大", "Regret: mean, 95th percentile, most"),
    "panel_worth": Words("弄清一个数值多少", "What it is worth to know a number"),
    "panel_dial": Words("缺 1 m² 抵空置几 m²：比最优多", "By unmet : idle price, over the best"),
    "none_worth": Words("没有一个数值得先弄清", "no single number is worth knowing"),
    "not_beyond": Words("机遇之内", "chance"),
    "detail": Words("{option} {loss}", "{option} {loss}"),
    # Refusals
    "no_stakes": Words(
        "{base} 没有写 stakes（错了要付多少），方案无从取舍；例如 {example}",
        "{base} states no stakes (what mistakes cost), so that options cannot be weighed; for example "
        "{example}",
    ),
    "nobody": Words("至少要有两个方案", "there must be two options at least"),
    "other_stakes": Words(
        "{option} 的 stakes 与 {base} 的不同：不能用两把尺",
        "{option} has other stakes than {base}: there cannot be two yardsticks",
    ),
    "unpriced": Words(
        "{option} 的 renewals.{renewal} 改作他用，却没有写造价：补上 cost 或 economy.construction",
        "renewals.{renewal} of {option} turns space into another type at no stated cost: add its cost "
        "or economy.construction",
    ),
}
