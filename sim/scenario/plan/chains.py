"""Plans of the chains: what a company does and needs in each stage of its track."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

from sim.scenario.plan.plan import FOREVER, SHARES, Growth, StagePlan, to_ticks
from sim.scenario.plan.reading import NEVER, NOW, WorldReading
from sim.scenario.schema import Spec
from sim.scenario.schema.demand import NO_SPACE, STOCK, Answer, Lease, Route, StageFields
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.numbers import Number

Fields = Mapping[str, tuple[str, Any]]
"""The fields of a stage that are set, each as name → (path, value)."""
_UNSAID: tuple[str, Any] = ("", Route())
LEASE_ENDS = tuple(name for name in Lease.model_fields if name != "term")
"""What is decided when the term of a lease is over: shares and their measures."""
_NOTHING_OWN, _NAMES = StageFields(), tuple(StageFields.model_fields)


def stage_fields(spec: Spec, track: str, stage: str) -> dict[str, tuple[str, Any]]:
    """Return each field that is set for a stage of a track as name → (path, value).

    The track's own value wins over the one under `stages`. Weights that are those of the stock are
    its shares, with their path; where there is no such stock, there are none.
    """
    own = spec.tracks[track].stages.get(stage, _NOTHING_OWN)
    blocks = ((f"stages.{stage}", spec.stages[stage]), (f"tracks.{track}.stages.{stage}", own))
    stated = {
        name: (f"{path}.{name}", value)
        for path, block in blocks
        for name in _NAMES
        if (value := getattr(block, name)) is not None
    }
    path, weights = stated.get("parks", ("", {}))
    if weights == STOCK:
        space = stated["space"][1] if "space" in stated else NO_SPACE
        stock = spec.stock.get(space)
        stated["parks"] = (f"stock.{space}.parks", stock.parks) if stock else (path, {})
    return stated


def order(spec: Spec, track: str) -> list[str]:
    """Return the stages of a track in order."""
    return spec.tracks[track].chain or spec.chain


def chains(read: WorldReading) -> tuple[tuple[StagePlan, ...], ...]:
    """Return the stages of each track."""
    of_tracks = read.part(_outlines)
    return tuple([tuple([_stage(read, *stage) for stage in of_track]) for of_track in of_tracks])


def fields(read: WorldReading, track: str, stage: str) -> Fields:
    """Return the fields that are set for a stage of a track."""
    return stage_fields(read.spec, track, stage)


def is_spaceless(stated: Fields) -> bool:
    """Tell whether a stage needs no space at all."""
    return "space" in stated and stated["space"][1] == NO_SPACE


def route(read: WorldReading, track: str, stage: str) -> tuple[str, Route]:
    """Return path and value of the route into a stage."""
    return read.part(fields, track, stage).get("route", _UNSAID)


_Drawn = list[tuple[int, str, Number | None]]
"""Those of `SHARES` that are drawn: (place, path, number)."""


def _stage(read: WorldReading, usual: StagePlan, drawn: _Drawn) -> StagePlan:
    if not drawn:
        return usual
    fields = list(usual)
    for place, path, share in drawn:
        fields[place] = read.number(path, share)
    return StagePlan._make(fields)


def _outlines(read: WorldReading) -> list[list[tuple[StagePlan, _Drawn]]]:
    """Return the usual stages of each track, and what of them is drawn."""
    return [
        [(read.part(usual_stage, track, stage), _drawn(read, track, stage)) for stage in chain]
        for track in read.ranks.tracks
        for chain in [order(read.spec, track)]
    ]


def _drawn(read: WorldReading, track: str, stage: str) -> _Drawn:
    shares = _shares(read, track, stage)
    places = enumerate(shares[name] for name in SHARES)
    return [(i, path, share) for i, (path, share, _) in places if read.draws(path)]


def _shares(
    read: WorldReading, track: str, stage: str
) -> Mapping[str, tuple[str, Number | None, float]]:
    """Return where each share of companies stands: (path, number, value if absent)."""
    stated = read.part(fields, track, stage)
    path, route = stated.get("route", _UNSAID)
    demand = route.cdmo_demand
    strands, left = stated.get("strands", ("", None))
    back, part = stated.get("gives_back", ("", None))
    lease, terms = stated.get("lease", ("", None))
    lines, firm = stated.get("lines", ("", None))
    market, asks = stated.get("market", ("", None))
    if stage == order(read.spec, track)[-1]:
        firm = None  # nothing goes on from there
    return {
        "elsewhere": (f"{path}.elsewhere", route.elsewhere, 0.0),
        "housed": (f"{path}.housed", route.housed, 0.0),
        "cdmo": (f"{path}.cdmo", route.cdmo, 0.0),
        "self_build": (f"{path}.self_build", route.self_build, 0.0),
        "cdmo_share": (f"{path}.cdmo_demand.share", demand.share if demand else None, 0.0),
        "cdmo_chance": (f"{path}.cdmo_demand.chance", demand.chance if demand else None, 1.0),
        "success": (*stated.get("success", ("", None)), 1.0),
        "holds": (*stated.get("holds", ("", None)), 0.0),
        "strands": (f"{strands}.share", left.share if left else None, 0.0),
        "closes": (*stated.get("closes", ("", None)), 0.0),
        "gives_back": (f"{back}.rate", part.rate if part else None, 0.0),
        "gives_back_by": (f"{back}.share", part.share if part else None, 0.0),
        **{name: (f"{lease}.{name}", getattr(terms, name, None), 0.0) for name in LEASE_ENDS},
        "usual": (f"{market}.usual", asks.usual if asks else None, -1.0),
        "market_area": (f"{market}.area", asks.area if asks else None, 0.0),
        "market_elsewhere": (f"{market}.elsewhere", asks.elsewhere if asks else None, 0.0),
        "lines": (f"{lines}.number", firm.number if firm else None, 1.0),
        "lines_area": (f"{lines}.area", firm.area if firm else None, 0.0),
    }


def usual_stage(read: WorldReading, track: str, stage: str) -> StagePlan:
    """Return a stage with its shares held at their values: a part of its own.

    Ranges are mostly on shares.
    """
    ranks, stated = read.ranks, read.part(fields, track, stage)

    def value(name: str, absent: Any = None) -> Any:
        return stated[name][1] if name in stated else absent

    def law(name: str, absent: Distribution) -> Distribution:
        return read.law(*stated[name], absent) if name in stated else absent

    def span(name: str, absent: int) -> int:
        return to_ticks(read.number(*stated[name])) if name in stated else absent

    tried = [] if is_spaceless(stated) else [value("space"), *value("substitutes", [])]
    lettable = read.factor(value("basis"), tried[0]) if tried else 1.0
    path, route = stated.get("route", _UNSAID)
    strands, left = stated.get("strands", ("", None))
    fit_out = law("fit_out", NOW)
    area = law("area", NOW).scaled(lettable)
    weights, order = _parks(read, stated)
    path_of_answers, answers = stated.get("answers", ("", {}))
    lease, terms = stated.get("lease", ("", None))
    shares = _shares(read, track, stage).items()
    return StagePlan(
        **{name: number.value if number else absent for name, (_, number, absent) in shares},
        stage=ranks.stages.index(stage),
        luck=read.spec.stages[stage].luck or stage,
        heavy=read.number(*stated["heavy"]) if "heavy" in stated else 0.0,
        spaces=tuple(ranks.spaces.index(s) for s in tried),
        area=area,
        duration=law("duration", NOW),
        fit_out=fit_out,
        patience=law("patience", NEVER),
        build=read.law(f"{path}.build", route.build),
        cdmo_area=_maker_area(read, path, route),
        plant=_plant(read, path, route, value("space"), area),
        cdmo_stream=ranks.streams.index(route.cdmo_demand.stream) if route.cdmo_demand else -1,
        look_ahead=span("look_ahead", 0),
        stranded=read.law(f"{strands}.time", left.time) if left else NOW,
        prelet=span("prelet", 0),
        release=value("while_waiting") == "release",
        keep=bool(value("keep", False)),
        priority=value("priority", 0),
        weights=weights,
        order=order,
        stay_put=bool(value("stay_put", False)),
        choices=value("choices", len(ranks.parks)),
        spillover=span("spillover_after", FOREVER),
        growth=_growth(read, stated, lettable, fit_out),
        answers=list(read.part(answering)).index(path_of_answers) if answers else -1,
        term=read.law(f"{lease}.term", terms.term) if terms else None,
    )


def answering(read: WorldReading) -> dict[str, Mapping[str, Answer]]:
    """Return how stages answer cycles, by path; tracks may share what is said of a stage."""
    tracks = read.ranks.tracks
    stages = [(track, stage) for track in tracks for stage in order(read.spec, track)]
    stated = [read.part(fields, *stage) for stage in stages]
    return dict(sorted(of["answers"] for of in stated if "answers" in of and of["answers"][1]))


def _maker_area(read: WorldReading, path: str, route: Route) -> Distribution | None:
    """Return the law of the area that a contract manufacturer asks for by itself."""
    demand = route.cdmo_demand
    if demand is None or demand.area is None or demand.basis is None:
        return None
    maker = read.spec.demand[demand.stream]
    space = read.part(fields, maker.track, maker.entry)["space"][1]
    lettable = read.factor(demand.basis, space)
    return read.law(f"{path}.cdmo_demand.area", demand.area).scaled(lettable)


def _plant(
    read: WorldReading, path: str, route: Route, space: str, area: Distribution
) -> Distribution | None:
    """Return the law of the area of own plants, in the measure of the stage's own space type."""
    plant = route.plant
    if plant is None:
        return None
    if plant.area is None or plant.basis is None:
        return area
    return read.law(f"{path}.plant.area", plant.area).scaled(read.factor(plant.basis, space))


def _parks(read: WorldReading, stated: Fields) -> tuple[tuple[float, ...], tuple[int, ...]]:
    parks = read.ranks.parks
    if "park_order" in stated:
        order = tuple(parks.index(p) for p in stated["park_order"][1])
        return tuple(1.0 if i in order else 0.0 for i in range(len(parks))), order
    if "parks" not in stated:
        return (1.0,) * len(parks), ()
    path, given = stated["parks"]
    return tuple(read.number(f"{path}.{p}", given.get(p)) for p in parks), ()


def _growth(
    read: WorldReading, stated: Fields, lettable: float, fit_out: Distribution
) -> Growth | None:
    if "expansion" not in stated:
        return None
    path, block = stated["expansion"]
    return Growth(
        every=read.law(f"{path}.every", block.every),
        area=read.law(f"{path}.area", block.area).scaled(lettable),
        patience=read.law(f"{path}.patience", block.patience, NEVER),
        fit_out=read.law(f"{path}.fit_out", block.fit_out, fit_out),
    )


def success_from_each_stage(spec: Spec) -> dict[str, dict[str, float]]:
    """Return by track and stage the product of success from that stage to the last, in percent.

    Tracks of other trades have no product. Ranges are held at their values; leaving the city and
    waiting are not counted.
    """
    success = {}
    for name, track in spec.tracks.items():
        if track.trade is not None:
            continue
        chain = track.chain or spec.chain
        fields = [stage_fields(spec, name, stage) for stage in chain]
        shares = [f["success"][1].value if "success" in f else 1.0 for f in fields]
        success[name] = {s: 100.0 * prod(shares[i:]) for i, s in enumerate(chain)}
    return success
