"""The command `keikaku`: a module of `pipeline.cli` each; errors become sentences and exit codes."""

import importlib
import sys
from collections.abc import Iterable

import typer

from pipeline.model.errors import KeikakuError, Problem, refused_by_system

COMMANDS: dict[str, str] = {
    "extract": "extract",
    "ledger": "coverage",
    "template": "template",
    "import": "import_",
    "build": "build",
    "switch": "switch",
    "serve": "serve",
    "publish": "publish",
    "query": "query",
    "hub": "hub",
    "compare": "compare",
    "diff": "diff",
    "doctor": "doctor",
}
"""Command → the module of `pipeline.cli` whose function `run` it is."""


def application() -> typer.Typer:
    """The command-line application with every command of `COMMANDS`."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_root)
    for name, module in COMMANDS.items():
        app.command(name)(importlib.import_module(f"pipeline.cli.{module}").run)
    return app


def _root() -> None:
    """keikaku publishes municipal plans as linked open data."""


def main() -> None:
    """Runs the command line: exit 0 done, 1 does not conform or differs, 2 could not run."""
    try:
        application()(prog_name="keikaku")
    except KeikakuError as error:
        _tell(error.problems)
        raise SystemExit(error.exit_code) from error
    except OSError as error:
        _tell([refused_by_system(error, "keikaku")])
        raise SystemExit(KeikakuError.exit_code) from error


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201
