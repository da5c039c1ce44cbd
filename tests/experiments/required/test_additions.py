"""What is added after the past that futures were held against: it goes on from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim import JobRunner, Scenario, overview, required
from sim.cli import main
from sim.experiments.store import Store

EXPERIMENTS = Path(__file__).parents[1]
NAMED = "grounded/village.json"
CUT = ["--cut", "2027", "--futures", "40", "--plays", "400", "--save", NAMED]


class Kept(Store):
    """A store that tells what it was given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.put_for: list[str] = []

    def put(self, key: str, made_of: Mapping[str, Any], result: Any) -> None:
        """Keep a result."""
        self.put_for.append(made_of["work"])
        super().put(key, made_of, result)


@pytest.mark.full
def test_what_is_added_after_the_cut_goes_on_from_the_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hall of the past cannot be built smaller; more can be added to it later."""
    monkeypatch.chdir(tmp_path)
    past = (EXPERIMENTS / "village-past.yaml").read_bytes()
    Path("village-past.yaml").write_bytes(past)
    text = (EXPERIMENTS / "village.yaml").read_text(encoding="utf-8")
    hall = (
        "{parks: {east: 100%}, area: 9000 m², basis: lettable, mix: {lab: 100%}, lettable: 100%, "
    )
    text += f"supply: {{hall: {hall} start: 2026-03, construction: 6 months}}}}\n"
    Path("village.yaml").write_text(text, encoding="utf-8", newline="\n")
    assert main(["calibrate", "village.yaml", "--history", "village-past.yaml", *CUT]) == 0
    with Path("village.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"grounded: {NAMED}\n")
    room = {"metric": "vacancy", "space": "lab", "at_least": "64%"}
    village = Scenario.load("village.yaml").with_({"standards.lab-room": room})
    asked: dict[str, Any] = {"space": "lab", "confidence": 0.5, "replications": 10}
    more = required(village, begins="2028-03", **asked)
    assert more.parts_in is None and more.asked["grounded"]
    (need,) = more.answer.needs
    assert [*more.answer.tables()["futures"]["replication"]] == [*range(10)]
    assert need.row(0.5).value > 0
    assert all(value >= 0 for value in need.values if value is not None)
    assert all(value >= 0 for _, value, *_ in need.seen)
    assert "built smaller" not in more.screen("en") and "less: all lots" not in more.screen("en")
    # The same futures, each with its past: those whose plan is enough need nothing more.
    plan = need.as_planned.status
    assert [value == 0 for value in need.values] == [status == 1 for status in plan]

    halls = {"metric": "vacancy", "space": "factory", "at_least": "1%"}
    both = required(
        village.with_({"standards.room": halls}), confidence=0.5, begins="2028-03",
        replications=10, jointly=True,
    )  # fmt: skip
    assert both.parts_in is None
    assert [part.value > 0 for part in both.answer.jointly.plan.parts] == [True, False]
    assert "enough as planned, each by itself: factory" in " ".join(both.screen("en").split())
    assert both.answer.needs[0].needs == need.needs

    before = required(village, begins="2027-03", **asked)
    assert [*before.answer.tables()["futures"]["replication"]] == [*range(0, 20, 2)]
    assert before.parts_in == 2026 and not before.asked["grounded"]
    assert not before.answer.enough
    plenty = village.with_({"standards.lab-room.at_least": "5%"})
    enough = required(plenty, begins="2028-03", **asked)
    assert enough.parts_in == 2026 and not enough.asked["grounded"]
    assert enough.answer.needs[0].row(0.5).value < 0
    assert "enough as planned: lab" in " ".join(enough.screen("en").split())

    # Of another scenario beside it as many futures are played as alone.
    plain = Scenario.load(EXPERIMENTS / "village.yaml")
    beside, alone_row = (overview(*both, replications=60) for both in ((village, plain), (plain,)))
    assert replace(beside.answer.rows[1], id="village") == alone_row.answer.rows[0]

    # Overview asks what the verb asks, in either case, and finds its plays.
    for begins in ("2026-01", "2028-03"):
        halved = {"confidence": "50%", "standards.lab-room": {**room, "window": {"start": begins}}}
        one, kept = village.with_(halved), Kept(tmp_path / "jobs")
        alone = required(one, replications=10, runner=JobRunner(store=kept))
        assert (alone.parts_in is None) == (begins == "2028-03")
        played = len(kept.put_for)
        (row,) = overview(
            one, replications=2, required=10, runner=JobRunner(store=kept)
        ).answer.rows
        assert "required" not in {work.partition(".")[0] for work in kept.put_for[played:]}
        (take,), at = row.takes, alone.answer.needs[0].row(0.5)
        assert (take.value, take.low, take.high) == (at.value, at.low, at.high)
