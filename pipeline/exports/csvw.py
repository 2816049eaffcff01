"""Metadata of a CSV file by CSV on the Web (Metadata Vocabulary for Tabular Data): `<file>-metadata.json`.

A converter (Generating RDF from Tabular Data) makes of a table statements that the published graph holds: a row is about its
`ID`; columns that say something of it have the property and the values of the graph, all others have no output.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.catalog.model import Dataset
from pipeline.exports.sheet import Column, Sheet
from pipeline.model.namespaces import DCTERMS, KK, SDMX_DIMENSION, SDMX_MEASURE, SDO, SKOS


@dataclass(frozen=True)
class Term:
    """What a column says of the row's subject: a property, and how its values are terms.

    `below` is what a value continues, below the base, where it names a thing; `datatype` and `language` are of literals.
    """

    property: str
    below: str | None = None
    datatype: str = "string"
    language: str = ""


_FIGURE = {
    "fiscal_year": Term(SDMX_DIMENSION.refPeriod, "id/fiscal-year/"),
    "value": Term(SDMX_MEASURE.obsValue, datatype="decimal"),
    "printed_value": Term(KK.printedValue),
}
TERMS: Mapping[str, Mapping[str, Term]] = {
    "elements": {
        "level_code": Term(KK.level, "code/level/"),
        "number": Term(SKOS.notation),
        "name": Term(DCTERMS.title, language="ja"),
        "parent": Term(DCTERMS.isPartOf, ""),
        "purpose": Term(KK.purpose, language="ja"),
        "involves_other_units": Term(KK.involvesOtherUnits, datatype="boolean"),
        "fiscal_effect": Term(KK.hasFiscalEffect, datatype="boolean"),
        "page": Term(SDO.pageStart, datatype="integer"),
        "line": Term(KK.sourceLine, datatype="integer"),
    },
    "activities": {
        "start_year": Term(KK.startPeriod, "id/fiscal-year/"),
        "line": Term(KK.sourceLine, datatype="integer"),
    },
    "figures": {
        **_FIGURE,
        "kind_code": Term(KK.valueKind, "code/value-kind/"),
        "breakdown_code": Term(KK.breakdown, "code/breakdown/"),
    },
    "effects": {**_FIGURE, "account_code": Term(KK.account, "code/account/")},
}
"""By the kind of table, which its file's name has between underscores, and by column."""


def metadata(sheet: Sheet, dataset: Dataset, base: str) -> dict[str, Any]:
    """The metadata of a sheet's CSV file, which lies beside it. `base` is what the graph's IRIs are below."""
    terms = next((TERMS[part] for part in sheet.stem.split("_") if part in TERMS), {})
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
            "columns": [_column(column, terms.get(column.name), base) for column in sheet.columns],
            "primaryKey": "id",
            "aboutUrl": "{+id}",
        },
    }


def _column(column: Column, term: Term | None, base: str) -> dict[str, Any]:
    """A column by its name for programs, which may only be ASCII, and its title, which is the header."""
    described = {"dc:description": {"@value": column.title.en, "@language": "en"}}
    if column.description:
        text = f"{column.title.en}: {column.description.en}"
        described = {"dc:description": {"@value": text, "@language": "en"}}
    return {
        "name": column.name,
        "titles": column.title.ja,
        "datatype": term.datatype if term and term.datatype != "string" else column.type,
        "required": column.required,
        **described,
        **(_said(column, term, base) if term else {"suppressOutput": True}),
    }


def _said(column: Column, term: Term, base: str) -> dict[str, Any]:
    said: dict[str, Any] = {"propertyUrl": str(term.property)}
    if term.below is not None:
        said["valueUrl"] = f"{base}{term.below}{{{column.name}}}" if term.below else f"{{+{column.name}}}"
    if term.language:
        said["lang"] = term.language
    return said
