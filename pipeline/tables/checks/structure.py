"""What makes tables contradict themselves: years in the wrong order, half a reference, an element above itself."""

from collections.abc import Iterator, Mapping

from pipeline.model.text import Text
from pipeline.tables.cell_values import rows
from pipeline.tables.checks.contradiction import Contradiction
from pipeline.tables.csv_files import Tables
from pipeline.tables.schema import TABLES

_DOWNWARDS = ("policy", "measure", "programme", "item")
"""The levels from the uppermost; a priority stands beside them."""
Element = tuple[str, str, str]


def find(tables: Tables) -> Iterator[Contradiction]:
    """Every contradiction of the tables; silent about cells that are blank where they must not be."""
    yield from _years(tables, "plans", "covers_from", "covers_to")
    yield from _years(tables, "schedule", "start_year", "end_year")
    yield from _halves(tables)
    circles = list(_circles(tables))
    yield from circles
    told = {one.row for one in circles}
    yield from (one for one in _levels(tables) if one.row not in told)
    yield from _order(tables)


def _years(tables: Tables, name: str, first: str, last: str) -> Iterator[Contradiction]:
    for number, row in rows(tables[name]):
        if row[first] and row[last] and int(row[last]) < int(row[first]):
            what = Text("開始年度より前です。", f"is before {first}.")
            remedy = Text("二つの年度を確かめてください。", "Correct one of the two years.")
            yield Contradiction(name, number, last, what, remedy)


def _levels(tables: Tables) -> Iterator[Contradiction]:
    """Elements below one of a lower level."""
    for number, row in rows(tables["elements"]):
        own, above = row["level"], row["parent_level"]
        if own in _DOWNWARDS and above in _DOWNWARDS and _DOWNWARDS.index(above) > _DOWNWARDS.index(own):
            what = Text("この階層より下の階層です。", "is a level below that of the element.")
            remedy = Text("どちらかの階層を直してください。", "Correct one of the two levels.")
            yield Contradiction("elements", number, "parent_level", what, remedy)


def _order(tables: Tables) -> Iterator[Contradiction]:
    """Departments that stand at the same place of an element."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows(tables["responsibilities"]):
        key = row["plan"], row["level"], row["element"], row["sequence"]
        before = first.setdefault(key, number)
        if row["sequence"] and before != number:
            what = Text(f"{before}行目と順序が同じです。", f"is the place of row {before} too.")
            remedy = Text("印刷された順に番号を付けてください。", "Number them as they are printed.")
            yield Contradiction("responsibilities", number, "sequence", what, remedy)


def _halves(tables: Tables) -> Iterator[Contradiction]:
    """References whose last column is blank though another that may be blank is filled."""
    for name, table in TABLES.items():
        optional = {column.name for column in table.columns if not column.required}
        for reference in table.references:
            *others, last = reference.columns
            halves = optional.intersection(others)
            for number, row in rows(tables[name]) if halves else ():
                filled = [column for column in others if column in halves and row[column]]
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
