"""The sheets of the booklet: the table rows of 実施項目 and 重点取組, told apart and known by their anchor words.

Labels stand in different columns from sheet to sheet and some are lost, so a row is known by the first anchor
word in its first three cells, never by a column number.
"""

from collections.abc import Collection, Iterable

from pipeline.documents.document import Line, Printed
from pipeline.documents.nishitokyo.item_sheets import order
from pipeline.documents.nishitokyo.item_sheets.order import Row
from pipeline.documents.nishitokyo.item_sheets.readers import ROWS
from pipeline.documents.nishitokyo.item_sheets.sheet import Sheet
from pipeline.documents.nishitokyo.wording import (
    plain,
    references,
    units,
)
from pipeline.model.errors import DocumentError, Problem

REFERENCE_LABELS = ("行革大綱APの項目", "行革大綱AP の項目")


def read_sheets(lines: Iterable[Line], first_word: str, pages: Collection[int] = ()) -> list[Sheet]:
    """The sheets of table rows; each begins with a row whose first cell is `first_word`.

    `pages` are the lines with which a page begins below its heading. Raises DocumentError with every row that no
    rule explains or that stands where it may not.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    above: Row | None = None
    for line in lines:
        row = _known(line, first_word, above)
        try:
            if row.kind == first_word:
                sheets.append(_head(line, first_word))
            order.check(above, row, line.number in pages)
            if row.kind != first_word:
                ROWS[row.kind](sheets[-1], line, row.index)
        except DocumentError as error:
            problems.extend(error.problems)
        if not sheets:
            break
        above = row
    if above and not problems:
        order.check_last(above, first_word)
    if problems:
        raise DocumentError(problems)
    return sheets


def _known(line: Line, first_word: str, above: Row | None) -> Row:
    """What a row is: known by the first anchor word in its first three cells, or by what stands above it."""
    if line.cells[0] == first_word:
        return Row(first_word, 0, line)
    for index, cell in enumerate(line.cells[:3]):
        word = plain(cell).split(" (")[0]
        if word == "効果額" and sum(map(bool, line.cells[index + 1 :])) > 1:
            return Row(order.FILLED_EFFECT, index, line)
        if word in ROWS:
            return Row(word, index, line)
    below_labels = above is not None and above.kind == "国・都の情報政策"
    return Row(order.CLASSIFICATION if below_labels else order.SCHEDULE, 0, line)


def _head(line: Line, first_word: str) -> Sheet:
    """`項目番号 7 担当課 交通課 財政効果 ○`, or the same with the reference to the other chapter."""
    labels = {first_word, "担当課", "財政効果", *REFERENCE_LABELS}
    values: dict[str, Printed] = {}
    label = ""
    for index, cell in enumerate(line.cells):
        if cell in labels:
            line.label(index, cell)
            label = str(cell)
        elif cell:
            if not label:
                raise line.unexplained(index, f"holds '{cell}', which nothing explains.")
            values[label], label = cell, ""
    reference = next((values[word] for word in REFERENCE_LABELS if word in values), None)
    effect = values.get("財政効果")
    missing = [word for word in (first_word, "担当課") if word not in values]
    if missing or not values[first_word].isdecimal() or (effect is None) == (reference is None):
        what = "is the head of a sheet that lacks its number, departments, or 財政効果 or reference."
        raise line.unexplained(0, what)
    if effect not in (None, "○", "—"):
        raise line.unexplained(line.cells.index(effect), f"holds '{effect}' where ○ or — is expected.")
    if reference is not None:
        _check_reference(line, reference)
    names, others = units(values["担当課"])
    return Sheet(line.number, values[first_word], names, others, effect, reference)


def _check_reference(line: Line, reference: Printed) -> None:
    index = line.cells.index(reference)
    try:
        references(reference)
    except ValueError as error:
        raise line.unexplained(index, f"holds '{reference}', which is no reference.") from error
    if reference == "—":
        line.structure[index] = "no reference"
