"""How much of this server a query and a client may take: one frozen value, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from pipeline.model.errors import Problem, SettingError

_MEBIBYTE = 1024 * 1024


def _cores() -> int:
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def _limit(least: float, most: float, default: float | None = None) -> float:
    """A limit, with the bounds between which its setting must lie; the default is the number of cores."""
    bounds = {"least": least, "most": most}
    if default is None:
        return field(default_factory=_cores, metadata=bounds)
    return field(default=default, metadata=bounds)


@dataclass(frozen=True)
class Limits:
    """Each limit is a setting named KEIKAKU_ and the name in capitals; seconds and mebibytes where it says so.

    `overflow_seconds` is what a query may run when all slots are taken; shorter than `queue_seconds`, so that who waits
    gets a slot. 0: then nothing runs. `memory_dataset_mib` is how large a release's dataset.nq.gz may be to be held in
    memory, some 100,000 quads a MiB; one that is larger is read from its store on disk.
    """

    query_seconds: float = _limit(1, 60, 20)
    query_memory_mib: float = _limit(64, 65536, 512)
    query_rows: float = _limit(1, 10_000_000, 100_000)
    query_answer_mib: float = _limit(1, 4096, 64)
    query_kib: float = _limit(1, 1024, 64)
    query_depth: float = _limit(1, 100, 32)
    query_clauses: float = _limit(1, 1000, 64)
    query_patterns: float = _limit(1, 1000, 100)
    query_path: float = _limit(1, 1000, 50)
    query_values: float = _limit(1, 100_000, 5_000)
    slots: float = _limit(1, 256)
    queue: float = _limit(0, 10_000, 16)
    queue_seconds: float = _limit(0, 60, 5)
    overflow_seconds: float = _limit(0, 60, 4)
    client_running: float = _limit(1, 256, 1)
    client_queue: float = _limit(0, 10_000, 4)
    client_seconds: float = _limit(1, 3600, 60)
    client_errors: float = _limit(1, 100_000, 30)
    cache_mib: float = _limit(0, 65536, 64)
    memory_dataset_mib: float = _limit(0, 65536, 2)

    @property
    def answer_bytes(self) -> int:
        return int(self.query_answer_mib * _MEBIBYTE)

    @property
    def memory_bytes(self) -> int:
        return int(self.query_memory_mib * _MEBIBYTE)

    @property
    def text_bytes(self) -> int:
        return int(self.query_kib * 1024)

    @property
    def cache_bytes(self) -> int:
        return int(self.cache_mib * _MEBIBYTE)

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Limits":
        """The limits of an environment. Raises SettingError with one problem for each that is not usable."""
        problems: list[Problem] = []
        found: dict[str, float] = {}
        for limit in fields(cls):
            name = f"KEIKAKU_{limit.name.upper()}"
            text = environment.get(name)
            if text:
                found[limit.name] = _number(name, text, limit.metadata, problems)
        if problems:
            raise SettingError(problems)
        return cls(**found)


def _number(name: str, text: str, bounds: Mapping[str, float], problems: list[Problem]) -> float:
    least, most = bounds["least"], bounds["most"]
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        remedy = f"Write a number from {least:g} to {most:g}."
        problems.append(Problem(name, f"{text!r} is not usable here.", remedy))
    return value
