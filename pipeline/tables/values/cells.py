"""The forms a cell's text takes, tried in order: each reads the whole text or passes it on.

A number is taken only where the whole cell is understood. `5件未満` and `10~20件` are text: the model has
no comparator for them, and dropping the word would say something else than the plan.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import units
from pipeline.model.units import Unit
from pipeline.tables.values.numbers import PATTERN, Number, of_unit, read


@dataclass(frozen=True)
class Value:
    """What a cell says; `note` is what stands beside its number (`※`, `(今後の検討を踏まえ設定)`)."""

    status: str
    comparator: str = ""
    reference: str = ""
    numbers: tuple[Number, ...] = ()
    note: str = ""


BREAKDOWNS = {
    "現年": "current-year",
    "滞繰": "arrears",
    "AI-OCR": "ai-ocr",
    "RPA": "rpa",
    "選挙毎": "each-election",
    "都知事": "governor",
    "衆議院": "house-of-representatives",
    "市長": "mayor",
    "設備更新": "renewed",
}
#: What the number outside the brackets counts when the one inside counts a part beside it.
COUNTERPARTS = {"renewed": "installed"}
REFERENCES = {
    "前年度実績": "previous-year-actual",
    "前年度": "previous-year",
    "東京都平均": "tokyo-average",
}
COMPARATORS = {"以下": "at-most", "以上": "at-least"}

_DASH = "[—―–‐‑─−ー-]"
_LABEL = "|".join(map(re.escape, BREAKDOWNS))
_BOUND = "|".join(COMPARATORS)
# Between a label and its number; without the space a hyphen might be taken for a minus.
_GAP = "(?: |(?=[0-9]))"
# Full-width ASCII and the wide space, one character for one, so that nothing else turns into a digit.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def parse(
    raw: str, *, fiscal_year: int, breakdown: str = "", unit: str = "", declared: Sequence[Unit] = ()
) -> Value:
    """The value of a cell printed as `raw` for a fiscal year (2024 = 令和6年度).

    `breakdown` is the hint printed in the label of the row (`現年/滞繰`) or blank; `unit` the unit that stands beside
    the table's cells (a column 単位, a caption, a name's brackets), for numbers that print none; `declared` are units
    of the city's own. A number of a unit that nobody knows is not read: `pipeline.tables.values.unknown_unit` says so.
    The status `missing_in_source` is never given here: a lost column has no text to read.
    """
    text = " ".join(raw.translate(_HALF_WIDTH).split())
    for form in _FORMS:
        value = form(text, fiscal_year, breakdown)
        if value is not None:
            return _with_unit(value, unit, declared) if unit else value
    return Value("text")


def _with_unit(value: Value, named: str, declared: Sequence[Unit]) -> Value:
    """The value with the unit that stands beside it, for numbers that print none."""
    unit = units.find(named, declared)
    if not any(number.printed_unit == "none" for number in value.numbers):
        return value
    if unit is None:
        return Value("text")
    numbers = (of_unit(one, unit) if one.printed_unit == "none" else one for one in value.numbers)
    return replace(value, numbers=tuple(numbers))


def _unprinted(text: str, fiscal_year: int, hint: str) -> Value | None:
    """An empty cell, a lone dash, and `(…設定)` are three things, and none is 0."""
    if not text:
        return Value("blank")
    if re.fullmatch(_DASH, text):
        return Value("not_set")
    return Value("tbd") if re.fullmatch(r"\([^()0-9]*設定\)|未定", text) else None


def _relative(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`前年度実績以上`, `前年度以下 (189時間以下)`."""
    found = re.fullmatch(rf"({'|'.join(REFERENCES)})({_BOUND})(?: ?\(({PATTERN})({_BOUND})?\))?", text)
    if found is None or found[4] not in {None, found[2]}:
        return None
    numbers = () if found[3] is None else _all([read(found[3])])
    return (
        None if numbers is None else Value("relative", COMPARATORS[found[2]], REFERENCES[found[1]], numbers)
    )


def _aim_of_a_year(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`令和10年度に令和4年度実績の75%(25%削減)を目指す`: numbers in the year it names alone."""
    found = re.fullmatch(
        rf"令和([0-9]{{1,2}})年度に令和[0-9]{{1,2}}年度実績の({PATTERN})\(({PATTERN})削減\)を目指す", text
    )
    if found is None or 2018 + int(found[1]) != fiscal_year:
        return None
    numbers = _all([read(found[2], "base-ratio"), read(found[3], "rate", "reduction")])
    return None if numbers is None else Value("text", reference="base-year", numbers=numbers)


def _rate(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`9.9%削減 (26,291,500枚)`: a rate and the amount it comes to."""
    found = re.fullmatch(rf"({PATTERN})(削減)?(?: ?\(({PATTERN})\))?", text)
    if found is None or not found[1].endswith("%") or not (found[2] or found[3]):
        return None
    rate = read(found[1], "rate", "reduction" if found[2] else "")
    return _observed([rate] if found[3] is None else [rate, read(found[3], "amount")])


def _hinted(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`99.3%/47.3%` in a row labelled 現年/滞繰."""
    labels, parts = hint.split("/"), text.split("/")
    if len(labels) != len(parts) or not all(label.strip() in BREAKDOWNS for label in labels):
        return None
    return _observed(
        [read(part.strip(), BREAKDOWNS[label.strip()]) for part, label in zip(parts, labels, strict=True)]
    )


def _with_part(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`16拠点 (設備更新 2拠点)`; a dash in the brackets adds no number."""
    found = re.fullmatch(rf"({PATTERN}) ?\(({_LABEL}){_GAP}({PATTERN}|{_DASH})\)", text)
    if found is None or BREAKDOWNS[found[2]] not in COUNTERPARTS:
        return None
    part = BREAKDOWNS[found[2]]
    whole = read(found[1], COUNTERPARTS[part])
    return _observed([whole] if re.fullmatch(_DASH, found[3]) else [whole, read(found[3], part)])


def _labelled_before(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`AI-OCR 10件 RPA 10件`."""
    entry = rf"({_LABEL}){_GAP}({PATTERN})"
    if not re.fullmatch(rf"{entry}(?: {entry})*", text):
        return None
    return _observed([read(number, BREAKDOWNS[label]) for label, number in re.findall(entry, text)])


def _labelled_after(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`28人(都知事) 28人(衆議院) 29人(市長)`."""
    entry = rf"({PATTERN}) ?\(({_LABEL})\)"
    if not re.fullmatch(rf"{entry}(?: {entry})*", text):
        return None
    return _observed([read(number, BREAKDOWNS[label]) for number, label in re.findall(entry, text)])


def _single(text: str, fiscal_year: int, hint: str) -> Value | None:
    """`45.0%`, `12.4億円以下`, `約10億3700万円`, `100% ※`, `27施設 (今後の検討を踏まえ設定)`."""
    found = re.fullmatch(rf"(約 ?)?({PATTERN})(程度)?({_BOUND})?(?: ?(※|\([^()0-9]+\)))?", text)
    if found is None:
        return None
    number = read(found[2], qualifier="approximate" if found[1] or found[3] else "")
    return _observed([number], COMPARATORS.get(found[4], ""), found[5] or "")


def _observed(numbers: Sequence[Number | None], comparator: str = "", note: str = "") -> Value | None:
    whole = _all(numbers)
    return None if whole is None else Value("observed", comparator, numbers=whole, note=note)


def _all(numbers: Sequence[Number | None]) -> tuple[Number, ...] | None:
    """The numbers, if every one was read and no two count the same: one observation a breakdown."""
    read_ones = tuple(number for number in numbers if number is not None)
    counted = {number.breakdown for number in read_ones}
    return read_ones if len(read_ones) == len(numbers) == len(counted) else None


_FORMS: tuple[Callable[[str, int, str], Value | None], ...] = (
    _unprinted,
    _relative,
    _aim_of_a_year,
    _rate,
    _hinted,
    _with_part,
    _labelled_before,
    _labelled_after,
    _single,
)
