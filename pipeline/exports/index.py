"""The data files of a dataset as the catalogue lists them, and the files that describe them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.catalog.model import DataFile, Dataset
from pipeline.exports import excel
from pipeline.exports.descriptions import ckan, croissant, csvw, datapackage
from pipeline.exports.sheet import Sheet
from pipeline.model.iris import Iris
from pipeline.model.text import Text

MEDIA_TYPES: dict[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt.gz": "application/gzip",
    "csv": "text/csv",
    "sssom.tsv": "text/tab-separated-values",
    "xlsx": excel.MEDIA_TYPE,
    "parquet": "application/vnd.apache.parquet",
    "csv-metadata.json": "application/csvm+json",
    "datapackage.json": "application/vnd.datapackage+json",
    "croissant.json": "application/ld+json",
    "ckan.json": "application/json",
}
"""Media types of the files of `data/`, by what follows the first full stop of their names."""
FURTHER: dict[str, Text] = {
    "_derived.ttl": Text("計算した値", "Computed values"),
    "_quality.ttl": Text("品質に関する注記", "Quality annotations"),
    ".sssom.tsv": Text("対応付け(SSSOM)", "Mappings (SSSOM)"),
}
"""Files beside the main one of a dataset, by the end of their names."""
SHAPES = "shapes.ttl"


def data_file(path: str, size: int, sha256: str, sheets: Sequence[Sheet]) -> DataFile:
    """A file of the release as the catalogue lists it, with the title of the sheet it holds."""
    for sheet in sheets:
        if path == sheet.csv_path:
            return DataFile(path, size, sha256, sheet.title, sheet.metadata_path)
        if path == sheet.parquet_path:
            return DataFile(path, size, sha256, sheet.title)
    title = next((text for end, text in FURTHER.items() if path.endswith(end)), None)
    return DataFile(path, size, sha256, title)


def described(dataset: Dataset, sheets: Sequence[Sheet], iris: Iris, root: str) -> dict[str, bytes]:
    """The files that describe a dataset and its sheets for portals and tools, by path."""
    by_path = {file.path: file for file in dataset.files}
    files = {ckan.path(dataset.id): _line(ckan.package(dataset, iris, root))}
    if sheets:
        files[datapackage.path(dataset.id)] = _json(datapackage.descriptor(dataset, sheets, by_path))
        files[croissant.path(dataset.id)] = _json(croissant.description(dataset, sheets, by_path, root))
    for sheet in sheets:
        files[sheet.metadata_path] = _json(csvw.metadata(sheet, dataset, iris.base))
    return dict(sorted(files.items()))


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _line(value: Mapping[str, Any]) -> bytes:
    """JSON on one line, as `ckanapi load datasets` reads it."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()
