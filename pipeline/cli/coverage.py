"""`keikaku ledger`: what became of every cell of the document."""

from typing import Annotated

import typer
from rich import print as show

from pipeline import documents
from pipeline.documents import coverage
from pipeline.model.files import data_folder


def run(
    municipality: Annotated[str, typer.Argument(help="Six-digit code of the municipality.")],
    unmapped: Annotated[
        bool, typer.Option("--unmapped", help="Only cells that reached no table of data.")
    ] = False,
) -> None:
    """Print the coverage ledger of a municipality's documents, as CSV, then its totals."""
    data = data_folder.data_folder()
    for edition in documents.editions(data, municipality):
        entries = documents.extract_edition(data.edition(municipality, edition)).ledger
        shown = coverage.unmapped(entries) if unmapped else iter(entries)
        typer.echo(coverage.table(shown).to_csv(index=False, lineterminator="\n"), nl=False)
        counts = coverage.summary(entries)
        show("[dim]" + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
