"""Words of what decides, and of where the verdict turns."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

TURNING: Final[dict[str, Words]] = {
    "number": Words("“{number}” {share}", "{number} {share}"),
    "decides": Words(
        "未来何以不同：{numbers}{kept}",
        "why futures differ: {numbers}{kept}",
    ),
    "kept": Words("（有重叠）", " (overlap)"),
    "too_little": Words(
        "看不出：{worlds} 个世界、{unknown} 个未知数，没有哪个的影响大过偶然{bound}",
        "too little to tell: {worlds} worlds, {unknown} unknown numbers, none beyond chance{bound}",
    ),
    "too_few": Words(
        "（世界这样少，解释一类不到 {bound} 的都可能是偶然）",
        " (with so few worlds what explains under {bound} of a type may be)",
    ),
    "turns": Words(
        "“{number}”：{parts}，在逾 {level}% 的未来里",
        "{number}: {parts}, in >{level}% of futures",
    ),
    "turns_none": Words(
        "看不出：最要紧的数在所抽范围内没有让哪类的结论转折",
        "too little to tell: what decides turns the verdict of no type within what was drawn",
    ),
    "turns_untold": Words("看不出", "too little to tell"),
    "type": Words("{space}{parts}", "{space} {parts}"),
    "above": Words("高于 {at}则{word}", "{word} above {at}"),
    "below": Words("低于 {at}则{word}", "{word} below {at}"),
    "at": Words("{value}（{span}）", "{value} ({span})"),
    "at_95": Words("{value}（95%：{span}）", "{value} (95%: {span})"),
    "span": Words("{low}-{high}", "{low}-{high}"),
    "from": Words("{low} 以上", "from {low}"),
    "up_to": Words("{high} 以下", "to {high}"),
    "throughout": Words("处处{word}", "{word} throughout"),
    "nowhere": Words("处处不致{word}", "nowhere {word}"),
    "always": Words("总在其上", "always more"),
    "never": Words("总在其下", "always fewer"),
    # The table
    "title": Words("什么要紧，结论在何处转折", "WHAT DECIDES, AND WHERE THE VERDICT TURNS"),
    "space": Words("空间", "space"),
    "numbers": Words("最要紧的数：解释几成", "what decides: its share"),
    "all": Words("各类合计", "all types"),
    "side": Words("哪一侧", "side"),
    "of": Words("未知数", "unknown number"),
    "level": Words("{level} 的未来", "in {level}"),
    "verdict_level": Words("{level} 的未来：结论转折", "in {level}: the verdict turns"),
    "rises": Words("越高越{word}", "{word} if higher"),
    "falls": Words("越低越{word}", "{word} if lower"),
    "share_notes": Words(
        "解释几成：该类供需差（等候减空置，统计期平均）在 {worlds} 个世界之间的差异中，该数单独解释的部分"
        "（秩相关的平方，扣去偶然）；不到 {bound} 的可能只是偶然，不列；{unknown} 个未知数一并计较。"
        "各类合计按平方米的方差",
        "Share: of how much the type's balance (waiting less vacant, mean of the record) differs "
        "between {worlds} worlds, the part that a number explains alone (rank correlation squared, less "
        "what chance adds); what is under {bound} may be chance, with {unknown} numbers looked at, and "
        "is left out. All types: by variance in m²",
    ),
    "kept_notes": Words(
        "这些世界是因与往年相合而留下的，各数彼此有牵连：解释的部分会重叠，别的数可能跟着一起变。",
        "These futures were kept because they agree with the past, so that numbers go together: shares "
        "overlap, and another number may move along.",
    ),
    "turn_notes": Words(
        "转折：该数在何值时，有标准不成立的未来占到表头的比例，括号内为 95% 区间；其余的数照抽。"
        "只在抽到的范围内说。",
        "Turns: the value of the number at which a standard fails in so many futures, with its 95 % "
        "interval; all other numbers vary as drawn. Nothing is said beyond the values drawn.",
    ),
    "untold": Words(
        "看不出随这些数而变（偶然已可解释）：{sides}",
        "Too little to tell whether it goes with these numbers (chance explains it): {sides}",
    ),
    "of_side": Words("{space}{word}", "{space} {word}"),
}
