"""A second reading of the document, which shares no code with the first, counts the same cells and numbers.

A row of figures is a line in which 目標数値 or 実績数値 stands in one of the first three cells. Five years follow:
a cell that the line does not have is a lost column (missing_in_source); a sentence that alone stands in its row
speaks for all five years, but its numbers only for the one year it aims at. Corrections change no count: they
turn a kanji 一 into the dash that it stands for, and neither is a number.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator

from rdflib.namespace import RDF

from pipeline.documents import Extraction
from pipeline.model.namespaces import QB
from pipeline.release.store import Release
from pipeline.release.unit.statements import Stated

YEARS = 5
SENTENCE = re.compile("において管理$|を目指す$")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
TOTAL = re.compile(r"令和6年度(?:の一般会計における効果額の合計)?:([\d,]+)千円")


def sheets(text: str) -> Iterator[list[str]]:
    """The rows of both chapters' sheets as cells; what stands before them, samples included, is passed over."""
    inside = False
    for line in text.splitlines():
        if line in ("IV 実施項目", "Ⅶ 重点取組", "第2章", "西東京市"):
            inside = line in ("IV 実施項目", "Ⅶ 重点取組")
        elif inside and "\t" in line:
            yield [cell.strip() for cell in line.split("\t")]


def after(row: list[str], *words: str) -> list[str] | None:
    """The cells to the right of a label, or None where the row has none of these labels."""
    for index, cell in enumerate(row[:3]):
        if cell.split(" (")[0] in words:
            return row[index + 1 :]
    return None


def figures(text: str) -> Iterator[list[str | None]]:
    """The five cells of each row of figures."""
    for row in sheets(text):
        found = after(row, "目標数値", "実績数値")
        if found is not None and SENTENCE.search(found[0]):
            yield [found[0]] * YEARS
        elif found is not None:
            yield [*found[:YEARS], *[None] * (YEARS - len(found))]


def status(cell: str | None) -> str:
    if cell is None:
        return "missing_in_source"
    if cell in ("", "—"):
        return "not_set" if cell else "blank"
    if cell.startswith("(") and cell.endswith("設定)"):
        return "tbd"
    if re.match("前年度|東京都平均", cell):
        return "relative"
    return "text" if SENTENCE.search(cell) else "observed"


def numbers(cell: str | None) -> int:
    """How many numbers a cell prints, years aside."""
    return len(NUMBER.findall(re.sub(r"令和\d+年度", "", cell or "")))


def numbers_of_figures(text: str) -> int:
    rows = [[cell, *rest] if status(cell) != "text" else [cell] for cell, *rest in figures(text)]
    return sum(numbers(cell) for row in rows for cell in row)


def effects(text: str) -> Iterator[str]:
    """The amount or dash of each 効果額, and the totals that two sheets print in 参考."""
    for row in sheets(text):
        found = after(row, "効果額")
        if found is not None:
            yield next(filter(None, found))
        elif row[0] in ("参考", "<p>参考</p>"):
            yield from (f"{total[1]}千円" for total in TOTAL.finditer("".join(row)))


def test_as_many_cells_of_each_status_are_counted_as_in_the_tables_and_by_the_build(
    document_text: str, extraction: Extraction, built_release: Release
) -> None:
    manifest = json.loads((built_release.path / "municipality" / "132292.json").read_text("utf-8"))
    counted = Counter(status(cell) for row in figures(document_text) for cell in row)
    assert counted.total() == 710
    counted += Counter(relative=1)  # of the sentence of line 317 for FY2028, the year it names
    counted -= Counter(text=1)
    assert counted == Counter(extraction.tables["cells"]["status"])
    assert counted == {
        name.removeprefix("cells "): number
        for name, number in manifest["counts"].items()
        if name.startswith("cells ")
    }


def test_as_many_effects_are_counted_as_in_the_tables(document_text: str, extraction: Extraction) -> None:
    found = list(effects(document_text))
    assert Counter(found) == Counter(extraction.tables["effects"]["raw_text"])
    assert Counter(map(status, found)) == Counter(extraction.tables["effects"]["status"])


def test_there_is_one_observation_for_each_number_that_is_printed(document_text: str, stated: Stated) -> None:
    counted = numbers_of_figures(document_text) + sum(map(numbers, effects(document_text)))
    observations = [
        subject
        for name, triples in stated.graphs.items()
        if name.endswith("/2026/graph")
        for subject, predicate, object_ in triples
        if (predicate, object_) == (RDF.type, QB.Observation)
    ]
    assert counted == len(observations) == 334
