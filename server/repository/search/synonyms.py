"""Words that mean the same, from `synonyms.csv`."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from pipeline.reading.search.folding import fold

SYNONYMS = Path(__file__).parent / "synonyms.csv"


def alternatives_of(word: str) -> tuple[str, ...]:
    """A folded word, and the same with each synonym in place of what it is a synonym of."""
    found = [word]
    for known, others in _synonyms().items():
        if known in word:
            found.extend(word.replace(known, other) for other in others)
    return tuple(dict.fromkeys(found))


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Folded word → the folded words that mean the same, in both directions."""
    found: dict[str, list[str]] = defaultdict(list)
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            word, same = fold(row["word"]), fold(row["same"])
            found[word].append(same)
            found[same].append(word)
    return {word: tuple(others) for word, others in found.items()}
