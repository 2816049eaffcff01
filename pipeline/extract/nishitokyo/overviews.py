"""The two overview tables, which print again what the sheets print, and the page of each sheet."""

import re
from dataclasses import dataclass

from pipeline.extract.document import Line, Printed
from pipeline.extract.nishitokyo.lists import Group
from pipeline.extract.nishitokyo.sections import Section
from pipeline.extract.nishitokyo.wording import folded, joined, units

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
    for line in section.lines:
        if not line.tabular:
            policy += 1
            _check_policy(line, groups, policy)
        elif line.cells == _ITEM_HEAD:
            _all_labels(line)
        else:
            measure = _measure(line, groups, policy) or measure
            entries.append(_item(line, measure))
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


def _all_labels(line: Line) -> None:
    for index, cell in enumerate(line.cells):
        if cell:
            line.label(index, cell)


def read_priorities(section: Section) -> list[Entry]:
    """The overview of chapter 2; a line of text below it explains the column 行革AP."""
    entries: list[Entry] = []
    for line in section.lines:
        if line.cells in _PRIORITY_HEADS:
            _all_labels(line)
        elif line.tabular:
            entries.append(_priority(line))
    return entries


def _priority(line: Line) -> Entry:
    names, others = units(line.cells[6])
    line.only(*range(8))
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
