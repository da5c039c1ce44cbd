"""Floor from below and from above is one account: what is let, less what ends, is the net."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import integrate, stats

from sim.model.log import Log, What
from sim.scenario.plan import above
from sim.scenario.plan.account import AboveDemand, FloorAccount, account
from sim.scenario.plan.compile import Planner, compile_plan
from sim.scenario.plan.ends import course
from sim.scenario.plan.lets import STEP
from sim.scenario.plan.plan import Growth, StagePlan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from sim.scenario.values.distributions import Distribution
from tests.logs import columns
from tests.play import play, scenario
from tests.theory.sampling import column, near

ACCOUNT = Path(__file__).parent / "account.yaml"
PRODUCTS = 3600 + 600 + 200
GROWTH = 12_000
"""m² a year, if all growth needs newly rented floor."""
YEARS = 12
STEPS = YEARS * 12 // STEP
Patch = pytest.MonkeyPatch
TRIAL = {"space": "none", "duration": "8 months"}


def spec(needs_floor: str, **changes: object) -> Spec:
    return scenario(ACCOUNT, {"top_down.needs_floor": needs_floor, **changes})


def the_account(needs_floor: str, **changes: object) -> FloorAccount:
    (plants,) = Planner(spec(needs_floor, **changes)).accounts({})
    return plants


# In the plan's own numbers


@pytest.mark.parametrize(("share", "net"), [("0%", PRODUCTS), ("25%", PRODUCTS), ("75%", 9000)])
def test_the_net_is_the_larger_of_the_two(share: str, net: float) -> None:
    found = the_account(share)
    assert 12 * np.array(found.products) == pytest.approx(PRODUCTS)
    assert 12 * found.growth == pytest.approx(GROWTH * float(share[:-1]) / 100)
    assert 12 * np.array(found.net) == pytest.approx(net)


def test_output_that_falls_frees_no_floor() -> None:
    """Makers then replace what ends and no more."""
    falling = the_account("50%", **{"top_down.output_growth": "-3 亿元/年"})
    none = the_account("0%")
    assert falling.makers == none.makers
    assert falling.net == none.net == falling.products


DOUBLE = {"steps": {"2028-01": 2}}
"""Twice as many from the 49th month on."""


@pytest.mark.parametrize(
    ("changes", "later"),
    [
        ({}, 12),  # research takes a year
        ({"stages.research.fit_out": "3 months"}, 15),
        ({"stages.make.look_ahead": "6 months"}, 6),
        ({"stages.make.look_ahead": "2 years"}, STEP),  # at the start of the stage before
        ({"tracks.drug.stages.research": {"route": {"cdmo": "50%"}, "fit_out": "9 months"}}, 16.5),
        (
            {"tracks.drug.stages.research": {
                "route": {"self_build": "50%", "build": "6 months"}, "fit_out": "2 months",
            }},
            16,
        ),
        ({"chain": ["research", "trial", "make"], "stages.trial": TRIAL}, 20),
    ],
)  # fmt: skip
def test_products_come_as_long_after_they_enter_as_it_takes(
    changes: Mapping[str, object], later: float
) -> None:
    """Lines lease 3,600 m² a year, and twice that so many months after they double."""
    found = the_account("0%", **{"demand.lines.profile": DOUBLE}, **changes)
    months = STEP * np.arange(STEPS) - 48 - later
    came = np.clip(1 + months / STEP, 0.0, 1.0)  # a step that the change divides
    assert 12 * np.array(found.products) == pytest.approx(PRODUCTS + 3600 * came)
    assert found.net == found.products


def test_contract_makers_are_asked_as_what_is_outsourced_is() -> None:
    """Halls and the suites for them: at once by themselves, by the account a step later."""
    found = the_account("0%", **{"demand.halls.profile": DOUBLE})
    came = STEP * np.arange(STEPS) >= 48 + STEP
    assert 12 * np.array(found.products) == pytest.approx(PRODUCTS + (600 + 200) * came)


def test_before_the_clock_products_entered_as_the_opening_has_it() -> None:
    """Drugs that come a year after they enter; in a step of e^(g·middle) at growth of g a month."""
    grew = {"value": "30% per year", "note": "as before"}
    middles = STEP * (np.arange(STEPS) + 0.5)
    entered, halls = (1.3 ** np.minimum(0.0, (middles - lag) / 12) for lag in (12, STEP))
    all_grew = the_account("0%", **{"opening.growth": grew})
    assert 12 * np.array(all_grew.products) == pytest.approx(3600 * entered + 800 * halls)
    for into, lines in (("make", np.ones(STEPS)), ("research", entered)):
        own = the_account("0%", **{"demand.lines.grew": grew, "demand.lines.grew_into": into})
        assert 12 * np.array(own.products) == pytest.approx(3600 * lines + 800)


NOW = Distribution("constant", (0.0,))
LAWS = {
    "lognormal": (Distribution("lognormal", (3.5, 0.6)), stats.lognorm(0.6, scale=np.exp(3.5))),
    "weibull": (Distribution("weibull", (40.0, 2.0)), stats.weibull_min(2.0, scale=40.0)),
    "gamma": (Distribution("gamma", (3.0, 12.0)), stats.gamma(3.0, scale=12.0)),
    "short": (Distribution("gamma", (0.5, 20.0)), stats.gamma(0.5, scale=20.0)),
    "exponential": (Distribution("exponential", (30.0,)), stats.expon(scale=30.0)),
    "uniform": (Distribution("uniform", (10.0, 50.0)), stats.uniform(10.0, 40.0)),
    "triangular": (Distribution("triangular", (5.0, 20.0, 80.0)), stats.triang(0.2, 5, 75)),
    "pert": (Distribution("pert", (5.0, 20.0, 80.0)), stats.beta(1.8, 4.2, 5, 75)),
}


@pytest.mark.parametrize("law", LAWS)
def test_how_many_stays_have_ended(law: str) -> None:
    """The mean over a step of the distribution function, here of SciPy's."""
    ours, theirs = LAWS[law]
    fit_out = Distribution("uniform", (2.0, 6.0))
    for n, share in enumerate(course(fit_out, ours, 7, 20).ended):
        right, _ = integrate.quad(theirs.cdf, 7.0 * n - 4.0, 7.0 * n + 3.0, limit=200)
        assert share == pytest.approx(right / 7, abs=1e-4)


def stage(duration: Distribution, more: float = 0.0) -> StagePlan:
    """A stage of the account's scenario that lasts so long; a m² takes so many more a month."""
    made = compile_plan(spec("0%")).chains[0][-1]
    area = Distribution("constant", (more * 100.0 * made.area.mean,))
    growth = Growth(Distribution("exponential", (100.0,)), area, NOW, NOW) if more else None
    return made._replace(duration=duration, fit_out=NOW, cdmo_stream=-1, growth=growth)


def of_laws(
    laws: Mapping[str, Distribution], below: Mapping[str, float], mix: Mapping[str, float],
    growth: float = 900.0, steps: int = 8, more: Mapping[str, float] = {}, other: str = "",
) -> FloorAccount:  # fmt: skip
    """The account of 40,000 m² let at the opening; what comes where is told by the law's name.

    Who has the law `other` is of another trade.
    """
    order = list(laws)
    chains = [[stage(law, more.get(name, 0.0))] for name, law in laws.items()]
    space = chains[0][0].spaces[0]
    products = {(order.index(name), 0): np.full(steps, area) for name, area in below.items()}
    asked = AboveDemand(space, growth, {(order.index(name), 0): s for name, s in mix.items()})
    others = {order.index(other)} if other else set[int]()
    return account(chains, products, asked, 40_000.0, steps, others)


def test_stays_without_memory_in_closed_form() -> None:
    """With an exponential stay of mean S, h = 1/S: M(t) = N − P + occupied/S + N·t/S."""
    found = of_laws({"all": Distribution("exponential", (50.0,))}, {"all": 300.0}, {"all": 1.0})
    middles = STEP * (np.arange(8) + 0.5)
    assert found.churn == pytest.approx(800)
    assert found.makers == pytest.approx(600 + 800 + 900 * middles / 50, rel=1e-3)


def test_stays_of_one_length_in_closed_form() -> None:
    """What is let comes back after 12 months: N − P + occupied/12, and N more in every year."""
    found = of_laws({"all": Distribution("constant", (12.0,))}, {"all": 300.0}, {"all": 1.0})
    years = np.repeat(np.arange(4), 12 // STEP)
    assert found.makers == pytest.approx(600 + 40_000 / 12 + 900 * years)


def test_nobody_leaves_who_stays_for_ever() -> None:
    found = of_laws({"all": Distribution("forever")}, {"all": 300.0}, {"all": 1.0})
    assert found.churn == 0
    assert set(found.makers) == {600.0}
    for growth in (300.0, 100.0):  # makers who stay for ever and have nothing to add
        laws = {"short": Distribution("exponential", (20.0,)), "ever": Distribution("forever")}
        idle = of_laws(laws, {"short": 300.0}, {"ever": 1.0}, growth=growth)
        assert idle.makers[0] == pytest.approx(300 * 3 / 20, rel=0.1)  # products that ended
        assert idle.makers[-1] == pytest.approx(300 * (1 - np.exp(-45 / 20)), rel=1e-3)
    growing = of_laws(
        {"all": Distribution("forever")}, {"all": 300.0}, {"all": 1.0},
        steps=16, more={"all": 0.01},
    )  # fmt: skip
    assert growing.expansions == pytest.approx(400)
    first = 500 * (1 - np.exp(-0.01 * STEP)) / (0.01 * STEP) - 300  # M' = −(300 + M) ÷ 100
    assert growing.makers[0] == pytest.approx(first, rel=1e-3)
    assert growing.makers[-1] == 0.0  # tenants alone lease more than the net


def test_expansions_are_a_part_of_the_net_in_closed_form() -> None:
    """At 1 % a month and a mean stay of S = 50, half of what ends is taken by expansions at first.

    In the long run what stands let, N·t more than at the start, is lets × ∫(1 + x/100)·e^(−x/50),
    75 months: lets rise by N/75 a month.
    """
    found = of_laws(
        {"all": Distribution("exponential", (50.0,))}, {"all": 300.0}, {"all": 1.0},
        steps=167, more={"all": 0.01},
    )  # fmt: skip
    assert (found.churn, found.expansions) == pytest.approx((800, 400))
    rise = np.diff(found.makers[-10:]) / STEP
    assert rise == pytest.approx(900 / 75, rel=1e-3)


def test_another_trade_has_its_share_of_the_opening_and_nothing_else_in_closed_form() -> None:
    """Who comes at 400 m² a month and stays 25 months holds the 10,000 of 40,000 m² at first.

    The city's own, at a mean stay of 50, then let 600 m² a month: 250 of products, 350 of makers
    for the other 50 of a net of 300 and for 300 of the 600 that end, as expansions take the rest.
    """
    laws = {
        "own": Distribution("exponential", (50.0,)), "other": Distribution("exponential", (25.0,)),
    }  # fmt: skip
    found = of_laws(
        laws, {"own": 250.0, "other": 400.0}, {"own": 1.0},
        growth=300.0, steps=167, more={"own": 0.01, "other": 0.03}, other="other",
    )  # fmt: skip
    assert set(found.products) == {250.0}
    assert (found.churn, found.expansions) == pytest.approx((600, 300))
    # Ends rise by 300/50 a month; expansions not at first, as many tenants come as go.
    assert found.makers[0] == pytest.approx(350 + 6 * STEP / 2, rel=2e-3)
    rise = np.diff(found.makers[-10:]) / STEP
    assert rise == pytest.approx(300 / 75, rel=1e-3)  # in the long run as without the other


BELOW = {"lognormal": 120.0, "gamma": 80.0, "pert": 100.0, "uniform": 50.0}
MIX = {"lognormal": 0.3, "weibull": 0.3, "exponential": 0.2, "triangular": 0.2}
MORE = {"lognormal": 0.004, "weibull": 0.006, "pert": 0.002}


def net_by_step(found: FloorAccount, more: Mapping[str, float]) -> NDArray[np.float64]:
    """Lets less ends in each step by SciPy's laws: of the opening, of products, of makers."""
    steps, width = len(found.makers), float(STEP)
    makers = np.array(found.makers)
    start = found.net[0] - found.products[0] + found.churn - found.expansions
    flows = {name: BELOW.get(name, 0.0) + start * MIX.get(name, 0.0) for name in LAWS}
    held = sum(flows[name] * ours.mean for name, (ours, _) in LAWS.items())
    net = 350.0 + makers
    for name, (ours, theirs) in LAWS.items():
        grows = more.get(name, 0.0)
        fine = np.linspace(0.0, steps * width, 500 * steps + 1)
        there = 1.0 - theirs.cdf(fine)

        def summed(of: NDArray[np.float64], at: NDArray[np.float64] = fine) -> Any:
            return integrate.cumulative_trapezoid(of, at, initial=0.0)[::500]

        left = (1.0 - summed(there) / ours.mean) * (1.0 + grows * fine[::500])
        net += 40_000 * flows[name] * ours.mean / held * np.diff(left) / width
        lost = 1.0 - np.diff(summed(there * (1.0 + grows * fine))) / width
        net -= BELOW.get(name, 0.0) * lost
        net -= MIX.get(name, 0.0) * np.convolve(makers, np.diff([0.0, *lost]))[:steps]
    return net


@pytest.mark.parametrize("more", [{}, MORE])
def test_lets_less_ends_are_the_net_at_all_times(more: Mapping[str, float]) -> None:
    """Whatever the stays and expansions of products and makers, whoever sits there at first."""
    laws = {name: ours for name, (ours, _) in LAWS.items()}
    for steps in (8, 25):
        found = of_laws(laws, BELOW, MIX, steps=steps, more=more)
        assert set(found.net) == {900}
        assert min(found.makers) > 0
        assert net_by_step(found, more) == pytest.approx(900, rel=5e-4)


def test_a_law_of_a_drawn_mean_is_the_law_of_that_mean() -> None:
    """Tables of a law serve every mean that is drawn for it."""
    for ours, _ in LAWS.values():
        once, twice = course(NOW, ours, 3, 16), course(NOW, ours.scaled(2.0), 6, 16)
        assert twice.ended == pytest.approx(once.ended, rel=1e-9)
        assert twice.left == pytest.approx(once.left, rel=1e-9)
        assert twice.used == pytest.approx(2 * once.used, rel=1e-9)


def test_more_that_needs_floor_asks_for_no_less_of_makers() -> None:
    shares = ("0%", "20%", "37%", "60%", "100%")
    courses = np.array([the_account(share).makers for share in shares])
    assert (np.diff(courses, axis=0) >= 0).all()
    assert (courses[-1] > courses[0]).all()


def test_a_stream_in_two_halves_asks_the_same() -> None:
    half = {"track": "drug", "entry": "make", "share": "30%"}
    halves = the_account(
        "75%",
        **{
            "top_down.streams.drugs-above": half,
            "top_down.streams.drugs-too": half,
        },
    )
    assert halves.makers == pytest.approx(the_account("75%").makers)


# In play


def let_on_balance(log: Log) -> list[float]:
    """Plants let less plants given up by the own trade, m² a year, in each third of the clock."""
    rows = columns(log.rows)
    own = np.array([trade is None for trade in log.plan.trades])[rows["track"]]
    plant = own & (rows["pool"] == log.plan.spaces.index("plant"))
    third = rows["tick"] // (YEARS * 12 * MONTH // 3)
    return [
        sum(
            sign * rows["area"][plant & (rows["what"] == what) & (third == part)].sum()
            for what, sign in ((What.GRANTED, 1), (What.RELEASED, -1))
        )
        / (YEARS / 3)
        for part in range(3)
    ]


def holds(needs_floor: str, *nets: float, **changes: object) -> None:
    thirds = column(play(spec(needs_floor, **changes), let_on_balance)).T
    for part, (samples, net) in enumerate(zip(thirds, nets, strict=True)):
        near(f"net absorption, third {part}, {needs_floor} of growth", samples, net)


@pytest.mark.parametrize(("share", "net"), [("0%", PRODUCTS), ("25%", PRODUCTS), ("100%", GROWTH)])
def test_what_is_let_on_balance_is_the_net(share: str, net: float) -> None:
    holds(share, net, net, net)


SEVENFOLD = {"demand.lines.profile": {"steps": {"2028-01": 7}}}
"""From then on lines lease 6 × 3,600 m² a year more, 1 − e^(−t) of it t years later."""


def test_the_net_follows_products_that_rise() -> None:
    """Growth needs 12,000 until products bring 26,000: a year later, in the account all at once."""
    after = PRODUCTS + 21_600
    holds("100%", GROWTH, GROWTH / 4 + after * 3 / 4, after, **SEVENFOLD)


ROBOTS = {
    "trades": {"robots": {}},
    "stages.assemble": {
        "space": "plant", "basis": "lettable", "area": "200 m²",
        "duration": {"exponential": "4 years"},
        "expansion": {"every": {"exponential": "5 years"}, "area": "100 m²"},
    },
    "tracks.robot": {"trade": "robots", "chain": ["assemble"]},
    "demand.robots": {"track": "robot", "entry": "assemble", "rate": "12 per year"},
}  # fmt: skip


@pytest.mark.parametrize(("share", "net"), [("25%", PRODUCTS), ("100%", GROWTH)])
def test_the_net_is_the_own_trades(share: str, net: float) -> None:
    """Robot makers lease 2,400 m² a year, with a share of what is let at the opening."""
    holds(share, net, net, net, **ROBOTS)


Accounts = Callable[..., FloorAccount]


def other_trades_are_products(right: Accounts) -> Accounts:
    """What robot makers bring is taken for the growth of the own trade."""

    def fault(*given: Any) -> FloorAccount:
        return right(*given[:-1], set())

    return fault


def what_others_give_up_is_replaced(right: Accounts) -> Accounts:
    """Established makers hold all that is let at the opening."""

    def fault(
        chains: Any, products: Any, asked: Any, occupied: Any, steps: Any, others: Any
    ) -> Any:
        own = {place: let for place, let in products.items() if place[0] not in others}
        return right(chains, own, asked, occupied, steps, others)

    return fault


@pytest.mark.parametrize("plant", [other_trades_are_products, what_others_give_up_is_replaced])
def test_another_trade_in_the_account_is_found(
    plant: Callable[[Accounts], Accounts], monkeypatch: Patch
) -> None:
    monkeypatch.setattr(above, "account", plant(account))
    with pytest.raises(AssertionError, match="net absorption"):
        test_the_net_is_the_own_trades("25%", PRODUCTS)


def churn_is_taken_for_growth(right: Accounts) -> Accounts:
    """Makers ask for growth alone, so that it replaces what ends."""

    def fault(*given: Any) -> FloorAccount:
        made = right(*given)
        return replace(made, makers=tuple(np.subtract(made.net, made.products)))

    return fault


def what_is_newly_let_stays(right: Accounts) -> Accounts:
    """Only what ends at the opening is replaced."""

    def fault(*given: Any) -> FloorAccount:
        made = right(*given)
        return replace(made, makers=(made.makers[0],) * len(made.makers))

    return fault


def expansions_come_on_top(right: Accounts) -> Accounts:
    """What tenants lease more is not taken off what makers ask for."""

    def fault(chains: Any, *rest: Any) -> FloorAccount:
        still = [[stage._replace(growth=None) for stage in chain] for chain in chains]
        return right(still, *rest)

    return fault


def products_are_added_to_growth(right: Accounts) -> Accounts:
    def fault(chains: Any, products: Any, asked: AboveDemand, *rest: Any) -> FloorAccount:
        more = sum(let[0] for let in products.values()) + asked.area
        return right(chains, products, replace(asked, area=more), *rest)

    return fault


def products_are_the_same_at_all_times(right: Accounts) -> Accounts:
    """What products bring is taken at its mean over the clock."""

    def fault(chains: Any, products: Any, *rest: Any) -> FloorAccount:
        means = {place: np.full_like(let, let.mean()) for place, let in products.items()}
        return right(chains, means, *rest)

    return fault


def test_a_product_that_is_foreseen_is_found(monkeypatch: Patch) -> None:
    monkeypatch.setattr(above, "account", products_are_the_same_at_all_times(account))
    with pytest.raises(AssertionError, match="net absorption"):
        test_the_net_follows_products_that_rise()


@pytest.mark.parametrize(
    "plant",
    [
        churn_is_taken_for_growth,
        what_is_newly_let_stays,
        expansions_come_on_top,
        products_are_added_to_growth,
    ],
)
def test_a_planted_defect_is_found(
    plant: Callable[[Accounts], Accounts], monkeypatch: Patch
) -> None:
    monkeypatch.setattr(above, "account", plant(account))
    with pytest.raises(AssertionError, match="net absorption"):
        holds("100%", GROWTH, GROWTH, GROWTH)
