"""評価指標 and 効果額: an indicator's five targets and five actuals, and what the city saved.

A row with fewer than five cells after its label has lost its last columns: the values stand from the left, which
the sheets of chapter 2 that print the same indicator confirm.
"""

from dataclasses import dataclass

from pipeline.documents.document import Line, Printed
from pipeline.documents.nishitokyo.wording import YEARS, joined, plain, unmarked
from pipeline.tables.values import parse

ACCOUNTS = {
    "一般会計": "general",
    "国民健康保険特別会計": "national-health-insurance",
    "後期高齢者医療特別会計": "late-stage-elderly-medical",
    "介護保険特別会計": "long-term-care-insurance",
}
NO_NAME = "—"
"""What stands in the column of names for an indicator without one."""
EFFECT_YEAR = 2024
"""効果額 stands without a year; the sheets of items 12 and 14 say 令和6年度, the year whose actuals are printed."""


@dataclass(frozen=True)
class Slots:
    """The printed texts of five years, None where the column is lost."""

    line: int
    texts: tuple[Printed | None, ...]


@dataclass
class Effect:
    """効果額: as printed, its account where one is named, and how it is understood."""

    line: int
    text: Printed
    account: str
    basis: Printed | None = None


@dataclass
class Indicator:
    """One 評価指標; `label` is None where the sheet names none, `marked` by ※; `breakdown` is the hint of its row."""

    line: int
    number: Printed
    label: Printed | None
    marked: bool
    dashed: bool
    breakdown: str
    target: Slots
    actual: Slots = Slots(0, ())
    effect: Effect | None = None


def read_indicator(line: Line, index: int) -> Indicator:
    """A row `1 ⇥ label ⇥ 目標数値 ⇥ texts`; the label may be missing, or a dash."""
    line.structure[0] = "number"
    printed = line.cells[1] if index == 2 else None
    label = printed.then(joined).then(unmarked) if printed and printed != NO_NAME else None
    if printed is not None and not label:
        line.label(1, NO_NAME, reason="no name")
    hint = _hint(line.cells[index])
    marked = printed is not None and "※" in printed
    return Indicator(
        line.number,
        line.cells[0],
        label,
        marked,
        printed == NO_NAME,
        hint,
        read_slots(line, index, "目標数値", hint),
    )


def read_actual(indicator: Indicator, line: Line, index: int) -> Slots:
    """A row `⇥⇥ 実績数値 ⇥ texts`: beside a dash for a name it prints the dash again, and the same breakdown."""
    if indicator.dashed:
        line.label(index - 1, NO_NAME, reason="no name")
    return read_slots(line, index, "実績数値", indicator.breakdown)


def _hint(label: Printed) -> str:
    """`現年/滞繰` of `目標数値 (現年/滞繰)`."""
    _, _, hint = label.partition(" (")
    return hint.removesuffix(")")


def read_slots(line: Line, index: int, word: str, hint: str) -> Slots:
    """The texts after the label at `index`, for five years; a sentence alone in its row speaks for all five."""
    line.label(index, f"{word} ({hint})" if hint else word)
    first = index + 1
    texts = line.cells[first : first + len(YEARS)]
    line.only(*range(first, first + len(texts)), *([0, 1] if word == "目標数値" else []))
    if _spans(texts, hint):
        return Slots(line.number, (texts[0],) * len(YEARS))
    lost = (None,) * (len(YEARS) - len(texts))
    return Slots(line.number, tuple(texts) + lost)


def _spans(texts: tuple[Printed, ...], hint: str) -> bool:
    if not texts or any(texts[1:]):
        return False
    return parse(texts[0], fiscal_year=YEARS[0], breakdown=hint).status == "text"


def read_effect(line: Line, index: int) -> Effect:
    """A row `効果額 (account) ⇥ amount`; dashes after the amount only fill the row."""
    name, _, account = line.cells[index].partition(" (")
    account = account.removesuffix(")")
    line.label(index, f"{name} ({account})" if account in ACCOUNTS else "効果額")
    filled = [position for position in range(index + 1, len(line.cells)) if line.cells[position]]
    if not filled:
        raise line.unexplained(index, "is 効果額 without an amount or a dash.")
    if len(filled) not in (1, len(YEARS)):
        raise line.unexplained(index, "is 効果額 beside which neither one cell nor every year is filled.")
    for position in filled[1:]:
        line.label(position, "—", reason="dash that fills the row")
    line.only(filled[0])
    return Effect(line.number, line.cells[filled[0]].then(plain), ACCOUNTS.get(account, ""))
