"""What the things of each class have: the shapes' constraints on properties, as rows of a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from pipeline.model.iris import BASE
from pipeline.reading.graph import Graph, natural
from pipeline.reading.vocabulary import PREFIXES, owl, rdfs, sh, shortened

_CODES = "shape#code-"
_CLASS = NamedNode(PREFIXES["sh"] + "class")


@dataclass(frozen=True)
class ClassProperty:
    """A property of a class: how often a thing has it, what it leads to, and whether it is deprecated.

    `property` and `value` are as SPARQL writes them (`kk:level`, `xsd:decimal`); `value` is a code list as `code/level`,
    and blank where the shapes leave it open. `count` is `1`, `0..1`, `1..n` or `0..n`.
    """

    iri: str
    property: str
    count: str
    value: str
    deprecated: bool


def class_properties(turtle: bytes, ontology: Graph) -> dict[str, tuple[ClassProperty, ...]]:
    """The IRI of each class that shapes, in Turtle, look at → its properties, by name.

    A path of several steps is no property of a thing, and left out.
    """
    store = Store()
    store.load(turtle, RdfFormat.TURTLE)
    shapes = Graph(store)
    quads = store.quads_for_pattern(None, sh.targetClass, None, None)
    pairs = {(quad.object, quad.subject) for quad in quads}
    found: dict[str, dict[str, ClassProperty]] = {}
    for class_, shape in sorted(pairs, key=str):
        if isinstance(class_, NamedNode) and isinstance(shape, NamedNode):
            rows = found.setdefault(class_.value, {})
            rows.update((row.iri, row) for row in _properties(shapes, ontology, shape))
    return {
        class_: tuple(sorted(rows.values(), key=lambda row: natural(row.property)))
        for class_, rows in found.items()
        if rows
    }


def _properties(shapes: Graph, ontology: Graph, shape: NamedNode) -> Iterator[ClassProperty]:
    """One row for each property, whatever number of shapes look at it."""
    by_path: dict[NamedNode, list[NamedNode]] = {}
    for constraint in shapes.things(shape, sh.property):
        path = shapes.thing(constraint, sh.path)
        if path:
            by_path.setdefault(path, []).append(constraint)
    for path, constraints in by_path.items():
        value = next(filter(None, (_value(shapes, one) for one in constraints)), "")
        yield ClassProperty(
            iri=path.value,
            property=_short(path),
            count=_count(shapes, constraints),
            value=value or _range(ontology, path),
            deprecated=Literal(True) in ontology.objects(path, owl.deprecated),
        )


def _count(shapes: Graph, constraints: list[NamedNode]) -> str:
    least = {shapes.value(one, sh.minCount) for one in constraints} - {None}
    most = {shapes.value(one, sh.maxCount) for one in constraints} - {None}
    lower, upper = min(least, default="0", key=str), min(most, default="n", key=str)
    return str(lower) if lower == upper else f"{lower}..{upper}"


def _value(shapes: Graph, constraint: NamedNode) -> str:
    """What the values must be: a datatype, a class, a code of a list."""
    named = shapes.thing(constraint, sh.datatype, _CLASS)
    if named:
        return _short(named)
    node = shapes.thing(constraint, sh.node)
    list_ = node.value.rpartition(_CODES)[2] if node and _CODES in node.value else ""
    return f"code/{list_}" if list_.islower() else ""


def _range(ontology: Graph, term: NamedNode) -> str:
    named = ontology.thing(term, rdfs.range)
    return _short(named) if named else ""


def _short(node: NamedNode) -> str:
    return shortened(node.value, BASE)
