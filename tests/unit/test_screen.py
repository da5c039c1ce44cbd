"""How problems look on a terminal."""

from __future__ import annotations

import pytest

from sim.scenario.errors import SHOWN, Problem, nearest, screen
from sim.scenario.yaml.nodes import SourceText, TextPlace
from sim.text.messages.catalogue import HINTS, MESSAGES
from sim.text.safe import spelt
from sim.text.screen import command, held, rounded, whole, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("家年", 4), ("m²", 2), ("：", 2), ("e\u0301", 1), ("", 0)],
)
def test_width_in_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_both_sides_of_a_probability_add_up_to_a_hundred() -> None:
    """84 % hold and 17 % fail of 167 in 200: 1 - 0.835 is a little more than 0.165."""
    assert (whole(167 / 200), whole(1 - 167 / 200)) == ("84", "16")
    for futures in (40, 100, 200, 1000):
        for holds in range(futures + 1):
            sides = [whole(holds / futures), whole(1 - holds / futures)]
            if sides in (["<1", ">99"], [">99", "<1"]):
                continue
            assert sum(map(int, sides)) == 100, (holds, futures)
            exact = [rounded(holds / futures), rounded(1 - holds / futures)]
            assert exact == [f"{side}%" for side in sides]


@pytest.mark.parametrize("text", ["\x1b[31m", "\x07", "\u202e", "\u200b", "\ud800", "a\nb", "\x9b"])
def test_nothing_a_terminal_obeys_gets_through(text: str) -> None:
    assert spelt(text).isprintable()


def test_the_nearest_word_is_sought_among_a_sane_number() -> None:
    assert nearest("lotts", ["lots", "label"]) == "lots"
    assert nearest("zzz", ["lots", "label"]) == ""
    assert nearest("lotts", ["lots", *(f"x{i}" for i in range(500))]) == ""
    assert nearest("x" * 81, ["x" * 80]) == ""


def test_a_screen_has_an_end() -> None:
    source = SourceText.of("a.yaml", "x: 1\n" * 100, "digest")
    problems = [Problem("E115", TextPlace(source, line, 1, 2)) for line in range(1, 101)]
    text = screen(problems, "en")
    assert text.count("E115") == SHOWN
    assert "... and 70 more" in text
    assert text.endswith("100 errors in 1 file")


@pytest.mark.parametrize("column", [1, 50, 84, 85, 500, 3000])
def test_the_caret_stands_under_the_place_in_a_line_of_any_length(column: int) -> None:
    line = "".join("家" if i % 3 else "x" for i in range(3000))
    line = line[: column - 1] + "!" + line[column:]
    place = TextPlace(SourceText.of("a.yaml", line, "digest"), 1, column, column + 1)
    _, _, shown, carets = screen([Problem("E115", place)], "en").splitlines()[:4]
    assert width(shown[: shown.index("!")]) == carets.index("^")
    assert width(shown) <= 100


def test_every_message_speaks_both_languages() -> None:
    for code, message in MESSAGES.items():
        assert not message.says.zh.isascii() and message.says.en, code
        assert bool(message.fix.zh) == bool(message.fix.en), code
    assert all(not hint.zh.isascii() and hint.en for hint in HINTS.values())


@pytest.mark.parametrize(
    ("columns", "more", "lines"),
    [
        (27, [], ["  zhizao run a.yaml \\", "    --seed 7"]),
        (28, [], ["  zhizao run a.yaml --seed 7"]),
        (29, ["--prior"], ["  zhizao run a.yaml \\", "    --seed 7 --prior"]),
        (30, ["--prior"], ["  zhizao run a.yaml --seed 7 \\", "    --prior"]),
    ],
)
def test_a_command_fills_the_screen(columns: int, more: list[str], lines: list[str]) -> None:
    """To its last column; a backslash finds room only where more follows."""
    with held(columns):
        assert command(["zhizao", "run", "a.yaml", "--seed", "7", *more]) == lines
