"""What files held when they were read: one that did not change since is not read again.

A file is known by its inode, its size, and the instant of its last change, so that the links of a release to a unit's files
are one. What was read is kept among the releases, for the next build and the next start of a server; who cannot write there
reads again.
"""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from pipeline.model.files import whole_files

CACHE = ".units"
"""The folder of finished units, among the releases, whose files are linked to it."""
NAME = "verified"
NEW, ALL = "new", "all"
"""What a server verifies: the files that changed since they were read, or every one."""
_State: TypeAlias = tuple[int, int, int]
"""Inode, bytes, nanoseconds of the last change."""


class Verified:
    """The sha256 of files, by what they were like on disk when they were read."""

    def __init__(self, path: Path | None = None) -> None:
        """What is kept at a path, if anything is; without a path nothing is known yet, and nothing will be kept."""
        self._path = path
        self._known = _read(path) if path else {}
        self._seen: dict[_State, str] = {}

    @classmethod
    def of(cls, releases: Path, verify: str = NEW) -> "Verified":
        """What is known of a folder of releases; nothing where all is to be verified."""
        return cls(releases / CACHE / NAME if verify == NEW else None)

    def digest(self, path: Path) -> str:
        """The sha256 of a file, in hexadecimal. Raises OSError where it cannot be read."""
        found = path.stat()
        state = found.st_ino, found.st_size, found.st_mtime_ns
        if state not in self._seen:
            self._seen[state] = self._known.get(state) or digest(path)
        return self._seen[state]

    def keep(self, *, others: bool = True) -> None:
        """Keeps what was asked for; without `others` nothing else, for nothing else is there any more."""
        if self._path is None:
            return
        kept = {**self._known, **self._seen} if others else self._seen
        lines = (f"{sha256} {' '.join(map(str, state))}\n" for state, sha256 in sorted(kept.items()))
        with suppress(OSError):  # a folder that only another user writes to
            self._path.parent.mkdir(exist_ok=True)
            whole_files.replace({self._path: "".join(lines).encode()})


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal, read from disk. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[_State, str]:
    """What is kept; nothing where there is no such file, or it is not one of ours."""
    try:
        rows = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
        return {(int(inode), int(size), int(changed)): sha256 for sha256, inode, size, changed in rows}
    except (OSError, ValueError):
        return {}
