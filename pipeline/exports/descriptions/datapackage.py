"""A dataset's tables as a Frictionless Data Package: `data/<dataset>.datapackage.json`, paths beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.catalog.model import DataFile, Dataset
from pipeline.exports.sheet import IRI, Column, Sheet


def path(dataset: str) -> str:
    return f"data/{dataset}.datapackage.json"


def descriptor(dataset: Dataset, sheets: Sequence[Sheet], files: Mapping[str, DataFile]) -> dict[str, Any]:
    """The package of a dataset's sheets; `files` are those of the release by path."""
    licence = dataset.publisher.licence
    return {
        "name": dataset.id,
        "title": dataset.title.ja,
        "description": f"{dataset.description.ja}\n\n{dataset.description.en}",
        "homepage": dataset.publisher.homepage,
        "licenses": [{"name": licence.short, "path": licence.iri, "title": licence.title.en}],
        "contributors": [{"title": dataset.publisher.name.ja, "role": "publisher"}],
        "keywords": [tag for tag, _ in dataset.tags()],
        "created": dataset.entry.modified,
        "resources": [_resource(sheet, files[sheet.csv_path]) for sheet in sheets],
    }


def _resource(sheet: Sheet, file: DataFile) -> dict[str, Any]:
    return {
        "name": sheet.stem.replace("_", "-"),
        "type": "table",
        "title": sheet.title.ja,
        "path": file.path.rpartition("/")[2],
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "schema": {
            "fields": [_field(column) for column in sheet.columns],
            "primaryKey": [column.title.ja for column in sheet.columns if column.name == "id"],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    """A field is named as the header names it; Frictionless matches by that name."""
    field: dict[str, Any] = {"name": column.title.ja, "type": column.type, "title": column.title.en}
    if column.type == IRI:
        field.update(type="string", format="uri")
    if column.description:
        field["description"] = column.description.en
    if column.required:
        field["constraints"] = {"required": True}
    return field
