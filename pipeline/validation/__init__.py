"""Graphs in, findings out: SHACL by pyshacl, integrity constraints of cubes by Oxigraph."""

from collections.abc import Mapping

from rdflib import Graph

from pipeline.model.iris import BASE
from pipeline.model.namespaces import ontology
from pipeline.validation.cubes import cube_findings
from pipeline.validation.report import Report
from pipeline.validation.shacl import shape_findings, shapes


def validate(graphs: Mapping[str, Graph], base: str = BASE) -> Report:
    """Check graphs, together with the ontology, against every shape and every constraint on cubes.

    Graphs are given by the IRI of their named graph; `base` is what their IRIs start with.
    """
    data = Graph()
    for graph in (ontology(base), *graphs.values()):
        data += graph
    return Report(tuple(sorted({*shape_findings(data, shapes(base)), *cube_findings(data)})))
