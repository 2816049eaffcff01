"""A table as it is published: columns with names in two languages and a type, rows of text."""

import csv
import io
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import overload

from arro3.core import Array, DataType, Field, RecordBatchReader, Schema, Table
from arro3.io import read_parquet, write_parquet

from pipeline.model.text import Text

STRING, INTEGER, NUMBER, DATE, FLAG, IRI = "string", "integer", "number", "date", "boolean", "anyURI"

_COMPRESSION = "zstd(1)"
_ARROW = {
    STRING: DataType.string(),
    IRI: DataType.string(),
    INTEGER: DataType.int64(),
    NUMBER: DataType.float64(),
    DATE: DataType.date32(),
    FLAG: DataType.bool(),
}


@dataclass(frozen=True)
class Column:
    """One column: `name` for programs, `title` in the header of a spreadsheet (Japanese) and in descriptions."""

    name: str
    title: Text
    type: str = STRING
    required: bool = True
    description: Text | None = None


@dataclass(frozen=True)
class Sheet:
    """One table of a dataset. A row maps column names to text, "" for blank; `id` makes a row unique."""

    dataset: str
    stem: str
    title: Text
    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, str]]

    @property
    def csv_path(self) -> str:
        return f"data/{self.stem}.csv"

    @property
    def parquet_path(self) -> str:
        return f"data/{self.stem}.parquet"

    @property
    def metadata_path(self) -> str:
        """Where CSVW looks for the metadata of a CSV file (Model for Tabular Data, 5.3)."""
        return f"{self.csv_path}-metadata.json"


def delimited(sheet: Sheet) -> bytes:
    """A sheet as CSV (RFC 4180) for programs: UTF-8, CRLF, one header row in Japanese, every text as it is.

    There is no byte order mark: it would be part of the first column's name to whatever does not know of it. Who opens
    the file in Excel takes the workbook, or the address with `?excel=1`, which has the mark and no cell that runs.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(column.title.ja for column in sheet.columns)
    writer.writerows([row[column.name] for column in sheet.columns] for row in sheet.rows)
    return lines.getvalue().encode()


def parquet(sheet: Sheet) -> bytes:
    """A sheet as Parquet: English column names, typed; blank is null; numbers are 64-bit floating point."""
    schema = Schema(
        [
            Field(c.name, _ARROW[c.type], metadata={"title@ja": c.title.ja, "title@en": c.title.en})
            for c in sheet.columns
        ]
    )
    arrays = [
        Array([row[column.name] or None for row in sheet.rows], DataType.string()).cast(_ARROW[column.type])
        for column in sheet.columns
    ]
    buffer = io.BytesIO()
    write_parquet(Table.from_arrays(arrays, schema=schema), buffer, compression=_COMPRESSION)
    return buffer.getvalue()


@dataclass(frozen=True)
class StoredRows(Sequence[Mapping[str, str]]):
    """The rows of a Parquet file as `parquet` makes it, as texts; null is blank. A batch of them is in memory at once."""

    path: Path

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        for batch in read_parquet(self.path):
            columns = [map(_text, batch.column(name).to_pylist()) for name in batch.column_names]
            for row in zip(*columns, strict=True):
                yield dict(zip(batch.column_names, row, strict=True))

    def __len__(self) -> int:
        return sum(batch.num_rows for batch in read_parquet(self.path))

    @overload
    def __getitem__(self, index: int) -> Mapping[str, str]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, str]]: ...

    def __getitem__(self, index: int | slice) -> Mapping[str, str] | Sequence[Mapping[str, str]]:
        places = range(len(self))[index]
        if isinstance(places, int):
            return next(islice(self, places, None))
        return list(islice(self, places.start, places.stop, places.step))


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def data_files(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """Every sheet as CSV and as Parquet, by path below the release."""
    files = {sheet.csv_path: delimited(sheet) for sheet in sheets}
    return files | {sheet.parquet_path: parquet(sheet) for sheet in sheets}


def join_csv(parts: Iterable[Path], target: Path) -> None:
    """Writes the rows of several CSV files of the same columns, each as `delimited` makes it, below one header."""
    with target.open("wb") as joined:
        for number, path in enumerate(parts):
            with path.open("rb") as file:
                header = file.readline()
                joined.write(header if number == 0 else b"")
                shutil.copyfileobj(file, joined)


def join_parquet(parts: Iterable[Path], target: Path) -> None:
    """Writes the rows of several Parquet files of the same columns into one, made whole in memory first.

    On a disk that is full the library panics, where Python raises OSError.
    """
    first, *others = parts
    schema = read_parquet(first).schema
    batches = (batch for path in (first, *others) for batch in read_parquet(path))
    buffer = io.BytesIO()
    write_parquet(RecordBatchReader.from_batches(schema, batches), buffer, compression=_COMPRESSION)
    target.write_bytes(buffer.getbuffer())
