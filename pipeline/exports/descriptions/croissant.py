"""A dataset's tables for machine learning: Croissant 1.0 (MLCommons), `data/<dataset>.croissant.json`."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.catalog.agents import PROJECT_NAME
from pipeline.catalog.model import DataFile, Dataset
from pipeline.exports.sheet import DATE, FLAG, INTEGER, IRI, NUMBER, STRING, Column, Sheet

_TYPES = {
    STRING: "sc:Text",
    INTEGER: "sc:Integer",
    NUMBER: "sc:Float",
    DATE: "sc:Date",
    FLAG: "sc:Boolean",
    IRI: "sc:URL",
}
CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases",
    "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def path(dataset: str) -> str:
    return f"data/{dataset}.croissant.json"


def description(
    dataset: Dataset, sheets: Sequence[Sheet], files: Mapping[str, DataFile], root: str
) -> dict[str, Any]:
    """The Croissant description of a dataset's sheets, read from their Parquet files."""
    day = dataset.entry.modified[:10]
    owner = dataset.publisher
    maker = {"@type": "sc:Organization", "name": owner.name.en, "url": owner.homepage}
    return {
        "@context": dict(CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": dataset.id,
        "alternateName": [dataset.title.ja, dataset.title.en],
        "description": dataset.description.en,
        "url": f"{root}dataset/{dataset.id}.html",
        "license": owner.licence.iri,
        "creator": maker if dataset.edition else {"@type": "sc:Organization", "name": PROJECT_NAME.en},
        "publisher": maker,
        "citeAs": f"{owner.name.en}: {dataset.title.en}. {day}. {root}dataset/{dataset.id}",
        "datePublished": dataset.entry.issued[:10],
        "dateModified": day,
        "version": ".".join(str(int(part)) for part in day.split("-")),
        "inLanguage": ["ja", "en"],
        "keywords": [tag for tag, _ in dataset.tags()],
        "distribution": [_file(sheet, files[sheet.parquet_path], root) for sheet in sheets],
        "recordSet": [_records(sheet) for sheet in sheets],
    }


def _file(sheet: Sheet, file: DataFile, root: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{sheet.stem}.parquet",
        "name": f"{sheet.stem}.parquet",
        "description": sheet.title.en,
        "contentUrl": root + file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": file.sha256,
    }


def _records(sheet: Sheet) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": sheet.stem,
        "name": sheet.stem,
        "description": sheet.title.en,
        "key": {"@id": f"{sheet.stem}/id"},
        "field": [_field(sheet, column) for column in sheet.columns],
    }


def _field(sheet: Sheet, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{sheet.stem}/{column.name}",
        "name": column.name,
        "description": column.title.en,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{sheet.stem}.parquet"}, "extract": {"column": column.name}},
    }
