"""Words that all questions share."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

FAILED: Final = Words(
    "{of} 项任务中有 {count} 项未能完成（{error}）；其余已存，再次运行只重试这些",
    "{count} of {of} jobs could not be done ({error}); the rest is kept: run again to try these again",
)

PARTS: Final = Words(
    "不承接往年：所变动者中有改变往年的（{year} 年）；一律按区间抽取",
    "not continued from the past: something of what is varied changes it ({year}); all is drawn from "
    "the ranges",
)

CLOCK: Final = Words(
    "{other} 与 {base} 的时钟不同（{b} 对 {a}）：不能逐未来配对",
    "{other} has another clock than {base} ({b} against {a}): futures cannot be paired",
)

FEW: Final = Words(
    "未来数至少 {least}：区间要靠至少两套取值",
    "at least {least} futures: intervals rest on two drawings of the ranged numbers",
)

MISSING: Final = Words("缺少 {library}；安装：{how}", "{library} is missing: {how}")
