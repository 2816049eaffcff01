"""Municipalities side by side: answers by hand from the notices of four municipalities.

The figures of 足利市, 八幡市 and 東村山市 are those of their source texts; the effect total of 西東京市 is the sum of
its items' effects, with the printed total of item 14 (10,094千円) in place of its rows.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from pipeline.exports import comparison as comparisons
from pipeline.graphs import alignment
from pipeline.model.files.data_folder import ROOT
from pipeline.tables import csv_files

Ask = Callable[..., list[dict[str, str]]]


def comparison(ask: Ask, shared: str, widest: str = "") -> comparisons.Comparison:
    known = comparisons.shared_indicators(ask("comparable-indicators"))
    return comparisons.compare(comparisons.find(known, shared), ask("compare", shared=shared), widest)


def shown(found: comparisons.Comparison) -> set[tuple[str, str, str, str]]:
    return {(one.municipality, one.fiscal_year, one.kind, str(one.value)) for one in found.figures}


def test_reform_effects_stand_side_by_side_with_their_years_and_are_not_ranked(ask: Ask) -> None:
    rows = ask("compare")
    assert {(row["municipality"], row["fiscalYear"], row["kind"], row["value"]) for row in rows} == {
        ("西東京市", "2024", "effect", "601278000"),
        ("東村山市", "2024", "actual", "320000000"),
        ("東村山市", "2023", "actual", "1200000000"),
        ("八幡市", "2023", "actual", "1094000000"),
        ("八幡市", "2023", "target", "1037000000"),
    }
    assert len(rows) == 5 and {row["match"] for row in rows} == {"close"}
    assert all(row["reason"] and row["englishReason"] for row in rows)
    found = comparison(ask, "reform-effect-total", "close")
    assert not any(one.rank for one in found.figures)
    assert set(found.warnings) == {"close", "kinds", "about"}
    assert comparison(ask, "reform-effect-total", "exact").hidden == {"close": 3, "related": 0}


def test_certificates_issued_at_convenience_stores_are_shown_as_close_and_not_ranked(ask: Ask) -> None:
    exact = comparison(ask, "convenience-store-issuance-rate", "exact")
    assert {one.municipality for one in exact.figures} == {"西東京市"}
    close = comparison(ask, "convenience-store-issuance-rate", "close")
    assert shown(close) - shown(exact) == {("足利市", "2023", "actual", "25.3")}
    assert not any(one.rank for one in close.figures) and "close" in close.warnings


def test_cards_issued_and_the_share_that_holds_one_are_never_mixed(ask: Ask) -> None:
    cards = comparison(ask, "mynumber-cards-issued", "close")
    assert {one.municipality for one in cards.figures} == {"西東京市"}
    share = comparison(ask, "mynumber-card-holding-rate", "close")
    assert shown(share) == {("足利市", "2023", "actual", "79.28")}
    related = comparison(ask, "mynumber-card-holding-rate", "related")
    assert not any(one.comparable for one in related.figures if one.municipality == "西東京市")
    assert {"related", "units"} <= set(related.warnings)


def test_an_effect_of_an_indicator_is_compared_with_the_effect_of_an_element(ask: Ask) -> None:
    found = comparison(ask, "corporate-furusato-amount", "close")
    assert shown(found) == {
        ("西東京市", "2024", "effect", "1400000"),
        ("八幡市", "2023", "effect", "14100000"),
        ("大船渡市", "2022", "actual", "1100000"),
        ("大船渡市", "2023", "actual", "53931000"),
        ("大船渡市", "2024", "actual", "150689000"),
        ("大船渡市", "2025", "forecast", "8500000"),
    }


def test_an_indicator_printed_in_both_chapters_is_shown_once(ask: Ask) -> None:
    rows = ask("compare", shared="online-applications-received")
    mine = [row for row in rows if row["code"] == "132292" and row["fiscalYear"] == "2024"]
    assert sorted((row["kind"], row["value"]) for row in mine) == [
        ("actual", "1011447"),
        ("target", "960000"),
    ]


def test_the_two_numbers_of_a_collection_rate_stay_apart(ask: Ask) -> None:
    rows = ask("compare", shared="municipal-tax-collection-rate")
    actual = {
        (row["municipality"], row["part"]): row["value"]
        for row in rows
        if (row["kind"], row["fiscalYear"]) == ("actual", "2024")
    }
    assert actual == {
        ("西東京市", "current-year"): "99.4",
        ("西東京市", "arrears"): "49.1",
        ("大船渡市", "total"): "96.2",
    }


def test_every_shared_indicator_says_how_many_municipalities_are_mapped_to_it(ask: Ask) -> None:
    found = {
        row["shared"]: (row["municipalities"], row["exactMunicipalities"])
        for row in ask("comparable-indicators")
    }
    assert len(found) >= 30
    assert found["reform-effect-total"] == ("3", "0")
    assert found["convenience-store-issuance-rate"] == ("2", "1")
    assert found["corporate-furusato-amount"] == ("3", "2")
    assert found["female-manager-rate"] == ("1", "1")


def test_it_is_known_who_has_figures_of_what_by_which_match_and_of_which_years(ask: Ask) -> None:
    covered = comparisons.coverage(ask("comparison-coverage"))
    found = {(one.municipality, one.match, one.first, one.last) for one in covered["reform-effect-total"]}
    assert {("八幡市", "close", 2023, 2023), ("東村山市", "close", 2023, 2024)} < found
    city = next(one for one in covered["cashless-counters"] if one.code == "092029")
    assert (city.prefecture, city.kind, city.match) == ("栃木県", "city", "exact")


DENOMINATORS = """municipality,denominator,date,value,source
132292,population,2024-04-01,200000,試験のための数
132292,population,2024-10-01,250000,試験のための数
262102,population,2024-04-01,70000,試験のための数
"""


def test_a_figure_is_divided_only_by_a_denominator_of_its_own_fiscal_year(
    ask: Ask, store: ox.Store, tmp_path: Path
) -> None:
    assert not any(one.per_head for one in comparison(ask, "reform-effect-total", "close").figures)
    folder = Path(shutil.copytree(ROOT / "data" / "hub", tmp_path / "hub"))
    (folder / "denominators.csv").write_text(DENOMINATORS, encoding="utf-8")
    given = Graph()
    for triple in alignment.denominator_triples(csv_files.rows(alignment.read(folder)["denominators"])):
        given.add(triple)
    quads = [
        ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode("https://example.org/denominators"))
        for one in ox.parse(given.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    ]
    store.extend(quads)
    try:
        found = comparison(ask, "reform-effect-total", "close").figures
    finally:
        for quad in quads:
            store.remove(quad)
    per_head = {(one.municipality, one.fiscal_year): str(one.per_head) for one in found if one.per_head}
    assert per_head == {("西東京市", "2024"): "2405"}
    assert {one.denominator for one in found} == {"", "2024-10-01 試験のための数"}


def test_everything_that_is_mapped_is_in_the_release(store: ox.Store) -> None:
    subject = ox.NamedNode("http://www.w3.org/2002/07/owl#annotatedSource")
    mapped = {quad.object for quad in store.quads_for_pattern(None, subject, None)}
    assert len(mapped) > 80
    for thing in mapped:
        assert isinstance(thing, ox.NamedNode)
        assert any(quad.predicate != subject for quad in store.quads_for_pattern(thing, None, None)), thing


def test_the_question_of_the_command_is_the_example(ask: Ask, store: ox.Store) -> None:
    asked = store.query(
        comparisons.query("compare", shared="unused-land-sale-revenue"), use_default_graph_as_union=True
    )
    assert isinstance(asked, ox.QuerySolutions)
    assert len(list(asked)) == len(ask("compare", shared="unused-land-sale-revenue")) == 12
