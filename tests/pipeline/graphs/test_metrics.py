"""What is measured of a dataset's quality."""

from decimal import Decimal

import pytest
from rdflib import Graph, URIRef

from pipeline.documents.coverage import IGNORED, SAMPLE
from pipeline.graphs.metrics import triples
from pipeline.model import namespaces
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import DQV, RDF
from pipeline.release.store import Release
from pipeline.release.unit.statements import Stated

REFORM, DIGITAL = "132292-gyokaku-5-2026", "132292-joho-2026"


def test_every_cell_of_the_document_is_accounted_for(stated: Stated) -> None:
    assert {stated.measured[dataset]["coverage"] for dataset in (REFORM, DIGITAL)} == {Decimal("1.0000")}


def test_the_figures_that_reached_no_row_are_those_of_the_sample_sheets(stated: Stated) -> None:
    (covered,) = {source.covered for source in stated.sources}
    assert covered
    figures = [one for one in covered.ledger if any(map(str.isdecimal, one.text))]
    lost = {one.text for one in figures if one.disposition == IGNORED}
    assert 0.95 < stated.measured[REFORM]["figures-reached"] < 1
    assert {one.reason for one in figures if one.text in lost and one.disposition == IGNORED} == {SAMPLE}


def test_a_workbook_kept_as_text_is_measured_as_a_document_is(built_release: Release) -> None:
    catalogue = Graph().parse(data=(built_release.path / "catalog.ttl").read_text("utf-8"), format="turtle")
    kept = URIRef(f"{BASE}dataset/092029-gyokaku-8-2023/measurement/")
    for metric in ("coverage", "figures-reached"):
        assert str(catalogue.value(kept + metric, DQV.value)) == "1.0000"


@pytest.mark.parametrize(
    ("dataset", "cells"),
    [(REFORM, 54 * 10 + 41 + 2), (DIGITAL, 17 * 10)],
    ids=["54 indicators, 41 effects of indicators, 2 of items 12 and 14", "17 indicators"],
)
def test_the_cells_of_a_dataset_are_those_of_its_statuses_together(
    stated: Stated, dataset: str, cells: int
) -> None:
    values = stated.measured[dataset]
    assert values["cells"] == cells
    statuses = [name for name in values if name.startswith("cells-") and name != "cells-with-a-number"]
    assert len(statuses) == 12
    assert sum(values[name] for name in statuses) == cells


def test_the_share_of_cells_with_a_number_is_below_one_where_cells_are_blank(stated: Stated) -> None:
    values = stated.measured[DIGITAL]
    share = Decimal(values["cells-observed"]) / Decimal(values["cells"])
    assert values["cells-with-a-number"] == share.quantize(Decimal("0.0001")) < 1


def test_annotations_are_counted_by_class(stated: Stated) -> None:
    both = [stated.measured[dataset] for dataset in (REFORM, DIGITAL)]
    assert sum(values["corrections"] for values in both) == 24
    assert sum(values["conflicts"] for values in both) == sum(
        len(source.edition.tables["conflicts"]) for source in stated.sources
    )


def test_every_measurement_is_of_a_declared_metric() -> None:
    metrics = set(namespaces.ontology().subjects(RDF.type, DQV.Metric))
    found = list(triples("d", {"cells": 3, "coverage": Decimal("1.0000")}, Iris()))
    assert {value for _, predicate, value in found if predicate == DQV.isMeasurementOf} <= metrics
    with pytest.raises(KeyError):
        list(triples("d", {"shine": 1}, Iris()))


def test_the_catalogue_states_the_measurements_of_every_edition(built_release: Release) -> None:
    catalogue = Graph().parse(data=(built_release.path / "catalog.ttl").read_text("utf-8"), format="turtle")
    measured = {str(dataset) for dataset in catalogue.subjects(DQV.hasQualityMeasurement)}
    editions = {one.id for one in built_release.datasets} - {
        "denominators",
        "hub",
        "municipalities",
        "ontology",
        "figures",
    }
    assert {iri.rpartition("/")[2] for iri in measured} == editions
