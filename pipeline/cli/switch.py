"""`keikaku switch`: another release becomes current; going back is the same command."""

from typing import Annotated

import typer
from rich import print as show

from pipeline.model.errors import Problem, ReleaseError
from pipeline.model.files import data_folder
from pipeline.release import store
from pipeline.release.store import CURRENT, Release


def run(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="Id of the release; without it, lists those there are.")
    ] = "",
) -> None:
    """Make a release current, once its checksums are verified; without an id, list the releases."""
    releases = data_folder.releases_folder()
    known = ids()
    if not id_:
        current = (releases / CURRENT).resolve().name
        for name in known:
            show(f"{name} {'(current)' if name == current else ''}".rstrip())
        return
    if id_ not in known:
        raise ReleaseError(
            Problem(str(releases / id_), "is no release.", f"There are: {', '.join(known) or 'none'}.")
        )
    Release.open(releases / id_).verify()
    store.switch(releases, id_)
    show(f"current release: {id_}")


def ids() -> list[str]:
    """The ids of the releases there are, sorted."""
    folders = data_folder.releases_folder().glob(f"[!.]*/{store.DESCRIPTION}")
    return sorted({path.parent.name for path in folders} - {CURRENT})
