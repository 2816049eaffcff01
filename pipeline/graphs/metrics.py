"""What is measured of a dataset's quality: dqv:QualityMeasurement nodes, by the metrics of `ontology/quality.ttl`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from pipeline.documents.coverage import Coverage, share
from pipeline.graphs.interpreter import Triple
from pipeline.model import namespaces
from pipeline.model.iris import Iris
from pipeline.model.namespaces import DQV, KK, RDF, SKOS
from pipeline.tables import drafted
from pipeline.tables.cell_values import cell_values, effect_values
from pipeline.tables.edition import Edition
from pipeline.tables.schema import STATUSES

Values = Mapping[str, int | Decimal]
"""Metric → value: a count, or a share of 1 with four decimals."""

_ANNOTATIONS = {"corrections": KK.Correction, "conflicts": KK.Conflict, "losses": KK.Loss}


def measure(edition: Edition, plan: str, quality: set[Triple], covered: Coverage | None) -> Values:
    """The measurements of one plan of an edition, whose annotations are `quality`.

    Coverage is measured over the whole document, or the whole workbook that is kept as text; of an edition without a
    source there is none.
    """
    found = [(row, value) for _, row, value in (*cell_values(edition.tables), *effect_values(edition.tables))]
    own = [value for row, value in found if row["plan"] == plan]
    statuses = Counter(value.status for value in own)
    values: dict[str, int | Decimal] = {"cells": len(own)}
    values.update({f"cells-{status.replace('_', '-')}": statuses[status] for status in STATUSES})
    if own:
        values["cells-with-a-number"] = share(sum(bool(value.numbers) for value in own), len(own))
    values.update(_annotations(quality))
    if confirmed := drafted.confirmed(edition.folder)[plan]:
        values["confirmed-values"] = confirmed
    if covered:
        values["coverage"] = covered.accounted
        values["figures-reached"] = covered.figures_reached
    return values


def _annotations(quality: set[Triple]) -> dict[str, int]:
    """Annotations by class; one that is of no class of its own is a doubt."""
    types: dict[URIRef, set[URIRef]] = {}
    for subject, predicate, value in quality:
        if predicate == RDF.type and isinstance(value, URIRef):
            types.setdefault(subject, set()).add(value)
    found = {name: sum(class_ in of for of in types.values()) for name, class_ in _ANNOTATIONS.items()}
    return {**found, "doubts": sum(of == {DQV.QualityAnnotation} for of in types.values())}


def triples(dataset: str, values: Values, iris: Iris) -> Iterator[Triple]:
    """Measurements as triples of the dataset they were computed on."""
    thing = iris("dataset", dataset=dataset)
    for metric, value in sorted(values.items()):
        node = iris("measurement", dataset=dataset, metric=metric)
        datatype = XSD.integer if isinstance(value, int) else XSD.decimal
        yield thing, DQV.hasQualityMeasurement, node
        yield node, RDF.type, DQV.QualityMeasurement
        yield node, DQV.computedOn, thing
        yield node, DQV.isMeasurementOf, namespaces.code("metric", metric, iris.base)
        yield node, DQV.value, Literal(str(value), datatype=datatype)


def metrics(iris: Iris) -> Iterator[Triple]:
    """The metrics with their names, so that a catalogue can be read alone."""
    ontology = namespaces.ontology(iris.base)
    for metric in sorted(ontology.subjects(RDF.type, DQV.Metric), key=str):
        if isinstance(metric, URIRef):
            yield metric, RDF.type, DQV.Metric
            yield from ((metric, SKOS.prefLabel, label) for label in ontology.objects(metric, SKOS.prefLabel))
