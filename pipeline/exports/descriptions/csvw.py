"""Metadata of a CSV file by CSV on the Web (Metadata Vocabulary for Tabular Data): `<file>-metadata.json`.

A converter (Generating RDF from Tabular Data) makes of a table statements that the published graph holds: a row is about its
`ID`, what it quotes of the document about its printed cell; a column that says something has the property and the values of
the graph, all others have no output. A URI template writes Japanese percent-encoded (RFC 6570), as no IRI of the graph is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.catalog.model import Dataset
from pipeline.exports.sheet import Column, Sheet
from pipeline.model.namespaces import (
    DCTERMS,
    KK,
    PROV,
    RDF,
    SDMX_ATTRIBUTE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SDO,
    SKOS,
)


@dataclass(frozen=True)
class Term:
    """What a column says: a property, and how its values are terms.

    It says it of the row's subject, or of the thing that the column `about` names. `below` is what a value continues,
    below the base, where it names a thing; "" where it is an IRI. `datatype` and `language` are of literals.
    """

    property: str
    below: str | None = None
    about: str = ""
    datatype: str = "string"
    language: str = ""


_CELL = "cell_id"
_OF_CELL: Mapping[str, Term] = {
    "raw_text": Term(KK.rawText, about=_CELL),
    "corrected_text": Term(KK.correctedText, about=_CELL),
    "status_code": Term(KK.status, "code/status/", about=_CELL),
    "comparator": Term(KK.comparator, "code/comparator/", about=_CELL),
    "reference": Term(KK.reference, "code/reference/", about=_CELL),
    "reference_year": Term(KK.referencePeriod, "id/fiscal-year/", about=_CELL),
    "line": Term(KK.sourceLine, about=_CELL, datatype="integer"),
}
_FIGURE: Mapping[str, Term] = {
    **_OF_CELL,
    "fiscal_year": Term(SDMX_DIMENSION.refPeriod, "id/fiscal-year/"),
    "value": Term(SDMX_MEASURE.obsValue, datatype="decimal"),
    "unit_id": Term(SDMX_ATTRIBUTE.unitMeasure, ""),
    "derived_from": Term(PROV.wasDerivedFrom, ""),
    "printed_value": Term(KK.printedValue),
    "part_label": Term(KK.partLabel, language="ja"),
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
        "end_year": Term(KK.endPeriod, "id/fiscal-year/"),
        "text": Term(RDF.value, language="ja"),
        "line": Term(KK.sourceLine, datatype="integer"),
    },
    "figures": {
        **_FIGURE,
        "indicator_id": Term(KK.indicator, ""),
        "indicator_name": Term(SKOS.prefLabel, about="indicator_id", language="ja"),
        "kind_code": Term(KK.valueKind, "code/value-kind/"),
        "breakdown_code": Term(KK.breakdown, "code/breakdown/"),
    },
    "effects": {
        **_FIGURE,
        "effect_of": Term(KK.effectOf, ""),
        "kind_code": Term(KK.valueKind, "code/value-kind/"),
        "account_code": Term(KK.account, "code/account/"),
        "basis": Term(KK.effectBasis, language="ja"),
    },
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
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"], "trim": False},
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
    if term.about:
        said["aboutUrl"] = f"{{+{term.about}}}"
    if term.below is not None:
        said["valueUrl"] = f"{base}{term.below}{{{column.name}}}" if term.below else f"{{+{column.name}}}"
    if term.language:
        said["lang"] = term.language
    return said
