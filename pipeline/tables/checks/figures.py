"""Figures that are no figures of their indicator: shares beyond all, negative ones, other units, jumps.

What an indicator is called says what its figures may be: `増減率` may be negative, `達成率` above 100 %.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipeline.model import units
from pipeline.model.text import Text
from pipeline.model.units import Unit
from pipeline.tables.cell_values import KEYS, CellValue, numbers, rows
from pipeline.tables.checks.contradiction import COMPARE, KINDS, Contradiction
from pipeline.tables.csv_files import Tables

CHANGES = ("増減", "増加", "減少", "削減", "伸び", "変化", "収支", "差引", "差額", "改善", "効果")
"""In the name of what may be negative."""
RATIOS = ("比", "達成率", "充足率", "進捗率", "執行率", "倍率", *CHANGES)
"""In the name of a percentage that may be above 100."""
PERCENT, NO_UNIT = units.of("percent").measure, units.of("none").measure
HUNDRED, THOUSAND = Decimal(100), Decimal(1000)
ENOUGH = 3
"""How many figures are needed to say what is usual."""
JUMP, JUMP_OF_SMALL, SMALL = 8, 50, 10
"""How many times the figure of the next year or the target is noticed; small counts differ more without a slip."""
ENDINGS = {"率": "%", "割合": "%", "額": "円", "経費": "円"}
"""How a name ends, and the unit that its figures then have; 業務数 counts 業務."""
PERMILLE = units.of("permille").measure
"""Rates of births and deaths are printed in it, so where % is asked for it is taken too."""
COUNTED = "数"
BEGINS_AS_NUMBER = re.compile(r"[-▲△−.,\d]|[lIOoー―][.,\d]")
"""Letters and marks that are typed for a digit or a minus count, too: l,290千円, O.97%, ー3.5%."""
PERSONS = ("者", "員", "童", "徒", "民", "客")
"""What is counted by many words: 人, 名, 件."""


@dataclass(frozen=True)
class Figure:
    """One number of a cell: the row of its table, what it says."""

    row: int
    kind: str
    year: int
    amount: Decimal
    unit: str
    raw: str


Series = Mapping[tuple[str, ...], Sequence[Figure]]


def find(tables: Tables, values: Sequence[CellValue]) -> Iterator[Contradiction]:
    """Everything about the figures of `cells`, which have these values, each indicator and breakdown on its own."""
    indicators = {tuple(row[key] for key in KEYS): row for _, row in rows(tables["indicators"])}
    for key, series in _series(values).items():
        indicator = indicators[key[:-1]]
        name = indicator["label"] or indicator["definition"]
        for figure in series:
            yield from _bounds(figure, name)
        yield from _units(series)
        if not indicator["unit_printed"]:
            yield from _asked(series, name)
        yield from _jumps(series)
        yield from _signs(series)
    yield from _unread(values)


def _series(values: Sequence[CellValue]) -> Series:
    """The figures of each indicator and breakdown, by kind and year."""
    found: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for number, row in numbers(values):
        key = (*(row[name] for name in KEYS), row["breakdown"])
        amount = Decimal(row["amount"])
        found[key].append(
            Figure(number, row["kind"], int(row["fiscal_year"]), amount, row["unit"], row["raw_text"])
        )
    return {key: sorted(series, key=lambda one: (one.kind, one.year)) for key, series in found.items()}


def _bounds(figure: Figure, name: str) -> Iterator[Contradiction]:
    """A share is between 0 and 100 %, and nothing negative, unless the name says otherwise."""
    most = THOUSAND if any(word in name for word in RATIOS) else HUNDRED
    if figure.unit == PERCENT and figure.amount > most:
        what = Text(f"「{figure.raw}」は{most}%を超えています。", f"'{figure.raw}' is above {most} %.")
        yield _of(figure, what, "share")
    if figure.amount < 0 and not any(word in name for word in CHANGES):
        what = Text(f"「{figure.raw}」は負の値です。", f"'{figure.raw}' is negative.")
        yield _of(figure, what, "negative")


def _units(series: Sequence[Figure]) -> Iterator[Contradiction]:
    """Targets and actual values of all years have one unit: that of the most."""
    counted = Counter(figure.unit for figure in series)
    usual = max(counted, key=lambda unit: (counted[unit], unit != NO_UNIT))
    example = next(figure.raw for figure in series if figure.unit == usual)
    for figure in series:
        if figure.unit != usual:
            what = Text(
                f"「{figure.raw}」の単位が、同じ指標の「{example}」と違います。",
                f"'{figure.raw}' is not in the unit of '{example}' of the same indicator.",
            )
            yield _of(figure, what, "unit")


def _asked(series: Sequence[Figure], name: str) -> Iterator[Contradiction]:
    """The first figure that is not in the unit its indicator's name asks for; a name that counts may be its unit."""
    asked, counts = _unit_of_name(name)
    wrong = (
        one
        for one in series
        if asked and one.unit != asked.measure
        if not (counts and one.unit == NO_UNIT) and not (asked.measure == PERCENT and one.unit == PERMILLE)
    )
    figure = next(wrong, None)
    if asked and figure:
        what = Text(
            f"「{figure.raw}」の単位が、指標の名称「{name}」から考えられる単位({asked.printed})と違います。",
            f"'{figure.raw}' is not in the unit ({asked.printed}) that the indicator's name asks for, '{name}'.",
        )
        yield _of(figure, what, "name")


def _unit_of_name(name: str) -> tuple[Unit | None, bool]:
    """The unit at the end of a name, before what stands in brackets there, and whether it is what is counted."""
    head = re.split(r"[(（]", name.strip())[0].strip()
    for ending, symbol in ENDINGS.items():
        if head.endswith(ending):
            return units.find(symbol), False
    if not head.endswith(COUNTED) or head.removesuffix(COUNTED).endswith(PERSONS):
        return None, True
    counted = (head[start:-1] for start in range(max(0, len(head) - 5), len(head) - 1))
    known = ((counter, units.find(counter)) for counter in counted)
    return next((unit for counter, unit in known if unit and unit.printed == counter), None), True


def _jumps(series: Sequence[Figure]) -> Iterator[Contradiction]:
    """Many times the figure of the year before, or an actual value many times its target."""
    for before, figure in pairwise(series):
        if before.kind == figure.kind and before.unit == figure.unit and _far(before.amount, figure.amount):
            yield _jump(figure, before)
    targets = {figure.year: figure for figure in series if figure.kind == "target"}
    for figure in series:
        target = targets.get(figure.year)
        if (
            figure.kind == "actual"
            and target
            and target.unit == figure.unit
            and _far(target.amount, figure.amount)
        ):
            yield _jump(figure, target)


def _far(one: Decimal, other: Decimal) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return low > 0 and high / low >= (JUMP if low >= SMALL else JUMP_OF_SMALL)


def _jump(figure: Figure, other: Figure) -> Contradiction:
    kind = KINDS[other.kind]
    what = Text(
        f"「{figure.raw}」は、{other.year}年度の{kind.ja}「{other.raw}」と桁が違います。",
        f"'{figure.raw}' is of another magnitude than the {kind.en} of {other.year}, '{other.raw}'.",
    )
    return _of(figure, what, "jump")


def _signs(series: Sequence[Figure]) -> Iterator[Contradiction]:
    """The one figure above nought of an indicator whose others, three or more, are below."""
    above = [figure for figure in series if figure.amount > 0]
    below = [figure for figure in series if figure.amount < 0]
    if len(above) == 1 and len(below) >= ENOUGH:
        what = Text(
            f"「{above[0].raw}」だけが正の値で、ほかは「{below[0].raw}」のように負の値です。",
            f"'{above[0].raw}' alone is positive; the others are negative, such as '{below[0].raw}'.",
        )
        yield _of(above[0], what, "jump")


def _unread(values: Sequence[CellValue]) -> Iterator[Contradiction]:
    """A cell that begins as a number and is read as none, or a number that begins with a nought before others."""
    for number, row, value in values:
        text = row["raw_text"].strip().lstrip("約")
        unread = value.status == "text" and not value.numbers and BEGINS_AS_NUMBER.match(text)
        if unread or re.match(r"[-▲△−]?0\d", text):
            what = Text(
                f"「{row['raw_text']}」は数値として読めない書き方です。",
                f"'{row['raw_text']}' is not written as a number is.",
            )
            yield Contradiction("cells", number, "raw_text", what, COMPARE, "figure")


def _of(figure: Figure, what: Text, check: str) -> Contradiction:
    return Contradiction("cells", figure.row, "raw_text", what, COMPARE, check)
