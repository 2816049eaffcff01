"""A release says what releases said before municipalities became the units of a build, but for what CHANGELOG.md names.

`tests/cases/release-before/dataset.nq.gz` is the dataset of the last release that was built of all municipalities at once,
`no-longer.csv` what of it is said no more: graphs, subjects (both below the base) and properties as shell patterns, and
the words of CHANGELOG.md that tell of it. New statements are none of its business: the tests of each stage are.
"""

import csv
import gzip
from collections import defaultdict
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from rdflib import Namespace

from pipeline.model.iris import BASE
from pipeline.model.namespaces import PREFIXES
from pipeline.release.store import CURRENT

Graphs = dict[str, set[tuple[str, str, str]]]

ROOT = Path(__file__).resolve().parents[3]
BEFORE = ROOT / "tests/cases/release-before"


def of_dataset(path: Path) -> Graphs:
    """Graph → its statements (subject, property, object as N-Quads write them)."""
    graphs: Graphs = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            statement, graph = line.rstrip(" .\n").rsplit(" ", 1)
            subject, predicate, value = statement.split(" ", 2)
            graphs[_below_base(graph)].add((_below_base(subject), predicate[1:-1], value))
    return graphs


def _below_base(iri: str) -> str:
    return iri[1:-1].removeprefix(BASE)


@cache
def no_longer() -> list[dict[str, str]]:
    with (BEFORE / "no-longer.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def names(row: dict[str, str], graph: str, subject: str, predicate: str) -> bool:
    """Whether a row tells why such a statement is said no more."""
    prefix, _, local = row["property"].partition(":")
    named = row["property"] == "*" or predicate == str(Namespace(PREFIXES[prefix])[local])
    return named and fnmatchcase(graph, row["graph"]) and fnmatchcase(subject, row["subject"])


@pytest.fixture(scope="module")
def gone(releases: Path) -> list[tuple[str, str, str, str]]:
    """The statements of the release before that its graph, as built now, has not: graph, subject, property, object."""
    before, now = of_dataset(BEFORE / "dataset.nq.gz"), of_dataset(releases / CURRENT / "dataset.nq.gz")
    return sorted((graph, *one) for graph, stated in before.items() for one in stated - now[graph])


def test_no_statement_is_gone_that_the_changelog_does_not_name(gone: list[tuple[str, str, str, str]]) -> None:
    assert [one for one in gone if not any(names(row, *one[:3]) for row in no_longer())] == []


def test_nothing_is_excused_that_is_still_said(gone: list[tuple[str, str, str, str]]) -> None:
    assert [row for row in no_longer() if not any(names(row, *one[:3]) for one in gone)] == []


def test_the_changelog_has_the_words_of_each_row() -> None:
    told = " ".join((ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split())
    assert [row["changelog"] for row in no_longer() if row["changelog"] not in told] == []
