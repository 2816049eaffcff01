"""`keikaku query`: one SPARQL query, against the current release or any endpoint."""

import json
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
import typer
from SPARQLWrapper import JSON, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from pipeline.cli import printing
from pipeline.model.errors import Problem, QueryError
from pipeline.model.files import data_folder
from pipeline.release.store import CURRENT, STORE, Release

_POSITION = re.compile(r"error at (\d+):(\d+):")

Answer = dict[str, Any]
"""A result in the SPARQL 1.1 Query Results JSON format."""


class Output(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def run(
    file: Annotated[
        str, typer.Argument(help="File of a SPARQL SELECT or ASK query; - reads it from standard input.")
    ],
    endpoint: Annotated[str, typer.Option(help="A SPARQL endpoint; default: the current release.")] = "",
    output: Annotated[Output, typer.Option("--format", help="How to print the answer.")] = Output.table,
    timeout: Annotated[int, typer.Option(help="Seconds to wait for an endpoint.", min=1)] = 60,
) -> None:
    """Run a query and print its answer."""
    query = read(file)
    answer = remote(query, endpoint, timeout) if endpoint else local(query)
    if output is Output.json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        show(answer, output)


def read(file: str) -> str:
    """The text of a query; raises QueryError where it cannot be read."""
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            Problem(file, f"cannot be read ({error}).", "Name a file of SPARQL, or - .")
        ) from error


def local(query: str) -> Answer:
    """The answer of the current release; the default graph is the union of all named graphs."""
    release = Release.open(data_folder.releases_folder() / CURRENT)
    try:
        found = ox.Store.read_only(str(release.path / STORE)).query(query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(_not_sparql(query, str(error))) from error
    except OSError as error:
        what = f"cannot be read ({error})."
        raise QueryError(Problem(str(release.path / STORE), what, "Run `keikaku build`.")) from error
    if isinstance(found, ox.QueryTriples):
        raise QueryError(
            Problem("query", "is no SELECT or ASK.", "Ask the server for CONSTRUCT and DESCRIBE.")
        )
    return _json(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def _not_sparql(query: str, message: str) -> Problem:
    """Where the parser stopped; what else it says is a list of rules of the grammar."""
    if not query.strip():
        return Problem("query", "is empty.", "Write a SELECT or ASK query.")
    found = _POSITION.match(message)
    where = f"query, line {found[1]}, column {found[2]}" if found else "query"
    return Problem(where, "is not SPARQL.", "Correct it there or just before, and declare every prefix.")


def remote(query: str, endpoint: str, timeout: int) -> Answer:
    """The answer of an endpoint, by SPARQLWrapper."""
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    client.setTimeout(timeout)
    try:
        return _json(client.query().response.read())
    except (SPARQLWrapperException, HTTPError, URLError, TimeoutError, ConnectionError) as error:
        raise QueryError(
            Problem(endpoint, f"did not answer the query: {error}", "Check address and query.")
        ) from error


def _json(content: bytes) -> Answer:
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise QueryError(Problem("answer", "is not SPARQL results in JSON.", "Check the address.")) from error
    if not isinstance(answer, dict) or not {"boolean", "results"} & answer.keys():
        raise QueryError(Problem("answer", "is not SPARQL results in JSON.", "Ask a SELECT or ASK query."))
    return answer


def show(answer: Answer, output: Output) -> None:
    """Prints a boolean, or rows as a table or CSV; an unbound variable is blank."""
    if "boolean" in answer:
        typer.echo(str(answer["boolean"]).lower())
        return
    names = answer["head"]["vars"]
    rows = [[row.get(name, {}).get("value", "") for name in names] for row in answer["results"]["bindings"]]
    if output is Output.csv:
        printing.as_csv(names, rows)
    else:
        printing.as_table(names, rows)
