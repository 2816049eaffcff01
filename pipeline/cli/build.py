"""`keikaku build`: the data to a validated release."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import data_folder
from pipeline.model.iris import BASE
from pipeline.release.build import Options, Summary, build
from pipeline.release.scheduling.executor import Progress as Done
from pipeline.validation import Validator


def run(
    municipality: Annotated[
        list[str] | None, typer.Option(help="Only this municipality; may be given more than once.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of releases; default: releases/.")] = None,
    base_iri: Annotated[
        str, typer.Option(envvar="KEIKAKU_BASE_IRI", help="What all IRIs start with.")
    ] = BASE,
    check: Annotated[bool, typer.Option("--check", help="Read and validate, write nothing.")] = False,
    allow_removal: Annotated[
        list[str] | None, typer.Option(help="A dataset that may vanish from the catalogue; may be repeated.")
    ] = None,
    public_url: Annotated[
        str, typer.Option(envvar="KEIKAKU_PUBLIC_URL", help="Where it will be served, if not at the base.")
    ] = "",
    validator: Annotated[
        Validator, typer.Option(help="What checks the shapes: shacl, or pyshacl, the slower reference.")
    ] = Validator.COMPILED,
    locked: Annotated[
        bool, typer.Option("--locked", help="Refuse to change data/catalog/ledger.csv; for CI.")
    ] = False,
) -> None:
    """Build a validated release from the data and make it current."""
    if not base_iri.startswith(("http://", "https://")) or not base_iri.endswith("/"):
        raise SettingError(
            Problem("--base-iri", f"'{base_iri}' is no base.", "Give http(s)://…/ with a slash at the end.")
        )
    data = data_folder.data_folder()
    unknown = sorted(set(municipality or ()) - set(data.municipalities()))
    if unknown:
        known = ", ".join(data.municipalities()) or "none"
        raise SettingError(
            [Problem(f"--municipality {code}", "has no data.", f"Known: {known}.") for code in unknown]
        )
    console = Console()
    with _progress(console) as (stage, units):
        options = Options(
            tuple(municipality or ()),
            base_iri,
            check,
            tuple(allow_removal or ()),
            locked,
            public_url=public_url,
            validator=validator,
        )
        summary = build(data, output or data_folder.releases_folder(), options, stage, units)
    show(summary, console)


@contextmanager
def _progress(console: Console) -> Iterator[tuple[Callable[[str], None], Callable[[Done], None]]]:
    """What is being done, and of the municipalities how many are done, how many failed, and how long the rest takes."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as shown:
        task = shown.add_task("…", total=None)

        def units(done: Done) -> None:
            what = f"{done.done} done, {done.failed} failed, {done.cached} as they were"
            shown.update(task, description=what, completed=done.done, total=done.of)

        yield lambda stage: shown.update(task, description=f"{stage} …", total=None), units


def show(summary: Summary, console: Console) -> None:
    """Prints what was built, and how long each stage took."""
    table = Table("count", "number", title=f"release {summary.id}" if summary.path else "check only")
    for name, number in summary.counts.items():
        table.add_row(name, f"{number:,}")
    table.add_section()
    for stage, seconds in summary.seconds.items():
        table.add_row(f"seconds: {stage}", f"{seconds:.1f}")
    console.print(table)
    if summary.recorded:
        console.print(
            f"{summary.recorded} was written: what was published when. Keep it with the data.", soft_wrap=True
        )
    if summary.path:
        console.print(f"current release: {summary.path}")
