"""Answers kept to be given again: the least recently asked goes first, bounded in bytes."""

from collections import OrderedDict

from server.engine import Answer, Query

Key = tuple[str, Query, str]
"""The release, the query, the content coding (empty: none)."""

_SHARE = 8
_OVERHEAD = 500


class ResultsCache:
    """Keeps up to `capacity` bytes of answers; none that would take more than an eighth of that."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.size = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Key) -> Answer | None:
        """The answer kept under a key; it counts as asked just now."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    @property
    def largest(self) -> int:
        """The bytes of the largest answer that is kept."""
        return self.capacity // _SHARE

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and let go of as many as it needs room for."""
        needed = _weight(key, answer)
        if not isinstance(answer.body, bytes) or needed > self.largest:
            return
        self._forget(key)
        self._answers[key] = answer
        self.size += needed
        while self.size > self.capacity:
            self._forget(next(iter(self._answers)))

    def _forget(self, key: Key) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self.size -= _weight(key, answer)


def _weight(key: Key, answer: Answer) -> int:
    return answer.size + 4 * len(key[1].text) + _OVERHEAD
