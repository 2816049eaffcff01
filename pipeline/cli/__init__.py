"""The command `keikaku`: a module of `pipeline.cli` each; errors become sentences and exit codes."""

import importlib
import os
import sys
from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import version
from typing import Annotated

import typer

from pipeline.model.errors import KeikakuError, Problem, refused_by_system
from pipeline.model.files import settings_file
from pipeline.model.garbage import collected_rarely

COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": (
        "init",
        "Begin a folder of data: the hub, one small city as an example, the settings file, and what to do next.",
    ),
    "extract": (
        "extract",
        "Read the plan document of a municipality into its tables, applying corrections.csv.",
    ),
    "ledger": (
        "coverage",
        "Print the coverage ledger of a municipality's documents and kept workbooks, as CSV, then its totals.",
    ),
    "draft": (
        "draft",
        "Read a document's tables into a workbook that a person checks; nothing is published before that.",
    ),
    "review": (
        "review",
        "Compare a drafted workbook with its document on a page of this computer, and confirm or correct it there.",
    ),
    "template": (
        "template",
        "Write the workbook that a city fills in, with what is known of it already filled in.",
    ),
    "import": (
        "import_",
        "Check a filled-in workbook and write its tables; with any problem, name them all and write nothing.",
    ),
    "build": ("build", "Build a validated release from the data and make it current."),
    "watch": (
        "watch",
        "Build whenever the data changes; a build that fails leaves what is live as it is, and says so.",
    ),
    "switch": (
        "switch",
        "Make a release current, once its checksums are verified; without an id, list the releases.",
    ),
    "serve": ("serve", "Serve the current release."),
    "mcp": (
        "mcp",
        "Answer an assistant (Model Context Protocol) over standard input and output, read only.",
    ),
    "publish": (
        "publish",
        "Load the current release into a store, graph by graph; run again, it goes on where it stopped.",
    ),
    "validate": (
        "validate",
        "Check graphs by the shapes that every release is checked by; hub.ttl holds the fiscal years they name.",
    ),
    "query": ("query", "Run a query and print its answer."),
    "hub": (
        "hub",
        "Take the Ministry's list of municipalities, or a table of population, into the hub; what people added stays.",
    ),
    "match": (
        "match",
        "Propose shared indicators for a city's indicators, or new ones; or take what a person confirmed into the hub.",
    ),
    "compare": (
        "compare",
        "Show the figures of all municipalities for a shared indicator, ranked where they may be.",
    ),
    "diff": (
        "diff",
        "Show what changed from one edition to the next: elements, indicators, targets, actuals.",
    ),
    "doctor": (
        "doctor",
        "Examine a DCAT catalogue, ours or anybody's, as CKAN, udata, SHIRASAGI and data.europa.eu would.",
    ),
}
"""Command → the module of `pipeline.cli` whose function `run` it is, and the first sentence of what that says.

The sentence stands here too so that `keikaku --help` need not import what the commands need.
"""

PANELS: Mapping[str, tuple[str, ...]] = {
    "Documents and tables": ("init", "extract", "ledger", "draft", "review", "template", "import"),
    "Release and server": ("build", "watch", "switch", "serve", "mcp", "publish"),
    "Shared by municipalities": ("hub", "match", "compare"),
    "Ask and check": ("validate", "query", "diff", "doctor"),
}
"""What commands are for → the commands, each in one of them; `keikaku --help` lists them so."""


def application(wanted: Collection[str] = COMMANDS) -> typer.Typer:
    """The command-line application; of commands that are not wanted it knows the name and the summary only."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_root)
    for panel, names in PANELS.items():
        for name in names:
            module, summary = COMMANDS[name]
            run = importlib.import_module(f"pipeline.cli.{module}").run if name in wanted else _not_wanted
            app.command(name, help=summary, rich_help_panel=panel)(run)
    return app


def _not_wanted() -> None:
    """Stands for a command that this run does not call."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"keikaku {version('keikaku')}")
        raise typer.Exit


def _root(
    asked: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """keikaku publishes municipal plans as linked open data."""


def main() -> None:
    """Runs the command line: exit 0 done, 1 does not conform or differs, 2 could not run."""
    try:
        settings_file.fill_in(os.environ)
        with collected_rarely():
            application(sys.argv[1:2])(prog_name="keikaku")
    except KeikakuError as error:
        _tell(error.problems)
        raise SystemExit(error.exit_code) from error
    except OSError as error:
        _tell([refused_by_system(error, "keikaku")])
        raise SystemExit(KeikakuError.exit_code) from error


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201
