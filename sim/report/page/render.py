"""The page as HTML: everything is escaped but the figures, which are drawn by this program."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sim.report.blocks import Heading, Items, Paragraph, Table
from sim.report.page.answer import AnswerPage
from sim.report.page.contents import Page
from sim.report.page.environment import environment
from sim.report.page.letters import Letters
from sim.report.page.pictures import inline
from sim.text.page import CHANGES, PAGE
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_FONT: Final = "FONT"
"""What stands in the style sheet, before anything of a scenario, for the font."""
_INLINE: Final = re.compile(
    r"\\(?P<plain>[!-/:-@\[-`{-~])"
    r"|(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)"
    r"|\*\*(?P<strong>(?:\\.|[^\\])+?)\*\*"
)
"""The Markdown that blocks hold inside a line."""
_BLOCKS: Final = {
    "heading": Heading,
    "paragraph": Paragraph,
    "items": Items,
    "table": Table,
}


def rendered(page: Page | AnswerPage) -> str:
    """Return the whole page; the same content gives the same bytes."""
    letters = Letters()
    template = "page.html" if isinstance(page, Page) else "answer.html"
    drawn = {
        figure.name: {
            lang: inline(svg, f"f{figure.number}{lang[0]}-", letters.has, figure.head(lang))
            for lang, svg in figure.svg.items()
        }
        for figure in page.figures.values()
        if figure.svg
    }
    html = _environment().get_template(template).render(page=page, drawn=_safe(drawn))
    return html.replace(_FONT, letters.part(html), 1)


def _safe(drawn: dict[str, dict[Lang, str]]) -> dict[str, dict[Lang, Markup]]:
    """Figures are markup of our own; what of a scenario is in them, they have escaped."""
    from markupsafe import Markup

    return {
        name: {lang: Markup(svg) for lang, svg in spoken.items()} for name, spoken in drawn.items()
    }


@cache
def _environment() -> Environment:
    return environment(
        "sim.report.page",
        {"words": PAGE, "changes": CHANGES},
        {"say": say, "rich": rich},
        {name: _is(kind) for name, kind in _BLOCKS.items()},
    )


def _is(kind: type) -> Any:
    return lambda block: isinstance(block, kind)


def say(words: Words | str) -> Markup:
    """Text in both languages, each marked as what it is, so that one can be hidden."""
    from markupsafe import Markup, escape

    if isinstance(words, str) or words.zh == words.en:
        return escape(words if isinstance(words, str) else words.zh)
    spans = Markup('<span lang="zh-Hans">{}</span> <span lang="en">{}</span>')
    return spans.format(words.zh, words.en)


def rich(text: str) -> Markup:
    """A line of Markdown: strong text and code are kept, everything else is text."""
    from markupsafe import Markup, escape

    parts, last = [], 0
    for match in _INLINE.finditer(text):
        parts.append(escape(text[last : match.start()]))
        last = match.end()
        if match["plain"]:
            parts.append(escape(match["plain"]))
        elif match["code"]:
            code = match["code"]
            parts.append(Markup("<code>{}</code>").format(code.strip() if "`" in code else code))
        else:
            parts.append(Markup("<strong>{}</strong>").format(rich(match["strong"])))
    parts.append(escape(text[last:]))
    return Markup("").join(parts)
