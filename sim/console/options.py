"""Options and words that the verbs share."""

from __future__ import annotations

from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.scenario.values.limits import REPLICATIONS
from sim.text.screen import spoken
from sim.text.words import Words

if TYPE_CHECKING:
    from sim.runs.executors import Executor

BAD_SCENARIO: Final = 2
"""Exit code when a scenario cannot be used."""
RESULT: Final = (
    "结果目录、名字、键、情景（其最新者）或 latest "
    "a results folder, a name, a key, a scenario (its newest run) or latest"
)
"""How a result is called: help of the verbs that take one."""


def add_file(parser: ArgumentParser) -> None:
    """Add the scenario."""
    parser.add_argument("file", metavar="FILE", help="情景文件 scenario file")


def add_lang(parser: ArgumentParser) -> None:
    """Add `--lang`: of the screen, and of figures beside those in both languages."""
    parser.set_defaults(pictures="both")
    parser.add_argument(
        "--lang",
        action=_Language,
        choices=("zh", "en", "both"),
        default=spoken(),
        help="输出语言，默认随系统 language of the output, by default that of the locale",
    )


class _Language(Action):
    """Figures go to readers of either language: only one that is asked for gets its own."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        namespace.lang = namespace.pictures = values


def add_set(parser: ArgumentParser) -> None:
    """Add `--set`."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="sets",
        metavar="PATH=VALUE",
        help="改一个值，可多次 change a value, may be repeated: "
        "--set supply.north-hall.construction='24 months'",
    )


def add_json(parser: ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="输出 JSON print JSON")


def add_execution(parser: ArgumentParser) -> None:
    """Add `--workers`, `--executor` and `--cluster`; `execution` reads them."""
    parser.add_argument("--workers", type=count, metavar="N", help="并行数 jobs at once")
    parser.add_argument(
        "--executor",
        choices=("here", "threads", "processes", "dask"),
        help="在哪里算，结果相同 where it is computed, the same answer; "
        "dask: 本机集群 a cluster on this machine",
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="已在运行的 Dask 集群 a running Dask cluster: tcp://host:8786",
    )


def execution(options: Namespace) -> Executor | None:
    """Return the executor that was asked for; None leaves it to the engine.

    Raises ExecutionError when the options contradict each other, or Dask is missing.
    """
    from sim.runs.executors import executor

    if options.executor is None and options.cluster is None:
        return None
    return executor(options.executor or "dask", options.workers, options.cluster)


def add_study(parser: ArgumentParser) -> None:
    """Add what all experiments share; `--replications` is left to each, as its default differs."""
    parser.add_argument("--seed", type=seed, help="随机种子 the number all luck derives from")
    parser.add_argument(
        "--central",
        action="store_true",
        help="区间取中值 hold ranged numbers at their values: chance alone",
    )
    add_grounded(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("results"),
        metavar="DIR",
        help="结果目录 where results go: DIR/scenario/verb-key; "
        "jobs are kept in DIR/jobs (default: results)",
    )
    add_execution(parser)
    add_set(parser)
    add_json(parser)
    add_lang(parser)


def add_results(parser: ArgumentParser) -> None:
    """Add `--out`, where results are looked for."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("results"),
        metavar="DIR",
        help="在何处找 where results are (default: results)",
    )


def add_replications(parser: ArgumentParser, text: str, default: int) -> None:
    """Add `--replications`, whose help says what each of so many futures is of."""
    parser.add_argument(
        "--replications",
        type=count,
        default=default,
        metavar="N",
        help=f"{text} (default: {default})",
    )


def add_grounded(parser: ArgumentParser) -> None:
    """Add `--grounded` and `--prior`."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--grounded",
        type=Path,
        metavar="FILE",
        help="承接此文件里与往年相符的未来 play on the futures of this file, which agree with the "
        "past (default: those that the scenario names)",
    )
    either.add_argument(
        "--prior",
        action="store_true",
        help="不承接往年，按区间抽取 new futures from the ranges, whatever the scenario names",
    )


def add_history(parser: ArgumentParser) -> None:
    """Add `--history`."""
    parser.add_argument(
        "--history",
        type=Path,
        required=True,
        metavar="DATA",
        help="往年观测的数据文件 a file of observations, such as history/NAME.yaml",
    )


def count(text: str) -> int:
    """Read a whole number from 1 to a million, as the type of an option."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= REPLICATIONS:
        raise misread(_FROM_ONE.fill(most=str(REPLICATIONS)), text)
    return number


def from_zero(text: str) -> int:
    """Read a whole number from 0 on."""
    if not text.isdecimal():
        raise misread(_FROM_ZERO, text)
    return int(text)


def seed(text: str) -> int:
    """Read a seed."""
    number = from_zero(text)
    if number >= 1 << 63:
        raise misread(_FROM_ZERO, text)
    return number


def misread(wanted: Words, text: str) -> ArgumentTypeError:
    """Return the error of an option: what it takes, and what was written."""
    return ArgumentTypeError(f"{wanted.line('both')}: {text}")


_FROM_ONE: Final = Words("须为 1 至 {most} 的整数", "must be a whole number from 1 to {most}")
_FROM_ZERO: Final = Words("须为 0 起的整数", "must be a whole number from 0 on")
