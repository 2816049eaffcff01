"""The rows below a sheet's head, each kind read into the sheet by its anchor word."""

from collections.abc import Callable

from pipeline.documents.document import Line, Printed
from pipeline.documents.nishitokyo.item_sheets import order
from pipeline.documents.nishitokyo.item_sheets.measures import (
    Indicator,
    read_actual,
    read_effect,
    read_indicator,
)
from pipeline.documents.nishitokyo.item_sheets.schedule import (
    read_named_row,
    read_numbered_row,
    read_unnamed_row,
)
from pipeline.documents.nishitokyo.item_sheets.sheet import Sheet
from pipeline.documents.nishitokyo.wording import (
    YEAR_LABELS,
    bullets,
    circled,
    joined,
    plain,
)

CLASSIFICATION_LABELS = ("国・都の情報政策", "技術動向", "まちづくり")
STAGE_LABELS = ("調査研究", "適用検討", "導入実行")


def _value(line: Line, index: int) -> Printed:
    """The one text of a row after its label."""
    word = plain(line.cells[index])
    line.label(index, word, f"<p>{word}</p>")
    filled = [position for position in range(index + 1, len(line.cells)) if line.cells[position]]
    line.only(*filled[:1])
    return line.cells[filled[0]] if filled else Printed("", line.cells[index].places)


def _filled(line: Line, index: int) -> Printed:
    """The one text of a row, which must be there."""
    value = _value(line, index)
    if not value:
        raise line.unexplained(index, f"holds '{line.cells[index]}' without a text beside it.")
    return value


def _title(sheet: Sheet, line: Line, index: int) -> None:
    sheet.title = _filled(line, index).then(joined)


def _purpose(sheet: Sheet, line: Line, index: int) -> None:
    sheet.purpose = _filled(line, index).then(plain)


def _summary(sheet: Sheet, line: Line, index: int) -> None:
    sheet.summary = _value(line, index).parts(bullets)


def _progress(sheet: Sheet, line: Line, index: int) -> None:
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


def _classification(sheet: Sheet, line: Line, _index: int) -> None:
    """The circled numbers below the three labels; the stage marks beside them were drawings, and are lost."""
    line.only(1, 2, 3)
    if len(line.cells) < 4:
        raise line.unexplained(0, "has no columns for the three lists.")
    for index in (1, 2, 3):
        try:
            circled(line.cells[index])
        except ValueError as error:
            raise line.unexplained(index, f"holds '{line.cells[index]}', no circled numbers.") from error
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
    sheet.schedule_row = read_numbered_row


def _timetable_head(sheet: Sheet, line: Line, _index: int) -> None:
    """実施スケジュール of chapter 2: its rows have names where a column 実施内容 is printed, else none."""
    line.label(0, "実施スケジュール")
    named = line.cells[1] == "実施内容"
    if named:
        line.label(1, "実施内容")
    _years(sheet, line)
    sheet.schedule_row = read_named_row if named else read_unnamed_row


def _schedule(sheet: Sheet, line: Line, _index: int) -> None:
    if sheet.schedule_row is None:
        raise line.unexplained(0, f"begins with '{line.text[:20]}', a row that nothing explains.")
    sheet.schedule_row(sheet.activities, line)


def _indicator_head(_sheet: Sheet, line: Line, _index: int) -> None:
    line.label(0, "評価指標")
    _years(_sheet, line)


def _target(sheet: Sheet, line: Line, index: int) -> None:
    sheet.indicators.append(read_indicator(line, index))
    expected = len(sheet.indicators)
    if sheet.indicators[-1].number != str(expected):
        raise line.unexplained(0, f"holds '{line.cells[0]}' where indicator {expected} is expected.")


def _actual(sheet: Sheet, line: Line, index: int) -> None:
    indicator = _last(sheet, line)
    indicator.actual = read_actual(indicator, line, index)


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


ROWS: dict[str, Callable[[Sheet, Line, int], None]] = {
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
    order.FILLED_EFFECT: _effect,
    "効果額の捉え方": _basis,
    order.CLASSIFICATION: _classification,
    order.SCHEDULE: _schedule,
}
