"""Pages as HTML: everything is escaped, in the language that the reader chose."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from sim.report.page.environment import environment
from sim.text.first_screen import FIRST
from sim.text.messages.catalogue import SCREEN
from sim.text.program import calling
from sim.text.screen import command, held, spoken
from sim.text.ui import UI
from sim.text.words import Lang, Words

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGE: Final = "zhizao-language"
_ASKED: Final = "lang"


@cache
def _environment() -> Environment:
    from jinja2 import pass_context

    known = {"ui": UI, "screen": SCREEN, "first_screen": FIRST}
    return environment("sim.ui.templates", known, {"say": pass_context(_say)})


def _say(context: Any, words: Words | str) -> str:
    """Text in the language of the page."""
    return words if isinstance(words, str) else words.line(context["lang"])


def language(request: Request) -> Lang:
    """The language that was asked for in the address, or before; else that of the locale."""
    asked = request.query_params.get(_ASKED) or request.cookies.get(LANGUAGE)
    return cast(Lang, asked) if asked in ("zh", "en") else spoken()


def page(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """Return a page; `told` is what its template shows."""
    lang = language(request)
    html = (
        _environment()
        .get_template(template)
        .render(**told, lang=lang, here=request.url.path, other=_other(request, lang))
    )
    answer = HTMLResponse(html, status)
    if request.query_params.get(_ASKED) == lang:
        answer.set_cookie(LANGUAGE, lang, path="/", httponly=True, samesite="strict")
    return answer


def _other(request: Request, lang: Lang) -> str:
    """The address of the same page in the other language; of the list for what was sent."""
    if request.method == "POST":
        return f"/?{_ASKED}={'en' if lang == 'zh' else 'zh'}"
    pairs = [(k, v) for k, v in request.query_params.multi_items() if k != _ASKED]
    query = urlencode([*pairs, (_ASKED, "en" if lang == "zh" else "zh")])
    return f"{request.url.path}?{query}"


def command_text(words: Sequence[str]) -> str:
    """Return a command as it can be typed here, on lines that a shell reads as one."""
    with held(_COLUMNS):
        lines = command([*shlex.split(calling()), *words])
    return "\n".join(line.removeprefix("  ") for line in lines)


_COLUMNS: Final = 88
"""Columns of a command."""
