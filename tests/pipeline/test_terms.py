"""The ontology declares every term with its labels and definition, and the code can use no other."""

from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from pipeline import iris, paths, terms
from pipeline.terms import KK, OWL, QB, RDF, RDFS, SDO, SKOS, ontology

MODULES = sorted(paths.ONTOLOGY.glob("*.ttl"))


def subjects(predicate: URIRef, value: URIRef | None = None) -> list[URIRef]:
    return sorted({URIRef(str(subject)) for subject in ontology().subjects(predicate, value)})


DECLARED = subjects(RDFS.isDefinedBy, URIRef(iris.KK.rstrip("#")))
CODES = subjects(SKOS.inScheme)
UNITS = subjects(RDF.type, terms.QUDT.Unit)


def languages(subject: URIRef, *properties: URIRef) -> list[str]:
    found = [text for name in properties for text in ontology().objects(subject, name)]
    return sorted(text.language or "" for text in found if isinstance(text, Literal) and str(text).strip())


def test_the_ontology_has_terms_codes_and_units() -> None:
    assert [path.stem for path in MODULES] == ["codes", "cube", "keikaku", "units"]
    assert len(DECLARED) > 60
    assert len(CODES) > 50
    assert len(UNITS) > 15


@pytest.mark.parametrize("term", DECLARED, ids=str)
def test_a_term_has_its_label_and_its_definition_in_japanese_and_english(term: URIRef) -> None:
    assert languages(term, RDFS.label) == ["en", "ja"]
    assert languages(term, SKOS.definition) == ["en", "ja"]


def test_every_kk_term_is_declared_except_the_components_of_cubes() -> None:
    components = set(ontology().subjects(RDF.type, QB.ComponentSpecification))
    assert {KK[name] for name in dir(KK)} - components == set(DECLARED)


def test_a_property_has_a_range_and_says_what_it_describes() -> None:
    plain = [*subjects(RDF.type, OWL.ObjectProperty), *subjects(RDF.type, OWL.DatatypeProperty)]
    anywhere = {KK.sourceLine}
    untyped = {KK.evidence}
    for term in plain:
        ranges = [*ontology().objects(term, RDFS.range), *ontology().objects(term, SDO.rangeIncludes)]
        domains = [*ontology().objects(term, RDFS.domain), *ontology().objects(term, SDO.domainIncludes)]
        assert ranges or term in untyped, term
        assert domains or term in anywhere, term


@pytest.mark.parametrize("concept", CODES, ids=str)
def test_a_code_has_labels_notation_and_a_list_that_names_it(concept: URIRef) -> None:
    assert languages(concept, SKOS.prefLabel) == ["en", "ja"]
    (scheme,) = ontology().objects(concept, SKOS.inScheme)
    assert (concept, SKOS.topConceptOf, scheme) in ontology()
    assert (scheme, SKOS.hasTopConcept, concept) in ontology()
    (notation,) = ontology().objects(concept, SKOS.notation)
    assert str(concept).endswith(str(notation))


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_a_unit_has_labels_in_both_languages(unit: URIRef) -> None:
    assert languages(unit, RDFS.label) == ["en", "ja"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.stem))
def test_a_module_of_the_ontology_has_no_blank_node_and_only_declared_kk_terms(path: Path) -> None:
    for triple in Graph().parse(data=path.read_text("utf-8"), format="turtle"):
        for node in triple:
            assert not isinstance(node, BNode), triple
            if str(node).startswith(iris.KK) and str(node) != iris.KK:
                assert URIRef(str(node)) in KK, node


def test_a_term_that_is_not_declared_raises() -> None:
    with pytest.raises(AttributeError, match="planelement"):
        _ = KK.planelement
    with pytest.raises(KeyError, match="planelement"):
        _ = KK["planelement"]


def test_a_code_is_found_by_list_and_name() -> None:
    assert terms.code("status", "observed") == URIRef("https://w3id.org/keikaku/code/status/observed")


def test_a_code_that_is_not_declared_raises() -> None:
    with pytest.raises(KeyError, match="status/observd"):
        terms.code("status", "observd")


def test_a_printed_unit_is_found_by_name_and_by_symbol() -> None:
    assert terms.printed_unit("ken") == URIRef("https://w3id.org/keikaku/unit/ken")
    assert terms.printed_units()["千円"] == "thousand-jpy"
    with pytest.raises(KeyError, match="yen"):
        terms.printed_unit("yen")


def test_longer_symbols_come_before_the_shorter_ones_they_end_in() -> None:
    symbols = list(terms.printed_units())
    assert symbols.index("千円") < symbols.index("円")


def test_another_base_moves_codes_and_units_and_no_term() -> None:
    moved = ontology("http://localhost:8000/")
    assert len(moved) == len(ontology())
    assert not [node for triple in moved for node in triple if str(node).startswith(iris.BASE + "code/")]
    assert terms.code("level", "item", "http://localhost:8000/") in set(moved.subjects())
    assert KK.PlanElement in set(moved.subjects())
