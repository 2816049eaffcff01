"""Where in a document things stand: by the line, by a text on it, by the plan around it."""

from rdflib import URIRef

from pipeline.places import Places

ITEM, NEXT = URIRef("https://example.org/item/1"), URIRef("https://example.org/item/2")
CELL, OTHER = URIRef(f"{ITEM}/cell/1"), URIRef(f"{ITEM}/cell/2")
CONCEPT = URIRef("https://example.org/scheme/1")
PLACES = Places(
    by_line={10: [ITEM], 12: [CELL, OTHER], 15: [CONCEPT], 20: [NEXT]},
    literals={ITEM: ["a long purpose"], CELL: ["3 places"], OTHER: ["4 places"], CONCEPT: ["purpose"]},
    elements={10: ITEM, 20: NEXT},
    plan_by_line={100: "one", 200: "two"},
)


def test_a_line_belongs_to_the_plan_of_the_nearest_row_above() -> None:
    assert [PLACES.plan(line) for line in (5, 100, 199, 200, 900)] == ["one", "one", "one", "two", "two"]


def test_only_what_holds_the_text_was_read_from_it() -> None:
    assert PLACES.saying("3 places", 12) == [CELL]
    assert PLACES.saying("places", 12) == [CELL, OTHER]


def test_a_text_that_runs_over_lines_is_that_of_what_begins_nearest_above_in_its_element() -> None:
    assert PLACES.saying("long purpose", 11) == [ITEM]
    assert PLACES.saying("places", 14) == [CELL, OTHER]


def test_a_thing_of_no_element_is_found_on_its_own_line_alone() -> None:
    assert PLACES.saying("purpose", 15) == [CONCEPT]
    assert PLACES.saying("purpose", 16) == [ITEM]


def test_a_text_of_another_element_or_of_none_is_nowhere() -> None:
    assert PLACES.saying("purpose", 21) == []
    assert PLACES.saying("purpose", 9) == []
    assert PLACES.saying("5 places", 12) == []
