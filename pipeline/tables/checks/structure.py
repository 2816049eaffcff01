"""What makes tables contradict themselves: years in the wrong order, half a reference, an element above itself."""

from collections.abc import Iterator, Mapping

from pipeline.model.text import Text
from pipeline.tables.cell_values import rows
from pipeline.tables.checks.contradiction import Contradiction
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES

Element = tuple[str, str, str]


def find(tables: Tables) -> Iterator[Contradiction]:
    """Every contradiction of the tables; silent about cells that are blank where they must not be."""
    yield from _years(tables)
    yield from _halves(tables)
    yield from _circles(tables)


def _years(tables: Tables) -> Iterator[Contradiction]:
    for number, row in rows(tables["plans"]):
        if row["covers_from"] and row["covers_to"] and int(row["covers_to"]) < int(row["covers_from"]):
            what = Text("開始年度より前です。", "is before covers_from.")
            remedy = Text("二つの年度を確かめてください。", "Correct one of the two years.")
            yield Contradiction("plans", number, "covers_to", what, remedy)


def _halves(tables: Tables) -> Iterator[Contradiction]:
    """References whose last column is blank though another that may be blank is filled."""
    for name, table in TABLES.items():
        optional = {column.name for column in table.columns if not column.required}
        for reference in table.references:
            *others, last = reference.columns
            for number, row in rows(tables[name]):
                filled = [column for column in others if column in optional and row[column]]
                if filled and not row[last]:
                    what = Text(
                        "空欄ですが、それを示すほかの欄が埋まっています。",
                        f"is blank, and {filled[0]} is not.",
                    )
                    remedy = Text(
                        "ここも埋めるか、ほかの欄も空欄にしてください。", "Fill in both, or neither."
                    )
                    yield Contradiction(name, number, last, what, remedy)


def _circles(tables: Tables) -> Iterator[Contradiction]:
    """Elements from which the way up leads back to them."""
    found = list(rows(tables["elements"]))
    above: dict[Element, Element] = {
        (row["plan"], row["level"], row["element"]): (row["plan"], row["parent_level"], row["parent"])
        for _, row in found
        if row["parent"]
    }
    for number, row in found:
        if _returns((row["plan"], row["level"], row["element"]), above):
            what = Text("上位をたどるとこの行に戻ります。", "leads up to this element itself.")
            remedy = Text("上位を直してください。", "Correct the parent.")
            yield Contradiction("elements", number, "parent", what, remedy)


def _returns(start: Element, above: Mapping[Element, Element]) -> bool:
    passed = set[Element]()
    place = above.get(start)
    while place is not None and place not in passed:
        passed.add(place)
        place = above.get(place)
    return start in passed
