"""CSV for spreadsheets: UTF-8 with a mark that Excel knows it by, CRLF, and no cell that runs as a formula.

Cells that a spreadsheet would calculate are preceded by an apostrophe (OWASP, CSV injection); the CSV for programs, of
`/data/`, of short addresses and of SPARQL answers, is as RFC 4180 has it, without.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

from server.http.negotiation import CSV

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A table as an answer."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return Response(text.getvalue().encode("utf-8-sig"), media_type=CSV.content_type)


def inert(cell: object) -> str:
    """A cell as text that no spreadsheet runs; a plain negative number stays one."""
    text = "" if cell is None else str(cell)
    if not text.startswith(_RUNS) or _is_number(text):
        return text
    return "'" + text


def _is_number(text: str) -> bool:
    return text[1:].replace(".", "", 1).isdecimal() and text[0] == "-"
