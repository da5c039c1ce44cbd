"""Messages E458-E463 (rent)."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E458": Message(
        zh="弹性 {key} 须为{sign_zh}数或零：租金涨，企业要的面积变小，去外地的变多",
        en="the elasticity of {key} is {sign_en} or zero: dearer space is asked in smaller areas, and "
        "sends more companies elsewhere",
        fix_zh="请检查正负号",
        fix_en="check its sign",
    ),
    "E459": Message(
        zh="租金须大于零",
        en="rent must be above zero",
        fix_zh="写出开局的租金，例如 level: 33.4 元/m²/月",
        fix_en="write the rent at the start, such as level: 33.4 元/m²/月",
    ),
    "E460": Message(
        zh="租金会失控：空间一直全空时，申请会变大一百万倍以上；或一直满租时，租金涨到无法计算",
        en="were all space to stand empty, rent would fall until requests grow more than a million "
        "times within the clock; or, were it always full, rise beyond numbers",
        fix_zh="减小 adjustment 或弹性，或给出 reversion（每年回到开局租金的份额）",
        fix_en="lower adjustment or an elasticity, or state a reversion (the share of the way back "
        "that rent goes in a year)",
    ),
}
