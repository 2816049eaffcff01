"""Metadata of a CSV file by CSV on the Web (Metadata Vocabulary for Tabular Data): `<file>-metadata.json`."""

from typing import Any

from pipeline.catalog.model import Dataset
from pipeline.exports.sheet import Column, Sheet


def metadata(sheet: Sheet, dataset: Dataset) -> dict[str, Any]:
    """The metadata of a sheet's CSV file, which lies beside it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "ja"}],
        "url": sheet.csv_path.rpartition("/")[2],
        "dc:title": [
            {"@value": f"{dataset.title.ja} {sheet.title.ja}", "@language": "ja"},
            {"@value": f"{dataset.title.en}: {sheet.title.en}", "@language": "en"},
        ],
        "dc:publisher": {"@value": dataset.publisher.name.ja, "@language": "ja"},
        "dc:license": {"@id": dataset.publisher.licence.iri},
        "dc:modified": {"@value": dataset.entry.modified[:10], "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(column) for column in sheet.columns],
            "primaryKey": "ID",
            "aboutUrl": "{+ID}",
        },
    }


def _column(column: Column) -> dict[str, Any]:
    """A column by its title, which is the header. A name may only be ASCII, so `ID` alone has one."""
    described = {"dc:description": {"@value": column.title.en, "@language": "en"}}
    if column.description:
        text = f"{column.title.en}: {column.description.en}"
        described = {"dc:description": {"@value": text, "@language": "en"}}
    return {
        **({"name": column.title.ja} if column.name == "id" else {}),
        "titles": column.title.ja,
        "propertyUrl": f"#{column.name}",
        "datatype": column.type,
        "required": column.required,
        **described,
    }
