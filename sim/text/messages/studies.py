"""Messages E801-E899: sweeps."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E801": Message(
        zh="'{path}' 要写出一列取值，因为 design 是 {design}",
        en="'{path}' needs a list of values, since the design is {design}",
        fix_zh="写成 {path}: [ …, … ]；要抽样请用 design: lhs",
        fix_en="write {path}: [ …, … ]; to draw values instead, write design: lhs",
    ),
    "E802": Message(
        zh="'{path}' 要写出上下界，因为 design 是 {design}",
        en="'{path}' needs bounds, since the design is {design}",
        fix_zh="写成 {path}: {{from: …, to: …}}，或 {path}: range 取它自己的区间",
        fix_en="write {path}: {{from: …, to: …}}, or {path}: range for the range it carries",
    ),
    "E803": Message(
        zh="zip 要求每个数的取值一样多：{counts}",
        en="zip wants as many values of every number: {counts}",
        fix_zh="补齐取值，或改用 design: grid",
        fix_en="give all the same number of values, or write design: grid",
    ),
    "E804": Message(
        zh="design: {design} 没有说抽多少个点",
        en="design: {design} does not say how many points to draw",
        fix_zh="加一行 points: 64",
        fix_en="add points: 64",
    ),
    "E805": Message(
        zh="没有要改的数",
        en="no number to vary",
        fix_zh="写成 vary: {{路径: [ …, … ]}}",
        fix_en="write vary: {{path: [ …, … ]}}",
    ),
    "E806": Message(
        zh="情景里没有叫 '{path}' 的数",
        en="the scenario has no number '{path}'",
        fix_zh="zhizao show --origin FILE 列出所有的数",
        fix_en="zhizao show --origin FILE lists all of them",
    ),
    "E807": Message(
        zh="'{path}' 在情景里没有区间",
        en="'{path}' carries no range in the scenario",
        fix_zh="写成 {path}: {{from: …, to: …}}",
        fix_en="write {path}: {{from: …, to: …}}",
    ),
    "E808": Message(
        zh="'{path}' 的下界不小于上界",
        en="'{path}': the lower bound is not below the upper",
        fix_zh="把小的写在 from，大的写在 to",
        fix_en="write the smaller one as from, the larger as to",
    ),
    "E809": Message(
        zh="'{path}' 只用于评判，不影响推演，抽样拨动它没有作用",
        en="'{path}' judges what is played and changes nothing in it; a sample cannot vary it",
        fix_zh="改用 design: grid 并列出取值",
        fix_en="list its values, with design: grid",
    ),
    "E810": Message(
        zh="'{path}' 改变不了推演，各点会完全一样",
        en="'{path}' changes nothing that is played, so that all points would be alike",
        fix_zh="种子与未来数写作扫描的选项：--seed、--replications；这里只写模型的数",
        fix_en="--seed and --replications are options of a sweep; vary numbers of the model",
    ),
    "E811": Message(
        zh="design: {design} 的点数由取值决定，points 不起作用",
        en="the values say how many points design: {design} has; points does nothing",
        fix_zh="去掉 points，或改用 design: lhs",
        fix_en="leave points out, or write design: lhs",
    ),
    "E812": Message(
        zh="{file} 不是研究所在文件夹或其上一层文件夹里的情景文件",
        en="{file} is no scenario file in the study's folder or the one above",
        fix_zh="写相对路径，例如 scenario: ../scenarios/baseline.yaml",
        fix_en="write a relative path, such as scenario: ../scenarios/baseline.yaml",
    ),
    "E813": Message(
        zh="共有 {points} 个点，最多 {most} 个",
        en="there are {points} points, at most {most} are possible",
        fix_zh="减少取值，或改用 design: lhs",
        fix_en="write fewer values, or design: lhs",
    ),
}
