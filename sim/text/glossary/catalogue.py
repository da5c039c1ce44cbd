"""What every measure means, in Chinese and English: name, formula, unit; and what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from sim.text.glossary import economy as terms_economy
from sim.text.glossary import flows as terms_flows
from sim.text.glossary import indicators as terms_indicators
from sim.text.glossary import outlook as terms_outlook
from sim.text.glossary import tables as terms_tables
from sim.text.glossary import turning as terms_turning
from sim.text.glossary.term import Term
from sim.text.words import Lang, Words

_DOCS: Final = Path(__file__).parents[3] / "docs"
_HEAD: Final = Words(
    """# 词汇

[English](glossary.md) · 中文

各表的列与各项指标：单位与算法。由 `python -m sim.text.glossary.catalogue` 生成。

| 列 | 名称 | 单位 | 算法 |""",
    """# Glossary

English · [中文](glossary.zh.md)

Columns and measures with their units and formulas; written by `python -m sim.text.glossary.catalogue`.

| column | name | unit | formula |""",
)

TERMS: Final[dict[str, Term]] = {
    **terms_tables.TERMS,
    **terms_indicators.TERMS,
    **terms_outlook.TERMS,
    **terms_turning.TERMS,
    **terms_flows.TERMS,
    **terms_economy.TERMS,
}


def explain(name: str, lang: Lang = "both") -> str:
    """Put a measure in words: name, unit and formula, a line for each language.

    KeyError if there is no such measure.
    """
    term = TERMS[name]
    parts = zip(*(words.lines(lang) for words in (term.name, term.unit, term.formula)), strict=True)
    return "\n".join(f"{title} [{unit}]: {formula}" for title, unit, formula in parts)


def place(lang: Literal["zh", "en"]) -> Path:
    """Return where the page of a language is kept."""
    return _DOCS / ("glossary.zh.md" if lang == "zh" else "glossary.md")


def page(lang: Literal["zh", "en"]) -> str:
    """Return the glossary in one language as Markdown, the page at `place`."""
    lines = [_HEAD.line(lang), "|---|---|---|---|"]
    for name, term in TERMS.items():
        said = (words.line(lang) for words in (term.name, term.unit, term.formula))
        lines.append(f"| `{name}` | {' | '.join(text.replace('|', '/') for text in said)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    place("zh").write_text(page("zh"), encoding="utf-8")
    place("en").write_text(page("en"), encoding="utf-8")
