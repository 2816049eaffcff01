"""`keikaku ledger`: what became of every cell of the document."""

from typing import Annotated

import typer
from rich import print as show

from pipeline import extract, paths
from pipeline.extract import ledger


def run(
    municipality: Annotated[str, typer.Argument(help="Six-digit code of the municipality.")],
    unmapped: Annotated[
        bool, typer.Option("--unmapped", help="Only cells that reached no table of data.")
    ] = False,
) -> None:
    """Print the coverage ledger of a municipality's documents, as CSV, then its totals."""
    data = paths.data_folder()
    for edition in extract.editions(data, municipality):
        entries = extract.extract_edition(data.edition(municipality, edition)).ledger
        shown = ledger.unmapped(entries) if unmapped else iter(entries)
        typer.echo(ledger.table(shown).to_csv(index=False, lineterminator="\n"), nl=False)
        counts = ledger.summary(entries)
        show("[dim]" + ", ".join(f"{name} {number:,}" for name, number in counts.items()))
