"""The manual does what it says: Python blocks, and one command of each verb and set of options."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import playing
from tests.pages.playing import (
    FEWER,
    KINDS,
    NOT_HERE,
    PAGES,
    FailedError,
    alike,
    chosen,
    of_page,
    place,
    play,
    play_page,
    plays,
    quick,
    shelf,
)
from tests.pages.reading import ROOT, blocks

__all__ = ["place", "shelf"]

SAMPLE = ("docs/api.md", "docs/workbook.md")
"""Pages that the usual run plays: Python, and commands."""

SKETCHES = {
    "CONTRIBUTING.md": 1,
    "docs/experiments/decide.md": 1,
    "docs/experiments/decide.zh.md": 1,
    "docs/map-figures.md": 1,
    "docs/map-figures.zh.md": 1,
}
"""Blocks that nobody executes, by page; the line above each says why."""


@pytest.mark.full
@pytest.mark.parametrize("page", [name for name in PAGES if name not in SAMPLE and plays(name)])
def test_a_page_does_what_it_says(page: str, place: Path) -> None:
    play_page(page)


@pytest.mark.parametrize("page", SAMPLE)
def test_a_page_of_the_sample_does_what_it_says(page: str, place: Path) -> None:
    play_page(page)


def test_pages_that_are_left_out_have_nothing_to_play(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    played: list[str] = []
    monkeypatch.setattr(playing, "carry_out", lambda words: played.append(words[0]))
    silent = [name for name in PAGES if of_page(name) and not plays(name)]
    for name in silent:
        play_page(name)
    assert silent and not played


def test_what_nobody_executes_is_little_and_says_why() -> None:
    marked = {
        name: [block.why_not for block in blocks((ROOT / name).read_text(encoding="utf-8"), *KINDS)]
        for name in PAGES
    }
    found = {name: sum(why is not None for why in whys) for name, whys in marked.items()}
    assert {name: count for name, count in found.items() if count} == SKETCHES


def test_commands_that_no_test_carries_out_are_in_the_pages() -> None:
    typed = [words for name in PAGES for block in of_page(name) for words in block.commands]
    assert [start for start in NOT_HERE if not any(_begins(one, start) for one in typed)] == []


def _begins(words: list[str], start: tuple[str, ...]) -> bool:
    return tuple(words[: len(start)]) == start


FAULTS = {
    "python\nimport sim\nsim.Scenario.load('scenarios/none.yaml')": "planted.md:4: ScenarioError",
    "python\n1 / 0": "planted.md:4: ZeroDivisionError",
    "sh\nzhizao check scenarios/none.yaml  # is not there": "check scenarios/none.yaml: 2",
    "sh\nzhizao list --dance": "list --dance: 2",
    "sh\npython3 dev zhizao list \\\n  --dance": "list --dance: 2",
    "console\n$ zhizao reproduce nothing": "reproduce nothing: 2",
    "sh\nrm everything": "nobody says how to carry out: rm everything",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, place: Path) -> None:
    page = f"# Planted\n\n```{fault}\n```\n"
    with pytest.raises(FailedError) as caught:
        play(tuple(blocks(page, *KINDS)), Path("planted.md"))
    assert FAULTS[fault] in str(caught.value)


def test_a_part_of_an_answer_that_failed_is_caught(place: Path) -> None:
    folder = place / "results" / "town" / "run"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"failed": {"report.html": "KeyError"}}')
    with pytest.raises(FailedError, match="KeyError"):
        play((), Path("planted.md"))


def test_blocks_are_played_in_order_in_one_namespace_and_what_is_marked_is_not(place: Path) -> None:
    page = """
- in a list
  ```python
  numbers = [1]
  ```

<!-- not executed: a sketch -->
```python
numbers = none
```

```python
numbers += [2]
from pathlib import Path
Path("said").write_text(str(numbers))
```
"""
    found = blocks(page, *KINDS)
    assert [block.why_not for block in found] == [None, "a sketch", None]
    play(tuple(block for block in found if block.why_not is None), Path("page.md"))
    assert (place / "said").read_text() == "[1, 2]"


def test_of_commands_that_differ_in_values_alone_one_is_played() -> None:
    seed = "run scenarios/baseline.yaml --seed 7 --replications 40".split()
    assert alike(quick(seed)) == ("run", "--brief", "--replications", "--seed")
    assert chosen()[alike(quick(seed))][0] == "README.md"
    verbs = {kind[0] for kind in chosen()}
    assert verbs >= {*FEWER, "check", "compile", "diff", "list", "new", "reproduce", "workbook"}
