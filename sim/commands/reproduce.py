"""`reproduce`: run a result again from its manifest alone and compare every number."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sim.console.options import BAD_SCENARIO, RESULT, add_lang, add_results
from sim.console.progress import bar
from sim.console.remarks import complain, remark, show_problems
from sim.text.commands import say

HELP = "重做一次结果，逐数比对 run a result again and compare every number"
DIFFERS = 4
"""Exit code when the result is damaged or came out otherwise."""


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "folder",
        metavar="RESULT",
        help=RESULT,
    )
    add_results(parser)
    add_lang(parser)


def run(options: Namespace) -> int:
    """Reproduce one result; 0 when it holds, 4 when it does not, 2 when it cannot be read."""
    from sim.api.lookup import NoResultError, find
    from sim.api.manifest import NoManifestError
    from sim.api.reproduce import reproduce
    from sim.scenario.errors import ScenarioError

    lang = options.lang
    try:
        with bar(say(lang, "playing")) as show:
            remade = reproduce(find(options.folder, options.out), show)
    except ScenarioError as error:
        show_problems(error.problems, lang)
        return BAD_SCENARIO
    except NoResultError as error:
        complain(error.words, lang)
        return BAD_SCENARIO
    except NoManifestError as error:
        reason = error.words.line(lang)
        remark(lang, "no_manifest", path=options.folder, reason=reason)
        return BAD_SCENARIO
    except OSError as error:
        remark(lang, "no_manifest", path=options.folder, reason=error)
        return BAD_SCENARIO
    for name in remade.made_of:
        print(say(lang, "made_otherwise", name=name))
    for name in remade.damaged:
        print(say(lang, "damaged", name=name))
    for name, where in remade.different.items():
        print(say(lang, "differs_in", name=name, where=where))
    print(say(lang, "reproduced" if remade.holds else "not_reproduced", count=len(remade.same)))
    return 0 if remade.holds else DIFFERS
