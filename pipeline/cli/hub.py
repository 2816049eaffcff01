"""`keikaku hub`: a table of the hub is made anew from the Ministry's list or statistics as downloaded."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.hub import municipalities, population
from pipeline.model.files import data_folder
from pipeline.tables import csv_files
from pipeline.tables.schema.hub import SCHEMA


class Kept(StrEnum):
    """The tables of the hub that are made from a download."""

    municipalities = "municipalities"
    population = "population"


def run(
    table: Annotated[Kept, typer.Argument(help="The table of data/hub/ to make anew.")],
    file: Annotated[Path, typer.Argument(help="The Ministry's file as downloaded (.xlsx, .xls or .csv).")],
    date: Annotated[
        str, typer.Option(help="The day of the population, where the file does not print it.")
    ] = "",
    source: Annotated[
        str, typer.Option(help="Where the population is from, where the file does not say.")
    ] = "",
) -> None:
    """Take the Ministry's list of municipalities, or a table of population, into the hub; what people added stays."""
    folder = data_folder.data_folder().hub
    if table is Kept.population:
        _population(folder, file, date, source)
    else:
        _municipalities(folder, file)


def _population(folder: Path, file: Path, date: str, source: str) -> None:
    schema, path = SCHEMA["denominators"], folder / "denominators.csv"
    listed = csv_files.read_one(folder / "municipalities.csv", SCHEMA["municipalities"])
    counted = population.read(file, set(listed["code"]), date, source)
    rows = population.added(csv_files.rows(csv_files.read_one(path, schema)), counted)
    csv_files.replace(path, csv_files.frame(schema, rows), schema)
    days = ", ".join(sorted({one.date for one in counted}))
    cities = len({one.municipality for one in counted})
    as_line(f"{path}: {len(counted):,} numbers of {cities:,} municipalities on {days} were taken in.")


def _municipalities(folder: Path, file: Path) -> None:
    schema, path = SCHEMA["municipalities"], folder / "municipalities.csv"
    listed = municipalities.read(file)
    before = csv_files.rows(csv_files.read_one(path, schema))
    rows, missing = municipalities.merged(listed, before)
    csv_files.replace(path, csv_files.frame(schema, rows), schema)
    as_line(f"{path}: {len(rows):,} rows, {len(listed):,} of them in the list.")
    for code in missing:
        as_line(f"{code} is no longer listed. If it merged, write merged_into and merged_on in its row.")
