"""The release: an immutable directory in which the pipeline and the server meet.

    release.json   what it is: id, base IRI, datasets with their graphs and files, counts, tools
    SHA256SUMS     of every file but store/, whose bytes are Oxigraph's own
    data/          per dataset: Turtle, JSON-LD, N-Triples, CSV …;  dataset.nq.gz  all named graphs
    catalog.*      the DCAT catalogue;  store/  the same quads, on disk, optimised;  source/  report/

A release is written beside the others and becomes current by the replacement of one symbolic link.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.model.errors import Problem, ReleaseError

CURRENT = "current"
SUMS = "SHA256SUMS"
DESCRIPTION = "release.json"
STORE = "store"
_WRITING = ".writing-"


@dataclass(frozen=True)
class File:
    """A file of a release: path below it, media type, size in bytes, sha256 in hexadecimal."""

    path: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Dataset:
    """A dataset of a release: id, title by language, IRIs of its graphs, its files."""

    id: str
    title: Mapping[str, str]
    graphs: tuple[str, ...]
    files: tuple[File, ...]


@dataclass(frozen=True)
class Release:
    """A release on disk."""

    path: Path
    id: str
    base_iri: str
    datasets: tuple[Dataset, ...]
    description: Mapping[str, Any]

    @classmethod
    def open(cls, path: Path) -> "Release":
        """Opens the release at a path (a symbolic link is resolved once).

        Raises ReleaseError where there is none or its description cannot be read.
        """
        resolved = path.resolve()
        where = resolved / DESCRIPTION
        try:
            description = json.loads(where.read_text(encoding="utf-8"))
            datasets = tuple(_dataset(dataset) for dataset in description["datasets"])
            return cls(resolved, description["id"], description["base_iri"], datasets, description)
        except FileNotFoundError as error:
            raise ReleaseError(Problem(str(path), "holds no release.", "Run `keikaku build`.")) from error
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            what = f"is not the description of a release ({error})."
            raise ReleaseError(Problem(str(where), what, "Run `keikaku build` again.")) from error

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """What was counted when the release was built, by name."""
        return dict(self.description["counts"])

    def verify(self) -> None:
        """Raises ReleaseError with every file that is missing, added or not as SHA256SUMS says."""
        problems = []
        expected = _read_sums(self.path / SUMS)
        found = {path.relative_to(self.path).as_posix() for path in _files(self.path)}
        for name in sorted(expected.keys() | found):
            if name not in found:
                problems.append(Problem(str(self.path / name), "is missing.", "Build the release again."))
            elif name not in expected:
                problems.append(Problem(str(self.path / name), f"is not in {SUMS}.", "Remove it."))
            elif digest(self.path / name) != expected[name]:
                what = f"does not have the sha256 of {SUMS}."
                problems.append(Problem(str(self.path / name), what, "Build the release again."))
        if problems:
            raise ReleaseError(problems)


def _dataset(raw: Mapping[str, Any]) -> Dataset:
    files = tuple(File(**file) for file in raw["files"])
    return Dataset(raw["id"], raw["title"], tuple(raw["graphs"]), files)


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """The files that SHA256SUMS speaks of, sorted."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.is_file() and below.parts[0] != STORE and below.as_posix() != SUMS:
            yield path


def write_sums(folder: Path) -> None:
    """Writes SHA256SUMS, in the format of sha256sum."""
    lines = (f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _read_sums(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise ReleaseError(Problem(str(path), "cannot be read.", "Build the release again.")) from error
    return {name: found for found, _, name in (line.partition("  ") for line in lines)}


@contextmanager
def writing(releases: Path) -> Iterator[Path]:
    """A folder to write a release into, inside `releases`; removed again unless `publish` moved it away.

    Raises ReleaseError where the folder cannot be made.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        _clear(releases)
        folder = Path(tempfile.mkdtemp(prefix=f"{_WRITING}{os.getpid()}-", dir=releases))
    except OSError as error:
        raise ReleaseError(Problem(str(releases), f"cannot be written ({error.strerror}).", "")) from error
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(releases: Path) -> None:
    """Removes what builds that were killed left half-written."""
    for folder in releases.glob(f"{_WRITING}*"):
        process = folder.name.removeprefix(_WRITING).partition("-")[0]
        if not (process.isdecimal() and _is_running(int(process))):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def publish(folder: Path, releases: Path, id_: str) -> Path:
    """Moves a written folder to `releases/<id>` and makes it current; what is current stays so until then.

    Where this release is there already and whole, it stays: a server may be reading it. A damaged one is replaced;
    meanwhile the written folder is current, so that at no moment, even if this process is killed, there is none.
    """
    final = releases / id_
    if is_whole(final):
        shutil.rmtree(folder)
    elif final.exists():
        switch(releases, folder.name)
        shutil.rmtree(final)
        shutil.copytree(folder, final, copy_function=os.link)
    else:
        folder.rename(final)
    switch(releases, id_)
    return final


def is_whole(path: Path) -> bool:
    """Whether there is a release at a path whose checksums verify and that has a store."""
    try:
        Release.open(path).verify()
    except ReleaseError:
        return False
    return (path / STORE).is_dir()


def switch(releases: Path, id_: str) -> None:
    """Makes a release current: one atomic replacement of a symbolic link. Going back is the same call.

    Raises ReleaseError where there is no release of this id.
    """
    Release.open(releases / id_)
    beside = releases / f".{CURRENT}-{os.getpid()}"
    beside.unlink(missing_ok=True)
    beside.symlink_to(id_)
    beside.replace(releases / CURRENT)
