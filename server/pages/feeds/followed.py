"""The feeds of a plan, of a department and of an indicator: their editions, and what changed from one to the next."""

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.element import Row
from pipeline.reading.graph import Text, in_language
from pipeline.reading.indicator import Cell, Indicator
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, kk, org, prov
from server.pages.feeds.atom import Entry, Feed, answer, instant
from server.pages.plan import changes
from server.pages.plan.cards import holder, in_figures
from server.rendering.view import View


def plan(view: View, thing: NamedNode) -> Response:
    """The editions of a plan, and what changed in each."""
    return _feed(
        view,
        thing,
        _name(view, thing),
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

    return _feed(view, thing, _name(view, thing), entries())


def indicator(view: View, thing: NamedNode) -> Response:
    """What each edition prints of an indicator, and what changed of it."""

    def entries() -> Iterator[Entry]:
        for one in _revisions(view, thing):
            edition = view.service.reader.edition(one)
            if edition is not None:
                yield _printed(view, one, edition)
                yield from _changed(view, NamedNode(edition.iri), _is_of(one))

    row = holder(view, thing)
    measured = f"{view.t('bracket')}{_numbered(view, row)}{view.t('bracket_end')}" if row else ""
    return _feed(view, thing, (_name(view, thing) or view.t("unnamed_indicator")) + measured, entries())


def _feed(view: View, thing: NamedNode, name: str, entries: Iterable[Entry]) -> Response:
    """A feed under the name of the municipality and of what is followed: a reader has many of them."""
    root, reader = view.service.settings.public_url, view.service.reader
    publisher = view.publisher(reader.edition(thing)) or next(
        filter(None, (reader.name(thing, term) for term in (dcterms.publisher, org.unitOf))), None
    )
    author = _said(view, publisher.label) if publisher else ""
    return answer(
        Feed(
            title=f"{view.t('feed_of', place=author, name=name) if author else name} — {view.t('site')}",
            address=view.absolute(thing.value),
            own=root + view.path(view.file(thing.value, "atom")),
            author=author or view.t("site"),
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
    """That an edition was published, with the elements named or its figures; of each element that changed, what did."""
    named = view.service.reader.named(edition)
    lines = tuple(_numbered(view, row) for row in rows) or in_figures(view, edition)
    yield Entry(
        id=edition.value,
        title=view.t("feed_edition", edition=_said(view, named.label)),
        updated=_when(view, edition),
        address=view.absolute(edition.value),
        lines=lines,
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
    years = ((year, shown.cell(kind, year)) for year in shown.years for kind in shown.kinds)
    return Entry(
        id=thing.value,
        title=f"{_said(view, shown.label) or view.t('unnamed_indicator')} — {_said(view, edition.label)}",
        updated=_when(view, NamedNode(edition.iri)),
        address=view.absolute(thing.value),
        lines=tuple(_cell(view, shown, year, cell) for year, cell in years if cell and cell.raw_text),
    )


def _cell(view: View, shown: Indicator, year: int, cell: Cell) -> str:
    """A cell in words; of an actual value of which one thing can be compared, whether the target was met."""
    said = f"{view.year(year)} {view.t(cell.kind)} {cell.raw_text}"
    met = [one.met for one in shown.achieved(year)] if cell.kind == "actual" else []
    if len(met) != 1 or met[0] is None:
        return said
    ended = view.t("outcome_met" if met[0] else "outcome_missed")
    return f"{said}{view.t('bracket')}{ended}{view.t('bracket_end')}"


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


def _name(view: View, thing: NamedNode) -> str:
    return _said(view, view.service.reader.titled(thing).label)


def _said(view: View, text: Text) -> str:
    return in_language(text, view.language) or ""
