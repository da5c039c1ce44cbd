"""YAML text to a tree with places; what is unsafe, ambiguous or enormous is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from sim.scenario.errors import MAX_PROBLEMS, Problem, ScenarioError
from sim.scenario.yaml.nodes import MAX_DEPTH, Node, SourceText, TextPlace
from sim.scenario.yaml.scalars import FORBIDDEN, INVISIBLE, scalar, surprise
from sim.text.messages.files import OPENED, SYNTAX
from sim.text.words import Words

MAX_NODES: Final = 30_000
"""Six times a large scenario; more could not be read and judged within half a second."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its parser is used: events carry marks, tags and anchors before anything is built."""

_WIDE: Final = re.compile(r"\s*(?:- +)?[\"']?(?a:[A-Za-z_][\w.-]*)[\"']?\s*(：)")
_WIDE_ROOT: Final = re.compile(r"[\w.-]+\s*(：)")
_TIGHT: Final = re.compile(r"\s*(?:- +)?[A-Za-z_][\w.-]*(:)(?!//)\S")
_TAB: Final = re.compile(r" *(\t)")
_KEYBOARD: Final = re.compile(
    r"(，)\s*[\"'“]?[\w.-]+[\"'”]?\s*[:：]"
    r"|[:：,，\[{]\s*([｛［])|([｝］])\s*(?:$|[,，}\]])"
    r"|^\s*(?:- +)?[\w.-]+:([\u3000\xa0])|^ *([\u3000\xa0])"
)
"""Signs of a Chinese keyboard where YAML wants its own: `，` before a key, `｛`, U+3000."""
_SPACED: Final = re.compile(r"[\w.-]+:([\u3000\xa0])")
_PLAIN: Final = {"，": ",", "｛": "{", "｝": "}", "［": "[", "］": "]"}
_STARTS: Final = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS: Final = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_NODES: Final = (*_STARTS, yaml.ScalarEvent, yaml.AliasEvent)
_MEANT: Final = {"true": "boolean", "false": "boolean", "null": "null"}
_GUESSES: Final = (("E119", _TAB), ("E117", _WIDE), ("E117", _WIDE_ROOT), ("E118", _TIGHT))
# PyYAML lets more than YAMLError out on odd documents.
_ODD: Final = (ValueError, AttributeError, TypeError, LookupError, RecursionError, OverflowError)


def parse(text: str, source: SourceText) -> Node:
    """Return the tree of a YAML document; an empty one is null.

    Raises ScenarioError with every problem of the text (codes E105-E120).
    """
    builder = _Builder(source)
    _refuse_characters(text, source)
    try:
        for event in _events(text, source):
            builder.take(event)
    except ScenarioError:
        raise
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, source))
    except _ODD as error:
        builder.tell("E106", source.whole(), detail=_detail(str(error)))
    if builder.problems:
        raise ScenarioError(builder.problems)
    return builder.root


def _events(text: str, source: SourceText) -> list[Any]:
    """Return the parser's events; a text that is too much is refused before anything is built."""
    events = []
    count = depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        kind = type(event)
        count += kind in _NODES
        depth += (kind in _STARTS) - (kind in _ENDS)
        if count > MAX_NODES or depth > MAX_DEPTH:
            code = "E114" if count > MAX_NODES else "E113"
            raise ScenarioError([Problem(code, _place(event, source))])
        events.append(event)
    return events


def _refuse_characters(text: str, source: SourceText) -> None:
    problems = []
    for number, line in enumerate(source.lines, 1):
        if found := FORBIDDEN.search(line):
            place = TextPlace(source, number, found.start() + 1, found.end() + 1)
            problems.append(Problem("E105", place, {"character": f"U+{ord(found.group()):04X}"}))
    if problems:
        raise ScenarioError(problems[:MAX_PROBLEMS])


def _place(event: Any, source: SourceText) -> TextPlace:
    first, last = event.start_mark, event.end_mark
    line = source.lines[first.line] if first.line < len(source.lines) else ""
    end = last.column if last.line == first.line else len(line)
    return TextPlace(source, first.line + 1, first.column + 1, max(end, first.column) + 1)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    place: TextPlace
    key: TextPlace | None
    entries: dict[str, Node] | None
    elements: list[Node] = field(default_factory=list)
    pending: tuple[str, TextPlace] | None = None
    """In a mapping: the key whose value comes next."""


class _Builder:
    """Turns parser events into nodes without recursion, within limits."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.root = Node(None, source.whole())
        self._stack: list[_Open] = []
        self._anchors: set[str] = set()
        self._documents = 0

    def tell(self, code: str, place: TextPlace, hint: str = "", **context: Words | str) -> None:
        """Keep a problem; give up when there are too many to be useful."""
        self.problems.append(Problem(code, place, context, hint=hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise ScenarioError(self.problems)

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        kind = type(event)
        if kind in _ENDS:
            self._close()
        elif kind in _NODES:
            if event.anchor is not None or getattr(event, "tag", None) is not None:
                self._refuse_sharing(event)
            if kind in _STARTS:
                self._open(event)
            else:
                self._scalar(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._stop("E108", event)

    def _stop(self, code: str, event: Any) -> None:
        self.problems.append(Problem(code, _place(event, self.source)))
        raise ScenarioError(self.problems)

    def _refuse_sharing(self, event: Any) -> None:
        if event.anchor is not None and event.anchor not in self._anchors:
            self._anchors.add(event.anchor)
            self.tell("E112", _place(event, self.source), name=event.anchor)
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.tell("E111", _place(event, self.source), tag=tag)

    def _open(self, event: Any) -> None:
        place, key = _place(event, self.source), None
        if self._stack and self._stack[-1].entries is not None:
            if self._stack[-1].pending is None:
                self._stop("E115", event)
            else:
                key = self._stack[-1].pending[1]
        entries: dict[str, Node] | None = {} if isinstance(event, yaml.MappingStartEvent) else None
        self._stack.append(_Open(place, key, entries))

    def _close(self) -> None:
        done = self._stack.pop()
        value = tuple(done.elements) if done.entries is None else done.entries
        self._attach(Node(value, done.place, done.key))

    def _scalar(self, event: Any) -> None:
        place = _place(event, self.source)
        text: str = getattr(event, "value", "")
        quoted = bool(getattr(event, "style", None))
        if quoted and (sign := FORBIDDEN.search(text)):
            # Quotes may hide by escapes what the raw text did not show.
            self.tell("E105", place, character=f"U+{ord(sign.group()):04X}")
            text = ""
        if not quoted and (sign := INVISIBLE.search(text)):
            spot = _spot(place, sign.group())
            self.tell("E105", spot, character=f"U+{ord(sign.group()):04X}")
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.entries is not None and parent.pending is None:
            self._refuse_key(text, place, quoted)
            parent.pending = (text, place)
            return
        if not quoted and text[:1] in ("｛", "［"):
            self.problems.append(_keyboard(_spot(place, text[0])))
        elif not quoted and ("：" in text or ":" in text):
            self._refuse_run_on(text, place)
        key = parent.pending[1] if parent is not None and parent.pending is not None else None
        self._attach(Node(text if quoted else scalar(text), place, key, text, quoted))

    def _refuse_key(self, text: str, place: TextPlace, quoted: bool) -> None:
        if quoted:
            return
        if text == "<<":
            self.tell("E110", place)
        elif text[:1] in ("\u3000", "\xa0"):
            self.problems.append(_keyboard(_spot(place, text[0])))
        elif "：" in text:
            self.tell("E117", place)
        elif ":" in text and _TIGHT.match(text):
            self.tell("E118", place)
        elif text in ("", "~"):
            self.tell("E115", place)
        elif reason := _MEANT.get(text) or surprise(text):
            self.tell("E116", place, hint=reason, key=text)

    def _refuse_run_on(self, text: str, place: TextPlace) -> None:
        """Refuse text that was meant as `key: value` and lost its colon or space."""
        if place.text[: place.column - 1].strip():
            return
        if match := _SPACED.match(text):
            self.problems.append(_keyboard(_spot(place, match[1])))
        wide = _WIDE_ROOT if place.column == 1 else _WIDE
        for code, form in (("E117", wide), ("E118", _TIGHT)):
            if match := form.match(text):
                column = place.column + match.start(1)
                self.tell(code, TextPlace(self.source, place.line, column, column + 1))

    def _attach(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.entries is None:
            parent.elements.append(node)
            return
        assert parent.pending is not None
        name, place = parent.pending
        parent.pending = None
        if name in parent.entries:
            first = parent.entries[name].key
            self.tell("E109", place, key=name, first=str(first.line if first else 0))
        else:
            parent.entries[name] = node


def _syntax_problem(error: yaml.YAMLError, source: SourceText) -> Problem:
    """Say what was most likely meant; what the parser says is often about the line after."""
    problem = getattr(error, "problem", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    if any(fragment in problem for fragment in OPENED):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return Problem("E106", source.whole(), {"detail": _detail(problem)})
    ends = [m.line for m in (mark, getattr(error, "problem_mark", None)) if m is not None]
    for line in range(min(ends) + 1, min(max(ends) + 1, len(source.lines)) + 1):
        if match := _KEYBOARD.search(source.lines[line - 1]):
            return _keyboard(_stretch(source, line, match.start(match.lastindex or 0) + 1))
    place = _stretch(source, min(mark.line, len(source.lines) - 1) + 1, mark.column + 1)
    for code, form in _GUESSES:
        for line in (place.line, place.line - 1):
            if line and (match := form.match(source.lines[line - 1])):
                return Problem(code, _stretch(source, line, match.start(1) + 1))
    return Problem("E106", place, {"detail": _detail(problem)})


def _keyboard(place: TextPlace) -> Problem:
    """The problem of a sign of a Chinese keyboard, named with what to type for it."""
    sign = place.text[place.column - 1]
    if sign.isspace():
        name = f"U+{ord(sign):04X}"
        typed = Words(f"特殊空格 {name}", f"the special space {name}")
        return Problem("E120", place, {"sign": typed, "plain": Words("普通空格", "a plain space")})
    typed = Words(f"全角的“{sign}”", f"the full-width '{sign}'")
    plain = Words(f"“{_PLAIN.get(sign)}”", f"'{_PLAIN.get(sign)}'")
    return Problem("E120", place, {"sign": typed, "plain": plain})


def _spot(place: TextPlace, sign: str) -> TextPlace:
    """Where a sign of a plain text stands; the text itself where it does on another line."""
    column = place.text.find(sign, place.column - 1) + 1
    return place._replace(column=column, end=column + 1) if column else place


def _stretch(source: SourceText, line: int, column: int) -> TextPlace:
    return TextPlace(source, line, column, column + 1)


def _detail(problem: str) -> Words:
    """Return the parser's complaint in both languages; unknown ones stay in English."""
    meant = (words for fragment, words in SYNTAX.items() if fragment in problem)
    return next(meant, Words(problem[:200], problem[:200]))
