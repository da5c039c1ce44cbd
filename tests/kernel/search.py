"""A search for a scenario on which the engines disagree, and a file for the smallest one."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

import hypothesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.model.log import Log
from sim.scenario.plan.compile import compile_plan
from sim.scenario.schema import Spec
from tests.kernel.engines import Disagreement, played
from tests.strategies import Raw, scenarios

_FOLDER = "ZHIZAO_DISAGREEMENTS"
"""The variable that says where scenarios are kept on which the engines disagree."""
_REPLICATIONS = 6
"""Replications to choose from: three worlds."""
Found = Callable[[Raw, Log], None]


def search(
    seed: int,
    examples: int,
    found: Found | None = None,
    smallest: bool = True,
    kind: st.SearchStrategy[Raw] | None = None,
) -> None:
    """Play scenarios with both engines, the same ones for a seed; `found` is told of each.

    Raises Disagreement with the path of a file that shows it: the first, or the smallest.
    """
    last: list[tuple[Raw, int]] = []

    @hypothesis.seed(seed)
    @settings(
        max_examples=examples,
        derandomize=False,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=[Phase.generate, *([Phase.shrink] if smallest else [])],
    )
    @given(scenarios() if kind is None else kind, st.integers(0, _REPLICATIONS - 1))
    def agree(raw: Raw, replication: int) -> None:
        raw, spec = sound(raw)
        last[:] = [(raw, replication)]
        log = played(spec, replication)
        if found is not None:
            found(raw, log)

    try:
        agree()
    except Exception as error:
        # Hypothesis plays the smallest scenario once more, at the end. An engine that breaks down
        # where the other plays on disagrees too.
        path = keep(*last[0], repr(error))
        raise Disagreement(f"{error!r}\n  zhizao run {path} --engine both") from error


def sound(raw: Raw) -> tuple[Raw, Spec]:
    """A scenario whose stock is empty where nobody could be a tenant, as the door demands."""
    spec = Spec.model_validate(raw)
    if any(stock.occupied.value or stock.occupied_in for stock in spec.stock.values()):
        plan = compile_plan(spec)
        vain = {
            plan.pool_name(pool)[0]
            for pool, occupied in enumerate(plan.occupied)
            if occupied
            and not any(
                candidate.weights[pool % len(plan.parks)] > 0
                for candidate in plan.candidates[pool // len(plan.parks)]
            )
        }
        if vain:
            empty = {"occupied": "0%", "occupied_in": {}}
            stock = {s: b | empty if s in vain else b for s, b in raw["stock"].items()}
            raw = raw | {"stock": stock}
            spec = Spec.model_validate(raw)
    return raw, spec


def keep(raw: Raw, replication: int, why: str) -> Path:
    """Write a scenario on which the engines disagree as a file that a person can run."""
    folder = Path(os.environ.get(_FOLDER) or Path(gettempdir()) / "zhizao-disagreements")
    folder.mkdir(parents=True, exist_ok=True)
    remark = "".join(f"# {line}\n" for line in why.splitlines())
    # Worlds come in pairs of replications.
    text = yaml.safe_dump(
        raw | {"replications": replication // 2 * 2 + 2}, allow_unicode=True, sort_keys=False
    )
    path = folder / f"{sha256(text.encode()).hexdigest()[:12]}.yaml"
    path.write_text(remark + text, encoding="utf-8")
    return path
