"""Terms: what decides, and where the verdict turns."""

from __future__ import annotations

from typing import Final

from sim.text.glossary.term import ID, SHARE, TRUTH, Term, term
from sim.text.words import Words

OWN: Final = Words("该数的标准单位", "canonical unit of the number")

TERMS: Final[dict[str, Term]] = {
    "side": term("哪一侧", "side", "shortage 不足，idle 富余过多", "shortage or idle", ID),
    "path": term("数的路径", "path", "未知数在情景中的位置", "of the number in the scenario", ID),
    "number_zh": term("中文名", "Chinese name", "未知数的名称", "of the number", ID),
    "number_en": term("英文名", "English name", "未知数的名称", "of the number", ID),
    "share": term(
        "解释几成",
        "share explained",
        "该类供需差（等候减空置，统计期平均）在世界之间的差异中，该数单独解释的部分：秩相关的平方，扣去偶然；"
        "不超出偶然则缺",
        "part of what differs between worlds in the type's balance (waiting less vacant, mean of the "
        "record) that the number explains alone: rank correlation squared, less what chance "
        "adds; missing where chance explains it",
        SHARE,
    ),
    "told": term(
        "看得出",
        "told",
        "这一侧随该数而变，超出偶然所能解释（所有未知数一并计较，5%）；否则不说转折",
        "whether the side goes with the number beyond chance, all unknown numbers taken together (5 %); "
        "if not, nothing is told of where it turns",
        TRUTH,
    ),
    "rising": term(
        "越高越不成立",
        "rising",
        "该数越高，这一侧的标准越常不成立",
        "whether the side fails more often where the number is higher",
        TRUTH,
    ),
    "level": term(
        "比例",
        "level",
        "有标准不成立的未来之比例：1−把握（结论在此转折）、一半、把握",
        "share of the futures in which the side fails: 1 − confidence, at which the verdict turns, one "
        "half, and confidence",
        SHARE,
    ),
    "turns_at": term(
        "转折值",
        "turning value",
        "保序回归过该比例之处：低于它的最后一个值与高于它的第一个值之中点；抽到的范围内不过则缺",
        "where the monotone regression crosses the level: the middle between the last value below and "
        "the first above; missing where it does not cross within the values drawn",
        OWN,
    ),
    "turns_low": term(
        "转折值下限",
        "its low end",
        "95% 区间：反转单调函数取值的似然比检验（Banerjee 与 Wellner 2005）；超出抽到的值则缺",
        "of the 95 % interval, by turning round the likelihood ratio test for a monotone function "
        "(Banerjee & Wellner 2005); missing beyond the values drawn",
        OWN,
    ),
    "turns_high": term("转折值上限", "its high end", "见 `turns_low`", "see `turns_low`", OWN),
    "stays_above": term(
        "始终在上",
        "stays above",
        "不过该比例时，曲线是否始终在其上",
        "where it does not cross, whether the curve stays above the level",
        TRUTH,
    ),
}
