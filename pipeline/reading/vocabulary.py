"""The terms that pages and descriptions ask the store for: `pipeline.model.namespaces` as nodes of the store."""

from typing import Protocol

from pyoxigraph import NamedNode

from pipeline.model import namespaces


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


attribute = Terms(namespaces.SDMX_ATTRIBUTE)
dcat = Terms(namespaces.DCAT)
dcat3 = Terms(namespaces.DCAT3)
dcterms = Terms(namespaces.DCTERMS)
dimension = Terms(namespaces.SDMX_DIMENSION)
dqv = Terms(namespaces.DQV)
foaf = Terms(namespaces.FOAF)
kk = Terms(namespaces.KK)
measure = Terms(namespaces.SDMX_MEASURE)
oa = Terms(namespaces.OA)
org = Terms(namespaces.ORG)
owl = Terms(namespaces.OWL)
prov = Terms(namespaces.PROV)
qb = Terms(namespaces.QB)
qudt = Terms(namespaces.QUDT)
rdf = Terms(namespaces.RDF)
rdfs = Terms(namespaces.RDFS)
schema = Terms(namespaces.SDO)
sh = Terms(namespaces.SH)
skos = Terms(namespaces.SKOS)
time = Terms(namespaces.TIME)
vcard = Terms(namespaces.VCARD)
xsd = Terms(namespaces.XSD)

PREFIXES = dict(namespaces.PREFIXES)


def shortened(iri: str, base: str) -> str:
    """An IRI with a prefix in place of its namespace, or as a path below the base; else as it is."""
    if iri.startswith(base) and not iri.startswith(PREFIXES["kk"]):
        return iri[len(base) :]
    named = [(len(namespace), prefix) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    length, prefix = max(named, default=(0, ""))
    return f"{prefix}:{iri[length:]}" if prefix else iri
