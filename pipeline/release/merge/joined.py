"""Datasets that are joined from a part of every unit: the hub's mappings, the figures of all plans.

N-Triples are joined as members of one gzip file. Turtle and JSON-LD of the whole, and one table of all rows, are written
while the dataset has up to `WHOLE` triples; beyond, N-Triples say it all, and tables are divided by prefecture.
"""

import gzip
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from pipeline.exports import excel, sssom
from pipeline.exports.rows import all_figures
from pipeline.exports.sheet import Sheet, StoredRows, join_csv, join_parquet
from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.model.text import Text
from pipeline.release.reference import FIGURES
from pipeline.release.scheduling.cache import Unit

WHOLE = 200_000
"""Triples up to which a joined dataset is also one file of Turtle and JSON-LD, and its table one file: some 30 MB."""


@dataclass(frozen=True)
class Joined:
    """A joined dataset: its files' paths below the release, its tables (without rows), its number of triples."""

    paths: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    triples: int


def join_rdf(id_: str, members: Sequence[Path], own: Sorted, triples: int, folder: Path) -> Joined:
    """Writes a dataset's RDF files: `members` are the units' N-Triples, `own` what belongs to no unit."""
    stem = f"data/{id_}"
    with (folder / f"{stem}.nt.gz").open("wb") as joined:
        for path in members:
            with path.open("rb") as file:
                shutil.copyfileobj(file, joined)
        if own or not members:
            joined.write(serialize.compressed(serialize.n_triples(own)))
    paths = [f"{stem}.nt.gz"]
    if triples <= WHOLE:
        serialize.write_turtle(lambda: _every(members, own), folder / f"{stem}.ttl")
        serialize.write_json_ld(_every(members, own), folder / f"{stem}.jsonld")
        paths += [f"{stem}.ttl", f"{stem}.jsonld"]
    return Joined(tuple(paths), (), triples)


def _every(members: Iterable[Path], own: Sorted) -> Iterator[ox.Triple]:
    """All triples in their order, read as they are needed."""
    return serialize.merged((own, *map(_read, members)))


def _read(path: Path) -> Iterator[ox.Triple]:
    with BufferedReader(gzip.open(path)) as lines:
        for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def join_mappings(members: Iterable[Path], path: Path, base: str) -> None:
    """Writes the mappings of all units to the hub as SSSOM: they are in the order of the units' codes."""
    with path.open("wb") as joined:
        joined.write(sssom.head(base).encode())
        for member in members:
            joined.write(member.read_bytes())


def join_figures(units: Sequence[Unit], whole: bool, iri: str, folder: Path) -> tuple[Sheet, ...]:
    """Writes the figures of all plans as tables, in one part or by prefecture; returns the tables without rows.

    `iri` is the dataset's. One part is a workbook too: what is divided is more than people open.
    """
    parts = {(): units} if whole else _by_prefecture(units)
    sheets = []
    for place, of in parts.items():
        stems = [f"data/{stem}" for unit in of for stem in unit.manifest["figures"]]
        paths = [unit.path / f"data/{stem}" for unit in of for stem in unit.manifest["figures"]]
        if not stems:
            continue
        sheet = all_figures(*place)
        join_csv((path.with_name(f"{path.name}.csv") for path in paths), folder / sheet.csv_path)
        join_parquet((path.with_name(f"{path.name}.parquet") for path in paths), folder / sheet.parquet_path)
        sheets.append(sheet)
        if whole:
            _write_workbook(sheet, iri, folder)
    return tuple(sheets)


def _write_workbook(sheet: Sheet, iri: str, folder: Path) -> None:
    """Writes a joined table as a workbook too."""
    rows = StoredRows(folder / sheet.parquet_path)
    own = Text("出典:各行の地方公共団体", "Source: the municipality that each row names")
    facts = excel.facts(sheet.title, iri, own, "")
    (folder / excel.path(FIGURES)).write_bytes(excel.workbook([replace(sheet, rows=rows)], facts))


def _by_prefecture(units: Sequence[Unit]) -> Mapping[tuple[str, Text], Sequence[Unit]]:
    """Units, which are in the order of their codes, by the two digits of their prefecture."""
    found: dict[tuple[str, Text], Sequence[Unit]] = {}
    for digits, group in groupby(units, lambda unit: str(unit.manifest["code"])[:2]):
        of = list(group)
        found[digits, Text(**of[0].manifest["prefecture"])] = of
    return found
