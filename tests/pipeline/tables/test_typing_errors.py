"""Slips of typing in an edition that no extractor reads: which are caught, and which nobody could see.

Each is seeded alone, twice: in the tables, beside the workbook that the edition keeps; and in the workbook itself,
where the tables say the same and only what is plausible can tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import documents
from pipeline.documents.document import Document
from pipeline.documents.quotes import misquoted
from pipeline.model.files.data_folder import ROOT, DataFolder
from pipeline.tables import cell_values, checks, csv_files
from pipeline.tables.schema import TABLES
from pipeline.tables.values import parse
from pipeline.workbook import fidelity, store
from pipeline.workbook.store import Filled
from tests.pipeline.tables.seeding import (
    Rows,
    Slip,
    changed,
    dropped,
    put,
    removed,
    swapped,
    typed,
    write_workbook,
)

RATE, COUNT, MONEY = "証明書", "オンライン", "未利用地"
CASES, PEOPLE, AREA, TIMES, HOURS = "相談", "研修", "統合", "調査", "残業"

SLIPS: Mapping[str, Slip] = {
    "a rate without its point": typed(RATE, "301%"),
    "a rate a hundredfold": typed(RATE, "3010%"),
    "a negative rate": typed(RATE, "-30.1%"),
    "a negative rate with ▲": typed(RATE, "▲30.1%"),
    "a negative count": typed(CASES, "-1,250件"),
    "a negative amount": typed(MONEY, "△1億2000万円"),
    "digits of a rate swapped": typed(RATE, "31.0%"),
    "the two digits of a rate swapped": typed(RATE, "03.1%"),
    "another counter": typed(COUNT, "250人"),
    "a counter of another indicator": typed(CASES, "1,250回"),
    "persons as cases": typed(PEOPLE, "80件"),
    "hours as minutes": typed(HOURS, "15,900分"),
    "an area in hectares": typed(AREA, "2,100ヘクタール"),
    "a percentage as a count": typed(RATE, "30.1件"),
    "a count as a percentage": typed(TIMES, "12%"),
    "money as persons": typed(MONEY, "1億2000万人"),
    "a lost percent sign": typed(RATE, "30.1"),
    "a lost counter": typed(COUNT, "250"),
    "a lost yen": typed(MONEY, "120000000"),
    "a lost unit of persons": typed(PEOPLE, "80"),
    "億 as 万": typed(MONEY, "1万2000円"),
    "万 as 億": typed(MONEY, "1億2000億円"),
    "万円 as 円": typed(MONEY, "12,000円"),
    "円 as 千円": typed(MONEY, "120,000,000千円"),
    "a thousand as a million": typed(MONEY, "1,200百万円"),
    "a tenth": typed(CASES, "125件"),
    "ten times": typed(CASES, "12,500件"),
    "a hundredth": typed(HOURS, "159時間"),
    "a point for a comma": typed(CASES, "1.250件"),
    "a comma for a point": typed(RATE, "30,1%"),
    "a comma in the wrong place": typed(CASES, "12,50件"),
    "a letter for a digit": typed(CASES, "1,25O件"),
    "a digit too many": typed(CASES, "11,250件"),
    "a digit too few": typed(HOURS, "5,900時間"),
    "the first digit another": typed(CASES, "7,250件"),
    "the last digit another": typed(CASES, "1,251件"),
    "the figure of the year before": typed(CASES, "1,204件"),
    "two years swapped": swapped(CASES, 2021, 2022),
    "the figure of another indicator": typed(PEOPLE, "1,250件"),
    "a dash for a figure": typed(CASES, "—"),
    "a blank for a figure": typed(CASES, ""),
    "to be set for a figure": typed(CASES, "未定"),
    "nought for a figure": typed(CASES, "0件"),
    "a bound that is not printed": typed(CASES, "1,250件以上"),
    "about that is not printed": typed(CASES, "約1,250件"),
    "a word behind a figure": typed(CASES, "1,250件(見込)"),
    "two figures in one cell": typed(CASES, "1,250件 1,300件"),
    "a range": typed(CASES, "1,250~1,300件"),
    "the year 2035": changed(CASES, "fiscal_year", "2035"),
    "the year 1922": changed(CASES, "fiscal_year", "1922"),
    "the year 2012": changed(CASES, "fiscal_year", "2012"),
    "the year before the plan": changed(CASES, "fiscal_year", "2020", 2021),
    "the year after the plan": changed(CASES, "fiscal_year", "2026", 2025, "target"),
    "an actual value of a year to come": changed(CASES, "fiscal_year", "2025", 2023),
    "an actual value of a year that is another's": changed(CASES, "fiscal_year", "2024", 2022),
    "an actual value filed as a target of another year": changed(CASES, "kind", "target", 2022),
    "a target filed as an actual value": changed(CASES, "kind", "actual", 2025, "target"),
    "a status that the text has not": changed(CASES, "status", "tbd"),
    "a line that does not exist": changed(CASES, "line", "9999"),
    "the line above": lambda rows: rows["cells"][9].update(line=str(int(rows["cells"][9]["line"]) - 1)),
    "the line of a heading": changed(CASES, "line", "1"),
    "line nought": changed(CASES, "line", "0"),
    "a cell left out": dropped(CASES),
    "the last cell of a row left out": dropped(CASES, 2023),
    "the first cell of a row left out": dropped(CASES, 2021, "target"),
    "an indicator left out": removed("indicators", 7),
    "an element left out": removed("elements", 0),
    "a cell of another indicator": changed(CASES, "indicator", "9"),
    "a label twice": put("indicators", 1, "label", "証明書のコンビニ交付率"),
    "a label misspelt": put("indicators", 1, "label", "オンライソ化対応業務数"),
    "a label left out": put("indicators", 1, "label", ""),
    "an aggregation that is not given": put("indicators", 1, "aggregation", "cumulative"),
    "a title misspelt": put("elements", 0, "title", "改革の取細"),
    "issued in 1999": put("plans", 0, "issued", "1999-10"),
    "issued in 2204": put("plans", 0, "issued", "2204-10"),
    "issued a year too early": put("plans", 0, "issued", "2023-10"),
    "a plan that ends before it begins": put("plans", 0, "covers_to", "2020"),
    "a plan that ends a year early": put("plans", 0, "covers_to", "2024"),
    "a plan that begins a year late": put("plans", 0, "covers_from", "2022"),
    "a plan that lasts ten years more": put("plans", 0, "covers_to", "2035"),
    "a parent that is not there": put("elements", 0, "parent", "4"),
}

UNDECIDABLE = {
    "digits of a rate swapped",
    "the last digit another",
    "the figure of the year before",
    "two years swapped",
    "the first digit another",
    "a digit too few",
    "a range",
    "a dash for a figure",
    "a blank for a figure",
    "to be set for a figure",
    "nought for a figure",
    "a bound that is not printed",
    "about that is not printed",
    "a word behind a figure",
    "the line above",
    "the line of a heading",
    "line nought",
    "a line that does not exist",
    "a label misspelt",
    "a label left out",
    "a title misspelt",
    "an aggregation that is not given",
    "issued a year too early",
    "a plan that lasts ten years more",
}
"""Slips in the workbook itself that leave everything as plausible as it was; against the workbook, each is caught."""


ASHIKAGA: Mapping[str, Slip] = {
    "4500 % for 25.3 %": typed("コンビニ", "4500%", 2023),
    "-25.3 % for 25.3 %": typed("コンビニ", "-25.3%", 2023),
    "52.3 % for 25.3 %": typed("コンビニ", "52.3%", 2023),
    "2.53 % for 25.3 %": typed("コンビニ", "2.53%", 2023),
    "persons for 業務": typed("行政手続のオンライン", "241人", 2023),
    "no unit": typed("行政手続のオンライン", "241", 2023),
    "a digit too many": typed("行政手続のオンライン", "2241業務", 2023),
    "億 for 万": typed("未利用地", "1億1939億円", 2023),
    "万 for 億": typed("特別会計", "62.4万円", 2023),
    "千円 for 円": typed("未利用地", "1,193,900千円", 2023),
    "the year 2035": changed("職員提案", "fiscal_year", "2035", 2023),
    "the year 2022": changed("職員提案", "fiscal_year", "2022", 2023),
    "the line above": changed("職員提案", "line", "55", 2023),
    "line 9999": changed("職員提案", "line", "9999", 2023),
    "a cell deleted": dropped("職員提案", 2023),
    "an actual value filed as a target": changed("職員提案", "kind", "target", 2023),
    "an indicator without its cell": removed("cells", 17),
    "issued in 1999": put("plans", 0, "issued", "1999-10"),
    "a label of another": put("indicators", 3, "label", "行政手続のオンライン化対応業務数"),
}


@dataclass(frozen=True)
class Seeded:
    """An edition as `keikaku import` wrote it: its rows, the workbook that it keeps, and that as a document."""

    rows: Rows
    kept: Filled
    document: Document


def seeded(edition: Path) -> Seeded:
    tables, kept = csv_files.read(edition / "tables"), fidelity.kept(edition)
    assert kept
    rows = {name: [dict(row) for row in csv_files.rows(table)] for name, table in tables.items()}
    return Seeded(rows, kept, documents.read_document(edition))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """A plan of five years with eight indicators."""
    root = tmp_path_factory.mktemp("seeded")
    return seeded(store.write(store.read(write_workbook(root / "workbook")), DataFolder(root / "data")))


@pytest.fixture(scope="module")
def ashikaga() -> Seeded:
    """A report on one year that a city published."""
    return seeded(DataFolder(ROOT / "data").edition("092029", "2023"))


def slipped(original: Rows, slip: Slip) -> Rows:
    """The rows after a slip; a status that was left as it was follows the text."""
    made = {name: [dict(row) for row in rows] for name, rows in original.items()}
    slip(made)
    before = {row["line"]: row for row in original["cells"]}
    for row in made["cells"]:
        if row["raw_text"] != before.get(row["line"], row)["raw_text"]:
            row["status"] = parse(row["raw_text"], fiscal_year=int(row["fiscal_year"])).status
    return made


def told(rows: Rows) -> Iterator[str]:
    """What is said of tables that nothing holds to a source."""
    tables = {name: csv_files.frame(TABLES[name], found) for name, found in rows.items()}
    problems = [*csv_files.check(tables, Path()), *cell_values.check(tables, "")]
    yield from map(str, problems)
    if not problems:
        yield from (one.what.en for one in (*checks.find(tables), *checks.implausible(tables)))


def caught(edition: Seeded, rows: Rows) -> bool:
    """Whether a build stops at the rows or warns of them: by themselves, by the lines they quote, by the workbook."""
    tables = {name: csv_files.frame(TABLES[name], found) for name, found in rows.items()}
    return (
        any(told(rows))
        or any(misquoted(tables, edition.document, Path()))
        or any(not tables[name].equals(edition.kept.tables[name]) for name in tables)
    )


def test_the_editions_as_they_are_have_nothing_to_be_told(made_up: Seeded, ashikaga: Seeded) -> None:
    assert not [edition for edition in (made_up, ashikaga) if caught(edition, edition.rows)]


def test_there_are_sixty_kinds_and_more() -> None:
    assert len(SLIPS) >= 60 and SLIPS.keys() > UNDECIDABLE


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_in_the_tables_is_caught_by_the_workbook_kept(made_up: Seeded, kind: str) -> None:
    assert caught(made_up, slipped(made_up.rows, SLIPS[kind]))


@pytest.mark.parametrize("kind", ASHIKAGA)
def test_a_slip_in_a_report_of_one_year_is_caught(ashikaga: Seeded, kind: str) -> None:
    assert caught(ashikaga, slipped(ashikaga.rows, ASHIKAGA[kind]))


@pytest.mark.parametrize("kind", sorted(SLIPS.keys() - UNDECIDABLE))
def test_a_slip_in_the_workbook_itself_is_told_where_it_is_not_plausible(made_up: Seeded, kind: str) -> None:
    assert list(told(slipped(made_up.rows, SLIPS[kind])))


@pytest.mark.parametrize("kind", sorted(UNDECIDABLE))
def test_a_slip_that_nobody_could_see_is_named(made_up: Seeded, kind: str) -> None:
    assert not list(told(slipped(made_up.rows, SLIPS[kind]))), "it is caught: take it out of the list"
