"""The tables of `data/hub/`: their columns, keys and codes, as `pipeline.tables.schema` says it of a city's tables."""

from collections.abc import Mapping

from pipeline.model import units
from pipeline.tables.schema import (
    AGGREGATIONS,
    CODE,
    INTEGER,
    LEVELS,
    SCHEMES,
    SLUG,
    YEAR,
    Column,
    Reference,
    Table,
    later,
    optional,
)
from pipeline.tables.schema.codes import DIRECTIONS

MATCHES = ("exact", "close", "related")
MEASURES = ("figure", "effect")
DENOMINATORS = ("population", "households", "staff")
MUNICIPALITY_CLASSES = (
    "prefecture",
    "designated-city",
    "core-city",
    "special-ward",
    "city",
    "town",
    "village",
    "ward",
)
"""Kinds of local government (地方自治法): 都道府県, 指定都市, 中核市, 特別区, 市, 町, 村, and 区 of a designated city."""
CODED_BY_NAME = {"市": "city", "区": "special-ward", "町": "town", "村": "village"}
"""The class that the last character of a municipality's name tells."""

_MUNICIPALITY = Column("municipality", INTEGER)
_MATCH = (
    Column("match", CODE, codes=MATCHES),
    Column("reason"),
    later("reason_en"),
    Column("author"),
    Column("date"),
    optional("confidence"),
)


def _bilingual(*names: str) -> tuple[Column, ...]:
    return tuple(Column(f"{name}_{language}") for name in names for language in ("ja", "en"))


SCHEMA: Mapping[str, Table] = {
    table.name: table
    for table in (
        Table(
            "municipalities",
            (
                Column("code", INTEGER),
                Column("name"),
                optional("name_en"),
                Column("kana"),
                Column("class", CODE, codes=MUNICIPALITY_CLASSES),
                Column("prefecture"),
                Column("area"),
                optional("part_of", INTEGER),
                optional("place"),
                optional("wikidata"),
                optional("merged_into", INTEGER),
                optional("merged_on"),
            ),
            ("code",),
            (
                Reference(("part_of",), "municipalities", ("code",)),
                Reference(("merged_into",), "municipalities", ("code",)),
            ),
        ),
        Table(
            "policy_versions",
            (Column("version"), *_bilingual("title"), Column("issued"), Column("evidence")),
            ("version",),
        ),
        Table("policies", (Column("policy", SLUG), *_bilingual("label", "definition")), ("policy",)),
        Table(
            "policy_titles",
            (Column("version"), Column("policy", SLUG), Column("notation"), Column("title")),
            ("version", "policy"),
            (
                Reference.to("policy_versions", "version"),
                Reference.to("policies", "policy"),
            ),
        ),
        Table(
            "policy_mappings",
            (
                _MUNICIPALITY,
                Column("edition", YEAR),
                Column("plan", SLUG),
                Column("scheme", CODE, codes=SCHEMES),
                Column("concept", INTEGER),
                Column("policy", SLUG),
                *_MATCH,
            ),
            ("municipality", "edition", "plan", "scheme", "concept", "policy"),
            (Reference.to("policies", "policy"),),
        ),
        Table(
            "indicators",
            (
                Column("indicator", SLUG),
                *_bilingual("label", "definition"),
                Column("unit", CODE, codes=tuple(units.table())),
                Column("aggregation", CODE, codes=AGGREGATIONS),
                optional("direction", CODE, DIRECTIONS),
                optional("denominator", CODE, DENOMINATORS),
            ),
            ("indicator",),
        ),
        Table(
            "mappings",
            (
                _MUNICIPALITY,
                Column("edition", YEAR),
                Column("plan", SLUG),
                Column("measure", CODE, codes=MEASURES),
                optional("level", CODE, LEVELS),
                optional("element"),
                optional("indicator", INTEGER),
                Column("hub_indicator", SLUG),
                *_MATCH,
            ),
            (
                "municipality",
                "edition",
                "plan",
                "measure",
                "level",
                "element",
                "indicator",
                "hub_indicator",
            ),
            (Reference(("hub_indicator",), "indicators", ("indicator",)),),
        ),
        Table(
            "denominators",
            (
                _MUNICIPALITY,
                Column("denominator", CODE, codes=DENOMINATORS),
                Column("date"),
                Column("value", INTEGER),
                Column("source"),
            ),
            ("municipality", "denominator", "date"),
        ),
    )
}
