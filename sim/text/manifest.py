"""Words of what is wrong with a manifest."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

MANIFEST_FAULTS: Final[dict[str, Words]] = {
    "large": Words("manifest.json 大于 {limit} MB", "manifest.json is larger than {limit} MB"),
    "unread": Words(
        "manifest.json 不是 UTF-8 的 JSON（{reason}）",
        "manifest.json is no JSON in UTF-8 ({reason})",
    ),
    "shape": Words(
        "manifest.json 缺少 {key}，或其内容不对",
        "manifest.json has no {key}, or it is not what belongs there",
    ),
    "format": Words(
        "manifest.json 的格式是 {found}，本版本读 {format}；请用写出它的版本重做",
        "manifest.json has format {found}, this version reads {format}; reproduce it with the "
        "version that wrote it",
    ),
    "outside": Words(
        "manifest.json 的 files 里有目录之外的名字 {name}",
        "files in manifest.json names what is not in the folder: {name}",
    ),
    "answer": Words(
        "这是 {verb} 的回答：换一个 --out 再问一次，然后比对文件",
        "an answer of {verb}: ask again with another --out and compare the files",
    ),
    "custom": Words(
        "结果由自定义行为得出，清单里没有它：{names}",
        "custom behaviour, which no manifest holds: {names}",
    ),
}
