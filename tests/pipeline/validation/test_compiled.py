"""The compiled engine finds what pyshacl finds: on every case of the shapes, on a release, on seeded defects."""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from rdflib import OWL, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from pipeline.graphs import alignment, serialize
from pipeline.model.files import data_folder
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.namespaces import DCTERMS, KK, RDF, ontology
from pipeline.release.unit.statements import Stated
from pipeline.tables import csv_files
from pipeline.validation import Validator, validate
from pipeline.validation.compiled import compiled_findings
from pipeline.validation.report import Finding
from pipeline.validation.shacl import SHAPE, shape_findings, shapes
from tests.pipeline.release.example import described_elsewhere
from tests.shapes.test_graphs import EVERY, graph
from tests.shapes.test_shapes import whole

Triple = tuple[Node, Node, Node]
Key = tuple[str, str, str, str, str, str]

CASES = Path(__file__).parents[2] / "shapes"
SEED = 132292
DEFECTS = 40
"""Seeded of each kind; there are fifteen kinds."""
OTHERS = 5
"""At which a query is asked beside those that it is to find."""
NOWHERE = URIRef("https://example.org/nowhere")
OF_GRAPHS = set(whole().values())
"""Modules with shapes that look at a graph as a whole."""
ANYTHING = "graph"
"""The one whose shapes look at every statement, which rdflib does slowly."""


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
    """What each engine finds; pyshacl looks for what takes it a query a thing only where `narrowed` says.

    What looks at a graph as a whole is compared on the cases alone.
    """
    of_graphs = {str(shape) for shape in shapes().subjects(SH.targetNode)}
    found = map(key, compiled_findings(n_triples(data)))
    compiled = {finding for finding in found if finding[1] not in of_graphs}
    return compiled, {key(finding) for finding in shape_findings(data, narrowed(data, compiled))}


def narrowed(data: Graph, found: Iterable[Key]) -> Graph:
    """The shapes, those that are SPARQL queries looking at what was found by them and at a few other things."""
    narrow = copy(shapes())
    narrow.remove((None, SH.targetNode, None))
    chance = random.Random(SEED)
    for shape in sorted(narrow.subjects(SH.sparql), key=str):
        targets = sorted(targeted(narrow, shape, data), key=str)
        broken = {focus for focus, source, *_ in found if source == str(shape)}
        looked_at = {node for node in targets if str(node) in broken}
        looked_at |= set(chance.sample(targets, min(OTHERS, len(targets))))
        narrow.remove((shape, SH.targetClass, None))
        narrow.remove((shape, SH.targetSubjectsOf, None))
        for node in looked_at:
            narrow.add((shape, SH.targetNode, node))
    return narrow


def targeted(shapes_graph: Graph, shape: Node, data: Graph) -> set[Node]:
    """What a shape looks at by its class or by a property that it has."""
    of_class = (data.subjects(RDF.type, kind) for kind in shapes_graph.objects(shape, SH.targetClass))
    by_property = (data.subjects(path) for path in shapes_graph.objects(shape, SH.targetSubjectsOf))
    return {node for found in (*of_class, *by_property) for node in found}


@pytest.fixture(scope="module")
def published(data: DataFolder, stated: Stated) -> Graph:
    """All graphs of the first city but those computed of it, with those that belong to no city."""
    graph, hub = copy(ontology()), alignment.read(data.hub)
    further = (
        alignment.municipality_triples(hub),
        alignment.denominator_triples(csv_files.rows(hub["denominators"])),
    )
    own = (triples for name, triples in stated.graphs.items() if not name.endswith("/derived"))
    for triples in (*own, described_elsewhere(data, stated), *further):
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


@pytest.mark.parametrize(
    "modules",
    [sorted(OF_GRAPHS - {ANYTHING}), pytest.param([ANYTHING], marks=pytest.mark.slow)],
    ids=" ".join,
)
def test_every_case_of_what_looks_at_a_graph_as_a_whole_is_found_alike(modules: list[str]) -> None:
    asked = {shape for shape, module in whole().items() if module in modules}
    data, of_graphs = copy(ontology()), copy(shapes())
    for path in sorted(path for module in OF_GRAPHS for path in CASES.glob(f"{module}/*.ttl")):
        base = f"https://example.org/{path.parent.name}/{path.stem}/"
        data.parse(data=path.read_text("utf-8"), format="turtle", publicID=base)
    for number, (_, statement) in enumerate(EVERY):
        data += graph(statement.replace("org/a", f"org/{number}"))
    for target in (SH.targetClass, SH.targetSubjectsOf):
        of_graphs.remove((None, target, None))
    for shape in whole().keys() - asked:
        of_graphs.remove((URIRef(SHAPE + shape), SH.targetNode, None))
    found = map(key, compiled_findings(n_triples(data)))
    compiled = {finding for finding in found if finding[1].removeprefix(SHAPE) in asked}
    assert {shape.removeprefix(SHAPE) for _, shape, *_ in compiled} == asked
    assert compiled == {key(finding) for finding in shape_findings(data, of_graphs)}


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


def is_told_by_one_engine_alone(finding: Key) -> bool:
    """Where an engine errs: pyshacl in both cases, and something else stops a release all the same.

    A literal that is no number is not below a maximum either, which pyshacl does not say. What a path reaches twice
    counts once in SHACL, and twice in pyshacl where an edition is a part of itself.
    """
    _, _, component, path, value, _ = finding
    return (component == str(SH.MaxInclusiveConstraintComponent) and value.startswith('"x"')) or (
        component == str(SH.QualifiedMaxCountConstraintComponent) and path.endswith("+")
    )


@pytest.mark.slow
def test_defects_of_every_kind_are_found_alike(published: Graph) -> None:
    damaged = copy(published)
    kinds = list(seeded(damaged))
    assert len(kinds) >= 500
    assert set(kinds) == set(KINDS)
    compiled, reference = found_by_both(damaged)
    assert len({component for _, _, component, *_ in reference}) >= 10
    assert len(reference) > 300
    assert all(is_told_by_one_engine_alone(finding) for finding in compiled ^ reference)


@pytest.mark.slow
def test_what_conforms_by_one_conforms_by_the_other(published: Graph) -> None:
    assert validate([n_triples(published)], validator=Validator.COMPILED).conforms
    assert found_by_both(published) == (set(), set())


def test_there_are_shapes_to_check_by() -> None:
    assert len(list(data_folder.SHAPES.glob("*.ttl"))) > 10
