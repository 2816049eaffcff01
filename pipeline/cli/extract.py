"""`keikaku extract`: a plan document to the tables."""

from typing import Annotated

import typer

from pipeline import documents
from pipeline.cli.printing import as_line
from pipeline.documents import coverage
from pipeline.model.errors import ConformanceError, DocumentError
from pipeline.model.files import data_folder
from pipeline.tables import csv_files


def run(
    municipality: Annotated[str, typer.Argument(help="Six-digit code of the municipality, such as 132292.")],
    check: Annotated[bool, typer.Option("--check", help="Only compare with the committed tables.")] = False,
) -> None:
    """Read the plan document of a municipality into its tables, applying corrections.csv."""
    data = data_folder.data_folder()
    for edition in documents.editions(data, municipality):
        extraction = documents.extract_edition(data.edition(municipality, edition))
        folder = data.tables(municipality, edition)
        problems = csv_files.check(extraction.tables, folder)
        if problems:
            raise DocumentError(problems)
        if check:
            problems = documents.differences(extraction.tables, folder)
            if problems:
                raise ConformanceError(problems)
        else:
            csv_files.write(extraction.tables, folder)
        rows = sum(map(len, extraction.tables.values()))
        counts = coverage.summary(extraction.ledger)
        verb = "equal" if check else "written to"
        as_line(
            f"{rows:,} rows {verb} {folder}; {counts['cells']:,} cells of {counts['lines']:,} lines accounted for"
        )
