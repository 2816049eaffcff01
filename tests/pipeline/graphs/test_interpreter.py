"""The interpreter of the mapping: terms from rows, a blank cell that says nothing, and where a statement came from."""

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from pipeline.graphs.interpreter import MUNICIPALITY, Context, Map, Property, Row, Statements, Term, interpret
from pipeline.graphs.terms import (
    area,
    boolean,
    code,
    decimal,
    given,
    integer,
    iri,
    ja,
    month,
    node,
    quoted,
    text,
    unit,
)
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import DCTERMS, KK, RDF, SKOS

CONTEXT = Context(Iris(), "132292", "2026", "C13229")
ROW: Row = {
    "plan": "joho",
    "level": "priority",
    "element": "6",
    "title": "オンライン相談",
    "page": "65",
    "blank": "",
    "status": "blank",
    "unit": "unit:PERCENT",
    "printed": "ken",
    "made": "nin-per-day",
    "own": "local:実証",
    "line": "1325",
    "month": "2026-03",
    "flag": "true",
}
ELEMENT = URIRef(f"{BASE}id/132292/joho/2026/item/6")

TERMS: dict[str, tuple[Term, object]] = {
    "a priority is an item of its plan": (iri("element"), ELEMENT),
    "a part from another column": (
        iri("concept", scheme="plan", number="page"),
        URIRef(f"{BASE}id/132292/joho/2026/scheme/joho/65"),
    ),
    "no IRI where a named column is blank": (iri("unit", unit="blank"), None),
    "a text in Japanese": (ja("title"), Literal("オンライン相談", lang="ja")),
    "texts joined": (text("element", "page"), Literal("6-65")),
    "no text where it is blank": (text("blank"), None),
    "an empty text where the row says so": (text("blank", blank="status=blank"), Literal("")),
    "a whole number": (integer("page"), Literal("65", datatype=XSD.integer)),
    "a decimal has a point": (decimal("page"), Literal("65.0", datatype=XSD.decimal)),
    "true": (boolean("flag"), Literal("true", datatype=XSD.boolean)),
    "a month": (month("month"), Literal("2026-03", datatype=XSD.gYearMonth)),
    "a code": (code("status"), URIRef(f"{BASE}code/status/blank")),
    "no code where the column is not there": (code("comparator"), None),
    "a unit of QUDT": (unit("unit"), URIRef("http://qudt.org/vocab/unit/PERCENT")),
    "a printed unit as its own measure": (unit("printed"), URIRef(f"{BASE}unit/ken")),
    "a unit that a rule makes": (unit("made"), URIRef(f"{BASE}unit/nin-per-day")),
    "a unit that the city declares": (unit("own"), URIRef(f"{BASE}id/132292/printed-unit/実証")),
    "the line it was read from": (quoted(), URIRef(f"{BASE}id/132292/document/2026.txt#line=1324,1325")),
    "the statistical area": (area(), URIRef("http://data.e-stat.go.jp/lod/sac/C13229")),
    "always the same node": (node(KK.figures), KK.figures),
    "one term where a column is filled": (
        given("title", ja("title"), text("page")),
        Literal("オンライン相談", lang="ja"),
    ),
    "another where it is blank": (given("blank", ja("title"), text("page")), Literal("65")),
    "none where it is blank and nothing is said": (given("blank", ja("title")), None),
}


@pytest.mark.parametrize("name", TERMS)
def test_a_term_of_a_row_is(name: str) -> None:
    term, expected = TERMS[name]
    found = term(ROW, CONTEXT)
    assert found == expected
    assert type(found) is type(expected)


def test_an_unknown_code_or_unit_is_refused() -> None:
    with pytest.raises(LookupError):
        code("status")({"status": "guessed"}, CONTEXT)
    with pytest.raises(LookupError):
        unit("unit")({"unit": "parsec"}, CONTEXT)


MAPS = (
    Map(
        "elements",
        iri("element"),
        (KK.PlanElement,),
        (Property(DCTERMS.title, ja("title"), "title"), Property(KK.purpose, ja("blank"), "blank")),
        linked_from=((iri("edition"), DCTERMS.hasPart),),
    ),
    Map("elements", iri("unit", unit="title"), (), (Property(SKOS.note, ja("title")),), graph=MUNICIPALITY),
    Map("elements", iri("element"), (), (Property(KK.level, code("level")),), where=("level", "item")),
)


def test_rows_become_statements_in_the_graph_of_their_map() -> None:
    found = interpret(MAPS, {"elements": [(9, ROW)]}, CONTEXT)
    assert found.graphs == {
        URIRef(f"{BASE}id/132292/joho/2026/graph"): {
            (ELEMENT, RDF.type, KK.PlanElement),
            (ELEMENT, DCTERMS.title, Literal("オンライン相談", lang="ja")),
            (URIRef(f"{BASE}id/132292/joho/2026"), DCTERMS.hasPart, ELEMENT),
        },
        URIRef(f"{BASE}id/132292/graph"): {
            (
                URIRef(f"{BASE}id/132292/unit/オンライン相談"),
                SKOS.note,
                Literal("オンライン相談", lang="ja"),
            )
        },
    }
    assert found.where(str(ELEMENT)) == "tables/elements.csv, row 9"
    assert found.where(str(ELEMENT), str(DCTERMS.title)) == "tables/elements.csv, row 9, column title"
    assert found.subjects == {("elements", 9, "title"): ELEMENT}, "blank cells state nothing"


def test_a_table_without_rows_states_nothing() -> None:
    assert interpret(MAPS, {}, CONTEXT) == Statements()
