"""Reads tab-separated text, the form of a transcribed booklet: lines with tabs that stand together are a table."""

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from pipeline.formats.pages import Line, Page, Table, TableCell
from pipeline.model.errors import DocumentError, Problem
from pipeline.model.places import Place


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[Page, ...]:
    """A text as one page; raises DocumentError where it is not UTF-8 or holds nothing."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 ({error.reason} at byte {error.start})."
        raise DocumentError(Problem(path.name, what, "Save it as UTF-8.")) from error
    if not content.strip():
        raise DocumentError(Problem(path.name, "holds no text.", "Name the file that holds the plan."))
    tables: list[Table] = []
    lines: list[Line] = []
    above: list[Line] = []
    numbered = list(enumerate(content.split("\n"), start=1))
    for tabular, run in groupby(numbered, lambda one: "\t" in one[1]):
        if tabular:
            tables.append(Table(_cells(list(run)), tuple(above), ruled=False))
            above = []
        else:
            found = [Line(text.strip(), Place(1, line=number)) for number, text in run if text.strip()]
            lines += found
            above += found
    progress(1, 1)
    return (Page(1, tables=tuple(tables), lines=tuple(lines)),)


_TAG = re.compile(r"</?(?:p|ul|li|br|div|span)(?:\s[^<>]*)?/?>")
"""Tags that transcriptions leave in cells."""


def _cells(rows: list[tuple[int, str]]) -> tuple[TableCell, ...]:
    return tuple(
        TableCell(row, column, text=_TAG.sub("", text).strip(), places=(Place(1, line=number),))
        for row, (number, line) in enumerate(rows)
        for column, text in enumerate(line.split("\t"))
        if text.strip()
    )
