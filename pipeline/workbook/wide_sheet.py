"""What `keikaku template` writes on the wide sheet: an empty one for years to come, or the figures that fit it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.model import fiscal_year
from pipeline.tables.cell_values import KEYS, periods, rows
from pipeline.tables.csv_files import Tables, frame
from pipeline.tables.schema import TABLES
from pipeline.tables.schema.codes import KINDS
from pipeline.tables.values import parse
from pipeline.workbook import words
from pipeline.workbook.forms import wide

NOTE = (
    "指標1件につき1行。年度の列は書き換え、増やし、減らせます（令和6年度 目標、令和6年度 実績、令和5年度 基準値、"
    "令和8年度 見込、令和8年度 中間目標、令和6年度 達成率、令和6年度 効果額(計画)、令和6年度 効果額(実績)）。"
    "値は印刷されたとおりに書き、印刷がない欄は空け、"
    "空欄と印刷された欄には(空欄)と書きます。「指標」「数値」のシートと、どちらに書いてもかまいません。"
)
YEARS = 3
_FIRST_YEAR = 2024

Row = Mapping[str, str]


@dataclass(frozen=True)
class Split:
    """The rows of the wide sheet, and the tables without what stands there."""

    rows: list[list[str]]
    rest: dict[str, pd.DataFrame]


def blank(tables: Tables) -> list[list[str]]:
    """The sheet without an entry: columns of targets and actual values for the years of the plans."""
    plans = [row for _, row in rows(tables["plans"])]
    years = [int(row[name]) for row in plans for name in ("covers_from", "covers_to") if row[name]]
    first, last = (min(years), max(years)) if years else (_FIRST_YEAR, _FIRST_YEAR + YEARS - 1)
    figures = [(kind, year) for kind in ("target", "actual") for year in range(first, last + 1)]
    return [[NOTE], _headings(figures)]


def split(tables: Tables) -> Split:
    """The indicators that the wide sheet can hold with all their figures, and everything else."""
    cells: dict[tuple[str, ...], list[Row]] = {}
    for _, row in rows(tables["cells"]):
        cells.setdefault(_key(row), []).append(row)
    covers = periods(tables)
    fitting = [
        (row, cells.get(_key(row), []))
        for _, row in rows(tables["indicators"])
        if _fits(row)
        and all(_is_plain(row, cell, covers.get(row["plan"])) for cell in cells.get(_key(row), []))
    ]
    figures = _ordered({(one["kind"], int(one["fiscal_year"])) for _, found in fitting for one in found})
    written = [[*_said(row), *_figures(found, figures)] for row, found in fitting]
    keys = {_key(row) for row, _ in fitting}
    rest = {
        name: frame(TABLES[name], (row for _, row in rows(tables[name]) if _key(row) not in keys))
        for name in ("indicators", "cells")
    }
    return Split([[NOTE], _headings(figures), *written], {**tables, **rest})


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in KEYS)


def _fits(row: Row) -> bool:
    """Whether the sheet has every column that an indicator fills, and its line is that of the sheet."""
    known = {column.name for column in wide.COLUMNS}
    return not any(said for name, said in row.items() if name not in known)


def _is_plain(row: Row, cell: Row, covers: tuple[int, int] | None) -> bool:
    """Whether a figure's status is what its text says, and it was read from no document."""
    raw = cell["raw_text"] or (wide.BLANK if cell["status"] == "blank" else "")
    year, beside = int(cell["fiscal_year"]), row["unit_printed"]
    read = parse(cell["raw_text"], fiscal_year=year, unit=beside, covers=covers)
    meant = read.status == cell["status"] and not (read.status == "text" and any(map(str.isdecimal, raw)))
    return bool(raw) and meant and not (cell["line"] or cell["from_year"]) and raw == raw.strip()


def _ordered(figures: set[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(figures, key=lambda one: (KINDS.index(one[0]), one[1]))


def _headings(figures: Sequence[tuple[str, int]]) -> list[str]:
    kinds = [f"{fiscal_year.label(year).ja} {wide.SPELLINGS[kind][0]}" for kind, year in figures]
    return [*map(words.heading, wide.COLUMNS), *kinds]


def _said(row: Row) -> list[str]:
    coded = {column.name for column in wide.COLUMNS if column.codes}
    values = ((name, row[name]) for name in (column.name for column in wide.COLUMNS))
    return [words.CODES[said] if said and name in coded else said for name, said in values]


def _figures(cells: Sequence[Row], figures: Sequence[tuple[str, int]]) -> list[str]:
    found = {(one["kind"], int(one["fiscal_year"])): one["raw_text"] or wide.BLANK for one in cells}
    return [found.get(figure, "") for figure in figures]
