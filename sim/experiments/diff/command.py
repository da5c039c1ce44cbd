"""`diff`: two saved results side by side."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sim.console.options import BAD_SCENARIO, RESULT, add_json, add_lang, add_results
from sim.console.remarks import complain, remark
from sim.experiments.command_line import guarded

HELP = "两个结果并列：来历与变动 two saved results: what differs, and what moved"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("a", metavar="A", help=RESULT)
    parser.add_argument("b", metavar="B", help=RESULT)
    parser.add_argument(
        "--figures",
        type=Path,
        metavar="DIR",
        help="把两者同一比例的图写到 DIR write the figure of both, on one scale, to DIR",
    )
    add_results(parser)
    add_json(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Compare; 0 when done, 2 when one of the two cannot be read."""
    return guarded(options, lambda: _diff(options))


def _diff(options: Namespace) -> int:
    from sim.api.lookup import NoResultError
    from sim.api.manifest import NoManifestError
    from sim.experiments.answer import RefusedError
    from sim.experiments.diff.function import diff
    from sim.experiments.diff.words import DIFF
    from sim.plots.save import save

    try:
        finding = diff(options.a, options.b, options.out)
    except NoResultError as error:
        complain(error.words, options.lang)
        return BAD_SCENARIO
    except NoManifestError as error:
        path = f"{options.a}, {options.b}"
        remark(options.lang, "no_manifest", path=path, reason=error.words.line(options.lang))
        return BAD_SCENARIO
    if options.json:
        print(json.dumps(finding.answer.to_dict(), ensure_ascii=False))
    else:
        print(finding.screen(options.lang))
    if options.figures:
        drawn = finding.figures(options.pictures)
        if not drawn:
            raise RefusedError(DIFF["no_figure"])
        for file in save(drawn, options.figures):
            remark(options.lang, "wrote", path=file)
    return 0
