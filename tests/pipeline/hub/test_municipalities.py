"""The Ministry's list of municipalities as it is downloaded → the table of the hub, with what people know kept."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl import Workbook
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.hub import municipalities
from pipeline.model.errors import TableError

HEADINGS = (
    "団体コード",
    "都道府県名\n（漢字）",
    "市区町村名\n（漢字）",
    "都道府県名\n（カナ）",
    "市区町村名\n（カナ）",
)
MUNICIPALITIES = (
    ("010006", "北海道", "", "ﾎｯｶｲﾄﾞｳ", ""),
    ("011002", "北海道", "札幌市", "ﾎｯｶｲﾄﾞｳ", "ｻｯﾎﾟﾛｼ"),
    ("013331", "北海道", "知内町", "ﾎｯｶｲﾄﾞｳ", "ｼﾘｳﾁﾁｮｳ"),
    ("130001", "東京都", "", "ﾄｳｷｮｳﾄ", ""),
    ("131016", "東京都", "千代田区", "ﾄｳｷｮｳﾄ", "ﾁﾖﾀﾞｸ"),
    ("132292", "東京都", "西東京市", "ﾄｳｷｮｳﾄ", "ﾆｼﾄｳｷｮｳｼ"),
    ("133035", "東京都", "瑞穂町", "ﾄｳｷｮｳﾄ", "ﾐｽﾞﾎﾏﾁ"),
)
WARDS = (
    ("011002", "北海道", "札幌市", "ﾎｯｶｲﾄﾞｳ", "ｻｯﾎﾟﾛｼ"),
    ("011011", "北海道", "札幌市中央区", "ﾎｯｶｲﾄﾞｳ", "ｻｯﾎﾟﾛｼﾁｭｳｵｳｸ"),
)
SHEETS = {"R6.1.1現在の団体": MUNICIPALITIES, "R6.1.1政令指定都市": WARDS}
Saved = Callable[[Path], Path]


def xlsx(folder: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        page = book.create_sheet(name)
        for row in (HEADINGS, *rows):
            page.append(row)
    book.save(folder / "000925835.xlsx")
    return folder / "000925835.xlsx"


def xls(folder: Path) -> Path:
    """As the Ministry gave it for years; a code that lost its zero is a number."""
    book = xlwt.Workbook()
    for name, rows in SHEETS.items():
        page = book.add_sheet(name)
        for number, row in enumerate((HEADINGS, *rows)):
            for column, cell in enumerate(row):
                page.write(number, column, int(cell) if cell.isdecimal() else cell)
    book.save(str(folder / "000925835.xls"))
    return folder / "000925835.xls"


def csv_of(encoding: str) -> Saved:
    def write(folder: Path) -> Path:
        with (folder / "codes.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([["全国地方公共団体コード"], HEADINGS, *MUNICIPALITIES, *WARDS[1:]])
        return folder / "codes.csv"

    return write


@pytest.mark.parametrize("save", [xlsx, xls, csv_of("cp932"), csv_of("utf-8-sig")])
def test_the_list_is_known_by_its_headings_in_whatever_form_it_comes(tmp_path: Path, save: Saved) -> None:
    found = {row["code"]: row for row in municipalities.read(save(tmp_path))}
    assert {code: row["class"] for code, row in found.items()} == {
        "010006": "prefecture",
        "011002": "designated-city",
        "011011": "ward",
        "013331": "town",
        "130001": "prefecture",
        "131016": "special-ward",
        "132292": "city",
        "133035": "town",
    }
    assert {
        code: row["part_of"] for code, row in found.items() if row["class"] in ("ward", "town", "prefecture")
    } == {
        "010006": "",
        "011011": "011002",
        "013331": "010006",
        "130001": "",
        "133035": "130001",
    }
    ward = found["011011"]
    assert (ward["kana"], ward["prefecture"], ward["area"]) == ("サッポロシチュウオウク", "北海道", "C01101")


def known(code: str, **more: str) -> dict[str, str]:
    blank = dict.fromkeys(("name_en", "class", "place", "wikidata", "merged_into", "merged_on"), "")
    return {**blank, "code": code, **more}


def test_what_people_know_of_a_municipality_stays_when_the_list_is_made_anew(tmp_path: Path) -> None:
    before = [
        known("013331", name_en="Shiriuchi Town", wikidata="Q1"),
        known("132161", merged_into="132292", merged_on="2001-01-21"),
        known("132292", **{"class": "core-city"}),
        known("133035", **{"class": "core-city"}),
        known("262102"),
    ]
    rows, missing = municipalities.merged(municipalities.read(xlsx(tmp_path)), before)
    found = {row["code"]: row for row in rows}
    assert list(found) == sorted(found)
    assert (found["013331"]["name_en"], found["013331"]["wikidata"]) == ("Shiriuchi Town", "Q1")
    assert (found["132292"]["class"], found["133035"]["class"]) == ("core-city", "town")
    assert found["132161"]["merged_on"] == "2001-01-21"
    assert missing == ["262102"] and "262102" in found


def test_the_command_replaces_the_table_whole_and_names_what_the_list_no_longer_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hub").mkdir()
    monkeypatch.setenv("KEIKAKU_DATA", str(tmp_path))
    command = ["hub", "municipalities", str(xlsx(tmp_path))]
    assert CliRunner().invoke(application(), command).exit_code == 0
    path = tmp_path / "hub" / "municipalities.csv"
    first = path.read_text("utf-8")
    path.write_text(
        first.replace("知内町,,", "知内町,Shiriuchi Town,")
        + first.splitlines()[-1].replace("133035", "133051")
        + "\n",
        "utf-8",
    )
    again = CliRunner().invoke(application(), command)
    assert again.exit_code == 0 and "133051 is no longer listed." in again.output
    assert "013331,知内町,Shiriuchi Town,シリウチチョウ,town,北海道,C01333,010006,,,," in path.read_text(
        "utf-8"
    )


def spoilt(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("list.xlsx", b"not a workbook", "is no workbook"),
        ("list.csv", b"\x81", "is neither UTF-8 nor Shift_JIS"),
        ("list.csv", "市,町\n1,2\n".encode(), "has no sheet with the headings 団体コード、都道府県名(漢字)"),
        ("list.csv", '"市\n'.encode(), "is not CSV"),
    ],
)
def test_a_file_that_is_not_the_list_is_refused_by_what_it_lacks(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(TableError) as raised:
        municipalities.read(spoilt(tmp_path, name, content))
    assert said in str(raised.value)


def test_every_code_whose_check_digit_is_wrong_is_named_and_a_file_that_is_not_there_too(
    tmp_path: Path,
) -> None:
    path = csv_of("utf-8")(tmp_path)
    path.write_text(path.read_text("utf-8").replace("132292", "132293").replace("133035", "133036"), "utf-8")
    with pytest.raises(TableError) as raised:
        municipalities.read(path)
    assert [problem.what.split()[0] for problem in raised.value.problems] == ["'132293'", "'133036'"]
    with pytest.raises(TableError, match="cannot be read"):
        municipalities.read(tmp_path / "none.xlsx")
