"""One cell as typed → the value of a column, or what is wrong with it, in the words of the person who typed it."""

import re
import unicodedata
from collections.abc import Mapping

from pipeline.model import fiscal_year
from pipeline.tables.schema import CODE, FLAG, INTEGER, MONTH, PATTERNS, TEXT, YEAR, Column
from pipeline.workbook import words
from pipeline.workbook.sheets import Cell, Fault

_NUMBERS = frozenset({"element", "parent", "same_element", "to_element"})
"""Texts that are numbers of elements: full-width digits there are a habit, not a difference."""
_MONTH = re.compile(rf"({fiscal_year.PATTERN})[-/.]?([0-9]{{1,2}})月?")
_REMEDIES: Mapping[str, Fault] = {
    INTEGER: ("整数ではありません。", "数字だけを入れてください。"),
    YEAR: ("年度ではありません。", "2024、令和6年度、R6のように入れてください。"),
    MONTH: ("年月ではありません。", "2026-03のように入れてください。"),
    FLAG: ("「はい」でも「いいえ」でもありません。", "どちらかを選んでください。"),
    "slug": ("コードではありません。", "半角の英小文字、数字、単独のハイフンで書いてください。"),
}


Period = tuple[int, int] | None
"""The first and the last fiscal year of a plan."""


def value(cell: Cell, column: Column, exact: bool = False, covers: Period = None) -> tuple[str, Fault | None]:
    """The value of a cell in a column; blank together with a fault where it cannot be one.

    Blanks around a text, also full-width ones, are typed by accident and dropped, unless `exact`. A fiscal year without
    its era is read by the years `covers` of its plan; several years are the last of them: `first_year` gives the first.
    """
    fault = unreadable(cell)
    if fault:
        return "", fault
    if cell.truth is not None:
        if column.type == FLAG:
            return ("true" if cell.truth else "false"), None
        what = f"Excelの論理値です（{str(cell.truth).upper()}）。"
        return "", (what, "書式を「文字列」にして、印刷どおりに入れなおしてください。")
    if cell.day:
        if column.type == MONTH:
            return f"{cell.day:%Y-%m}", None
        typed = f"{cell.day.month}/{cell.day.day}"
        what = f"Excelが日付に変えています（{cell.day:%Y-%m-%d}。「{typed}」でしたか）。"
        return "", (what, "書式を「文字列」にして、印刷どおりに入れなおしてください。")
    if column.type == TEXT:
        text = cell.text if exact else cell.text.strip()
        return (folded(text) if column.name in _NUMBERS else text), None
    found = _READERS.get(column.type, _as_is)(folded(cell.text), column)
    if column.type == YEAR:
        found = _year(folded(cell.text), covers, several=column.name == "fiscal_year")
    if found and column.type in PATTERNS and not re.fullmatch(PATTERNS[column.type][0], found):
        what, remedy = _REMEDIES[column.type]
        return "", (f"「{cell.text}」は{what}", remedy)
    if found and column.codes and found not in column.codes:
        labels = "、".join(words.CODES[code] for code in column.codes)
        return "", (f"「{cell.text}」は選択肢にありません。", f"{labels}のどれかを選んでください。")
    return found, None


def unreadable(cell: Cell) -> Fault | None:
    """Why nothing of a cell can be taken as it stands, whatever its column."""
    if cell.merged:
        return f"セルが結合されています（{cell.merged}）。", "結合を解除し、行ごとに値を入れてください。"
    return cell.fault


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _as_is(text: str, column: Column) -> str:
    return text


def _code(text: str, column: Column) -> str:
    """The code of a label; a code itself is taken too."""
    allowed = column.codes or ("true", "false")
    return next((code for code in allowed if folded(words.CODES[code]) == text), text)


def _flag(text: str, column: Column) -> str:
    return {"○": "true", "〇": "true", "×": "false", "TRUE": "true", "FALSE": "false"}.get(
        text, _code(text, column)
    )


def _integer(text: str, column: Column) -> str:
    return text.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", text) else text


def first_year(cell: Cell, covers: Period = None) -> str:
    """The first of the several fiscal years that a cell names (平成18~22年度), in four digits; "" where it names one."""
    span = fiscal_year.read_span(folded(cell.text).replace(" ", ""), covers)
    return str(span[0]) if span else ""


def _year(text: str, covers: Period, several: bool) -> str:
    bare = text.replace(" ", "")
    span = fiscal_year.read_span(bare, covers) if several else None
    year = span[1] if span else fiscal_year.read(bare, covers)
    return text if year is None else str(year)


def _month(text: str, column: Column) -> str:
    found = _MONTH.fullmatch(text.replace(" ", ""))
    year = fiscal_year.read(found[1]) if found else None
    return text if found is None or year is None else f"{year}-{int(found[2]):02}"


_READERS = {CODE: _code, FLAG: _flag, INTEGER: _integer, MONTH: _month}
