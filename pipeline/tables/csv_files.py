"""Reads, checks and writes the tables of an edition: CSV in UTF-8, one header row, LF.

`Tables` maps a table's name to a frame whose columns are those of `pipeline.tables.schema`, all text, "" for blank.
Its rows are in the order of the file; row numbers in messages are those of the file (the header is row 1).
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from pipeline.model.errors import Problem, TableError
from pipeline.model.files import whole_files
from pipeline.tables.schema import CODE, PATTERNS, TABLES, Column, Reference, Table

Tables = Mapping[str, pd.DataFrame]
Check = Callable[[Tables, Path], Iterable[Problem]]


def frame(table: Table, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Rows as a frame of a table: its columns in order, all text, a missing or None value blank."""
    texts = [["" if row.get(name) is None else str(row[name]) for name in table.names] for row in rows]
    return (
        pd.DataFrame(texts, columns=list(table.names), dtype="str") if texts else _blank(table.names).copy()
    )


@cache
def _blank(names: tuple[str, ...]) -> pd.DataFrame:
    """A frame without rows; not to be changed, it is shared. Most tables of most editions are empty."""
    return pd.DataFrame([], columns=list(names), dtype="str")


def read(
    folder: Path,
    schema: Mapping[str, Table] = TABLES,
    further: Check = lambda tables, folder: (),
    beside: Tables | None = None,
) -> dict[str, pd.DataFrame]:
    """All tables of a folder, checked; a table whose file is absent is empty.

    `schema` names the tables a folder holds: those of an edition unless told otherwise; `further` finds what a
    schema cannot say; `beside` are tables of another folder that these refer to.

    Raises TableError with every problem of every table.
    """
    if not folder.is_dir():
        raise TableError(
            Problem(str(folder), "is not a folder.", "Run `keikaku extract`, or fill in the template.")
        )
    problems = [
        Problem(str(path), "is not a table keikaku knows.", f"Known: {', '.join(schema)}.")
        for path in sorted(folder.glob("*.csv"))
        if path.stem not in schema
    ]
    tables: dict[str, pd.DataFrame] = {}
    for name, table in schema.items():
        try:
            tables[name] = _read_table(folder / f"{name}.csv", table)
        except TableError as error:
            problems.extend(error.problems)
    if not problems:
        problems = [*check(tables, folder, schema, beside), *further(tables, folder)]
    if problems:
        raise TableError(problems)
    return tables


def read_one(path: Path, table: Table) -> pd.DataFrame:
    """One table, its columns and key checked; empty where there is no such file.

    Raises TableError with every problem.
    """
    found = _read_table(path, table)
    problems = [*_check_columns(found, table, str(path)), *_check_key(found, table, str(path))]
    if problems:
        raise TableError(problems)
    return found


def _read_table(path: Path, table: Table) -> pd.DataFrame:
    if not path.exists():
        return frame(table, ())
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(
            Problem(str(path), f"is not CSV in UTF-8 ({error}).", "Save it as CSV UTF-8.")
        ) from error
    absent = {column.name for column in table.columns if column.later} - set(header)
    if tuple(header) != tuple(name for name in table.names if name not in absent):
        expected = ",".join(table.names)
        what = f"has the columns {','.join(header)}." if header else "is empty."
        raise TableError(Problem(f"{path}, row 1", what, f"Expected {expected}."))
    wrong = [
        Problem(
            f"{path}, row {number}", f"has {len(row)} cells, not {len(header)}.", "Give every column a cell."
        )
        for number, row in enumerate(rows, start=2)
        if len(row) != len(header)
    ]
    if wrong:
        raise TableError(wrong)
    return frame(table, [dict(zip(header, row, strict=True)) for row in rows])


def write(tables: Tables, folder: Path) -> None:
    """Writes every table that has rows, all or none of them; removes the file of an empty table."""
    folder.mkdir(parents=True, exist_ok=True)
    filled = [name for name in TABLES if len(tables[name])]
    texts = {folder / f"{name}.csv": text(tables[name], TABLES[name]) for name in filled}
    whole_files.replace({path: content.encode() for path, content in texts.items()})
    for name in TABLES.keys() - set(filled):
        (folder / f"{name}.csv").unlink(missing_ok=True)


def replace(path: Path, table: pd.DataFrame, schema: Table) -> None:
    """Writes a table in place of the one before: the file is replaced whole, or stays as it was."""
    whole_files.replace({path: text(table, schema).encode()})


def rows(table: pd.DataFrame) -> Iterator[dict[str, str]]:
    """The rows of a table by column, every cell a text."""
    names = [str(name) for name in table.columns]
    return (dict(zip(names, row, strict=True)) for row in _cells(table, names))


def text(table: pd.DataFrame, schema: Table) -> str:
    """A frame as the text of its CSV file (RFC 4180 but for LF; a carriage return in a cell is kept, in quotes).

    A column that came later is left out where no row fills it.
    """
    kept = [column.name for column in schema.columns if not column.later or table[column.name].any()]
    lines = [tuple(kept), *_cells(table, kept)]
    return "".join(f"{','.join(map(_quoted, row))}\n" for row in lines)


def _quoted(cell: str) -> str:
    escaped = cell.replace('"', '""')
    return f'"{escaped}"' if re.search('[",\r\n]', cell) else cell


def check(
    tables: Tables, folder: Path, schema: Mapping[str, Table] = TABLES, beside: Tables | None = None
) -> list[Problem]:
    """Everything in the tables that does not follow the schema, sorted."""
    known = {**(beside or {}), **tables}
    problems: list[Problem] = []
    for name, table in schema.items():
        where = f"{folder / name}.csv"
        problems.extend(_check_columns(tables[name], table, where))
        problems.extend(_check_key(tables[name], table, where))
        for reference in table.references:
            problems.extend(_check_reference(known, name, reference, where))
    return sorted(problems)


def _check_columns(table: pd.DataFrame, schema: Table, where: str) -> Iterator[Problem]:
    if table.empty:
        return
    for column in schema.columns:
        values = [value for (value,) in _cells(table, [column.name])]
        faults = {value: fault for value in set(values) if (fault := _fault(value, column))}
        for number, value in enumerate(values, start=2) if faults else ():
            if value in faults:
                yield Problem(f"{where}, row {number}, column {column.name}", *faults[value])


def _fault(value: str, column: Column) -> tuple[str, str] | None:
    """What is wrong with one cell, and what to do."""
    if value == "":
        return ("is blank.", "Fill it in.") if column.required else None
    if column.type == CODE and value not in column.codes:
        return f"'{value}' is not a code of this column.", f"Use one of {', '.join(column.codes)}."
    pattern = PATTERNS.get(column.type)
    if pattern and not re.fullmatch(pattern[0], value):
        what, remedy = pattern[1].split(". ", 1)
        return f"'{value}' {what}.", remedy
    return None


def _check_key(table: pd.DataFrame, schema: Table, where: str) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for number, cells in enumerate(_cells(table, schema.key), start=2):
        key = schema.key_of(dict(zip(schema.key, cells, strict=True)))
        if first.setdefault(key, number) != number:
            what = f"repeats row {first[key]} ({', '.join(part for part in key if part)})."
            yield Problem(f"{where}, row {number}", what, f"Keep one row for each {', '.join(schema.key)}.")


def _cells(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of some columns, row by row; as objects, for a frame gives its texts one by one far more slowly."""
    if table.empty:
        return iter(())
    return zip(*(map(str, table[column].to_numpy(object)) for column in columns), strict=True)


def _check_reference(tables: Tables, name: str, reference: Reference, where: str) -> Iterator[Problem]:
    """Rows whose reference is filled in (its last column) but not found."""
    known = set(_cells(tables[reference.table], reference.targets))
    for number, values in enumerate(_cells(tables[name], reference.columns), start=2):
        if values[-1] and values not in known:
            yield Problem(
                f"{where}, row {number}, column {reference.columns[-1]}",
                f"'{values[-1]}' ({', '.join(values)}) is not in {reference.table}.csv.",
                f"Correct it, or add it to {reference.table}.csv.",
            )
