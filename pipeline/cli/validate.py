"""`keikaku validate`: whether graphs, ours or anybody's, are what the shapes ask for."""

from pathlib import Path
from typing import Annotated

import pyoxigraph as ox
import typer

from pipeline.cli.printing import as_line
from pipeline.model.errors import ConformanceError, Problem, TableError
from pipeline.model.iris import BASE
from pipeline.validation import validate


def run(
    files: Annotated[list[Path], typer.Argument(help="Files of RDF, which are checked as one graph.")],
    base_iri: Annotated[
        str, typer.Option(help="What the IRIs of codes and printed units start with.")
    ] = BASE,
    japanese: Annotated[bool, typer.Option("--ja", help="Say what is wrong in Japanese.")] = False,
) -> None:
    """Check graphs by the shapes that every release is checked by; hub.ttl holds the fiscal years they name."""
    report = validate([n_triples(file) for file in files], base_iri)
    if not report.conforms:
        raise ConformanceError(report.problems(lambda thing, path: "", "ja" if japanese else "en"))
    as_line(f"{', '.join(map(str, files))}: conforms")


def n_triples(file: Path) -> bytes:
    """A file of RDF as N-Triples, by the ending of its name.

    Raises TableError where it is of another format or cannot be read.
    """
    format_ = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if format_ is None:
        problem = Problem(
            str(file), "is no file of RDF by its name.", "Name .ttl, .nt, .jsonld or .rdf files."
        )
        raise TableError(problem)
    try:
        found = [
            quad.triple for quad in ox.parse(path=file, format=format_, base_iri=file.resolve().as_uri())
        ]
    except (OSError, SyntaxError) as error:
        raise TableError(
            Problem(str(file), f"cannot be read ({error}).", "Correct it, and try again.")
        ) from error
    return ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""
