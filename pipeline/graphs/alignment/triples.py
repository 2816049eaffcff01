"""The hub's tables → its graph: schemes, concepts, municipalities and mappings, without blank nodes."""

from collections.abc import Iterable, Iterator, Mapping

from rdflib import Literal, URIRef

from pipeline.graphs.alignment.mappings import Mappings
from pipeline.graphs.alignment.terms import Triple, labels
from pipeline.model.iris import BASE, SAC, Iris
from pipeline.model.namespaces import (
    DCTERMS,
    KK,
    OWL,
    PROJECT,
    PROV,
    RDF,
    RDFS,
    SDMX_MEASURE,
    SDO,
    SEMAPV,
    SKOS,
    SSSOM,
    XSD,
    code,
)
from pipeline.model.units import of, terms
from pipeline.tables.csv_files import Tables, rows

_Row = Mapping[str, str]

OWN = "keikaku"
"""The author of the mappings that the project itself made."""
MATCH = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch, "related": SKOS.relatedMatch}

_SCHEMES = {
    "hub_policies": ("自治体DX推進計画の項目", "Items of the national plan for municipal DX"),
    "hub_indicators": ("自治体に共通の指標", "Indicators shared by municipalities"),
}
_DENOMINATORS = {
    "population": ("人口", "population"),
    "households": ("世帯数", "households"),
    "staff": ("職員数", "staff"),
}


def shared_triples(hub: Tables, base: str = BASE) -> Iterator[Triple]:
    """What the graph `hub/graph` says of no municipality: schemes, policies, shared indicators."""
    iris = Iris(base)
    for pattern, label in _SCHEMES.items():
        yield iris(pattern), RDF.type, SKOS.ConceptScheme
        yield from labels(iris(pattern), SKOS.prefLabel, *label)
    yield from _policies(hub, iris)
    for row in rows(hub["indicators"]):
        yield from _indicator(row, iris)


def mapping_triples(mappings: Mappings, base: str = BASE) -> Iterator[Triple]:
    """What the graph `hub/graph` says of one municipality: what its concepts and indicators map to."""
    iris = Iris(base)
    for _, row in mappings["policy_mappings"]:
        yield from _policy_mapping(row, iris)
    for _, row in mappings["mappings"]:
        yield from _mapping(row, iris)


def denominator_triples(denominators: Iterable[_Row], base: str = BASE) -> Iterator[Triple]:
    """The triples of the graph `hub/denominator/graph`, from rows of the table `denominators`."""
    iris = Iris(base)
    for row in denominators:
        parts = {name: row[name] for name in ("denominator", "municipality", "date")}
        subject = iris("hub_quantity", **parts)
        yield subject, RDF.type, SDO.Observation
        yield subject, KK.denominator, iris("hub_denominator", denominator=row["denominator"])
        yield subject, DCTERMS.spatial, URIRef(f"{SAC}C{row['municipality'][:5]}")
        yield subject, DCTERMS.date, Literal(row["date"], datatype=XSD.date)
        yield subject, SDMX_MEASURE.obsValue, Literal(row["value"], datatype=XSD.decimal)
        yield subject, RDF.value, Literal(row["value"], datatype=XSD.decimal)  # deprecated: docs/model.md
        yield subject, DCTERMS.source, Literal(row["source"], lang="ja")


def mapped(row: _Row, iris: Iris) -> URIRef:
    """What a row of `mappings` maps: an indicator, or the effect of an indicator, an element, a plan."""
    place = {
        **_edition(row),
        **{name: row[name] for name in ("level", "indicator")},
        "number": row["element"],
    }
    if row["measure"] == "figure":
        return iris("indicator", **place)
    if row["indicator"]:
        return iris("effect", **place)
    return iris("element_effect" if row["element"] else "edition_effect", **place)


def _policies(hub: Tables, iris: Iris) -> Iterator[Triple]:
    for row in rows(hub["policies"]):
        subject = iris("hub_policy", policy=row["policy"])
        yield from _concept(subject, iris("hub_policies"), row)
    for row in rows(hub["policy_versions"]):
        version = iris("hub_policy_version", version=row["version"])
        datatype = XSD.date if len(row["issued"]) == len("2024-02-05") else XSD.gYearMonth
        yield version, RDF.type, SKOS.Collection
        yield from labels(version, SKOS.prefLabel, row["title_ja"], row["title_en"])
        yield version, DCTERMS.issued, Literal(row["issued"], datatype=datatype)
        yield version, DCTERMS.bibliographicCitation, Literal(row["evidence"], lang="ja")
    preferred = {row["policy"]: row["label_ja"] for row in rows(hub["policies"])}
    for row in rows(hub["policy_titles"]):
        subject = iris("hub_policy", policy=row["policy"])
        yield iris("hub_policy_version", version=row["version"]), SKOS.member, subject
        if row["title"] != preferred[row["policy"]]:  # SKOS S13: no label is both
            yield subject, SKOS.altLabel, Literal(row["title"], lang="ja")


def _concept(subject: URIRef, scheme: URIRef, row: _Row) -> Iterator[Triple]:
    yield subject, RDF.type, SKOS.Concept
    yield subject, SKOS.inScheme, scheme
    yield subject, SKOS.topConceptOf, scheme
    yield scheme, SKOS.hasTopConcept, subject
    yield from labels(subject, SKOS.prefLabel, row["label_ja"], row["label_en"])
    yield from labels(subject, SKOS.definition, row["definition_ja"], row["definition_en"])


def _indicator(row: _Row, iris: Iris) -> Iterator[Triple]:
    subject = iris("hub_indicator", indicator=row["indicator"])
    yield from _concept(subject, iris("hub_indicators"), row)
    yield subject, DCTERMS.identifier, Literal(row["indicator"])
    yield subject, KK.unit, unit_measure(row["unit"], iris.base)
    yield subject, KK.aggregation, code("aggregation", row["aggregation"], iris.base)
    if row["direction"]:
        yield subject, KK.direction, code("direction", row["direction"], iris.base)
    if row["denominator"]:
        denominator = iris("hub_denominator", denominator=row["denominator"])
        yield subject, KK.denominator, denominator
        yield denominator, RDF.type, SKOS.Concept
        yield from labels(denominator, SKOS.prefLabel, *_DENOMINATORS[row["denominator"]])


def unit_measure(unit: str, base: str = BASE) -> URIRef:
    """The unit that amounts printed in a unit are normalised to: `oku-jpy` → `unit:CCY_JPY`, `ken` → itself."""
    return terms.measure(of(unit).measure, base)


def _policy_mapping(row: _Row, iris: Iris) -> Iterator[Triple]:
    concept = iris("concept", number=row["concept"], **_edition(row), scheme=row["scheme"])
    target = iris("hub_policy", policy=row["policy"])
    yield concept, MATCH[row["match"]], target
    source = f"{row['scheme']}-{row['concept']}"
    yield from _record(row, iris, (concept, target), source, row["policy"])


def _mapping(row: _Row, iris: Iris) -> Iterator[Triple]:
    source, target = mapped(row, iris), iris("hub_indicator", indicator=row["hub_indicator"])
    if row["measure"] == "figure":
        yield source, MATCH[row["match"]], target
    elif not row["element"]:
        yield source, RDF.type, PROV.Entity
        yield source, DCTERMS.isPartOf, iris("edition", **_edition(row))
        yield from labels(source, RDFS.label, "計画全体の効果額", "effect of the whole plan")
    name = "-".join(filter(None, (row["measure"], row["level"], row["element"], row["indicator"])))
    yield from _record(row, iris, (source, target), name, row["hub_indicator"])


def _record(row: _Row, iris: Iris, ends: tuple[URIRef, URIRef], source: str, target: str) -> Iterator[Triple]:
    """The mapping as a statement of its own, in the terms of SSSOM: why, by whom, when, how surely."""
    subject = iris("hub_mapping", **_edition(row), source=source, target=target)
    yield subject, RDF.type, OWL.Axiom
    yield subject, OWL.annotatedSource, ends[0]
    yield subject, OWL.annotatedProperty, MATCH[row["match"]]
    yield subject, OWL.annotatedTarget, ends[1]
    yield subject, SSSOM.mapping_justification, SEMAPV.ManualMappingCuration
    yield subject, SSSOM.author_label, Literal(row["author"])
    if row["author"] == OWN:
        yield subject, DCTERMS.creator, PROJECT
    yield subject, DCTERMS.created, Literal(row["date"], datatype=XSD.date)
    yield from labels(subject, RDFS.comment, row["reason"], row["reason_en"])
    if row["confidence"]:
        yield subject, SSSOM.confidence, Literal(row["confidence"], datatype=XSD.decimal)


def _edition(row: _Row) -> dict[str, str]:
    return {name: row[name] for name in ("municipality", "plan", "edition")}
