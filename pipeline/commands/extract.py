"""`keikaku extract`: a plan document to the tables."""

from typing import Annotated

import typer
from rich import print as show

from pipeline import extract, paths, tables
from pipeline.errors import ConformanceError, DocumentError
from pipeline.extract import ledger


def run(
    municipality: Annotated[str, typer.Argument(help="Six-digit code of the municipality, such as 132292.")],
    check: Annotated[bool, typer.Option("--check", help="Only compare with the committed tables.")] = False,
) -> None:
    """Read the plan document of a municipality into its tables, applying corrections.csv."""
    data = paths.data_folder()
    for edition in extract.editions(data, municipality):
        extraction = extract.extract_edition(data.edition(municipality, edition))
        folder = data.tables(municipality, edition)
        problems = tables.check(extraction.tables, folder)
        if problems:
            raise DocumentError(problems)
        if check:
            problems = extract.differences(extraction.tables, folder)
            if problems:
                raise ConformanceError(problems)
        else:
            tables.write(extraction.tables, folder)
        rows = sum(map(len, extraction.tables.values()))
        counts = ledger.summary(extraction.ledger)
        verb = "equal" if check else "written to"
        show(
            f"{rows:,} rows {verb} {folder}; {counts['cells']:,} cells of {counts['lines']:,} lines accounted for"
        )
