"""Checks on tracks, their stages, and the companies that enter them, outsource and come back."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum

from sim.scenario.checks.case import Case, high, low
from sim.scenario.checks.demand import WITHOUT_SPACE
from sim.scenario.errors import Problem
from sim.scenario.plan.chains import is_spaceless
from sim.scenario.schema.demand import (
    NO_SPACE,
    STOCK,
    Demand,
    NamedProject,
    Stream,
    TopDownStream,
)
from sim.scenario.values.chances import SpanChance
from sim.scenario.values.numbers import Number

NEEDED = ("space", "basis", "area", "duration")
"""Fields a stage of a track must have, here or under `stages`."""


def stages_have_what_they_need(case: Case) -> Iterator[Problem]:
    """Space, basis, area and duration stand in the track's stage or in the stage's defaults.

    A stage without space has neither basis nor area.
    """
    lacking: dict[tuple[str, str], list[str]] = {}
    for track, stage, fields in case.stages():
        for name in WITHOUT_SPACE[:2] if is_spaceless(fields) else NEEDED:
            if name not in fields:
                lacking.setdefault((stage, name), []).append(track)
    for (stage, name), tracks in lacking.items():
        words = {"stage": stage, "key": name, "tracks": ", ".join(tracks)}
        yield case.problem("E520", f"stages.{stage}", **words)


def tracks_speak_of_their_own_stages(case: Case) -> Iterator[Problem]:
    """Values for a stage that is not in the track's chain would never be used."""
    for name, track in case.spec.tracks.items():
        for stage in track.stages:
            if stage not in case.chain(name):
                words = {"stage": stage, "track": name, "chain": ", ".join(case.chain(name))}
                yield case.problem("E521", f"tracks.{name}.stages.{stage}", **words)


def companies_enter_within_their_chain(case: Case) -> Iterator[Problem]:
    """The entry stage of a stream or project is in its track's chain."""
    above = case.spec.top_down.streams if case.spec.top_down else {}
    blocks: list[tuple[str, Demand | TopDownStream]] = []
    blocks += [(f"demand.{name}", block) for name, block in case.spec.demand.items()]
    blocks += [(f"top_down.streams.{name}", block) for name, block in above.items()]
    for path, block in blocks:
        chain = case.chain(block.track)
        if block.entry not in chain:
            words = {"stage": block.entry, "track": block.track, "chain": ", ".join(chain)}
            yield case.problem("E522", f"{path}.entry", **words)


def only_the_last_stage_grows(case: Case) -> Iterator[Problem]:
    """`expansion` stands in the last stage of a chain."""
    reported = set()
    for track, stage, fields in case.stages():
        last = case.chain(track)[-1]
        if "expansion" in fields and stage != last:
            path = fields["expansion"][0]
            if path not in reported:
                reported.add(path)
                yield case.problem("E523", path, stage=stage, track=track, last=last)


def building_for_oneself_takes_time(case: Case) -> Iterator[Problem]:
    """`self_build` comes with `build`."""
    for path, fields in case.blocks():
        route = fields.route
        if route is not None and high(route.self_build) > 0 and route.build is None:
            yield case.problem("E524", f"{path}.route.self_build")


def parks_are_weighed_or_ordered(case: Case) -> Iterator[Problem]:
    """A stage has weights of parks or a fixed order, and some park can be chosen."""
    for path, fields in case.blocks():
        if fields.parks is not None and fields.park_order is not None:
            yield case.problem("E525", f"{path}.park_order")
        if isinstance(fields.parks, dict):
            weights = fields.parks.values()
            most = max((weight.value - low(weight) for weight in weights), default=0.0)
            if fsum(weight.value for weight in weights) - most <= 0:
                yield case.problem("E526", f"{path}.parks")
    for name, track in case.spec.tracks.items():
        for stage, fields in track.stages.items():
            default = case.spec.stages[stage]
            if fields.parks is not None and default.park_order is not None:
                yield case.problem("E525", f"tracks.{name}.stages.{stage}.parks")


def weights_of_the_stock_have_a_stock(case: Case) -> Iterator[Problem]:
    """Where the weights of the parks are those of the stock, the stage's own type has some."""
    stock = {f"{path}.parks" for path, fields in case.blocks() if fields.parks == STOCK}
    for track, stage, fields in case.stages():
        path, space = fields.get("parks", ("",))[0], fields.get("space", ("", NO_SPACE))[1]
        if path in stock and space != NO_SPACE:
            stock.remove(path)
            words = {"space": space, "park": next(iter(case.spec.parks), "park")}
            yield case.problem("E531", path, track=track, stage=stage, **words)


def a_stage_does_not_replace_itself(case: Case) -> Iterator[Problem]:
    """`substitutes` names other types than `space`."""
    for _, stage, fields in case.stages():
        path, names = fields.get("substitutes", ("", []))
        if "space" in fields and fields["space"][1] in names:
            yield case.problem("E527", path, space=fields["space"][1], stage=stage)


def what_must_end_ends(case: Case) -> Iterator[Problem]:
    """Building, fit-out, what is left behind, leases, the time between expansions end some day."""
    for path, chance in _works_and_fit_outs(case):
        if chance is not None and chance.dist.kind == "forever":
            yield case.problem("E528", path)


def what_comes_after_forever_never_comes(case: Case) -> Iterator[Problem]:
    """A stage that lasts for ever is the last of its chain."""
    reported = set()
    for track, stage, fields in case.stages():
        last = case.chain(track)[-1]
        path, duration = fields.get("duration", ("", None))
        if stage == last or duration is None or path in reported:
            continue
        if duration.dist.kind == "forever":
            reported.add(path)
            yield case.problem("W605", path, stage=stage, track=track)


def every_value_has_an_effect(case: Case) -> Iterator[Problem]:
    """A value that only works beside another one stands beside it."""
    known = [
        case.fields(block.track, block.entry).get("route")
        for block in case.spec.demand.values()
        if isinstance(block, NamedProject) and block.own_plant
    ]
    for path, fields in case.blocks():
        route = fields.route
        built = (f"{path}.route", route) in known
        if route is not None and route.build is not None and not (route.self_build or built):
            yield case.problem("W606", f"{path}.route.build", key="build", other="self_build")
        if route is not None and route.plant is not None and route.self_build is None:
            yield case.problem("W606", f"{path}.route.plant", key="plant", other="self_build")
        if route is not None and route.cdmo_demand is not None and route.cdmo is None:
            yield case.problem("W606", f"{path}.route.cdmo_demand", key="cdmo_demand", other="cdmo")
    for _, _, stage in case.stages():
        if "strands" in stage and "look_ahead" not in stage:
            words = {"key": "strands", "other": "look_ahead"}
            yield case.problem("W606", stage["strands"][0], **words)
        if is_spaceless(stage) and "while_waiting" in stage and "holds" not in stage:
            words = {"key": "while_waiting", "other": "holds"}
            yield case.problem("W606", stage["while_waiting"][0], **words)
        if "spillover_after" in stage and "choices" not in stage:
            words = {"key": "spillover_after", "other": "choices"}
            yield case.problem("W606", stage["spillover_after"][0], **words)


def every_track_has_companies(case: Case) -> Iterator[Problem]:
    """A track that no stream and no project follows does nothing."""
    followed = {block.track for block in case.spec.demand.values()}
    if case.spec.top_down is not None:
        followed |= {block.track for block in case.spec.top_down.streams.values()}
    for name in case.spec.tracks:
        if name not in followed:
            yield case.problem("W607", f"tracks.{name}", track=name)


def _works_and_fit_outs(case: Case) -> Iterator[tuple[str, SpanChance | None]]:
    for block in ("supply", "renewals"):
        for name, works in getattr(case.spec, block).items():
            for key in ("construction", "slip", "slip_common", "lag"):
                yield f"{block}.{name}.{key}", getattr(works, key)
    for path, fields in case.blocks():
        yield f"{path}.fit_out", fields.fit_out
        if fields.route is not None:
            yield f"{path}.route.build", fields.route.build
        if fields.strands is not None:
            yield f"{path}.strands.time", fields.strands.time
        if fields.lease is not None:
            yield f"{path}.lease.term", fields.lease.term
        if fields.expansion is not None:
            yield f"{path}.expansion.every", fields.expansion.every
            yield f"{path}.expansion.fit_out", fields.expansion.fit_out


def contract_makers_are_streams(case: Case) -> Iterator[Problem]:
    """`cdmo_demand` names a stream, whose own companies outsource nothing."""
    outsourcing = {
        track for track, _, fields in case.stages() if "route" in fields and _asks(fields["route"])
    }
    for path, fields in case.blocks():
        demand = fields.route.cdmo_demand if fields.route is not None else None
        if demand is None:
            continue
        block = case.spec.demand[demand.stream]
        where = f"{path}.route.cdmo_demand.stream"
        if not isinstance(block, Stream):
            yield case.problem("E529", where, name=demand.stream)
        elif block.track in outsourcing:
            yield case.problem("E530", where, name=demand.stream, track=block.track)


def contract_makers_ask_in_one_way(case: Case) -> Iterator[Problem]:
    """`cdmo_demand` has a share of the outsourced area, or an area of its own."""
    for path, fields in case.blocks():
        demand = fields.route.cdmo_demand if fields.route is not None else None
        if demand is not None and (demand.share is None) == (demand.area is None):
            yield case.problem("E470", f"{path}.route.cdmo_demand")


def areas_have_a_basis(case: Case) -> Iterator[Problem]:
    """The area of a contract maker or of a plant comes with its basis."""
    for path, fields in case.blocks():
        if fields.route is None:
            continue
        for key in ("cdmo_demand", "plant"):
            block = getattr(fields.route, key)
            if block is not None and (block.area is None) != (block.basis is None):
                stands = "basis" if block.area is None else "area"
                other = "area" if block.area is None else "basis"
                where = f"{path}.route.{key}.{stands}"
                yield case.problem("E471", where, key=stands, other=other)


def hazards_are_not_negative(case: Case) -> Iterator[Problem]:
    """Nobody comes back before leaving, nor closes before being there."""
    for path, rate in hazards(case).items():
        if low(rate) < 0:
            yield case.problem("E472", path, key=path.rpartition(".")[2])


def hazards(case: Case) -> dict[str, Number]:
    """Return the yearly hazards that are stated, by path."""
    returns = case.spec.returns
    stated: dict[str, Number] = {} if returns is None else {"returns.rate": returns.rate}
    for path, fields in case.blocks():
        if fields.closes is not None:
            stated[f"{path}.closes"] = fields.closes
        if fields.gives_back is not None:
            stated[f"{path}.gives_back.rate"] = fields.gives_back.rate
    return stated


def known_plants_take_time_to_build(case: Case) -> Iterator[Problem]:
    """A named project that builds for itself does so in the `build` of its stage."""
    for name, block in case.spec.demand.items():
        if not isinstance(block, NamedProject) or not block.own_plant:
            continue
        route = case.fields(block.track, block.entry).get("route")
        if route is None or route[1].build is None:
            words = {"stage": block.entry, "track": block.track}
            yield case.problem("E473", f"demand.{name}.own_plant", **words)


def _asks(field: tuple[str, object]) -> bool:
    return getattr(field[1], "cdmo_demand", None) is not None
