"""Code can write no term, code or unit that the ontology does not declare."""

import pytest
from rdflib import URIRef

from pipeline.model import iris, namespaces
from pipeline.model.namespaces import KK, ontology


def test_a_declared_term_is_an_iri() -> None:
    assert KK.PlanElement == URIRef("https://w3id.org/keikaku/ns#PlanElement")


def test_a_term_that_is_not_declared_raises() -> None:
    with pytest.raises(AttributeError, match="planelement"):
        _ = KK.planelement
    with pytest.raises(KeyError, match="planelement"):
        _ = KK["planelement"]


def test_a_term_that_a_reused_vocabulary_lacks_raises() -> None:
    with pytest.raises(AttributeError, match="obsWorth"):
        _ = namespaces.SDMX_MEASURE.obsWorth
    with pytest.raises(AttributeError, match="hasTargets"):
        _ = namespaces.OA.hasTargets


def test_a_code_is_found_by_list_and_name() -> None:
    assert namespaces.code("status", "observed") == URIRef("https://w3id.org/keikaku/code/status/observed")


def test_a_code_that_is_not_declared_raises() -> None:
    with pytest.raises(KeyError, match="status/observd"):
        namespaces.code("status", "observd")


def test_another_base_moves_codes_and_units_and_no_term() -> None:
    moved = ontology("http://localhost:8000/")
    assert len(moved) == len(ontology())
    assert not [node for triple in moved for node in triple if str(node).startswith(iris.BASE + "code/")]
    assert namespaces.code("level", "item", "http://localhost:8000/") in set(moved.subjects())
    assert KK.PlanElement in set(moved.subjects())


def test_every_prefix_names_a_namespace_of_its_own() -> None:
    assert len(set(namespaces.PREFIXES.values())) == len(namespaces.PREFIXES)
    assert namespaces.PREFIXES["kk"] == iris.KK
