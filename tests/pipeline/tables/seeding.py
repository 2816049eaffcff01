"""An edition without an extractor, and slips that a person makes in it: one change of one cell or row each."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.model.files.data_folder import ROOT

CASE = ROOT / "tests" / "cases" / "workbook"
Row = dict[str, str]
Rows = dict[str, list[Row]]
Slip = Callable[[Rows], None]

INDICATORS: Mapping[str, Sequence[str]] = {
    "証明書のコンビニ交付率": ("25.3%", "30.1%", "35.0%", "40.2%", "45.5%"),
    "オンライン化対応業務数": ("241業務", "250業務", "262業務", "270業務", "281業務"),
    "未利用地の売却額": ("1億1939万円", "1億2000万円", "1億2500万円", "1億3000万円", "1億4200万円"),
    "相談件数": ("1,204件", "1,250件", "1,300件", "1,350件", "1,400件"),
    "研修の受講者数": ("75人", "80人", "85人", "90人", "95人"),
    "統合した施設の延床面積": (
        "2,075.18平方メートル",
        "2,100平方メートル",
        "2,200平方メートル",
        "2,300平方メートル",
        "2,400平方メートル",
    ),
    "調査の実施回数": ("11回", "12回", "13回", "14回", "15回"),
    "残業時間": ("16,128時間", "15,900時間", "15,000時間", "14,800時間", "14,000時間"),
}
"""Label → the figures of FY2021 to FY2025, as targets; the first three also as actual values."""
FIRST, LAST, ISSUED = 2021, 2025, "2024-10"
_ITEM = "第3階層(実施項目・取組)"


def write_workbook(folder: Path) -> Path:
    """The workbook of the edition, as a folder of CSV files."""
    folder.mkdir()
    for name in ("自治体", "階層の呼び方"):
        (folder / f"{name}.csv").write_text((CASE / f"{name}.csv").read_text("utf-8"), "utf-8")
    plan = ("daiko", "架空市行政改革大綱", "架空市行政改革大綱(令和6年度版)", ISSUED, str(FIRST), str(LAST))
    _write(folder / "計画.csv", "計画コード,名称,版の名称,発行年月,開始年度,終了年度", [plan])
    element = ("daiko", _ITEM, "1", "", "", "改革の取組", "", "")
    _write(folder / "取組.csv", "計画コード,階層,番号,上位の階層,上位の番号,名称,目的,財政効果", [element])
    labels = [("daiko", _ITEM, "1", str(n), label, "") for n, label in enumerate(INDICATORS, start=1)]
    _write(folder / "指標.csv", "計画コード,階層,番号,指標の番号,名称,集計方法", labels)
    figures = [
        ("daiko", _ITEM, "1", str(n), kind, str(FIRST + place), figure, "")
        for n, series in enumerate(INDICATORS.values(), start=1)
        for kind, count in (("目標", 5), ("実績", 3))
        for place, figure in enumerate(series[:count])
    ]
    _write(folder / "数値.csv", "計画コード,階層,番号,指標の番号,種類,年度,印刷された値,状態", figures)
    return folder


def _write(path: Path, heading: str, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heading.split(","), *rows])


def cell(rows: Rows, label: str, year: int, kind: str = "actual") -> Row:
    """A row of `cells`, by the label of its indicator."""
    number = next(row["indicator"] for row in rows["indicators"] if row["label"].startswith(label))
    wanted = {"indicator": number, "kind": kind, "fiscal_year": str(year)}
    return next(row for row in rows["cells"] if wanted.items() <= row.items())


def typed(label: str, text: str, year: int = 2022, kind: str = "actual") -> Slip:
    """Another text in a cell; the status goes with it, as a person would see to."""

    def slip(rows: Rows) -> None:
        cell(rows, label, year, kind)["raw_text"] = text

    return slip


def changed(label: str, column: str, value: str, year: int = 2022, kind: str = "actual") -> Slip:
    """Another value in a column of a cell."""

    def slip(rows: Rows) -> None:
        cell(rows, label, year, kind)[column] = value

    return slip


def put(table: str, place: int, column: str, value: str) -> Slip:
    """Another value in a row of a table."""

    def slip(rows: Rows) -> None:
        rows[table][place][column] = value

    return slip


def dropped(label: str, year: int = 2022, kind: str = "actual") -> Slip:
    """A cell that was left out."""
    return lambda rows: rows["cells"].remove(cell(rows, label, year, kind))


def removed(table: str, place: int) -> Slip:
    """A row that was left out."""

    def slip(rows: Rows) -> None:
        del rows[table][place]

    return slip


def swapped(label: str, year: int, other: int) -> Slip:
    """The figures of two years in each other's place."""

    def slip(rows: Rows) -> None:
        one, two = cell(rows, label, year), cell(rows, label, other)
        one["raw_text"], two["raw_text"] = two["raw_text"], one["raw_text"]

    return slip
