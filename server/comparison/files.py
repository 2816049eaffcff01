"""A comparison as files: CSV, Parquet, what statistical offices and search engines read, and its chart."""

from collections.abc import Callable, Mapping

from starlette.responses import JSONResponse, Response

from pipeline.exports import comparison
from pipeline.exports.comparison import COLUMNS, Comparison
from pipeline.exports.sheet import parquet
from pipeline.model.text import Text
from server.comparison.answer import Answer
from server.comparison.asked import NO_INDICATOR
from server.comparison.card import card
from server.comparison.chart import Look
from server.http.errors import ProblemError
from server.http.negotiation import BY_SUFFIX
from server.query_pages.result_table import Table, Value
from server.rendering.charts.card import picture
from server.rendering.charts.pictures import NO_FONT, png
from server.rendering.spreadsheet import spreadsheet
from server.rendering.workbook import facts, workbook

SDMX_CSV = "application/vnd.sdmx.data+csv; version=2.0.0"
"""The media type that SDMX's web services use."""
SHARP = 2
"""Pixels of a chart's PNG for each of its SVG."""


def _csv(answer: Answer) -> Response:
    rows = [figure.row for figure in (answer.found.figures if answer.found else ())]
    if answer.request.query_params.get("excel", "0") not in ("", "0"):
        return spreadsheet(COLUMNS, rows)
    table = Table(COLUMNS, tuple(tuple(Value(cell) for cell in row) for row in rows))
    return Response(table.csv(), media_type=BY_SUFFIX["csv"].content_type)


def _xlsx(answer: Answer) -> Response:
    table = comparison.sheet(_found(answer))
    service = answer.view.service
    address = service.settings.public_url + answer.address("")
    return workbook(table, facts(table.title, address, service.publication), answer.view.language)


def _parquet(answer: Answer) -> Response:
    found = _found(answer)
    return Response(
        parquet(comparison.sheet(found)),
        media_type="application/vnd.apache.parquet",
        headers=_named(found, "parquet"),
    )


def _sdmx(answer: Answer) -> Response:
    found = _found(answer)
    return Response(comparison.sdmx_csv(found), media_type=SDMX_CSV, headers=_named(found, "sdmx.csv"))


def _json_stat(answer: Answer) -> Response:
    address = answer.view.service.settings.public_url + answer.address("")
    return JSONResponse(
        comparison.json_stat(
            _found(answer),
            answer.view.language,
            address,
            answer.part,
            lambda kind: answer.word(f"kind_{kind}"),
        )
    )


def _schema_org(answer: Answer) -> Response:
    stated = comparison.schema_org(_found(answer), answer.view.service.release.base_iri)
    return JSONResponse(stated, media_type=BY_SUFFIX["jsonld"].media_type)


def _found(answer: Answer) -> Comparison:
    if answer.found is None:
        raise ProblemError(404, NO_INDICATOR)
    return answer.found


def _named(found: Comparison, suffix: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{found.shared.id}.{suffix}"'}


def _svg(answer: Answer) -> Response:
    return Response(_drawn(answer), media_type=BY_SUFFIX["svg"].media_type)


def _png(answer: Answer) -> Response:
    shared = answer.request.query_params.get("card") == "1"
    made = picture(card(answer)) if shared else png(_drawn(answer), SHARP)
    if made is None:
        raise ProblemError(404, NO_FONT)
    return Response(made, media_type=BY_SUFFIX["png"].media_type)


def _drawn(answer: Answer) -> bytes:
    asked = answer.request.query_params
    drawn = answer.drawing(Look(asked.get("theme") == "dark", asked.get("width") == "wide"))
    if drawn is None:
        raise ProblemError(
            404,
            Text(
                "この比較には、図に描ける数値がありません。表かCSVでご覧ください。",
                "There is nothing to draw in this comparison; the table and the CSV are there.",
            ),
        )
    return drawn


FILES: Mapping[str, Callable[[Answer], Response]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "sdmx.csv": _sdmx,
    "json-stat.json": _json_stat,
    "jsonld": _schema_org,
    "svg": _svg,
    "png": _png,
}
"""What `/compare.` may be followed by → how it is given."""
