"""What a command plays: the futures of a file, those that a scenario names, or new ones."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from sim.console.remarks import remark

if TYPE_CHECKING:
    from sim.api.grounding import Grounding
    from sim.api.scenario import Scenario
    from sim.runs.grounded import AcceptedFutures
    from sim.text.words import Lang


def asked_futures(
    options: Namespace, scenario: Scenario, *, varied: bool = False
) -> AcceptedFutures | None:
    """Return the futures that the options ask for, None: as the scenario says; tell it in a line.

    varied: the verb plays the scenario with changes, whose past is checked later; it says that too.
    Raises ScenarioError for a set that cannot be read, is stale or does not fit.
    """
    from sim.api.grounding import grounding
    from sim.runs.grounded import PRIOR

    if options.prior:
        return PRIOR
    if options.grounded:
        given = grounding(scenario.loaded, str(options.grounded))
        assert given is not None
        _tell(given, scenario, options.lang, varied)
        return given.futures
    own = None if options.central else scenario.grounding
    if own and options.seed not in (None, own.futures.seed):
        remark(options.lang, "other_luck", seed=options.seed, file=own.file)
    elif own:
        _tell(own, scenario, options.lang, varied)
    return None


def _tell(own: Grounding, scenario: Scenario, lang: Lang, varied: bool) -> None:
    if own.parts_in is None:
        remark(lang, "grounded", count=own.count, cut=own.cut, file=own.file)
        if varied:
            remark(lang, "unless_varied", cut=own.cut)
    else:
        remark(lang, "ungrounded", name=scenario.id, year=own.parts_in, file=own.file)
