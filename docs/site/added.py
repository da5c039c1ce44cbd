"""What the site adds to pages as they are read: the tree, the command line, the API, STRESS-DES."""

from __future__ import annotations

import re
from argparse import ArgumentParser, HelpFormatter
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import sim
from sim.cli import _parser
from sim.draws.worlds import Worlds
from sim.report.page.checklist import filled
from sim.runs.identity import versions
from sim.scenario.names import labelled
from sim.scenario.plan.compile import compile_plan
from sim.text.screen import stated
from sim.text.words import in_a_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from sim.text.words import Lang

ROOT = Path(__file__).parents[2]
FIRST = "docs/README.zh"
ENGLISH = "docs/README"


def add(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add to a page as it is read what is made from the code; anchors become targets of MyST."""
    source[0] = re.sub(r'^<a id="([\w-]+)"></a>$', r"(\1)=", source[0], flags=re.MULTILINE)
    if docname.endswith(".zh") or docname.startswith("docs/notebooks/"):
        source[0] = joined(source[0])
    more = _ADDED.get(docname)
    if more:
        source[0] += "\n" + more()


def joined(page: str) -> str:
    """Return a page without the ends of lines between hanzi, which a browser shows as spaces."""
    hanzi = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
    lines: list[str] = []
    fenced = False
    for line in page.split("\n"):
        fenced ^= line.startswith("```")
        before = lines[-1] if lines and not fenced else ""
        if (
            before[:1] not in "#`"
            and re.search(f"{hanzi}$", before)
            and re.match(f" *{hanzi}", line)
        ):
            lines[-1] += line.lstrip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _tree() -> str:
    """Return the tree of the site: the pages that both lists of `docs/README` name, by heading."""
    chinese, english = (_listed(ROOT / f"{page}.md") for page in (FIRST, ENGLISH))
    seen = {FIRST.removeprefix("docs/"), ENGLISH.removeprefix("docs/")}
    trees = [_toctree("", ["README"])]
    for (head, here), (title, there) in zip(chinese, english, strict=True):
        pages = dict.fromkeys(page for pair in zip_longest(here, there) for page in pair if page)
        trees.append(_toctree(f"{head} {title}", [page for page in pages if page not in seen]))
        seen |= set(pages)
    return "\n".join(trees)


def _listed(page: Path) -> list[tuple[str, list[str]]]:
    sections = page.read_text(encoding="utf-8").split("\n## ")[1:]
    return [
        (text.partition("\n")[0], re.findall(r"\]\(([^)\s]+)\.md\)", text)) for text in sections
    ]


def _toctree(caption: str, pages: list[str]) -> str:
    said = f":caption: {caption}\n" if caption else ""
    return "\n".join(["```{toctree}", f":hidden:\n:maxdepth: 1\n{said}", *pages, "```", ""])


def _command_line() -> str:
    """Return the help of the program and of each verb, as a terminal of 80 columns shows it."""
    top = _parser("zhizao")
    verbs = next(action.choices for action in top._actions if isinstance(action.choices, dict))
    screens = [("zhizao", top), *((f"zhizao {name}", verb) for name, verb in verbs.items())]
    return "\n".join(_screen(title, parser) for title, parser in screens)


def _screen(title: str, parser: ArgumentParser) -> str:
    parser.formatter_class = partial(HelpFormatter, width=80)  # type: ignore[assignment]
    return f"## {title}\n\n```text\n{parser.format_help()}```\n"


def _names() -> str:
    """Return directives that print the docstrings and types of all names of `sim`."""
    classes, others = ["Scenario", "Run", "JobRunner"], ["City", "RefusedError", "ScenarioError"]
    questions = [name for name in sim.__all__ if name not in (*classes, *others, "PRIOR")]
    parts = [f"## {name}\n\n{_directive('autoclass', name)}" for name in classes]
    parts += ["## Questions, and the rest\n"]
    parts += [_directive("autofunction", name) for name in questions]
    parts += [f"```{{eval-rst}}\n.. autoclass:: sim.{name}\n```\n" for name in others]
    return "\n".join([*parts, _directive("autodata", "PRIOR")])


def _directive(kind: str, name: str) -> str:
    members = "   :members:\n" if kind == "autoclass" else ""
    return f"```{{eval-rst}}\n.. {kind}:: sim.{name}\n{members}```\n"


def _stress(lang: Lang) -> str:
    """Return the checklist of the baseline: what a run of it would fill in, and plays nothing."""
    scenario = sim.Scenario.load(ROOT / "scenarios" / "baseline.yaml")
    loaded, spec = scenario.loaded, scenario.loaded.spec
    told = {
        "standards": str(len(spec.standards)),
        "standard_names": in_a_row(labelled(spec.standards, name) for name in spec.standards),
        "unknown": str(len(Worlds(spec, spec.seed).paths)),
        "n": str(spec.replications),
        "confidence": stated(spec.confidence.value),
        "command": "zhizao run scenarios/baseline.yaml",
    }
    rows = filled(loaded, compile_plan(spec), spec.seed, versions(), told)
    lines = ["| | | |", "|---|---|---|"]
    for row in rows:
        cells = (words.line(lang) for words in (row.name, row.said))
        lines.append(f"| {row.number} | {' | '.join(text.replace('|', '/') for text in cells)} |")
    return "\n".join([*lines, ""])


_ADDED: dict[str, Callable[[], str]] = {
    FIRST: _tree,
    "docs/cli": _command_line,
    "docs/cli.zh": _command_line,
    "docs/api": _names,
    "docs/stress": partial(_stress, "en"),
    "docs/stress.zh": partial(_stress, "zh"),
}
