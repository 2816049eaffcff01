"""IRIs and addresses: the path below the root is the IRI's path below the base."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.iris import Iris
from server.repository.addresses import Addresses, is_web_address

BASE = "https://w3id.org/keikaku/"
HERE = Addresses(BASE)


@pytest.mark.parametrize(
    "unit", ["交通課", "a/b", "100%", "a b", "C#", "[課]", "(仮)", "が", "it's", "a+b&c=d;e"]
)
def test_an_iri_leads_to_an_address_that_leads_back(unit: str) -> None:
    iri = str(Iris(BASE)("unit", municipality="132292", unit=unit))
    path = HERE.path(iri)
    assert path is not None
    assert path.isascii()
    assert HERE.iri(path) == iri


@given(st.text(min_size=1).filter(lambda text: text.strip(".") != ""))
def test_any_name_makes_the_round_trip(name: str) -> None:
    try:
        iri = str(Iris(BASE)("unit", municipality="132292", unit=name))
        path = HERE.path(iri)
    except UnicodeEncodeError:
        return
    assert path is not None
    assert HERE.iri(path) == iri


@pytest.mark.parametrize("base", [BASE, "https://plan.example.jp/", "http://localhost:8000/data/"])
def test_the_address_is_the_path_below_the_base_whatever_the_base(base: str) -> None:
    assert Addresses(base).path(base + "id/132292") == "/id/132292"


@pytest.mark.parametrize("path", ["/id//132292", "/id/./a", "/id/%2e%2e/a", "/id/%FF", "/id/a/", "/"])
def test_a_path_that_no_iri_has_is_none(path: str) -> None:
    assert HERE.iri(path) is None


def test_a_composed_and_a_decomposed_spelling_are_one() -> None:
    assert HERE.iri("/id/" + quote("か\u3099")) == HERE.iri("/id/" + quote("が")) == BASE + "id/が"


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (BASE + "id/132292", "/id/132292.html"),
        (BASE + "id/132292/document/2026.txt#line=379,380", "/id/132292/document/2026.html?line=380#L380"),
        ("https://w3id.org/keikaku/ns#Cell", "/ns.html#Cell"),
        ("https://w3id.org/keikaku/ns/project", "/ns.html"),
        ("https://w3id.org/keikaku/ns/shape", "/ns/shape.html"),
        ("https://example.org/", None),
        (BASE, None),
    ],
)
def test_a_thing_has_a_page(iri: str, path: str | None) -> None:
    assert HERE.document(iri) == path


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:", False),
        ("urn:a", False),
    ],
)
def test_only_addresses_of_the_web_are_links(iri: str, expected: bool) -> None:
    assert is_web_address(iri) is expected
