"""The compiled engine finds what pyshacl finds: on every case of the shapes, on a release, on seeded defects."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import OWL, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from pipeline.graphs import serialize
from pipeline.model import data_folder
from pipeline.model.namespaces import DCTERMS, KK, RDF, ontology
from pipeline.release.assembly import Assembly
from pipeline.validation import Validator, validate
from pipeline.validation.compiled import compiled_findings
from pipeline.validation.report import Finding
from pipeline.validation.shacl import shape_findings, shapes

Triple = tuple[Node, Node, Node]
Key = tuple[str, str, str, str, str, str]

CASES = Path(__file__).parents[2] / "shapes"
SEED = 132292
DEFECTS = 40
"""Seeded of each kind; there are fifteen kinds."""
NOWHERE = URIRef("https://example.org/nowhere")


def key(finding: Finding) -> Key:
    """All that a finding says but its messages, which are of its shape."""
    return (
        finding.focus,
        finding.shape,
        finding.component,
        finding.path,
        finding.value,
        finding.severity,
    )


def copy(graph: Graph) -> Graph:
    made = Graph()
    made += graph
    return made


def n_triples(graph: Graph) -> bytes:
    """The graph as N-Triples; rdflib's own writer warns of numbers that are none."""
    quoted = (f"{_term(s)} {_term(p)} {_term(o)} .\n" for s, p, o in graph)
    return "".join(quoted).encode()


def _term(node: Node) -> str:
    return f"_:{node}" if isinstance(node, BNode) else str(serialize.term(node))


def found_by_both(data: Graph) -> tuple[set[Key], set[Key]]:
    compiled = {key(finding) for finding in compiled_findings(n_triples(data))}
    return compiled, {key(finding) for finding in shape_findings(data, shapes())}


@pytest.fixture(scope="module")
def published(assembly: Assembly) -> Graph:
    """All graphs of the first city with the ontology."""
    graph = Graph()
    for triples in assembly.graphs.values():
        graph += serialize.as_rdflib(triples)
    return graph


def test_every_case_of_the_shapes_is_found_alike() -> None:
    data = copy(ontology())
    for path in sorted(CASES.glob("*/*.ttl")):
        if path.parent.name != "qb":
            base = f"https://example.org/{path.parent.name}/{path.stem}/"
            data.parse(data=path.read_text("utf-8"), format="turtle", publicID=base)
    compiled, reference = found_by_both(data)
    assert len(reference) > 200
    assert compiled == reference


def test_every_message_comes_in_both_languages() -> None:
    case = next(iter(sorted(CASES.glob("element/invalid.*.ttl"))))
    data = copy(ontology()).parse(
        data=case.read_text("utf-8"), format="turtle", publicID="https://example.org/"
    )
    found = list(compiled_findings(n_triples(data)))
    assert found
    assert all(finding.message.keys() == {"ja", "en"} for finding in found)


def change(make: Callable[[Node], Node]) -> Callable[[Graph, Triple], None]:
    """A defect that puts another object in the place of one."""

    def seed(graph: Graph, triple: Triple) -> None:
        subject, predicate, value = triple
        graph.remove(triple)
        graph.add((subject, predicate, make(value)))

    return seed


def add(make: Callable[[Node], Node]) -> Callable[[Graph, Triple], object]:
    """A defect that adds another object beside one."""
    return lambda graph, triple: graph.add((triple[0], triple[1], make(triple[2])))


def language(value: Node) -> str | None:
    return value.language if isinstance(value, Literal) else None


KINDS: dict[str, Callable[[Graph, Triple], object]] = {
    "a lost statement": lambda graph, triple: graph.remove(triple),
    "a literal where a thing belongs": change(lambda value: Literal(f"?{value}")),
    "a thing where a literal belongs": change(lambda value: NOWHERE),
    "another datatype": change(lambda value: Literal(str(value), datatype=XSD.token)),
    "no number": change(lambda value: Literal("x", datatype=XSD.decimal)),
    "a negative number": change(lambda value: Literal("-1", datatype=XSD.decimal)),
    "an empty text": change(lambda value: Literal("", lang=language(value))),
    "no language": change(lambda value: Literal(str(value))),
    "another language": change(lambda value: Literal(str(value), lang="fr")),
    "a second value": add(lambda value: Literal(f"{value}?", lang=language(value))),
    "a second thing": add(lambda value: NOWHERE),
    "a code of another list": change(lambda value: URIRef("https://w3id.org/keikaku/code/level/policy")),
    "another class": change(lambda value: OWL.Class),
    "a loop": lambda graph, triple: graph.add((triple[0], triple[1], triple[0])),
    "a pattern that does not match": change(lambda value: Literal(f"{value} 9")),
}


def seeded(graph: Graph) -> Iterator[str]:
    """Seeds defects of every kind, each at a triple of its own whose predicate some shape speaks of."""
    chance = random.Random(SEED)
    spoken_of = {predicate for predicate in shapes().objects(None, SH.path) if isinstance(predicate, URIRef)}
    spoken_of |= {RDF.type, DCTERMS.isPartOf, KK.indicator}
    triples = sorted((triple for triple in graph if triple[1] in spoken_of), key=str)
    by_predicate: dict[Node, list[Triple]] = {}
    for triple in triples:
        by_predicate.setdefault(triple[1], []).append(triple)
    for kind, seed in KINDS.items():
        for _ in range(DEFECTS):
            candidates = by_predicate[chance.choice(sorted(by_predicate, key=str))]
            if candidates:
                seed(graph, candidates.pop(chance.randrange(len(candidates))))
                yield kind


def is_told_by_the_compiled_engine_alone(finding: Key) -> bool:
    """A literal that is no number is not below a maximum either, as SHACL says and pyshacl does not.

    Its datatype, which both tell, stops a release all the same.
    """
    _, _, component, _, value, _ = finding
    return component == str(SH.MaxInclusiveConstraintComponent) and value.startswith('"x"')


def test_defects_of_every_kind_are_found_alike(published: Graph) -> None:
    damaged = copy(published)
    kinds = list(seeded(damaged))
    assert len(kinds) >= 500
    assert set(kinds) == set(KINDS)
    compiled, reference = found_by_both(damaged)
    compiled = {finding for finding in compiled if not is_told_by_the_compiled_engine_alone(finding)}
    assert len({component for _, _, component, *_ in reference}) >= 10
    assert len(reference) > 300
    assert compiled == reference


def test_what_conforms_by_one_conforms_by_the_other(published: Graph) -> None:
    graphs = [n_triples(published)]
    assert validate(graphs, validator=Validator.COMPILED).conforms
    assert validate(graphs, validator=Validator.REFERENCE).conforms


def test_the_report_of_what_does_not_conform_is_that_of_pyshacl(published: Graph) -> None:
    damaged = copy(published)
    list(seeded(damaged))
    graphs = [n_triples(damaged)]
    by_default, by_reference = validate(graphs), validate(graphs, validator=Validator.REFERENCE)
    assert by_default.findings == by_reference.findings
    assert not by_default.conforms


def test_there_are_shapes_to_check_by() -> None:
    assert len(list(data_folder.SHAPES.glob("*.ttl"))) > 10
