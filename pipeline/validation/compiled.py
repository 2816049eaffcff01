"""What the compiled engine `shacl` finds by the shapes: the same as pyshacl, hundreds of times as fast.

`tests/validation/` holds it to pyshacl on every case of the shapes and on seeded defects of every constraint.
"""

from collections.abc import Iterator
from functools import cache

import shacl
from rdflib import SH, URIRef

from pipeline.model.iris import BASE
from pipeline.validation.report import Finding
from pipeline.validation.shacl import messages, path_text, shapes, shapes_document, text

_N_TRIPLES = "ntriples"


@cache
def compiled(base: str = BASE) -> shacl.Shapes:
    """The shapes for the codes below `base`, compiled once in a process."""
    return shacl.Shapes.from_text(shapes_document(base), "turtle")


def compiled_findings(data: bytes, base: str = BASE) -> Iterator[Finding]:
    """What the engine finds in N-Triples that hold all they need."""
    for result in compiled(base).validate_text(data.decode(), _N_TRIPLES).results:
        known = shapes(base)
        shape = URIRef((result.source_shape or "").strip("<>"))
        yield Finding(
            focus=result.focus_node.strip("<>"),
            shape=str(shape),
            component=result.component_iri,
            path=path_text(known, known.value(shape, SH.path)),
            value=_value(result.value),
            severity=result.severity_iri,
            message=messages(known.objects(shape, SH.message)),
        )


def _value(term: str | None) -> str:
    """A term in N-Triples as a report writes it."""
    if not term or term.startswith("_:"):
        return ""
    return text(URIRef(term.strip("<>"))) if term.startswith("<") else term
