"""Reads a file in a process of its own, with limits of time and memory: a file that breaks its reader breaks nothing else.

The process answers in lines of JSON: pages done, then what was read or what is wrong.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.formats import pictures
from pipeline.formats.pages import Line, Page, Pages, Table, TableCell
from pipeline.formats.pictures import Picture
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place

SECONDS = 300
SECONDS_OF_A_PAGE = 20
MEMORY = 2 * 2**30
MAXIMUM_BYTES = 200 * 2**20
KINDS = {
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What no text of a document needs, and no XML may hold."""

Progress = Callable[[int, int], None]


def read(path: Path, progress: Progress = lambda done, total: None, seconds: int = SECONDS) -> Pages:
    """A file as pages; `progress` is told how many pages of how many are done.

    Raises DocumentError, one sentence, for a file that is missing, of an unknown kind, too large, broken, locked,
    or that needs more time or memory than the largest plan does.
    """
    kind = _kind(path)
    answer = _ask(path, kind, progress, seconds)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Pages(path.name, digest, kind, tuple(map(_page, answer["pages"])))


def draw(path: Path, page: int, seconds: int = SECONDS_OF_A_PAGE) -> Picture:
    """A page of a PDF, counted from 1, as a picture.

    Raises DocumentError, one sentence, for a file that is no PDF, is broken, or needs more than a page does.
    """
    kind = _kind(path)
    if kind != "pdf":
        raise DocumentError(Problem(path.name, "has no pages to draw.", "Name a PDF."))
    return pictures.from_json(_ask(path, kind, lambda done, total: None, seconds, page)["picture"])


def _kind(path: Path) -> str:
    if not path.is_file():
        raise DocumentError(Problem(str(path), "does not exist.", "Name the file of the document."))
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        known = ", ".join(KINDS)
        raise DocumentError(
            Problem(path.name, f"'{path.suffix}' is no kind that is read.", f"Known: {known}.")
        )
    size = path.stat().st_size
    if not 0 < size <= MAXIMUM_BYTES:
        what = "is empty." if not size else f"has {size:,} bytes; {MAXIMUM_BYTES:,} are read."
        raise DocumentError(Problem(path.name, what, "Name the file that holds the plan's pages."))
    return kind


def _ask(path: Path, kind: str, progress: Progress, seconds: int, page: int = 0) -> Mapping[str, Any]:
    """What the process answers; raises DocumentError with the problems that it names, or where it was ended."""
    command = [
        sys.executable,
        "-m",
        "pipeline.formats.child",
        kind,
        str(path),
        str(seconds),
        str(MEMORY),
        *([str(page)] if page else []),
    ]
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment = {**os.environ, **threads, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    ) as process:
        answer: Mapping[str, Any] = {}
        for line in process.stdout or ():
            answer = json.loads(line)
            if "done" in answer:
                progress(int(answer["done"]), int(answer["total"]))
    if process.returncode or "done" in answer or not answer:
        what = f"needs more than {seconds} seconds or {MEMORY // 2**30} GiB to be read."
        raise DocumentError(
            Problem(path.name, what, "Save the pages that hold the plan as a file of their own.")
        )
    if "problems" in answer:
        raise DocumentError([Problem(*problem) for problem in answer["problems"]])
    return answer


def _page(found: Mapping[str, Any]) -> Page:
    return Page(
        found["number"],
        found["name"],
        tuple(map(_table, found["tables"])),
        tuple(map(_line, found["lines"])),
        found["picture"],
    )


def _table(found: Mapping[str, Any]) -> Table:
    return Table(
        tuple(map(_cell, found["cells"])),
        tuple(map(_line, found["above"])),
        found["ruled"],
        tuple(found["edges"]),
        tuple(found["tops"]),
    )


def _cell(found: Mapping[str, Any]) -> TableCell:
    bar = found["bar"]
    text, struck = (_CONTROL.sub("", found[name]) for name in ("text", "struck"))
    places = tuple(map(_place, found["places"]))
    return TableCell(
        **{
            **found,
            "text": text,
            "struck": struck,
            "places": places,
            "bar": (bar[0], bar[1]) if bar else None,
        }
    )


def _line(found: Mapping[str, Any]) -> Line:
    return Line(_CONTROL.sub("", found["text"]), _place(found["place"]))


def _place(found: Mapping[str, Any]) -> Place:
    x, y, width, height = found["rectangle"]
    return Place(
        found["page"],
        found["sheet"],
        found["address"],
        (x, y, width, height),
        found["line"],
        found["paragraph"],
    )
