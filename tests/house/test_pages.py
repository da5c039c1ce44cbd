"""The tree is the tree, links lead somewhere, and a page in two languages is one in each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    {
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("*/README*.md"),
        *ROOT.glob("results/reference/*.md"),
    }
)
OF_A_DAY = {"CHANGELOG", "decisions", "story", "story.zh"}
"""Pages that tell of their day, or are made whole by a run."""
UNSEEN = {"__pycache__", "build"}
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh.md"
PAIRS = [
    (page.with_name(page.name.replace(".zh.md", ".md")), page)
    for page in PAGES
    if page.name.endswith(".zh.md")
]
"""Pages that have a language each, English first."""
ALONE = sorted(
    {*PAGES} - {page for pair in PAIRS for page in pair} - {*ROOT.glob("docs/notebooks/*.md")}
)
"""Pages in English alone, for those who change the program or look a key up.

Notebooks are in both languages, and so are the pages that show them.
"""


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
    """Return the local links and pictures of a page that lead nowhere, or to no heading there."""
    found = []
    for to, at in re.findall(r"\]\(([^)#\s]*)(#[^)\s]+)?[^)]*\)", page.read_text(encoding="utf-8")):
        target = page.parent / to if to else page
        if "://" in to:
            continue
        if not target.exists() or (at and target.suffix == ".md" and at[1:] not in anchors(target)):
            found.append(to + at)
    return found


@cache
def anchors(page: Path) -> set[str]:
    """Return the names of the places in a page, as repository and site make them of headings."""
    text = page.read_text(encoding="utf-8")
    heads = re.findall(r"^#{1,4} (.+)$", unfenced(text), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {*re.findall(r'<a id="([^"]+)">', text), *(head.replace(" ", "-") for head in plain)}


def astray(page: Path) -> list[str]:
    """Return the links of a Chinese page to an English one that has a Chinese twin."""
    to = re.findall(r"(?<!\[English)\]\(([^)#\s:]+)\.md", page.read_text(encoding="utf-8"))
    return [name for name in to if (page.parent / f"{name}.zh.md").exists()]


def foreign(page: str, lang: str) -> list[str]:
    """Return the pictures that a page shows which are not in its language alone."""
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+\.(?:png|gif))\)", page)
    return [name for name in shown if f".{lang}." not in name]


def unfenced(page: str) -> str:
    """Return the prose of a page: without what stands in fenced blocks."""
    return re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)


def counted(page: str) -> list[str]:
    """Return what a page says of how many there are, which a command counts and a page forgets."""
    prose = unfenced(page)
    kinds = r"numbers|scenarios|tests|commands|figures"
    counts = rf"\b\d[\d,]* (?:{kinds})\b|\d ?(?:个数|个情景|项测试|条命令|幅图)"
    return re.findall(counts, prose)


def shape(page: str) -> list[str]:
    """Return what two languages of a page share: heads by number, rows, points, blocks, links."""
    bare = re.sub(r"^(```\w+\n).*?^```", r"\1", page, flags=re.MULTILINE | re.DOTALL)
    found = []
    for line in bare.splitlines():
        found += re.findall(r"^(?:#+ (?:\d+\. )?|- |```\w+)", line)
        found += [f"row of {line.count('|') - 1}"] if line.startswith("|") else []
        links = re.findall(r"\]\(([^)\s]+)\)", line)
        links = [re.sub(r"\.(?:en|zh)(?=\.(?:png|svg|gif|md)\b)", "", link) for link in links]
        found += [re.sub(r"(#\d+)-.*", r"\1", link) for link in links]  # heads have a language too
    return found


def other_language(page: str, chinese: bool) -> list[str]:
    """Return the runs of prose in the other language: any hanzi, or five English words in a row.

    Areas of shipped scenarios' names are as their files have them, 500万 m² in English too.
    """
    named = r"\d+万 m²"
    switch = r"\[中文\]\([^)]*\.zh\.md\)"
    prose = re.sub(rf"`[^`\n]*`|{named}|{switch}|\]\([^)]*\)", "·", unfenced(page))
    return re.findall(r"(?:[A-Za-z]+[ ,]+){4}[A-Za-z]+" if chinese else r"[\u4e00-\u9fff]+", prose)


def alternating(page: str) -> list[str]:
    """Return what of an English page is said in Chinese: heads, and clauses, not a term glossed."""
    prose = re.sub(r"`[^`\n]*`|\]\([^)]*\)", "·", unfenced(page))
    return re.findall(r"^#+ .*[\u4e00-\u9fff].*|[\u4e00-\u9fff]+[，。；：]", prose, re.MULTILINE)


def unclosed(page: str) -> list[str]:
    """Return what is meant to be emphasised and shown with its stars.

    After punctuation a star ends nothing where a letter follows, and before punctuation it begins
    nothing where a letter stands before it (CommonMark 6.2), which Chinese without spaces meets.
    """
    prose = re.sub(r"`[^`\n]*`", "x", unfenced(page))
    spans = re.findall(r"(.?)(?<!\*)(\*{1,2})(?=[^\s*])([^*]+)(?<=\S)\2(?!\*)(?=(.?))", prose)
    return [
        said
        for before, _, said, after in spans
        if (not _letter(said[-1]) and _letter(after)) or (not _letter(said[0]) and _letter(before))
    ]


def _letter(character: str) -> bool:
    return character.isalnum()


def listed(page: str) -> list[str]:
    """Return the pages that a page lists under its headings, of which the site makes its tree."""
    return re.findall(r"\]\(([^)\s]+\.md)\)", page.partition("\n## ")[2])


def test_the_tree_is_the_tree() -> None:
    assert tree((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")) == folders(ROOT)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_a_page_has_one_shape_in_two_languages(pair: tuple[Path, Path]) -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in pair)
    assert shape(english) == shape(chinese)
    assert f"({pair[1].name})" in english.splitlines()[2]
    assert f"({pair[0].name})" in chinese.splitlines()[2]


@pytest.mark.parametrize("page", [page for _, page in PAIRS], ids=lambda page: page.name)
def test_a_chinese_page_leads_to_chinese_pages(page: Path) -> None:
    assert astray(page) == []


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_the_first_page_opens_with_question_screen_picture_and_commands(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    question, screen, picture = text.index("**"), text.index("```console"), text.index("![")
    assert question < screen < picture < text.index("```sh\npython3 dev run")
    assert re.search(r"^\*\*[^*]*[?？]\*\*", text, re.MULTILINE)
    assert re.search(r"^(?:ANSWER|答案) ", text[screen:picture], re.MULTILINE)


@pytest.mark.parametrize("page", [page for pair in PAIRS for page in pair], ids=lambda p: p.name)
def test_a_page_that_has_a_language_speaks_no_other(page: Path) -> None:
    chinese = page.name.endswith(".zh.md")
    assert other_language(page.read_text(encoding="utf-8"), chinese) == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)
def test_the_pictures_of_a_page_speak_its_language(pair: tuple[Path, Path]) -> None:
    for page, lang in zip(pair, ("en", "zh"), strict=True):
        assert foreign(page.read_text(encoding="utf-8"), lang) == []


@pytest.mark.parametrize("page", ALONE, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_in_english_alone_does_not_alternate(page: Path) -> None:
    assert alternating(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", [page for _, page in PAIRS], ids=lambda page: page.name)
def test_emphasis_ends_where_it_is_meant_to(page: Path) -> None:
    assert unclosed(page.read_text(encoding="utf-8")) == []


def test_the_manual_lists_each_page_once() -> None:
    both = [
        listed((ROOT / "docs" / name).read_text("utf-8")) for name in ("README.md", "README.zh.md")
    ]
    assert [page for pages in both for page in set(pages) if pages.count(page) > 1] == []
    there = {path.relative_to(ROOT / "docs").as_posix() for path in ROOT.glob("docs/**/*.md")}
    assert there - set(both[0]) - set(both[1]) == {"README.md", "README.zh.md"}


def test_another_shape_and_language_are_found() -> None:
    page = "# a\n[中文](README.zh.md)\n| [b](x.md#2-a) |\n![c](c.en.png)\n```sh\nls\n```\n- d\n"
    same = page.replace("README.zh.md", "README.md").replace(".en.", ".zh.").replace("ls", "cd")
    same = same.replace("#2-a", "#2-甲")
    assert shape(page) == shape(same)
    others = {"# a": "## a", "# a\n": "# 1. a\n"}
    others |= {"x.md": "y.md", "#2": "#3", "- d": "d", "```sh": "```text"}
    for old, new in others.items():
        assert shape(page) != shape(page.replace(old, new))
    assert other_language(page + "够不够 `也`\n```\n够\n```\n", chinese=False) == ["够不够"]
    mixed = "## a 甲\nA trade (行业) in `够，` is.\n够了，does.\n"
    assert alternating(mixed) == ["## a 甲", "够了，"]
    assert unclosed("**甲：**乙 **甲**：乙 *n* 个 **甲。** 乙**（甲）** 第*二*个") == [
        "甲：",
        "（甲）",
    ]
    assert foreign("![a](a.png) ![b](x/b.zh.png) ![c](c.en.gif)", "en") == ["a.png", "x/b.zh.png"]
    assert listed(f"{page}\n## a\n- [b](x.md), ![c](c.png)\n- [b](x.md)\n") == ["x.md", "x.md"]
    assert other_language("够 does it meet the demand", chinese=True) == ["does it meet the demand"]
    assert other_language("[English](README.md) `a b c d e`", chinese=True) == []
    assert other_language("nearly 500万 m² of 万", chinese=False) == ["万"]


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
    links = (
        "[a](sim/draws) [b](gone.md#x) ![c](no.png) [d](#a-b) [e](page.md#no) [f](https://x.y/#z)"
    )
    text = f"```text\nsim/   a\n  draws/  b\nruns/  c\n```\n# A (b)!\n{links}\n"
    page.write_text(text, encoding="utf-8")
    (tmp_path / "b.zh.md").write_text("[English](b.md) [b](b.md#c) [b](b.zh.md)", encoding="utf-8")
    assert astray(tmp_path / "b.zh.md") == ["b"]
    assert tree(text) - folders(tmp_path) == {"runs/"}
    assert dangling(page) == ["gone.md#x", "no.png", "page.md#no"]
