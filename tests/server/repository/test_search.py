"""Search in Japanese: one spelling for all, short words, synonyms, nothing that breaks it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.search.entries import Entry, Wording
from pipeline.reading.search.folding import fold
from server.repository.search.excerpts import excerpt, mark
from server.repository.search.index import SearchIndex
from server.repository.search.synonyms import alternatives_of
from tests.server.summaries import search_index

ENTRIES = (
    Entry("urn:bus", "element", "はなバスの効率的な運行", "", "運行の効率性を図る。"),
    Entry("urn:rate", "indicator", "徴収率(市税)", "徴収率の維持・向上", ""),
    Entry(
        "urn:insurance",
        "element",
        "国民健康保険特別会計の健全化",
        "",
        "保険料の収納率の向上などの取組による。",
    ),
    Entry("urn:traffic", "unit", "交通課", "西東京市", ""),
    Entry(
        "urn:desk",
        "element",
        "窓口の改善",
        "計画",
        "待たせない。",
        Wording("Better counters", "Plan", "No waiting."),
    ),
    Entry("urn:rpa", "element", "AI-OCR・RPA等の活用", "", "業務を自動化する。"),
)


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return search_index(ENTRIES)


def found(index: SearchIndex, asked: str) -> list[str]:
    return [result.iri for result in index.search(asked)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        *((spelling, ["urn:bus"]) for spelling in ("はなバス", "ハナバス", "はなばす", "ﾊﾅﾊﾞｽ")),
        *((spelling, ["urn:rpa"]) for spelling in ("RPA", "rpa", "ＲＰＡ", "ai-ocr")),
        ("交通課", ["urn:traffic"]),
        *((spelling, ["urn:desk"]) for spelling in ("counter", "BETTER waiting", "窓口 counters")),
        ("運行 効率", ["urn:bus"]),
        ("運行　効率性", ["urn:bus"]),
        ("運行 交通", []),
        ("そんな語はない", []),
        ("", []),
        ("   ", []),
    ],
)
def test_words_are_found_in_any_spelling(index: SearchIndex, asked: str, expected: list[str]) -> None:
    assert found(index, asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("課", "urn:traffic"), ("交通", "urn:traffic"), ("通課", "urn:traffic"), ("る。", "urn:bus")],
)
def test_a_word_of_one_or_two_characters_is_found_wherever_it_stands(
    index: SearchIndex, asked: str, expected: str
) -> None:
    assert expected in found(index, asked)


@pytest.mark.parametrize(("asked", "expected"), [("徴収率", "urn:insurance"), ("収納率", "urn:rate")])
def test_a_synonym_is_found_in_both_directions(index: SearchIndex, asked: str, expected: str) -> None:
    assert expected in found(index, asked)


def test_a_whole_english_word_comes_before_one_that_only_begins_with_it() -> None:
    titles = {
        "urn:bpr": ("BPRの推進", "Business process re-engineering"),
        "urn:bus": ("はなバスの効率的な運行", "The Hana Bus"),
    }
    entries = [Entry(iri, "element", ja, "", "", Wording(en, "", "")) for iri, (ja, en) in titles.items()]
    assert found(search_index(entries), "bus") == ["urn:bus", "urn:bpr"]


def test_a_word_of_the_title_comes_before_one_of_the_text(index: SearchIndex) -> None:
    assert found(index, "徴収率")[0] == "urn:rate"


@pytest.mark.parametrize(
    ("asked", "language", "title", "excerpt"),
    [
        ("窓口", "ja", ("ja", "窓口の改善"), ("ja", "待たせない。")),
        ("窓口", "en", ("en", "Better counters"), ("en", "No waiting.")),
        ("待たせない", "en", ("en", "Better counters"), ("ja", "待たせない。")),
        ("交通課", "en", ("ja", "交通課"), ("ja", "")),
    ],
)
def test_a_result_is_told_in_the_language_of_the_page_as_far_as_it_can(
    index: SearchIndex, asked: str, language: str, title: tuple[str, str], excerpt: tuple[str, str]
) -> None:
    [result] = index.search(asked, language=language)
    told = [
        (said.language, "".join(piece.text for piece in said.pieces))
        for said in (result.title, result.excerpt)
    ]
    assert told == [title, excerpt]


@settings(deadline=None)
@given(asked=st.text(max_size=40))
def test_no_question_breaks_the_index(index: SearchIndex, asked: str) -> None:
    index.search(asked)


def test_what_was_asked_is_marked_in_its_own_spelling() -> None:
    pieces = mark("はなバスの運行", [fold("ハナばす")])
    assert [(piece.text, piece.found) for piece in pieces] == [("はなバス", True), ("の運行", False)]


def test_an_excerpt_is_cut_around_what_was_asked() -> None:
    pieces = excerpt("前" * 200 + "徴収率" + "後" * 200, ["徴収率"])
    assert [piece.text for piece in pieces if piece.found] == ["徴収率"]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")
    assert sum(len(piece.text) for piece in pieces) < 120


def test_every_synonym_of_a_word_is_an_alternative() -> None:
    assert "収納率" in alternatives_of("徴収率")
    assert alternatives_of("無関係")[0] == "無関係"
