"""What the tests of commands share: a command's outcome, the data it runs on, and how to spoil and compare files."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        return self.err.splitlines()


@dataclass(frozen=True)
class Copy:
    """A copy of the data: the booklet's city (132292), and a small city that used the workbook (092029)."""

    root: Path

    @property
    def booklet(self) -> Path:
        return self.root / "132292" / "2026"

    @property
    def small(self) -> Path:
        return self.root / "092029" / "2023" / "tables"


Keikaku = Callable[..., Outcome]
"""Runs a command with its arguments."""


def snapshot(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def sentence(problem: str) -> bool:
    """Whether a line is `where: what. what to do.` and no trace of the program."""
    return bool(re.fullmatch(r"[^:]+(:\d+)?: .+\.(.+\.)?", problem)) and "Traceback" not in problem
