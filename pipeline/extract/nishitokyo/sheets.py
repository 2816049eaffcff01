"""One sheet of the booklet: the table rows of an 実施項目 or a 重点取組, read by their anchor words.

Labels stand in different columns from sheet to sheet and some are lost, so a row is known by the first anchor
word in its first three cells, never by a column number.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.errors import DocumentError, Problem
from pipeline.extract.document import Line, Printed
from pipeline.extract.nishitokyo.measures import Indicator, read_effect, read_indicator, read_slots
from pipeline.extract.nishitokyo.schedule import Activity, read_named_row, read_numbered_row, read_unnamed_row
from pipeline.extract.nishitokyo.wording import YEAR_LABELS, bullets, joined, plain, units

CLASSIFICATION_LABELS = ("国・都の情報政策", "技術動向", "まちづくり")
STAGE_LABELS = ("調査研究", "適用検討", "導入実行")
REFERENCE_LABELS = ("行革大綱APの項目", "行革大綱AP の項目")


@dataclass
class Sheet:
    """What one sheet prints; filled row by row while it is read."""

    line: int
    number: Printed
    units: list[Printed]
    involves_other_units: bool
    fiscal_effect: Printed | None = None
    reference: Printed | None = None
    title: Printed | None = None
    purpose: Printed | None = None
    summary: list[Printed] = field(default_factory=list)
    progress: Printed | None = None
    comment: Printed | None = None
    classification: tuple[Printed, ...] = ()
    activities: list[Activity] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    schedule_row: Callable[["Sheet", Line], None] | None = None


def read_sheets(lines: Iterable[Line], first_word: str) -> list[Sheet]:
    """The sheets of table rows; each begins with a row whose first cell is `first_word`.

    Raises DocumentError with every row that no rule explains.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for line in lines:
        try:
            if line.cells[0] == first_word:
                sheets.append(_head(line, first_word))
            elif not sheets:
                raise line.unexplained(0, f"stands before the first '{first_word}'.")
            else:
                _row(sheets[-1], line)
        except DocumentError as error:
            problems.extend(error.problems)
    problems.extend(problem for sheet in sheets for problem in _incomplete(sheet))
    if problems:
        raise DocumentError(problems)
    return sheets


def _incomplete(sheet: Sheet) -> Iterator[Problem]:
    """A sheet without its title or purpose, an indicator without its row of actuals: rows that were lost."""
    for name, found in (("title", sheet.title), ("目的", sheet.purpose)):
        if not found:
            yield Problem(
                f"line {sheet.line}", f"begins a sheet without {name}.", "Compare it with the booklet."
            )
    for indicator in sheet.indicators:
        if not indicator.actual.texts:
            yield Problem(
                f"line {indicator.line}", "is an indicator without 実績数値.", "Compare it with the booklet."
            )


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
    missing = [word for word in (first_word, "担当課") if word not in values]
    if missing or not values[first_word].isdecimal():
        raise line.unexplained(0, "is the head of a sheet without a number or a department.")
    names, others = units(values["担当課"])
    reference = next((values[word] for word in REFERENCE_LABELS if word in values), None)
    if reference == "—":
        line.structure[line.cells.index(reference)] = "no reference"
    return Sheet(line.number, values[first_word], names, others, values.get("財政効果"), reference)


def _row(sheet: Sheet, line: Line) -> None:
    for index, cell in enumerate(line.cells[:3]):
        word = plain(cell).split(" (")[0]
        if word in _ROWS:
            _ROWS[word](sheet, line, index)
            return
    if sheet.classification == () and line.cells[0] == "" and sheet.title and not sheet.purpose:
        _classification(sheet, line)
    elif sheet.schedule_row:
        sheet.schedule_row(sheet, line)
    else:
        raise line.unexplained(0, f"begins with '{line.text[:20]}', a row that nothing explains.")


def _value(line: Line, index: int) -> Printed:
    """The one text of a row after its label."""
    word = plain(line.cells[index])
    line.label(index, word, f"<p>{word}</p>")
    filled = [position for position in range(index + 1, len(line.cells)) if line.cells[position]]
    line.only(*filled[:1])
    return line.cells[filled[0]] if filled else Printed("", line.cells[index].places)


def _title(sheet: Sheet, line: Line, index: int) -> None:
    sheet.title = _value(line, index).then(joined)


def _purpose(sheet: Sheet, line: Line, index: int) -> None:
    sheet.purpose = _value(line, index).then(plain)


def _summary(sheet: Sheet, line: Line, index: int) -> None:
    sheet.summary = _value(line, index).parts(bullets)


def _progress(sheet: Sheet, line: Line, index: int) -> None:
    sheet.schedule_row = None
    sheet.progress = _value(line, index).then(plain)


def _comment(sheet: Sheet, line: Line, index: int) -> None:
    sheet.comment = _value(line, index).then(plain)


def _labels(words: tuple[str, ...]) -> Callable[[Sheet, Line, int], None]:
    """A row that holds these labels and nothing else."""

    def read(_sheet: Sheet, line: Line, _index: int) -> None:
        expected = iter(words)
        for position, cell in enumerate(line.cells):
            if cell:
                line.label(position, next(expected, ""))
        if next(expected, None) is not None:
            raise line.unexplained(0, f"lacks a label of {'、'.join(words)}.")

    return read


def _classification(sheet: Sheet, line: Line) -> None:
    """The circled numbers below the three labels; the stage marks beside them were drawings, and are lost."""
    line.only(1, 2, 3)
    sheet.classification = line.cells[1:4]


def _years(_sheet: Sheet, line: Line, _index: int = 0) -> None:
    first = next((position for position, cell in enumerate(line.cells) if cell in YEAR_LABELS), None)
    if first is None:
        raise line.unexplained(0, "holds no fiscal years where they are expected.")
    for offset, label in enumerate(YEAR_LABELS):
        line.label(first + offset, label, reason="fiscal year")
    line.only()


def _schedule_head(sheet: Sheet, line: Line, index: int) -> None:
    _labels(("実施内容", "実施時期"))(sheet, line, index)
    sheet.schedule_row = lambda sheet, line: read_numbered_row(sheet.activities, line)


def _timetable_head(sheet: Sheet, line: Line, _index: int) -> None:
    """実施スケジュール of chapter 2: its rows have names where a column 実施内容 is printed, else none."""
    line.label(0, "実施スケジュール")
    named = line.cells[1] == "実施内容"
    if named:
        line.label(1, "実施内容")
    _years(sheet, line)
    read = read_named_row if named else read_unnamed_row
    sheet.schedule_row = lambda sheet, line: read(sheet.activities, line)


def _indicator_head(sheet: Sheet, line: Line, _index: int) -> None:
    sheet.schedule_row = None
    line.label(0, "評価指標")
    _years(sheet, line)


def _target(sheet: Sheet, line: Line, index: int) -> None:
    sheet.indicators.append(read_indicator(line, index))
    expected = len(sheet.indicators)
    if sheet.indicators[-1].number != str(expected):
        raise line.unexplained(0, f"holds '{line.cells[0]}' where indicator {expected} is expected.")


def _actual(sheet: Sheet, line: Line, index: int) -> None:
    _last(sheet, line).actual = read_slots(line, index)


def _effect(sheet: Sheet, line: Line, index: int) -> None:
    _last(sheet, line).effect = read_effect(line, index)


def _basis(sheet: Sheet, line: Line, index: int) -> None:
    """How the effect is understood: it speaks for every effect printed since the basis before it."""
    basis = _value(line, index).then(plain)
    for indicator in sheet.indicators:
        if indicator.effect and indicator.effect.basis is None:
            indicator.effect.basis = basis


def _last(sheet: Sheet, line: Line) -> Indicator:
    if not sheet.indicators:
        raise line.unexplained(0, "stands before the first 目標数値 of its sheet.")
    return sheet.indicators[-1]


_ROWS: dict[str, Callable[[Sheet, Line, int], None]] = {
    "実施項目": _title,
    "重点取組": _title,
    "目的": _purpose,
    "取組概要": _summary,
    "これまでの取組": _progress,
    "参考": _comment,
    "実施内容": _schedule_head,
    "令和6年度": _years,
    "実施スケジュール": _timetable_head,
    "重点取組の整理": _labels(("重点取組の整理", "取組段階の状況")),
    "国・都の情報政策": _labels(CLASSIFICATION_LABELS + STAGE_LABELS),
    "評価指標": _indicator_head,
    "目標数値": _target,
    "実績数値": _actual,
    "効果額": _effect,
    "効果額の捉え方": _basis,
}
