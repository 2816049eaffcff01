"""What municipalities share is complete, checked all at once, and becomes a graph without blank nodes."""

import csv
import shutil
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from pipeline.graphs import alignment
from pipeline.graphs.interpreter import Triple
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.model.files.publisher import is_code
from pipeline.model.iris import BASE, SAC, Iris
from pipeline.model.namespaces import DCTERMS, KK, OWL, RDF, RDFS, SDO, SEMAPV, SKOS, SSSOM, UNIT, code
from pipeline.release import reference
from pipeline.tables import csv_files

FOLDER = ROOT / "data" / "hub"
HUB = alignment.read(FOLDER)
IRI = Iris()


def stated(base: str = BASE) -> list[Triple]:
    """All that the graph of the hub says: what belongs to no municipality, then the mappings of each."""
    own = [alignment.mapping_triples(found, base) for found in alignment.by_municipality(HUB).values()]
    return [*alignment.shared_triples(HUB, base), *chain.from_iterable(own)]


@pytest.fixture(scope="module")
def graph() -> Graph:
    built = Graph()
    for triple in stated():
        built.add(triple)
    return built


@pytest.fixture(scope="module")
def listed() -> Graph:
    built = Graph()
    for triple in alignment.municipality_triples(HUB):
        built.add(triple)
    return built


def problems(folder: Path) -> list[str]:
    with pytest.raises(TableError) as raised:
        alignment.read(folder)
    return [str(problem).replace(f"{folder}/", "") for problem in raised.value.problems]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "hub"))


def change(folder: Path, table: str, before: str, after: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_at_least_thirty_indicators_are_shared_and_each_is_defined_in_both_languages(graph: Graph) -> None:
    shared = list(graph.subjects(SKOS.inScheme, IRI("hub_indicators")))
    assert len(shared) >= 30
    for indicator in shared:
        for name in (SKOS.prefLabel, SKOS.definition):
            found = [text for text in graph.objects(indicator, name) if isinstance(text, Literal)]
            assert sorted(str(text.language) for text in found) == ["en", "ja"]


def test_the_fourteen_items_of_the_national_plan_that_the_city_prints_are_mapped() -> None:
    mapped = HUB["policy_mappings"].query("municipality == '132292' and scheme == 'national-policy'")
    assert sorted(map(int, mapped["concept"])) == list(range(1, 15))


def test_every_mapping_gives_its_reason() -> None:
    assert all(HUB["mappings"]["reason"].str.len() > 5)
    assert set(HUB["mappings"]["match"]) == set(alignment.MATCHES)


@pytest.mark.parametrize(
    ("code_", "faulty"), [("132292", "132293"), ("092029", "92029"), ("262102", "261202")]
)
def test_a_code_whose_check_digit_is_wrong_is_named(copy: Path, code_: str, faulty: str) -> None:
    change(copy, "municipalities", f"\n{code_},", f"\n{faulty},")
    assert any(f"'{faulty}' is not the code of a municipality." in problem for problem in problems(copy))


def test_all_problems_of_the_hub_are_reported_at_once(copy: Path) -> None:
    change(copy, "municipalities", "C13229", "C13228")
    change(copy, "municipalities", ",132292,2001-01-21", ",132292,")
    change(copy, "policy_versions", "2024-02-05", "2024-02")
    change(copy, "policy_versions", "2024-02", "令和6年")
    change(copy, "mappings", "item,3,1,", "item,3,,")
    assert problems(copy) == [
        "mappings.csv, row 3, column indicator: a figure is not found at level, element, indicator item/3/. "
        "Give all three; an effect may leave out the last, or all.",
        "municipalities.csv, row 717, column merged_on: one half of a merger is blank. "
        "Give the successor and the date of a merger together.",
        "municipalities.csv, row 729, column area: 'C13228' is not its area. Write C13229.",
        "policy_versions.csv, row 2, column issued: '令和6年' is not a date. Write YYYY-MM-DD.",
    ]


@pytest.mark.parametrize("half", [",132292,", ",,2001-01-21"])
def test_half_a_merger_is_named_whichever_half_it_is(copy: Path, half: str) -> None:
    change(copy, "municipalities", ",132292,2001-01-21", half)
    (problem,) = problems(copy)
    assert "municipalities.csv, row 717, column merged_on: one half of a merger is blank." in problem


def test_a_mapping_to_an_indicator_that_is_not_shared_is_named(copy: Path) -> None:
    change(copy, "mappings", "energy-saving-facilities", "energy-saving")
    assert "'energy-saving' (energy-saving) is not in indicators.csv." in problems(copy)[0]


@pytest.mark.parametrize(
    ("municipality", "edition"),
    sorted(set(zip(HUB["mappings"]["municipality"], HUB["mappings"]["edition"], strict=True))),
)
def test_the_mappings_of_every_city_name_what_its_tables_hold(municipality: str, edition: str) -> None:
    city = csv_files.read(ROOT / "data" / municipality / edition / "tables")
    assert alignment.missing_sources(alignment.by_municipality(HUB)[municipality], edition, city) == []


def test_a_mapping_from_an_indicator_that_the_city_lacks_is_named() -> None:
    city = dict(csv_files.read(ROOT / "data" / "132292" / "2026" / "tables"))
    city["indicators"] = city["indicators"].query("element != '36'")
    (problem,) = alignment.missing_sources(alignment.by_municipality(HUB)["132292"], "2026", city)
    assert problem.what == "gyokaku-5, item, 36, 1 is not in indicators.csv."


def test_the_graph_has_no_blank_node(graph: Graph) -> None:
    assert not [node for triple in graph for node in triple if isinstance(node, BNode)]


def test_a_mapping_is_a_skos_triple_and_a_statement_with_its_reason(graph: Graph) -> None:
    indicator = IRI(
        "indicator",
        municipality="132292",
        plan="gyokaku-5",
        edition="2026",
        level="item",
        number=30,
        indicator=1,
    )
    target = IRI("hub_indicator", indicator="convenience-store-issuance-rate")
    assert (indicator, SKOS.exactMatch, target) in graph
    (statement,) = graph.subjects(OWL.annotatedSource, indicator)
    assert (statement, OWL.annotatedTarget, target) in graph
    assert (statement, SSSOM.mapping_justification, SEMAPV.ManualMappingCuration) in graph
    for term in (RDFS.comment, SSSOM.author_label, SSSOM.confidence, DCTERMS.created):
        assert graph.value(statement, term)


def test_every_reason_is_stated_in_japanese_and_in_english(graph: Graph) -> None:
    statements = list(graph.subjects(RDF.type, OWL.Axiom))
    assert len(statements) == len(HUB["mappings"]) + len(HUB["policy_mappings"])
    for statement in statements:
        said = [one for one in graph.objects(statement, RDFS.comment) if isinstance(one, Literal)]
        assert sorted((str(one.language), one.isascii()) for one in said) == [("en", True), ("ja", False)]


def test_a_table_of_mappings_from_before_there_were_english_reasons_is_read(copy: Path) -> None:
    for name in ("mappings", "policy_mappings"):
        kept = [column for column in HUB[name].columns if column != "reason_en"]
        HUB[name][kept].to_csv(copy / f"{name}.csv", index=False, lineterminator="\n")
    older = alignment.read(copy)
    own = alignment.by_municipality(older)["132292"]
    reasons = [
        o for _, p, o in alignment.mapping_triples(own) if p == RDFS.comment and isinstance(o, Literal)
    ]
    assert reasons and {one.language for one in reasons} == {"ja"}


def test_an_effect_is_mapped_by_a_statement_alone_because_it_is_no_concept(graph: Graph) -> None:
    effect = URIRef(IRI.base + "id/132292/gyokaku-5/2026/item/14/indicator/2/effect")
    assert list(graph.subjects(OWL.annotatedSource, effect))
    assert not list(graph.predicate_objects(effect))


def test_money_is_shared_in_yen_and_a_counter_in_itself(graph: Graph) -> None:
    def unit(name: str) -> object:
        return graph.value(IRI("hub_indicator", indicator=name), KK.unit)

    assert unit("reform-effect-total") == UNIT.CCY_JPY
    assert unit("open-data-items") == IRI("printed_unit", unit="ken")


def test_a_merged_municipality_is_replaced_by_its_successor(listed: Graph) -> None:
    former = set(listed.objects(IRI("municipality", municipality="132292"), DCTERMS.replaces))
    assert former == {IRI("municipality", municipality=number) for number in ("132161", "132179")}


def test_every_prefecture_municipality_and_ward_has_a_code_that_its_last_digit_checks(listed: Graph) -> None:
    counted = Counter(HUB["municipalities"].query("merged_into == ''")["class"])
    assert counted["prefecture"] == 47 and counted["ward"] == 175
    northern = 6
    others = ("designated-city", "special-ward", "city", "town", "village")
    assert sum(counted[name] for name in others) == 1741 + northern
    assert (counted["designated-city"], counted["special-ward"]) == (20, 23)
    codes = {str(notation) for notation in listed.objects(None, SKOS.notation)}
    assert len(codes) == len(HUB["municipalities"]) and all(map(is_code, codes))


def test_a_code_says_what_it_is_part_of_and_where_it_lies_without_naming_an_organisation(
    listed: Graph,
) -> None:
    ofunato = IRI("hub_municipality", municipality="032034")
    assert listed.value(ofunato, SKOS.broader) == IRI("hub_municipality", municipality="030007")
    assert listed.value(ofunato, DCTERMS.spatial) == URIRef(f"{SAC}C03203")
    assert listed.value(URIRef(f"{SAC}C03203"), DCTERMS.isPartOf) == URIRef(f"{SAC}C03000")
    assert listed.value(ofunato, DCTERMS.type) == code("municipality-class", "city")
    assert not list(listed.predicate_objects(IRI("municipality", municipality="032034")))


def test_what_a_person_adds_of_a_place_and_of_wikidata_is_stated(copy: Path) -> None:
    change(
        copy,
        "municipalities",
        "C13229,130001,,Q242882,",
        "C13229,130001,139.5383 35.7256,Q806659,",
    )
    city = IRI("hub_municipality", municipality="132292")
    said = {(p, str(o)) for s, p, o in alignment.municipality_triples(alignment.read(copy)) if s == city}
    assert (SDO.longitude, "139.5383") in said and (SDO.latitude, "35.7256") in said
    assert (SKOS.exactMatch, "http://www.wikidata.org/entity/Q806659") in said


def test_every_municipality_that_publishes_here_is_matched_with_its_item_of_wikidata(listed: Graph) -> None:
    matched = {str(s)[-6:]: str(o) for s, o in listed.subject_objects(SKOS.exactMatch)}
    assert sorted(matched) == ["032034", "092029", "132136", "132292", "192015", "262102"]
    assert matched["132292"] == "http://www.wikidata.org/entity/Q242882"


def test_an_item_of_wikidata_is_of_one_municipality(copy: Path) -> None:
    change(copy, "municipalities", ",Q242882,", ",Q240489,")
    assert "column wikidata: 'Q240489' is the item of 132136, too." in problems(copy)[0]


def test_a_city_that_is_in_no_list_may_be_mapped_but_not_under_a_code_that_is_none(copy: Path) -> None:
    change(copy, "mappings", "\n092029,", "\n999997,")
    assert alignment.read(copy)
    change(copy, "mappings", "\n999997,", "\n999996,")
    assert "column municipality: '999996' is not the code of a municipality." in problems(copy)[0]


def test_the_graph_follows_the_base(copy: Path) -> None:
    subjects = {str(triple[0]) for triple in stated("http://localhost:8000/")}
    assert all(subject.startswith(("http://localhost:8000/", SAC)) for subject in subjects)


def test_without_denominators_there_is_no_triple_of_one_and_with_them_each_has_its_date_and_source(
    copy: Path,
) -> None:
    (copy / "denominators.csv").unlink()
    assert list(alignment.denominator_triples(csv_files.rows(alignment.read(copy)["denominators"]))) == []
    row = {"municipality": "132292", "denominator": "population", "date": "2024-04-01", "value": "1000"}
    with (copy / "denominators.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*row, "source"])
        writer.writeheader()
        writer.writerow({**row, "source": "試験"})
    found = {
        str(triple[1]).rpartition("/")[2]: str(triple[2])
        for triple in alignment.denominator_triples(csv_files.rows(alignment.read(copy)["denominators"]))
    }
    assert (found["date"], found["22-rdf-syntax-ns#value"], found["source"]) == ("2024-04-01", "1000", "試験")


def test_every_aggregation_of_the_hub_is_a_code(graph: Graph) -> None:
    assert {*graph.objects(None, KK.aggregation)} <= {
        code("aggregation", name) for name in ("cumulative", "single-year", "year-end", "per-election")
    }


def test_denominators_are_a_dataset_of_their_own_only_where_the_operator_gave_them(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    shutil.copytree(FOLDER, data.hub)
    (data.hub / "denominators.csv").unlink()

    def graphs_now() -> set[str]:
        return set(reference.read(data, IRI).graphs([2026]))

    assert graphs_now() == {"hub", "municipalities", "ontology"}
    row = "132292,population,2024-04-01,1000,試験のための数\n"
    (data.hub / "denominators.csv").write_text(f"municipality,denominator,date,value,source\n{row}", "utf-8")
    assert graphs_now() == {"hub", "municipalities", "ontology", "denominators"}
