"""E580-E599: observations of the past and accepted sets; E801-E813: sweeps."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    # the past
    "E580": Message(
        Words("{key} 是空的", "{key} names nothing"),
        Words(
            "写出至少一个，例如 {key}: [{example}]",
            "write at least one, such as {key}: [{example}]",
        ),
    ),
    "E581": Message(
        Words("没有观测值", "there are no observations"),
        Words("在 observations 下写出至少一项", "write at least one under observations"),
    ),
    "E582": Message(
        Words("观测的时段应为整月", "an observation covers whole months"),
        Words("写成 2022、2022Q1 或 2022-03", "write 2022, 2022Q1 or 2022-03"),
    ),
    "E583": Message(
        Words(
            "时段的末尾 {end} 早于开头 {start}",
            "the period ends ({end}) before it starts ({start})",
        ),
        Words("对调 start 与 end", "exchange start and end"),
    ),
    "E584": Message(
        Words("{key} 应大于零", "{key} must be above zero"),
        Words("写成例如 {key}: {example}", "write for example {key}: {example}"),
    ),
    "E585": Message(
        Words(
            "没有一项观测落在情景所记录的 {start} 至 {end} 之内",
            "no observation lies within what the scenario records, {start} to {end}",
        ),
        Words(
            "换一个记录这些年份的情景，或把 clock.start、clock.record_from 提前",
            "take a scenario that records those years, or begin clock.start and clock.record_from earlier",
        ),
    ),
    "E586": Message(
        Words(
            "截至 {cut} 年没有可用于拟合的观测",
            "nothing is observed up to {cut} that could be fitted on",
        ),
        Words("把 --cut 改得更晚", "choose a later --cut"),
    ),
    "E587": Message(
        Words("{file} 不是可读的接受集：{reason}", "{file} is no readable accepted set: {reason}"),
        Words("用 zhizao calibrate 重新生成", "make it anew with zhizao calibrate"),
    ),
    "E588": Message(
        Words(
            "{file} 没有留下任何未来：在给定的区间内，没有一种未来与往年相符",
            "{file} holds no future: none within the ranges agrees with the past",
        ),
        Words(
            "先看 calibrate 的图，再放宽区间或改模型",
            "look at the figure of calibrate, then widen ranges or mend the model",
        ),
    ),
    "E589": Message(
        Words(
            "{file} 与此情景没有共同的带区间的数",
            "{file} and this scenario share no number with a range",
        ),
        Words("接受集须来自同一基准的情景", "the set must come from a scenario with the same base"),
    ),
    "E590": Message(
        Words(
            "{file} 里的 {reason} 不是情景的数",
            "{file} names {reason}, which is no number of a scenario",
        ),
        Words("用 zhizao calibrate 重新生成", "make it anew with zhizao calibrate"),
    ),
    "E591": Message(
        Words(
            "{file} 里的值不在此情景给出的区间内：{reason}",
            "{file} holds a value outside the range of this scenario: {reason}",
        ),
        Words(
            "接受集须出自同样的区间：用 zhizao calibrate 重新生成",
            "the set must come from the same ranges: make it anew with zhizao calibrate",
        ),
    ),
    "E592": Message(
        Words(
            "{measure} 不是口径 '{basket}' 能有的数：它的 covers 是 {covers}",
            "{measure} is no figure of the basket '{basket}', which covers {covers}",
        ),
        Words(
            "entries、successes、reached 要用 covers: companies 的口径，其余要用 covers: space 的",
            "entries, successes and reached take a basket with covers: companies, all others one with "
            "covers: space",
        ),
    ),
    "E593": Message(
        Words(
            "看不出所见的是某一时点的状态，还是几个月的平均",
            "it is unclear whether this is the state at a date or the mean of months",
        ),
        Words(
            "要么写 at: 2025-06，要么写 start（和 end）",
            "write either at: 2025-06, or start (and end)",
        ),
    ),
    "E594": Message(
        Words(
            "'{name}' 不能用在 {measure} 里",
            "'{name}' is no figure that {measure} can be made of",
        ),
        Words(
            "change 要两项 vacancy，或两项 let；ratio 要一项 absorption",
            "a change takes two of vacancy, or two of let; a ratio takes an absorption",
        ),
    ),
    "E595": Message(
        Words(
            "两个口径的数绝不相比：'{name}' 的口径是 '{other}'（{another}），这一项是 '{basket}'（{publisher}）",
            "figures of two baskets are never paired: '{name}' is of '{other}' ({another}), this "
            "observation of '{basket}' ({publisher})",
        ),
        Words(
            "取同一口径的数；'{basket}' 中有：{known}",
            "take figures of one basket; of '{basket}' there are {known}",
        ),
    ),
    "E596": Message(
        Words("before 不早于后来的那一项", "before is not the earlier of the two"),
        Words("对调两项，或改其时间", "exchange the two, or mend their dates"),
    ),
    "E597": Message(
        Words(
            "{file} 里的未来始于 {reason}，此情景始于 {start}：往年与其后须是同一种未来",
            "the futures of {file} begin at {reason}, this scenario at {start}: the past and what "
            "follows are one run",
        ),
        Words(
            "用时钟相同的情景，或为此情景重新校准",
            "use a scenario of the same clock, or calibrate this one",
        ),
    ),
    "E598": Message(
        Words(
            "{file} 已过期：情景的往年、观测或程序的规则此后改过，其中的未来不再是此情景的",
            "{file} is stale: the scenario's past, the observations or the rules changed since, and "
            "its futures are no longer this scenario's",
        ),
        Words(
            "重新校准：{command}；或以 --prior 不承接往年",
            "make it anew: {command}; or play without it, --prior",
        ),
    ),
    "E599": Message(
        Words(
            "{file} 不合此情景：其往年自 {year} 年起与其中的未来不同",
            "{file} does not fit this scenario, whose past is another one from {year} on",
        ),
        Words(
            "为此情景重新校准，或不用 --grounded",
            "calibrate this scenario, or leave --grounded out",
        ),
    ),
    # sweeps
    "E801": Message(
        Words(
            "'{path}' 要写出一列取值，因为 design 是 {design}",
            "'{path}' needs a list of values, since the design is {design}",
        ),
        Words(
            "写成 {path}: [ …, … ]；要抽样请用 design: lhs",
            "write {path}: [ …, … ]; to draw values instead, write design: lhs",
        ),
    ),
    "E802": Message(
        Words(
            "'{path}' 要写出上下界，因为 design 是 {design}",
            "'{path}' needs bounds, since the design is {design}",
        ),
        Words(
            "写成 {path}: {{from: …, to: …}}，或 {path}: range 取它自己的区间",
            "write {path}: {{from: …, to: …}}, or {path}: range for the range it carries",
        ),
    ),
    "E803": Message(
        Words(
            "zip 要求每个数的取值一样多：{counts}",
            "zip wants as many values of every number: {counts}",
        ),
        Words(
            "补齐取值，或改用 design: grid",
            "give all the same number of values, or write design: grid",
        ),
    ),
    "E804": Message(
        Words(
            "design: {design} 没有说抽多少个点",
            "design: {design} does not say how many points to draw",
        ),
        Words("加一行 points: 64", "add points: 64"),
    ),
    "E805": Message(
        Words("没有要改的数", "no number to vary"),
        Words("写成 vary: {{路径: [ …, … ]}}", "write vary: {{path: [ …, … ]}}"),
    ),
    "E806": Message(
        Words("情景里没有叫 '{path}' 的数", "the scenario has no number '{path}'"),
        Words(
            "zhizao show --origin FILE 列出所有的数", "zhizao show --origin FILE lists all of them"
        ),
    ),
    "E807": Message(
        Words("'{path}' 在情景里没有区间", "'{path}' carries no range in the scenario"),
        Words("写成 {path}: {{from: …, to: …}}", "write {path}: {{from: …, to: …}}"),
    ),
    "E808": Message(
        Words("'{path}' 的下界不小于上界", "'{path}': the lower bound is not below the upper"),
        Words("把小的写在 from，大的写在 to", "write the smaller one as from, the larger as to"),
    ),
    "E809": Message(
        Words(
            "'{path}' 只用于评判，不影响推演，抽样拨动它没有作用",
            "'{path}' judges what is played and changes nothing in it; a sample cannot vary it",
        ),
        Words("改用 design: grid 并列出取值", "list its values, with design: grid"),
    ),
    "E810": Message(
        Words(
            "'{path}' 改变不了推演，各点会完全一样",
            "'{path}' changes nothing that is played, so that all points would be alike",
        ),
        Words(
            "种子与未来数写作扫描的选项：--seed、--replications；这里只写模型的数",
            "--seed and --replications are options of a sweep; vary numbers of the model",
        ),
    ),
    "E811": Message(
        Words(
            "design: {design} 的点数由取值决定，points 不起作用",
            "the values say how many points design: {design} has; points does nothing",
        ),
        Words("去掉 points，或改用 design: lhs", "leave points out, or write design: lhs"),
    ),
    "E812": Message(
        Words(
            "{file} 不是研究所在文件夹或其上一层文件夹里的情景文件",
            "{file} is no scenario file in the study's folder or the one above",
        ),
        Words(
            "写相对路径，例如 scenario: ../scenarios/baseline.yaml",
            "write a relative path, such as scenario: ../scenarios/baseline.yaml",
        ),
    ),
    "E813": Message(
        Words(
            "共有 {points} 个点，最多 {most} 个",
            "there are {points} points, at most {most} are possible",
        ),
        Words("减少取值，或改用 design: lhs", "write fewer values, or design: lhs"),
    ),
}
