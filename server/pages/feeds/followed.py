"""The feeds of a plan, of a department and of an indicator: their editions, and what changed from one to the next."""

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.element import Row
from pipeline.reading.graph import Text, in_language
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk, prov
from server.pages.feeds.atom import Entry, Feed, answer, instant
from server.pages.plan import changes
from server.rendering.view import View


def plan(view: View, thing: NamedNode) -> Response:
    """The editions of a plan, and what changed in each."""
    return _feed(
        view,
        thing,
        (entry for one in view.service.reader.versions(thing) for entry in _of_edition(view, one)),
    )


def unit(view: View, thing: NamedNode) -> Response:
    """What a department answers for in each edition, and what changed of it."""

    def entries() -> Iterator[Entry]:
        elements = view.service.graph.typed(kk.responsibleUnit, thing, kk.PlanElement)
        for edition, rows in view.service.reader.by_edition(elements):
            yield from _of_edition(
                view, NamedNode(edition.iri), rows, lambda change: _names(change.element.units, thing)
            )

    return _feed(view, thing, entries())


def indicator(view: View, thing: NamedNode) -> Response:
    """What each edition prints of an indicator, and what changed of it."""

    def entries() -> Iterator[Entry]:
        for one in _revisions(view, thing):
            edition = view.service.reader.edition(one)
            if edition is not None:
                yield _printed(view, one, edition)
                yield from _changed(view, NamedNode(edition.iri), _is_of(one))

    return _feed(view, thing, entries())


def _feed(view: View, thing: NamedNode, entries: Iterable[Entry]) -> Response:
    root, titled = view.service.settings.public_url, view.service.reader.titled(thing)
    publisher = view.publisher(view.service.reader.edition(thing)) or view.service.reader.name(
        thing, dcterms.publisher
    )
    return answer(
        Feed(
            title=f"{_said(view, titled.label) or view.t('unnamed_indicator')} — {view.t('site')}",
            address=view.absolute(thing.value),
            own=root + view.path(view.file(thing.value, "atom")),
            author=(_said(view, publisher.label) if publisher else "") or view.t("site"),
            language=view.language,
            updated=instant(view.service.publication.modified),
            entries=tuple(entries),
        )
    )


def _revisions(view: View, thing: NamedNode) -> list[NamedNode]:
    """An indicator as earlier and later editions have it, with itself."""
    graph, found = view.service.graph, [thing]
    for one in found:
        beside = (*graph.things(one, prov.wasRevisionOf), *graph.subjects(prov.wasRevisionOf, one))
        found += [other for other in beside if other not in found]
    return found


def _of_edition(
    view: View,
    edition: NamedNode,
    rows: Iterable[Row] = (),
    keep: Callable[[changes.Change], bool] = lambda change: True,
) -> Iterator[Entry]:
    """That an edition was published, with the elements named; of each element that changed in it, what did."""
    named = view.service.reader.named(edition)
    yield Entry(
        id=edition.value,
        title=view.t("feed_edition", edition=_said(view, named.label)),
        updated=_when(view, edition),
        address=view.absolute(edition.value),
        lines=tuple(_numbered(view, row) for row in rows),
    )
    yield from _changed(view, edition, keep)


def _changed(view: View, edition: NamedNode, keep: Callable[[changes.Change], bool]) -> Iterator[Entry]:
    """An entry for each element of which something changed from the edition before to this one."""
    path, found = view.service.changes(edition.value), dict[str, list[tuple[str, changes.Change]]]()
    for kind, group in changes.groups(view, path) if path else ():
        for change in filter(keep, group):
            found.setdefault(change.element.iri, []).append((kind, change))
    for iri, told in found.items():
        yield Entry(
            id=f"{iri}#changed-in-{edition.value.rpartition('/')[2]}",
            title=f"{_numbered(view, told[0][1].element)}: {view.t('change_' + told[0][0])}",
            updated=_when(view, edition),
            address=view.absolute(iri),
            lines=tuple(_told(view, kind, change) for kind, change in told),
        )


def _told(view: View, kind: str, change: changes.Change) -> str:
    """A change in words: of what, in which year, what was and what is."""
    year = view.year(change.fiscal_year) if change.fiscal_year else ""
    both = " → ".join(filter(None, (change.before, change.after)))
    return " ".join(filter(None, (view.t(f"change_{kind}"), change.indicator, year, both)))


def _printed(view: View, thing: NamedNode, edition: Named) -> Entry:
    """What an edition prints of an indicator."""
    shown = view.service.reader.indicator(thing)
    cells = ((cell, view.year(cell.year)) for cell in shown.cells if cell.year and cell.raw_text)
    return Entry(
        id=thing.value,
        title=f"{_said(view, shown.label) or view.t('unnamed_indicator')} — {_said(view, edition.label)}",
        updated=_when(view, NamedNode(edition.iri)),
        address=view.absolute(thing.value),
        lines=tuple(f"{year} {view.t(cell.kind)} {cell.raw_text}" for cell, year in cells),
    )


def _when(view: View, edition: NamedNode) -> str:
    """When an edition's data was published here; of an edition without a dataset, when the edition was issued."""
    graph = view.service.graph
    dataset = view.service.document_of_graph(NamedNode(f"{edition.value}/graph"))
    stated = (graph.value(one, dcterms.issued) for one in (dataset, edition) if one)
    return instant(next(filter(None, stated), view.service.publication.modified))


def _is_of(indicator: NamedNode) -> Callable[[changes.Change], bool]:
    return lambda change: change.indicator_iri == indicator.value


def _numbered(view: View, row: Row) -> str:
    return f"{row.notation} {_said(view, row.title)}".strip()


def _names(units: Iterable[Named], thing: NamedNode) -> bool:
    return any(unit.iri == thing.value for unit in units)


def _said(view: View, text: Text) -> str:
    return in_language(text, view.language) or ""
