"""Mappings as SSSOM, the Simple Standard for Sharing Ontological Mappings (https://w3id.org/sssom), version 1.0.

A table of tab-separated values below a head of comments in YAML. It is made from the mappings of the hub's graph, each an
`owl:Axiom`; rows of one municipality do not depend on another's, so tables of several are their rows in one order.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from rdflib import RDFS, URIRef
from rdflib.term import Node

from pipeline.model.licences import LICENCES
from pipeline.model.namespaces import DCTERMS, OWL, PREFIXES, RDF, SSSOM

Triple = tuple[Node, Node, Node]

COLUMNS = (
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "comment",
)
_TERMS: Mapping[Node, str] = {
    OWL.annotatedSource: "subject_id",
    OWL.annotatedProperty: "predicate_id",
    OWL.annotatedTarget: "object_id",
    SSSOM.mapping_justification: "mapping_justification",
    SSSOM.author_label: "author_label",
    DCTERMS.created: "mapping_date",
    SSSOM.confidence: "confidence",
    RDFS.comment: "comment",
}
_PREFIXES = ("semapv", "skos")


def table(triples: Iterable[Triple], base: str) -> str:
    """The mappings among triples as a whole table."""
    return head(base) + "".join(rows(triples, base))


def head(base: str) -> str:
    """The metadata of the table, as comments in YAML, and the names of its columns."""
    prefixes = {"keikaku": base, **{name: PREFIXES[name] for name in _PREFIXES}}
    lines = (
        f"mapping_set_id: {base}dataset/hub",
        "mapping_set_title: Indicators and policies of municipal plans, mapped to those that municipalities share",
        "mapping_set_description: exactMatch may be compared and ranked, closeMatch compared with its comment read,"
        " relatedMatch is about the same subject and may not be compared.",
        f"license: {LICENCES['cc-by-4.0'].iri}",
        "curie_map:",
        *(f"  {name}: {namespace}" for name, namespace in sorted(prefixes.items())),
    )
    return "".join(f"#{line}\n" for line in lines) + "\t".join(COLUMNS) + "\n"


def rows(triples: Iterable[Triple], base: str) -> Iterator[str]:
    """The mappings among triples as lines of the table, sorted; a comment in two languages is both, the Japanese first."""
    found: dict[Node, dict[str, list[Node]]] = {}
    mappings = set()
    for subject, predicate, value in triples:
        if (predicate, value) == (RDF.type, OWL.Axiom):
            mappings.add(subject)
        elif predicate in _TERMS:
            found.setdefault(subject, {}).setdefault(_TERMS[predicate], []).append(value)
    lines = (tuple(_told(found[subject].get(column, ()), base) for column in COLUMNS) for subject in mappings)
    yield from ("\t".join(line) + "\n" for line in sorted(lines))


def _told(values: Collection[Node], base: str) -> str:
    ordered = sorted(values, key=lambda value: getattr(value, "language", None) or "", reverse=True)
    return " / ".join(_written(value, base) for value in ordered)


def _written(value: Node, base: str) -> str:
    """A term as a CURIE; a text without the tabs and line ends that would break its row."""
    if not isinstance(value, URIRef):
        return " ".join(str(value).split())
    for prefix, namespace in (("keikaku", base), *((name, PREFIXES[name]) for name in _PREFIXES)):
        if value.startswith(namespace):
            return f"{prefix}:{value.removeprefix(namespace)}"
    return str(value)
