"""Defects seeded in a graph that conforms are found by the shapes alone, without the tables and the document.

The table `tests/cases/defects.toml` names the constraint that each breaks, and says of the rest why no graph shows
them. A part of the first city's graphs is damaged, so that a check takes a moment; every run checks some of the table,
the slow suite all of it.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.graphs import serialize
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.namespaces import OA, OWL, PREFIXES
from pipeline.release.unit.statements import Stated
from pipeline.validation import validate
from pipeline.validation.shacl import SHAPE
from tests.pipeline.release.example import described_elsewhere

Defect = dict[str, str]

DEFECTS: list[Defect] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "defects.toml").read_text("utf-8")
)["defect"]
DECIDABLE = [defect for defect in DEFECTS if defect["breaks"]]
EVERY = 40
"""One of so many is seeded in every run."""
PREAMBLE = "BASE <https://w3id.org/keikaku/id/132292/>\n" + "\n".join(
    f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items()
)
KEPT = {"gyokaku-5": {"2", "4", "7", "10", "11", "17", "18", "20", "29"}, "joho": {"1", "6"}}
"""Items of each plan; what others say, and the totals that they are added up to, is left out."""
ABOUT = {str(OA.hasTarget), str(OWL.annotatedSource)}
"""By which an annotation or a mapping names what it is of: it is left out with all of them."""


@pytest.fixture(scope="module")
def part(data: DataFolder, stated: Stated) -> list[ox.Triple]:
    """Some items of both plans, all that stands around them, and another city to be mistaken for."""
    own = (triple for triples in stated.graphs.values() for triple in triples)
    triples = serialize.sort({*described_elsewhere(data, stated), *own})
    told = [one for one in triples if one.predicate.value in ABOUT]
    gone = {one.subject for one in told} - {one.subject for one in told if not is_left_out(one.object)}
    kept = [one for one in triples if one.subject not in gone and one.object not in gone]
    return [one for one in kept if not is_left_out(one.subject) and not is_left_out(one.object)]


def is_left_out(node: object) -> bool:
    if not isinstance(node, ox.NamedNode):
        return False
    item = re.search(r"/132292/([\w-]+)/2026/item/(\d+)", node.value)
    if item:
        return item[2] not in KEPT[item[1]]
    return "/effect-total/" in node.value


def broken_by(defect: Defect, part: Iterable[ox.Triple]) -> set[str]:
    """The constraints that the graph breaks once it is damaged."""
    store = ox.Store()
    store.extend(ox.Quad(one.subject, one.predicate, one.object) for one in part)
    before = set(store)
    store.update(f"{PREAMBLE}\n{defect['update']}")
    assert set(store) != before, "the defect is none of this graph"
    return constraints(quad.triple for quad in store)


def constraints(triples: Iterable[ox.Triple]) -> set[str]:
    findings = validate([serialize.n_triples(triples)]).findings
    return {finding.shape.removeprefix(SHAPE) for finding in findings}


def test_the_graph_conforms_before_it_is_damaged(part: list[ox.Triple]) -> None:
    assert constraints(part) == set()


def test_nearly_every_kind_of_defect_shows_in_the_graph() -> None:
    assert len(DECIDABLE) >= 0.95 * len(DEFECTS)
    assert len({defect["name"] for defect in DEFECTS}) == len(DEFECTS)
    assert all(defect["breaks"] or defect["undecidable"] for defect in DEFECTS)


@pytest.mark.parametrize("defect", DECIDABLE[::EVERY], ids=lambda defect: defect["name"])
def test_a_defect_is_found(defect: Defect, part: list[ox.Triple]) -> None:
    assert defect["breaks"] in broken_by(defect, part)


@pytest.mark.slow
@pytest.mark.parametrize("defect", DECIDABLE, ids=lambda defect: defect["name"])
def test_every_defect_is_found(defect: Defect, part: list[ox.Triple]) -> None:
    assert defect["breaks"] in broken_by(defect, part)


@pytest.mark.slow
@pytest.mark.parametrize(
    "defect", [one for one in DEFECTS if not one["breaks"]], ids=lambda defect: defect["name"]
)
def test_what_is_called_undecidable_is_found_by_nothing(defect: Defect, part: list[ox.Triple]) -> None:
    assert broken_by(defect, part) == set()
