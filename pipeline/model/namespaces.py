"""The names RDF is written with: closed namespaces, so that a term nobody declared raises at once.

`KK` is read from `ontology/`. Of reused vocabularies, those that rdflib declares are rdflib's own; the others
are declared here with the terms in use.
"""

from collections.abc import Mapping
from functools import cache

from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    QB,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    TIME,
    VANN,
    VOID,
    XSD,
    Graph,
    URIRef,
)
from rdflib.namespace import ClosedNamespace
from rdflib.term import Node

from pipeline.model import iris
from pipeline.model.files import data_folder
from pipeline.model.units import terms as unit_terms

__all__ = [
    "ADMS",
    "DCAT",
    "DCAT3",
    "DCTERMS",
    "DQV",
    "FOAF",
    "HYDRA",
    "KK",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROJECT",
    "PROV",
    "QB",
    "QUDT",
    "RDF",
    "RDFS",
    "SDMX_ATTRIBUTE",
    "SDMX_CODE",
    "SDMX_DIMENSION",
    "SDMX_MEASURE",
    "SDO",
    "SEMAPV",
    "SH",
    "SKOS",
    "SOFTWARE",
    "SPDX",
    "SSSOM",
    "TIME",
    "UNIT",
    "VANN",
    "VCARD",
    "VOID",
    "XSD",
    "code",
    "code_label",
    "ontology",
    "rebased",
]

_MODULES = ("keikaku", "codes", "units", "cube", "quality")
REBASED = (iris.BASE + "code/", iris.BASE + "unit/")


def ontology(base: str = iris.BASE) -> Graph:
    """The terms, codes, units and cubes of `ontology/` as one graph; not to be changed, it is shared.

    The IRIs of codes and printed units start with `base`; `kk:` is the same under every base.
    """
    return _ontology(base)


@cache
def _ontology(base: str) -> Graph:
    graph = Graph()
    for module in _MODULES:
        graph.parse(data=(data_folder.ONTOLOGY / f"{module}.ttl").read_text("utf-8"), format="turtle")
    for statement in unit_terms.statements():
        graph.add(statement)
    return rebased(graph, base)


def rebased(graph: Graph, base: str) -> Graph:
    """A graph written for the default base, with its codes and printed units below another."""
    if base == iris.BASE:
        return graph
    moved = Graph()
    for subject, predicate, value in graph:
        moved.add((_rebase(subject, base), predicate, _rebase(value, base)))
    return moved


def _rebase(node: Node, base: str) -> Node:
    if isinstance(node, URIRef) and str(node).startswith(REBASED):
        return URIRef(base + node.removeprefix(iris.BASE))
    return node


def _declared(namespace: str) -> list[str]:
    names = {str(subject) for subject in ontology().subjects() if str(subject).startswith(namespace)}
    return sorted(name.removeprefix(namespace) for name in names)


def _closed(namespace: str, terms: str) -> ClosedNamespace:
    return ClosedNamespace(namespace, terms.split())


KK = ClosedNamespace(iris.KK, _declared(iris.KK))
UNIT = ClosedNamespace("http://qudt.org/vocab/unit/", _declared("http://qudt.org/vocab/unit/"))

_SDMX = "http://purl.org/linked-data/sdmx/2009/"
SDMX_ATTRIBUTE = _closed(_SDMX + "attribute#", "obsStatus unitMeasure")
SDMX_CODE = _closed(_SDMX + "code#", "obsStatus obsStatus-A")
SDMX_DIMENSION = _closed(_SDMX + "dimension#", "refArea refPeriod")
SDMX_MEASURE = _closed(_SDMX + "measure#", "obsValue")

ADMS = _closed("http://www.w3.org/ns/adms#", "identifier status")
DCAT3 = _closed(str(DCAT), "DatasetSeries first inSeries last prev version")
"""What DCAT 3 added to the terms that rdflib knows."""
DQV = _closed(
    "http://www.w3.org/ns/dqv#",
    "Category Dimension Metric QualityAnnotation QualityMeasurement QualityMetadata UserQualityFeedback"
    " computedOn expectedDataType hasQualityAnnotation hasQualityMeasurement hasQualityMetadata inCategory"
    " inDimension isMeasurementOf qualityAssessment value",
)
HYDRA = _closed(
    "http://www.w3.org/ns/hydra/core#",
    "Collection PartialCollectionView first itemsPerPage last member next previous totalItems view",
)
OA = _closed(
    "http://www.w3.org/ns/oa#",
    "Annotation TextualBody bodyValue describing editing hasBody hasTarget linking motivatedBy",
)
QUDT = _closed(
    "http://qudt.org/schema/qudt/",
    "CountingUnit Quantity Unit conversionMultiplier hasQuantityKind numericValue scalingOf symbol ucumCode"
    " uneceCommonCode",
)
SPDX = _closed(
    "http://spdx.org/rdf/terms#", "Checksum algorithm checksum checksumAlgorithm_sha256 checksumValue"
)
SEMAPV = _closed("https://w3id.org/semapv/vocab/", "ManualMappingCuration")
SSSOM = _closed("https://w3id.org/sssom/", "author_label confidence mapping_justification")
VCARD = _closed(
    "http://www.w3.org/2006/vcard/ns#",
    "Kind Organization fn hasEmail hasTelephone hasURL organization-name",
)

PROJECT = URIRef(f"{iris.KK.rstrip('#')}/project")
"""Who makes the ontology, the hub and what an editor adds, until an operator says otherwise."""
SOFTWARE = URIRef(f"{iris.KK.rstrip('#')}/software")
"""What computes derived values and finds losses and doubts; `ontology/keikaku.ttl` describes both."""

PREFIXES: Mapping[str, str] = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "dqv": str(DQV),
    "foaf": str(FOAF),
    "hydra": str(HYDRA),
    "kk": iris.KK,
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "qb": str(QB),
    "qudt": str(QUDT),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "sac": iris.SAC,
    "schema": str(SDO),
    "sdmx-attribute": str(SDMX_ATTRIBUTE),
    "sdmx-code": str(SDMX_CODE),
    "sdmx-dimension": str(SDMX_DIMENSION),
    "sdmx-measure": str(SDMX_MEASURE),
    "semapv": str(SEMAPV),
    "sh": str(SH),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "sssom": str(SSSOM),
    "time": str(TIME),
    "unit": str(UNIT),
    "vcard": str(VCARD),
    "void": str(VOID),
    "xsd": str(XSD),
}
"""Prefix → namespace, as graphs and queries are written with."""


def version_iri() -> URIRef:
    """The IRI of this version of the ontology, which leads to it; its namespace, `ns#`, is the name of no document."""
    return next(one for one in ontology().objects(None, OWL.versionIRI) if isinstance(one, URIRef))


def code(list_: str, name: str, base: str = iris.BASE) -> URIRef:
    """The IRI of a code, such as `code("status", "observed")`.

    Raises KeyError for a code that `ontology/codes.ttl` does not declare: a fault of the code, not of data.
    """
    if (iris.Iris()("code", list=list_, code=name), None, None) not in ontology():
        raise KeyError(f"code {list_}/{name} is not declared in ontology/")
    return iris.Iris(base)("code", list=list_, code=name)


@cache
def code_label(list_: str, name: str, language: str) -> str:
    """What a code is called in a language. Raises KeyError for a code that is not declared."""
    labels = ontology().objects(code(list_, name), SKOS.prefLabel)
    return next(str(label) for label in labels if getattr(label, "language", "") == language)
