"""Terms: the indicators that experiments compare."""

from __future__ import annotations

from typing import Final

from sim.text.glossary.term import AREA, COUNT, RENT, SHARE, TRUTH, Term, term
from sim.text.words import Words

TERMS: Final[dict[str, Term]] = {
    # Indicators of experiments: of the whole city, or of what stands behind the dot
    "shortage_holds": term(
        "空间够用",
        "enough space",
        "该未来里一切防短缺的标准成立（1）或不成立（0）；`.space` 仅该类空间",
        "whether all standards against shortage hold in the future (1) or not (0); `.space`: of "
        "that type",
        TRUTH,
    ),
    "idle_holds": term(
        "不过闲",
        "not too idle",
        "该未来里一切防闲置的标准成立（1）或不成立（0）；`.space` 仅该类空间",
        "whether all standards against idle space hold in the future (1) or not (0); `.space`: "
        "of that type",
        TRUTH,
    ),
    "holds": term(
        "标准成立",
        "standard holds",
        "`.standard`：该标准在该未来里成立（1）或不成立（0）",
        "`.standard`: whether that standard holds in the future (1) or not (0)",
        TRUTH,
    ),
    "value": term(
        "标准的实测值",
        "value of a standard",
        "`.standard`：该标准所量之值；占比，或供应月数；目标则为产出、就业或个数",
        "`.standard`: what that standard measures: a share, or months of supply; of a goal output, "
        "jobs or a count",
        Words("占比或月等", "share or months, or as the goal"),
    ),
    "waiting_mean": term(
        "平均等候面积",
        "mean waiting area",
        "统计期内等候面积对时间的平均",
        "mean over recorded time of the area that waits",
        AREA,
    ),
    "idle_mean": term(
        "平均空置面积",
        "mean idle area",
        "统计期内（总量−已租）对时间的平均",
        "mean over recorded time of capacity − leased",
        AREA,
    ),
    "ground_vacancy_mean": term(
        "首层平均空置率",
        "mean vacancy of ground floors",
        "`.space`：统计期内重载首层空置面积之和÷首层总量之和",
        "`.space`: vacant area on heavy-load ground floors over recorded time ÷ all of it",
        SHARE,
    ),
    "vacancy_mean": term(
        "平均空置率",
        "mean vacancy",
        "统计期内空置面积之和÷总量之和",
        "vacant area over recorded time ÷ capacity over it",
        SHARE,
    ),
    "rent_mean": term(
        "平均租金",
        "mean rent",
        "`.space`：统计期各月租金的平均",
        "`.space`: mean of recorded months",
        RENT,
    ),
    "rent_end": term(
        "期末租金",
        "rent at the end",
        "`.space`：最后一月的租金",
        "`.space`: in the last month",
        RENT,
    ),
    "leased_end": term("期末已租", "leased at the end", "时钟终点的已租面积", "leased then", AREA),
    "started": term(
        "开始的企业",
        "companies that started",
        "`.stage`：统计期内开始该阶段的企业数",
        "`.stage`: companies that started that stage in recorded time",
        COUNT,
    ),
    "lost_area": term(
        "流失面积",
        "area lost",
        "统计期内（逐月的表：当月）落空的申请与扩租的面积；`.stage` 仅该阶段",
        "area of requests and wishes to expand that were lost in recorded time, or in the month; "
        "`.stage`: of that stage",
        AREA,
    ),
    "bands": term(
        "空置率分档",
        "vacancy bands",
        "空置率至 5%、10%、20% 及以上的月份占比（中国经验：5–10% 合理，10–20% 危险，"
        "20% 以上严重过剩）",
        "share of months with vacancy up to 5, 10, 20 % and above (rule of thumb in China: 5–10 "
        "sound, 10–20 dangerous, above a severe glut)",
        SHARE,
    ),
    "chance": term(
        "机遇占比",
        "chance share",
        "对内方差÷总方差；其余为对未知数的无知；没有区间的数时为 100%；95% 区间对成对未来用刀切法",
        "variance within pairs ÷ total variance; the rest is ignorance of ranged numbers; 100 % where "
        "no number is ranged; 95 % interval by the jackknife over pairs",
        SHARE,
    ),
    "top_down": term(
        "自上而下需求",
        "top-down demand",
        "产值年增量÷单位面积产值",
        "output growth a year ÷ output density",
        Words("m²/年（可出租）", "m² a year (lettable)"),
    ),
}
