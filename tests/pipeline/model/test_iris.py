"""IRIs are minted from one table, hold Japanese as it is, and can be taken apart again."""

import unicodedata
from string import Formatter
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.iris import BASE, PATTERNS, Iris
from pipeline.model.segments import segment

IRIS = Iris()
CONTRACT = {
    "id/132292": ("municipality", {"municipality": "132292"}),
    "id/132292/unit/交通課": ("unit", {"municipality": "132292", "unit": "交通課"}),
    "id/132292/document/2026": ("document", {"municipality": "132292", "edition": "2026"}),
    "id/132292/gyokaku-5": ("plan", {"municipality": "132292", "plan": "gyokaku-5"}),
    "id/132292/gyokaku-5/2026": (
        "edition",
        {"municipality": "132292", "plan": "gyokaku-5", "edition": "2026"},
    ),
    "id/132292/gyokaku-5/2026/item/7/indicator/1/target/2024/total": (
        "observation",
        {
            "municipality": "132292",
            "plan": "gyokaku-5",
            "edition": "2026",
            "level": "item",
            "number": "7",
            "indicator": "1",
            "kind": "target",
            "year": "2024",
            "breakdown": "total",
        },
    ),
    "id/132292/joho/2026/scheme/national-policy/5": (
        "concept",
        {
            "municipality": "132292",
            "plan": "joho",
            "edition": "2026",
            "scheme": "national-policy",
            "number": "5",
        },
    ),
    "id/fiscal-year/2024": ("fiscal_year", {"year": "2024"}),
    "code/status/observed": ("code", {"list": "status", "code": "observed"}),
    "dataset/132292-gyokaku-5-2026": ("dataset", {"dataset": "132292-gyokaku-5-2026"}),
}
"""IRIs that MODEL.md promises."""


@pytest.mark.parametrize("path", CONTRACT)
def test_an_iri_of_the_contract_is_minted(path: str) -> None:
    pattern, parts = CONTRACT[path]
    assert str(IRIS(pattern, **parts)) == BASE + path


def test_a_line_is_a_fragment_whose_positions_count_from_0() -> None:
    assert str(IRIS.line("132292", "2026", 380)) == f"{BASE}id/132292/document/2026.txt#line=379,380"


def test_another_base_gives_the_same_path() -> None:
    assert str(Iris("https://data.example/")("municipality", municipality="132292")) == (
        "https://data.example/id/132292"
    )


def test_a_pattern_or_part_that_is_not_in_the_table_is_a_fault() -> None:
    with pytest.raises(KeyError):
        IRIS("municipalty", municipality="132292")
    with pytest.raises(KeyError):
        IRIS("plan", municipality="132292")


def test_parts_that_differ_give_iris_that_differ() -> None:
    """Every pattern ends in the part that tells two of its things apart, or in a word of its own."""
    filled = {name: IRIS(name, **dict.fromkeys(_parts(pattern), "1")) for name, pattern in PATTERNS.items()}
    same = {name for name, iri in filled.items() if list(filled.values()).count(iri) > 1}
    assert same == set()


def _parts(pattern: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(pattern) if name]


@given(st.text())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_segment_decodes_to_the_text_in_nfc(text: str) -> None:
    assert unquote(segment(text)) == unicodedata.normalize("NFC", text)


@given(st.text())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_segment_made_again_from_what_it_decodes_to_is_the_same(text: str) -> None:
    assert segment(unquote(segment(text))) == segment(text)


@given(st.text(st.characters(exclude_categories=("Co", "Cn", "Cs")), min_size=1))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_segment_is_one_segment_of_a_valid_iri(text: str) -> None:
    found = segment(text)
    assert not set(found) & set(' /?#[]<>"{}|\\^`\n\t')
    quoted = f"<{BASE}id/132292/unit/{found}> <{BASE}p> <{BASE}o> ."
    (quad,) = ox.parse(quoted, format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.subject, ox.NamedNode)
    assert quad.subject.value == f"{BASE}id/132292/unit/{found}"


def test_japanese_stays_as_it_is_and_is_composed() -> None:
    assert segment("交通課") == "交通課"
    assert segment("か\u3099") == "が"
    assert segment("WEB3.0 / 100%") == "WEB3.0%20%2F%20100%25"


def test_two_makers_of_one_base_are_one_value() -> None:
    """What a process keeps for a base (the terms, indexed) is made once, not for each municipality that it builds."""
    assert Iris("https://plan.example.jp/") == Iris("https://plan.example.jp/") != Iris()
    assert len({Iris("https://plan.example.jp/"), Iris("https://plan.example.jp/")}) == 1
