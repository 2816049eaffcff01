"""How the last builds that `keikaku watch` started ended, kept beside the releases for who asks the server."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.model.files import whole_files

NAME = "builds.json"
KEPT = 20
"""Attempts that are kept; the log has all of them."""


@dataclass(frozen=True)
class Attempt:
    """The end of a build: `finished` in ISO 8601, the exit `code` (0 done, 1 does not conform, 2 could not run), and
    what the build said was wrong, a problem a line."""

    finished: str
    code: int
    problems: tuple[str, ...]

    @property
    def failed(self) -> bool:
        return self.code != 0


def add(releases: Path, attempt: Attempt) -> None:
    """Adds an attempt to those of a folder of releases, whose file is replaced whole."""
    releases.mkdir(parents=True, exist_ok=True)
    kept = (attempt, *read(releases))[:KEPT]
    text = json.dumps([asdict(each) for each in kept], ensure_ascii=False, indent=2)
    whole_files.replace({releases / NAME: text.encode()})


def read(releases: Path) -> tuple[Attempt, ...]:
    """The attempts in a folder of releases, newest first; none where there was none, or their file is not ours."""
    try:
        found = json.loads((releases / NAME).read_text(encoding="utf-8"))
        return tuple(
            Attempt(str(each["finished"]), int(each["code"]), tuple(map(str, each["problems"])))
            for each in found
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()
