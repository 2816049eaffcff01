"""What is in a municipality's content, by number; and which of its subjects are not its own."""

from collections import Counter
from itertools import groupby

from pipeline.documents import coverage
from pipeline.graphs import serialize
from pipeline.model.namespaces import KK, QB, RDF
from pipeline.release.unit.content import Content

_COUNTED = {
    "elements": str(KK.PlanElement),
    "activities": str(KK.Activity),
    "indicators": str(KK.Indicator),
    "cells": str(KK.Cell),
    "observations": str(QB.Observation),
}


def counts(content: Content) -> dict[str, int]:
    """What is in a municipality's content: triples, elements, cells by status, observations, annotations, coverage."""
    everything = [triple for triples in content.graphs.values() for triple in triples]
    types = Counter(
        getattr(triple.object, "value", "")
        for triple in everything
        if triple.predicate.value == str(RDF.type)
    )
    found = Counter({"municipalities": 1, "triples": len(everything)})
    found.update({name: types[class_] for name, class_ in _COUNTED.items()})
    for source in content.stated.sources:
        for name in ("cells", "effects"):
            for status, number in source.edition.tables[name]["status"].value_counts().items():
                found[f"{name} {status}"] += int(number)
        if source.covered:
            summary = coverage.summary(source.covered.ledger)
            found.update({f"source {key}": number for key, number in summary.items()})
    for name in ("corrections", "conflicts", "losses", "doubts"):
        found[name] = sum(int(values[name]) for values in content.stated.measured.values())
    return dict(found)


def subjects_elsewhere(content: Content) -> list[str]:
    """The subjects that do not begin with an IRI of the municipality's own, sorted: nobody else may state them."""
    iris, code = content.stated.iris, content.editions[0].edition.key.municipality
    own = str(iris("municipality", municipality=code))
    starts = (f"{own}/", f"{iris.base}hub/mapping/{code}/")
    every = (key for found in content.graphs.values() for key, _ in groupby(found, serialize.subject))
    return sorted({subject for subject in every if subject != own and not subject.startswith(starts)})
