"""`keikaku hub`: a table of the hub is made anew from the Ministry's list or statistics as downloaded."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich import print as show

from pipeline.hub import municipalities
from pipeline.model import data_folder
from pipeline.tables import csv_files
from pipeline.tables.schema.hub import SCHEMA


class Kept(StrEnum):
    """The tables of the hub that are made from a download."""

    municipalities = "municipalities"


def run(
    table: Annotated[Kept, typer.Argument(help="The table of data/hub/ to make anew.")],
    file: Annotated[Path, typer.Argument(help="The Ministry's file as downloaded (.xlsx, .xls or .csv).")],
) -> None:
    """Make a table of the hub anew from the Ministry's list; what people added to it stays."""
    _MADE[table](data_folder.data_folder().hub, file)


def _municipalities(folder: Path, file: Path) -> None:
    schema, path = SCHEMA["municipalities"], folder / "municipalities.csv"
    listed = municipalities.read(file)
    before = csv_files.rows(csv_files.read_one(path, schema))
    rows, missing = municipalities.merged(listed, before)
    csv_files.replace(path, csv_files.frame(schema, rows))
    show(f"{path}: {len(rows):,} rows, {len(listed):,} of them in the list.")
    for code in missing:
        show(f"{code} is no longer listed. If it merged, write merged_into and merged_on in its row.")


_MADE = {Kept.municipalities: _municipalities}
