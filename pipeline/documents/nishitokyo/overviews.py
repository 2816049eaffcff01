"""The two overview tables, which print again what the sheets print, and the page of each sheet."""

import re
from dataclasses import dataclass

from pipeline.documents.document import Line, Printed
from pipeline.documents.nishitokyo.lists import Group
from pipeline.documents.nishitokyo.sections import Section
from pipeline.documents.nishitokyo.wording import circled, folded, joined, references, units

_ITEM_HEAD = ("推進項目", "項目番号", "実施項目", "種別", "担当課", "掲載ページ")
_PRIORITY_HEADS = (
    ("項目 番号", "重点取組", "取組の整理", "", "", "行革 AP", "担当課", "掲載 ページ"),
    ("", "", "国・都", "技術", "まちづくり", "", "", ""),
)


@dataclass(frozen=True)
class Entry:
    """One row of an overview table."""

    line: int
    number: Printed
    title: Printed
    units_cell: Printed
    units: tuple[Printed, ...]
    involves_other_units: bool
    page: Printed
    measure: str = ""
    classification: tuple[Printed, ...] = ()
    reference: Printed | None = None


def read_items(section: Section, groups: dict[str, Group]) -> list[Entry]:
    """The overview of chapter 1. A measure is printed beside its first item only."""
    entries: list[Entry] = []
    policy, measure = 0, ""
    above = ""
    for line in section.lines:
        if above == "policy":
            _labels(line, _ITEM_HEAD)
            above = "head"
        elif not line.tabular:
            policy += 1
            _check_policy(line, groups, policy)
            above = "policy"
        else:
            measure = _measure(line, groups, policy) or measure
            entries.append(_item(line, measure))
            above = "item"
    return entries


def _check_policy(line: Line, groups: dict[str, Group], number: int) -> None:
    group = groups.get(str(number))
    if group is None or not folded(line.text).endswith(folded(group.title)):
        raise line.unexplained(0, f"names '{line.text}', which is not policy {number} of this plan.")
    line.structure[0] = "heading"


def _measure(line: Line, groups: dict[str, Group], policy: int) -> str:
    """`(2) 経常的な経費の抑制` → "1-2"; blank where the cell above speaks for this row."""
    if not line.cells[0]:
        return ""
    match = re.fullmatch(r"\((\d)\) (.+)", line.cells[0])
    key = f"{policy}-{match[1]}" if match else ""
    if not match or key not in groups or folded(groups[key].title) != folded(match[2]):
        raise line.unexplained(0, f"names '{line.cells[0]}', which is no measure of policy {policy}.")
    line.structure[0] = "measure"
    return key


def _item(line: Line, measure: str) -> Entry:
    _check_width(line, _ITEM_HEAD)
    line.only(0, 1, 2, 4, 5)
    names, others = units(line.cells[4])
    return Entry(
        line.number,
        line.cells[1],
        line.cells[2].then(joined),
        line.cells[4],
        tuple(names),
        others,
        line.cells[5],
        measure,
    )


def _check_width(line: Line, head: tuple[str, ...]) -> None:
    if len(line.cells) != len(head):
        raise line.unexplained(0, f"has {len(line.cells)} cells in a table of {len(head)} columns.")


def _labels(line: Line, expected: tuple[str, ...]) -> None:
    """Notes a row of column heads, which must be these."""
    _check_width(line, expected)
    for index, label in enumerate(expected):
        line.label(index, label)


def read_priorities(section: Section) -> list[Entry]:
    """The overview of chapter 2; a line of text below it explains the column 行革AP."""
    rows = [line for line in section.lines if line.tabular]
    for line, expected in zip(rows, _PRIORITY_HEADS, strict=False):
        _labels(line, expected)
    return [_priority(line) for line in rows[len(_PRIORITY_HEADS) :]]


def _priority(line: Line) -> Entry:
    _check_width(line, _PRIORITY_HEADS[0])
    names, others = units(line.cells[6])
    _check_marks(line)
    return Entry(
        line.number,
        line.cells[0],
        line.cells[1].then(joined),
        line.cells[6],
        tuple(names),
        others,
        line.cells[7],
        classification=line.cells[2:5],
        reference=line.cells[5],
    )


def _check_marks(line: Line) -> None:
    """Columns 取組の整理 hold circled numbers, column 行革AP a reference."""
    for index, read in ((2, circled), (3, circled), (4, circled), (5, references)):
        try:
            read(line.cells[index])
        except ValueError as error:
            what = f"holds '{line.cells[index]}', which is neither circled numbers nor a reference."
            raise line.unexplained(index, what) from error
