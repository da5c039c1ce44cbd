"""A longer queue at the opening: nobody who comes later is served sooner, nobody's luck moves."""

from __future__ import annotations

from tests.metamorphic.test_let_ahead import LINE, served_later, wishes
from tests.play import play, scenario


def test_the_longer_the_queue_the_later_are_others_served() -> None:
    full = {"stock.unit.occupied": "100%"}
    queues = (
        play(scenario(LINE, {**full, "opening.queue": {"unit": number}}), wishes)
        for number in (0, 3, 20)
    )
    none, few, many = queues
    assert served_later(none, few) + served_later(few, many) > 100
