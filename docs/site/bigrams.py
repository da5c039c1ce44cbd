"""Search that finds Chinese without a dictionary: runs of hanzi as overlapping pairs."""

from __future__ import annotations

import re

from sphinx.search.en import SearchEnglish

_WORDS = re.compile(r"[\u4e00-\u9fff]+|[^\W\u4e00-\u9fff]+")


class Bigrams(SearchEnglish):
    """English words by their stems; 标准厂房 as 标准, 准厂 and 厂房, in pages and in questions."""

    lang = "zhizao"
    language_name = "English"
    """By which the page finds the stemmer."""
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|[\p{Letter}\p{Number}_]+/gu) || []).flatMap((run) =>
    /[\u4e00-\u9fff]/.test(run) && run.length > 2
      ? Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)) : [run]);
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - named so by Sphinx
        """Return the words of a text."""
        found = []
        for run in _WORDS.findall(input):
            pairs = "\u4e00" <= run[0] <= "\u9fff" and len(run) > 2
            found += [run[i : i + 2] for i in range(len(run) - 1)] if pairs else [run]
        return found
