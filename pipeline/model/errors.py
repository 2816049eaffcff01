"""Errors for people: where, what, what to do.

KeikakuError            could not do what was asked           exit 2
├── SettingError        a setting or argument is not usable
├── DocumentError       a source document cannot be read as this layout
├── TableError          a table is not as data/README.md says
├── ReleaseError        a release is missing, damaged or cannot be written
├── QueryError          a query was refused or did not finish
└── ConformanceError    the data was read, but does not conform or differs   exit 1

Caught in `pipeline.cli.main` and at the edge of HTTP, nowhere else; there OSError is too, as `refused_by_system` words it.
"""

import errno
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where it is, what it is, what to do about it."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.remedy}".rstrip()


_REMEDIES = {
    errno.ENOSPC: "Free some space there, then run the command again.",
    errno.EDQUOT: "Free some space there, then run the command again.",
    errno.EFBIG: "Allow larger files there, then run the command again.",
    errno.EROFS: "Name a folder that can be written, or make this one so.",
    errno.EACCES: "Give this user the right to it.",
    errno.EPERM: "Give this user the right to it.",
    errno.ENOENT: "Check the name.",
    errno.EMFILE: "Allow this user more open files.",
}


def refused_by_system(error: OSError, where: str = "") -> Problem:
    """What the operating system refused as a problem: a full disk, a folder that is read-only, a file that is none.

    `where` is told where the error itself names no file.
    """
    name = error.filename if isinstance(error.filename, str) else ""
    what = error.strerror or str(error) or type(error).__name__
    told = error.errno
    if not told:  # RocksDB has words only, shutil a list of them
        told = next((code for code in _REMEDIES if os.strerror(code) in what), 0)
        what = os.strerror(told) if told else what
    return Problem(name or where, f"cannot be read or written ({what}).", _REMEDIES.get(told, ""))


class KeikakuError(Exception):
    """Something that a person has to do something about; carries every problem found, sorted."""

    exit_code = 2

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        found = [problems] if isinstance(problems, Problem) else list(problems)
        self.problems = tuple(sorted(set(found), key=_in_reading_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["KeikakuError"], tuple[list[Problem]]]:
        """An error comes whole from another process."""
        return type(self), (list(self.problems),)


def _in_reading_order(problem: Problem) -> list[tuple[int, str]]:
    """Row 2 before row 10: numbers count as numbers, the longer the larger."""
    parts = (part.lstrip("0") if part.isdecimal() else part for part in re.split(r"([0-9]+)", str(problem)))
    return [(len(part), part) if part.isdecimal() else (0, part) for part in parts]


class SettingError(KeikakuError):
    """A setting or an argument is not usable."""


class DocumentError(KeikakuError):
    """A source document is missing, foreign, cut, or holds something its layout does not explain."""


class TableError(KeikakuError):
    """A table does not follow its schema."""


class ReleaseError(KeikakuError):
    """A release is missing, damaged, or cannot be written."""


class QueryError(KeikakuError):
    """A query was refused or did not finish. `ja`: what and remedy in Japanese; empty where nobody put it so."""

    def __init__(self, problems: Problem | Sequence[Problem], *, ja: str = "") -> None:
        super().__init__(problems)
        self.ja = ja


class ConformanceError(KeikakuError):
    """The data was read but does not conform, or differs from what it should equal."""

    exit_code = 1


def together(errors: Sequence[KeikakuError]) -> KeikakuError:
    """One error with all problems; of the kind that weighs most (could not run before does not conform)."""
    worst = max(errors, key=lambda error: error.exit_code)
    return type(worst)([problem for error in errors for problem in error.problems])
