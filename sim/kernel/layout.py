"""The records of compiled code: what the plan says, and the state of one replication.

All ids are ranks, all links are indices, -1 where there is none. `place` is a stage of a track:
the index of its record in `STAGE`, whose stages follow one another along the chain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.kernel.arrays import LINE

MOST = 1 << 28
"""Rows of a table at most: an index and its ticket fit 32 bits."""
_KINDS = {
    "word": np.uint64,
    "real": np.float64,
    "whole": np.int64,
    "small": np.int32,
    "short": np.int16,
    "tiny": np.int8,
}


def record_of(**fields: str) -> np.dtype[np.void]:
    """A record: names of fields by kind, the widest kinds first.

    `tiny` is for codes and flags, `short` for ranks and places of what a plan has, within the
    limits of a scenario; `small` for other indices and ticks within the clock; areas and other
    ticks are `whole`.
    """
    kinds = [kind for kind in _KINDS if kind in fields]
    return np.dtype(
        {
            "names": [name for kind in kinds for name in fields[kind].split()],
            "formats": [_KINDS[kind] for kind in kinds for _ in fields[kind].split()],
        },
        align=True,
    )


def lines(*parts: np.dtype[np.void]) -> np.dtype[np.void]:
    """A record of parts, each of which begins where a line of memory does."""
    begins = [0, *accumulate(-(-part.itemsize // LINE) * LINE for part in parts)]
    fields = [
        (name, kind, begin + offset)
        for part, begin in zip(parts, begins, strict=False)
        for name, (kind, offset, *_) in (part.fields or {}).items()
    ]
    names, formats, offsets = zip(*fields, strict=True)
    return np.dtype(
        {"names": names, "formats": formats, "offsets": offsets, "itemsize": begins[-1]}
    )


def rows(dtype: np.dtype[np.void], fields: Sequence[Mapping[str, Any]]) -> NDArray[np.void]:
    """Return records from fields by name; what is not named is 0."""
    assert dtype.names is not None
    return np.array([tuple(map(row.get, dtype.names, repeat(0))) for row in fields], dtype)


# What the plan says

TABLE = record_of(whole="f guide cells", real="low step")
"""A quantile table: addresses of its nodes and of the guide to them; nodes lie evenly."""

PICK = record_of(whole="sums values count")
"""A discrete law: addresses of its cumulated shares and of its values."""

LAW = record_of(whole="kind table other", real="a b c")

STAGE = record_of(
    word="luck",
    whole="stage track last space spaces substitutes "
    "area duration fit_out patience build stranded "
    "cdmo_stream cdmo_area plant look_ahead prelet release keep rank parks weights order "
    "stay_put choices spillover expands every every_biased more_area more_patience more_fit_out "
    "answers term",
    real="elsewhere housed cdmo self_build cdmo_share cdmo_chance success holds strands closes "
    "gives_back gives_back_by heavy shrinks shrinks_by grows grows_by compares vacancy_pull "
    "newness_pull rent_pull usual market_area market_elsewhere lines lines_area",
)
"""`rank`: of its priority; `order`: a fixed one, or -1; `space`: -1 if it needs none; `cdmo_area`,
`plant`, `term`: laws, or -1; `answers`: its first month in `ANSWER`, or 0. `every` and `more_…` are
of expansions, or of the ends of leases: no stage has both."""

ANSWER = record_of(real="area success duration elsewhere closes gives_back")
"""What cycles multiply in one month; the first record, of stages that answer none, is all 1."""

STREAM = record_of(
    word="luck key",
    whole="entity track entry points times arrivals at number",
    real="passed",
)
"""`times`, `arrivals`: where its points stand in `curves`."""
NAMED = record_of(word="luck", whole="entity track entry earliest latest area own_plant")
TIMING = (
    "entity trigger instead pause earliest latest opens_earliest opens_latest "
    "lead construction slip slip_common lag"
)
LOT = record_of(
    word="luck",
    whole=f"{TIMING} lot then also site sites area resume shut decided planned early works state",
    real="suspended let_ahead",
)
"""`then`: the lot that is decided when it is dropped, or -1, and `also`: another with it, or -1;
`early`: whether its pause is over before its start."""
RENEWAL = record_of(
    word="luck",
    whole=f"{TIMING} pool target area vacate_by vacate_within site start taken done",
    real="ratio ground",
)
TRIGGER = record_of(
    whole="pool pool_end under needed earliest latest pipeline renews next last months",
    real="share",
)
"""`next`, `last`: its lots, or renewal, from the next to be decided on; `needed`: month ends."""
PAUSE = record_of(
    whole="pool pool_end under needed pipeline at_most one_by_one until drops first last months",
    real="share follows",
)
"""`first`, `last`: the lots that it lets wait."""
CANDIDATE = record_of(
    whole="entry place fit_out fit_out_table duration duration_table",
    real="grew thins fit_out_mean duration_mean",
)
"""`fit_out`, `duration`: laws of the whole of what is met midway, with their tables or -1."""
ASKER = record_of(whole="entry place before before_table patience", real="thins")
"""`before`: law of the whole of the stage before, met midway, with its table or -1; `patience`:
likewise, of a wait."""
QUEUE = record_of(word="luck", whole="entity companies")
"""Who waits for a space type at the opening."""
PIPELINE = record_of(
    word="luck",
    whole="entity housed_entity builders entry place duration duration_table build build_table",
    real="grew thins housed cdmo self_build no_space building",
)

# The state

POOL = record_of(
    whole="capacity leased members_leased limit strict reserved occupied lane site last_site "
    "changed opened built added unit floors ground ground_built ground_leased ground_limit "
    "tiers leased_new",
    word="luck",
    real="reserve rent rent_start rent_new",
)
"""`built`, `ground_built`: capacity at the start; `added`: what opened since; `lane`: its first
waiting lane; `changed`: on the list of those that may serve somebody new; `floors`: whether ground
floors are told apart; `rent`: ln(rent ÷ that at the start) there, `rent_start`: ln(that ÷ the
type's), 0 where no lease compares rents; `tiers`: whether old and new buildings are told apart,
`leased_new`: what is let in new ones, `rent_new`: ln(what these ask ÷ what old ones do)."""

RENT = record_of(
    whole="moves by_park",
    real="natural adjustment reversion area expansion elsewhere "
    "level by_area by_expansion by_elsewhere",
)
"""`level`: ln(rent ÷ rent at the start); `by_…`: factors of what companies ask, 1 without rent."""

SITE = lines(
    record_of(
        whole="opens area ground promised outside",
        small="entity previous next committed",
        short="pool",
    ),
    record_of(whole="promised_heavy told paused over dropped", small="started let_to"),
)
"""`committed`: first request that waits for it; `previous`, `next`: in its pool, by opening
and id; `let_to`: entity of the companies to whom it was let before the clock, or -1."""

COMPANY = lines(
    record_of(
        word="key",
        whole="ready",
        small="entity number present holding wish wanted stay plant builds_plant",
        short="track place park sought",
        tiny="searching settling midway alive",
    ),
    record_of(
        whole="area due left over",
        small="ordinal",
        tiny="spawns route loss builds returns back closing line firm",
    ),
)
"""First what every event of its life looks at, for waiting for memory is a large part of a
replication. `area`: known for its first stage, or 0; `settling`: waits for its next stage's room;
`plant`, `builds_plant`: its own plant in use, and under construction; `left`: when its stage would
end, and `over`: when it does, which is before where it is `closing`."""

REQUEST = lines(
    record_of(
        whole="area taken ground",
        small="company next ordinal served moved ended position",
        short="place pool track rank",
        tiny="outcome opening state early",
    ),
    record_of(
        whole="wait_from key",
        small="entity number asked committed site next_committed held stranded",
        short="stage space first parks open promised leaves",
        tiny="new tied",
    ),
)
"""Its history, see `sim.measures.counting.requests`, and how it stands; first what is looked at
when it is granted, moves in and is released.

`new`: it is, or asks to be, in new buildings told apart; `tied`: it takes no others.
`key` orders requests of one `rank` of priority; the order of its parks is in `orders`.
"""

STAY = record_of(small="track stage route started ended success")
PLANT = record_of(whole="area ready empty", small="stage track begun started ended")
BUILT = record_of(whole="tick area", small="pool measure")
EVENT = record_of(whole="key ticket")
NODE = record_of(whole="key", small="ticket next")
"""An event that waits in the bucket of its day."""

CITY = record_of(
    word="root",
    # the plan
    whole="parks spaces pools stages tracks entities end months ranks lanes "
    "stream_count named_count lot_count renewal_count trigger_count pause_count pipeline_count "
    "longest bucket_count bucket_shift content_bits number_bits stage_bits entity_bits "
    "ordinal_bits strict reads_month_ends trigger_pools "
    "laws tables picks stage_records answers streams named lots renewals triggers pauses "
    "candidates pipeline substitutes weights paces curves orders_fixed members park_words "
    "max_waiting fill candidate_at candidate_words candidate_weights tenant_entities "
    "askers asker_at asker_words asker_weights queues queue_weights "
    "guest_entities return_entities line_entities "
    "return_after return_law "
    # the state
    "now tick status rows events heap nodes node_count free_node buckets bucket "
    "requests companies free_company stays built plants changes waiting "
    "pool_records rents sites company_records request_records orders stay_records built_records "
    "plant_records "
    "log flows fates waiting_by_space tails holders trees changed_pools times uniforms "
    "takings takings_count constructed construction_order arrived returned lines "
    # room
    "log_room heap_room node_room request_room company_room stay_room built_room plant_room "
    "list_room",
)
"""Counts, addresses of arrays, and room in them; one city a replication.

`longest`: stages of the longest chain.
"""
