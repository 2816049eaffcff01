"""The process that reads one file: `python -m pipeline.formats.child KIND FILE SECONDS BYTES [PAGE]`.

With a page it draws that page of a PDF instead.
"""

import importlib
import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from pipeline.formats import pictures
from pipeline.model import network
from pipeline.model.errors import DocumentError, Problem

MODULES = {
    "pdf": "pdf.reading",
    "xlsx": "spreadsheets.excel",
    "xls": "spreadsheets.old_sheets",
    "ods": "spreadsheets.old_sheets",
    "docx": "word",
    "html": "web",
    "text": "text",
}
"""Kind of a file → the module of `pipeline.formats` whose function `read` reads it."""


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _pages(kind: str, path: Path) -> dict[str, object]:
    """What the reader of a kind finds in a file."""
    module = importlib.import_module(f"pipeline.formats.{MODULES[kind]}")
    pages = module.read(path, lambda done, total: _say({"done": done, "total": total}))
    return {"pages": [asdict(page) for page in pages]}


def _picture(path: Path, number: int) -> dict[str, object]:
    """A page of a PDF, drawn."""
    drawing = importlib.import_module("pipeline.formats.pdf.drawing")
    return {"picture": pictures.to_json(drawing.draw(path, number))}


def main(kind: str, path: Path, seconds: int, memory: int, page: int = 0) -> None:
    """Reads a file, or draws a page of it, and says what came of it; the limits end the process where they are passed."""
    network.leave()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        answer: object = _picture(path, page) if page else _pages(kind, path)
    except DocumentError as error:
        answer = {"problems": [[one.where, one.what, one.remedy] for one in error.problems]}
    except MemoryError:
        sys.exit(1)  # as where a limit ends the process: who asked says what the limits are
    except RecursionError:
        what = "is nested or packed beyond what a document needs."
        answer = {
            "problems": [
                list(_fields(Problem(path.name, what, "Save it anew with the program it was made with.")))
            ]
        }
    _say(answer)


def _fields(problem: Problem) -> tuple[str, str, str]:
    return problem.where, problem.what, problem.remedy


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
