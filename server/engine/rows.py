"""Counts the rows of a SPARQL result by its bytes: engines write results whole and do not tell.

For JSON and CSV a quick count comes first that can only be too high, for there the marks of a row may stand
inside a value.
"""

import re
from collections.abc import Callable

_JSON_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?')  # to the end where it is not closed: read once
_JSON_BETWEEN = re.compile(rb"\}\s*+,\s*+\{")
_CSV_STRING = re.compile(rb'"[^"]*+"')
_XML_ROW = re.compile(rb"<(?:\w+:)?result\s*+>")


def more_than(most: int, result: bytes, media_type: str) -> bool:
    """Whether a result of SELECT holds more than `most` rows: whether each of its counts says so."""
    return all(count(result) > most for count in _COUNTS[media_type])


def _json_at_most(result: bytes) -> int:
    return len(_JSON_BETWEEN.findall(result)) + 1


def _json(result: bytes) -> int:
    return _json_at_most(_JSON_STRING.sub(b"", result))


def _lines(result: bytes) -> int:
    return result.count(b"\n") - 1


def _csv(result: bytes) -> int:
    return _lines(_CSV_STRING.sub(b"", result))


def _xml(result: bytes) -> int:
    return len(_XML_ROW.findall(result))


_COUNTS: dict[str, tuple[Callable[[bytes], int], ...]] = {
    "application/sparql-results+json": (_json_at_most, _json),
    "application/sparql-results+xml": (_xml,),
    "text/csv": (_lines, _csv),
    "text/tab-separated-values": (_lines,),
}
