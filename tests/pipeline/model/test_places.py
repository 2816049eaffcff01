"""Places in documents as fragments of IRIs, there and back."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.places import Place, parse
from pipeline.model.segments import segment

tenths = st.integers(0, 1000).map(lambda number: number / 10)
cells = st.from_regex(r"[A-Z]{1,2}[1-9][0-9]{0,3}(:[A-Z]{1,2}[1-9][0-9]{0,3})?", fullmatch=True)
places = st.one_of(
    st.builds(Place, st.integers(1, 2000), rectangle=st.tuples(tenths, tenths, tenths, tenths)),
    st.builds(Place, st.just(0), st.sampled_from(["一覧", "a&b", "50% #1", "前 後", "x/y"]), cells),
    st.builds(Place, st.integers(1, 99), address=cells),
    st.builds(Place, st.just(1), line=st.integers(1, 99_999)),
    st.builds(Place, st.just(1), paragraph=st.integers(1, 9_999)),
)


@given(places)
def test_a_place_is_read_from_its_own_fragment(place: Place) -> None:
    assert parse(place.fragment) == place


@given(places)
def test_a_fragment_holds_only_what_an_iri_may(place: Place) -> None:
    assert re.fullmatch(r"[^\s#]+", place.fragment)
    assert segment(place.fragment.replace("%", "")) == place.fragment.replace("%", "")


@given(st.text())
def test_any_other_text_is_no_place(text: str) -> None:
    found = parse(text)
    assert found is None or parse(found.fragment) == found
