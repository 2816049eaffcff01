"""The terms that pages and descriptions ask the store for: `pipeline.terms` as nodes of the store."""

from typing import Protocol

from pyoxigraph import NamedNode

from pipeline import terms


class _Names(Protocol):
    def __getattr__(self, name: str, /) -> str: ...


class Terms:
    """One namespace: `Terms(SKOS).prefLabel` is a node; a name that the namespace lacks raises."""

    def __init__(self, names: _Names) -> None:
        self._names = names

    def __getattr__(self, name: str) -> NamedNode:
        node = NamedNode(str(getattr(self._names, name)))
        self.__dict__[name] = node
        return node


attribute = Terms(terms.SDMX_ATTRIBUTE)
dcat = Terms(terms.DCAT)
dcterms = Terms(terms.DCTERMS)
dimension = Terms(terms.SDMX_DIMENSION)
dqv = Terms(terms.DQV)
foaf = Terms(terms.FOAF)
kk = Terms(terms.KK)
measure = Terms(terms.SDMX_MEASURE)
oa = Terms(terms.OA)
org = Terms(terms.ORG)
owl = Terms(terms.OWL)
prov = Terms(terms.PROV)
qb = Terms(terms.QB)
qudt = Terms(terms.QUDT)
rdf = Terms(terms.RDF)
rdfs = Terms(terms.RDFS)
schema = Terms(terms.SDO)
skos = Terms(terms.SKOS)
time = Terms(terms.TIME)
xsd = Terms(terms.XSD)

PREFIXES = dict(terms.PREFIXES)


def shortened(iri: str, base: str) -> str:
    """An IRI with a prefix in place of its namespace, or as a path below the base; else as it is."""
    if iri.startswith(base) and not iri.startswith(PREFIXES["kk"]):
        return iri[len(base) :]
    named = [(len(namespace), prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    length, prefix = max(named, default=(0, ""))
    return f"{prefix}:{iri[length:]}" if prefix else iri
