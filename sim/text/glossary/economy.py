"""Terms: the economy, goals and targets."""

from __future__ import annotations

from typing import Final

from sim.text.glossary.term import COUNT, MONTHS, TRUTH, Term, term
from sim.text.words import Words

MONEY: Final = Words("情景的货币", "currency of the scenario")
JOBS: Final = Words("人", "jobs")

TERMS: Final[dict[str, Term]] = {
    "months": term("月数", "months", "该年计入统计的月数", "recorded months of the year", MONTHS),
    "measure": term("项目", "measure", "表中所计的一项", "what the row is of", Words("标识", "id")),
    "output": term(
        "产出",
        "output",
        "Σ 面积×密度×时间：自入驻起在 ramp 内直线增至成熟（分 6 级，各在其段正中跃升，"
        "整段积分与直线相同）；开局在用者按均衡中已住时长的分布折算成熟度，均衡之城产出不变；外包产品计在合同生产商的空间；"
        "`.year` 该整年",
        "Σ area × density × time: from moving in it grows to maturity in a straight line over the "
        "ramp (in 6 equal jumps, each in the middle of its part of the ramp: the line's integral "
        "over a whole one); what stands in use at the opening is as mature as tenants of a "
        "city in balance are, by how long they have stayed, so that its output stays; an outsourced "
        "product counts in its contract maker's space; `.year`: of that whole year",
        MONEY,
    ),
    "output_end": term(
        "末年产出",
        "output at the end",
        "最后一个整年的产出",
        "output of the last whole year",
        MONEY,
    ),
    "own_output": term(
        "自有厂房产出",
        "output of own plants",
        "自有厂房面积按该阶段本应租用的空间类型计产出，与租用空间的产出分列；`.year` 该整年",
        "area of own plants with the density and ramp of the space type their stage would have "
        "leased, apart from the output of leased space; `.year`: of that whole year",
        MONEY,
    ),
    "own_output_end": term(
        "末年自有厂房产出",
        "own plants' output at the end",
        "最后一个整年",
        "of the last whole year",
        MONEY,
    ),
    "jobs": term(
        "就业",
        "jobs",
        "使用中面积÷每岗面积，当年计入月份的平均；装修中不计；`.year` 该整年",
        "area in use ÷ area per job, mean of the year's recorded months; none in fit-out; `.year`: "
        "of that whole year",
        JOBS,
    ),
    "jobs_end": term(
        "末年就业", "jobs at the end", "最后一个整年的平均就业", "mean of the last whole year", JOBS
    ),
    "rent_income": term(
        "租金收入",
        "rent",
        "Σ 已租面积×租金×时间，装修期亦计，新旧楼分档时新楼按其倍数；作指标时为统计期合计",
        "Σ leased area × rent × time, in fit-out too, in new buildings × what they ask over old ones "
        "where these are told apart; as an indicator the sum over the record",
        MONEY,
    ),
    "construction_cost": term(
        "建设成本",
        "construction cost",
        "Σ 开工面积×单位造价，整额记在开工年；早于开局的记在开局年；永久停工的照计；作指标时为统计期合计",
        "Σ area begun × cost, whole in the year of the start; of works begun before the clock in its "
        "first year; what is suspended for good counts too; as an indicator the sum over the record",
        MONEY,
    ),
    "fit_out_cost": term(
        "装修成本",
        "cost of fitting out",
        "Σ 得到的面积×单位成本，记在得到之年，含扩租，不含开局租户；作指标时为统计期合计",
        "Σ area granted × cost, in the year of the grant, expansions too, the opening's tenants not; "
        "as an indicator the sum over the record",
        MONEY,
    ),
    "vacancy_cost": term(
        "空置成本",
        "cost of vacancy",
        "Σ 空置面积×单位成本×时间；作指标时为统计期合计",
        "Σ vacant area × cost × time; as an indicator the sum over the record",
        MONEY,
    ),
    "tax": term(
        "税收",
        "tax",
        "产出×税率；作指标时为统计期合计",
        "output × rate; as an indicator the sum over the record",
        MONEY,
    ),
    "goals_holds": term(
        "目标全部达到",
        "all goals met",
        "该未来里一切目标达到（1）或否（0）；不进入够不够、闲不闲",
        "whether all goals are met in the future (1) or not (0); no part of the verdict on space",
        TRUTH,
    ),
    "reading": term(
        "目标读数",
        "reading of a target",
        "`.target`：产出为基数＋当年产出−基年产出；计数为基数＋窗口内计数",
        "`.target`: output: base + the year's output − that of the base's year; counts: base + those "
        "of the window",
        Words("货币、人或个", "money, jobs or count"),
    ),
    "reached": term(
        "目标达到",
        "target reached",
        "`.target`：读数不低于目标（1）或否（0）",
        "`.target`: whether the reading is at least the target (1) or not (0)",
        TRUTH,
    ),
    "p5": term("5% 分位", "5 % quantile", "各种未来的 5% 分位", "over futures", COUNT),
    "p50": term("中位数", "median", "各种未来的中位数", "over futures", COUNT),
    "p95": term("95% 分位", "95 % quantile", "各种未来的 95% 分位", "over futures", COUNT),
}
