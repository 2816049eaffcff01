"""The file of pages that a release by hand needs, made of its store or of entries alone."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Store

from pipeline.reading.graph import Graph
from pipeline.reading.search import table
from pipeline.reading.search.entries import Entry, entries
from pipeline.reading.summary.overview import Overviews
from pipeline.reading.vocabulary import dcat, dcterms, kk
from pipeline.release.merge import listing, packages, pages
from pipeline.release.merge.listing import Listing
from pipeline.release.store import PAGES
from pipeline.release.unit.divided import Divided
from server.repository.database import Database
from server.repository.packages import Package, Packages
from server.repository.search.index import SearchIndex


def write_pages(store: Store, folder: Path) -> None:
    """Writes the file of a release, all editions of its store as if of one municipality."""
    graph, names = Graph(store), [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    rows = [table.row(entry) for found in entries(graph, names) for entry in found]
    overviews = list(map(Overviews(graph).overview, graph.instances(kk.PlanEdition)))
    found = packages.of_release(folder)
    pages.write(rows, [overviews], _listing(store, graph), folder / PAGES, found)


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


def search_index(found: Iterable[Entry]) -> SearchIndex:
    """An index of some entries, in a file of its own that is gone once it is opened."""
    with tempfile.TemporaryDirectory() as folder:
        pages.write(map(table.row, found), [], None, Path(folder, PAGES))
        return SearchIndex(Database(Path(folder, PAGES)))
