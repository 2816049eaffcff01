"""The datasets of a release: which graphs each holds, and its RDF files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from pipeline.catalog.texts import STANDING, edition_title
from pipeline.exports import sssom
from pipeline.graphs import serialize
from pipeline.graphs.interpreter import Triple
from pipeline.model.namespaces import KK, QB
from pipeline.model.text import Text
from pipeline.release.assembly import Assembly
from pipeline.tables.edition import Edition

HUB, ONTOLOGY, FIGURES, DENOMINATORS = "hub", "ontology", "figures", "denominators"
MUNICIPALITIES = "municipalities"


@dataclass(frozen=True)
class DatasetGraphs:
    """A dataset: its base graph's triples, and computed values and annotations, which are kept apart."""

    id: str
    title: Text
    graphs: tuple[URIRef, ...]
    triples: frozenset[Triple]
    derived: frozenset[Triple] = frozenset()
    quality: frozenset[Triple] = frozenset()


def divide(assembly: Assembly) -> list[DatasetGraphs]:
    """The datasets of an assembly: one an edition of a plan, then what stands for all.

    Municipalities and denominators are datasets only where the folder of data holds any.
    """
    found = [
        _edition(assembly, source.edition, plan)
        for source in assembly.sources
        for plan in source.edition.plans
    ]
    iris = assembly.iris
    shared = {
        HUB: "hub_graph",
        MUNICIPALITIES: "municipalities_graph",
        ONTOLOGY: "ontology_graph",
        DENOMINATORS: "denominator_graph",
    }
    for id_, pattern in shared.items():
        name = iris(pattern)
        if name in assembly.graphs or id_ not in (MUNICIPALITIES, DENOMINATORS):
            found.append(
                DatasetGraphs(id_, STANDING[id_].title, (name,), frozenset(assembly.graphs.get(name, ())))
            )
    found.append(_figures(found))
    return found


def _edition(assembly: Assembly, edition: Edition, plan: str) -> DatasetGraphs:
    """An edition with the departments and documents of its municipality, which it speaks of."""
    parts = edition.key(plan).parts
    own = assembly.iris("municipality_graph", municipality=edition.municipality)
    base, derived, quality = (
        assembly.iris(pattern, **parts) for pattern in ("edition_graph", "derived_graph", "quality_graph")
    )
    found = assembly.graphs
    return DatasetGraphs(
        edition.key(plan).dataset,
        _title(edition, plan),
        tuple(name for name in (base, derived, quality, own) if name in found),
        frozenset(found.get(base, set()) | found.get(own, set())),
        frozenset(found.get(derived, ())),
        frozenset(found.get(quality, ())),
    )


def _title(edition: Edition, plan: str) -> Text:
    plans = edition.tables["plans"].to_dict("records")
    title = next(str(row["title"]) for row in plans if row["plan"] == plan)
    return edition_title(edition.publisher, edition.key(plan), title)


def _figures(editions: list[DatasetGraphs]) -> DatasetGraphs:
    """All observations of all editions, with the datasets (cubes) they belong to."""
    observations: set[Triple] = set()
    for parts in editions:
        cells = {
            s
            for s, p, o in parts.triples | parts.derived
            if p == QB.dataSet and o in (KK.figures, KK.effects)
        }
        observations.update(triple for triple in parts.triples | parts.derived if triple[0] in cells)
    return DatasetGraphs(FIGURES, STANDING[FIGURES].title, (), frozenset(observations))


def rdf_files(parts: DatasetGraphs, base: str) -> Iterator[tuple[str, bytes]]:
    """The RDF files of a dataset below a base, and the mappings of the hub as SSSOM: path below the release, content."""
    stem = f"data/{parts.id}"
    found = serialize.sort(parts.triples)
    yield f"{stem}.ttl", serialize.turtle(found)
    yield f"{stem}.jsonld", serialize.json_ld(found)
    yield f"{stem}.nt.gz", serialize.compressed(serialize.n_triples(found))
    if parts.id == HUB:
        yield f"{stem}.sssom.tsv", sssom.table(parts.triples, base).encode()
    further: Mapping[str, frozenset[Triple]] = {"derived": parts.derived, "quality": parts.quality}
    for name, triples in further.items():
        if triples:
            yield f"{stem}_{name}.ttl", serialize.turtle(serialize.sort(triples))
