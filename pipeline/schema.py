"""The tables that ingest and publish meet in: their columns, keys and codes, as data.

One `Table` a CSV file of `data/<municipality>/<edition>/tables/`; `data/README.md` says the same for people,
and a test holds the two together. Every cell is text; "" is blank.
"""

from dataclasses import dataclass

LEVELS = ("policy", "measure", "item", "priority")
KINDS = ("target", "actual")
STATUSES = ("observed", "relative", "tbd", "text", "not_set", "blank", "missing_in_source")
ACCOUNTS = ("general", "national-health-insurance", "late-stage-elderly-medical", "long-term-care-insurance")
AGGREGATIONS = ("cumulative", "single-year", "year-end", "per-election")
SCHEMES = ("national-policy", "technology", "town-development")
READINGS = ("sheet", "overview", "chapter-1", "chapter-2")

TEXT, INTEGER, YEAR, MONTH, FLAG, CODE, SLUG = "text", "integer", "year", "month", "flag", "code", "slug"

PATTERNS = {
    INTEGER: (r"[0-9]+", "is not a whole number. Write digits only."),
    YEAR: (r"[12][0-9]{3}", "is not a year. Write four digits."),
    MONTH: (r"[12][0-9]{3}-(0[1-9]|1[0-2])", "is not a month. Write YYYY-MM."),
    FLAG: (r"true|false", "is neither true nor false. Write one of the two."),
    SLUG: (r"[a-z0-9]+(-[a-z0-9]+)*", "is not an identifier. Use a-z, 0-9 and single hyphens."),
}


@dataclass(frozen=True)
class Column:
    """One column: its type, whether a cell may be blank, the codes it may hold, what it points at."""

    name: str
    type: str = TEXT
    required: bool = True
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """Columns of a table whose values must stand together in a row of another table."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: its columns in order, the columns that make a row unique, what it refers to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _optional(name: str, type_: str = TEXT, codes: tuple[str, ...] = ()) -> Column:
    return Column(name, type_, required=False, codes=codes)


_PLAN = Column("plan", SLUG)
_LEVEL = Column("level", CODE, codes=LEVELS)
_ELEMENT = Column("element")
_LINE = Column("line", INTEGER)
_OF_ELEMENT = Reference(("plan", "level", "element"), "elements", ("plan", "level", "element"))
_OF_INDICATOR = Reference(
    ("plan", "level", "element", "indicator"), "indicators", ("plan", "level", "element", "indicator")
)
_HEAD = (_PLAN, _LEVEL, _ELEMENT)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "plans",
            (
                _PLAN,
                Column("title"),
                Column("edition_title"),
                _optional("issued", MONTH),
                Column("covers_from", YEAR),
                Column("covers_to", YEAR),
                _LINE,
            ),
            ("plan",),
        ),
        Table(
            "elements",
            (
                *_HEAD,
                _optional("parent_level", CODE, LEVELS),
                _optional("parent"),
                Column("title"),
                _optional("purpose"),
                _optional("involves_other_units", FLAG),
                _optional("fiscal_effect", FLAG),
                _optional("page", INTEGER),
                _LINE,
            ),
            ("plan", "level", "element"),
            (
                Reference(("plan",), "plans", ("plan",)),
                Reference(("plan", "parent_level", "parent"), "elements", ("plan", "level", "element")),
            ),
        ),
        Table(
            "levels",
            (_PLAN, _LEVEL, Column("label"), _LINE),
            ("plan", "level"),
            (Reference(("plan",), "plans", ("plan",)),),
        ),
        Table(
            "texts",
            (
                *_HEAD,
                Column("kind", CODE, codes=("description", "progress", "comment")),
                Column("sequence", INTEGER),
                _optional("fiscal_year", YEAR),
                Column("text"),
                _LINE,
            ),
            ("plan", "level", "element", "kind", "sequence"),
            (_OF_ELEMENT,),
        ),
        Table("units", (Column("unit"), _LINE), ("unit",)),
        Table(
            "responsibilities",
            (*_HEAD, Column("sequence", INTEGER), Column("unit"), _LINE),
            ("plan", "level", "element", "unit"),
            (_OF_ELEMENT, Reference(("unit",), "units", ("unit",))),
        ),
        Table(
            "activities",
            (*_HEAD, Column("activity", INTEGER), _optional("title"), _LINE),
            ("plan", "level", "element", "activity"),
            (_OF_ELEMENT,),
        ),
        Table(
            "schedule",
            (
                *_HEAD,
                Column("activity", INTEGER),
                Column("row", INTEGER),
                Column("start_year", YEAR),
                _optional("end_year", YEAR),
                Column("text"),
                _LINE,
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
                *_HEAD,
                Column("indicator", INTEGER),
                _optional("label"),
                _optional("definition"),
                _optional("aggregation", CODE, AGGREGATIONS),
                _optional("unit_named"),
                _optional("breakdown_named"),
                _optional("same_plan", SLUG),
                _optional("same_level", CODE, LEVELS),
                _optional("same_element"),
                _optional("same_indicator", INTEGER),
                _LINE,
            ),
            ("plan", "level", "element", "indicator"),
            (
                _OF_ELEMENT,
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
                *_HEAD,
                Column("indicator", INTEGER),
                Column("kind", CODE, codes=KINDS),
                Column("fiscal_year", YEAR),
                _optional("raw_text"),
                Column("status", CODE, codes=STATUSES),
                _LINE,
            ),
            ("plan", "level", "element", "indicator", "kind", "fiscal_year"),
            (_OF_INDICATOR,),
        ),
        Table(
            "effects",
            (
                *_HEAD,
                _optional("indicator", INTEGER),
                Column("fiscal_year", YEAR),
                _optional("account", CODE, ACCOUNTS),
                _optional("raw_text"),
                Column("status", CODE, codes=STATUSES),
                _optional("basis"),
                _LINE,
            ),
            ("plan", "level", "element", "indicator"),
            (_OF_ELEMENT, _OF_INDICATOR),
        ),
        Table(
            "sources",
            (_PLAN, Column("scheme", CODE, codes=SCHEMES), Column("source", SLUG), Column("label"), _LINE),
            ("plan", "scheme", "source"),
        ),
        Table(
            "concepts",
            (
                _PLAN,
                Column("scheme", CODE, codes=SCHEMES),
                Column("concept", INTEGER),
                Column("notation"),
                Column("label"),
                _optional("source", SLUG),
                _LINE,
            ),
            ("plan", "scheme", "concept"),
            (Reference(("plan", "scheme", "source"), "sources", ("plan", "scheme", "source")),),
        ),
        Table(
            "classifications",
            (*_HEAD, Column("scheme", CODE, codes=SCHEMES), Column("concept", INTEGER), _LINE),
            ("plan", "level", "element", "scheme", "concept"),
            (
                _OF_ELEMENT,
                Reference(("plan", "scheme", "concept"), "concepts", ("plan", "scheme", "concept")),
            ),
        ),
        Table(
            "correspondences",
            (
                *_HEAD,
                Column("to_plan", SLUG),
                Column("to_level", CODE, codes=LEVELS),
                Column("to_element"),
                _optional("to_activity", INTEGER),
                _LINE,
            ),
            ("plan", "level", "element", "to_plan", "to_level", "to_element", "to_activity"),
            (
                _OF_ELEMENT,
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
            (_PLAN, Column("term"), Column("definition"), _LINE),
            ("plan", "term"),
            (Reference(("plan",), "plans", ("plan",)),),
        ),
        Table(
            "overviews",
            (
                *_HEAD,
                Column("title"),
                _optional("units"),
                _optional("measure"),
                _optional("national_policy"),
                _optional("technology"),
                _optional("town_development"),
                _optional("reference"),
                _optional("page", INTEGER),
                _LINE,
            ),
            ("plan", "level", "element"),
            (_OF_ELEMENT,),
        ),
        Table(
            "conflicts",
            (
                *_HEAD,
                _optional("part"),
                Column("attribute"),
                Column("reading", CODE, codes=READINGS),
                _optional("value"),
                _LINE,
                Column("other_reading", CODE, codes=READINGS),
                _optional("other_value"),
                Column("other_line", INTEGER),
                Column("preferred", CODE, codes=READINGS),
                Column("reason"),
                _optional("reason_en"),
            ),
            ("plan", "level", "element", "part", "attribute", "other_reading", "other_value"),
            (_OF_ELEMENT,),
        ),
        Table(
            "passages",
            (
                _LINE,
                Column("section"),
                Column("kind", CODE, codes=("heading", "prose", "sample")),
                Column("text"),
            ),
            ("line",),
        ),
    )
}

CORRECTIONS = Table(
    "corrections",
    (
        Column("line", INTEGER),
        Column("printed"),
        _optional("corrected"),
        Column("reason"),
        _optional("reason_en"),
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
                *_HEAD,
                Column("indicator", INTEGER),
                _optional("direction", CODE, ("higher", "lower")),
                Column("reason"),
            ),
            ("plan", "level", "element", "indicator"),
            (_OF_INDICATOR,),
        ),
        Table(
            "aggregates",
            (
                *_HEAD,
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
                _OF_INDICATOR,
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
                _PLAN,
                _optional("level", CODE, LEVELS),
                _optional("element"),
                _optional("part"),
                Column("doubt"),
                Column("reason"),
            ),
            ("line", "part", "doubt"),
            (_OF_ELEMENT,),
        ),
        Table(
            "preferences",
            (
                *_HEAD,
                Column("attribute"),
                Column("preferred", CODE, codes=READINGS),
                Column("reason"),
                _optional("reason_en"),
            ),
            ("plan", "level", "element", "attribute"),
            (_OF_ELEMENT,),
        ),
    )
}
"""What an editor adds beside the document, each row with its reason: `data/<municipality>/<edition>/editorial/`."""
