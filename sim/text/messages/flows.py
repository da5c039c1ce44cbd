"""Messages E470-E477: contract makers' space, own plants and the return flow."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    "E470": Message(
        zh="cdmo_demand 须有 share 或 area，二者取一",
        en="cdmo_demand has either a share or an area",
        fix_zh="写 share（原应占用面积的比例），或写 area 与 basis",
        fix_en="write share (of the area the stage would have taken), or area with its basis",
    ),
    "E471": Message(
        zh="有 {key} 却没有 {other}",
        en="there is {key} without {other}",
        fix_zh="补上 {other}，例如 area: 3000 m² 与 basis: gross",
        fix_en="add {other}, such as area: 3000 m² with basis: gross",
    ),
    "E472": Message(
        zh="回流的年率可能为负",
        en="the yearly rate of return may be negative",
        fix_zh="写不小于零的年率，例如 rate: 3% per year",
        fix_en="write a rate of at least zero, such as rate: 3% per year",
    ),
    "E473": Message(
        zh="这个项目自建厂房，但赛道 '{track}' 阶段 '{stage}' 的 route 没有 build",
        en="this project builds its own plant, but the route of stage '{stage}' in track "
        "'{track}' has no build",
        fix_zh="在该阶段的 route 里写自建工期，例如 build: {{triangular: [18 months, 24 months, "
        "36 months]}}",
        fix_en="state in that route how long it takes, such as build: {{triangular: [18 months, "
        "24 months, 36 months]}}",
    ),
}
