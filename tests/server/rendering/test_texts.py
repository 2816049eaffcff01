"""The words of the pages and the templates hold each other: none missing, none unused, each in both languages."""

import re

import httpx

from pipeline.reading.graph import in_language, natural
from pipeline.reading.indicator import EFFECTS
from pipeline.reading.indicator import KINDS as FIGURES
from pipeline.reading.municipalities.peers import WAYS
from server.comparison.answer import words as compare_words
from server.http.languages import LANGUAGES
from server.pages.plan.changes import KINDS
from server.pages.plan.facets import OUTCOMES
from server.pages.site.site import api_texts
from server.query_pages.page import words as query_words
from server.query_pages.schema import classes_that_matter
from server.rendering.templates import TEMPLATES, texts

COMPUTED = {
    "outcome_": OUTCOMES,
    "facet_": ("outcome", "stage", "unit", "subject"),
    "view_": ("overview", "tree", "table", "matrix", "quality", "changes"),
    "change_": [kind.replace(" ", "_") for kind in KINDS],
    "kind_": ("municipality", "edition", "element", "activity", "indicator", "unit", "concept", "doubt"),
    "shared_": ("exactMatch", "closeMatch", "relatedMatch"),
    "of_": EFFECTS,
    "reading_": (
        *("rawText", "correctedText", "obsValue", "unitMeasure", "refPeriod", "valueKind", "status"),
        *("preferredText", "otherText"),
    ),
    "attribute_": (
        *("title", "label", "schedule", "direction", "measure"),
        *("technology", "national_policy", "town_development"),
    ),
    "error_": ("400", "403", "404", "405", "406", "410", "413", "415", "422", "429", "500", "503", "504"),
    "peers_": WAYS,
    "unit_": ("before", "after"),
    "check_": ("too_large", "busy", "unreadable"),
    "advice_": ("400", "405", "406", "413", "415", "422", "429", "500", "503", "504"),
}
"""Keys that templates put together from a part and a word."""
PASSED = {
    *("see_line", "see_page", "see_cell", "see_place"),
    "feed_of",
    "feed_issued",
    "feed_modified",
    "feed_edition",
    "exactMatch",
    "closeMatch",
    "relatedMatch",
    "axis_from",
    "card_met",
    "card_target",
    *FIGURES,
}
"""Keys that the code asks for, and the kinds of figures."""
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
BRACKETS = re.compile(r"[()]")
SPACED = re.compile(r"[ぁ-んァ-ヶ一-龥、。] [A-Za-z0-9{]|[A-Za-z0-9}%] [ぁ-んァ-ヶ一-龥]")
TERM = re.compile(r" ?\b[a-z-]+:[A-Za-z]* ?")


def _templates() -> str:
    found = sorted(TEMPLATES.glob("*.html"))
    assert len(found) > 15
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def test_every_text_is_in_both_languages() -> None:
    for key, text in texts().items():
        assert sorted(text) == sorted(LANGUAGES), key
        assert all(text.values()), key


def test_both_languages_of_a_text_speak_of_the_same_values() -> None:
    for key, text in texts().items():
        found = {language: set(re.findall(r"\{(\w+)(?::\w+)?\}", text[language])) for language in LANGUAGES}
        assert found["ja"] == found["en"], key


def test_japanese_is_set_without_spaces_between_scripts_and_with_full_width_brackets() -> None:
    """As JTF's style guide has it (3.1.1, 4.3.1), but for names of terms such as kk:about, and the site's own name."""
    interface = {address: {"ja": text} for address, text in api_texts().items()}
    tables = (texts(), compare_words(), query_words(), classes_that_matter(), interface)
    found = [text["ja"].replace("計画 keikaku", "") for table in tables for text in table.values()]
    assert [text for text in found if JAPANESE.search(text) and BRACKETS.search(text)] == []
    assert [text for text in found if SPACED.search(TERM.sub("", text))] == []


def test_every_text_that_a_template_asks_for_is_there() -> None:
    asked = set(re.findall(r"view\.t\([\"']([A-Za-z_]+)[\"'][,)]", _templates()))
    assert len(asked) > 80
    assert asked <= set(texts())


def test_every_text_is_used() -> None:
    templates = _templates()
    computed = {prefix + word for prefix, words in COMPUTED.items() for word in words}
    unused = (
        {key for key in texts() if f'"{key}"' not in templates and f"'{key}'" not in templates}
        - computed
        - PASSED
    )
    assert unused == set()


def test_every_address_of_the_interface_is_explained_in_japanese(site: httpx.Client) -> None:
    described = site.get("/openapi.json").json()["paths"]
    assert set(api_texts()) == set(described)


def test_a_text_is_given_in_the_language_asked_else_in_japanese_else_at_all() -> None:
    assert in_language({"ja": "課", "en": "division"}, "en") == "division"
    assert in_language({"ja": "課"}, "en") == "課"
    assert in_language({"fr": "division"}, "en") == "division"
    assert in_language({}, "en") is None


def test_items_are_counted_as_people_count() -> None:
    assert sorted(["item/10", "item/2", "item/1"], key=natural) == ["item/1", "item/2", "item/10"]
