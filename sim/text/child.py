"""The commented child scenario that `zhizao new --extends` writes."""

from __future__ import annotations

from typing import Final

from sim.text.words import Words

CHILD: Final = """\
# yaml-language-server: $schema={schema}
# 一个变体，只写与父情景不同之处。A variant: it says only what differs from its parent.
#   zhizao check {file}    检查  check
#   zhizao run {file}    推演并给出结论  simulate and judge
#   zhizao compare {parent} {file}    与父情景相比，逐未来配对  future by future against its parent

extends: {parent}
name: {name}
why:
  zh: 在此写明：这个变体要回答什么问题？
  en: Say here what question this variant answers.

# 去掉行首的“# ”，改成你的数；其余照父情景。
# Take the leading "# " away and write your numbers; all else is as in the parent.
# change:
{numbers}"""

NAME: Final = Words("{name}（变体）", "{name}, a variant")
"""Name of the child, from that of its parent."""
