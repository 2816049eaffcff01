"""オープンデータ一覧: one file, or beyond `WHOLE` one of each prefecture, gzipped, and a list that leads to them."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.catalog.model import Dataset
from pipeline.exports.descriptions import opendata_list
from pipeline.graphs import serialize
from pipeline.model.text import Text
from pipeline.release.scheduling.cache import Unit
from pipeline.release.unit import LIST

WHOLE = 1_000_000
"""Bytes of units' rows up to which they are one file: some fifteen municipalities."""


def write(datasets: Iterable[Dataset], units: Sequence[Unit], root: str, folder: Path) -> tuple[str, ...]:
    """Writes the list of units' datasets and of those that no unit has; returns the paths of its files."""
    whole = sum((unit.path / LIST).stat().st_size for unit in units) <= WHOLE
    divided = () if whole else tuple(_write_divided(units, folder))
    with (folder / opendata_list.PATH).open("wb") as file:
        file.write(opendata_list.header())
        for unit in units if whole else ():
            with (unit.path / LIST).open("rb") as rows:
                shutil.copyfileobj(rows, file)
        file.write(opendata_list.rows(datasets, root))
        for path, prefecture, size in divided:
            file.write(opendata_list.row_of_list(path, prefecture, size, root))
    return (opendata_list.PATH, *(f"{path}.gz" for path, _, _ in divided))


def _write_divided(units: Sequence[Unit], folder: Path) -> Iterator[tuple[str, Text, int]]:
    """The lists of prefectures, by the two digits that their municipalities' codes begin with: path, name, bytes."""
    (folder / opendata_list.FOLDER).mkdir()
    for digits, of in groupby(units, lambda unit: str(unit.manifest["code"])[:2]):
        found = list(of)
        content = opendata_list.header() + b"".join((unit.path / LIST).read_bytes() for unit in found)
        path = f"{opendata_list.FOLDER}/{digits}.csv"
        (folder / f"{path}.gz").write_bytes(serialize.compressed(content))
        yield path, Text(**found[0].manifest["prefecture"]), len(content)
