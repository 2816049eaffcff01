"""Tables of population as they are downloaded → denominators with their date and source; no date is guessed."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from pipeline.cli import application
from pipeline.hub import population
from pipeline.hub.downloads import heading
from pipeline.hub.population import Counted
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT

KNOWN = {"032034", "132292"}
TITLE = "令和6年1月1日住民基本台帳人口・世帯数、令和5年（1月1日から同年12月31日まで）人口動態（市区町村別）（総計）"


def residents(folder: Path, title: str = TITLE, ofunato: object = 32812) -> Path:
    """In the layout of 総務省's 住民基本台帳に基づく人口: headings over two rows, totals without a municipality."""
    book = Workbook()
    page = book.worksheets[0]
    for row in (
        [title],
        ["団体コード", "都道府県名", "市区町村名", "人口", None, None, "世帯数", "人口動態", None],
        [None, None, None, "男", "女", "計", None, "転入者数\n（国内）", "転入者数\n（計）"],
        ["-", "合計", "-", 60879000, 63963000, 124842000, 60779141, 1, 1],
        ["030007", "岩手県", "-", 570000, 610000, 1180000, 530000, 1, 1],
        ["032034", "岩手県", "大船渡市", 15800, 17012, ofunato, 14706, 1, 1],
        ["132292", "東京都", "西東京市", 100500, 105400, "205,900", 102000, 1, 1],
    ):
        page.append(row)
    book.save(folder / "000892947.xlsx")
    return folder / "000892947.xlsx"


def e_stat(folder: Path, encoding: str = "cp932") -> Path:
    """In the layout of a table of e-Stat's database: lines about the table, codes of five digits, notes as ***."""
    lines = [
        ["統計名：", "社会・人口統計体系 市区町村データ 基礎データ"],
        ["表番号：", "0000020201"],
        ["表題：", "Ａ 人口・世帯"],
        ["***", "数値が得られないもの"],
        [],
        [
            "調査年 コード",
            "調査年",
            "地域 コード",
            "地域 補助コード",
            "地域",
            "/項目",
            "A1101_総人口【人】",
            "A7101_世帯数【世帯】",
        ],
        ["2020100000", "2020年度", "00000", "", "全国", "", "126,146,099", "55,830,154"],
        ["2020100000", "2020年度", "03203", "", "岩手県 大船渡市", "", "34,728", "***"],
    ]
    with (folder / "FEH_00200502.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)
    return folder / "FEH_00200502.csv"


def test_the_register_of_residents_is_known_by_its_headings_and_says_its_own_day(tmp_path: Path) -> None:
    source = heading(TITLE)
    assert population.read(residents(tmp_path), KNOWN) == [
        Counted("032034", "households", "2024-01-01", "14706", source),
        Counted("032034", "population", "2024-01-01", "32812", source),
        Counted("132292", "households", "2024-01-01", "102000", source),
        Counted("132292", "population", "2024-01-01", "205900", source),
    ]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8-sig"])
def test_a_table_of_e_stat_names_itself_and_a_person_says_its_day(tmp_path: Path, encoding: str) -> None:
    found = population.read(e_stat(tmp_path, encoding), KNOWN, on="2020-10-01")
    name = "社会・人口統計体系 市区町村データ 基礎データ A 人口・世帯"
    assert found == [Counted("032034", "population", "2020-10-01", "34728", name)]


def test_a_date_that_is_not_printed_is_asked_for_and_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"prints no date above its headings. Give --date 2020-10-01"):
        population.read(e_stat(tmp_path), KNOWN)
    with pytest.raises(TableError, match="prints no date"):
        population.read(residents(tmp_path, "令和6年2月30日人口"), KNOWN)
    with pytest.raises(TableError) as raised:
        population.read(residents(tmp_path, ""), KNOWN)
    assert [problem.what for problem in raised.value.problems] == [
        "prints no date above its headings.",
        "prints no source above its headings.",
    ]


def test_a_day_that_a_person_gives_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"'令和2年' is no date. Write YYYY-MM-DD."):
        population.read(e_stat(tmp_path), KNOWN, on="令和2年")


def test_what_is_no_number_is_named_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"row 6: '約3万' is no number"):
        population.read(residents(tmp_path, ofunato="約3万"), KNOWN)


def test_another_table_is_refused_with_what_would_do(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("団体コード,議員数\n032034,20\n", "utf-8")
    with pytest.raises(TableError, match="has no table of population that keikaku knows"):
        population.read(tmp_path / "other.csv", KNOWN)


def test_the_command_adds_to_what_is_known_and_replaces_the_number_of_the_same_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = tmp_path / "hub"
    hub.mkdir()
    (hub / "municipalities.csv").write_bytes((ROOT / "data" / "hub" / "municipalities.csv").read_bytes())
    header = "municipality,denominator,date,value,source\n"
    (hub / "denominators.csv").write_text(header + "032034,population,2020-10-01,1,前の数\n", "utf-8")
    monkeypatch.setenv("KEIKAKU_DATA", str(tmp_path))
    for arguments in ([str(residents(tmp_path))], [str(e_stat(tmp_path)), "--date", "2020-10-01"]):
        result = CliRunner().invoke(application(), ["hub", "population", *arguments])
        assert result.exit_code == 0, result.output
    rows = list(csv.DictReader((hub / "denominators.csv").read_text("utf-8").splitlines()))
    found = {(row["municipality"], row["denominator"], row["date"]): row["value"] for row in rows}
    assert found["032034", "population", "2020-10-01"] == "34728"
    assert found["132292", "population", "2024-01-01"] == "205900"
    assert found["030007", "population", "2024-01-01"] == "1180000"
    assert list(found) == sorted(found) and all(row["source"] for row in rows)
