"""Units as printed: in any spelling, made of other units by rules, or declared by a city; never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import units
from pipeline.model.namespaces import DCTERMS, QUDT, RDF, RDFS, SKOS, UNIT, ontology
from pipeline.model.units import Unit, terms

SPELLINGS = {
    "箇所": "kasho",
    "か所": "kasho",
    "カ所": "kasho",
    "ヶ所": "kasho",
    "ケ所": "kasho",
    "ｹ所": "kasho",
    "ヵ所": "kasho",
    "名": "nin",
    "人数": "nin",
    "％": "percent",
    "㎡": "square-metre",
    "m2": "square-metre",
    "㏊": "hectare",
    "ｈａ": "hectare",
    "t-CO2": "tonne-co2",
    "ｔ－ＣＯ２": "tonne-co2",
    "トンCO2": "tonne-co2",
    "kWh": "kilowatt-hour",
    "KWH": "kilowatt-hour",
    "ℓ": "litre",
    "㍑": "litre",
    "ヶ月": "month",
    "（千円）": "thousand-jpy",
    "単位：千円": "thousand-jpy",
    "【人】": "nin",
    "―": "none",
    "": "none",
}
MADE = {
    "千人": ("thousand-nin", "nin", 1000),
    "1,000人": ("thousand-nin", "nin", 1000),
    "千㎡": ("thousand-square-metre", "unit:M2", 1000),
    "人/日": ("nin-per-day", "nin-per-day", 1),
    "人／年度": ("nin-per-year", "nin-per-year", 1),
    "g/人・日": ("gram-per-nin-day", "gram-per-nin-day", 1),
    "円/世帯・月": ("jpy-per-setai-per-month", "jpy-per-setai-per-month", 1),
    "千円/箇所": ("thousand-jpy-per-kasho", "jpy-per-kasho", 1000),
    "1人当たり円": ("jpy-per-nin", "jpy-per-nin", 1),
    "件/10万人": ("ken-per-100000-nin", "ken-per-100000-nin", 1),
    "トン/5h": ("tonne-per-5-jikan", "tonne-per-5-jikan", 1),
    "㎥/日": ("cubic-metre-per-day", "unit:M3-PER-DAY", 1),
    "検体・回": ("kentai-times-kai", "kentai-times-kai", 1),
    "延べ人数": ("gross-nin", "gross-nin", 1),
    "人（延べ）": ("gross-nin", "gross-nin", 1),
}
NONE = ("実証", "0", "15校", "団体（人）", "区画（箇所）", "Mg", "人人", "/", "人/", "人/?", "件/実証")
CODES = st.sampled_from(sorted(code for code in units.table() if "-per-" not in code))


@pytest.mark.parametrize(("text", "code"), SPELLINGS.items())
def test_a_unit_is_known_in_any_of_its_spellings(text: str, code: str) -> None:
    found = units.find(text)
    assert found and found.code == code


@pytest.mark.parametrize(("text", "made"), MADE.items())
def test_a_unit_is_made_of_units_by_a_rule_and_found_again_by_its_code(
    text: str, made: tuple[str, str, int]
) -> None:
    found = units.find(text)
    assert found and (found.code, found.measure, found.factor) == made
    assert units.of(found.code) == found
    assert units.find(found.printed) == found


@pytest.mark.parametrize("text", NONE)
def test_what_is_only_like_a_unit_is_none(text: str) -> None:
    assert units.find(text) is None


def test_a_city_may_declare_a_unit_that_is_its_own_and_stands_below_it() -> None:
    own = units.declare("実証", ["実証実験"], "trial")
    assert units.find("実証実験", [own]) == own
    assert units.find("実証/年", [own]) is None
    assert own.is_local and own.counts


def test_the_nearest_units_of_an_unknown_one_are_named() -> None:
    assert "事業所" in units.nearest("事業署")
    assert units.nearest("§§§") == ()


def test_what_is_noted_behind_a_unit_is_no_part_of_it() -> None:
    assert units.without_note("人（累計）") == ("人", "累計")
    found = units.find("人（累計）")
    assert found and found.code == "nin"


def test_the_table_has_the_units_of_plans_and_no_two_share_a_spelling() -> None:
    names = [name for unit in units.table().values() for name in unit.names]
    assert len(units.table()) >= 250
    assert len(names) == len(set(names))
    assert all(
        unit.one and unit.many and unit.ja and unit.kind and unit.ucum for unit in units.table().values()
    )


@pytest.mark.parametrize("unit", units.table().values(), ids=lambda unit: str(unit.code))
def test_a_unit_of_the_table_is_declared_with_what_it_is_normalised_to(unit: Unit) -> None:
    iri = terms.printed_unit(unit.code)
    assert (iri, RDF.type, QUDT.Unit) in ontology()
    assert (terms.measure(unit.measure), RDF.type, QUDT.Unit) in ontology()
    assert str(ontology().value(iri, DCTERMS.identifier)) == unit.code


def test_money_is_scaled_to_yen_and_a_unit_of_measure_is_the_one_of_qudt() -> None:
    graph = ontology()
    assert graph.value(terms.printed_unit("thousand-jpy"), QUDT.scalingOf) == UNIT.CCY_JPY
    assert graph.value(terms.printed_unit("square-metre"), SKOS.exactMatch) == UNIT.M2
    assert str(graph.value(terms.printed_unit("hectare"), QUDT.uneceCommonCode)) == "HAR"
    assert str(graph.value(terms.printed_unit("ken"), QUDT.ucumCode)) == "{ken}"


def test_a_unit_that_neither_the_table_nor_a_rule_knows_has_no_iri() -> None:
    for code in ("yen", "nin-per-yen", "local", "thousand-yen"):
        with pytest.raises(KeyError, match=code):
            terms.printed_unit(code)


@given(CODES, CODES, st.lists(CODES, max_size=1))
def test_a_unit_for_each_of_others_has_its_words_from_theirs(above: str, below: str, more: list[str]) -> None:
    unit = units.of("-per-".join([above, below, *more]))
    said = {str(value) for _, predicate, value in terms.describe(unit) if predicate == RDFS.label}
    assert said == {unit.ja, unit.many}


@given(st.text())
def test_no_text_raises(text: str) -> None:
    unit = units.find(text)
    assert unit is None or units.of(unit.code).code == unit.code
    units.nearest(text)
