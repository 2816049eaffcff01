"""What spreadsheets do to texts and numbers, each in a file of its kind: read as the person sees it, or named."""

import datetime
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlwt  # type: ignore[import-untyped]
from odf import opendocument, table, text  # type: ignore[import-untyped]
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.workbook import store
from pipeline.workbook.confirmation import proposals
from pipeline.workbook.reading import delimited, excel, files
from pipeline.workbook.sheets import Sheet

CASE = ROOT / "tests" / "cases" / "workbook"
SAMPLE = store.read(CASE)


def saved(tmp_path: Path, value: Any, number_format: str = "General", font: Font | None = None) -> Path:
    """A workbook whose one cell A1 of the sheet 数値 is this."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "数値"
    page["A1"] = value
    page["A1"].number_format = number_format
    page["A1"].font = font or Font()
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


SHOWN = [
    (75.40983606557377, "General", "75.40983606557377"),
    (0.45300000000000001, "0.0%", "45.3%"),
    (0.245, "0%", "25%"),
    (24500, "#,##0", "24,500"),
    (12345678, "#,##0,", "12,346"),
    (12345678, '#,##0,"千円"', "12,346千円"),
    (2000, '#,##0"万円"', "2,000万円"),
    (20, '0"件"', "20件"),
    (20, 'General"件"', "20件"),
    (-5, '#,##0;"▲"#,##0', "▲5"),
    (-1234, "#,##0_ ;[Red]\\-#,##0\\ ", "-1,234"),
    (45, '"¥"#,##0', "¥45"),
    (7, "000", "007"),
    (1.5, "0.##", "1.5"),
]


@pytest.mark.parametrize(("value", "number_format", "expected"), SHOWN)
def test_a_number_is_read_as_its_format_shows_it(
    value: float, number_format: str, expected: str, tmp_path: Path
) -> None:
    read = excel.read(saved(tmp_path, value, number_format))["数値"]
    assert read.rows[0].cell(0).text == expected


@pytest.mark.parametrize(
    ("value", "number_format"), [(0.5, "# ?/?"), (12, "0.00E+00"), (5, "[>100]0;0"), (0, '0;-0;"—"')]
)
def test_a_format_that_does_not_show_the_number_is_named(
    value: float, number_format: str, tmp_path: Path
) -> None:
    fault = excel.read(saved(tmp_path, value, number_format))["数値"].rows[0].cell(0).fault
    assert fault and f"表示形式「{number_format}」" in fault[0]


def test_what_is_struck_through_is_not_read_as_standing(tmp_path: Path) -> None:
    whole = excel.read(saved(tmp_path, "20件", font=Font(strike=True)))["数値"].rows[0].cell(0)
    assert whole.text == "" and whole.fault
    assert whole.fault[0] == "取り消し線が引かれています（「20件」）。"
    part = CellRichText(TextBlock(InlineFont(strike=True), "20件"), "25件")
    fault = excel.read(saved(tmp_path, part))["数値"].rows[0].cell(0).fault
    assert fault and fault[0] == "取り消し線が引かれています（「20件25件」の一部）。"
    number = excel.read(saved(tmp_path, 20, font=Font(strike=True)))["数値"].rows[0].cell(0)
    assert number.fault and not number.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20\u200b件", "「20‹U+200B›件」のU+200B ZERO WIDTH SPACE"),
        ("\ufeff20件", "「‹U+FEFF›20件」のU+FEFF"),
        ("######", "「######」は、列の幅が足りずに値が隠れた表示です。"),
        ("#DIV/0!", "Excelのエラー値です（#DIV/0!）。"),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_nobody_can_have_meant_is_named_so_that_it_is_seen(
    typed: str, said: str, kind: str, tmp_path: Path
) -> None:
    if kind == "xlsx":
        sheet = excel.read(saved(tmp_path, typed))["数値"]
    else:
        (tmp_path / "数値.csv").write_text(f'"{typed}",x\n', encoding="utf-8-sig")
        sheet = delimited.read(tmp_path / "数値.csv")
    fault = sheet.rows[0].cell(0).fault
    assert fault and said in fault[0] and fault[1]


def test_letters_that_macos_takes_apart_are_put_together_and_variants_of_kanji_are_kept(
    tmp_path: Path,
) -> None:
    apart = unicodedata.normalize("NFD", "ガバナンスのパート")
    kept = "\ufa19\u795e"  # 神 as two characters of Unicode: NFC would make them one
    sheet = excel.read(saved(tmp_path, f"{apart}{kept}"))["数値"]
    assert sheet.rows[0].cell(0).text == f"ガバナンスのパート{kept}"


def test_a_folder_whose_names_and_headings_macos_took_apart_is_taken_in(tmp_path: Path) -> None:
    for path in CASE.glob("*.csv"):
        name = unicodedata.normalize("NFD", path.name)
        content = unicodedata.normalize("NFD", path.read_text(encoding="utf-8"))
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert store.read(tmp_path).tables["cells"].equals(SAMPLE.tables["cells"])


def test_hidden_rows_are_read_and_said_to_be(tmp_path: Path) -> None:
    path = saved(tmp_path, "20件")
    book = load_workbook(path)
    book["数値"]["A3"] = "25件"
    book["数値"].row_dimensions[3].hidden = True
    book.save(path)
    sheet = excel.read(path)["数値"]
    assert [row.cell(0).text for row in sheet.rows] == ["20件", "25件"]
    assert sheet.remarks == ("隠れた行も読みました（3行目）。",)


def test_truth_values_and_dates_keep_what_they_are(tmp_path: Path) -> None:
    assert excel.read(saved(tmp_path, True))["数値"].rows[0].cell(0).truth is True
    third = excel.read(saved(tmp_path, datetime.date(2025, 1, 3), "m/d"))["数値"].rows[0].cell(0)
    assert third.day == datetime.date(2025, 1, 3)


def test_every_cell_of_a_merged_block_has_its_text_and_says_that_it_is_merged(tmp_path: Path) -> None:
    path = saved(tmp_path, "令和6年度")
    book = load_workbook(path)
    book["数値"].merge_cells("A1:B2")
    book.save(path)
    cells = [row.cell(index) for row in excel.read(path)["数値"].rows for index in (0, 1)]
    assert [(cell.text, cell.merged) for cell in cells] == [("令和6年度", "A1:B2")] * 4


def test_a_formula_is_read_as_what_excel_last_showed(tmp_path: Path) -> None:
    path = saved(tmp_path, "=B1*2")
    assert excel.read(path)["数値"].rows[0].cell(0).fault == (
        "数式です（=B1*2）。",
        "コピーして「値の貼り付け」をしてください。",
    )
    _keep_result(path, "24.5")
    assert excel.read(path)["数値"].rows[0].cell(0).text == "24.5"


def _rewrite(path: Path, changes: dict[str, Callable[[str], str]]) -> None:
    """Changes members of an archive, or adds them: what Excel writes and openpyxl does not."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name in members | changes:
            archive.writestr(name, changes.get(name, str)(members.get(name, "")))


def _keep_result(path: Path, result: str) -> None:
    change = partial(re.sub, r"</f><v\s*/>|</f><v></v>", f"</f><v>{result}</v>")
    _rewrite(path, {"xl/worksheets/sheet1.xml": change})


def test_a_text_shared_by_cells_says_which_part_of_it_is_struck(tmp_path: Path) -> None:
    path = saved(tmp_path, 0)
    runs = "<r><rPr><strike/></rPr><t>20件</t></r><r><t>25件</t></r>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    changes: dict[str, Callable[[str], str]] = {
        "xl/worksheets/sheet1.xml": lambda xml: re.sub(r"<c r=.*?</c>", '<c r="A1" t="s"><v>0</v></c>', xml),
        "[Content_Types].xml": lambda xml: xml.replace("</Types>", part),
        "xl/sharedStrings.xml": lambda xml: f'<sst xmlns="{main}"><si>{runs}</si></sst>',
    }
    _rewrite(path, changes)
    fault = excel.read(path)["数値"].rows[0].cell(0).fault
    assert fault and fault[0] == "取り消し線が引かれています（「20件」。残りは「25件」）。"


@pytest.mark.parametrize("suffix", [".csv", ".txt", ".tsv"])
def test_unicode_text_from_excel_is_read_in_a_folder(suffix: str, tmp_path: Path) -> None:
    for path in CASE.glob("*.csv"):
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / "計画.csv").unlink()
    wide = (CASE / "計画.csv").read_text(encoding="utf-8").replace(",", "\t").replace("\n", "\r\n")
    (tmp_path / f"計画{suffix}").write_bytes(wide.encode("utf-16"))
    assert store.read(tmp_path).tables["plans"].equals(SAMPLE.tables["plans"])


def test_a_sheet_in_two_files_of_a_folder_is_named(tmp_path: Path) -> None:
    for name in ("計画.csv", "計画.txt"):
        (tmp_path / name).write_text("計画コード,名称\n", encoding="utf-8")
    with pytest.raises(TableError, match="同じ名前のファイルが二つあります"):
        delimited.read_folder(tmp_path)


def test_a_line_break_that_was_exported_without_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    (tmp_path / "一覧.csv").write_bytes("名称,単位\n取扱件数\r （窓口）,件\n".encode())
    read = delimited.read(tmp_path / "一覧.csv")
    assert [cell.text for cell in read.rows[1].cells] == ["取扱件数\n （窓口）", "件"]


def as_xls(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                page.write(number, index, value)
    book.save(str(path))


def as_ods(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    book = opendocument.OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        page = table.Table(name=name)
        for row in rows:
            line = table.TableRow()
            for value in row:
                number = isinstance(value, int | float) and not isinstance(value, bool)
                kind = {"valuetype": "float", "value": value} if number else {"valuetype": "string"}
                one = table.TableCell(**kind)
                one.addElement(text.P(text=str(value)))
                line.addElement(one)
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(path))


WRITERS = {".xls": as_xls, ".ods": as_ods}


def sheet_of(tmp_path: Path, suffix: str, *values: object) -> Sheet:
    path = tmp_path / f"book{suffix}"
    WRITERS[suffix](path, {"数値": [list(values)]})
    return files.read(path, ())["数値"]


def written(path: Path, **further: list[list[object]]) -> Path:
    """The whole sample as a workbook of an older kind, with further sheets."""
    sheets: dict[str, list[list[object]]] = {
        name: [[cell.text for cell in row.cells] for row in sheet.rows]
        for name, sheet in delimited.read_folder(CASE).items()
    }
    WRITERS[path.suffix](path, {**sheets, **further})
    return path


@pytest.mark.parametrize("suffix", WRITERS)
def test_older_spreadsheets_are_taken_in(suffix: str, tmp_path: Path) -> None:
    read = store.read(written(tmp_path / f"book{suffix}"))
    assert read.tables["cells"].equals(SAMPLE.tables["cells"])


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_draft_saved_as_an_older_spreadsheet_waits_for_a_person_all_the_same(
    suffix: str, tmp_path: Path
) -> None:
    proposed = ["数値", "7、1、目標、2024", "印刷された値", "45.0%", "p.17", "高", "", ""]
    draft: list[list[object]] = [[proposals.CONFIRM, ""], [*proposals.COLUMNS], [*proposed]]
    with pytest.raises(TableError, match="1件の案のうち1件がまだ確認されていません"):
        store.read(written(tmp_path / f"book{suffix}", **{proposals.DRAFT: draft}))


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_number_of_an_older_spreadsheet_is_read_where_it_cannot_be_a_percentage(
    suffix: str, tmp_path: Path
) -> None:
    whole, long, fraction = sheet_of(tmp_path, suffix, 24, 75.40983606557377, 0.45).rows[0].cells
    assert (whole.text, long.text) == ("24", "75.40983606557377")
    assert fraction.fault and "割合なら45%" in fraction.fault[0] and ".xlsx" in fraction.fault[1]


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_only_has_the_name_of_an_older_spreadsheet_is_refused(suffix: str, tmp_path: Path) -> None:
    path = saved(tmp_path, "20件").rename(tmp_path / f"book{suffix}")
    with pytest.raises(TableError, match="読めません"):
        files.read(path, ())


def test_an_opendocument_sheet_that_repeats_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.ods"
    book = opendocument.OpenDocumentSpreadsheet()
    page = table.Table(name="計画")
    line = table.TableRow(numberrowsrepeated=1_048_576)
    line.addElement(table.TableCell(valuetype="float", value=1, numbercolumnsrepeated=16_384))
    page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))
    with pytest.raises(TableError, match="300,000セルを超えています"):
        files.read(path, ())
