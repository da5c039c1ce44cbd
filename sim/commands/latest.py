"""`latest`: where the newest run is, for scripts and for `reproduce`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sim.console.options import BAD_SCENARIO, add_lang, add_results
from sim.console.remarks import complain

HELP = "最新结果的路径 the path of the newest run"


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="只看这个情景 of this scenario only"
    )
    add_results(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Print the path; 2 when there is none."""
    from sim.api.lookup import NoResultError, latest

    try:
        print(latest(options.out, options.scenario))
    except NoResultError as error:
        complain(error.words, options.lang)
        return BAD_SCENARIO
    return 0
