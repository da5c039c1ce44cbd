"""A longer queue at the opening: nobody who comes later is served sooner, nobody's luck moves."""

from __future__ import annotations

from tests.metamorphic.test_let_ahead import LINE, wishes
from tests.play import play, scenario


def test_the_longer_the_queue_the_later_are_others_served() -> None:
    full = {"stock.unit.occupied": "100%"}
    queues = (
        play(scenario(LINE, {**full, "opening.queue": {"unit": number}}), wishes)
        for number in (0, 3, 20)
    )
    none, few, many = queues
    later = 0
    for before, after in zip([*none, *few], [*few, *many], strict=True):
        assert before.keys() == after.keys()
        for number, (tick, area, granted) in before.items():
            assert after[number][:2] == (tick, area)
            assert after[number][2] >= granted
            later += after[number][2] > granted
    assert later > 100
