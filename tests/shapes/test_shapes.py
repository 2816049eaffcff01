"""The cases beside this file specify the shapes: valid ones conform, invalid ones break what they name.

A case describes `<focus>`; what stands around it is only as complete as the case needs. The first line of an
invalid case names each constraint it breaks: property or node shape, and component. All cases are read below
IRIs of their own and validated at once.

A shape that looks at a graph as a whole names what breaks it as the value. It is held against the cases of its own
module alone, which say no more than it asks for; `test_graphs.py` has the cases of those that name terms or texts.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import shacl
from rdflib import SH, Graph, URIRef

from pipeline.model.files import data_folder
from pipeline.model.namespaces import KK, RDF, RDFS, ontology, rebased
from pipeline.validation.compiled import compiled_findings
from pipeline.validation.report import Finding
from pipeline.validation.shacl import SHAPE, shapes
from tests.shapes.test_graphs import CASES as OF_TERMS

CASES = Path(__file__).parent
MODULES = sorted(path.stem for path in data_folder.SHAPES.glob("*.ttl"))
VALID = sorted(path for stem in MODULES for path in (CASES / stem).glob("valid.*.ttl"))
INVALID = sorted(path for stem in MODULES for path in (CASES / stem).glob("invalid.*.ttl"))

#: What configures another component, or says nothing to be broken on its own.
NO_COMPONENTS = {
    SH.path,
    SH.property,
    SH.message,
    SH.targetClass,
    SH.targetSubjectsOf,
    SH.targetNode,
    SH.qualifiedValueShape,
}
COMPONENTS = {SH.sparql: "SPARQL"}
"""Parameters that their component is not named after."""

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)

Broken = frozenset[tuple[str, str]]


def place(case: Path) -> str:
    return f"https://example.org/{case.parent.name}/{case.stem}/"


@cache
def broken() -> dict[str, Broken]:
    """Place of a case → the constraints that its focus breaks."""
    data = Graph()
    data += ontology()
    for case in VALID + INVALID:
        data.parse(data=case.read_text("utf-8"), format="turtle", publicID=place(case))
    found = defaultdict(set)
    for finding in compiled_findings(data.serialize(format="nt", encoding="utf-8")):
        shape = finding.shape.removeprefix(SHAPE)
        thing = finding.value.strip("<>") if shape in whole() else finding.focus
        place_of = thing.removesuffix("focus")
        if thing.endswith("/focus") and is_held_against(shape, Path(place_of).parent.name):
            component = finding.component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
            found[place_of].add((shape, component))
    return {name: frozenset(constraints) for name, constraints in found.items()}


def is_held_against(shape: str, module: str) -> bool:
    """Whether the cases of a module are held against a shape."""
    return whole()[shape] == module if shape in whole() else module not in whole().values()


@cache
def whole() -> dict[str, str]:
    """The shapes that look at a graph as a whole → the module that states each."""
    found = {}
    for path in sorted(data_folder.SHAPES.glob("*.ttl")):
        module = Graph().parse(path, format="turtle")
        found.update({str(shape).removeprefix(SHAPE): path.stem for shape in module.subjects(SH.targetNode)})
    return found


def expected(case: Path) -> Broken:
    """What the first line of an invalid case says that it breaks."""
    first = case.read_text("utf-8").splitlines()[0].removeprefix("# ")
    return frozenset((shape, component) for shape, component in (part.split() for part in first.split(", ")))


def described_shapes() -> list[URIRef]:
    of_terms = {URIRef(SHAPE + name) for name in OF_TERMS}
    return sorted({URIRef(str(shape)) for shape in shapes().subjects(SH.message)} - of_terms)


def constraints() -> Iterator[tuple[str, str]]:
    """Each constraint that the shapes state: shape and component."""
    for shape in described_shapes():
        for parameter in set(shapes().predicates(shape)) - NO_COMPONENTS - {RDF.type}:
            name = COMPONENTS.get(URIRef(str(parameter))) or str(parameter).removeprefix(str(SH))
            yield str(shape).removeprefix(SHAPE), name[0].upper() + name[1:]


def relative(case: Path) -> str:
    return str(case.relative_to(CASES).with_suffix(""))


def test_every_module_of_shapes_has_cases_and_every_folder_of_cases_a_module() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir() and any(path.glob("*.ttl"))}
    assert folders == {*MODULES, "qb"} - {"code"}
    assert len(VALID) >= len(folders)
    assert len(INVALID) >= len(described_shapes())


@pytest.mark.parametrize("case", VALID, ids=relative)
def test_a_valid_case_conforms(case: Path) -> None:
    assert broken().get(place(case), frozenset()) == frozenset()


@pytest.mark.parametrize("case", INVALID, ids=relative)
def test_an_invalid_case_breaks_exactly_what_it_names(case: Path) -> None:
    assert broken().get(place(case), frozenset()) == expected(case)


def test_every_constraint_has_a_case_that_breaks_it() -> None:
    shown = {constraint for case in INVALID for constraint in expected(case)}
    assert sorted(set(constraints()) - shown) == []


def test_a_class_of_the_model_has_a_shape() -> None:
    checked = set(shapes().objects(None, SH.targetClass))
    annotations = {KK.Loss, KK.EditorialDecision}
    from_keikaku = {name for name in dir(KK) if name[0].isupper() and not name.endswith("Structure")}
    unchecked = {KK[name] for name in from_keikaku} - checked
    assert unchecked == {*annotations, KK.Rule}
    assert all((term, RDFS.subClassOf, None) in ontology() for term in annotations)


@pytest.mark.parametrize("shape", described_shapes(), ids=lambda shape: str(shape).removeprefix(SHAPE))
def test_a_message_says_in_both_languages_what_is_wrong_and_what_to_do(shape: URIRef) -> None:
    messages = {str(getattr(text, "language", "")): str(text) for text in shapes().objects(shape, SH.message)}
    assert sorted(messages) == ["en", "ja"]
    assert messages["ja"].count("。") == 2
    assert messages["ja"].endswith("。")
    assert len(messages["en"].split(". ")) == 2
    assert messages["en"].endswith(".")


def test_every_property_shape_that_can_report_has_an_iri_and_a_message() -> None:
    targeted = {shape for target in TARGETS for shape in shapes().subjects(target)}
    reporting = {shape for node in targeted for shape in shapes().transitive_objects(node, SH.property)}
    assert reporting > targeted
    for shape in reporting - targeted:
        assert isinstance(shape, URIRef), list(shapes().predicate_objects(shape))
        assert (shape, SH.message, None) in shapes(), shape


@pytest.mark.slow
def test_the_shapes_are_shapes_by_shacls_own_shapes() -> None:
    assert not_shapes(shapes()) == []


def not_shapes(found: Graph) -> list[str]:
    """What of a graph is no shape by SHACL's own shapes, which pyshacl carries; found by the fast engine."""
    own = (files("pyshacl") / "assets" / "shacl-shacl.ttl").read_text(encoding="utf-8")
    report = shacl.Shapes.from_text(own, "turtle").validate_text(found.serialize(format="nt"), "ntriples")
    return [result.focus_node.strip("<>") for result in report.results]


def test_a_broken_shape_is_noticed_by_shacls_own_shapes() -> None:
    wrong = Graph()
    wrong.add((URIRef(SHAPE + "wrong"), RDF.type, SH.NodeShape))
    wrong.add((URIRef(SHAPE + "wrong"), SH.property, URIRef(SHAPE + "without-a-path")))
    assert not_shapes(wrong) == [SHAPE + "without-a-path"]


def test_the_shapes_name_only_declared_terms_and_codes() -> None:
    declared = set(ontology().subjects())
    for triple in shapes():
        for node in triple:
            if isinstance(node, URIRef) and str(node).startswith((str(KK), "https://w3id.org/keikaku/code/")):
                assert node in declared, node


def test_the_shapes_follow_the_codes_to_another_base() -> None:
    base = "http://localhost:8000/"
    case = CASES / "element" / "valid.PlanElement.ttl"
    data = Graph().parse(data=case.read_text("utf-8"), format="turtle", publicID=place(case))
    focus = URIRef(place(case) + "focus")
    assert {finding.path for finding in findings_on(focus, data, base)} == {"kk:level"}
    assert not findings_on(focus, rebased(data, base), base)


def findings_on(focus: URIRef, data: Graph, base: str) -> list[Finding]:
    found = compiled_findings((data + ontology(base)).serialize(format="nt", encoding="utf-8"), base)
    return [finding for finding in found if finding.focus == str(focus)]
