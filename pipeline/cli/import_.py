"""`keikaku import`: a filled-in workbook to the tables of an edition."""

from pathlib import Path
from typing import Annotated

import typer
from rich import print as show

from pipeline.model import data_folder
from pipeline.workbook import store


def run(
    file: Annotated[
        Path, typer.Argument(help="The workbook (.xlsx, .xls, .ods), or the folder of CSV files.")
    ],
    check: Annotated[bool, typer.Option("--check", help="Only check; write nothing.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an edition that is there.")] = False,
) -> None:
    """Check a filled-in workbook and write its tables; with any problem, name them all and write nothing."""
    filled = store.read(file)
    for remark in filled.remarks:
        show(remark)
    rows = sum(map(len, filled.tables.values()))
    if check:
        show(f"問題ありません（{rows:,}行）。--check を外すと取り込みます。")
        return
    edition = store.write(filled, data_folder.data_folder(), replace)
    show(f"{rows:,}行を {edition} に取り込みました。")
