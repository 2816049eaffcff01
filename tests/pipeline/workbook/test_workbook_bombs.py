"""Small files that stand for enormous sheets: each is refused by one sentence, within 300 MB and ten seconds."""

import io
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from string import ascii_uppercase

import pytest
from openpyxl import Workbook

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import ROOT
from pipeline.workbook import store
from pipeline.workbook.sheets import MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MEMORY, SECONDS = 300 * 2**20, 10
CELL = '<row r="1"><c r="A1"/></row>'


def book(data: str = CELL, after: str = "", shared: str = "") -> bytes:
    """A workbook whose one sheet 計画 has this XML in and after its data."""
    plain, out = io.BytesIO(), io.BytesIO()
    made = Workbook()
    made.worksheets[0].title = "計画"
    made.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{data}</sheetData>{after}</worksheet>'
            elif name == "[Content_Types].xml" and shared:
                override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
                content = content.replace("</Types>", override)
            target.writestr(name, content)
        if shared:
            target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{NAMESPACE}">{shared}</sst>')
    return out.getvalue()


def merged(*ranges: str) -> str:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"<mergeCells>{cells}</mergeCells>"


def linked(*ranges: str) -> str:
    links = "".join(f'<hyperlink ref="{one}"/>' for one in ranges)
    return f"<hyperlinks>{links}</hyperlinks>"


def formulas(number: int, length: int) -> str:
    """Formulas that share one: openpyxl writes it out anew for each."""
    text = ("B1+" * length)[:length]
    cells = (f'<f t="shared" si="0">{text if row == 1 else ""}</f>' for row in range(1, number + 1))
    return "".join(f'<row r="{row}"><c r="A{row}">{cell}</c></row>' for row, cell in enumerate(cells, 1))


BOMBS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "everything merged": (
        lambda: book(after=merged("A1:XFD1048576")),
        "シート「計画」: セルの結合が広すぎます（A1:XFD1048576）。",
    ),
    "whole rows merged": (
        lambda: book(after=merged(*(f"A{row}:XFD{row}" for row in range(1, 3000)))),
        "シート「計画」: セルの結合が広すぎます（A1:XFD1）。",
    ),
    "many merged": (
        lambda: book(after=merged(*(f"A{row}:CV{row}" for row in range(1, 3002)))),
        "シート「計画」: ブック全体で300,000セルを超えています。",
    ),
    "everything one link": (
        lambda: book(after=linked("A1:XFD1048576")),
        "シート「計画」: リンクが広すぎます（A1:XFD1048576）。",
    ),
    "a long link": (
        lambda: book(after=linked("A1:A20001")),
        "シート「計画」: リンクが広すぎます（A1:A20001）。",
    ),
    "many cells": (
        lambda: book(f"<row>{'<c/>' * 100}</row>" * 2971),
        "シート「計画」: ブック全体で300,000セルを超えています。",
    ),
    "many formulas": (lambda: book(formulas(1001, 2000)), "シート「計画」: 数式が多すぎるか、長すぎます。"),
    "a long formula": (lambda: book(formulas(1, 8193)), "シート「計画」: 数式が長すぎます。"),
    "rows out of order": (
        lambda: book('<row r="2"><c r="A2"/></row><row r="1"/>'),
        "シート「計画」: 1行目が2行目の後にあります。",
    ),
    "cells out of order": (
        lambda: book('<row r="1"><c r="B1"/><c r="A1"/></row>'),
        "シート「計画」: 1行目のセルの順が乱れています。",
    ),
    "a large part": (
        lambda: book(
            shared=f"<si><t>{''.join(random.Random(1).choices(ascii_uppercase, k=5 * 2**20))}</t></si>"
        ),
        "シート「計画」: 4 MiBを超える部分があります（xl/sharedStrings.xml）。",
    ),
}
CSV_BOMBS: Mapping[str, tuple[bytes, str]] = {
    "a million rows": (b"a,b\n" * 1_000_000, f"計画.csv、{MAXIMUM_ROWS + 1}行目"),
    "a million blank lines": (b"\n" * 1_000_000, f"計画.csv、{MAXIMUM_ROWS + 1}行目"),
    "millions of commas": (b"," * 8_000_000, "計画.csv、1行目"),
    "too many columns": (b"," * MAXIMUM_COLUMNS, "計画.csv、1行目"),
    "too many cells": (
        b"," * (MAXIMUM_COLUMNS - 1) + b"\n",
        f"計画.csv、{MAXIMUM_CELLS // (MAXIMUM_COLUMNS + 1) + 1}行目",
    ),
    "too many bytes": (b'"' + b"x" * (8 * 2**20), "計画.csv: 8 MiBを超えています。"),
}


def refusal(path: Path) -> str:
    with pytest.raises(TableError) as raised:
        store.read(path)
    (problem,) = raised.value.problems
    assert problem.remedy
    return str(problem)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_workbook_that_would_grow_is_refused_by_one_sentence(bomb: str, tmp_path: Path) -> None:
    make, said = BOMBS[bomb]
    (tmp_path / "book.xlsx").write_bytes(make())
    assert refusal(tmp_path / "book.xlsx").startswith(said)


@pytest.mark.parametrize("bomb", CSV_BOMBS)
def test_a_csv_that_is_too_large_is_refused_by_one_sentence(bomb: str, tmp_path: Path) -> None:
    content, said = CSV_BOMBS[bomb]
    (tmp_path / "計画.csv").write_bytes(content * 4000 if bomb == "too many cells" else content)
    assert refusal(tmp_path).startswith(said)


def test_cells_of_all_files_of_a_folder_count_together(tmp_path: Path) -> None:
    for name in ("計画", "取組"):
        (tmp_path / f"{name}.csv").write_bytes((b"," * 99 + b"\n") * 1500)
    assert refusal(tmp_path).startswith("計画.csv、1471行目")  # 取組 sorts before it


@pytest.mark.parametrize("kind", ["folder", "dangling link", "pipe", "device"])
def test_what_is_named_like_a_csv_and_is_no_file_is_said_to_be_none(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "計画.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else "nowhere")
    assert refusal(tmp_path).startswith("計画.csv: ファイルではありません。")


def test_a_sheet_that_is_not_read_may_be_as_large_as_it_likes(tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0].title = "メモ"
    made.worksheets[0].merge_cells("A1:XFD1")
    made.worksheets[0]["A1048576"] = "x"
    made.create_sheet("計画")
    made.save(tmp_path / "book.xlsx")
    with pytest.raises(TableError) as raised:
        store.read(tmp_path / "book.xlsx")
    assert not [one for one in raised.value.problems if "メモ" in one.where]


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [*BOMBS, "full", "shared texts"])
def test_no_workbook_takes_more_than_300_mb_and_ten_seconds(bomb: str, tmp_path: Path) -> None:
    chance = random.Random(1)
    full = (
        f'<row><c t="inlineStr"><is><t>{chance.random()}</t></is></c>{"<c/>" * 13}</row>'
        for _ in range(19_999)
    )
    shared = "".join(chance.choice(("<si/>", "<si></si>")) for _ in range(500_000))
    makers = {"full": lambda: book("".join(full)), "shared texts": lambda: book(shared=shared)}
    path = tmp_path / "book.xlsx"
    path.write_bytes(makers[bomb]() if bomb in makers else BOMBS[bomb][0]())
    code = (
        "import resource, sys, pathlib\n"
        "from pipeline.model.errors import TableError\n"
        "from pipeline.workbook import store\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
        "try:\n    store.read(pathlib.Path(sys.argv[1]))\n"
        "except TableError:\n    print(pathlib.Path('/proc/self/status').read_text())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    # not ru_maxrss, which a process takes over from the one that started it
    peak = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("VmHWM:"))
    assert 1024 * int(peak) < MEMORY
