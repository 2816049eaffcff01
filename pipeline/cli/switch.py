"""`keikaku switch`: another release becomes current; going back is the same command."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.printing import as_line
from pipeline.model.errors import Problem, ReleaseError
from pipeline.model.files import data_folder
from pipeline.release import store
from pipeline.release.store import CURRENT, DESCRIPTION, Release


def run(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of the release, or how it begins; without it, lists those there are."
        ),
    ] = "",
) -> None:
    """Make a release current, once its checksums are verified; without an id, list the releases."""
    releases = data_folder.releases_folder()
    known = _known(releases)
    if not known:
        raise ReleaseError(Problem(str(releases), "holds no release.", "Run `keikaku build`."))
    if not id_:
        current = (releases / CURRENT).resolve().name
        for name, made in known.items():
            as_line(f"{name} {made:%Y-%m-%d %H:%M} {'(current)' if name == current else ''}".rstrip())
        return
    meant = [name for name in known if name.startswith(id_)]
    if len(meant) != 1:
        what = "is the beginning of several releases." if meant else "is no release."
        raise ReleaseError(Problem(str(releases / id_), what, f"There are: {', '.join(meant or known)}."))
    Release.open(releases / meant[0]).verify()
    store.switch(releases, meant[0])
    as_line(f"current release: {meant[0]}")


def _known(releases: Path) -> dict[str, datetime]:
    """The releases there are by their ids, and when each was written (by the clock here), the newest first."""
    found = (path for path in releases.glob(f"[!.]*/{DESCRIPTION}") if path.parent.name != CURRENT)
    made = {path.parent.name: datetime.fromtimestamp(path.stat().st_mtime) for path in found}
    return dict(sorted(made.items(), key=lambda one: (one[1], one[0]), reverse=True))
