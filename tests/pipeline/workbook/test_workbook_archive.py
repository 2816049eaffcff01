"""A workbook comes from outside: what is dangerous, damaged or foreign is refused by name, before it is unpacked."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.workbook import sheets, store, template
from pipeline.workbook.reading import archive as archives
from pipeline.workbook.reading import excel, files

SAMPLE = store.read(ROOT / "tests" / "cases" / "workbook")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("archive") / "sample.xlsx"
    template.write(path, SAMPLE.about, SAMPLE.tables)
    return path.read_bytes()


def with_member(content: bytes, name: str, member: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, member)
    return out.getvalue()


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(TableError) as raised:
        files.read(path, ())
    (problem,) = raised.value.problems
    assert problem.where == path.name and problem.remedy
    return problem.what


def test_a_workbook_with_macros_is_refused_by_the_macros_name(content: bytes, tmp_path: Path) -> None:
    found = refusal(tmp_path / "book.xlsx", with_member(content, "xl/vbaProject.bin", b"macro"))
    assert found == "マクロが含まれています（xl/vbaProject.bin）。"


def test_another_kind_of_file_is_refused(content: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path / "book.xlsm", content) == "拡張子が.xlsmです。"


@pytest.mark.parametrize("name", ["book.xls", "book.ods"])
def test_a_workbook_under_the_name_of_another_kind_is_refused(
    content: bytes, name: str, tmp_path: Path
) -> None:
    assert "読めません" in refusal(tmp_path / name, content)


def test_a_file_without_a_suffix_is_refused(content: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path / "book", content) == "拡張子がありません。"


def test_an_old_or_encrypted_workbook_is_refused(tmp_path: Path) -> None:
    assert "パスワード付き" in refusal(
        tmp_path / "book.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
    )


def test_a_zip_bomb_is_refused_by_its_ratio(content: bytes, tmp_path: Path) -> None:
    bomb = with_member(content, "xl/media/image1.bin", b"\x00" * 60_000_000)
    assert "大きくなりすぎます" in refusal(tmp_path / "book.xlsx", bomb)


def test_an_archive_of_too_many_members_is_refused(content: bytes, tmp_path: Path) -> None:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(archives.MAXIMUM_MEMBERS):
            archive.writestr(f"xl/media/{number}", b"")
    assert "大きくなりすぎます" in refusal(tmp_path / "book.xlsx", out.getvalue())


def test_an_archive_that_unpacks_to_too_much_is_refused_whatever_its_ratio(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAXIMUM_UNPACKED", 1000)
    assert "大きくなりすぎます" in refusal(tmp_path / "book.xlsx", content)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAXIMUM_BYTES", 2**20)
    assert refusal(tmp_path / "book.xlsx", b"P" * (2**20 + 1)) == "1 MiBを超えています。"


@pytest.mark.parametrize(
    "xml", [b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "<x/>".encode("utf-16")], ids=["doctype", "utf-16"]
)
def test_xml_with_declarations_or_in_another_encoding_is_refused(
    content: bytes, xml: bytes, tmp_path: Path
) -> None:
    assert "XMLに宣言" in refusal(tmp_path / "book.xlsx", with_member(content, "customXml/item1.xml", xml))


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "no sheets", "broken xml"])
def test_a_damaged_workbook_is_refused(content: bytes, damage: str, tmp_path: Path) -> None:
    damaged = {
        "empty": b"",
        "text": "計画".encode(),
        "cut": content[: len(content) // 2],
        "no sheets": with_member(b"", "mimetype", b"x"),
        "broken xml": broken_xml(content),
    }
    assert refusal(tmp_path / "book.xlsx", damaged[damage]).startswith("Excelブック")


def broken_xml(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = source.read(name)
            target.writestr(name, member[:-20] if name == "xl/workbook.xml" else member)
    return out.getvalue()


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (1_048_576, 16_384, "1,048,576行16,384列"),
        (sheets.MAXIMUM_ROWS + 1, 1, "20,001行1列"),
        (1, sheets.MAXIMUM_COLUMNS + 1, "1行301列"),
    ],
)
def test_a_sheet_used_far_outside_is_refused_without_walking_it(
    row: int, column: int, said: str, tmp_path: Path
) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "計画"
    page.cell(row, column, "x")
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(TableError, match=f"シート「計画」: {said}まで使われています"):
        excel.read(tmp_path / "book.xlsx")


def test_a_sheet_used_up_to_the_limit_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].cell(1, sheets.MAXIMUM_COLUMNS, "x")
    book.save(tmp_path / "book.xlsx")
    assert len(excel.read(tmp_path / "book.xlsx")) == 1


def test_a_chart_sheet_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.create_chartsheet("図1").add_chart(BarChart())
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(TableError, match="シート「図1」: グラフのシートです"):
        excel.read(tmp_path / "book.xlsx")
