"""`keikaku draft`: a city's document, as it is, becomes a workbook to check."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from pipeline import formats
from pipeline.cli import diff, printing
from pipeline.cli.printing import as_line
from pipeline.documents.draft import following, installed, naming, tables
from pipeline.documents.draft.tables import Rows
from pipeline.documents.draft.words import layout as layouts
from pipeline.formats import Pages
from pipeline.graphs import revisions
from pipeline.model.errors import DocumentError, KeikakuError, Problem, SettingError
from pipeline.model.files import data_folder
from pipeline.model.files.publisher import is_code
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES
from pipeline.workbook import known
from pipeline.workbook.confirmation import drafted


def run(
    files: Annotated[
        list[Path], typer.Argument(help="The document: PDF, Excel, OpenDocument, Word, HTML or text.")
    ],
    municipality: Annotated[str, typer.Option(help="Six-digit code of the municipality, such as 092029.")],
    output: Annotated[Path, typer.Option(help="The workbook to write (.xlsx).")],
    layout: Annotated[
        str,
        typer.Option(
            help="What words mean in this city's documents (layout.toml), or the name of a layout in code."
        ),
    ] = "",
    previous: Annotated[
        str,
        typer.Option(help="The edition before, such as 132292/2026: keep its identities, show what changed."),
    ] = "",
) -> None:
    """Read a document's tables into a workbook that a person checks; nothing is published before that."""
    _check(municipality, output)
    before = _before(previous, municipality) if previous else None
    words = layouts.named(layout)
    pages = _read(files)
    found = installed.draft(pages, words)
    rows = tables.rows(found.plan, words)
    rows = following.follow(rows, before) if before else rows
    about, _ = known.read(data_folder.data_folder(), municipality)
    proposed = drafted.write(output, about, found, rows)
    beside = output.with_suffix(".layout.toml")
    lasting = naming.lasting(found.plan, words, rows.tables["plans"][0])
    beside.write_text(layouts.guess(words, found.headings, lasting), encoding="utf-8")
    for page in proposed.pictures:
        as_line(str(page), "yellow")
    if before:
        _show_changes(before, rows, previous)
    sure = sum(one.sure == "high" for one in proposed.proposals)
    as_line(f"{proposed.totals}。")
    as_line(f"{output} に{len(proposed.proposals):,}件の案を書きました（確かさが高いもの {sure:,}件）。")
    as_line(
        f"シート「下書き」で資料と見比べて確認し、keikaku import {output} で取り込みます。言葉の読み方: {beside}"
    )


def _before(previous: str, municipality: str) -> Tables:
    """The tables of the edition before; raises SettingError where it is none of this municipality."""
    code, _, before = diff.edition(previous)
    if code != municipality:
        what = f"is an edition of {code}, not of {municipality}."
        raise SettingError(Problem("--previous", what, "Name an edition of the same municipality."))
    return before


def _show_changes(before: Tables, rows: Rows, previous: str) -> None:
    """What the draft says otherwise than the edition before, in the words of `keikaku diff`."""
    drafted_tables = {name: csv_files.frame(table, rows.tables[name]) for name, table in TABLES.items()}
    changes = [change.row for change in revisions.changes(before, drafted_tables)]
    columns = [column.replace("_", " ") for column in revisions.COLUMNS]
    printing.as_table(columns, changes, f"{previous} からの変更 {len(changes):,}件")


def _check(municipality: str, output: Path) -> None:
    problems = []
    if not is_code(municipality):
        remedy = "Give the six-digit code of the 総務省 with its check digit; 西東京市 is 132292."
        what = f"'{municipality}' is not the code of a municipality."
        problems.append(Problem("--municipality", what, remedy))
    if output.suffix.lower() != ".xlsx":
        problems.append(Problem(str(output), "is no name of an Excel file.", "End it in .xlsx."))
    elif output.exists():
        problems.append(Problem(str(output), "is there already.", "Name another file."))
    if problems:
        raise SettingError(problems)


def _read(files: list[Path]) -> list[Pages]:
    """Every file as pages, with a bar of progress; raises DocumentError with the problems of all."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    found: list[Pages] = []
    errors: list[KeikakuError] = []
    with Progress(*columns, transient=True) as bars:
        for file in files:
            bar = bars.add_task(file.name, total=None)
            try:
                found.append(formats.read(file, partial(_advance, bars, bar)))
            except DocumentError as error:
                errors.append(error)
    if errors:
        raise DocumentError([problem for error in errors for problem in error.problems])
    return found


def _advance(bars: Progress, bar: TaskID, done: int, total: int) -> None:
    bars.update(bar, completed=done, total=total)
