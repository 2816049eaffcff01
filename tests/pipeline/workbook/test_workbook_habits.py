"""What Excel and people do to a workbook is either understood or named: by sheet, row and column, in Japanese."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.workbook import store, template

CASE = ROOT / "tests" / "cases" / "workbook"
SAMPLE = store.read(CASE)
Change = Callable[[Workbook], None]
Value = str | float | bool | datetime.date | datetime.time | None


@pytest.fixture(scope="module")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sample.xlsx"
    blank = {name: frame.assign(line="").astype("str") for name, frame in SAMPLE.tables.items()}
    template.write(path, SAMPLE.about, blank)
    return path


def changed(template_file: Path, tmp_path: Path, change: Change) -> Path:
    book = load_workbook(template_file)
    change(book)
    path = tmp_path / "changed.xlsx"
    book.save(path)
    return path


def put(sheet: str, cell: str, value: Value, number_format: str = "General") -> Change:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = number_format

    return change


UNDERSTOOD: dict[str, tuple[Change, str, str, str]] = {
    "a year as a number": (put("数値", "F4", 2024), "cells", "fiscal_year", "2024"),
    "a year of an era": (put("数値", "F4", "令和６年度"), "cells", "fiscal_year", "2024"),
    "a year of an era, short": (put("数値", "F4", "R6"), "cells", "fiscal_year", "2024"),
    "the first year of an era": (put("計画", "E4", "令和元年度"), "plans", "covers_from", "2019"),
    "a year of the era before": (put("計画", "E4", "平成31年度"), "plans", "covers_from", "2019"),
    "a year of the era before, short": (put("計画", "E4", "H30"), "plans", "covers_from", "2018"),
    "full-width digits": (put("数値", "F4", "２０２４"), "cells", "fiscal_year", "2024"),
    "a full-width number of an element": (put("取組", "C6", "１"), "elements", "element", "1"),
    "a percentage Excel formatted": (put("数値", "G8", 0.245, "0.0%"), "cells", "raw_text", "24.5%"),
    "a decimal as Excel left it": (put("数値", "G8", 24.5), "cells", "raw_text", "24.5"),
    "a whole number that Excel keeps as a decimal": (put("数値", "G8", 24.0), "cells", "raw_text", "24"),
    "an amount Excel formatted": (put("数値", "G8", 24500, "#,##0"), "cells", "raw_text", "24,500"),
    "a month Excel made a date": (
        put("計画", "D4", datetime.date(2025, 4, 1), "yyyy-mm"),
        "plans",
        "issued",
        "2025-04",
    ),
    "a month in words": (put("計画", "D4", "令和7年4月"), "plans", "issued", "2025-04"),
    "blanks around a choice": (put("数値", "E4", " 目標　"), "cells", "kind", "target"),
    "a code instead of its label": (put("数値", "E4", "target"), "cells", "kind", "target"),
    "a circle for yes": (put("取組", "I6", "○"), "elements", "fiscal_effect", "true"),
    "TRUE for yes": (put("取組", "I6", True), "elements", "fiscal_effect", "true"),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_what_people_write_out_of_habit_is_read_as_they_mean_it(
    case: str, template_file: Path, tmp_path: Path
) -> None:
    change, table, column, expected = UNDERSTOOD[case]
    read = store.read(changed(template_file, tmp_path, change))
    assert expected in set(read.tables[table][column])


NAMED: dict[str, tuple[Change, str, str]] = {
    "a formula": (
        put("数値", "G4", "=SUM(A1:A2)"),
        "シート「数値」、4行目、列「印刷された値」（G4）",
        "数式です",
    ),
    "an error of Excel": (
        put("数値", "G4", "#REF!"),
        "シート「数値」、4行目、列「印刷された値」（G4）",
        "エラー値",
    ),
    "a date for a number": (
        put("取組", "C5", datetime.date(2025, 1, 1), "m-d"),
        "シート「取組」、5行目、列「番号」（C5）",
        "Excelが日付に変えています（2025-01-01。「1/1」でしたか）",
    ),
    "a time": (
        put("数値", "G4", datetime.time(1, 2), "h:mm"),
        "シート「数値」、4行目、列「印刷された値」（G4）",
        "時刻",
    ),
    "a format that hides a number": (
        put("数値", "G4", 0.5, "# ?/?"),
        "シート「数値」、4行目、列「印刷された値」（G4）",
        "表示形式「# ?/?」の数値です（0.5）",
    ),
    "a choice that is none": (
        put("数値", "E4", "予想"),
        "シート「数値」、4行目、列「種類」（E4）",
        "「予想」は選択肢にありません。",
    ),
    "a year that is none": (
        put("数値", "F4", "2O24"),
        "シート「数値」、4行目、列「年度」（F4）",
        "「2O24」は年度ではありません。",
    ),
    "a plan code that is none": (
        put("計画", "A4", "行革"),
        "シート「計画」、4行目、列「計画コード」（A4）",
        "「行革」はコードではありません。",
    ),
    "a required cell left blank": (
        put("取組", "F6", None),
        "シート「取組」、6行目、列「名称」（F6）",
        "空欄です。",
    ),
    "the same row twice": (
        put("数値", "F6", "2024"),
        "シート「数値」、6行目、列「年度」（F6）",
        "4行目と計画コード・階層・番号・指標の番号・種類・年度が同じです",
    ),
    "a department nobody named": (
        put("担当", "E4", "総務課"),
        "シート「担当」、4行目、列「担当課」（E4）",
        "「総務課」がシート「担当課」にありません。",
    ),
    "a unit nobody knows": (
        put("数値", "G4", "20実証"),
        "シート「数値」、4行目、列「状態」（H4）",
        "状態は「数値」ですが、「20実証」はそう読めません。",
    ),
    "a status that contradicts the value": (
        put("数値", "G8", "—"),
        "シート「数値」、8行目、列「状態」（H8）",
        "状態は「数値」ですが、「—」はそう読めません。",
    ),
    "an effect that is no money": (
        put("効果額", "G4", "25件"),
        "シート「効果額」、4行目、列「印刷された値」（G4）",
        "「25件」は金額ではありません。",
    ),
    "a heading nobody knows": (
        put("数値", "J3", "備考"),
        "シート「数値」、3行目、列「備考」（J3）",
        "この見出しは知りません。",
    ),
    "a heading twice": (
        put("数値", "J3", "状態"),
        "シート「数値」、3行目、列「状態」（J3）",
        "同じ見出しが二つあります。",
    ),
    "a heading lost": (put("数値", "E3", None), "シート「数値」、3行目、列「種類」", "見出しがありません。"),
    "a value without a heading": (
        put("数値", "K5", "備考"),
        "シート「数値」、5行目（K5）",
        "見出しのない列に値があります。",
    ),
    "a municipality's code without its zero": (
        put("自治体", "B2", 99997),
        "シート「自治体」、2行目、列「団体コード」（B2）",
        "「99997」は団体コードではありません。",
    ),
    "a licence nobody knows": (
        put("自治体", "B13", "自由"),
        "シート「自治体」、13行目、列「ライセンス」（B13）",
        "「自由」は知らないライセンスです。",
    ),
    "a row of which one cell is filled, as a note is": (
        put("数値", "A30", "※実績は速報値"),
        "シート「数値」、30行目（A30）",
        "1つの欄にしか記入がありません。",
    ),
    "a level above without its number": (
        put("取組", "E6", None),
        "シート「取組」、6行目、列「上位の番号」（E6）",
        "空欄ですが、それを示すほかの欄が埋まっています。",
    ),
    "a last year before the first": (
        put("計画", "F4", "令和5年度"),
        "シート「計画」、4行目、列「終了年度」（F4）",
        "開始年度より前です。",
    ),
    "a parent that is not there": (
        put("取組", "E6", "9-9"),
        "シート「取組」、6行目、列「上位の番号」（E6）",
        "「daiko、第2階層(推進項目・施策)、9-9」がシート「取組」にありません。",
    ),
    "a line of no document beside lines left blank": (
        put("数値", "J4", "12"),
        "シート「数値」、5行目、列「資料の行」（J5）",
        "空欄です。",
    ),
}


@pytest.mark.parametrize("case", NAMED)
def test_what_is_wrong_is_named_with_its_sheet_row_and_column(
    case: str, template_file: Path, tmp_path: Path
) -> None:
    change, where, what = NAMED[case]
    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, change))
    assert any(one.where == where and what in one.what and one.remedy for one in raised.value.problems), str(
        raised.value
    )


def test_a_sentence_without_a_status_is_a_text(template_file: Path, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["数値"]["G4"], book["数値"]["H4"] = "別の計画で管理", None

    cells = store.read(changed(template_file, tmp_path, change)).tables["cells"]
    assert list(cells.loc[0, ["raw_text", "status"]]) == ["別の計画で管理", "text"]


def test_an_entry_that_is_a_heading_s_word_is_not_taken_for_the_headings(
    template_file: Path, tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        book["取組"].delete_rows(1, 3)
        book["取組"]["F2"] = "名称"

    with pytest.raises(
        TableError, match="シート「取組」、1行目、列「計画コード」（A1）: 見出しの行がありません。"
    ):
        store.read(changed(template_file, tmp_path, change))


def test_a_row_that_could_not_be_read_is_one_problem_and_not_one_of_every_row_that_names_it(
    template_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, put("指標", "D4", "一")))
    assert [one.where for one in raised.value.problems] == ["シート「指標」、4行目、列「指標の番号」（D4）"]


@pytest.mark.parametrize(
    ("heading", "wheres"),
    [
        ("コード", ["シート「数値」、3行目、列「コード」（A3）", "シート「数値」、3行目、列「計画コード」"]),
        (None, ["シート「数値」、3行目、列「計画コード」", "シート「数値」、4行目（A4）"]),
    ],
)
def test_a_heading_that_is_another_or_gone_is_told_once_and_not_in_every_row(
    heading: Value, wheres: list[str], template_file: Path, tmp_path: Path
) -> None:
    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, put("数値", "A3", heading)))
    assert [one.where for one in raised.value.problems] == wheres


def test_an_element_above_itself_is_named_once_for_each_of_the_circle(
    template_file: Path, tmp_path: Path
) -> None:
    def circle(book: Workbook) -> None:
        book["取組"]["D4"], book["取組"]["E4"] = "第2階層(推進項目・施策)", "1-1"

    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, circle))
    assert [(one.where, one.what) for one in raised.value.problems] == [
        (f"シート「取組」、{row}行目、列「上位の番号」（E{row}）", "上位をたどるとこの行に戻ります。")
        for row in (4, 5)
    ]


def test_merged_cells_are_named(template_file: Path, tmp_path: Path) -> None:
    path = changed(template_file, tmp_path, lambda book: book["数値"].merge_cells("E4:E5"))
    with pytest.raises(TableError) as raised:
        store.read(path)
    assert [(one.where, one.what) for one in raised.value.problems] == [
        (f"シート「数値」、{row}行目、列「種類」（E{row}）", "セルが結合されています（E4:E5）。")
        for row in (4, 5)
    ]


def test_a_sheet_nobody_knows_is_named_and_a_memo_is_not_read(template_file: Path, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("メモ2")["A1"] = "=1+1"
        book["効果額"].title = "効果"

    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, change))
    assert [one.where for one in raised.value.problems] == ["シート「効果」"]


def test_every_problem_of_every_sheet_is_reported_at_once(template_file: Path, tmp_path: Path) -> None:
    names = ["a formula", "a choice that is none", "a plan code that is none", "a licence nobody knows"]

    def change(book: Workbook) -> None:
        for name in names:
            NAMED[name][0](book)

    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, change))
    assert {NAMED[name][1] for name in names} <= {one.where for one in raised.value.problems}


def test_columns_may_stand_in_any_order_and_the_notes_and_the_example_may_be_gone(
    template_file: Path, tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        page = book["数値"]
        page.delete_rows(1, 2)
        page.move_range("H1:H20", cols=10)
        page.move_range("A1:A20", cols=10)

    assert store.read(changed(template_file, tmp_path, change)).tables["cells"].equals(SAMPLE.tables["cells"])


def test_a_folder_saved_in_shift_jis_or_with_a_bom_is_read_alike(tmp_path: Path) -> None:
    for encoding in ("cp932", "utf-8-sig"):
        folder = tmp_path / encoding
        folder.mkdir()
        for path in CASE.glob("*.csv"):
            text = path.read_text(encoding="utf-8").replace("Kakū", "Kaku").replace("—", "―")
            text = text.replace("\n", "\r\n")
            (folder / path.name).write_bytes(text.encode(encoding))
        dashed = SAMPLE.tables["cells"].replace({"raw_text": {"—": "―"}})
        assert store.read(folder).tables["cells"].equals(dashed)


def test_a_value_that_is_not_read_and_has_no_status_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CASE, tmp_path / "folder"))
    text = (folder / "数値.csv").read_text(encoding="utf-8")
    (folder / "数値.csv").write_text(text.replace("2000万円", "20実証"), encoding="utf-8")
    with pytest.raises(TableError, match="列「印刷された値」（G2）: 「20実証」は数値として読めません。"):
        store.read(folder)


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"\x81\xff\xfe\x00", "文字コード"), ('計画コード,"名称\n'.encode(), "CSVとして読めません")],
)
def test_a_csv_that_cannot_be_read_is_named(content: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "計画.csv").write_bytes(content)
    with pytest.raises(TableError, match=what):
        store.read(tmp_path)


def test_a_folder_without_csv_files_and_a_lone_csv_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="CSVファイルがありません"):
        store.read(tmp_path)
    with pytest.raises(TableError, match="フォルダを指定"):
        store.read(CASE / "計画.csv")
    with pytest.raises(TableError, match="ファイルがありません"):
        store.read(tmp_path / "none.xlsx")


TYPED: dict[str, tuple[Change, str]] = {
    "a circled number": (
        put("数値", "G4", "⑩件"),
        "「⑩件」の「⑩」は、番号か注の記号か、数値か分かりません。",
    ),
    "TRUE of Excel": (put("数値", "G4", True), "Excelの論理値です（TRUE）。"),
    "TRUE as a text": (put("数値", "G4", "TRUE"), "Excelの論理値です（TRUE）。"),
    "a date made of 1/3": (
        put("数値", "G4", datetime.date(2025, 1, 3), "m/d"),
        "Excelが日付に変えています（2025-01-03。「1/3」でしたか）。",
    ),
    "######": (put("数値", "G4", "######"), "「######」は、列の幅が足りずに値が隠れた表示です。"),
    "a space that no one sees": (put("数値", "G4", "20\u200b件"), "見えない文字があります（「20‹U+200B›件」"),
    "a number nobody knows the unit of": (put("数値", "G4", "20実証"), "「20実証」は数値として読めません。"),
}


@pytest.mark.parametrize("case", TYPED)
def test_a_value_that_is_not_read_is_one_problem_and_no_second_of_its_status(
    case: str, template_file: Path, tmp_path: Path
) -> None:
    change, what = TYPED[case]

    def with_no_status(book: Workbook) -> None:
        change(book)
        book["数値"]["H4"] = None

    with pytest.raises(TableError) as raised:
        store.read(changed(template_file, tmp_path, with_no_status))
    (problem,) = raised.value.problems
    assert problem.where == "シート「数値」、4行目、列「印刷された値」（G4）" and what in problem.what
