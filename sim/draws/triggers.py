"""When works are decided, or paused: what the vacancy at month ends says."""

from __future__ import annotations

from sim.scenario.plan.split import part


def bound_holds(capacity: int, leased: int, under: bool, share: float) -> bool:
    """Tell whether vacancy lies `under` a share of the capacity, or over it.

    Exactly the share is neither; where nothing stands no bound holds.
    """
    if under:
        return leased > part(capacity, 1.0 - share)
    return capacity - leased > part(capacity, share)


def decides(held: int, months: int, tick: int, earliest: int, latest: int) -> bool:
    """Tell whether works are decided at the month end `tick`, the bound having `held` so long.

    It must have held at `months` month ends on end; the window is after `earliest`, up to `latest`.
    """
    return held >= months and earliest < tick <= latest


def pauses(held: int, months: int, follows: float, u: float) -> bool:
    """Tell whether a lot does not start now, the bound having `held` at so many month ends on end.

    It must have held at `months`; a share of lots `follows` that rule.
    """
    return held >= months and u < follows
