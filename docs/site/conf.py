"""The manual as a site: `python3 dev docs` builds it, offline, into build/site.

Pages are read where they are. `docs/README.md` and its Chinese twin list them by reader, and the
tree of the site is made from those lists; what is generated is added to its page as it is read.
"""

from __future__ import annotations

import logging
import sys
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]

import added  # noqa: E402
import around  # noqa: E402
import bigrams  # noqa: E402
from docutils import nodes  # noqa: E402 - found beside this file
from docutils.utils.math.latex2mathml import tex2mathml  # noqa: E402
from sphinx import search  # noqa: E402

from sim.report.page.letters import Letters  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "智造空间 zhizao"
author = "zhizao"
copyright = ""  # noqa: A001 - the name Sphinx reads
root_doc = added.FIRST
include_patterns = [
    "*.md",
    "docs/**.md",
    "benchmarks/README.md",
    "benchmarks/cpp/README.md",
    "notebooks/README.md",
    "notebooks/README.zh.md",
    "results/README.md",
    "results/README.zh.md",
    "results/reference/README.md",
    "results/reference/README.zh.md",
]
exclude_patterns = ["**/site/**", ".venv*", "build"]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
source_suffix = {".md": "markdown"}
language = "en"

myst_heading_anchors = 4
myst_fence_as_directive = ["math"]

smartquotes = False
default_role = "code"  # in docstrings a name stands in backquotes

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True
maximum_signature_line_length = 80

html_theme = "furo"
html_title = "智造空间 zhizao"
html_static_path = ["style.css", "reach.js"]
html_css_files = ["style.css"]
html_js_files = ["reach.js"]
html_search_language = bigrams.Bigrams.lang
# Excerpts would be fetched page by page, which a browser refuses from a file.
html_show_search_summary = False
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_math_renderer = "mathml"
templates_path = ["."]
html_additional_pages = {"index": "first.html"}
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}


def _inline(writer: Any, node: nodes.math) -> None:
    writer.body.append(tex2mathml(node.astext()))
    raise nodes.SkipNode


def _display(writer: Any, node: nodes.math_block) -> None:
    formula = tex2mathml(node.astext(), as_block=True)
    writer.body.append(f'<div class="math">{formula}</div>')
    raise nodes.SkipNode


def _finish(app: Sphinx, error: Exception | None) -> None:
    """Mend what the theme writes, and put our font beside the pages, with their letters alone."""
    if error is not None:
        return
    used: set[str] = set()
    for page in Path(app.outdir).rglob("*.html"):
        text = around.mended(page.read_text(encoding="utf-8"))
        page.write_text(text, encoding="utf-8")
        used.update(text)
    font = b64decode(Letters().part("".join(sorted(used))))
    (Path(app.outdir) / "_static" / "NotoSansSC.woff").write_bytes(font)


def setup(app: Sphinx) -> None:
    """Add what Sphinx does not have: search in Chinese, formulas without a script, our pages."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    search.languages[bigrams.Bigrams.lang] = bigrams.Bigrams
    app.add_html_math_renderer("mathml", (_inline, None), (_display, None))
    app.connect("source-read", added.add)
    app.connect("html-page-context", around.surround, priority=900)  # after the theme's tree
    app.connect("build-finished", _finish)
