"""Companies that come because of another one."""

from __future__ import annotations

from typing import Any

from numba.extending import register_jitable

from sim.draws.keys import child, uniform
from sim.kernel.codes import DRAW_AREA, KIND_CDMO
from sim.kernel.draws import quantile
from sim.kernel.founding import come, found
from sim.kernel.history import company, stage
from sim.kernel.layout import STREAM
from sim.kernel.memory import int64, load, record
from sim.kernel.needs import draw_key
from sim.scenario.plan import to_area


@register_jitable
def ask_at_maker(city: Any, owner: int, place: int) -> None:
    """Have a contract manufacturer ask for a share of the area this stage would have taken."""
    one, what = company(city, owner), stage(city, place)
    stream = record(city.streams, what.cdmo_stream, STREAM)
    wanted = quantile(city, what.area, uniform(draw_key(city, owner, place, DRAW_AREA)))
    name = (what.cdmo_stream * city.entities + one.entity) * city.stages + what.stage
    guest = found(
        city,
        load(city.guest_entities, name, int64),
        one.number,
        stream.track,
        child(child(child(one.key, what.luck), KIND_CDMO), stream.luck),
        stream.entry,
        to_area(wanted * what.cdmo_share),
        0,
    )
    come(city, guest, city.tick)
