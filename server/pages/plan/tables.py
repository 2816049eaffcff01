"""The tables that pages of a plan give, as CSV and as a workbook."""

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.exports.sheet import Column, Sheet
from pipeline.reading import graph
from server.http.negotiation import CSV, Format
from server.rendering.publication import Publication, publication
from server.rendering.spreadsheet import spreadsheet
from server.rendering.view import View
from server.rendering.workbook import both, facts, workbook


def sheet(title: graph.Text, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> Sheet:
    """Rows of values as a table of texts; None is blank."""
    names = [column.name for column in columns]
    texts = (["" if cell is None else str(cell) for cell in row] for row in rows)
    found = [dict(zip(names, row, strict=True)) for row in texts]
    return Sheet("", "table", both(title), tuple(columns), found)


def given(view: View, thing: NamedNode, table: Sheet, format_: Format) -> Response:
    """A table of a thing in the format asked for."""
    if format_ is CSV:
        names = [column.name for column in table.columns]
        return spreadsheet(names, ([row[name] for name in names] for row in table.rows))
    told = facts(table.title, thing.value, _publication(view, thing))
    return workbook(table, told, view.language)


def _publication(view: View, thing: NamedNode) -> Publication:
    """Of the dataset that a thing's edition is published as; of everything where it is in none."""
    service = view.service
    edition = service.reader.edition(thing)
    dataset = service.document_of_graph(NamedNode(f"{edition.iri if edition else thing.value}/graph"))
    return publication(service.graph, dataset) if dataset else service.publication
