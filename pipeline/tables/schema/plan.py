"""The tables of an edition: `data/<municipality>/<edition>/tables/`."""

from pipeline.tables.schema.codes import (
    ACCOUNTS,
    AGGREGATIONS,
    CLASSES,
    DIRECTIONS,
    EFFECT_KINDS,
    KINDS,
    LEVELS,
    READINGS,
    SCHEMES,
    STATUSES,
)
from pipeline.tables.schema.table import (
    CODE,
    FLAG,
    INTEGER,
    MONTH,
    SLUG,
    YEAR,
    Column,
    Reference,
    Table,
    later,
    optional,
)

PLAN = Column("plan", SLUG)
LEVEL = Column("level", CODE, codes=LEVELS)
ELEMENT = Column("element")
LINE = Column("line", INTEGER)
OF_ELEMENT = Reference(("plan", "level", "element"), "elements", ("plan", "level", "element"))
OF_INDICATOR = Reference(
    ("plan", "level", "element", "indicator"), "indicators", ("plan", "level", "element", "indicator")
)
HEAD = (PLAN, LEVEL, ELEMENT)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "plans",
            (
                PLAN,
                Column("title"),
                Column("edition_title"),
                optional("issued", MONTH),
                Column("covers_from", YEAR),
                Column("covers_to", YEAR),
                LINE,
            ),
            ("plan",),
        ),
        Table(
            "elements",
            (
                *HEAD,
                optional("parent_level", CODE, LEVELS),
                optional("parent"),
                Column("title"),
                optional("purpose"),
                optional("involves_other_units", FLAG),
                optional("fiscal_effect", FLAG),
                optional("page", INTEGER),
                LINE,
            ),
            ("plan", "level", "element"),
            (
                Reference(("plan",), "plans", ("plan",)),
                Reference(("plan", "parent_level", "parent"), "elements", ("plan", "level", "element")),
            ),
        ),
        Table(
            "levels",
            (PLAN, LEVEL, Column("label"), LINE),
            ("plan", "level"),
            (Reference(("plan",), "plans", ("plan",)),),
        ),
        Table(
            "texts",
            (
                *HEAD,
                Column("kind", CODE, codes=("description", "progress", "comment")),
                Column("sequence", INTEGER),
                optional("fiscal_year", YEAR),
                Column("text"),
                LINE,
            ),
            ("plan", "level", "element", "kind", "sequence"),
            (OF_ELEMENT,),
        ),
        Table("units", (Column("unit"), LINE), ("unit",)),
        Table(
            "declared_units",
            (Column("symbol"), optional("spellings"), optional("english"), LINE),
            ("symbol",),
        ),
        Table(
            "responsibilities",
            (*HEAD, Column("sequence", INTEGER), Column("unit"), LINE),
            ("plan", "level", "element", "unit"),
            (OF_ELEMENT, Reference(("unit",), "units", ("unit",))),
        ),
        Table(
            "activities",
            (*HEAD, Column("activity", INTEGER), optional("title"), LINE),
            ("plan", "level", "element", "activity"),
            (OF_ELEMENT,),
        ),
        Table(
            "schedule",
            (
                *HEAD,
                Column("activity", INTEGER),
                Column("row", INTEGER),
                Column("start_year", YEAR),
                optional("end_year", YEAR),
                Column("text"),
                LINE,
            ),
            ("plan", "level", "element", "activity", "row", "start_year"),
            (
                Reference(
                    ("plan", "level", "element", "activity"),
                    "activities",
                    ("plan", "level", "element", "activity"),
                ),
            ),
        ),
        Table(
            "indicators",
            (
                *HEAD,
                Column("indicator", INTEGER),
                optional("label"),
                optional("definition"),
                optional("aggregation", CODE, AGGREGATIONS),
                later("unit_printed"),
                later("class", CODE, CLASSES),
                later("direction", CODE, DIRECTIONS),
                optional("unit_named"),
                optional("breakdown_named"),
                optional("same_plan", SLUG),
                optional("same_level", CODE, LEVELS),
                optional("same_element"),
                optional("same_indicator", INTEGER),
                LINE,
            ),
            ("plan", "level", "element", "indicator"),
            (
                OF_ELEMENT,
                Reference(("unit_named",), "units", ("unit",)),
                Reference(
                    ("same_plan", "same_level", "same_element", "same_indicator"),
                    "indicators",
                    ("plan", "level", "element", "indicator"),
                ),
            ),
        ),
        Table(
            "cells",
            (
                *HEAD,
                Column("indicator", INTEGER),
                Column("kind", CODE, codes=KINDS),
                Column("fiscal_year", YEAR),
                optional("raw_text"),
                Column("status", CODE, codes=STATUSES),
                later("from_year", YEAR),
                LINE,
            ),
            ("plan", "level", "element", "indicator", "kind", "fiscal_year"),
            (OF_INDICATOR,),
        ),
        Table(
            "effects",
            (
                *HEAD,
                optional("indicator", INTEGER),
                Column("fiscal_year", YEAR),
                optional("account", CODE, ACCOUNTS),
                optional("raw_text"),
                Column("status", CODE, codes=STATUSES),
                optional("basis"),
                later("from_year", YEAR),
                later("kind", CODE, EFFECT_KINDS, blank="actual"),
                LINE,
            ),
            ("plan", "level", "element", "indicator", "kind", "fiscal_year"),
            (OF_ELEMENT, OF_INDICATOR),
        ),
        Table(
            "scales",
            (
                PLAN,
                Column("rating"),
                Column("order", INTEGER),
                Column("label"),
                optional("definition"),
                LINE,
            ),
            ("plan", "rating"),
            (Reference(("plan",), "plans", ("plan",)),),
        ),
        Table(
            "ratings",
            (
                *HEAD,
                optional("indicator", INTEGER),
                Column("fiscal_year", YEAR),
                Column("rating"),
                optional("points"),
                LINE,
            ),
            ("plan", "level", "element", "indicator", "fiscal_year"),
            (OF_ELEMENT, OF_INDICATOR, Reference(("plan", "rating"), "scales", ("plan", "rating"))),
        ),
        Table(
            "sources",
            (PLAN, Column("scheme", CODE, codes=SCHEMES), Column("source", SLUG), Column("label"), LINE),
            ("plan", "scheme", "source"),
        ),
        Table(
            "concepts",
            (
                PLAN,
                Column("scheme", CODE, codes=SCHEMES),
                Column("concept", INTEGER),
                Column("notation"),
                Column("label"),
                optional("source", SLUG),
                LINE,
            ),
            ("plan", "scheme", "concept"),
            (Reference(("plan", "scheme", "source"), "sources", ("plan", "scheme", "source")),),
        ),
        Table(
            "classifications",
            (*HEAD, Column("scheme", CODE, codes=SCHEMES), Column("concept", INTEGER), LINE),
            ("plan", "level", "element", "scheme", "concept"),
            (
                OF_ELEMENT,
                Reference(("plan", "scheme", "concept"), "concepts", ("plan", "scheme", "concept")),
            ),
        ),
        Table(
            "correspondences",
            (
                *HEAD,
                Column("to_plan", SLUG),
                Column("to_level", CODE, codes=LEVELS),
                Column("to_element"),
                optional("to_activity", INTEGER),
                LINE,
            ),
            ("plan", "level", "element", "to_plan", "to_level", "to_element", "to_activity"),
            (
                OF_ELEMENT,
                Reference(("to_plan", "to_level", "to_element"), "elements", ("plan", "level", "element")),
                Reference(
                    ("to_plan", "to_level", "to_element", "to_activity"),
                    "activities",
                    ("plan", "level", "element", "activity"),
                ),
            ),
        ),
        Table(
            "glossary",
            (PLAN, Column("term"), Column("definition"), LINE),
            ("plan", "term"),
            (Reference(("plan",), "plans", ("plan",)),),
        ),
        Table(
            "overviews",
            (
                *HEAD,
                Column("title"),
                optional("units"),
                optional("measure"),
                optional("national_policy"),
                optional("technology"),
                optional("town_development"),
                optional("reference"),
                optional("page", INTEGER),
                LINE,
            ),
            ("plan", "level", "element"),
            (OF_ELEMENT,),
        ),
        Table(
            "conflicts",
            (
                *HEAD,
                optional("part"),
                Column("attribute"),
                Column("reading", CODE, codes=READINGS),
                optional("value"),
                LINE,
                Column("other_reading", CODE, codes=READINGS),
                optional("other_value"),
                Column("other_line", INTEGER),
                Column("preferred", CODE, codes=READINGS),
                Column("reason"),
                optional("reason_en"),
            ),
            ("plan", "level", "element", "part", "attribute", "other_reading", "other_value"),
            (OF_ELEMENT,),
        ),
        Table(
            "remarks",
            (
                PLAN,
                optional("level", CODE, LEVELS),
                optional("element"),
                optional("indicator", INTEGER),
                optional("kind", CODE, KINDS),
                optional("fiscal_year", YEAR),
                Column("column"),
                optional("text"),
                Column("reason"),
                optional("reason_en"),
                LINE,
            ),
            ("line", "column", "reason"),
            (Reference(("plan",), "plans", ("plan",)),),
        ),
        Table(
            "passages",
            (
                LINE,
                Column("section"),
                Column("kind", CODE, codes=("heading", "prose", "sample")),
                Column("text"),
            ),
            ("line",),
        ),
    )
}
