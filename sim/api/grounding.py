"""Whether a scenario plays on futures that agree with years past: those of the set it names."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from sim.api.folder import plain
from sim.measures.counting.measure_spec import measure_spec
from sim.measures.counting.past import YEAR, PastReader, cut_short, months_up_to, parted
from sim.runs.grounded import PRIOR, AcceptedFutures, accepted_data, read_accepted, refused
from sim.runs.identity import canonical, code_hash, digest
from sim.runs.player import Player
from sim.runs.settings import Plans, Settings
from sim.scenario.errors import ScenarioError
from sim.scenario.load import Loaded
from sim.scenario.plan.plan import Plan
from sim.scenario.schema import Spec
from sim.scenario.values.dates import MONTH
from sim.scenario.yaml.files import Folder

CHECKED: Final = 8
"""Futures whose past is played to see whether it is still the one they were kept for."""
_BESIDE: Final = frozenset(
    {"name", "why", "note", "sources", "seed", "replications", "confidence", "grounded", "stakes"}
    | {"map"}
)
"""Keys of a scenario that have no part in what is played."""
_ANOTHER: Final = frozenset({"E589", "E591", "E597"})
"""What is said of values that a scenario cannot have: it is another one from its start on."""


Planned = Callable[[Plans, int], Plan]
"""The plan of a replication, by the plans of a scenario."""


class Varied(NamedTuple):
    """Something that a verb plays in the place of a scenario."""

    spec: Spec
    planned: Planned = Plans.__call__

    @classmethod
    def held(cls, spec: Spec, numbers: Mapping[str, float]) -> Varied:
        """Return a scenario with some numbers held at values, by path, in canonical units."""
        return cls(spec, lambda plans, replication: plans(replication, numbers))


@dataclass(frozen=True)
class Grounding:
    """The accepted set of a scenario, and whether the scenario still has its past."""

    futures: AcceptedFutures
    """To be played on; none where the scenario has another past."""
    count: int
    """Futures of the set."""
    file: str
    cut: int
    """Last year that the futures were held against."""
    fitted: tuple[str, ...]
    """Observations that they were fitted on."""
    parts_in: int | None
    """The year from which the scenario's past is another one, if it is."""


def grounding(loaded: Loaded, file: str | None = None) -> Grounding | None:
    """Return the grounding of a scenario by a file, or by the set that it names; None without one.

    Raises ScenarioError where the set cannot be read (E587 among others), where it was made of this
    scenario as it was (E598), and where a given file has another past (E599).
    """
    path = file or loaded.grounded
    if path is None:
        return None
    data = accepted_data(path)
    year: int | None = _first_year(loaded.spec)
    futures = PRIOR
    try:
        futures = read_accepted(path, loaded.spec)
    except ScenarioError as error:
        if file or any(problem.code not in _ANOTHER for problem in error.problems):
            raise
    else:
        year = _parts_in(loaded, data, futures)
    own = data["scenario"] == scenario_id(loaded) and not loaded.sets and not loaded.changes
    if own and (year is not None or _observations_changed(path, data)):
        raise refused("E598", path, command=_renewing(loaded, path, data))
    if file and year is not None:
        raise refused("E599", path, year=str(year))
    return Grounding(
        futures=futures if year is None else PRIOR,
        count=len(data["futures"]),
        file=path,
        cut=data["cut"],
        fitted=tuple(name for name, role in data["observations"].items() if role == "fitted"),
        parts_in=year,
    )


def own_futures(groundings: Sequence[Grounding | None], seed: int | None = None) -> AcceptedFutures:
    """Return the futures that scenarios played side by side all play on.

    None where one of them has no set or another past, or where the luck of another seed is asked.
    """
    sets = [PRIOR if own is None else own.futures for own in groundings]
    same = len({futures.key for futures in sets}) == 1 and seed in (None, sets[0].seed)
    return sets[0] if same else PRIOR


def scenario_id(loaded: Loaded) -> str:
    """Return the name of a scenario's file without its ending, as a plain name of a folder."""
    return plain(Path(loaded.path).stem)


def scenario_key(loaded: Loaded) -> str:
    """Return the hash of all of a scenario that has a part in what is played."""
    played = {key: value for key, value in loaded.raw.items() if key not in _BESIDE}
    return digest(canonical(played))


def _parts_in(loaded: Loaded, data: Mapping[str, Any], futures: AcceptedFutures) -> int | None:
    """Return the year in which the past of a scenario parts from that of an accepted set."""
    if data["key"] == scenario_key(loaded) and data["made_of"].get("code") == code_hash():
        return None
    return _parted(_PastPlayer(loaded.spec, Settings(futures.seed, grounded=futures)))


def continued(settings: Settings, varied: Iterable[Varied]) -> tuple[Settings, int | None]:
    """Return the settings with which all that a verb varies is played, and the year of a misfit.

    These are the settings as they are, and no year, where nothing that is `varied` changes the past
    of their accepted futures; else they draw from the ranges with the same seed, and the year is
    the first one in which the first misfit differs. Futures of unknown past are played on as they
    are.
    """
    if not settings.grounded.pasts:
        return settings, None
    player: _PastPlayer | None = None
    for each in varied:
        if player is None or player.spec is not each.spec:
            player = _PastPlayer(each.spec, settings)
        if (year := _parted(player, each.planned)) is not None:
            return replace(settings, grounded=PRIOR), year
    return settings, None


class _PastPlayer:
    """Plays the past of the first few accepted futures of a scenario, as it is or changed."""

    def __init__(self, spec: Spec, settings: Settings) -> None:
        self.spec, self.futures = spec, settings.grounded
        # What standards look at may lie after the cut.
        self._player = Player(spec.model_copy(update={"standards": {}}), settings)

    def pasts(self, planned: Planned) -> tuple[str, ...]:
        """Return the hashes of their pasts, with the plans that `planned` gives."""
        count = min(CHECKED, len(self.futures))
        plans = {n: planned(self._player.plans, n) for n in range(count)}
        months = months_up_to(plans[0], self.futures.cut)
        short = {n: cut_short(plan, months) for n, plan in plans.items()}
        reader = PastReader(measure_spec(self._player.spec, short[0]), months)
        self._player.play_plans(short, reader)
        return reader.result()


def _parted(player: _PastPlayer, planned: Planned = Plans.__call__) -> int | None:
    """Return the first year in which a past is another one than when the set was made, if any."""
    both = zip(player.pasts(planned), player.futures.pasts, strict=False)
    years = [year for now, then in both if (year := parted(now, then)) is not None]
    return _first_year(player.spec) + min(years) if years else None


def _first_year(spec: Spec) -> int:
    return spec.clock.start.first // MONTH // YEAR


def _observations_changed(path: str, data: Mapping[str, Any]) -> bool:
    """Whether the observations say something else than when the set was made, where they are."""
    file = _history(path, data)
    if not Path(file).is_file():
        return False
    found = digest(canonical(Folder(file).read(file).plain()))
    return bool(found != data["history"]["digest"])


def _history(path: str, data: Mapping[str, Any]) -> str:
    return os.path.normpath(os.path.join(Path(path).parent, data["history"]["file"]))


def _renewing(loaded: Loaded, path: str, data: Mapping[str, Any]) -> str:
    """Return the command that makes an accepted set anew."""
    history = os.path.relpath(_history(path, data))
    words = ["zhizao", "calibrate", loaded.path, "--history", history]
    return shlex.join([*words, "--cut", str(data["cut"]), "--save", path])
