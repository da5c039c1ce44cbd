"""E301-E349: quantities, chances, dates and their pedigree; `{raw}` is the value as written."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    # quantities
    "E301": Message(
        Words("{raw} 没有单位；这里需要{need}", "{raw} has no unit where {need} is needed"),
        Words("写成例如 {forms}", "write for example {forms}"),
    ),
    "E302": Message(
        Words("{raw} 是{got}；这里需要{need}", "{raw} is {got} where {need} is needed"),
        Words("写成例如 {forms}", "write for example {forms}"),
    ),
    "E303": Message(
        Words(
            "{raw} 不是{need}：开头没有数字",
            "{raw} is not {need}: it does not begin with a number",
        ),
        Words("写成例如 {forms}", "write for example {forms}"),
    ),
    "E304": Message(
        Words(
            "{raw} 中的单位“{unit}”无法识别；这里需要{need}",
            "{raw} has the unknown unit '{unit}' where {need} is needed",
        ),
        Words("写成例如 {forms}", "write for example {forms}"),
    ),
    "E305": Message(
        Words(
            "{raw} 有歧义：是月份，还是时长？",
            "{raw} is ambiguous: a month of the year or a time span?",
        ),
        Words(
            "时长请写 {number} 个月；日期请写例如 2028-03",
            "for a time span write {number} 个月 or {number} months; for a date, 2028-03",
        ),
    ),
    "E306": Message(
        Words(
            "{raw} 中的数量级“{magnitude}”不能这样写",
            "{raw} has the magnitude '{magnitude}', which is not one this reads",
        ),
        Words("可用的数量级：{known}", "the magnitudes are {known}"),
    ),
    "E307": Message(
        Words(
            "{raw} 超出{need}的可能范围（{low} 至 {high}）",
            "{raw} is outside what {need} can be ({low} to {high})",
        ),
        Words("请检查数值和单位", "check the number and its unit"),
    ),
    "E308": Message(
        Words("{raw} 大得无法表示，或不是有限的数", "{raw} is too large, or not a finite number"),
        Words("请检查指数", "check the exponent"),
    ),
    "E309": Message(
        Words(
            "{raw} 中的数字写法无法识别（读到 {number} 为止）",
            "{raw} has digits that cannot be read (understood as far as {number})",
        ),
        Words(
            "写成 1800000、1,800,000、1_800_000 或 1.8e6；小数用点",
            "write 1800000, 1,800,000, 1_800_000 or 1.8e6, with a point for decimals",
        ),
    ),
    "E310": Message(
        Words("{raw} 是{got}；这里需要{need}", "{raw} is {got} where {need} is needed"),
        Words("写成例如 {forms}", "write for example {forms}"),
    ),
    # mappings around a value
    "E311": Message(
        Words("未知的键“{key}”", "unknown key '{key}'"),
        Words("可用的键：{known}", "the keys here are {known}"),
    ),
    "E312": Message(
        Words("缺少键“value”", "the key 'value' is missing"),
        Words(
            "写成例如 {{value: {form}, source: …}}，或只写 {form}",
            "write for example {{value: {form}, source: …}}, or {form} alone",
        ),
    ),
    "E313": Message(
        Words(
            "range 应为 [低, 高] 两个量，或 ±20%", "a range is two quantities [low, high], or ±20%"
        ),
        Words("写成例如 range: [{form}, {form}]", "write for example range: [{form}, {form}]"),
    ),
    "E314": Message(
        Words("range 的下限 {low} 高于上限 {high}", "the range runs from {low} down to {high}"),
        Words("先写低的，再写高的", "write the lower one first"),
    ),
    "E315": Message(
        Words(
            "{value} 不在 range {low} 至 {high} 之内",
            "{value} is outside its range {low} to {high}",
        ),
        Words(
            "range 须包含其数值（对分布而言是均值）",
            "a range holds its value (of a distribution: its mean)",
        ),
    ),
    "E316": Message(
        Words("{key} 不能是 {raw}", "{raw} is not one of the words for {key}"),
        Words("可用：{known}", "use one of {known}"),
    ),
    "E317": Message(
        Words("{key} 应为文字，而不是 {raw}", "{key} is a text, not {raw}"),
        Words("写成文字，必要时加引号", "write a text, in quotes where needed"),
    ),
    "E318": Message(
        Words(
            "{raw} 用于{need}有歧义：是其百分之几，还是百分点？",
            "{raw} around {need} is ambiguous: per cent of it, or percentage points?",
        ),
        Words(
            "请写出两端，例如 range: [{form}, {form}]",
            "write both ends, for example range: [{form}, {form}]",
        ),
    ),
    "E319": Message(
        Words("{raw} 写了两个数；这里只要一个", "{raw} holds two numbers where one is needed"),
        Words(
            "不确定的范围写成 {{value: …, range: [{low}, {high}]}}",
            "write what is uncertain as {{value: …, range: [{low}, {high}]}}",
        ),
    ),
    # distributions
    "E320": Message(
        Words("没有写数值或分布", "there is neither a value nor a distribution here"),
        Words("写以下之一：{known}", "write one of {known}"),
    ),
    "E321": Message(
        Words("同时写了 {keys}；只能写一个", "{keys} stand side by side; only one may"),
        Words("只保留一个", "keep one of them"),
    ),
    "E322": Message(
        Words("{kind} 的参数写法不对", "the parameters of {kind} are not written like this"),
        Words("写成 {form}", "write {form}"),
    ),
    "E323": Message(
        Words("{kind} 的参数须从小到大", "the parameters of {kind} must not descend"),
        Words("写成 {form}，从小到大", "write {form}, the smallest first"),
    ),
    "E324": Message(
        Words("{kind} 的 {parameter} 须大于零", "{parameter} of {kind} must be above zero"),
        Words("若没有波动，只写数值本身", "where nothing varies, write the plain value"),
    ),
    "E325": Message(
        Words("各份额之和为 {total}，而不是 100%", "the shares add up to {total}, not to 100%"),
        Words("调整份额使其和为 100%", "make the shares add up to 100%"),
    ),
    "E326": Message(
        Words("forever 不能有 range", "forever has no range"),
        Words("删去 range，或写出时长", "drop the range, or write a time span"),
    ),
    "E327": Message(
        Words(
            "forever 只用于时长；这里需要{need}",
            "forever is a time span where {need} is needed",
        ),
        Words("写成例如 {forms}", "write for example {forms}"),
    ),
    # currencies
    "E329": Message(
        Words(
            "{raw} 是 {currency}；本情景的货币是 {ours}",
            "{raw} is in {currency}; the currency of this scenario is {ours}",
        ),
        Words(
            "换算为 {ours}，或改 currency；一个情景只用一种货币",
            "convert it to {ours}, or change currency; a scenario has one currency",
        ),
    ),
    # dates
    "E330": Message(
        Words("{raw} 不是日期", "{raw} is not a date"),
        Words(
            "写成 2028、2028H1、2028Q1、2028-03 或 2028-03-15",
            "write 2028, 2028H1, 2028Q1, 2028-03 or 2028-03-15",
        ),
    ),
    "E331": Message(
        Words(
            "没有 {raw} 这一天（或这个月、这一季）",
            "there is no {raw} in the calendar (years 1900 to 2199)",
        ),
        Words("请检查年（1900 至 2199）、月、日", "check the year, month and day"),
    ),
    "E332": Message(
        Words("between 的 {low} 晚于 {high}", "between runs from {low} back to {high}"),
        Words("先写早的，再写晚的", "write the earlier one first"),
    ),
    "E333": Message(
        Words("between 应为两个日期", "between takes two dates"),
        Words(
            "写成例如 between: [2023-07, 2023-12]", "write for example between: [2023-07, 2023-12]"
        ),
    ),
    "E334": Message(
        Words("应写 value 或 between 之一", "write either value or between, one of the two"),
        Words(
            "写成例如 {{value: 2023-09, source: …}} 或 {{between: [2023-07, 2023-12]}}",
            "write for example {{value: 2023-09, source: …}} or {{between: [2023-07, 2023-12]}}",
        ),
    ),
    "E335": Message(
        Words("{raw} 不是货币代码", "{raw} is not the code of a currency"),
        Words(
            "写三个大写字母，例如 currency: {{code: GBP, zh: 英镑, en: pounds}}",
            "write three capital letters, such as currency: {{code: GBP, zh: 英镑, en: pounds}}",
        ),
    ),
    # bounds of the language
    "E336": Message(
        Words(
            "{raw} 太小：{need}或为零，或至少 {least}",
            "{raw} is too small: {need} is zero, or at least {least}",
        ),
        Words(
            "请检查数值和单位；若是零，就写零",
            "check the number and its unit; write zero where that is meant",
        ),
    ),
    "E337": Message(
        Words(
            "{kind} 的 {parameter} 是 {value}，须在 {low} 至 {high} 之间",
            "{parameter} of {kind} is {value}; it must be {low} to {high}",
        ),
        Words(
            "请检查数值；若没有波动，只写数值本身",
            "check the number; where nothing varies, write the plain value",
        ),
    ),
    "E338": Message(
        Words(
            "{kind} 的均值可达 {value}，最多 {high}",
            "the mean of {kind} may be {value}; at most {high} is possible",
        ),
        Words("请检查参数和单位", "check the parameters and their unit"),
    ),
    "E339": Message(
        Words(
            "{kind} 可能抽到 {value}，最多 {high}",
            "{kind} may draw {value}; at most {high} is possible",
        ),
        Words(
            "减小离散程度，或改用有上限的分布，例如 triangular",
            "make it vary less, or use a law with an upper end, such as triangular",
        ),
    ),
    # notation
    "E346": Message(
        Words(
            "{raw} 中的“{sign}”不当作数字读", "{raw} holds '{sign}', which is not read as a digit"
        ),
        Words(
            "写成普通数字：10⁶ 写 1e6，½ 写 0.5，平方米写 m²",
            "write plain digits: 1e6 for 10⁶, 0.5 for ½; a square metre is m²",
        ),
    ),
    "E347": Message(
        Words(
            "{raw} 有歧义：点是小数点，还是千分位？",
            "{raw} is ambiguous: does the dot begin decimals or group thousands?",
        ),
        Words("写成 {one} 或 {other}", "write {one} or {other}"),
    ),
    "E348": Message(
        Words("{raw} 不是日期的写法", "{raw} is not how a date is written"),
        Words("如果是这个意思，写成 {form}", "if that is what it means, write {form}"),
    ),
    "E349": Message(
        Words(
            "{raw} 像是表格软件的日期序号，不是日期",
            "{raw} looks like the serial number of a day in a spreadsheet, not like a date",
        ),
        Words("如果是，写成 {form}", "if it is, write {form}"),
    ),
}
