"""What both engines share is worked by hand here: that they agree says nothing about it.

Each broken version of a function, one expression of its text changed, fails some case.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from math import exp, inf, log, nextafter
from types import SimpleNamespace
from typing import Any

import pytest

from sim.draws import (
    firms,
    hazards,
    instants,
    leases,
    opening,
    rent,
    routes,
    space,
    triggers,
    under_way,
)
from sim.draws.keys import child, life_key, uniform, word
from sim.draws.routes import Route
from sim.scenario.plan.plan import FOREVER, area_with_lines, returned, to_area, to_ticks
from sim.scenario.plan.split import cover, part
from tests.draws import cases_of_leases

Function = Callable[..., Any]
Case = tuple[tuple[Any, ...], Any]

ALL, NOBODY = 1.0, 0.0
MONTH = 43_200


def inverse(_: None, law: tuple[float, ...], u: float) -> float:
    """The quantile of an even law from a to b, or the upper one of an exponential law."""
    return law[0] + (law[1] - law[0]) * u if len(law) == 2 else -law[0] * log(u)


def works(
    opens: tuple[float, float] = (FOREVER / MONTH,) * 2, slip: tuple[float, float] = (0.0, 2.0)
) -> SimpleNamespace:
    """Works that take 8 to 12 months to build, or open between two dates in months."""
    earliest, latest = (int(date * MONTH) for date in opens)
    dates = {"opens_earliest": earliest, "opens_latest": latest}
    return SimpleNamespace(construction=(8.0, 12.0), slip=slip, lag=(0.0, 2.0), **dates)


def months(count: float) -> Any:
    """So many months in ticks, give or take the rounding of one."""
    return pytest.approx(count * MONTH, abs=1)


CASES: dict[Function, list[Case]] = {
    # u, stayed, elsewhere, housed, contract manufacturers, own plants. Of 100 companies 20 go
    # elsewhere, 50 % of the other 80 are 40, and 25 % of the 40 left are 10; 30 lease.
    routes.route: [
        ((0.19, False, 0.2, 0.0, 0.5, 0.25), Route.ELSEWHERE),
        ((0.21, False, 0.2, 0.0, 0.5, 0.25), Route.CDMO),
        ((0.59, False, 0.2, 0.0, 0.5, 0.25), Route.CDMO),
        ((0.61, False, 0.2, 0.0, 0.5, 0.25), Route.SELF_BUILD),
        ((0.69, False, 0.2, 0.0, 0.5, 0.25), Route.SELF_BUILD),
        ((0.71, False, 0.2, 0.0, 0.5, 0.25), Route.LEASE),
        # Of the 80 who stayed 40 are half, 10 an eighth.
        ((0.01, True, 0.2, 0.0, 0.5, 0.25), Route.CDMO),
        ((0.49, True, 0.2, 0.0, 0.5, 0.25), Route.CDMO),
        ((0.51, True, 0.2, 0.0, 0.5, 0.25), Route.SELF_BUILD),
        ((0.62, True, 0.2, 0.0, 0.5, 0.25), Route.SELF_BUILD),
        ((0.63, True, 0.2, 0.0, 0.5, 0.25), Route.LEASE),
        # 25 % of the 80 are housed, 20; then 50 % of 60 are 30, 25 % of 30 are 7.5; 22.5 lease.
        ((0.39, False, 0.2, 0.25, 0.5, 0.25), Route.HOUSED),
        ((0.41, False, 0.2, 0.25, 0.5, 0.25), Route.CDMO),
        ((0.69, False, 0.2, 0.25, 0.5, 0.25), Route.CDMO),
        ((0.77, False, 0.2, 0.25, 0.5, 0.25), Route.SELF_BUILD),
        ((0.78, False, 0.2, 0.25, 0.5, 0.25), Route.LEASE),
        ((0.24, True, 0.2, 0.25, 0.5, 0.25), Route.HOUSED),
        ((0.26, True, 0.2, 0.25, 0.5, 0.25), Route.CDMO),
        ((0.5, False, NOBODY, 0.5, ALL, NOBODY), Route.CDMO),
        # Rent makes a share above 1: all go, and who is known to have stayed leases.
        ((0.99, False, 1.5, 0.0, 0.5, 0.25), Route.ELSEWHERE),
        ((0.3, True, 1.5, 0.0, 0.5, 0.25), Route.LEASE),
        # An even chance falls on who comes after.
        ((0.5, False, 0.5, 0.0, ALL, NOBODY), Route.CDMO),
        ((0.5, False, NOBODY, 0.0, 0.5, ALL), Route.SELF_BUILD),
        ((0.5, False, NOBODY, 0.0, NOBODY, 0.5), Route.LEASE),
    ],
    space.whole: [((1, 50), 50), ((50, 50), 50), ((51, 50), 100), ((7, 1), 7)],
    space.heavy_part: [
        ((100, 1, 0.25, True), 25),
        ((101, 1, 0.25, True), 26),
        ((101, 50, 0.25, True), 38),  # of 150
        ((100, 1, 0.25, False), 0),
        ((100, 1, 0.0, True), 0),
    ],
    # area, its heavy part, what is free in all, and on ground floors
    space.on_ground: [
        ((60, 20, 100, 30, True), 20),  # the other 40 of 70 go upstairs
        ((60, 40, 100, 30, True), 30),  # the opening: as much as is left
        ((90, 10, 100, 30, True), 20),  # 70 fill upstairs
        ((100, 0, 100, 30, True), 30),
        ((60, 20, 100, 30, False), 0),
    ],
    # a site, the share of it, units
    # free, opened since the start, of that leased
    space.free_in_new: [((60, 50, 10), 40), ((30, 50, 10), 30)],
    space.let_ahead: [((100, 0.5, 1), 50), ((101, 0.5, 1), 50), ((199, 0.5, 30), 90)],
    # capacity, leased, reserved share, leased by members
    space.room_of_others: [
        ((100, 50, 0.3, 10), 30),  # 50 are free, 20 of the reserve are kept
        ((100, 50, 0.3, 30), 50),  # the reserve is used up
        ((100, 50, 0.3, 45), 50),  # members may lease beyond it
        ((100, 80, 0.3, 0), -10),  # others sit in the reserve, for which it was made later
    ],
    # area, promised, reserved share, promised to others
    space.promise_to_others: [
        ((100, 20, 0.3, 0), 70),
        ((100, 20, 0.3, 20), 50),
        ((100, 90, 0.3, 20), 10),
    ],
    # patience in months, u
    opening.ticks_waited: [
        ((4.0, 0.25), MONTH),
        ((4.0, 0.75), 3 * MONTH),
        ((1e-9, 0.5), 2),
        ((inf, 0.5), 2),
        ((1e12, 0.5), FOREVER),
    ],
    # capacity, leased, under, share
    triggers.bound_holds: [
        ((100, 91, True, 0.1), True),
        ((100, 90, True, 0.1), False),
        ((100, 89, False, 0.1), True),
        ((100, 90, False, 0.1), False),
        ((100, 91, False, 0.1), False),
        ((0, 0, True, 0.1), False),
        ((0, 0, False, 0.1), False),
        ((0, 0, True, 1.0), False),
    ],
    # month ends that it held, that it must hold, the tick, the window
    triggers.decides: [
        ((2, 3, 50, 0, 100), False),
        ((3, 3, 50, 0, 100), True),
        ((4, 3, 50, 0, 100), True),
        ((3, 3, 50, 50, 100), False),
        ((3, 3, 51, 50, 100), True),
        ((3, 3, 100, 50, 100), True),
        ((3, 3, 101, 50, 100), False),
    ],
    # month ends that it held, that it must hold, the share that follows, u
    triggers.pauses: [
        ((2, 2, 0.5, 0.4), True),
        ((3, 2, 0.5, 0.4), True),
        ((1, 2, 0.5, 0.4), False),
        ((2, 2, 0.5, 0.5), False),
        ((2, 2, 1.0, 0.99), True),
        ((2, 2, 0.0, 1e-9), False),
    ],
    instants.date: [
        ((10, 20, 0.0), 10),
        ((10, 20, 0.59), 15),
        ((10, 20, nextafter(1.0, 0.0)), 19),
        ((10, 10, 0.5), 10),
        ((-20, -10, 0.59), -15),
    ],
    # 2 to 4 arrivals are expected from tick 100 to 200.
    instants.arrival: [
        ((2.0, 2.0, 4.0, 100.0, 200.0), 100),
        ((3.0, 2.0, 4.0, 100.0, 200.0), 150),
        ((3.01, 2.0, 4.0, 100.0, 200.0), 151),
        ((3.009, 2.0, 4.0, 100.0, 200.0), 150),
    ],
    instants.taking_ends: [
        ((10, 50, 20), 30),
        ((10, 25, 20), 25),
        ((10, 5, 20), 10),
        ((10, FOREVER, 20), 30),
        ((10, 25, FOREVER), 25),
    ],
    # the law, u, the ticks that it takes at least
    under_way.span_of_at_least: [
        ((inverse, None, (0.0, 10.0), 0.25, 0), 2.5 * MONTH),
        ((inverse, None, (0.0, 10.0), 0.25, -1), 2.5 * MONTH),
        ((inverse, None, (0.0, 10.0), 0.25, 4 * MONTH), months(5.5)),
        ((inverse, None, (5.0, 10.0), 0.25, 4 * MONTH), 6.25 * MONTH),
        ((inverse, None, (0.0, 10.0), 0.25, 11 * MONTH), 11 * MONTH),
        ((inverse, None, (7.0, 7.0), 0.25, 7 * MONTH), 7 * MONTH),
        # an exponential law forgets what has passed
        ((inverse, None, (2.0,), exp(-1.0), 3 * MONTH), months(5.0)),
        ((inverse, None, (2.0,), exp(-1.0), 30 * MONTH), months(32.0)),
        ((inverse, None, (2.0,), exp(-1.0), 0), months(2.0)),
    ],
    under_way.longest: [
        ((inverse, None, (0.0, 10.0)), months(10.0)),
        ((inverse, None, (2.0,)), months(2.0 * 53 * log(2.0))),
        ((inverse, None, (inf,)), FOREVER),
    ],
    # start, rest, then u of lag, slip, and construction or date
    under_way.building_time: [
        ((inverse, None, works(), 1, 5, 0.5, 0.5, 0.25), 11 * MONTH + 5),
        # begun 12 months ago: lag and slip are 1 each, so it took 10 to 12 to build
        ((inverse, None, works(), -12 * MONTH, 0, 0.5, 0.5, 0.5), months(13.0)),
        ((inverse, None, works(), -15 * MONTH, 3 * MONTH, 0.5, 0.5, 0.5), months(16.0)),
        # 15 months ago: a lag of 1 to 2, a slip of 1.5 to 2, and 11.75 to 12 to build
        ((inverse, None, works(), -15 * MONTH, 0, 0.5, 0.5, 0.5), months(15.125)),
        # it would be open: at the next tick
        ((inverse, None, works(), -20 * MONTH, 0, 0.5, 0.5, 0.5), 20 * MONTH + 1),
        # completed at 6 months, and half a month of slip and of lag
        ((inverse, None, works((5.0, 7.0)), 2 * MONTH, 0, 0.25, 0.25, 0.5), 5 * MONTH),
        # half of what is left of -2 to 4 months, for works of which it is not known when they began
        ((inverse, None, works((-2.0, 4.0), (0.0, 0.0)), 0, 0, 0.0, 0.5, 0.5), months(2.0)),
        ((inverse, None, works((-2.0, 4.0), (0.0, 0.0)), -MONTH, 0, 0.0, 0.5, 0.5), months(3.0)),
        # completed two months ago, so that it slips by 2 to 4 months
        ((inverse, None, works((-2.0, -2.0), (0.0, 4.0)), 0, 0, 0.0, 0.5, 0.5), months(1.0)),
        ((inverse, None, works((-2.0, -2.0), (0.0, 4.0)), -MONTH, 0, 0.0, 0.5, 0.5), months(2.0)),
    ],
    # In fit-out are 1 of 1 + 3.
    opening.is_fitting_out: [
        ((0.24, 1.0, 3.0), True),
        ((0.25, 1.0, 3.0), False),
        ((0.9, 1.0, 0.0), True),
        ((0.0, 0.0, 3.0), False),
    ],
    # A month has 43,200 ticks. Growth by ln 2 a month over a span of one: half the density at its
    # end, so the age at the median is that at which 2 ** -age = 3/4.
    opening.ticks_left: [
        ((10.0, 0.25, 0.0), 324_000),
        ((10.0, 0.99, 0.0), 4320),
        ((10.0, 1.0, 0.0), 1),
        ((1.0, 0.5, log(2.0)), round(43_200 * (1.0 - log(4 / 3) / log(2)))),
    ],
    **cases_of_leases.CASES,
    rent.moved: [
        # 10 % stand empty, 5 % would be natural: (1.2 × −0.05 − 0.6 × 0.5)/12
        ((0.5, 200, 180, 0.05, 1.2, 0.6), pytest.approx(0.5 - 0.03, abs=1e-15)),
        ((0.5, 200, 200, 0.05, 1.2, 0.0), pytest.approx(0.5 + 0.005, abs=1e-15)),
        ((0.5, 0, 0, 0.05, 1.2, 0.6), 0.5),
    ],
    rent.response: [((log(2.0), -0.5), pytest.approx(2**-0.5)), ((0.3, 0.0), 1.0)],
    # 2.4 lines on average: two, or three in four of ten; never none.
    firms.number_of_lines: [((2.4, 0.59), 2), ((2.4, 0.61), 3), ((3.0, 0.99), 3), ((0.5, 0.1), 1)],
    area_with_lines: [((0.5, 1), 1.0), ((0.5, 3), 2.0), ((0.0, 3), 1.0)],
    # Of 2 lines of 50 % one goes on, and 75 % of firms; of 2 or 3, 1.25, and 81.25 %.
    firms.share_of_firms: [
        ((2.0, 0.5), 0.75),
        ((2.5, 0.5), pytest.approx(0.8125 / 1.25)),
        ((1.0, 0.3), pytest.approx(1.0)),
        ((2.0, 0.0), 1.0),
    ],
    firms.line_number: [((0, 1), 1), ((3, 2), 62)],
    # A hazard of 10 % a year, tripled for half a year, adds up to 15 %.
    hazards.cumulated: [((0.1, 3.0, 6 * MONTH), pytest.approx(0.15)), ((0.1, 3.0, 0), 0.0)],
    # 15 % are used up half a year on; 0.4 of a tick is rounded, and nothing left takes a tick.
    hazards.struck: [
        ((MONTH, 0.15, 0.1, 3.0), months(7)),
        ((100, 2.4 / (12 * MONTH), 0.5, 2.0), 102),
        ((100, 2.6 / (12 * MONTH), 0.5, 2.0), 103),
        ((100, 0.0, 0.1, 3.0), 101),
    ],
    to_ticks: [
        ((0.0,), 0),
        ((1e-9,), 1),
        ((1.0,), 43_200),
        ((1 + 0.4 / 43_200,), 43_200),
        ((1 + 0.6 / 43_200,), 43_201),
        ((inf,), FOREVER),
    ],
    to_area: [((0.2,), 1), ((10.4,), 10), ((10.5,), 11)],
    returned: [((100, 0.0), 0), ((100, 0.001), 1), ((100, 1.2), 120)],
    part: [((10, 0.29), 2), ((100, 0.29), 29), ((7, 1.0), 7)],
    cover: [((10, 0.21), 3), ((100, 0.28), 28), ((7, 0.0), 0)],
}  # fmt: skip

BROKEN: list[tuple[Function, str, str]] = [
    (routes.route, "min(1.0, elsewhere)", "elsewhere"),
    (routes.route, "if stayed:", "if False:"),
    (routes.route, "(1.0 - elsewhere) * u", "u"),
    (routes.route, "u < elsewhere", "u <= elsewhere"),
    (routes.route, "u -= elsewhere", "pass"),
    (routes.route, "left = 1.0 - elsewhere", "left = 1.0"),
    (routes.route, "u < left * cdmo", "u <= left * cdmo"),
    (routes.route, "u -= left * cdmo", "pass"),
    (routes.route, "left *= 1.0 - cdmo", "pass"),
    (routes.route, "u < left * self_build", "u <= left * self_build"),
    (space.whole, "-(-area // unit)", "(area // unit)"),
    (space.whole, "-(-area // unit)", "(area // unit + 1)"),
    (space.heavy_part, "cover", "part"),
    (space.heavy_part, "whole(area, unit)", "area"),
    (space.heavy_part, " if floors else 0", ""),
    (space.on_ground, "min(heavy, free_ground)", "heavy"),
    (space.on_ground, "max(min(heavy, free_ground), area - (free - free_ground))",
     "min(heavy, free_ground)"),
    (space.on_ground, "(free - free_ground)", "free"),
    (space.on_ground, " if floors else 0", ""),
    (space.room_of_others, "max(0, part(capacity, reserve) - leased_by_members)",
     "part(capacity, reserve) - leased_by_members"),
    (space.room_of_others, " - leased_by_members", ""),
    (space.room_of_others, "capacity - leased -", "capacity -"),
    (space.promise_to_others, "min(area - promised, area", "(area"),
    (space.promise_to_others, " - promised_to_others", ""),
    (space.promise_to_others, " - part(area, reserve)", ""),
    (opening.ticks_waited, "patience * u", "patience * (1.0 - u)"),
    (opening.ticks_waited, "if patience < inf else 0", ""),
    (opening.ticks_waited, "max(waited, LEAST_WAITED)", "waited"),
    (triggers.bound_holds, "if under", "if not under"),
    (space.free_in_new, " - leased_new", ""),
    (space.free_in_new, "min(added - leased_new, free)", "added - leased_new"),
    (space.let_ahead, "part(area, share)", "area"),
    (space.let_ahead, " - ahead % unit", ""),
    (triggers.bound_holds, "leased > part(capacity, 1.0", "leased >= part(capacity, 1.0"),
    (triggers.bound_holds, "- leased > part", "- leased >= part"),
    (triggers.decides, "held >= months", "held > months"),
    (triggers.decides, "earliest < tick", "earliest <= tick"),
    (triggers.decides, "tick <= latest", "tick < latest"),
    (triggers.pauses, "held >= months", "held > months"),
    (triggers.pauses, "u < follows", "u <= follows"),
    (instants.date, "int(", "round("),
    (instants.date, "(latest - earliest)", "(latest - earliest + 1)"),
    (instants.arrival, " + 0.5", ""),
    (instants.arrival, "- a) / (b - a)", ") / b"),
    (instants.taking_ends, "max(begun, min(vacate_by, begun + vacate_within))",
     "min(vacate_by, begun + vacate_within)"),
    (instants.taking_ends, "begun + vacate_within", "vacate_within"),
    (instants.taking_ends, "min(vacate_by, begun + vacate_within)", "vacate_by"),
    (under_way.span_of_at_least, " == rises", ""),
    (under_way.span_of_at_least, "low + (1.0 - low) * u", "u"),
    (under_way.span_of_at_least, "low + (1.0 - low) * u", "low + u"),
    (under_way.span_of_at_least, "high * u", "u"),
    (under_way.span_of_at_least, "max(least, to_ticks", "max(0, to_ticks"),
    (under_way.longest, "max(", "min("),
    (under_way.longest, "min(to_ticks(ends), FOREVER)", "to_ticks(min(ends, 1e9))"),
    (under_way.building_time, "1 - start - rest", "1 - start"),
    (under_way.building_time, "1 - start - rest", "-start - rest"),
    (under_way.building_time, "least - reach - slips", "least - reach"),
    (under_way.building_time, "least - reach - lag", "least - reach"),
    (under_way.building_time, "least - reach - lag", "least - lag"),
    (under_way.building_time, "least -= lag + slip", "least -= slip"),
    (under_way.building_time, "rest + lag + slip", "lag + slip"),
    (under_way.building_time, "max(works.opens_earliest, start + least)", "works.opens_earliest"),
    (under_way.building_time, "start + least)", "least)"),
    (under_way.building_time, "u) - start, least)", "u), least)"),
    (under_way.building_time, "works.opens_latest - 1) - start", "works.opens_latest - 1)"),
    (opening.is_fitting_out, "(fit_out + stay)", "stay"),
    (opening.is_fitting_out, "< fit_out", "<= fit_out"),
    (opening.ticks_left, "grew > 0.0", "False"),
    (opening.ticks_left, "(1.0 - u)", "u"),
    (opening.ticks_left, "max(1, to_ticks(left))", "to_ticks(left)"),
    *cases_of_leases.BROKEN,
    (rent.moved, "capacity <= 0", "False"),
    (rent.moved, "(natural - vacancy)", "(vacancy - natural)"),
    (rent.moved, " - reversion * x", ""),
    (rent.moved, " / _MONTHS", ""),
    (rent.response, "elasticity * x", "x"),
    (firms.number_of_lines, "floor(mean + u)", "round(mean)"),
    (firms.number_of_lines, "max(1, floor(mean + u))", "floor(mean + u)"),
    (area_with_lines, "(lines - 1)", "lines"),
    (firms.share_of_firms, "(mean - few) * success", "success"),
    (firms.share_of_firms, "range(few)", "range(1)"),
    (firms.share_of_firms, "(mean * success)", "success"),
    (firms.share_of_firms, " if success > 0.0 else 1.0", ""),
    (firms.line_number, "+ line", ""),
    (hazards.cumulated, "rate * factor", "rate"),
    (hazards.cumulated, "ticks / _YEAR", "ticks"),
    (hazards.struck, "since + ", ""),
    (hazards.struck, "(rate * factor)", "rate"),
    (hazards.struck, " + 0.5", ""),
    (hazards.struck, "max(1, ", "max(0, "),
    (to_ticks, "max(1, ", "max(0, "),
    (to_ticks, " + 0.5", ""),
    (to_ticks, "if months == inf", "if False"),
    (to_area, "max(1, ", "max(0, "),
    (to_area, " + 0.5", ""),
    (returned, " if taken * ratio > 0.0 else 0", ""),
    (part, " + 1e-7", ""),
    (part, "floor", "ceil"),
    (cover, " - 1e-7", ""),
    (cover, "ceil", "floor"),
]  # fmt: skip


def result(function: Function, given: tuple[Any, ...]) -> Any:
    """Return what a function says, or the error that it raises."""
    try:
        return function(*given)
    except (ArithmeticError, TypeError, ValueError) as error:
        return error


def broken(function: Function, old: str, new: str) -> Function:
    """Return a function with one expression of its text changed."""
    text = inspect.getsource(function)
    assert old in text
    names = dict(vars(inspect.getmodule(function)))
    exec(text.replace(old, new), names)
    made: Function = names[function.__name__]
    return made


@pytest.mark.parametrize("function", CASES, ids=lambda function: function.__name__)
def test_worked_by_hand(function: Function) -> None:
    for given, expected in CASES[function]:
        assert result(function, given) == expected, given


@pytest.mark.parametrize(("function", "old", "new"), BROKEN)
def test_a_broken_version_fails(function: Function, old: str, new: str) -> None:
    wrong = broken(function, old, new)
    assert any(result(wrong, given) != expected for given, expected in CASES[function])


def test_what_is_shared_is_worked_by_hand() -> None:
    """All that a module of decisions defines; those with a test of their own below."""
    apart = {opening.number_met}
    modules = (firms, hazards, instants, leases, opening, rent, routes, space, triggers, under_way)
    shared = {
        function
        for module in modules
        for function in vars(module).values()
        if inspect.isfunction(function) and function.__module__ == module.__name__
    }
    assert shared == {f for f in CASES if f.__module__.startswith("sim.draws")} | apart
    assert {function for function, _, _ in BROKEN} == set(CASES)


def test_a_number_met_counts_gaps() -> None:
    """Gap i is −ln of the uniform of child i; the number is that of the sums up to the mean."""
    key, mean = 12345, 4.0
    sums, total = [], 0.0
    for i in range(50):
        total -= log(uniform(child(key, i)))
        sums.append(total)
    fit = sum(passed <= mean for passed in sums)
    assert opening.number_met(key, mean) == fit > 0
    assert opening.number_met(key, sums[2]) == 3
    assert opening.number_met(key, nextafter(sums[2], 0.0)) == 2
    assert opening.number_met(key, 0.0) == 0


def test_the_number_met_is_poisson() -> None:
    """Mean and share of none, each within four standard errors."""
    mean, tries = 1.5, 4000
    numbers = [opening.number_met(child(1, key), mean) for key in range(tries)]
    assert abs(sum(numbers) / tries - mean) < 4 * (mean / tries) ** 0.5
    none = exp(-mean)
    assert abs(numbers.count(0) / tries - none) < 4 * (none * (1 - none) / tries) ** 0.5


def test_a_draw_for_life_stands_beside_those_for_stages() -> None:
    assert life_key(7, 2) == child(child(7, word("-")), 2)
