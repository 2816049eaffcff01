"""A table as an Excel workbook: typed cells, frozen headings, a last sheet that says where it comes from."""

from starlette.responses import Response

from pipeline.exports import excel
from pipeline.exports.excel import Facts
from pipeline.exports.sheet import Sheet
from pipeline.model.text import Text
from pipeline.reading import graph
from server.http.errors import ProblemError
from server.http.negotiation import XLSX
from server.rendering.publication import Publication

NO_ROOM = Text(
    "いまは、Excelのファイルを作る余裕がありません。CSVでお受け取りください。",
    "This server has no room for a workbook just now; the CSV is there.",
)

MOST_ROWS = 20_000
"""A workbook is made whole in memory, some ten thousand rows a second."""


def workbook(sheet: Sheet, facts: Facts, language: str) -> Response:
    """A table as an answer, headed in a language.

    Raises ProblemError 413 where it is longer than a workbook that is made on demand, 503 where there is no room for one.
    """
    if len(sheet.rows) > MOST_ROWS:
        raise ProblemError(
            413,
            Text(
                f"Excelのファイルは{MOST_ROWS:,}行までです。全部の行は、CSVでお受け取りください。",
                f"A workbook has {MOST_ROWS:,} rows at most; the CSV has all.",
            ),
        )
    headers = {"Content-Disposition": f'attachment; filename="{sheet.stem}.xlsx"'}
    try:
        book = excel.workbook([sheet], facts, language)
    except OSError as error:
        raise ProblemError(503, NO_ROOM) from error
    return Response(book, media_type=XLSX.content_type, headers=headers)


def facts(title: Text, address: str, of: Publication) -> Facts:
    """What a workbook says of itself: what it is, where it comes from, under which licence, and its identifier."""
    return excel.facts(title, address, both(of.rights), of.licence_name)


def both(text: graph.Text) -> Text:
    """A text of the data as one in both languages; where it has no English, in Japanese twice."""
    japanese = graph.in_language(text, "ja") or ""
    return Text(japanese, text.get("en", japanese))
