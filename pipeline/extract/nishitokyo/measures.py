"""評価指標 and 効果額: an indicator's five targets and five actuals, and what the city saved.

A row with fewer than five cells after its label has lost its last columns: the values stand from the left, which
the sheets of chapter 2 that print the same indicator confirm.
"""

from dataclasses import dataclass

from pipeline.extract.document import Line, Printed
from pipeline.extract.nishitokyo.wording import YEARS, joined, plain, unmarked
from pipeline.values import parse

ACCOUNTS = {
    "一般会計": "general",
    "国民健康保険特別会計": "national-health-insurance",
    "後期高齢者医療特別会計": "late-stage-elderly-medical",
    "介護保険特別会計": "long-term-care-insurance",
}
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
    breakdown: str
    target: Slots
    actual: Slots = Slots(0, ())
    effect: Effect | None = None


def read_indicator(line: Line, index: int) -> Indicator:
    """A row `1 ⇥ label ⇥ 目標数値 ⇥ texts`; the label may be missing."""
    line.structure[0] = "number"
    label = line.cells[1].then(joined).then(unmarked) if index == 2 else None
    if label in ("", "—"):
        line.structure[1] = "no name"
        label = None
    marked = "※" in line.cells[1] and index == 2
    return Indicator(
        line.number, line.cells[0], label, marked, _hint(line.cells[index]), read_slots(line, index)
    )


def _hint(label: Printed) -> str:
    """`現年/滞繰` of `目標数値 (現年/滞繰)`."""
    _, _, hint = label.partition(" (")
    return hint.removesuffix(")")


def read_slots(line: Line, index: int) -> Slots:
    """The texts after the label at `index`, for five years; a sentence alone in its row speaks for all five."""
    line.structure[index] = "label"
    first = index + 1
    texts = line.cells[first : first + len(YEARS)]
    line.only(*range(first + len(texts)))
    if line.cells[index].startswith("実績数値") and any(line.cells[:index]):
        line.label(index - 1, "—", reason="no name")
    if _spans(texts, _hint(line.cells[index])):
        return Slots(line.number, (texts[0],) * len(YEARS))
    lost = (None,) * (len(YEARS) - len(texts))
    return Slots(line.number, tuple(texts) + lost)


def _spans(texts: tuple[Printed, ...], hint: str) -> bool:
    return not any(texts[1:]) and parse(texts[0], fiscal_year=YEARS[0], breakdown=hint).status == "text"


def read_effect(line: Line, index: int) -> Effect:
    """A row `効果額 (account) ⇥ amount`; dashes after the amount only fill the row."""
    name, _, account = line.cells[index].partition(" (")
    account = account.removesuffix(")")
    line.label(index, f"{name} ({account})" if account in ACCOUNTS else "効果額")
    filled = [position for position in range(index + 1, len(line.cells)) if line.cells[position]]
    if not filled:
        raise line.unexplained(index, "is 効果額 without an amount or a dash.")
    for position in filled[1:]:
        line.label(position, "—", reason="dash that fills the row")
    line.only(filled[0])
    return Effect(line.number, line.cells[filled[0]].then(plain), ACCOUNTS.get(account, ""))
