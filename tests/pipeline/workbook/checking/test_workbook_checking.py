"""What is sent by a form is unpacked, read and told of: what a workbook holds, or its problems by sheet and cell."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.model.errors import Problem, TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.workbook import store, template
from pipeline.workbook.checking import process, sent, verdict
from pipeline.workbook.sheets import Place, at, place
from tests.pipeline.workbook.test_workbook_bombs import book as bomb
from tests.pipeline.workbook.test_workbook_bombs import merged

CASE = ROOT / "tests" / "cases" / "workbook"
BOUNDARY = "----keikaku"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def form(*files: tuple[str, bytes]) -> bytes:
    """The body that a browser makes of chosen files."""
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: application/octet-stream\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, content in files
    )
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def checked(folder: Path, body: bytes, content_type: str = TYPE) -> verdict.Verdict:
    (folder / process.SENT).write_bytes(body)
    return process.check(folder, content_type)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole workbook of a city that does not exist."""
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    sample = store.read(CASE)
    template.write(path, sample.about, sample.tables)
    return path.read_bytes()


def test_of_a_good_workbook_its_city_its_edition_and_its_rows_are_told(tmp_path: Path, book: bytes) -> None:
    told = checked(tmp_path, form(("plan.xlsx", book)))
    assert (told.municipality, told.edition, told.problems) == ("架空市", "2025", ())
    assert dict(told.rows) == {
        "計画": 1,
        "取組": 4,
        "階層の呼び方": 3,
        "担当課": 2,
        "担当": 2,
        "指標": 2,
        "数値": 6,
        "効果額": 1,
    }


def test_the_csv_files_of_a_workbook_are_sent_together(tmp_path: Path) -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(CASE.glob("*.csv"))]
    assert checked(tmp_path, form(*files)).municipality == "架空市"


def test_a_problem_names_its_sheet_its_cell_and_its_column(tmp_path: Path, book: bytes) -> None:
    changed, out = load_workbook(io.BytesIO(book)), io.BytesIO()
    changed["数値"]["G4"], changed["数値"]["H4"] = "6O%", None
    changed["計画"]["E4"] = "いつか"
    changed.save(out)
    told = checked(tmp_path, form(("plan.xlsx", out.getvalue())))
    places = [(one.sheet, one.cell, one.column) for one in told.problems]
    assert places == [("計画", "E4", "開始年度"), ("数値", "G4", "印刷された値")]
    assert told.problems[1].what == "「6O%」は数値として読めません。"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "ファイルがありません"),
        ([("", b"")], "ファイルがありません"),
        ([("plan.pdf", b"%PDF-1.7")], "拡張子が.pdfです"),
        ([("plan.xlsx", b"PK\x03\x04 broken")], "壊れています"),
        ([("a.xlsx", b""), ("b.xlsx", b"")], "ファイルが2個あります"),
        ([("計画.csv", "計画コード\r\n".encode())], "シートがないか、空です"),
        ([(f"{number}.csv", b"x") for number in range(60)], "40個以上"),
        ([("x" * 200 + ".xlsx", b"x")], "80文字より長い"),
        ([("..", b"x")], "名前にならない"),
    ],
    ids=["none", "empty", "pdf", "broken", "two", "lone csv", "many", "long name", "parent"],
)
def test_what_is_no_workbook_is_told_in_a_sentence(
    tmp_path: Path, files: list[tuple[str, bytes]], said: str
) -> None:
    told = checked(tmp_path, form(*files))
    assert any(said in one.what for one in told.problems), told.problems
    assert not told.municipality


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=other"]
)
def test_what_is_no_form_is_told_in_a_sentence(tmp_path: Path, content_type: str) -> None:
    told = checked(tmp_path, form(("plan.xlsx", b"x")), content_type)
    assert len(told.problems) == 1 and "フォーム" in told.problems[0].what


@pytest.mark.parametrize("name", ["/etc/passwd.csv", "..\\..\\passwd.csv", "../../passwd.csv"])
def test_no_file_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    assert sent.unpack(io.BytesIO(form((name, b"x"))), TYPE, tmp_path) == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["passwd.csv"]


def test_a_workbook_that_stands_for_too_much_is_told_of(tmp_path: Path) -> None:
    told = checked(tmp_path, form(("plan.xlsx", bomb(after=merged("A1:XFD1048576")))))
    assert [(one.sheet, one.what) for one in told.problems] == [
        ("計画", "セルの結合が広すぎます（A1:XFD1048576）。")
    ]


def test_no_more_problems_are_told_than_a_page_can_hold() -> None:
    told = verdict.refused(Problem(at("数値", row), "x", "") for row in range(1, 2001))
    assert (len(told.problems), told.more) == (verdict.MOST, 2000 - verdict.MOST)
    assert json.loads(told.to_json())["problems"][0]["cell"] == "1行目"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (at("計画"), Place("計画", "", "")),
        (at("計画", 4), Place("計画", "4行目", "")),
        (at("計画", 4, "名称", 2), Place("計画", "C4", "名称")),
        (at("数値", 4, "値（「計」、%）", 6), Place("数値", "G4", "値（「計」、%）")),
        ("plan.xlsx", None),
    ],
)
def test_a_place_is_read_as_it_was_written(where: str, found: Place | None) -> None:
    assert place(where) == found


def test_a_form_whose_file_never_ends_is_told_of(tmp_path: Path) -> None:
    cut = form(("plan.csv", b"x" * 1000))[:-60]
    with pytest.raises(TableError):
        sent.unpack(io.BytesIO(cut), TYPE, tmp_path)
