"""A comparison as JSON-stat 2, which PxWeb, R's rjstat and Python's pyjstat read: a cube of few cells, by their number.

Format: https://json-stat.org/full/ (version 2.0). `status` of a cell is its match; units and sources are in `extension`.
"""

from collections.abc import Callable, Mapping, Sequence

from pipeline.exports.comparison.rules import Comparison
from pipeline.exports.comparison.series import Series, series
from pipeline.model import fiscal_year
from pipeline.model.text import Text

DIMENSIONS = {
    "municipality": Text("自治体", "Municipality"),
    "kind": Text("種類", "Kind"),
    "part": Text("内訳", "Part"),
    "year": Text("年度", "Fiscal year"),
}
"""The dimensions and their labels, in the order in which cells are counted."""

Categories = Mapping[str, Mapping[str, str]]
"""Dimension → its categories, each with its label, in their order."""


def json_stat(
    found: Comparison, language: str, address: str, part: Callable[[Series], str], kind: Callable[[str], str]
) -> dict[str, object]:
    """A dataset of what a comparison shows; `address` is its page, `part` and `kind` name codes in the language.

    A municipality that has several figures of one kind, part and fiscal year has a category for each: `132292`, `132292-2`.
    """
    rows = series(found.figures)
    categories = _categories(rows, language, part, kind)
    cells = dict(
        sorted(
            (_number(categories, row, year), figure) for row in rows for year, figure in row.figures.items()
        )
    )
    return {
        "version": "2.0",
        "class": "dataset",
        "href": address,
        "label": found.shared.name.in_language(language),
        "note": [found.shared.definition.in_language(language)],
        "id": list(DIMENSIONS),
        "size": [len(categories[name]) for name in DIMENSIONS],
        "role": {"time": ["year"], "geo": ["municipality"]},
        "dimension": {
            name: {
                "label": label.in_language(language),
                "category": {"index": list(categories[name]), "label": categories[name]},
            }
            for name, label in DIMENSIONS.items()
        },
        "value": {str(number): one.number for number, one in cells.items()},
        "status": {str(number): one.match for number, one in cells.items()},
        "extension": {
            "indicator": found.shared.id,
            "unit": {str(number): one.unit for number, one in cells.items()},
            "figure": {str(number): one.figure for number, one in cells.items()},
        },
    }


def _city(row: Series) -> str:
    return row.first.code if row.number == 1 else f"{row.first.code}-{row.number}"


def _categories(
    rows: Sequence[Series], language: str, part: Callable[[Series], str], kind: Callable[[str], str]
) -> Categories:
    years = sorted({year for row in rows for year in row.figures})
    return {
        "municipality": {_city(row): row.name for row in rows},
        "kind": {row.kind: kind(row.kind) for row in rows},
        "part": {row.part: part(row) or row.part for row in rows},
        "year": {str(year): fiscal_year.label(year).in_language(language) for year in years},
    }


def _number(categories: Categories, row: Series, year: int) -> int:
    """The number of a cell, the last dimension running fastest."""
    number = 0
    for name, category in zip(DIMENSIONS, (_city(row), row.kind, row.part, str(year)), strict=True):
        number = number * len(categories[name]) + list(categories[name]).index(category)
    return number
