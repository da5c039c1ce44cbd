"""Bad files of observations and bad accepted sets, and the exact screens that answer them.

`pytest tests/badfiles --update` writes the expected screens anew; read the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim import Scenario, calibrate
from sim.api.grounding import grounding
from sim.runs.grounded import read_accepted
from sim.scenario.errors import ScenarioError

CASES = Path(__file__).parent / "past"
SOUND = Path(__file__).parent / "cases" / "base.yaml"
NAMES = sorted(path.name for path in CASES.iterdir() if path.suffix in (".yaml", ".json"))


@pytest.mark.parametrize("name", NAMES)
def test_screen(
    name: str, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    scenario = Scenario.load(Path("..") / "cases" / "base.yaml")
    with pytest.raises(ScenarioError) as told:
        if name.endswith(".json"):
            grounding(scenario.loaded, name)
        else:
            calibrate(scenario, name, cut=2024)
    screens = [told.value.screen(lang) for lang in ("zh", "en")]
    golden(CASES / f"{Path(name).stem}.txt", f"\n{'-' * 90}\n".join(screens))


def test_every_screen_belongs_to_a_case() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == {Path(name).stem for name in NAMES}


def test_a_missing_accepted_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="E587"):
        read_accepted(tmp_path / "gone.json", Scenario.load(SOUND).spec)
