"""The file of pages that a release by hand needs, made of its store or of entries alone."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Store

from pipeline.model.iris import Iris
from pipeline.reading.graph import Graph
from pipeline.reading.municipalities import tables
from pipeline.reading.municipalities.figures import COLUMNS, figures
from pipeline.reading.municipalities.places import places
from pipeline.reading.municipalities.tables import Municipalities
from pipeline.reading.search import table
from pipeline.reading.search.entries import Entry, entries
from pipeline.reading.summary.overview import Overviews
from pipeline.reading.summary.pages_file import NAME as PAGES
from pipeline.reading.vocabulary import dcat, dcterms, kk
from pipeline.release.merge import listing, packages, pages
from pipeline.release.merge.listing import Listing
from pipeline.release.unit.divided import Divided
from server.repository.database import Database
from server.repository.packages import Package, Packages
from server.repository.search.index import SearchIndex


def write_pages(store: Store, folder: Path) -> None:
    """Writes the file of a release, all editions of its store as if of one municipality."""
    graph, names = Graph(store), [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    rows = [table.row(entry) for found in entries(graph, names) for entry in found]
    overviews = list(map(Overviews(graph).overview, graph.instances(kk.PlanEdition)))
    portal, municipalities = packages.of_release(folder), _municipalities(store, graph)
    pages.write(rows, [overviews], _listing(store, graph), folder / PAGES, portal, municipalities)


def _listing(store: Store, graph: Graph) -> Listing | None:
    """The catalogue that the store states; None where it states none."""
    catalogue = next(iter(graph.instances(dcat.Catalog)), None)
    if catalogue is None:
        return None
    datasets = sorted(one.value for one in graph.instances(dcat.Dataset))
    divided = Divided([quad.triple for quad in store], datasets)
    modified = graph.value(catalogue, dcterms.modified) or ""
    return Listing(catalogue.value, modified, divided.whole(catalogue.value), listing.of_all(divided, ()))


def portal_packages(found: Iterable[Package]) -> Packages:
    """Some packages, in a file of its own that is gone once it is opened."""
    with tempfile.TemporaryDirectory() as folder:
        pages.write([], [], None, Path(folder, PAGES), found)
        return Packages(Database(Path(folder, PAGES)))


def _municipalities(store: Store, graph: Graph) -> Municipalities:
    """The publishers of the store's editions, what they share, and their figures of it."""
    iris = Iris()
    publishers = {
        one for edition in graph.instances(kk.PlanEdition) for one in graph.things(edition, dcterms.publisher)
    }
    names = {graph.value(one, dcterms.identifier) or "": graph.label(one) for one in publishers}
    shared = tables.shared_indicators(graph, iris)
    found = figures(store, [one.id for one in shared], iris.base)
    code = COLUMNS.index("code")
    own = {name: [(id_, values) for id_, values in found if values[code] == name] for name in names}
    return Municipalities(tuple(places(graph, names, iris)), shared, own.items())


def search_index(found: Iterable[Entry]) -> SearchIndex:
    """An index of some entries, in a file of its own that is gone once it is opened."""
    with tempfile.TemporaryDirectory() as folder:
        pages.write(map(table.row, found), [], None, Path(folder, PAGES))
        return SearchIndex(Database(Path(folder, PAGES)))
