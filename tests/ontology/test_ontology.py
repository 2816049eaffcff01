"""The ontology declares every term with its labels and definition, and nothing that nobody uses."""

import re
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from pipeline.model import iris
from pipeline.model.files import data_folder
from pipeline.model.namespaces import KK, OWL, QB, QUDT, RDF, RDFS, SDO, SKOS, ontology

MODULES = sorted(data_folder.ONTOLOGY.glob("*.ttl"))
CODE = "\n".join(path.read_text("utf-8") for path in sorted((data_folder.ROOT / "pipeline").rglob("*.py")))


def subjects(predicate: URIRef, value: URIRef | None = None) -> list[URIRef]:
    return sorted({URIRef(str(subject)) for subject in ontology().subjects(predicate, value)})


DECLARED = subjects(RDFS.isDefinedBy, URIRef(iris.KK.rstrip("#")))
CODES = subjects(SKOS.inScheme)
UNITS = subjects(RDF.type, QUDT.Unit)


def local(term: URIRef) -> str:
    return re.split(r"[/#]", str(term))[-1]


def languages(subject: URIRef, *properties: URIRef) -> list[str]:
    found = [text for name in properties for text in ontology().objects(subject, name)]
    return sorted(text.language or "" for text in found if isinstance(text, Literal) and str(text).strip())


def test_the_ontology_has_terms_codes_and_units() -> None:
    assert [path.stem for path in MODULES] == ["codes", "cube", "keikaku", "quality", "units"]
    assert len(DECLARED) > 60
    assert len(CODES) > 50
    assert len(UNITS) > 15


@pytest.mark.parametrize("term", DECLARED, ids=local)
def test_a_term_has_its_label_and_its_definition_in_japanese_and_english(term: URIRef) -> None:
    assert languages(term, RDFS.label) == ["en", "ja"]
    assert languages(term, SKOS.definition) == ["en", "ja"]


def test_every_kk_term_is_declared_except_the_components_of_cubes() -> None:
    components = set(subjects(RDF.type, QB.ComponentSpecification))
    assert {KK[name] for name in dir(KK)} - components == set(DECLARED)


def test_a_term_is_used_by_the_pipeline_or_by_another_term() -> None:
    used_by_terms = {KK.DerivedValue, KK.Rule, KK.FiguresStructure, KK.EffectsStructure}
    unused = [term for term in DECLARED if not re.search(rf'KK(\.|\["){local(term)}\b', CODE)]
    assert set(unused) == used_by_terms
    assert all([*ontology().subjects(None, term)] for term in used_by_terms)


def test_a_property_has_a_range_and_says_what_it_describes() -> None:
    for term in [*subjects(RDF.type, OWL.ObjectProperty), *subjects(RDF.type, OWL.DatatypeProperty)]:
        ranges = [*ontology().objects(term, RDFS.range), *ontology().objects(term, SDO.rangeIncludes)]
        domains = [*ontology().objects(term, RDFS.domain), *ontology().objects(term, SDO.domainIncludes)]
        assert ranges, term
        assert domains, term


@pytest.mark.parametrize("concept", CODES, ids=str)
def test_a_code_has_labels_notation_and_a_list_that_names_it(concept: URIRef) -> None:
    assert languages(concept, SKOS.prefLabel) == ["en", "ja"]
    (scheme,) = ontology().objects(concept, SKOS.inScheme)
    assert (concept, SKOS.topConceptOf, scheme) in ontology()
    assert (scheme, SKOS.hasTopConcept, concept) in ontology()
    (notation,) = ontology().objects(concept, SKOS.notation)
    assert str(concept).endswith(str(notation))


@pytest.mark.parametrize("concept", [code for code in CODES if str(code).startswith(iris.BASE)], ids=str)
def test_a_code_of_our_own_is_defined_in_both_languages(concept: URIRef) -> None:
    assert languages(concept, SKOS.definition) == ["en", "ja"]


@pytest.mark.parametrize("unit", UNITS, ids=local)
def test_a_unit_has_labels_in_both_languages(unit: URIRef) -> None:
    assert languages(unit, RDFS.label) == ["en", "ja"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.stem))
def test_a_module_of_the_ontology_has_no_blank_node_and_only_declared_kk_terms(path: Path) -> None:
    for triple in Graph().parse(data=path.read_text("utf-8"), format="turtle"):
        for node in triple:
            assert not isinstance(node, BNode), triple
            if str(node).startswith(iris.KK) and str(node) != iris.KK:
                assert URIRef(str(node)) in KK, node


@pytest.mark.parametrize(
    "folder", [data_folder.ONTOLOGY, data_folder.SHAPES], ids=lambda folder: str(folder.name)
)
def test_the_readme_names_only_declared_terms(folder: Path) -> None:
    named = re.findall(r"`kk:(\w+)`", (folder / "README.md").read_text("utf-8"))
    assert all(name in dir(KK) for name in named)
