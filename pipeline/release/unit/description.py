"""The second half of a unit: how its datasets are described, given when they were published.

What several units say alike of things that none of them owns (languages, formats, licences, areas) is kept apart, so that
the merge can say it once.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from pipeline.catalog import dcat
from pipeline.catalog.build import edition_dataset
from pipeline.catalog.history import Entry
from pipeline.catalog.model import DataFile, Dataset
from pipeline.exports import index
from pipeline.exports.descriptions import opendata_list, void
from pipeline.exports.sheet import Sheet
from pipeline.graphs import metrics, serialize
from pipeline.graphs.interpreter import Triple
from pipeline.graphs.serialize import Sorted
from pipeline.model.namespaces import FOAF, RDF, ontology
from pipeline.release.unit.content import Content
from pipeline.release.unit.divided import Divided
from pipeline.release.unit.inputs import Inputs


@dataclass(frozen=True)
class Description:
    """What describes the datasets of a municipality.

    `files` are those of each dataset that describe it; `own` and `shared` are the catalogue's triples, by whether the
    municipality owns their subject; `stated` are those that its graphs or the ontology state already, `pages` those of
    documents on the web: neither is in the catalogue's graph in the store. `parts` are those of each dataset, by its IRI,
    with all that it leads to; `void` describes the RDF of all of them.
    """

    datasets: tuple[Dataset, ...]
    files: Mapping[str, Mapping[str, bytes]]
    own: Sorted
    shared: Sorted
    unstored: frozenset[ox.Triple]
    parts: Mapping[str, Sorted]
    void: Sorted
    rows: bytes


def describe(content: Content, entries: Mapping[str, Entry], inputs: Inputs) -> Description:
    """The description of a municipality's datasets, dated by their entries in the history."""
    iris, root = inputs.conditions.iris, inputs.conditions.root
    found = {one.edition.key.dataset: one for one in content.editions}
    datasets = tuple(
        edition_dataset(one.publisher, one.edition, listed(one.files, one.sheets), entries[id_])
        for id_, one in found.items()
    )
    triples = serialize.sort({*dcat.datasets(datasets, iris, root), *_measurements(content)})
    owned = re.compile(rf"(?<![0-9]){inputs.municipality}(?![0-9])")
    own = [triple for triple in triples if owned.search(serialize.subject(triple))]
    shared = [triple for triple in triples if not owned.search(serialize.subject(triple))]
    counted = [(one, len(found[one.id].base)) for one in datasets]
    divided = Divided(
        [*triples, *serialize.sort(metrics.metrics(iris))],
        [str(iris("dataset", dataset=one.id)) for one in datasets],
    )
    return Description(
        datasets,
        {one.id: index.described(one, found[one.id].sheets, iris, root) for one in datasets},
        own,
        shared,
        frozenset(unstored(triples, content.graphs.values(), iris.base, root)),
        {iri: divided.dataset(iri) for iri in divided.datasets},
        serialize.sort(
            void.of_municipality(inputs.municipality, datasets[0].publisher.name, counted, iris, root)
        ),
        opendata_list.rows(datasets, root),
    )


def listed(files: Mapping[str, bytes], sheets: Iterable[Sheet]) -> list[DataFile]:
    """Files as the catalogue lists them, those for people first: CSV, then the others by name."""
    known = list(sheets)
    return [
        index.data_file(path, len(files[path]), hashlib.sha256(files[path]).hexdigest(), known)
        for path in sorted(files, key=lambda path: (not path.endswith(".csv"), path))
    ]


def unstored(catalogue: Sorted, graphs: Iterable[Sorted], base: str, root: str) -> set[ox.Triple]:
    """The catalogue's triples that its graph in the store leaves out.

    A triple of two graphs would be found twice by every query; and what is said of pages and files below the root
    would make their addresses answer as things.
    """
    about = {serialize.subject(triple) for triple in catalogue}
    stated = {triple for found in graphs for triple in found if serialize.subject(triple) in about}
    stated |= _ontology(base)
    pages = {
        serialize.subject(triple)
        for triple in catalogue
        if triple.predicate.value == str(RDF.type)
        and getattr(triple.object, "value", "") == str(FOAF.Document)
    }
    return {
        triple
        for triple in catalogue
        if triple in stated
        or (serialize.subject(triple).startswith(root) and serialize.subject(triple) in pages)
    }


@cache
def _ontology(base: str) -> frozenset[ox.Triple]:
    return frozenset(serialize.sort(ontology(base)))  # type: ignore[arg-type]


def _measurements(content: Content) -> Iterable[Triple]:
    """The measurements of quality of every edition."""
    for dataset, values in content.stated.measured.items():
        yield from metrics.triples(dataset, values, content.stated.iris)
