"""`pages.sqlite`: the tables that a build writes what pages show of a whole release into, and a server reads.

    entry               what can be found by its words, in the order in which it is listed
    edition             the overview of each edition, as JSON
    year, year_page     how each fiscal year ended, on how many pages it is shown, and which editions are on which
    home                what home shows, as JSON
    progress            how far the plans of each municipality have come, by its code
    catalogue, dataset  what is said of the whole of the catalogue and of each dataset, as gzipped N-Triples
    package             the packages of a CKAN portal in the order of their files: what each is found and sorted by, its
                        text folded, itself as gzipped JSON
    package_value       what packages have in a field, to be asked for and counted
    organization        each publisher as an organization, as JSON
    license             each licence

and the tables of municipalities and what they share (`pipeline.reading.municipalities.tables`).

The file carries the number of its format, which follows from the tables and from what the JSON holds: a server that
reads it otherwise refuses it instead of misreading it.
"""

import json
import zlib
from functools import cache
from typing import Any

from pipeline.reading.municipalities import figures, places, tables
from pipeline.reading.search import table
from pipeline.reading.summary import home, overview

NAME = "pages.sqlite"
SCHEMA = f"""
{table.SCHEMA}
{tables.SCHEMA}
CREATE TABLE catalogue (iri TEXT NOT NULL, modified TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE dataset (place INTEGER PRIMARY KEY, page INTEGER, municipality TEXT, iri TEXT NOT NULL, content BLOB NOT NULL);
CREATE INDEX dataset_page ON dataset (page);
CREATE INDEX dataset_municipality ON dataset (municipality);
CREATE TABLE package (place INTEGER PRIMARY KEY, id TEXT, name TEXT, dataset TEXT, title TEXT, organization TEXT,
    metadata_created TEXT, metadata_modified TEXT, folded TEXT, content BLOB);
CREATE INDEX package_id ON package (id);
CREATE INDEX package_name ON package (name);
CREATE INDEX package_dataset ON package (dataset);
CREATE TABLE package_value (field TEXT, value TEXT, package INTEGER, PRIMARY KEY (field, value, package)) WITHOUT ROWID;
CREATE TABLE organization (name TEXT PRIMARY KEY, id TEXT, content TEXT) WITHOUT ROWID;
CREATE TABLE license (id TEXT PRIMARY KEY, title TEXT, url TEXT) WITHOUT ROWID;
CREATE TABLE edition (iri TEXT PRIMARY KEY, overview TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE year (year INTEGER PRIMARY KEY, met INTEGER, missed INTEGER, repeated INTEGER, pages INTEGER);
CREATE TABLE year_page (year INTEGER, page INTEGER, place INTEGER, edition TEXT, PRIMARY KEY (year, page, place))
    WITHOUT ROWID;
CREATE TABLE home (content TEXT NOT NULL);
CREATE TABLE progress (code TEXT PRIMARY KEY, plans INTEGER, indicators INTEGER, year INTEGER, met INTEGER,
    missed INTEGER) WITHOUT ROWID;
"""


@cache
def format_number() -> int:
    """The number of the format, as SQLite keeps it in a file (`user_version`): of 31 bits, never 0."""
    written = (overview.WRITTEN, home.WRITTEN, places.WRITTEN, tables.SHARED)
    held = [_properties(one.json_schema()) for one in written]
    return zlib.crc32(json.dumps([SCHEMA, figures.COLUMNS, held], sort_keys=True).encode()) >> 1 or 1


def _properties(schema: dict[str, Any]) -> dict[str, list[str]]:
    """The names of what each kind of value holds."""
    kinds = {"": schema, **schema.get("$defs", {})}
    return {name: sorted(kind.get("properties", ())) for name, kind in kinds.items()}
