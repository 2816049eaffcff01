"""SHA256SUMS: what every file of a release has to be, in the format of sha256sum."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.model.errors import Problem, ReleaseError

SUMS = "SHA256SUMS"
STORE = "store"
"""The folder of a release that has a SHA256SUMS of its own, since its bytes differ from build to build."""


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differences(folder: Path, verified: Path | None = None) -> list[Problem]:
    """What of a folder is not as its SHA256SUMS says.

    A file that is the same on disk as that of a folder that was verified is as it was found there.
    """
    problems = []
    expected = _read_sums(folder / SUMS)
    found = {path.relative_to(folder).as_posix() for path in _files(folder)}
    shared = set(_shared(folder, verified)) if verified else set[str]()
    for name in sorted((expected.keys() | found) - shared):
        where = folder / name
        if name not in found:
            problems.append(Problem(str(where), "is missing.", "Build the release again."))
        elif name not in expected:
            problems.append(Problem(str(where), f"is not in {SUMS}.", "Remove it."))
        elif _digest_or_none(where) != expected[name]:
            what = f"does not have the sha256 of {SUMS}."
            problems.append(Problem(str(where), what, "Build the release again."))
    return problems


def _shared(folder: Path, verified: Path) -> Iterator[str]:
    """The files that are one on disk in both folders, and should be."""
    if not (verified / SUMS).exists():
        return
    known = _read_sums(verified / SUMS)
    for name, sha256 in _read_sums(folder / SUMS).items():
        here, there = folder / name, verified / name
        if known.get(name) == sha256 and here.exists() and there.exists() and here.samefile(there):
            yield name


def _digest_or_none(path: Path) -> str | None:
    """The sha256 of a file; None where it cannot be read, for then it is not as it should be either."""
    try:
        return digest(path)
    except OSError:
        return None


def _files(folder: Path) -> Iterator[Path]:
    """The files that SHA256SUMS speaks of, sorted."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.is_file() and below.parts[0] != STORE and below.as_posix() != SUMS:
            yield path


def write_sums(folder: Path) -> None:
    """Writes SHA256SUMS of a release and, where it has a store, of that, in the format of sha256sum."""
    for one in (folder, folder / STORE):
        if one.is_dir():
            lines = (f"{digest(path)}  {path.relative_to(one).as_posix()}\n" for path in _files(one))
            (one / SUMS).write_text("".join(lines), encoding="utf-8")


def _read_sums(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(Problem(str(path), "cannot be read.", "Build the release again.")) from error
    return {name: found for found, _, name in (line.partition("  ") for line in lines)}
