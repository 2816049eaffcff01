"""How far a municipality has come: by the newest edition of each plan, in the newest year that can be compared."""

from decimal import Decimal

from pipeline.reading.comparisons import Comparison
from pipeline.reading.element import Outcome, Row, Tally
from pipeline.reading.indicator import Achievement
from pipeline.reading.names import Named
from pipeline.reading.summary.glance import Field, Glance, Tile
from pipeline.reading.summary.progress import Progress, progress


def compared(key: str, year: int, met: bool) -> Comparison:
    achievement = Achievement(f"urn:{key}/{year}", year, None, met, Decimal(1), Decimal(1))
    return Comparison(
        f"{key}/{year}", Named(f"urn:{key}", {}), None, {"": "1"}, {"": "1"}, None, achievement, ()
    )


def edition(iri: str, *entries: Comparison) -> Glance:
    none = frozenset[int]()
    row = Row(f"{iri}/item/1", None, "1", {}, None, (), (), None, Outcome(), None, none, len(entries))
    return Glance(Named(iri, {}), None, (Field(None, (Tile(row, entries),)),), none)


def test_an_edition_that_another_replaced_no_longer_counts() -> None:
    old, new = edition("urn:p/9", compared("a", 2024, False)), edition("urn:p/10", compared("a", 2023, True))
    assert progress([new, old]) == Progress(1, 1, 2023, Tally(1, 0))


def test_what_two_plans_print_counts_once_and_earlier_years_do_not() -> None:
    one = edition("urn:p/1", compared("a", 2024, True), compared("b", 2023, False))
    two = edition("urn:q/1", compared("a", 2024, True), compared("c", 2024, False))
    assert progress([one, two]) == Progress(2, 4, 2024, Tally(1, 1))


def test_without_anything_to_compare_there_is_no_year() -> None:
    assert progress([edition("urn:p/1")]) == Progress(1, 0, None, Tally())
