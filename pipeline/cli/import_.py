"""`keikaku import`: a filled-in workbook to the tables of an edition."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.model.files import data_folder
from pipeline.workbook import store, words
from pipeline.workbook.columns import take
from pipeline.workbook.store import Filled


def run(
    file: Annotated[
        Path, typer.Argument(help="The workbook (.xlsx, .xls, .ods), or the folder of CSV files.")
    ],
    columns: Annotated[
        Path | None,
        typer.Option(help="The file is a city's own table: a columns.toml says what its headings mean."),
    ] = None,
    confirm: Annotated[
        bool,
        typer.Option("--confirm", help="Of a drafted workbook: all of it was compared with the document."),
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Only check; write nothing.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an edition that is there.")] = False,
) -> None:
    """Check a filled-in workbook and write its tables; with any problem, name them all and write nothing."""
    data = data_folder.data_folder()
    filled = take.read(file, columns, data) if columns else store.read(file, confirm)
    for remark in filled.remarks:
        typer.echo(remark)
    if columns:
        _account(filled)
    rows = sum(map(len, filled.tables.values()))
    if check:
        as_line(f"問題ありません（{rows:,}行）。--check を外すと取り込みます。")
        return
    edition = store.write(filled, data, replace)
    as_line(f"{rows:,}行を {edition} に取り込みました。")
    if len(filled.tables["remarks"]):
        as_line(f"読み取りの注記は {edition / 'tables' / 'remarks.csv'} にあります。")


def _account(filled: Filled) -> None:
    """What became of the cells of a city's table, by status."""
    statuses = filled.tables["cells"]["status"].value_counts()
    told = "、".join(f"{words.CODES[str(status)]} {count:,}" for status, count in statuses.items())
    indicators, cells = len(filled.tables["indicators"]), len(filled.tables["cells"])
    as_line(f"指標 {indicators:,}件、欄 {cells:,}（{told}）")
