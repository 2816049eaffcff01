"""Asks the example queries of a release built from all data: other cities beside must not change an answer."""

import csv
import gzip
import io
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from pipeline.release.store import Release
from server.queries import examples

Row = dict[str, str]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def store(built_release: Release) -> ox.Store:
    """All named graphs of the release, in memory."""
    loaded = ox.Store()
    quads = gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes())
    loaded.bulk_load(quads, ox.RdfFormat.N_QUADS)
    return loaded


@pytest.fixture(scope="session")
def ask(store: ox.Store) -> Ask:
    """Asks an example by its name, with values for its parameters; the rows of its CSV."""

    def asked(name: str, **values: str) -> list[Row]:
        found = store.query(examples()[name].query(values), use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        text = found.serialize(format=ox.QueryResultsFormat.CSV) or b""
        return list(csv.DictReader(io.StringIO(text.decode())))

    return asked


@pytest.fixture(scope="session")
def lines(document_text: str) -> list[str]:
    """The document's lines by their number: `lines[380]` is the 380th."""
    return ["", *document_text.split("\n")]
