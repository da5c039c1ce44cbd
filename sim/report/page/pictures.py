"""Figures inside a page: letters become text in the page's font, names no other figure has.

A figure on disk draws its letters as outlines, to look the same anywhere. A page brings the font
along, so that the same letters at the same places are a fifth of the bytes, can be found and
copied, and are read out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from sim.plots.sheet import LEFT
from sim.plots.svg import short

_TEXT = re.compile(
    r"<!-- (?P<text>.*?) -->\n"
    r'<g(?P<style> style="[^"]*")? '
    r'transform="(?P<placed>(?:(?:translate|rotate)\([^)]*\) ?)*)'
    r'scale\((?P<scale>[\d.]+) -[\d.]+\)">\n'
    r"(?:<defs>\n(?:<path [^>]*/>\n)*</defs>\n)?(?:<use [^>]*/>\n)*</g>"
)
"""A line of text as Matplotlib draws it: what it says, and the outlines of its letters."""
_LETTER = re.compile(r'<path id="([^"]*)"(?: d="[^"]*")? transform="scale\([^)]*\)"/>')
_USED = re.compile(r'<use href="#([^"]*)"')
_METADATA = re.compile(r"<metadata>.*?</metadata>\n?", re.DOTALL)
_STYLE = re.compile(r"<defs>\n<style[^>]*>[^<]*</style>\n</defs>\n")
_COMMENT = re.compile(r"<!-- .*? -->\n")
_OUTSIDE = re.compile(r' (?:width|height|version|xmlns(?::xlink)?)="[^"]*"')
"""What a figure needs outside of a page."""
_NAME = re.compile(r'(\bid="|href="#|url\(#)')
_VIEW = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_INCH = 72.0
"""Points."""
_BELOW = 4.0
"""Points from the baseline of a line to its lower edge."""
_EM = 100.0
"""Units of a letter's outline to its size."""


def inline(svg: str, prefix: str, has: Callable[[str], bool], head: str = "") -> str:
    """Return a figure as an element of a page.

    prefix: begins its names; `has`: whether the page's font shows a text: lines that it does not
    show stay outlines. head: its title and subtitle, which the page says beside it.
    """
    letters = dict.fromkeys(match[0] for match in _LETTER.finditer(svg))
    outlines = {match[1]: letter for letter in letters if (match := _LETTER.match(letter))}
    svg = _METADATA.sub("", _STYLE.sub("", svg[svg.index("<svg ") :]))
    svg = _TEXT.sub(lambda match: _text(match, has), _beheaded(svg, head))
    svg = _COMMENT.sub("", svg).replace("xlink:href=", "href=")
    end = svg.index(">")
    tag = _OUTSIDE.sub("", svg[:end])
    return _NAME.sub(lambda match: match[1] + prefix, tag + _rest(svg[end:], outlines))


def _beheaded(svg: str, head: str) -> str:
    """The figure without its title and subtitle, and without the room that they took."""
    edge = f"translate({short(LEFT * _INCH, 2)} "
    along = [match for match in _TEXT.finditer(svg) if match["placed"].startswith(edge)]
    lines = [*_leading(sorted(along, key=_height), "".join(head.split()))]
    if not lines:
        return svg
    cut = _height(lines[-1]) + _BELOW
    for line in sorted(lines, key=re.Match.start, reverse=True):
        svg = svg[: line.start()] + svg[line.end() :]
    view = _VIEW.search(svg)
    if view is None:
        return svg
    seen = f'viewBox="0 {short(cut, 1)} {view["width"]} {short(float(view["height"]) - cut, 1)}"'
    return svg[: view.start()] + seen + svg[view.end() :]


def _leading(lines: Iterable[re.Match[str]], said: str) -> Iterator[re.Match[str]]:
    """The first lines, as far as they say this; what a line says may be cut in its middle."""
    for line in lines:
        begin, *cut = "".join(unescape(line["text"]).split()).split("…")
        end = cut[-1] if cut else ""
        if not said or not said.startswith(begin) or end not in said[len(begin) :]:
            return
        said = said[said.index(end, len(begin)) + len(end) :]
        yield line


def _height(line: re.Match[str]) -> float:
    """How far from the top its baseline is, in points."""
    return float(line["placed"].split(")")[0].split(" ")[1])


def _rest(body: str, outlines: dict[str, str]) -> str:
    """What follows the first tag, with the outlines that are used and were drawn elsewhere."""
    there = {match[1] for match in re.finditer(r'\bid="([^"]*)"', body)}
    wanted = dict.fromkeys(match[1] for match in _USED.finditer(body))
    missing = [outlines[name] for name in wanted if name in outlines and name not in there]
    if not missing:
        return body
    end = body.index("</desc>") + len("</desc>")
    return f"{body[:end]}<defs>{''.join(missing)}</defs>{body[end:]}"


def _text(match: re.Match[str], has: Callable[[str], bool]) -> str:
    """A line as text at its place; as it was where the font lacks a letter.

    Comments hold no two hyphens in a row: where there might have been such, it stays as well.
    """
    said = match["text"]
    if not has(unescape(said)) or "- -" in said:
        return match[0]
    placed = match["placed"].strip()
    where = f' transform="{placed}"' if placed else ""
    size = short(float(match["scale"]) * _EM, 2)
    return f'<text font-size="{size}"{match["style"] or ""}{where}>{said}</text>'
