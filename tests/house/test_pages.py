"""The README's tree is the tree, and what a page points to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md")]
OF_A_DAY = {"CHANGELOG", "decisions", "story"}
"""Pages that tell of their day, or are made whole by a run."""
UNSEEN = {"__pycache__", "build"}


def folders(root: Path) -> set[str]:
    """Return the folders that the tree is to show: at the top, and the rooms of `sim`."""
    return {
        str(path.relative_to(root)) + "/"
        for path in [*root.iterdir(), *(root / "sim").iterdir()]
        if path.is_dir() and path.name not in UNSEEN and not path.name.startswith(".")
        if path.suffix != ".egg-info" and any(path.iterdir())
    }


def tree(page: str) -> set[str]:
    """Return the folders in the tree of a page; an indented one is in the folder above it."""
    block = re.search(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    above, found = "", set()
    for line in block[1].splitlines() if block else []:
        name = line.split()[0]
        if name.endswith("/"):
            above = above if line.startswith(" ") else ""
            found.add(above + name)
            above = above or name
    return found


def dangling(page: Path) -> list[str]:
    """Return the local links and pictures of a page that lead nowhere."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    return [to for to in targets if "://" not in to and not (page.parent / to).exists()]


def counted(page: str) -> list[str]:
    """Return what a page says of how many there are, which a command counts and a page forgets."""
    prose = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    kinds = r"numbers|scenarios|tests|commands|figures"
    counts = rf"\b\d[\d,]* (?:{kinds})\b|\d ?(?:个数|个情景|项测试|条命令|幅图)"
    return re.findall(counts, prose)


def test_the_tree_is_the_tree() -> None:
    assert tree((ROOT / "README.md").read_text(encoding="utf-8")) == folders(ROOT)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert dangling(page) == []


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.parent in {ROOT, ROOT / "docs"} and page.stem not in OF_A_DAY],
    ids=lambda page: page.name,
)
def test_pages_state_no_count_that_moves(page: Path) -> None:
    assert counted(page.read_text(encoding="utf-8")) == []


def test_a_count_is_found() -> None:
    page = "Of 329 numbers, 16 个数\n\n```console\n3,411 tests\n```\nand 2,000 scenarios\n"
    assert counted(page) == ["329 numbers", "6 个数", "2,000 scenarios"]


def test_a_wrong_tree_and_a_dead_link_are_found(tmp_path: Path) -> None:
    (tmp_path / "sim" / "draws").mkdir(parents=True)
    (tmp_path / "sim" / "draws" / "keys.py").touch()
    page = tmp_path / "page.md"
    links = "[a](sim/draws) [b](gone.md#x) ![c](no.png)"
    text = f"```text\nsim/   a\n  draws/  b\nruns/  c\n```\n{links}\n"
    page.write_text(text, encoding="utf-8")
    assert tree(text) - folders(tmp_path) == {"runs/"}
    assert dangling(page) == ["gone.md", "no.png"]
