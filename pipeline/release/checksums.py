"""SHA256SUMS: what every file of a release has to be, in the format of sha256sum."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.model.errors import Problem, ReleaseError
from pipeline.release.verified import Verified

SUMS = "SHA256SUMS"
STORE = "store"
"""The folder of a release that has a SHA256SUMS of its own, since its bytes differ from build to build."""


def differences(folder: Path, verified: Verified) -> list[Problem]:
    """What of a folder is not as its SHA256SUMS says."""
    problems = []
    expected = _read_sums(folder / SUMS)
    found = {path.relative_to(folder).as_posix() for path in _files(folder)}
    for name in sorted(expected.keys() | found):
        where = folder / name
        if name not in found:
            problems.append(Problem(str(where), "is missing.", "Build the release again."))
        elif name not in expected:
            problems.append(Problem(str(where), f"is not in {SUMS}.", "Remove it."))
        elif _digest_or_none(where, verified) != expected[name]:
            what = f"does not have the sha256 of {SUMS}."
            problems.append(Problem(str(where), what, "Build the release again."))
    return problems


def _digest_or_none(path: Path, verified: Verified) -> str | None:
    """The sha256 of a file; None where it cannot be read, for then it is not as it should be either."""
    try:
        return verified.digest(path)
    except OSError:
        return None


def _files(folder: Path) -> Iterator[Path]:
    """The files that SHA256SUMS speaks of, sorted."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.is_file() and below.parts[0] != STORE and below.as_posix() != SUMS:
            yield path


def write_sums(folder: Path, verified: Verified | None = None) -> None:
    """Writes SHA256SUMS of a release and, where it has a store, of that, in the format of sha256sum."""
    known = verified or Verified()
    for one in (folder, folder / STORE):
        if one.is_dir():
            lines = (f"{known.digest(path)}  {path.relative_to(one).as_posix()}\n" for path in _files(one))
            (one / SUMS).write_text("".join(lines), encoding="utf-8")


def _read_sums(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseError(Problem(str(path), "cannot be read.", "Build the release again.")) from error
    return {name: found for found, _, name in (line.partition("  ") for line in lines)}
