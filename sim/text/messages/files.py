"""E101-E120: files and YAML; E201-E221: inheritance; E222-E229: maps; E230-E240: tables."""

from __future__ import annotations

from typing import Final

from sim.text.messages.message import Message
from sim.text.words import Words

MESSAGES: Final[dict[str, Message]] = {
    # files
    "E101": Message(
        Words("无法读取文件 '{file}'：{reason}", "cannot read the file '{file}': {reason}"),
        Words("请检查路径", "check the path"),
    ),
    "E102": Message(
        Words(
            "情景的文件共超过 {limit} KiB", "the files of the scenario are larger than {limit} KiB"
        ),
        Words(
            "情景文件通常只有几十 KiB；请确认是否选错了文件",
            "a scenario takes a few dozen KiB; is this the right file?",
        ),
    ),
    "E103": Message(
        Words(
            "文件不是 UTF-8 编码（第 {line} 行附近）", "the file is not UTF-8 (near line {line})"
        ),
        Words("在编辑器中另存为 UTF-8", "save it as UTF-8 in your editor"),
    ),
    "E104": Message(
        Words("文件是 UTF-16 编码", "the file is in UTF-16"),
        Words("在编辑器中另存为 UTF-8", "save it as UTF-8 in your editor"),
    ),
    "E105": Message(
        Words(
            "含有不可见的控制字符 {character}",
            "there is an invisible control character {character}",
        ),
        Words("删去这个字符", "delete the character"),
    ),
    # YAML
    "E106": Message(
        Words("不是有效的 YAML：{detail}", "this is not valid YAML: {detail}"),
        Words(
            "请检查此行和上一行的缩进、引号和括号",
            "check indentation, quotes and brackets of this line and the one before",
        ),
    ),
    "E107": Message(
        Words(
            "情景应为一组“键: 值”，这里却不是",
            "a scenario consists of 'key: value' entries; this does not",
        ),
        Words(
            "从 name: 开始写；`zhizao new` 会给出一个可运行的样例",
            "begin with name: ; `zhizao new` writes a sample that runs",
        ),
    ),
    "E108": Message(
        Words(
            "一个文件只能有一份文档；这里又出现了 ---",
            "a file holds one document; here a second one begins",
        ),
        Words("删去 ---，或分成两个文件", "delete the --- or split the file"),
    ),
    "E109": Message(
        Words(
            "键 '{key}' 重复（第 {first} 行已有）",
            "the key '{key}' is there twice (first on line {first})",
        ),
        Words("只保留一个", "keep one of them"),
    ),
    "E110": Message(
        Words("不支持合并键 <<", "merge keys << are not supported"),
        Words(
            "共用的值请写在 stages 的默认值中，或用 extends",
            "put shared values into the defaults under stages, or use extends",
        ),
    ),
    "E111": Message(
        Words("不支持标签 {tag}", "tags such as {tag} are not supported"),
        Words("删去标签；值的类型由键决定", "delete the tag; the key decides what a value is"),
    ),
    "E112": Message(
        Words("不支持锚点和别名（{name}）", "anchors and aliases are not supported ({name})"),
        Words("把值再写一遍，或用 extends", "write the value again, or use extends"),
    ),
    "E113": Message(
        Words("嵌套超过 40 层", "this is nested more than 40 levels deep"),
        Words("请检查括号", "check the brackets"),
    ),
    "E114": Message(
        Words("文件中的值超过 30,000 个", "the file holds more than 30,000 values"),
        Words("请确认是否选错了文件", "is this the right file?"),
    ),
    "E115": Message(
        Words(
            "键应为一个词，这里为空或是一组值",
            "a key is one word; this one is empty, a list or a block",
        ),
        Words(
            "写成“键: 值”；若以 {{ [ 开头的是文字，请加引号",
            "write key: value; quote a text that begins with {{ or [",
        ),
    ),
    "E116": Message(
        Words("键 {key} 有歧义", "the key {key} is ambiguous"),
        Words('换一个词，或加引号："{key}"', 'use another word, or quote it: "{key}"'),
    ),
    "E117": Message(
        Words("键后面是全角冒号“：”", "there is a full-width colon '：' after a key"),
        Words(
            "改用半角冒号加空格“: ”；若这是文字，请加引号",
            "write ': ' (half-width colon, then a space); quote it if it is text",
        ),
    ),
    "E118": Message(
        Words("冒号后面缺少空格", "there is no space after the colon"),
        Words("写成“键: 值”；若这是文字，请加引号", "write key: value; quote it if it is text"),
    ),
    "E119": Message(
        Words("缩进用了制表符（Tab）", "the indentation contains a tab"),
        Words("缩进请用空格", "indent with spaces"),
    ),
    "E120": Message(
        Words("这里是{sign}", "here stands {sign}"),
        Words("改用{plain}；若这是文字，请加引号", "write {plain}; quote it if it is text"),
    ),
    # inheritance
    "E201": Message(
        Words("'{file}' 在情景文件夹之外", "'{file}' is outside the scenario's folder"),
        Words(
            "写相对路径；被引用的文件须在所读情景的文件夹内，或是直接放在上层文件夹里的 .yaml",
            "write a relative path to a file in the folder of the scenario being read, or to a "
            ".yaml file right in a folder above it",
        ),
    ),
    "E202": Message(
        Words("找不到 '{file}'", "there is no file '{file}'"),
        Words("路径相对于写有它的文件", "paths are relative to the file that names them"),
    ),
    "E203": Message(
        Words("extends 成环：{ring}", "extends runs in a ring: {ring}"),
        Words("去掉其中一个 extends", "remove one of these extends"),
    ),
    "E204": Message(
        Words("继承超过{limit}", "the inheritance takes more than {limit}"),
        Words("请减少层数", "use fewer levels"),
    ),
    "E205": Message(
        Words(
            "写有 extends 的情景不能直接写 '{key}'",
            "a scenario with extends cannot hold '{key}' directly",
        ),
        Words(
            "改动写在 change: 下（例如 supply.north-hall.lots: 6），新增写在 add: 下，删除写在 drop: 下",
            "write it under change: (such as supply.north-hall.lots: 6), add: or drop:",
        ),
    ),
    "E206": Message(
        Words(
            "apply 的文件只能有 change、add、drop，不能有 '{key}'",
            "a file under apply holds only change, add and drop, not '{key}'",
        ),
        Words("把它移到 change: 或 add: 下", "move it under change: or add:"),
    ),
    "E207": Message(
        Words("没有 '{path}' 可改", "there is no '{path}' to change"),
        Words("新增请写在 add: 下（{path}: …）", "to create it, write it under add: ({path}: …)"),
    ),
    "E208": Message(
        Words(
            "'{path}' 已经有了（{first}），不能新增",
            "'{path}' is already there ({first}) and cannot be added",
        ),
        Words("改动请写在 change: 下", "to alter it, write it under change:"),
    ),
    "E209": Message(
        Words("没有 '{path}' 可删", "there is no '{path}' to drop"),
        Words("请检查路径，或去掉这一项", "check the path, or remove this entry"),
    ),
    "E210": Message(
        Words(
            "两个 apply 文件都改动了 '{path}'（另一处：{first}）",
            "two files under apply touch '{path}' (the other at {first})",
        ),
        Words(
            "只在一个文件里改；或写在情景自己的 change: 下",
            "keep one, or write it under the scenario's own change:",
        ),
    ),
    "E211": Message(
        Words(
            "同一文件两次涉及 '{path}'（另一处：{first}）",
            "the same file touches '{path}' twice (the other at {first})",
        ),
        Words("合并成一处", "say it once"),
    ),
    "E212": Message(
        Words("'{path}' 是列表，只能整体改动", "'{path}' is a list, which is changed as a whole"),
        Words("写成 {path}: [ … ]", "write {path}: [ … ]"),
    ),
    "E213": Message(
        Words("'{path}' 不是路径", "'{path}' is not a path"),
        Words(
            "路径是用点连接的键，例如 supply.north-hall.construction",
            "a path is keys joined by dots, such as supply.north-hall.construction",
        ),
    ),
    "E214": Message(
        Words("{key} 的写法不对", "{key} is not written like this"),
        Words("写成 {form}", "write {form}"),
    ),
    "E215": Message(
        Words("--set '{text}' 中没有等号", "there is no = in --set '{text}'"),
        Words(
            "写成 --set 路径=值，例如 --set supply.north-hall.lots=6",
            "write --set path=value, such as --set supply.north-hall.lots=6",
        ),
    ),
    "E216": Message(
        Words(
            "写有 extends 的情景须有自己的 name", "a scenario with extends needs a name of its own"
        ),
        Words(
            "写成 name: {{zh: 慢建, en: Slow build}}", "write name: {{zh: 慢建, en: Slow build}}"
        ),
    ),
    "E217": Message(
        Words(
            "'{path}' 的新值不是情景可用的值：{reason}",
            "the new value of '{path}' is not one a scenario can hold: {reason}",
        ),
        Words(
            '用文字、数、真假、字典或列表，例如 "24 months"',
            'use text, a number, a truth value, a dict or a list, such as "24 months"',
        ),
    ),
    "E218": Message(
        Words("没有 '{path}'，无处设置", "there is no block '{block}' in which to set '{path}'"),
        Words(
            "请检查路径；`zhizao show --resolved` 列出全部",
            "check the path; `zhizao show --resolved` lists them all",
        ),
    ),
    "E219": Message(
        Words(
            "'{path}' 是 {raw}，里面没有 '{key}'",
            "'{path}' is {raw}, with no '{key}' inside",
        ),
        Words(
            "整体改写 {path}: …；若要有 '{key}'，把块写全：{{{key}: …, …}}",
            "change it as a whole, {path}: …; where it shall hold '{key}', write the block in full: "
            "{{{key}: …, …}}",
        ),
    ),
    "E220": Message(
        Words("{block} 里没有 '{name}' 可以照搬", "there is no '{name}' in {block} to be like"),
        Words("{block} 中另有：{known}", "{block} has besides: {known}"),
    ),
    "E221": Message(
        Words("like 成环：{ring}", "like runs in a ring: {ring}"),
        Words("把其中一个写全，去掉它的 like", "write one of them out, without like"),
    ),
    # maps
    "E222": Message(
        Words(
            "'{file}' 不是此文件所在文件夹之下的文件",
            "'{file}' is no file below the folder of this one",
        ),
        Words("写成相对路径，如 parks.geojson", "write a relative path such as parks.geojson"),
    ),
    "E223": Message(
        Words("GeoJSON 在此处须是{wanted}", "a GeoJSON file needs {wanted} here"),
        Words(
            "从 GIS 软件导出 GeoJSON (RFC 7946)，几何为面或点",
            "export it from a GIS as GeoJSON (RFC 7946), with polygons or points",
        ),
    ),
    "E224": Message(
        Words(
            "{position} 不是以度计的经纬度", "{position} is no longitude and latitude in degrees"
        ),
        Words(
            "经度在前、纬度在后；投影坐标请先转为 EPSG:4326",
            "longitude comes first, then latitude; convert projected coordinates to EPSG:4326",
        ),
    ),
    "E225": Message(
        Words("文件称其坐标为 {name}", "the file says that its coordinates are {name}"),
        Words(
            "转为 EPSG:4326 (WGS 84) 再导出；CGCS2000 (EPSG:4490) 与之相差不到一米",
            "export it in EPSG:4326 (WGS 84); CGCS2000 (EPSG:4490) agrees with it to a metre",
        ),
    ),
    "E226": Message(
        Words(
            "没有园区 '{park}'（要素的 {key}）",
            "there is no park '{park}' (the {key} of a feature)",
        ),
        Words(
            "写园区的 id，或删去这个要素；map.key 指明哪个属性是 id",
            "write the id of a park, or delete the feature; map.key says which property it is",
        ),
    ),
    "E227": Message(
        Words("园区 '{park}' 有两个要素", "there are two features of the park '{park}'"),
        Words("合成一个 MultiPolygon，或删去一个", "make one MultiPolygon of them, or delete one"),
    ),
    "E228": Message(
        Words(
            "{position} 在中国之外，那里没有 GCJ-02",
            "{position} lies outside China, without GCJ-02",
        ),
        Words("请写明真正的坐标系：crs: WGS84", "state the coordinates that it has: crs: WGS84"),
    ),
    "E229": Message(
        Words(
            "要素没有写明园区的属性 '{key}'",
            "a feature has no property '{key}' that names its park",
        ),
        Words(
            "在属性里写园区的 id，或用 map.key 指明另一属性",
            "give it the id of its park, or name another property by map.key",
        ),
    ),
    # tables of projects
    "E230": Message(
        Words("'{file}' 不能当作表来读：{reason}", "'{file}' cannot be read as a table: {reason}"),
        Words(
            "在表格软件里另存为 .xlsx 或 .csv，只留项目一览",
            "save the list of projects alone as .xlsx or .csv",
        ),
    ),
    "E231": Message(
        Words("不知道要读 '{file}' 的哪张表", "which sheet of '{file}' is meant is not clear"),
        Words("写 sheet，取以下之一：{known}", "write sheet, one of {known}"),
    ),
    "E232": Message(
        Words(
            "表里没有“{what}”一列；表头是：{heads}",
            "no column says the {what}; the heads are {heads}",
        ),
        Words("把该列的表头写成其中之一：{known}", "call the column one of {known}"),
    ),
    "E233": Message(
        Words(
            "又一列“{what}”（另一列：{first}）",
            "a second column says the {what} (the first: {first})",
        ),
        Words("只留一列，另一列换个表头", "keep one, and call the other something else"),
    ),
    "E234": Message(
        Words("{raw} 不是已知的{what}", "{raw} names no {what}"),
        Words("写以下之一：{known}", "write one of {known}"),
    ),
    "E235": Message(
        Words("“{name}”没有写{what}", "the row of '{name}' lacks its {what}"),
        Words(
            "填上；各行都一样的写在情景里 table 旁边",
            "fill it in; what is the same in all rows belongs beside table in the scenario",
        ),
    ),
    "E236": Message(
        Words("项目“{name}”已经有了（{first}）", "the project '{name}' is there already ({first})"),
        Words(
            "一个项目一行：分期的写明期数，或加一列编号",
            "one row a project: name its phases, or add a column of ids",
        ),
    ),
    "E237": Message(
        Words("'{file}' 里没有项目", "there is no project in '{file}'"),
        Words("表头下每行写一个项目", "write a project a row below the head"),
    ),
    "E238": Message(
        Words("'{name}' 的 table 不能在这里改", "the table of '{name}' cannot be named here"),
        Words(
            "写在情景文件里；表中各项目可用 --set 逐个改",
            "name it in a scenario file; its projects may be changed one by one",
        ),
    ),
    "E239": Message(
        Words(
            "'{name}' 的表没有说明 {keys}，情景也没有",
            "neither the table of '{name}' nor the scenario says {keys}",
        ),
        Words("写在 table 旁边，对各行都成立", "write it beside table; it holds for all rows"),
    ),
    "E240": Message(
        Words(
            "“{name}”还没有开工（evidence: {evidence}），不能停工",
            "'{name}' has not begun (evidence: {evidence}): its site cannot stand still",
        ),
        Words(
            "要缓建就删去这一行，或把开工写晚；已停在工地上的先写 evidence: seen",
            "to hold it back remove its row or give a later start; where works stand still, say "
            "evidence: seen first",
        ),
    ),
}

GEOJSON: Final[dict[str, Words]] = {
    "features": Words("含要素的 FeatureCollection", "a FeatureCollection with features"),
    "feature": Words("一个 Feature", "a Feature"),
    "geometry": Words(
        "Polygon、MultiPolygon 或 Point 几何", "a geometry of type Polygon, MultiPolygon or Point"
    ),
    "ring": Words(
        "闭合的环：至少四个位置，首尾相同",
        "a closed ring: four positions or more, the last as the first",
    ),
    "position": Words("位置：[经度, 纬度]", "a position: [longitude, latitude]"),
}
"""What belongs at a place of a GeoJSON file."""

SYNTAX: Final[dict[str, Words]] = {
    "mapping values are not allowed": Words(
        "这里不该再有“: ”；缩进不对，或文字里的冒号没有加引号",
        "a second ': ' stands here; wrong indentation, or a text with a colon needs quotes",
    ),
    "',' or ']'": Words("列表缺少 , 或 ]", "a list lacks a , or its ]"),
    "',' or '}'": Words("块缺少 , 或 }", "a block lacks a , or its }"),
    "expected key": Words("这一行的缩进对不上", "the indentation fits no line above"),
    "expected <block end>": Words("这一行的缩进对不上", "the indentation fits no line above"),
    "expected '-' indicator": Words(
        "列表中有一行没有以 - 开头", "a line of a list does not begin with -"
    ),
    "cannot start any token": Words(
        "值不能以这个字符开头；文字请加引号", "no value begins with this character; quote a text"
    ),
    "unexpected end of stream": Words("引号没有关闭", "a quote is not closed"),
    "unexpected document separator": Words("引号没有关闭", "a quote is not closed"),
    "expected ':'": Words("这一行缺少冒号", "there is no colon on this line"),
    "unknown escape character": Words(
        "双引号中的反斜杠有特殊含义；请改用单引号",
        "a backslash is special in double quotes; use single quotes",
    ),
    "invalid Unicode character escape": Words("这个转义不是字符", "this escape is no character"),
    "expected node content": Words("这里缺少一个值", "a value is missing here"),
    "block sequence entries are not allowed": Words(
        "这里不能有 - 列表项", "a list item with - cannot stand here"
    ),
    "directive": Words(
        "以 % 开头的行有特殊含义；文字请加引号",
        "a line that begins with % is special; quote a text",
    ),
}
"""What the YAML parser says (a part of it) -> what it means."""

OPENED: Final = (
    "',' or ']'",
    "',' or '}'",
    "unexpected end of stream",
    "document separator",
    "expected ':'",
)
"""Complaints that are better told where the bracket, quote or key began."""

CANNOT_READ: Final[dict[str, Words]] = {
    "missing": Words("没有这个文件", "it does not exist"),
    "permission": Words("没有读取权限", "permission denied"),
    "folder": Words("这是一个文件夹", "it is a folder"),
    "device": Words("这不是普通文件", "it is not a regular file"),
    "other": Words("系统拒绝打开", "the system does not open it"),
}
