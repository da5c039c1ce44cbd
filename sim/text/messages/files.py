"""Messages E101-E120 (files and YAML) and E201-E219 (inheritance and overrides)."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message

MESSAGES: Final[dict[str, Message]] = {
    # files
    "E101": Message(
        zh="无法读取文件 '{file}'：{reason_zh}",
        en="cannot read the file '{file}': {reason_en}",
        fix_zh="请检查路径",
        fix_en="check the path",
    ),
    "E102": Message(
        zh="情景的文件共超过 {limit} KiB",
        en="the files of the scenario are larger than {limit} KiB",
        fix_zh="情景文件通常只有几十 KiB；请确认是否选错了文件",
        fix_en="a scenario takes a few dozen KiB; is this the right file?",
    ),
    "E103": Message(
        zh="文件不是 UTF-8 编码（第 {line} 行附近）",
        en="the file is not UTF-8 (near line {line})",
        fix_zh="在编辑器中另存为 UTF-8",
        fix_en="save it as UTF-8 in your editor",
    ),
    "E104": Message(
        zh="文件是 UTF-16 编码",
        en="the file is in UTF-16",
        fix_zh="在编辑器中另存为 UTF-8",
        fix_en="save it as UTF-8 in your editor",
    ),
    "E105": Message(
        zh="含有不可见的控制字符 {character}",
        en="there is an invisible control character {character}",
        fix_zh="删去这个字符",
        fix_en="delete the character",
    ),
    # YAML
    "E106": Message(
        zh="不是有效的 YAML：{detail_zh}",
        en="this is not valid YAML: {detail_en}",
        fix_zh="请检查此行和上一行的缩进、引号和括号",
        fix_en="check indentation, quotes and brackets of this line and the one before",
    ),
    "E107": Message(
        zh="情景应为一组“键: 值”，这里却不是",
        en="a scenario consists of 'key: value' entries; this does not",
        fix_zh="从 name: 开始写；`zhizao new` 会给出一个可运行的样例",
        fix_en="begin with name: ; `zhizao new` writes a sample that runs",
    ),
    "E108": Message(
        zh="一个文件只能有一份文档；这里又出现了 ---",
        en="a file holds one document; here a second one begins",
        fix_zh="删去 ---，或分成两个文件",
        fix_en="delete the --- or split the file",
    ),
    "E109": Message(
        zh="键 '{key}' 重复（第 {first} 行已有）",
        en="the key '{key}' is there twice (first on line {first})",
        fix_zh="只保留一个",
        fix_en="keep one of them",
    ),
    "E110": Message(
        zh="不支持合并键 <<",
        en="merge keys << are not supported",
        fix_zh="共用的值请写在 stages 的默认值中，或用 extends",
        fix_en="put shared values into the defaults under stages, or use extends",
    ),
    "E111": Message(
        zh="不支持标签 {tag}",
        en="tags such as {tag} are not supported",
        fix_zh="删去标签；值的类型由键决定",
        fix_en="delete the tag; the key decides what a value is",
    ),
    "E112": Message(
        zh="不支持锚点和别名（{name}）",
        en="anchors and aliases are not supported ({name})",
        fix_zh="把值再写一遍，或用 extends",
        fix_en="write the value again, or use extends",
    ),
    "E113": Message(
        zh="嵌套超过 40 层",
        en="this is nested more than 40 levels deep",
        fix_zh="请检查括号",
        fix_en="check the brackets",
    ),
    "E114": Message(
        zh="文件中的值超过 30,000 个",
        en="the file holds more than 30,000 values",
        fix_zh="请确认是否选错了文件",
        fix_en="is this the right file?",
    ),
    "E115": Message(
        zh="键应为一个词，这里为空或是一组值",
        en="a key is one word; this one is empty, a list or a block",
        fix_zh="写成“键: 值”；若以 {{ [ 开头的是文字，请加引号",
        fix_en="write key: value; quote a text that begins with {{ or [",
    ),
    "E116": Message(
        zh="键 {key} 有歧义",
        en="the key {key} is ambiguous",
        fix_zh='换一个词，或加引号："{key}"',
        fix_en='use another word, or quote it: "{key}"',
    ),
    "E117": Message(
        zh="键后面是全角冒号“：”",
        en="there is a full-width colon '：' after a key",
        fix_zh="改用半角冒号加空格“: ”；若这是文字，请加引号",
        fix_en="write ': ' (half-width colon, then a space); quote it if it is text",
    ),
    "E118": Message(
        zh="冒号后面缺少空格",
        en="there is no space after the colon",
        fix_zh="写成“键: 值”；若这是文字，请加引号",
        fix_en="write key: value; quote it if it is text",
    ),
    "E119": Message(
        zh="缩进用了制表符（Tab）",
        en="the indentation contains a tab",
        fix_zh="缩进请用空格",
        fix_en="indent with spaces",
    ),
    "E120": Message(
        zh="这里是{sign_zh}",
        en="here stands {sign_en}",
        fix_zh="改用{plain_zh}；若这是文字，请加引号",
        fix_en="write {plain_en}; quote it if it is text",
    ),
    # inheritance
    "E201": Message(
        zh="'{file}' 在情景文件夹之外",
        en="'{file}' is outside the scenario's folder",
        fix_zh="被引用的文件须在所读情景的文件夹内，写相对路径",
        fix_en="keep it in the folder of the scenario being read, and write a relative path",
    ),
    "E202": Message(
        zh="找不到 '{file}'",
        en="there is no file '{file}'",
        fix_zh="路径相对于写有它的文件",
        fix_en="paths are relative to the file that names them",
    ),
    "E203": Message(
        zh="extends 成环：{ring}",
        en="extends runs in a ring: {ring}",
        fix_zh="去掉其中一个 extends",
        fix_en="remove one of these extends",
    ),
    "E204": Message(
        zh="继承超过{limit_zh}",
        en="the inheritance takes more than {limit_en}",
        fix_zh="请减少层数",
        fix_en="use fewer levels",
    ),
    "E205": Message(
        zh="写有 extends 的情景不能直接写 '{key}'",
        en="a scenario with extends cannot hold '{key}' directly",
        fix_zh="改动写在 change: 下（例如 supply.north-hall.lots: 6），新增写在 add: 下，删除写在 drop: 下",
        fix_en="write it under change: (such as supply.north-hall.lots: 6), add: or drop:",
    ),
    "E206": Message(
        zh="apply 的文件只能有 change、add、drop，不能有 '{key}'",
        en="a file under apply holds only change, add and drop, not '{key}'",
        fix_zh="把它移到 change: 或 add: 下",
        fix_en="move it under change: or add:",
    ),
    "E207": Message(
        zh="没有 '{path}' 可改",
        en="there is no '{path}' to change",
        fix_zh="新增请写在 add: 下（{path}: …）",
        fix_en="to create it, write it under add: ({path}: …)",
    ),
    "E208": Message(
        zh="'{path}' 已经有了（{first}），不能新增",
        en="'{path}' is already there ({first}) and cannot be added",
        fix_zh="改动请写在 change: 下",
        fix_en="to alter it, write it under change:",
    ),
    "E209": Message(
        zh="没有 '{path}' 可删",
        en="there is no '{path}' to drop",
        fix_zh="请检查路径，或去掉这一项",
        fix_en="check the path, or remove this entry",
    ),
    "E210": Message(
        zh="两个 apply 文件都改动了 '{path}'（另一处：{first}）",
        en="two files under apply touch '{path}' (the other at {first})",
        fix_zh="只在一个文件里改；或写在情景自己的 change: 下",
        fix_en="keep one, or write it under the scenario's own change:",
    ),
    "E211": Message(
        zh="同一文件两次涉及 '{path}'（另一处：{first}）",
        en="the same file touches '{path}' twice (the other at {first})",
        fix_zh="合并成一处",
        fix_en="say it once",
    ),
    "E212": Message(
        zh="'{path}' 是列表，只能整体改动",
        en="'{path}' is a list, which is changed as a whole",
        fix_zh="写成 {path}: [ … ]",
        fix_en="write {path}: [ … ]",
    ),
    "E213": Message(
        zh="'{path}' 不是路径",
        en="'{path}' is not a path",
        fix_zh="路径是用点连接的键，例如 supply.north-hall.construction",
        fix_en="a path is keys joined by dots, such as supply.north-hall.construction",
    ),
    "E214": Message(
        zh="{key} 的写法不对",
        en="{key} is not written like this",
        fix_zh="写成 {form}",
        fix_en="write {form}",
    ),
    "E215": Message(
        zh="--set '{text}' 中没有等号",
        en="there is no = in --set '{text}'",
        fix_zh="写成 --set 路径=值，例如 --set supply.north-hall.lots=6",
        fix_en="write --set path=value, such as --set supply.north-hall.lots=6",
    ),
    "E216": Message(
        zh="写有 extends 的情景须有自己的 name",
        en="a scenario with extends needs a name of its own",
        fix_zh="写成 name: {{zh: 慢建, en: Slow build}}",
        fix_en="write name: {{zh: 慢建, en: Slow build}}",
    ),
    "E217": Message(
        zh="'{path}' 的新值不是情景可用的值：{reason}",
        en="the new value of '{path}' is not one a scenario can hold: {reason}",
        fix_zh='用文字、数、真假、字典或列表，例如 "24 months"',
        fix_en='use text, a number, a truth value, a dict or a list, such as "24 months"',
    ),
    "E218": Message(
        zh="没有 '{path}'，无处设置",
        en="there is no block '{block}' in which to set '{path}'",
        fix_zh="请检查路径；`zhizao show --resolved` 列出全部",
        fix_en="check the path; `zhizao show --resolved` lists them all",
    ),
}
