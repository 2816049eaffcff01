"""The integrity constraints of data cubes: each holds on whole cubes, and fails on one broken where it looks."""

from pathlib import Path

import pytest
from rdflib import Graph

from pipeline.model.files import data_folder
from pipeline.model.namespaces import ontology
from pipeline.validation.cubes import cube_findings
from pipeline.validation.shacl import SHAPE

CASES = Path(__file__).parent / "qb"
VALID = sorted(CASES.glob("valid.*.ttl"))
INVALID = sorted(CASES.glob("invalid.*.ttl"))
QUERIES = sorted((data_folder.SHAPES / "qb").glob("ic-*.rq"))


def n_triples(data: Graph) -> bytes:
    return data.serialize(format="nt", encoding="utf-8")


def broken(data: Graph) -> set[str]:
    return {finding.shape.removeprefix(SHAPE) for finding in cube_findings(n_triples(data))}


def read(case: Path) -> Graph:
    return Graph().parse(data=case.read_text("utf-8"), format="turtle")


def expected(case: Path) -> str:
    """The constraint that the first line of an invalid case names: `# IC-12` → `ic-12`."""
    return f"ic-{int(case.read_text('utf-8').splitlines()[0].removeprefix('# IC-')):02}"


def test_there_is_one_query_for_each_constraint_of_the_recommendation() -> None:
    assert [path.stem for path in QUERIES] == [f"ic-{number:02}" for number in range(1, 22)]


def test_every_constraint_has_a_cube_that_breaks_it() -> None:
    assert {expected(case) for case in INVALID} == {path.stem for path in QUERIES}


@pytest.mark.parametrize("case", VALID, ids=lambda case: str(case.stem))
def test_a_whole_cube_breaks_nothing(case: Path) -> None:
    assert broken(read(case)) == set()


@pytest.mark.parametrize("case", INVALID, ids=lambda case: str(case.stem))
def test_a_broken_cube_breaks_the_one_constraint_it_names(case: Path) -> None:
    assert broken(read(case)) == {expected(case)}


def test_the_structures_of_the_ontology_break_nothing() -> None:
    assert broken(ontology()) == set()


def test_a_finding_names_the_observation_and_what_to_do() -> None:
    found = list(cube_findings(n_triples(read(CASES / "invalid.ic-12.duplicate.ttl"))))
    assert [finding.focus for finding in sorted(found)] == [
        "https://example.org/one",
        "https://example.org/two",
    ]
    assert "Keep one" in found[0].message["en"]
    assert "一つだけ残す" in found[0].message["ja"]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.stem))
def test_a_query_says_in_both_languages_what_is_wrong_and_what_to_do(path: Path) -> None:
    title, ja, en, *_ = path.read_text("utf-8").splitlines()
    assert title.startswith(f"# IC-{int(path.stem.removeprefix('ic-'))} ")
    assert ja.startswith("# ja: ")
    assert ja.count("。") == 2
    assert en.startswith("# en: ")
    assert len(en.split(". ")) == 2
