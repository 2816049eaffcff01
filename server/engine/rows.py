"""Counts the rows of a SPARQL result by its bytes: pyoxigraph writes results whole and does not tell.

Each count reads the formats as pyoxigraph writes them, and is exact. For JSON and CSV a quick count that can only be too
high comes first, for there the marks of a row may stand inside a value.
"""

import re
from collections.abc import Callable

_JSON_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_CSV_STRING = re.compile(rb'"[^"]*+"')


def more_than(most: int, result: bytes, media_type: str) -> bool:
    """Whether a result of SELECT holds more than `most` rows: whether each of its counts says so."""
    return all(count(result) > most for count in _COUNTS[media_type])


def _json_at_most(result: bytes) -> int:
    return result.count(b"},{") + 1


def _json(result: bytes) -> int:
    return _json_at_most(_JSON_STRING.sub(b"", result))


def _csv_at_most(result: bytes) -> int:
    return result.count(b"\r\n") - 1


def _csv(result: bytes) -> int:
    return _csv_at_most(_CSV_STRING.sub(b"", result))


_COUNTS: dict[str, tuple[Callable[[bytes], int], ...]] = {
    "application/sparql-results+json": (_json_at_most, _json),
    "application/sparql-results+xml": (lambda result: result.count(b"<result>"),),
    "text/csv": (_csv_at_most, _csv),
    "text/tab-separated-values": (lambda result: result.count(b"\n") - 1,),
}
