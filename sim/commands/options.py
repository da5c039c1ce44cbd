"""Options and words that the verbs share."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

BAD_SCENARIO: Final = 2
"""Exit code when a scenario cannot be used."""


def add_lang(parser: ArgumentParser) -> None:
    """Add `--lang`."""
    parser.add_argument(
        "--lang",
        choices=("zh", "en", "both"),
        default="both",
        help="输出语言 language of the output",
    )


def add_set(parser: ArgumentParser) -> None:
    """Add `--set`."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="sets",
        metavar="PATH=VALUE",
        help="改一个值，可多次 change a value, may be repeated: "
        "--set supply.north-hall.construction='24 months'",
    )


def add_json(parser: ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="输出 JSON print JSON")
