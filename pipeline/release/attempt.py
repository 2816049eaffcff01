"""How the last build that `keikaku watch` started ended, kept beside the releases for who asks the server."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.model import whole_files

NAME = "last-build.json"


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


def write(releases: Path, attempt: Attempt) -> None:
    """Keeps an attempt in a folder of releases, the one before replaced whole."""
    releases.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(attempt), ensure_ascii=False, indent=2)
    whole_files.replace({releases / NAME: text.encode()})


def read(releases: Path) -> Attempt | None:
    """The last attempt in a folder of releases; None where there was none, or its file is not one of ours."""
    try:
        found = json.loads((releases / NAME).read_text(encoding="utf-8"))
        return Attempt(str(found["finished"]), int(found["code"]), tuple(map(str, found["problems"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
