"""Cities name their levels differently: each plan's own names are kept, beside the levels that all plans share."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Literal

from pipeline.graphs.interpreter import Triple
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.model.files.publisher import check_digit
from pipeline.model.iris import Iris
from pipeline.model.namespaces import KK, SKOS, code
from pipeline.workbook import store
from tests.pipeline.release.example import stated_by

SAMPLE = store.read(ROOT / "tests" / "cases" / "workbook")
OTHER = "99998" + check_digit("99998")
NAMES = {"999997": ("大綱", "施策", "取組"), OTHER: ("方針", "分野", "事業")}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> set[Triple]:
    data = DataFolder(Path(tmp_path_factory.mktemp("data")))
    levels = SAMPLE.tables["levels"].assign(label=list(NAMES[OTHER])).astype("str")
    store.write(SAMPLE, data)
    about = replace(SAMPLE.about, code=OTHER, name="別の架空市")
    text = SAMPLE.text
    for own, name in zip(*NAMES.values(), strict=True):
        text = text.replace(f"\t{own}\n", f"\t{name}\n")
    store.write(replace(SAMPLE, about=about, tables={**SAMPLE.tables, "levels": levels}, text=text), data)
    return {
        triple
        for code in data.municipalities()
        for triples in stated_by(data, code).graphs.values()
        for triple in triples
    }


@pytest.mark.parametrize("municipality", NAMES)
def test_each_plan_keeps_its_own_names_of_the_shared_levels(
    municipality: str, everything: set[Triple]
) -> None:
    for level, name in zip(("policy", "measure", "item"), NAMES[municipality], strict=True):
        parts = {"municipality": municipality, "plan": "daiko", "edition": "2025"}
        own = Iris()("edition_level", name=level, **parts)
        assert (own, SKOS.prefLabel, Literal(name, lang="ja")) in everything
        assert (own, SKOS.broadMatch, code("level", level)) in everything


def test_elements_of_both_plans_have_the_shared_levels(everything: set[Triple]) -> None:
    items = {
        triple[0] for triple in everything if triple[1] == KK.level and triple[2] == code("level", "item")
    }
    assert {str(item).split("/")[5] for item in items} == set(NAMES)
