"""What is derived from the plan of 2026, worked out by hand from the lines named."""

from decimal import Decimal
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from pipeline.graphs import rows
from pipeline.graphs.derived import Permissions, derive, read_permissions
from pipeline.graphs.derived.facts import Facts
from pipeline.graphs.interpreter import Triple
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import data_folder
from pipeline.model.iris import BASE, Iris
from pipeline.model.namespaces import KK, PROV, RDF, SDMX_DIMENSION, SDMX_MEASURE, SDO, SOFTWARE, ontology
from pipeline.tables import edition as editions
from pipeline.tables.edition import Edition

REFORM = BASE + "id/132292/gyokaku-5/2026"
DIGITAL = BASE + "id/132292/joho/2026"


@cache
def edition() -> Edition:
    return editions.read(data_folder(), "132292", "2026")


@cache
def base_triples(base: str = BASE) -> frozenset[Triple]:
    graphs = rows.state(edition(), Iris(base)).graphs
    return frozenset(triple for triples in graphs.values() for triple in triples)


@cache
def derived(base: str = BASE) -> dict[URIRef, set[Triple]]:
    return derive(base_triples(base), read_permissions(edition(), Iris(base)), base)


def everything(base: str = BASE) -> set[Triple]:
    return {triple for triples in derived(base).values() for triple in triples}


def of_class(class_: URIRef) -> set[URIRef]:
    return {subject for subject, predicate, value in everything() if (predicate, value) == (RDF.type, class_)}


@cache
def index() -> dict[tuple[str, URIRef], list[Node]]:
    found: dict[tuple[str, URIRef], list[Node]] = {}
    for subject, predicate, value in sorted(everything()):
        found.setdefault((str(subject), predicate), []).append(value)
    return found


def objects(subject: str, predicate: URIRef) -> list[Node]:
    return index().get((str(subject), predicate), [])


def rules(subject: str) -> list[Node]:
    """The rules that were followed where a value was derived."""
    return [rule for made in objects(subject, PROV.wasGeneratedBy) for rule in objects(str(made), PROV.used)]


def number(subject: str, predicate: URIRef) -> Decimal:
    (value,) = objects(subject, predicate)
    return Decimal(str(value))


def short(iri: Node, below: str) -> str:
    return (
        str(iri).removeprefix(below + "/item/").replace("/indicator/", ".").replace("/achievement/2024/", " ")
    )


# ---------------------------------------------------------------- targets met and missed


def test_the_hana_bus_met_its_target() -> None:
    """Lines 380, 381: 45.0 % aimed at, 46.8 % reached."""
    achievement = f"{REFORM}/item/7/indicator/1/achievement/2024/total"
    assert number(achievement, KK.targetValue) == Decimal("45.0")
    assert number(achievement, KK.actualValue) == Decimal("46.8")
    assert number(achievement, KK.differenceToTarget) == Decimal("1.8")
    assert number(achievement, KK.achievementRate) == Decimal("1.04")
    assert objects(achievement, KK.targetMet) == [Literal(True)]
    assert [str(source) for source in objects(achievement, PROV.wasDerivedFrom)] == [
        f"{REFORM}/item/7/indicator/1/actual/2024/total",
        f"{REFORM}/item/7/indicator/1/target/2024/total",
    ]


def test_the_transfer_to_national_health_insurance_missed_its_upper_bound() -> None:
    """Lines 667, 668: at most 12.4 億円, 2,156,218 千円."""
    achievement = f"{REFORM}/item/18/indicator/1/achievement/2024/total"
    assert number(achievement, KK.differenceToTarget) == 916_218_000
    assert objects(achievement, KK.targetMet) == [Literal(False)]


MISSED = {
    REFORM: {
        "12.3 arrears": "506, 507: 50.4 %, 46.7 %",
        "12.4 arrears": "516, 517: 54.1 %, 53.1 %",
        "12.5 current-year": "520, 521: 99.5 %, 99.4 %",
        "12.5 arrears": "520, 521: 20.2 %, 10.3 %",
        "14.1 total": "575, 576: 200, 109",
        "17.1 total": "647, 648: 21,244,000, 20,364,365",
        "17.2 total": "649, 650: 720, 706",
        "18.1 total": "667, 668: at most 12.4 億円, 2,156,218 千円",
        "20.1 total": "708, 709: 100 %, 90 %",
        "29.4 total": "901, 902: 50, 30",
    },
    DIGITAL: {
        "2.1 total": "1283, 1284: 21,244,000, 20,364,365",
        "2.2 total": "1285, 1286: 720, 706",
        "4.1 total": "1309, 1310: 690, 670",
        "6.4 total": "1339, 1340: 50, 30",
    },
}


@pytest.mark.parametrize(("plan", "count"), [(REFORM, 39), (DIGITAL, 15)])
def test_the_targets_of_fiscal_year_2024_that_were_missed(plan: str, count: int) -> None:
    compared = {iri for iri in of_class(KK.Achievement) if iri.startswith(plan)}
    missed = {short(iri, plan) for iri in compared if objects(iri, KK.targetMet) == [Literal(False)]}
    assert missed == set(MISSED[plan])
    assert len(compared) == count


@pytest.mark.parametrize(
    ("indicator", "why"),
    [
        ("4.1", "318: a reduction against a target of another year"),
        ("8.1", "399, 400: a target for each election, an actual value for each named one"),
        ("13.1", "541: a dash is no target"),
        ("35.1", "1040: a dash is no target"),
    ],
)
def test_what_cannot_be_compared_has_no_achievement(indicator: str, why: str) -> None:
    compared = {short(iri, REFORM).split()[0] for iri in of_class(KK.Achievement)}
    assert "7.1" in compared
    assert indicator not in compared, why


@pytest.mark.parametrize(
    ("indicator", "part", "reason"),
    [
        ("8/indicator/1", "each-election", "another-part"),
        ("13/indicator/1", "total", "no-target-number"),
        ("30/indicator/1", "total", "no-target-number"),
    ],
)
def test_what_cannot_be_compared_says_why(indicator: str, part: str, reason: str) -> None:
    (why,) = objects(f"{REFORM}/item/{indicator}/not-compared/2024/{part}", KK.notComparedBecause)
    assert str(why) == f"{BASE}code/not-compared/{reason}"


def test_every_target_with_an_actual_value_of_its_year_has_a_result_or_a_reason() -> None:
    facts = Facts(base_triples())
    said = {
        (str(indicator), str(period))
        for class_ in (KK.Achievement, KK.NotCompared)
        for iri in of_class(class_)
        for indicator in objects(str(iri), KK.indicator)
        for period in objects(str(iri), SDMX_DIMENSION.refPeriod)
    }
    printed = [one for one in facts.printed() if one.status not in ("blank", "missing_in_source")]
    targets, actuals = (
        {(str(one.indicator), str(one.period)) for one in printed if one.kind == kind}
        for kind in ("target", "actual")
    )
    assert len(targets & actuals) > 50
    assert targets & actuals <= said


# ---------------------------------------------------------------- effects

ITEMS = {
    2: (146_011, "279"),
    4: (1_967, "319"),
    5: (10_811, "338"),
    6: (5, "358"),
    11: (2_425, "477"),
    12: (12_045 + 3_882, "504, 518; 525: 0 on the general account alone"),
    13: (86 + 25_797, "543, 547"),
    14: (10_094, "593: printed, not the sum 10,777 of lines 577, 581, 585"),
    15: (1_200, "610"),
    19: (66_082, "689"),
    23: (46_041, "770"),
    25: (2_833, "814"),
    28: (14_325, "874"),
    30: (138, "934"),
    33: (245_866, "997"),
    35: (4_721, "1042"),
    36: (6_949, "1069"),
}


def effect_total(path: str) -> Decimal:
    return number(f"{REFORM}{path}/effect-total/2024", RDF.value)


@pytest.mark.parametrize("item", ITEMS)
def test_the_effect_total_of_an_item(item: int) -> None:
    thousands, lines = ITEMS[item]
    assert effect_total(f"/item/{item}") == thousands * 1000, lines


def test_an_item_without_an_amount_has_no_effect_total_rather_than_zero() -> None:
    totals = {str(iri) for iri in of_class(KK.EffectTotal) if "/item/" in iri}
    assert totals == {f"{REFORM}/item/{item}/effect-total/2024" for item in ITEMS}


def test_effects_add_up_to_measures_policies_and_the_plan() -> None:
    measures = {"1-2": 158_794, "1-3": 55_529, "1-4": 66_082, "2-2": 46_041, "2-3": 2_833}
    measures |= {"3-1": 14_463, "3-2": 250_587, "3-3": 6_949}
    policies = {"1": 280_405, "2": 48_874, "3": 271_999}
    assert {name: effect_total(f"/measure/{name}") / 1000 for name in measures} == measures
    assert {name: effect_total(f"/policy/{name}") / 1000 for name in policies} == policies
    assert effect_total("") == 601_278_000
    assert sum(thousands for thousands, _ in ITEMS.values()) == 601_278


def test_a_printed_total_is_derived_from_what_is_printed_and_says_so() -> None:
    total = f"{REFORM}/item/14/effect-total/2024"
    assert [str(source) for source in objects(total, PROV.wasDerivedFrom)] == [
        f"{REFORM}/item/14/effect/total"
    ]
    assert rules(total) == [URIRef(BASE + "code/rule/effect-printed")]


def test_a_sum_of_one_account_leaves_the_rows_of_the_others_in() -> None:
    total = f"{REFORM}/item/12/effect-total/2024"
    assert [
        str(source).removeprefix(f"{REFORM}/item/12/") for source in objects(total, PROV.wasDerivedFrom)
    ] == [
        "effect/total",
        "indicator/2/effect/total",
        "indicator/4/effect/total",
    ]
    assert rules(total) == [URIRef(BASE + "code/rule/effect-sum")]


def test_effects_that_are_not_known_to_be_complete_are_not_added_up_beyond_an_item() -> None:
    of_items = {
        str(s) for triples in derive(base_triples()).values() for s, _, _ in triples if "effect-total" in s
    }
    assert of_items == {f"{REFORM}/item/{item}/effect-total/2024" for item in ITEMS}


# ---------------------------------------------------------------- lost columns, stages


def test_the_last_column_lost_in_item_29_is_filled_from_priority_6() -> None:
    """Lines 895, 897, 899, 901 have four values; 1333, 1335, 1337, 1339 print all five."""
    for indicator, value in {1: 20, 2: 860, 3: 250, 4: 70}.items():
        filled = f"{REFORM}/item/29/indicator/{indicator}/target/2028/total"
        assert number(filled, SDMX_MEASURE.obsValue) == value
        assert objects(filled, KK.indicator) == [URIRef(f"{REFORM}/item/29/indicator/{indicator}")]
        assert objects(filled, KK.edition) == [URIRef(REFORM)]
        assert rules(filled) == [URIRef(BASE + "code/rule/same-indicator")]
        other = URIRef(f"{DIGITAL}/item/6/indicator/{indicator}/target/2028")
        assert objects(filled, PROV.wasDerivedFrom) == [other]
    activity = URIRef(f"{REFORM}/derivation/same-indicator")
    assert len([triple for triple in everything() if triple[1:] == (PROV.wasGeneratedBy, activity)]) == 4


def test_nothing_is_filled_in_where_the_other_chapter_prints_no_number() -> None:
    other = URIRef(f"{DIGITAL}/item/6/indicator/2/target/2028/total")
    without = [triple for triple in base_triples() if triple[0] != other]
    filled = {str(s) for triples in derive(without).values() for s, p, o in triples}
    assert f"{REFORM}/item/29/indicator/2/target/2028/total" not in filled
    assert f"{REFORM}/item/29/indicator/4/target/2028/total" in filled


def test_priorities_with_an_indicator_are_at_implementation_as_line_1202_says() -> None:
    stage = URIRef(BASE + "code/stage/implementation")
    inferences = {s for s, p, o in everything() if (p, o) == (KK.stage, stage)}
    staged = {str(element) for one in inferences for element in objects(one, KK.about)}
    assert not staged & {str(s) for s, p, _ in everything() if p == KK.stage}
    assert staged == {f"{DIGITAL}/item/{n}" for n in (*range(1, 11), 12, 13)}
    line = URIRef(BASE + "id/132292/document/2026.txt#line=1201,1202")
    for inference in of_class(KK.StageInference):
        assert line in objects(inference, PROV.wasDerivedFrom)
        assert len(objects(inference, PROV.wasDerivedFrom)) > 1


def test_without_a_licence_of_the_document_no_stage_is_inferred() -> None:
    assert not [p for triples in derive(base_triples()).values() for _, p, _ in triples if p == KK.stage]


def with_inferences(folder: Path, rows: str) -> Edition:
    (folder / "inferences").mkdir()
    (folder / "inferences/stages.csv").write_text(f"plan,level,stage,line,reason\n{rows}\n", "utf-8")
    tables = {"plans": pd.DataFrame({"plan": ["joho"]})}
    return Edition("132292", "2026", folder, edition().publisher, tables, {})


def test_an_inference_to_an_unknown_stage_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="row 2, column stage: 'done' is not a code"):
        read_permissions(with_inferences(tmp_path, "joho,priority,done,1202,because"), Iris())


def test_an_inference_for_a_plan_that_is_not_there_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="row 2, column plan: 'jh'"):
        read_permissions(with_inferences(tmp_path, "jh,priority,trial,1202,because"), Iris())


def test_an_edition_whose_document_licenses_nothing_needs_no_table(tmp_path: Path) -> None:
    assert (
        read_permissions(Edition("1", "2026", tmp_path, edition().publisher, {}, {}), Iris()) == Permissions()
    )


# ---------------------------------------------------------------- the derived graphs as a whole


def test_each_edition_has_its_derived_graph() -> None:
    parts = {"municipality": "132292", "edition": "2026"}
    assert set(derived()) == {Iris()("derived_graph", plan=plan, **parts) for plan in ("gyokaku-5", "joho")}


def test_every_derived_value_names_its_rule_and_inputs_that_exist() -> None:
    known = {subject for subject, _, _ in base_triples() | everything()}
    derived_from = {subject for subject, predicate, _ in everything() if predicate == PROV.wasDerivedFrom}
    assert len(derived_from) > 90
    for subject in derived_from:
        inputs = objects(subject, PROV.wasDerivedFrom)
        assert inputs, subject
        assert all(source in known or "#line=" in str(source) for source in inputs), subject
        assert len(rules(subject)) == 1, subject


def test_a_rule_is_the_plan_of_an_activity_of_the_software() -> None:
    activity = f"{REFORM}/derivation/achievement"
    assert objects(activity, PROV.wasAssociatedWith) == [SOFTWARE]
    (association,) = objects(activity, PROV.qualifiedAssociation)
    assert objects(str(association), PROV.hadPlan) == [URIRef(BASE + "code/rule/achievement")]
    assert str(ontology().value(SOFTWARE, SDO.softwareVersion)) == version("keikaku")


def test_no_derived_statement_is_in_a_base_graph_and_none_has_a_blank_node() -> None:
    assert not base_triples() & everything()
    assert not [node for triple in everything() for node in triple if isinstance(node, BNode)]


def test_derived_graphs_follow_the_base_of_the_release() -> None:
    local = "http://127.0.0.1:8000/"
    assert len(everything(local)) == len(everything())
    assert not [node for triple in everything(local) for node in triple if str(node).startswith(BASE + "id")]


def test_no_base_triples_derive_nothing() -> None:
    assert derive([]) == {}


def test_facts_that_lack_what_every_observation_has_are_a_fault_of_the_mapping() -> None:
    lacking = [triple for triple in base_triples() if triple[1] != KK.edition]
    with pytest.raises(KeyError, match="has no"):
        Facts(lacking).figures()
