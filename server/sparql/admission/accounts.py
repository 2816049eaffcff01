"""What one client does now, and took in the last minute."""

from collections import deque
from dataclasses import dataclass, field

_UNKNOWN_SECONDS = 4.0
"""What a query is taken to take of whom nobody knows; every query known of a client takes from its weight."""


class Record:
    """Amounts with the moment of each, and their sum."""

    def __init__(self) -> None:
        self.total = 0.0
        self._entries: deque[tuple[float, float]] = deque()

    def add(self, moment: float, amount: float) -> None:
        self._entries.append((moment, amount))
        self.total += amount

    def forget(self, before: float) -> None:
        while self._entries and self._entries[0][0] <= before:
            self.total -= self._entries.popleft()[1]
        if not self._entries:
            self.total = 0.0  # sums of fractions drift

    @property
    def oldest(self) -> float:
        return self._entries[0][0]

    def __len__(self) -> int:
        return len(self._entries)


@dataclass
class Account:
    """What one client does now, and did in the last minute."""

    running: int = 0
    waiting: int = 0
    reading: int = 0
    seconds: Record = field(default_factory=Record)
    errors: Record = field(default_factory=Record)

    def forget(self, before: float) -> None:
        self.seconds.forget(before)
        self.errors.forget(before)

    @property
    def expected(self) -> float:
        """The query time of a minute once one more query has run that is like those before."""
        used, queries = self.seconds.total, len(self.seconds)
        return used + (used + _UNKNOWN_SECONDS) / (queries + 1)

    @property
    def is_idle(self) -> bool:
        return not (self.running or self.waiting or self.reading or self.seconds or self.errors)
