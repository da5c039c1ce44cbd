"""What stands around a page, in its language: tree, pages before and after, the theme's words."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from added import ENGLISH, FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_ITEM = re.compile(r'<li class="toctree-l1[^"]*"><a [^>]*href="([^"#]*)[^>]*>.*?</a></li>\n?')
_CAPTION = re.compile(r'<span class="caption-text">([^A-Za-z]*) ([^<]*)</span>')
_SIGNATURE = re.compile(r'<dl>\n((?:<dd><em class="sig-param">.*</dd>\n)+)</dl>')
_HEADLESS = re.compile(r'<th class="head">\s*(?:<p></p>)?\s*</th>')
_FIXED = (
    ('<p class="caption" role="heading">', '<p class="caption" role="heading" aria-level="2">', ""),
    (
        '<aside class="sidebar-drawer">',
        '<aside class="sidebar-drawer" aria-label="All pages">',
        '<aside class="sidebar-drawer" aria-label="全部页面">',
    ),
    (
        '<aside class="toc-drawer">',
        '<aside class="toc-drawer" aria-label="On this page">',
        '<aside class="toc-drawer" aria-label="本页内容">',
    ),
    (
        '<aside class="toc-drawer no-toc">',
        '<aside class="toc-drawer no-toc" aria-label="On this page">',
        '<aside class="toc-drawer no-toc" aria-label="本页内容">',
    ),
    ("Toggle site navigation sidebar", "", "展开或收起全部页面"),
    ("Toggle table of contents sidebar", "", "展开或收起本页目录"),
    ("Toggle Light / Dark / Auto color theme", "", "浅色、深色或随系统"),
    ('placeholder="Search"', "", 'placeholder="搜索"'),
    ('aria-label="Search"', "", 'aria-label="搜索"'),
    ("<span>Next</span>", "", "<span>下一页</span>"),
    ("<span>Previous</span>", "", "<span>上一页</span>"),
    ("<span>Home</span>", "", "<span>首页</span>"),
    ("<span>Back to top</span>", "", "<span>回到顶部</span>"),
    ("<span>Skip to content</span>", "", "<span>跳到正文</span>"),
    ('<div id="search-results">', '<h1>搜索 Search</h1>\n<div id="search-results" >', ""),
)
"""What the theme writes, and what is to stand there in English and in Chinese."""


def surround(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: Any) -> None:
    """Tell the language of a page, and leave out of what leads on the twins in the other one."""
    chinese = page.endswith(".zh")
    context["language"] = "zh" if chinese else "en"
    context["master_doc"] = FIRST if chinese else ENGLISH
    if page not in app.env.found_docs:
        return

    def mine(item: re.Match[str]) -> str:
        to = posixpath.normpath(posixpath.join(posixpath.dirname(page), item[1]))
        return item[0] if _suits(app, to.removesuffix(".html"), chinese) else ""

    left = _ITEM.sub(mine, context["furo_navigation_tree"])
    context["furo_navigation_tree"] = _CAPTION.sub(
        lambda caption: f'<span class="caption-text">{caption[1 if chinese else 2]}</span>', left
    )
    for step, way in enumerate(("prev", "next"), 1):
        other = next((to for to in _along(app, page, step) if _suits(app, to, chinese)), None)
        context[way] = other and {
            "link": app.builder.get_relative_uri(page, other),
            "title": app.env.titles[other].astext(),
        }


def _suits(app: Sphinx, page: str, chinese: bool) -> bool:
    """Tell whether a page is in a language, or has no twin that is."""
    if page.endswith(".zh"):
        return chinese or page.removesuffix(".zh") not in app.env.found_docs
    return not chinese or f"{page}.zh" not in app.env.found_docs


def _along(app: Sphinx, page: str, step: int) -> Iterator[str]:
    """Yield the pages before (1) or after (2) one, the nearest first."""
    relations = app.builder.relations  # type: ignore[attr-defined]
    while page in relations and (page := relations[page][step]):
        yield page


def mended(text: str) -> str:
    """Return a page with the theme's words in its language, and named for who listens to it."""
    chinese = '<html class="no-js" lang="zh"' in text
    for theirs, english, hanzi in _FIXED:
        text = text.replace(theirs, (hanzi if chinese else english) or english or theirs)
    text = _SIGNATURE.sub(_lines, text)
    return _HEADLESS.sub('<td class="head"></td>', text)


def _lines(signature: re.Match[str]) -> str:
    lines = re.sub("<(/?)dd>", r"<\1div>", signature[1])
    return f'<div class="sig-lines">\n{lines}</div>'
