"""The tables that ingest and publish meet in: their columns, keys and codes, as data.

One `Table` a CSV file of `data/<municipality>/<edition>/tables/`; `data/README.md` says the same for people,
and a test holds the two together. Every cell is text; "" is blank.
"""

from pipeline.tables.schema.codes import ACCOUNTS, AGGREGATIONS, KINDS, LEVELS, READINGS, SCHEMES, STATUSES
from pipeline.tables.schema.editorial import CORRECTIONS, EDITORIAL
from pipeline.tables.schema.plan import TABLES
from pipeline.tables.schema.table import (
    CODE,
    FLAG,
    INTEGER,
    MONTH,
    PATTERNS,
    SLUG,
    TEXT,
    YEAR,
    Column,
    Reference,
    Table,
    later,
    optional,
)

__all__ = [
    "ACCOUNTS",
    "AGGREGATIONS",
    "CODE",
    "CORRECTIONS",
    "EDITORIAL",
    "FLAG",
    "INTEGER",
    "KINDS",
    "LEVELS",
    "MONTH",
    "PATTERNS",
    "READINGS",
    "SCHEMES",
    "SLUG",
    "STATUSES",
    "TABLES",
    "TEXT",
    "YEAR",
    "Column",
    "Reference",
    "Table",
    "later",
    "optional",
]
