"""What the data folder already knows of a municipality and an edition: what a template is filled in with."""

import pandas as pd

from pipeline.model.files import publisher, toml_file
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import csv_files
from pipeline.tables.schema import TABLES
from pipeline.tables.schema.hub import SCHEMA as HUB
from pipeline.workbook import about as about_sheet
from pipeline.workbook.about import About
from pipeline.workbook.store import LAYOUT


def read(data: DataFolder, code: str, edition: str = "") -> tuple[About, dict[str, pd.DataFrame]]:
    """What is known of a municipality, and of an edition if it is named: what a template is filled in with.

    Raises TableError when the edition is named but not there, SettingError where what is there cannot be read.
    """
    blank = dict.fromkeys(about_sheet.FIELDS, "")
    values = {
        **blank,
        **_from_hub(data, code),
        **_from_publisher(data, code),
        "code": code,
        "edition": edition,
    }
    if not edition:
        return About(**values), {name: csv_files.frame(table, ()) for name, table in TABLES.items()}
    found = csv_files.read(data.tables(code, edition))
    if _source(data, code, edition).get("layout") == LAYOUT:  # lines of the workbook's own text: found again
        found = {name: frame.assign(line="") for name, frame in found.items()}
    return About(**{**values, **_from_source(data, code, edition)}), found


def _from_hub(data: DataFolder, code: str) -> dict[str, str]:
    """What the list of all municipalities says: a city that joins is known already."""
    table = csv_files.read_one(data.hub / "municipalities.csv", HUB["municipalities"])
    wanted = code, _prefecture(code)
    listed = {row["code"]: row for row in csv_files.rows(table) if row["code"] in wanted}
    if code not in listed:
        return {}
    names = {name: listed[code][name] for name in ("name", "name_en", "kana", "prefecture")}
    return {**names, "prefecture_en": listed.get(_prefecture(code), {}).get("name_en", "")}


def _prefecture(code: str) -> str:
    """The code of the prefecture of a municipality."""
    number = f"{code[:2]}000"
    return number + publisher.check_digit(number)


def _from_publisher(data: DataFolder, code: str) -> dict[str, str]:
    path = data.publisher(code)
    if not path.exists():
        return {"licence": "cc-by-4.0", "licence_confirmed": "false"}
    by = publisher.read(path)
    return {
        "name": by.name.ja,
        "name_en": by.name.en,
        "kana": by.kana,
        "prefecture": by.prefecture.ja,
        "prefecture_en": by.prefecture.en,
        "homepage": by.homepage,
        "contact": by.contact.name.ja,
        "contact_en": by.contact.name.en,
        "contact_page": by.contact.page,
        "licence": by.licence.id,
        "licence_confirmed": str(by.licence_confirmed).lower(),
    }


def _from_source(data: DataFolder, code: str, edition: str) -> dict[str, str]:
    said = _source(data, code, edition)
    names = {"document": "title", "document_publisher": "publisher", "document_issued": "issued"}
    return {field: said.get(key, "") for field, key in {**names, "document_kind": "kind"}.items()}


def _source(data: DataFolder, code: str, edition: str) -> dict[str, str]:
    path = data.source(code, edition) / "source.toml"
    return toml_file.read(path, "Describe the document in it.") if path.exists() else {}
