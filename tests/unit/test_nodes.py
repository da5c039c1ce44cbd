"""YAML with places: what words mean, where things stand, what both parsers refuse alike."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sim.scenario.errors import ScenarioError
from sim.scenario.yaml import parse as module
from sim.scenario.yaml.emit import block, flow
from sim.scenario.yaml.nodes import Node, SourceText, from_data
from sim.scenario.yaml.parse import parse
from sim.scenario.yaml.scalars import FORBIDDEN, Scalar, scalar, surprise


def tree(text: str) -> Node:
    return parse(text, SourceText.of("a.yaml", text, "digest"))


def codes(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        tree(text)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("+3", 3),
        ("1.50", 1.5),
        ("1e6", 1e6),
        ("-2.5E-3", -0.0025),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("5.", "5."),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("2024-01-01", "2024-01-01"),
        ("2024-13", "2024-13"),
        ("30%", "30%"),
        ("180万 m²", "180万 m²"),
        ("=", "="),
    ],
)
def test_what_a_plain_word_means(word: str, value: Scalar) -> None:
    assert scalar(word) == value
    assert type(scalar(word)) is type(value)
    assert tree(f"a: {word}").plain() == {"a": value}


@pytest.mark.parametrize("word", ["true", "12", "1e6", "null", "~"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quoted_word_is_text(word: str, quote: str) -> None:
    assert tree(f"a: {quote}{word}{quote}").plain() == {"a": word}


def test_a_year_may_be_a_key() -> None:
    assert tree("{2024: 1, 2024-01: 2, 1.5: 3}").plain() == {"2024": 1, "2024-01": 2, "1.5": 3}


@pytest.mark.parametrize(
    "word", ["no", "Yes", "ON", "off", "y", "N", "12:30", "010", "0x1F", "1:2"]
)
def test_a_key_that_others_read_differently_is_refused_unless_quoted(word: str) -> None:
    assert codes(f"{word}: 1") == ["E116"]
    assert tree(f'"{word}": 1').plain() == {word: 1}


@pytest.mark.parametrize(
    "word", ["2024", "2024-01", "lab", "nowhere", "yes-man", "1.5", "-", "1e6", "12"]
)
def test_ordinary_words_do_not_surprise(word: str) -> None:
    assert surprise(word) is None


def test_places_are_lines_and_characters() -> None:
    root = tree("名称: 上海\r\nlist:\n  - 家家 x\n  - {键: 值}\n")
    second = root.items["list"].elements
    assert str(root.items["名称"].place) == "a.yaml:1:5"
    assert str(root.items["名称"].key) == "a.yaml:1:1"
    assert (second[0].place.line, second[0].place.column, second[0].place.end) == (3, 5, 9)
    assert str(second[1].items["键"].place) == "a.yaml:4:9"
    assert second[0].place.text == "  - 家家 x"


def test_all_problems_of_a_text_are_told() -> None:
    text = "a: 1\na: 2\nb: !!str x\nno: 1\nc: &r 1\nd: *r\n<<: {e: 1}\n"
    assert codes(text) == ["E109", "E111", "E116", "E112", "E110"]


@pytest.mark.parametrize(
    "space", ["note: GMP：药品", "note: |\n  GMP：药品\n  a:b", 'a: "x：y"', "a: x:y"]
)
def test_colons_in_prose_pass(space: str) -> None:
    assert tree(space).items


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2",
        "a: 'x",
        "a: b: c",
        "a:\n\tb: 1",
        "? [a]\n: 1",
        "a: 1\n---\nb: 2",
        "a: *x",
        "a: !!int x",
        "%YAML 9.9\n---\na: 1",
        "@",
        "a: 1\n b: 2",
        "a: [" + "[" * 50,
        "{a: 1, a: 2}",
        "no: 1",
        "- a\nb",
    ],
)
def test_the_parser_in_python_refuses_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = codes(text)
    monkeypatch.setattr(module, "LOADER", yaml.SafeLoader)
    assert codes(text) == expected


def test_half_a_character_never_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes('a: "\\ud800"') == ["E106"]
    monkeypatch.setattr(module, "LOADER", yaml.SafeLoader)
    assert codes('a: "\\ud800"') == ["E105"]


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe"])
def test_hidden_characters_are_refused(character: str) -> None:
    assert codes(f"a: x{character}y") == ["E105"]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).filter(
    lambda text: not FORBIDDEN.search(text)
)
DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(["no", "12:30", "010", "true", "~", "a: b", "a #b", "- x", "{", "'", "\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(data=st.dictionaries(TEXTS, DATA, min_size=1, max_size=4))
@example(data={"0：": None, "a：b": "a：b"})
def test_what_is_written_reads_back(data: dict[str, object]) -> None:
    node = from_data(data, SourceText.of("with_()", ""))
    assert tree(block(node)).plain() == data
    assert tree(flow(node)).plain() == data


def test_numbers_are_written_as_they_were() -> None:
    text = "{a: 1e6, b: 1.50, c: 180万 m², d: '12', e: [no, \"yes\"]}"
    assert flow(tree(text)) == '{a: 1e6, b: 1.50, c: 180万 m², d: "12", e: ["no", "yes"]}'


@pytest.mark.parametrize("value", [object(), {1: 2}, b"x", {"a": {"b": {1}}}, "\x1b", [["\0"]]])
def test_what_no_scenario_can_hold(value: object) -> None:
    with pytest.raises(TypeError):
        from_data({"a": value}, SourceText.of("with_()", ""))


def test_data_that_hold_themselves_are_refused() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(TypeError, match="deeply"):
        from_data(ring, SourceText.of("with_()", ""))
