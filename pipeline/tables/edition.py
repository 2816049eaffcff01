"""An edition's folder as a value: its tables and what an editor added, read and checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.model.edition_key import EditionKey
from pipeline.model.errors import Problem, TableError
from pipeline.model.files import publisher
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.files.publisher import Publisher
from pipeline.tables import cell_values, checks, csv_files
from pipeline.tables.checks import Contradiction, unit_changes
from pipeline.tables.schema import EDITORIAL


@dataclass(frozen=True)
class Edition:
    """One folder `data/<municipality>/<year>/`: its tables and what an editor added, both checked.

    `warnings` are what the checks found that stops nothing and nobody has confirmed.
    """

    municipality: str
    year: str
    folder: Path
    publisher: Publisher
    tables: Mapping[str, pd.DataFrame]
    editorial: Mapping[str, pd.DataFrame]
    warnings: tuple[Contradiction, ...] = ()

    @property
    def plans(self) -> list[str]:
        return [str(plan) for plan in self.tables["plans"]["plan"]]

    def key(self, plan: str) -> EditionKey:
        """The key of the edition of one of its plans."""
        return EditionKey(self.municipality, plan, self.year)

    @property
    def keys(self) -> list[EditionKey]:
        """The keys of the editions of all its plans."""
        return [self.key(plan) for plan in self.plans]


def read(data: DataFolder, municipality: str, year: str) -> Edition:
    """An edition from its folder; raises TableError or SettingError with every problem found."""
    by = publisher.read(data.publisher(municipality))
    folder = data.tables(municipality, year)
    found = csv_files.read(folder)
    if found["plans"].empty:
        remedy = "Run `keikaku extract`, or fill in the workbook."
        raise TableError(
            Problem(f"{folder / 'plans'}.csv", "has no plan: there is nothing to publish.", remedy)
        )
    problems = [*cell_values.check(found, str(folder)), *_problems(checks.find(found), folder)]
    if problems:
        raise TableError(problems)
    editorial_folder = data.editorial(municipality, year)
    editorial = {name: csv_files.frame(table, ()) for name, table in EDITORIAL.items()}
    if editorial_folder.is_dir():
        editorial = csv_files.read(editorial_folder, EDITORIAL, beside=found)
    open_, idle = checks.unconfirmed(found, cell_values.rows(editorial["confirmations"]))
    problems = [
        *_problems((one for one in open_ if not one.warns), folder),
        *_problems(idle, editorial_folder),
        *_problems(
            unit_changes.find(cell_values.rows(editorial["unit_changes"]), found["units"]["unit"]),
            editorial_folder,
        ),
    ]
    if problems:
        raise TableError(problems)
    warnings = tuple(one for one in open_ if one.warns)
    return Edition(municipality, year, data.edition(municipality, year), by, found, editorial, warnings)


def _problems(found: Iterable[Contradiction], folder: Path) -> Iterator[Problem]:
    for one in found:
        where = f"{folder / one.table}.csv, row {one.row}, column {one.column}"
        remedy = one.remedy.en
        if one.check:
            remedy += (
                f" If it is right, add a row '{one.check}' to editorial/confirmations.csv, with a reason."
            )
        yield Problem(where, one.what.en, remedy)
