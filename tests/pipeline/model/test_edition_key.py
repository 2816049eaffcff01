"""One key of an edition: identifiers, IRIs and names of files are made of it, and of nothing else."""

import re

from pipeline.model.edition_key import EditionKey
from pipeline.model.files import data_folder
from pipeline.model.iris import BASE, Iris

KEY = EditionKey("132292", "gyokaku-5", "2026")


def test_a_key_gives_the_identifiers_of_its_dataset_and_of_its_series() -> None:
    assert (KEY.dataset, KEY.series) == ("132292-gyokaku-5-2026", "132292-gyokaku-5")
    assert KEY.stem == "132292_gyokaku_5_2026"


def test_a_key_gives_the_parts_of_the_iris_below_an_edition() -> None:
    assert str(Iris()("edition", **KEY.parts)) == f"{BASE}id/132292/gyokaku-5/2026"


def test_keys_sort_by_municipality_then_plan_then_edition() -> None:
    others = [EditionKey("132292", "joho", "2025"), EditionKey("092029", "joho", "2027")]
    assert sorted([KEY, *others]) == [others[1], KEY, others[0]]


def test_no_module_spells_the_identifier_of_a_dataset_by_hand() -> None:
    spelt = re.compile(r"\{[\w.]*municipality\}-\{[\w.]*plan\}")
    found = [
        path for path in data_folder.ROOT.glob("pipeline/**/*.py") if spelt.search(path.read_text("utf-8"))
    ]
    assert [path.name for path in found] == ["edition_key.py"]
