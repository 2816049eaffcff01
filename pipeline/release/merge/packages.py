"""The packages of a CKAN portal, in the tables of `pages.sqlite` in which a server searches them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.graphs import serialize

FIELDS = ("organization", "organization_id", "groups", "tags", "name", "id", "license_id", "res_format")
"""What may be asked for by its value."""

Package = Mapping[str, Any]


def of_release(folder: Path) -> Iterator[Package]:
    """The packages in a release's files, one after another."""
    for path in sorted((folder / "data").glob("*.ckan.json")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def fill(database: sqlite3.Connection, packages: Iterable[Package]) -> None:
    """Fills the tables."""
    for place, package in enumerate(packages, start=1):
        text = json.dumps(package, ensure_ascii=False)
        named = [package[key] for key in ("id", "name")]
        dated = [package[key] for key in ("metadata_created", "metadata_modified")]
        owner = package["organization"]
        row = (place, *named, _dataset(package), package["title"], owner["name"], *dated, text.casefold())
        database.execute(
            "INSERT INTO package VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, serialize.compressed(text.encode())),
        )
        rows = ((field, value, place) for field in FIELDS for value in _values(package, field))
        database.executemany("INSERT INTO package_value VALUES (?, ?, ?)", rows)
        described = (owner["name"], owner["id"], json.dumps(owner, ensure_ascii=False))
        database.execute("INSERT OR IGNORE INTO organization VALUES (?, ?, ?)", described)
        licence = [package[f"license_{part}"] for part in ("id", "title", "url")]
        database.execute("INSERT OR IGNORE INTO license VALUES (?, ?, ?)", licence)


def _dataset(package: Package) -> str:
    """Its own name here: a package's is made of it, to begin with a letter as CKAN's do."""
    iri = next((extra["value"] for extra in package["extras"] if extra["key"] == "uri"), "")
    return str(iri).rpartition("/")[2]


def _values(package: Package, field: str) -> set[str]:
    """What a package has in a field."""
    if field.startswith("organization"):
        return {package["organization"]["id" if field.endswith("_id") else "name"]}
    if field in ("tags", "groups"):
        return {one["name"] for one in package[field]}
    if field == "res_format":
        return {resource["format"] for resource in package["resources"]}
    return {str(package[field])}
