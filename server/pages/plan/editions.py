"""The pages of an edition: in one look, as tree, table and matrix; its quality, its changes."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.exports.sheet import Sheet
from pipeline.model.text import Text
from pipeline.reading.element import Outcome, Row
from pipeline.reading.graph import in_language, natural
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk, prov, skos
from server.http.errors import ProblemError, one_of
from server.pages.classifications import marked
from server.pages.dataset.measurements import measurements
from server.pages.plan import cards, changes
from server.pages.plan.branches import grow
from server.pages.plan.columns import CHANGES, ELEMENTS
from server.pages.plan.facets import OUTCOMES, Filter, facets
from server.pages.plan.tables import sheet
from server.pages.queries import query_about
from server.rendering.parameters import page_number
from server.rendering.templates import alike
from server.rendering.view import View

NOTES_A_PAGE = 20
"""What is said of several things alike counts once."""


def edition(view: View, thing: NamedNode) -> Response:
    """An edition of a plan, in the view that `?view=` names."""
    chosen = _view(view)
    if chosen not in VIEWS:
        raise ProblemError(404, one_of("view", filter(None, VIEWS)))
    return VIEWS[chosen](view, thing)


def _view(view: View) -> str:
    """The view that is asked for; a filter without one asks for the tree."""
    parameters = view.request.query_params
    return parameters.get("view", "") or ("tree" if Filter.read(parameters) else "")


def table(view: View, thing: NamedNode) -> Sheet:
    """The elements of an edition that the filters keep, or what changed since the one before, as a table."""
    title = view.service.reader.named(thing).label
    if view.request.query_params.get("view") == "changes":
        columns, *lines = changes.report(_changes_file(view, thing))
        return sheet(title, [CHANGES[name] for name in columns], lines)
    chosen = Filter.read(view.request.query_params)
    rows = [row for row in view.service.reader.elements(thing) if chosen.keeps(row)]
    return sheet(title, ELEMENTS, map(_cells, rows))


def _overview(view: View, thing: NamedNode) -> Response:
    glance = view.service.reader.glance(thing)
    counted = Counter(tile.outcome.word for tile in glance.tiles)
    return view.render(
        "overview.html",
        **_head(view, thing),
        glance=glance,
        words=[(word, counted[word]) for word in OUTCOMES if counted[word]],
        query=query_about("edition", thing),
        shared=cards.in_figures(view, thing),
    )


def _tree(view: View, thing: NamedNode) -> Response:
    rows = view.service.reader.elements(thing)
    chosen = Filter.read(view.request.query_params)
    kept = [row for row in rows if chosen.keeps(row)]
    return view.render(
        "tree.html",
        **_head(view, thing),
        branches=grow(thing.value, _with_ancestors(rows, kept)),
        facets=facets(view, rows, chosen),
        chosen=chosen,
        kept=[row for row in kept if row.is_leaf],
        total=[row for row in rows if row.is_leaf],
    )


def _table(view: View, thing: NamedNode) -> Response:
    rows = view.service.reader.elements(thing)
    chosen = Filter.read(view.request.query_params)
    order = view.request.query_params.get("sort", "notation")
    if order not in ORDERS:
        raise ProblemError(400, one_of("sort", ORDERS))
    kept = sorted((row for row in rows if row.is_leaf and chosen.keeps(row)), key=ORDERS[order])
    return view.render(
        "table.html",
        **_head(view, thing),
        rows=kept,
        order=order,
        facets=facets(view, rows, chosen),
        chosen=chosen,
    )


def _matrix(view: View, thing: NamedNode) -> Response:
    reader = view.service.reader
    rows = [row for row in reader.elements(thing) if row.subjects]
    return view.render("matrix.html", **_head(view, thing), rows=rows, schemes=_schemes(view, rows))


def _quality(view: View, thing: NamedNode) -> Response:
    """The kinds of notes with how many there are of each; of the kind that `?kind=` names, a page of them."""
    notes = view.service.reader.notes_of(thing)
    kinds = {note.kind.iri.rpartition("#")[2]: note.kind for note in notes}
    counts = Counter(note.kind.iri.rpartition("#")[2] for note in notes)
    asked = view.request.query_params.get("kind") or next(iter(kinds), "")
    if notes and asked not in kinds:
        raise ProblemError(404, one_of("kind", kinds))
    found = alike(note for note in notes if note.kind.iri.rpartition("#")[2] == asked)
    page = page_number(view.request.query_params)
    dataset = view.service.document_of_graph(NamedNode(f"{thing.value}/graph"))
    return view.render(
        "quality.html",
        measurements=measurements(view, dataset) if dataset else [],
        **_head(view, thing),
        kinds=[(key, kind, counts[key]) for key, kind in kinds.items()],
        kind_shown=asked,
        notes=[note for group in found[(page - 1) * NOTES_A_PAGE : page * NOTES_A_PAGE] for note in group],
        page=page,
        more=len(found) > page * NOTES_A_PAGE,
    )


def _changes(view: View, thing: NamedNode) -> Response:
    groups = changes.groups(view, _changes_file(view, thing))
    older = view.service.reader.name(thing, prov.wasRevisionOf)
    return view.render("changes.html", **_head(view, thing), groups=groups, older=older)


def _changes_file(view: View, thing: NamedNode) -> Path:
    path = view.service.changes(thing.value)
    if path is None:
        raise ProblemError(
            404,
            Text(
                "これより前の版がないため、変更点はありません。",
                "There is no edition before this one to compare it with.",
            ),
        )
    return path


def _head(view: View, thing: NamedNode) -> dict[str, Any]:
    """What every view of an edition shows above itself."""
    reader = view.service.reader
    rows = reader.elements(thing)
    return {
        "shown_as": _view(view),
        "edition": reader.named(thing),
        "tally": sum((row.outcome for row in rows if row.is_leaf), Outcome()),
        "effect": reader.effect_total(thing),
        "aimed": reader.effects_aimed_at(thing),
        "effect_years": reader.effect_years(thing).union(*(row.effect_years for row in rows)),
        "plan": reader.name(thing, dcterms.isVersionOf),
        "issued": reader.graph.value(thing, dcterms.issued),
        "source": reader.name(thing, dcterms.source),
        "covers": (reader.year(thing, kk.coversFrom), reader.year(thing, kk.coversTo)),
        "has_subjects": any(row.subjects for row in rows),
        "has_changes": view.service.changes(thing.value) is not None,
    }


def _schemes(view: View, rows: list[Row]) -> list[tuple[Named, list[tuple[str, Named]]]]:
    """The lists that elements are classified by, with all their concepts in printed order."""
    graph = view.service.graph
    subjects = {NamedNode(subject.iri) for row in rows for subject in row.subjects}
    schemes = {scheme for subject in subjects for scheme in graph.things(subject, skos.inScheme)}
    return [
        (
            view.service.reader.named(scheme),
            [marked(view, concept) for concept in graph.subjects(skos.inScheme, scheme)],
        )
        for scheme in sorted(schemes, key=lambda scheme: natural(scheme.value))
    ]


def _with_ancestors(rows: tuple[Row, ...], kept: list[Row]) -> list[Row]:
    """The rows kept and those above them, in printed order."""
    parents = {row.iri: row.parent for row in rows}
    wanted: set[str] = set()
    for row in kept:
        iri: str | None = row.iri
        while iri is not None and iri not in wanted:
            wanted.add(iri)
            iri = parents.get(iri)
    return [row for row in rows if row.iri in wanted]


def _cells(row: Row) -> tuple[object, ...]:
    return (
        row.iri,
        row.level and row.level.code,
        row.notation,
        in_language(row.title, "ja"),
        row.parent,
        "; ".join(in_language(unit.label, "ja") or "" for unit in row.units),
        "; ".join(in_language(subject.label, "ja") or "" for subject in row.subjects),
        row.outcome.met,
        row.outcome.missed,
        row.effect,
    )


VIEWS: dict[str, Callable[[View, NamedNode], Response]] = {
    "": _overview,
    "tree": _tree,
    "table": _table,
    "matrix": _matrix,
    "quality": _quality,
    "changes": _changes,
}
"""What `?view=` may name."""
ORDERS: dict[str, Callable[[Row], Any]] = {
    "notation": lambda row: natural(row.iri),
    "title": lambda row: in_language(row.title, "ja") or "",
    "outcome": lambda row: (OUTCOMES.index(row.outcome.word), natural(row.iri)),
    "effect": lambda row: (-(row.effect or Decimal(-1)), natural(row.iri)),
}
