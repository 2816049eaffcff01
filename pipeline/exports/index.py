"""Everything that describes a release's data files, as files of the release: the last step before it is written."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.catalog.documents import documents
from pipeline.catalog.model import Catalogue, DataFile
from pipeline.exports import ckan, croissant, csvw, datapackage, opendata_list, void
from pipeline.exports.sheet import Sheet
from pipeline.graphs.interpreter import Triple
from pipeline.model.iris import Iris
from pipeline.model.text import Text
from pipeline.validation.shacl import shapes_document

MEDIA_TYPES: dict[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt.gz": "application/gzip",
    "csv": "text/csv",
    "sssom.tsv": "text/tab-separated-values",
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


def listings(
    catalogue: Catalogue,
    found: Iterable[Triple],
    sheets: Sequence[Sheet],
    counts: Mapping[str, int],
    iris: Iris,
    root: str,
) -> dict[str, bytes]:
    """The catalogue's documents (its triples are `found`), the shapes, the metadata of each dataset and sheet."""
    files: dict[str, bytes] = dict(documents(found))
    files[opendata_list.PATH] = opendata_list.text(catalogue, root)
    files[SHAPES] = shapes_document(iris.base).encode()
    files[void.PATH] = void.text(catalogue, counts, iris, root)
    for dataset in catalogue.datasets:
        own = [sheet for sheet in sheets if sheet.dataset == dataset.id]
        by_path = {file.path: file for file in dataset.files}
        files[ckan.path(dataset.id)] = _line(ckan.package(dataset, iris, root))
        if own:
            files[datapackage.path(dataset.id)] = _json(datapackage.descriptor(dataset, own, by_path))
            files[croissant.path(dataset.id)] = _json(croissant.description(dataset, own, by_path, root))
        for sheet in own:
            files[sheet.metadata_path] = _json(csvw.metadata(sheet, dataset))
    return dict(sorted(files.items()))


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _line(value: Mapping[str, Any]) -> bytes:
    """JSON on one line, as `ckanapi load datasets` reads it."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()
