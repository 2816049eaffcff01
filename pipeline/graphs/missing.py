"""What the transcription of a document lost: columns of its tables, and what only drawings showed."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.graphs.interpreter import Row
from pipeline.model.text import Text
from pipeline.tables.cell_values import KEYS, LOST, cell_values, rows
from pipeline.tables.csv_files import Tables

SAME = tuple(f"same_{key}" for key in KEYS)

DRAWINGS = (
    (
        "stage-marks",
        Text("取組段階の状況の印", "Marks of the stage of an undertaking"),
        Text(
            "調査研究・適用検討・導入実行のどれに印があるかは図形で示され、転記では失われている。",
            "A drawing marked research, trial or implementation; the transcription has lost the mark.",
        ),
    ),
    (
        "schedule-arrows",
        Text("実施時期の矢印の長さ", "Length of the arrows of the schedule"),
        Text(
            "予定がどの年度まで続くかは矢印で示され、転記では始まりの年度だけが残る。",
            "Arrows showed until when an entry runs; of these the transcription keeps the first fiscal year alone.",
        ),
    ),
)
"""What only drawings showed in every sheet of a plan: part of an annotation's IRI, what, why it is lost."""


@dataclass(frozen=True)
class LostCells:
    """The cells of one row of a printed table whose columns are lost, and why."""

    cells: tuple[Row, ...]
    reason: Text


def lost_cells(tables: Tables) -> Iterator[LostCells]:
    """The lost cells of an edition, by row of a printed table."""
    lost: dict[tuple[str, ...], list[Row]] = {}
    for _, row in rows(tables["cells"]):
        if row["status"] == LOST:
            lost.setdefault((*_indicator(row), row["kind"], row["line"]), []).append(row)
    fillable = _fillable(tables)
    for cells in lost.values():
        filled = any((*_indicator(cell), cell["kind"], cell["fiscal_year"]) in fillable for cell in cells)
        yield LostCells(tuple(cells), _reason([cell["fiscal_year"] for cell in cells], filled))


def _reason(years: list[str], filled: bool) -> Text:
    """Why cells of these years are lost, and where their values stand if the other chapter prints them."""
    ja = f"表の右端の列が転記で失われている({'・'.join(f'{year}年度' for year in years)})。値は左から順に読む。"
    en = f"The transcription lost the table's last columns (FY{', FY'.join(years)}); values stand from the left."
    if filled:
        ja += "失われた値は、同じ指標を記すもう一方の章の値から補い、導出データとして公開する。"
        en += " What was lost is taken from the other chapter, which prints the same indicator, as derived data."
    return Text(ja, en)


def _fillable(tables: Tables) -> set[tuple[str, ...]]:
    """Cells for which another chapter prints a number, so that the derived graph holds it."""
    others: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for _, row in rows(tables["indicators"]):
        one, other = _indicator(row), tuple(row[key] for key in SAME)
        if all(other):
            others.setdefault(one, set()).add(other)
            others.setdefault(other, set()).add(one)
    return {
        (*other, row["kind"], row["fiscal_year"])
        for _, row, value in cell_values(tables)
        if value.numbers
        for other in others.get(_indicator(row), ())
    }


def _indicator(row: Row) -> tuple[str, ...]:
    return tuple(row[key] for key in KEYS)
