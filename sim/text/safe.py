"""Text made safe on its way out: one function for each place where it is read.

Names, notes, titles of sources, file names and values after `--set` are free text. `line` makes one
line of a name where it comes in and everywhere it may come out as anything else; the others spell
out or escape what a terminal, a page or a spreadsheet would obey.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Final

_UNSEEN: Final = {"Cc", "Cf"}
"""Categories of what is obeyed or hidden: control characters, marks of direction, zero widths."""
_NO_CHARACTER: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
"""Code points that never are characters; XML refuses some."""
_MARKUP: Final = re.compile(r"([\\`*_\[\]|~$]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|!(?=\[))")
_BEGINNING: Final = re.compile(r"^(?:(#{1,6}|[+-])(?=\s)|(>|={2,}$|-{2,}$)|(\d+)(?=[.)]\s))")
"""What makes a heading, a quotation or a list of a line that begins with it."""
_FORMULA: Final = re.compile(r"^[=+\-@＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?[\d.,]+(?:[eE][+-]?\d+)?\s*%?")


@lru_cache(maxsize=1 << 12)
def line(text: str) -> str:
    """One line as it is seen: white space folded, controls, direction marks and zero widths out.

    Half a character, as in a file name that is no UTF-8, becomes U+FFFD.
    """
    seen = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    whole = seen.encode("utf-8", "replace").decode("utf-8")
    return " ".join(_NO_CHARACTER.sub("", whole).split())


def spelt(text: str) -> str:
    """Text for a terminal: everything that it might obey or hide spelt out."""
    return "".join(c if c.isprintable() or c == " " else _spell(c) for c in text)


def _spell(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def html(screen: str) -> str:
    """A screen as HTML for a notebook: lines as they are, everything else plain text."""
    return f"<pre>{escape(screen)}</pre>"


def markdown(text: str) -> str:
    """Text inside a line of Markdown, or one of its own: no markup, no HTML, no link, no heading."""
    escaped = _MARKUP.sub(r"\\\1", line(text))
    return _BEGINNING.sub(lambda m: f"{m[0]}\\" if m[3] else f"\\{m[0]}", escaped)


def code(text: str) -> str:
    """Text as code inside a line of Markdown, whatever backticks it holds."""
    shown = line(text)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    inside = f" {shown} " if "`" in shown else shown
    return f"{fence}{inside}{fence}"


def cell(text: str) -> str:
    """Text in a cell of a CSV file: one line, and an apostrophe before what looks like a formula."""
    shown = line(text)
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.fullmatch(shown) else shown


def cut(text: str, length: int) -> str:
    """Text in at most so many characters, at least one: cut in the middle, where names differ least.

    Both ends stay, as it is there that a row of long names tells which is which.
    """
    if len(text) <= length:
        return text
    kept = max(length - 1, 0)
    return f"{text[: kept - kept // 2]}…{text[len(text) - kept // 2 :]}"


def apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names by id: the id behind those that are the same, and in the place of an empty one."""
    counts = Counter(names.values())
    return {
        id_: id_ if not name else f"{name} ({id_})" if counts[name] > 1 else name
        for id_, name in names.items()
    }
