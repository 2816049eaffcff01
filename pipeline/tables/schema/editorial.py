"""The tables beside those of a document: what is corrected before it is read, and what an editor adds."""

from pipeline.tables.schema.codes import CHECKS, KINDS, LEVELS, READINGS, SCHEMES, UNIT_CHANGES
from pipeline.tables.schema.plan import HEAD, OF_ELEMENT, OF_INDICATOR, PLAN
from pipeline.tables.schema.table import (
    CODE,
    DATE,
    INTEGER,
    MOMENT,
    SLUG,
    YEAR,
    Column,
    Reference,
    Table,
    later,
    optional,
)

CORRECTIONS = Table(
    "corrections",
    (
        Column("line", INTEGER),
        Column("printed"),
        optional("corrected"),
        Column("reason"),
        optional("reason_en"),
        Column("evidence"),
    ),
    ("line", "printed"),
)
"""What is corrected in a document before it is read: `data/<municipality>/<edition>/corrections.csv`."""

EDITORIAL: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "directions",
            (
                *HEAD,
                Column("indicator", INTEGER),
                optional("direction", CODE, ("higher", "lower")),
                Column("reason"),
            ),
            ("plan", "level", "element", "indicator"),
            (OF_INDICATOR,),
        ),
        Table(
            "aggregates",
            (
                *HEAD,
                Column("indicator", INTEGER),
                Column("part_plan", SLUG),
                Column("part_level", CODE, codes=LEVELS),
                Column("part_element"),
                Column("part_indicator", INTEGER),
                Column("reason"),
            ),
            (
                "plan",
                "level",
                "element",
                "indicator",
                "part_plan",
                "part_level",
                "part_element",
                "part_indicator",
            ),
            (
                OF_INDICATOR,
                Reference(
                    ("part_plan", "part_level", "part_element", "part_indicator"),
                    "indicators",
                    ("plan", "level", "element", "indicator"),
                ),
            ),
        ),
        Table(
            "doubts",
            (
                Column("line", INTEGER),
                PLAN,
                optional("level", CODE, LEVELS),
                optional("element"),
                optional("part"),
                Column("doubt"),
                Column("reason"),
            ),
            ("line", "part", "doubt"),
            (OF_ELEMENT,),
        ),
        Table(
            "confirmations",
            (
                Column("check", CODE, codes=CHECKS),
                PLAN,
                optional("level", CODE, LEVELS),
                optional("element"),
                optional("indicator", INTEGER),
                optional("kind", CODE, KINDS),
                optional("fiscal_year", YEAR),
                Column("reason"),
                later("date", DATE),
            ),
            ("check", "plan", "level", "element", "indicator", "kind", "fiscal_year"),
            (Reference.to("plans", "plan"), OF_ELEMENT, OF_INDICATOR),
        ),
        Table(
            "preferences",
            (
                *HEAD,
                Column("attribute"),
                Column("preferred", CODE, codes=READINGS),
                Column("reason"),
                optional("reason_en"),
            ),
            ("plan", "level", "element", "attribute"),
            (OF_ELEMENT,),
        ),
        Table(
            "titles_en",
            (*HEAD, Column("title"), Column("title_en")),
            ("plan", "level", "element"),
            (Reference.to("elements", "plan", "level", "element", "title"),),
        ),
        Table(
            "labels_en",
            (*HEAD, Column("indicator", INTEGER), Column("label"), Column("label_en")),
            ("plan", "level", "element", "indicator"),
            (Reference.to("indicators", "plan", "level", "element", "indicator", "label"),),
        ),
        Table(
            "concepts_en",
            (
                PLAN,
                Column("scheme", CODE, codes=SCHEMES),
                Column("concept", INTEGER),
                Column("label"),
                Column("label_en"),
            ),
            ("plan", "scheme", "concept"),
            (Reference.to("concepts", "plan", "scheme", "concept", "label"),),
        ),
        Table(
            "units_en",
            (Column("unit"), Column("unit_en")),
            ("unit",),
            (Reference.to("units", "unit"),),
        ),
        Table(
            "unit_changes",
            (
                Column("change", INTEGER),
                Column("kind", CODE, codes=UNIT_CHANGES),
                Column("old_unit"),
                Column("new_unit"),
                Column("date", MOMENT),
                optional("line", INTEGER),
                optional("source"),
                Column("reason"),
            ),
            ("change", "old_unit", "new_unit"),
        ),
    )
}
"""What an editor adds beside the document, each row with its reason: `data/<municipality>/<edition>/editorial/`."""
