"""Graphs in, findings out: SHACL and the integrity constraints of the RDF Data Cube vocabulary.

The shapes are in `shapes/*.ttl`, the constraints IC-1 … IC-21 in `shapes/qb/`. Nothing is inferred, fetched or changed.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from rdflib import Graph

from pipeline.model.iris import BASE
from pipeline.model.namespaces import ontology
from pipeline.validation.compiled import compiled_findings
from pipeline.validation.cubes import cube_findings
from pipeline.validation.report import Finding, Report
from pipeline.validation.shacl import shape_findings, shapes

__all__ = ["Finding", "Report", "Validator", "validate"]


class Validator(StrEnum):
    """The engine that checks shapes: the compiled one, or pyshacl, which is the reference."""

    COMPILED = "shacl"
    REFERENCE = "pyshacl"


def validate(graphs: Iterable[bytes], base: str = BASE, validator: Validator = Validator.COMPILED) -> Report:
    """Check graphs (N-Triples), together with the ontology, against every shape and every constraint on cubes.

    What the graphs need of others has to be among them; `base` is what their IRIs start with.
    """
    data = b"".join([_terms(base), *graphs])
    return Report(tuple(sorted({*_of_shapes(data, base, validator), *cube_findings(data)})))


@cache
def _terms(base: str) -> bytes:
    """The ontology as N-Triples, which every graph is checked together with."""
    return ontology(base).serialize(format="nt", encoding="utf-8")


def _of_shapes(data: bytes, base: str, validator: Validator) -> Iterator[Finding]:
    if validator is Validator.COMPILED:
        return compiled_findings(data, base)
    return shape_findings(Graph().parse(data=data, format="nt"), shapes(base))
