"""Text that somebody will write: what a terminal, a formula, a page or a spreadsheet would obey."""

from __future__ import annotations

LONG = "上海市浦东新区张江科学城国际医学园区生命健康产业园一期研发中试标准厂房"
"""Names of a programme differ in their last character."""
POISON = (
    "two\nlines\r\n\tand a tab",
    "$ 5 $$ x_1 \\frac{ \\$",
    "<b>bold</b> <script>alert(1)</script> &lt;",
    "a | b ` c _d_ *e* [f](javascript:alert(1)) ![g](h)",
    "\u202eright to left\u202c \u2066iso\u2069 zero\u200bwidth \x1b[2J \x07",
    "{x} {0} { %s %(a)d \uffff",
    "=1+1",
    "+1-1",
    "@SUM(A1)",
    "-读自图",
    "# heading",
    "1. first",
    "新臺幣 昇園 堃 円 﨑",
    "송도 국제 도시",
    LONG + "甲",
    LONG + "乙",
)
