"""Messages E301-E399: quantities, chances, dates and their pedigree.

The context of every message is text. `{raw}` is the value as written; names that end in
`_zh` or `_en` exist because the word itself has to be said in the reader's language.
"""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    # quantities
    "E301": Message(
        zh="{raw} 没有单位；这里需要{need_zh}",
        en="{raw} has no unit where {need_en} is needed",
        fix_zh="写成例如 {forms}",
        fix_en="write for example {forms}",
    ),
    "E302": Message(
        zh="{raw} 是{got_zh}；这里需要{need_zh}",
        en="{raw} is {got_en} where {need_en} is needed",
        fix_zh="写成例如 {forms}",
        fix_en="write for example {forms}",
    ),
    "E303": Message(
        zh="{raw} 不是{need_zh}：开头没有数字",
        en="{raw} is not {need_en}: it does not begin with a number",
        fix_zh="写成例如 {forms}",
        fix_en="write for example {forms}",
    ),
    "E304": Message(
        zh="{raw} 中的单位“{unit}”无法识别；这里需要{need_zh}",
        en="{raw} has the unknown unit '{unit}' where {need_en} is needed",
        fix_zh="写成例如 {forms}",
        fix_en="write for example {forms}",
    ),
    "E305": Message(
        zh="{raw} 有歧义：是月份，还是时长？",
        en="{raw} is ambiguous: a month of the year or a time span?",
        fix_zh="时长请写 {number} 个月；日期请写例如 2028-03",
        fix_en="for a time span write {number} 个月 or {number} months; for a date, 2028-03",
    ),
    "E306": Message(
        zh="{raw} 中的数量级“{magnitude}”不能这样写",
        en="{raw} has the magnitude '{magnitude}', which is not one this reads",
        fix_zh="可用的数量级：{known}",
        fix_en="the magnitudes are {known}",
    ),
    "E307": Message(
        zh="{raw} 超出{need_zh}的可能范围（{low_zh} 至 {high_zh}）",
        en="{raw} is outside what {need_en} can be ({low_en} to {high_en})",
        fix_zh="请检查数值和单位",
        fix_en="check the number and its unit",
    ),
    "E308": Message(
        zh="{raw} 大得无法表示，或不是有限的数",
        en="{raw} is too large, or not a finite number",
        fix_zh="请检查指数",
        fix_en="check the exponent",
    ),
    "E309": Message(
        zh="{raw} 中的数字写法无法识别（读到 {number} 为止）",
        en="{raw} has digits that cannot be read (understood as far as {number})",
        fix_zh="写成 1800000、1,800,000、1_800_000 或 1.8e6；小数用点",
        fix_en="write 1800000, 1,800,000, 1_800_000 or 1.8e6, with a point for decimals",
    ),
    "E310": Message(
        zh="{raw} 是{got_zh}；这里需要{need_zh}",
        en="{raw} is {got_en} where {need_en} is needed",
        fix_zh="写成例如 {forms}",
        fix_en="write for example {forms}",
    ),
    # mappings around a value
    "E311": Message(
        zh="未知的键“{key}”",
        en="unknown key '{key}'",
        fix_zh="可用的键：{known}",
        fix_en="the keys here are {known}",
    ),
    "E312": Message(
        zh="缺少键“value”",
        en="the key 'value' is missing",
        fix_zh="写成例如 {{value: {form}, source: …}}，或只写 {form}",
        fix_en="write for example {{value: {form}, source: …}}, or {form} alone",
    ),
    "E313": Message(
        zh="range 应为 [低, 高] 两个量，或 ±20%",
        en="a range is two quantities [low, high], or ±20%",
        fix_zh="写成例如 range: [{form}, {form}]",
        fix_en="write for example range: [{form}, {form}]",
    ),
    "E314": Message(
        zh="range 的下限 {low} 高于上限 {high}",
        en="the range runs from {low} down to {high}",
        fix_zh="先写低的，再写高的",
        fix_en="write the lower one first",
    ),
    "E315": Message(
        zh="{value} 不在 range {low} 至 {high} 之内",
        en="{value} is outside its range {low} to {high}",
        fix_zh="range 须包含其数值（对分布而言是均值）",
        fix_en="a range holds its value (of a distribution: its mean)",
    ),
    "E316": Message(
        zh="{key} 不能是 {raw}",
        en="{raw} is not one of the words for {key}",
        fix_zh="可用：{known}",
        fix_en="use one of {known}",
    ),
    "E317": Message(
        zh="{key} 应为文字，而不是 {raw}",
        en="{key} is a text, not {raw}",
        fix_zh="写成文字，必要时加引号",
        fix_en="write a text, in quotes where needed",
    ),
    "E318": Message(
        zh="{raw} 用于{need_zh}有歧义：是其百分之几，还是百分点？",
        en="{raw} around {need_en} is ambiguous: per cent of it, or percentage points?",
        fix_zh="请写出两端，例如 range: [{form}, {form}]",
        fix_en="write both ends, for example range: [{form}, {form}]",
    ),
    "E319": Message(
        zh="{raw} 写了两个数；这里只要一个",
        en="{raw} holds two numbers where one is needed",
        fix_zh="不确定的范围写成 {{value: …, range: [{low}, {high}]}}",
        fix_en="write what is uncertain as {{value: …, range: [{low}, {high}]}}",
    ),
    # distributions
    "E320": Message(
        zh="没有写数值或分布",
        en="there is neither a value nor a distribution here",
        fix_zh="写以下之一：{known}",
        fix_en="write one of {known}",
    ),
    "E321": Message(
        zh="同时写了 {keys}；只能写一个",
        en="{keys} stand side by side; only one may",
        fix_zh="只保留一个",
        fix_en="keep one of them",
    ),
    "E322": Message(
        zh="{kind} 的参数写法不对",
        en="the parameters of {kind} are not written like this",
        fix_zh="写成 {form}",
        fix_en="write {form}",
    ),
    "E323": Message(
        zh="{kind} 的参数须从小到大",
        en="the parameters of {kind} must not descend",
        fix_zh="写成 {form}，从小到大",
        fix_en="write {form}, the smallest first",
    ),
    "E324": Message(
        zh="{kind} 的 {parameter} 须大于零",
        en="{parameter} of {kind} must be above zero",
        fix_zh="若没有波动，只写数值本身",
        fix_en="where nothing varies, write the plain value",
    ),
    "E325": Message(
        zh="各份额之和为 {total}，而不是 100%",
        en="the shares add up to {total}, not to 100%",
        fix_zh="调整份额使其和为 100%",
        fix_en="make the shares add up to 100%",
    ),
    "E326": Message(
        zh="forever 不能有 range",
        en="forever has no range",
        fix_zh="删去 range，或写出时长",
        fix_en="drop the range, or write a time span",
    ),
    "E327": Message(
        zh="forever 只用于时长；这里需要{need_zh}",
        en="forever is a time span where {need_en} is needed",
        fix_zh="写成例如 {forms}",
        fix_en="write for example {forms}",
    ),
    # currencies
    "E329": Message(
        zh="{raw} 是 {currency}；本情景的货币是 {ours}",
        en="{raw} is in {currency}; the currency of this scenario is {ours}",
        fix_zh="换算为 {ours}，或改 currency；一个情景只用一种货币",
        fix_en="convert it to {ours}, or change currency; a scenario has one currency",
    ),
    # dates
    "E330": Message(
        zh="{raw} 不是日期",
        en="{raw} is not a date",
        fix_zh="写成 2028、2028H1、2028Q1、2028-03 或 2028-03-15",
        fix_en="write 2028, 2028H1, 2028Q1, 2028-03 or 2028-03-15",
    ),
    "E331": Message(
        zh="没有 {raw} 这一天（或这个月、这一季）",
        en="there is no {raw} in the calendar (years 1900 to 2199)",
        fix_zh="请检查年（1900 至 2199）、月、日",
        fix_en="check the year, month and day",
    ),
    "E332": Message(
        zh="between 的 {low} 晚于 {high}",
        en="between runs from {low} back to {high}",
        fix_zh="先写早的，再写晚的",
        fix_en="write the earlier one first",
    ),
    "E333": Message(
        zh="between 应为两个日期",
        en="between takes two dates",
        fix_zh="写成例如 between: [2023-07, 2023-12]",
        fix_en="write for example between: [2023-07, 2023-12]",
    ),
    "E334": Message(
        zh="应写 value 或 between 之一",
        en="write either value or between, one of the two",
        fix_zh="写成例如 {{value: 2023-09, source: …}} 或 {{between: [2023-07, 2023-12]}}",
        fix_en="write for example {{value: 2023-09, source: …}} or {{between: [2023-07, 2023-12]}}",
    ),
    "E335": Message(
        zh="{raw} 不是货币代码",
        en="{raw} is not the code of a currency",
        fix_zh="写三个大写字母，例如 currency: {{code: GBP, zh: 英镑, en: pounds}}",
        fix_en="write three capital letters, such as currency: {{code: GBP, zh: 英镑, en: pounds}}",
    ),
    # bounds of the language
    "E336": Message(
        zh="{raw} 太小：{need_zh}或为零，或至少 {least}",
        en="{raw} is too small: {need_en} is zero, or at least {least}",
        fix_zh="请检查数值和单位；若是零，就写零",
        fix_en="check the number and its unit; write zero where that is meant",
    ),
    "E337": Message(
        zh="{kind} 的 {parameter} 是 {value}，须在 {low} 至 {high} 之间",
        en="{parameter} of {kind} is {value}; it must be {low} to {high}",
        fix_zh="请检查数值；若没有波动，只写数值本身",
        fix_en="check the number; where nothing varies, write the plain value",
    ),
    "E338": Message(
        zh="{kind} 的均值可达 {value_zh}，最多 {high_zh}",
        en="the mean of {kind} may be {value_en}; at most {high_en} is possible",
        fix_zh="请检查参数和单位",
        fix_en="check the parameters and their unit",
    ),
    "E339": Message(
        zh="{kind} 可能抽到 {value_zh}，最多 {high_zh}",
        en="{kind} may draw {value_en}; at most {high_en} is possible",
        fix_zh="减小离散程度，或改用有上限的分布，例如 triangular",
        fix_en="make it vary less, or use a law with an upper end, such as triangular",
    ),
    # notation
    "E346": Message(
        zh="{raw} 中的“{sign}”不当作数字读",
        en="{raw} holds '{sign}', which is not read as a digit",
        fix_zh="写成普通数字：10⁶ 写 1e6，½ 写 0.5，平方米写 m²",
        fix_en="write plain digits: 1e6 for 10⁶, 0.5 for ½; a square metre is m²",
    ),
    "E347": Message(
        zh="{raw} 有歧义：点是小数点，还是千分位？",
        en="{raw} is ambiguous: does the dot begin decimals or group thousands?",
        fix_zh="写成 {one} 或 {other}",
        fix_en="write {one} or {other}",
    ),
    "E348": Message(
        zh="{raw} 不是日期的写法",
        en="{raw} is not how a date is written",
        fix_zh="如果是这个意思，写成 {form}",
        fix_en="if that is what it means, write {form}",
    ),
    "E349": Message(
        zh="{raw} 像是表格软件的日期序号，不是日期",
        en="{raw} looks like the serial number of a day in a spreadsheet, not like a date",
        fix_zh="如果是，写成 {form}",
        fix_en="if it is, write {form}",
    ),
}
