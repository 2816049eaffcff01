"""Changes of departments that contradict themselves, prove nothing, or lead to no department of the edition."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.model.text import Text
from pipeline.tables.checks.contradiction import Contradiction

NumberedRow = tuple[int, Mapping[str, str]]
_ONE_BY_KIND: Mapping[str, tuple[bool, bool]] = {
    "renamed": (True, True),
    "merged": (False, True),
    "divided": (True, False),
    "reorganised": (False, False),
}
"""Kind → whether one department was before, and whether one is after; else there are several."""
_SHARED = ("kind", "date", "line", "source", "reason")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def find(changes: Iterable[NumberedRow], units: Iterable[str]) -> Iterator[Contradiction]:
    """What is wrong with the rows of `unit_changes`; `units` are the departments of the edition."""
    found = list(changes)
    for number, row in found:
        yield from _row(number, row)
    yield from _differing(found)
    yield from _numbers(found)
    yield from _loose(found, set(units))


def _row(number: int, row: Mapping[str, str]) -> Iterator[Contradiction]:
    def wrong(column: str, what: Text, remedy: Text) -> Contradiction:
        return Contradiction("unit_changes", number, column, what, remedy)

    if row["old_unit"] == row["new_unit"]:
        what = Text("前と後が同じ部署です。", "is the department before the change, too.")
        yield wrong(
            "new_unit", what, Text("改正後の名称を書いてください。", "Write its name after the change.")
        )
    if not (row["line"] or row["source"]):
        what = Text("改正を示す資料がありません。", "is blank, and so is line: nothing proves the change.")
        remedy = Text(
            "資料の行番号か、規則や組織改正の公表ページのURLを書いてください。",
            "Write the line of the document that says it, or the address of the notice.",
        )
        yield wrong("source", what, remedy)
    if row["source"] and not _ADDRESS.fullmatch(row["source"]):
        what = Text("URLではありません。", f"'{row['source']}' is no address.")
        yield wrong("source", what, Text("http で始まるURLを書いてください。", "Write it from http on."))


def _differing(found: Iterable[NumberedRow]) -> Iterator[Contradiction]:
    """Rows of one change that say different things of it."""
    first: dict[str, NumberedRow] = {}
    for number, row in found:
        before, one = first.setdefault(row["change"], (number, row))
        for column in _SHARED:
            if row[column] != one[column]:
                what = Text(
                    f"同じ改正の{before}行目と違います。", f"is not that of row {before}, of the same change."
                )
                remedy = Text(
                    "同じにするか、別の番号にしてください。",
                    "Write the same, or give the change another number.",
                )
                yield Contradiction("unit_changes", number, column, what, remedy)


def _numbers(found: Iterable[NumberedRow]) -> Iterator[Contradiction]:
    """Changes whose kind does not fit how many departments there were and are."""
    by_change: dict[str, list[NumberedRow]] = {}
    for number, row in found:
        by_change.setdefault(row["change"], []).append((number, row))
    for rows in by_change.values():
        number, row = rows[0]
        one_by_side = tuple(len({row[side] for _, row in rows}) == 1 for side in ("old_unit", "new_unit"))
        if _ONE_BY_KIND.get(row["kind"], one_by_side) != one_by_side:
            kind = next(kind for kind, one in _ONE_BY_KIND.items() if one == one_by_side)
            what = Text("前と後の部署の数と合いません。", f"'{row['kind']}' does not fit its departments.")
            remedy = Text(
                f"{kind} と書くか、部署を確かめてください。",
                f"Write {kind}, or correct which departments there were and are.",
            )
            yield Contradiction("unit_changes", number, "kind", what, remedy)


def _loose(found: list[NumberedRow], units: set[str]) -> Iterator[Contradiction]:
    """Changes from which no way over others leads to a department of the edition."""
    sides = [{row["old_unit"], row["new_unit"]} for _, row in found]
    known, before = set(units), set[str]()
    while known != before:
        before = set(known)
        known.update(*(both for both in sides if both & before))
    for number, row in found:
        if row["new_unit"] not in known:
            what = Text(
                "この部署も前の部署も、この版の担当課にありません。",
                f"neither '{row['new_unit']}' nor '{row['old_unit']}' is a department of this edition.",
            )
            remedy = Text(
                "名称を units の表のとおりに書くか、行を消してください。",
                "Write the name as in units.csv, or remove the row.",
            )
            yield Contradiction("unit_changes", number, "new_unit", what, remedy)
