"""`keikaku template`: the workbook that a city fills in."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import data_folder
from pipeline.model.files.publisher import is_code
from pipeline.workbook import known, template


def run(
    municipality: Annotated[str, typer.Option(help="Six-digit code of the municipality, such as 092029.")],
    output: Annotated[Path, typer.Option(help="An .xlsx file, or a folder for CSV files.")],
    edition: Annotated[str, typer.Option(help="Fill in the tables of this edition, such as 2026.")] = "",
    wide: Annotated[
        bool, typer.Option("--wide", help="Put figures on the wide sheet, one row an indicator.")
    ] = False,
) -> None:
    """Write the workbook that a city fills in, with what is known of it already filled in."""
    if not is_code(municipality):
        remedy = "Give the six-digit code of the 総務省 with its check digit; 西東京市 is 132292."
        raise SettingError(
            Problem("--municipality", f"'{municipality}' is not the code of a municipality.", remedy)
        )
    if output.exists() and (output.is_file() or any(output.iterdir())):
        raise SettingError(Problem(str(output), "is there already.", "Name another file or folder."))
    about, tables = known.read(data_folder.data_folder(), municipality, edition)
    template.write(output, about, tables, wide)
    as_line(f"{output} を作りました。1枚目のシート「はじめに」に書き方があります。")
