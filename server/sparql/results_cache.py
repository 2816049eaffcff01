"""Answers kept to be given again: the least recently asked goes first, bounded in bytes."""

from typing import NamedTuple

from cachetools import LRUCache

from server.engine import Answer, Query

Key = tuple[str, Query, str]
"""The release, the query, the content coding (empty: none)."""

_SHARE = 8
_OVERHEAD = 500


class _Kept(NamedTuple):
    answer: Answer
    weight: float
    """Bytes, those of the query too."""


class ResultsCache:
    """Keeps up to `capacity` bytes of answers; none that would take more than an eighth of that."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._kept: LRUCache[Key, _Kept] = LRUCache(capacity, getsizeof=lambda kept: kept.weight)

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> float:
        """The bytes that are kept."""
        return self._kept.currsize

    @property
    def largest(self) -> int:
        """The bytes of the largest answer that is kept."""
        return self.capacity // _SHARE

    def get(self, key: Key) -> Answer | None:
        """The answer kept under a key; it counts as asked just now."""
        kept = self._kept.get(key)
        return kept.answer if kept else None

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and let go of as many as it needs room for."""
        kept = _Kept(answer, answer.size + 4 * len(key[1].text) + _OVERHEAD)
        if isinstance(answer.body, bytes) and kept.weight <= self.largest:
            self._kept[key] = kept
