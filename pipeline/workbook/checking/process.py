"""The process that checks what was sent: `python -m pipeline.workbook.checking.process FOLDER CONTENT-TYPE`.

`FOLDER/sent` is the body of the request; what is told of it is written to `FOLDER/verdict.json`. A file that breaks its
reader, or takes more than the limits, ends the process, and nothing is told. Whoever started it removes the folder.
"""

import resource
import sys
from pathlib import Path

from pipeline.model import network
from pipeline.model.errors import KeikakuError
from pipeline.workbook import store
from pipeline.workbook.checking import sent, verdict
from pipeline.workbook.checking.verdict import Verdict

SENT, TOLD = "sent", "verdict.json"
SECONDS = 30
MEMORY = 2**30
LARGEST_FILE = 64 * 2**20
"""Bytes of a file that it may write: what was sent again, as files."""


def check(folder: Path, content_type: str) -> Verdict:
    """What is told of the request's body in a folder."""
    files = folder / "files"
    files.mkdir()
    try:
        with (folder / SENT).open("rb") as body:
            workbook = sent.unpack(body, content_type, files)
        return verdict.good(store.read(workbook))
    except KeikakuError as error:
        return verdict.refused(error.problems)


def main(folder: Path, content_type: str) -> None:
    """Tells of what was sent, within the limits and, where the system allows it, without a network."""
    network.leave()
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    try:
        told = check(folder, content_type)
    except (MemoryError, RecursionError):
        sys.exit(1)  # as where a limit ends the process
    (folder / TOLD).write_text(told.to_json(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
