"""Text on its way out: nothing that is obeyed, nothing that hides, nothing that looks the same."""

from __future__ import annotations

import csv
import io
import unicodedata
from html.parser import HTMLParser

import pytest

from sim.scenario.schema.base import Label, Text, Things
from sim.text.safe import apart, cell, code, cut, html, line, markdown, spelt
from tests.poison import LONG, POISON

HALF = b"\xff.yaml".decode("utf-8", "surrogateescape")
"""Name of a file that is no UTF-8, as Python has it."""


def hidden(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"})


@pytest.mark.parametrize("text", [*POISON, HALF])
def test_a_line_is_one_line_of_what_is_seen(text: str) -> None:
    assert not hidden(line(text))
    assert "\uffff" not in line(text)
    assert line(line(text)) == line(text)
    assert line(text).encode("utf-8")


def test_a_line_keeps_what_people_write() -> None:
    assert line(" 研发\n  实验室\u3000与\t办公 ") == "研发 实验室 与 办公"
    assert line("R&D lab: 10⁴ m², 5 % – “α” é 송도") == "R&D lab: 10⁴ m², 5 % – “α” é 송도"


@pytest.mark.parametrize("text", [*POISON, HALF])
def test_a_terminal_obeys_nothing(text: str) -> None:
    assert spelt(text).isprintable()


class Tags(HTMLParser):
    """What a browser takes for elements, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", POISON)
def test_html_is_the_text_and_no_element(text: str) -> None:
    page = Tags(html(text))
    assert page.tags == ["pre"]
    assert page.text == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        ("*a* _b_ `c` ~~d~~ $e$", r"\*a\* \_b\_ \`c\` \~\~d\~\~ \$e\$"),
        ("[f](javascript:x)", r"\[f\](javascript:x)"),
        ("![f](x)", r"\!\[f\](x)"),
        ("<b>x</b> 3 < 4, <1%", r"\<b>x\</b> 3 < 4, <1%"),
        ("&#x202e; R&D", r"\&#x202e; R&D"),
        ("back\\slash", r"back\\slash"),
        ("# heading", r"\# heading"),
        ("#1 site", "#1 site"),
        ("> quoted", r"\> quoted"),
        ("- item", r"\- item"),
        ("-8% +0.42", "-8% +0.42"),
        ("-", "-"),
        ("1. first", r"1\. first"),
        ("12.5 years", "12.5 years"),
        ("====", r"\===="),
        ("two\n# lines", "two # lines"),
    ],
)
def test_markdown_has_no_markup(text: str, written: str) -> None:
    assert markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [("run a.yaml", "`run a.yaml`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```"), ("a\nb", "`a b`")],
)
def test_code_holds_its_backticks(text: str, written: str) -> None:
    assert code(text) == written


@pytest.mark.parametrize("text", ["=1+1", "+1-1", "@SUM(A1)", "-读自图", "＝1", "\t=1", "\r\n=1"])
def test_a_cell_is_no_formula(text: str) -> None:
    assert cell(text) == f"'{line(text)}"


@pytest.mark.parametrize("text", ["-8360", "+10%", "-1,234.5", "-1e-9", "- ", "12 months", "张江"])
def test_a_cell_leaves_numbers_and_words_alone(text: str) -> None:
    assert cell(text).lstrip("'") == line(text)
    assert cell(text).startswith("'") == (text == "- ")


@pytest.mark.parametrize("text", POISON)
def test_a_cell_is_one_field_of_one_row(text: str) -> None:
    file = io.StringIO()
    csv.writer(file).writerow([cell(text), 1])
    assert list(csv.reader(io.StringIO(file.getvalue()))) == [[cell(text), "1"]]
    assert file.getvalue().count("\n") == 1


def test_long_names_that_differ_at_their_end_still_differ() -> None:
    short = {cut(LONG + end, 20) for end in "甲乙丙"}
    assert len(short) == 3
    assert all(len(text) == 20 and text.startswith("上海市浦东新区") for text in short)
    assert [cut("abcdef", n) for n in (7, 6, 5, 2, 1)] == ["abcdef", "abcdef", "ab…ef", "a…", "…"]


def test_same_names_are_told_apart_and_empty_ones_named() -> None:
    assert apart({"a": "园", "b": "园", "c": "谷", "d": ""}) == {
        "a": "园 (a)",
        "b": "园 (b)",
        "c": "谷",
        "d": "d",
    }


class Town(Things):
    """Parks of a town."""

    parks: dict[str, Label]


def test_labels_of_a_block_are_one_line_each_and_differ() -> None:
    park, other = Text(zh="生物\n医药园", en="One"), Text(zh="生物 医药园", en="Other")
    blank = Text(zh="\u200b", en="\n")
    things = {
        "east": {"label": park.model_dump()},
        "west": {"label": other.model_dump(), "luck": "old"},
        "north": {},
        "south": {"label": blank.model_dump()},
    }
    found = Town.model_validate({"parks": things}).parks
    labels = {
        name: thing.label and (thing.label.zh, thing.label.en) for name, thing in found.items()
    }
    assert labels == {
        "east": ("生物 医药园 (east)", "One"),
        "west": ("生物 医药园 (west)", "Other"),
        "north": None,
        "south": ("south", "south"),
    }
    assert list(found) == list(things)
    assert found["west"].luck == "old"
