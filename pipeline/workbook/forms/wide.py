"""The wide sheet: one row an indicator, a column a year for each kind of figure → entries of the indicators, cells, effects.

Headings stand in one row or in two, the upper one over several columns. An empty cell is no figure; one that is printed
empty says (空欄). A unit that stands above the headings (単位：千円) is that of every row without one. A 達成率 is
checked against the figures, never believed: one that does not follow is a remark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.errors import Problem
from pipeline.model.text import Text
from pipeline.tables.schema import TABLES, Column
from pipeline.tables.values import parse
from pipeline.workbook import words
from pipeline.workbook.forms import headings, inputs
from pipeline.workbook.forms.entry import Entry, Form, Heading, Record, periods
from pipeline.workbook.forms.headings import Header
from pipeline.workbook.sheets import Row, Sheet, at

COLUMNS: tuple[Column, ...] = tuple(
    TABLES["indicators"].column(name)
    for name in (
        *("plan", "level", "element", "indicator", "class", "label", "definition"),
        *("aggregation", "direction", "unit_printed"),
    )
)
"""The columns of an indicator that the sheet has."""
BLANK = "(空欄)"
RATE = "達成率"
RATING = "評価"
EFFECT = "effect {}"
"""Of a kind of effects, as `kind` of the table has it."""
_RATING = TABLES["ratings"].column("rating")
_RAW = TABLES["cells"].column("raw_text")
_KEY = ("plan", "level", "element", "indicator")
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "target": ("目標", "目標値", "計画", "計画値"),
    "actual": ("実績", "実績値"),
    "baseline": ("基準値", "基準", "現状値"),
    "forecast": ("見込", "見込み", "見込値"),
    "interim-target": ("中間目標", "中間目標値"),
    RATE: (RATE,),
    RATING: (RATING,),
    EFFECT.format("planned"): ("効果額(計画)", "計画効果額", "効果額計画", "効果目標額"),
    EFFECT.format("forecast"): ("効果額(見込)", "見込効果額", "効果額見込", "効果見込額"),
    EFFECT.format("actual"): ("効果額(実績)", "実績効果額", "効果額実績", "効果実績額", "効果額"),
}
"""How headings call a kind of figure, the first of them as the template does."""
_PATTERNS = [
    (kind, pattern)
    for kind, spellings in SPELLINGS.items()
    for spelling in spellings
    for pattern in (
        f"{{year}}{spelling}",
        f"{spelling}{{year}}",
        f"{spelling}({{year}})",
        f"{{year}}({spelling})",
    )
]


@dataclass(frozen=True)
class Figures:
    """A column of figures of one kind and fiscal year; the kind is `RATE`, `RATING` or an `EFFECT` where it is of those.

    `first` is that of several years, which `year` is the last of.
    """

    heading: Heading
    kind: str
    year: str
    first: str = ""


def figures_of(heading: Heading, covers: tuple[int, int] | None = None) -> Figures | None:
    """What kind and fiscal year a heading says its column is of; None where it says another thing.

    `covers` are the years of the plans, by which 24年度 is read.
    """
    for kind, pattern in _PATTERNS:
        found = headings.matches(pattern, heading.text)
        first, year = headings.years_of(found, covers) if found else ("", "")
        if year:
            return Figures(heading, kind, year, first)
    return None


def header_of(sheet: Sheet) -> Header | None:
    """The headings of the sheet; None where none of its first rows holds any."""
    return headings.find(sheet, lambda text: text in _NAMES or figures_of(Heading(text), _ANY) is not None)


_ANY = (2000, 2030)
"""Years for a heading without an era where only its kind matters."""


_NAMES = {words.heading(column): column for column in COLUMNS}


def read(sheet: Sheet, forms: Mapping[str, Form]) -> None:
    """Adds what a sheet holds to the forms of the indicators, the cells and the remarks, with every fault."""
    header = header_of(sheet)
    if header is None:
        names = "、".join(_NAMES)
        problem = Problem(at(sheet.name), "見出しの行がありません。", f"見出し: {names}、令和6年度 目標など")
        forms["indicators"].problems.append(problem)
        return
    reader = _Reader(sheet, header, forms)
    for row in sheet.rows:
        if row.number > header.last:
            reader.read(row)


class _Reader:
    def __init__(self, sheet: Sheet, header: Header, forms: Mapping[str, Form]) -> None:
        self._sheet, self._forms = sheet, forms
        self._places = {_NAMES[one.text].name: one for one in header.headings if one.text in _NAMES}
        years = [year for period in periods(forms["plans"]).values() for year in period]
        covers = (min(years), max(years)) if years else None
        self._figures = [found for one in header.headings if (found := figures_of(one, covers))]
        self._unit = headings.caption_unit(sheet, header)
        problems = forms["indicators"].problems
        used = {one.index for one in (*self._places.values(), *(column.heading for column in self._figures))}
        for one in header.headings:
            if one.index not in used:
                remedy = (
                    f"ひな形の見出しに直すか、メモは「{words.MEMO}」で始まる名前のシートに移してください。"
                )
                where = at(sheet.name, header.last, one.text, one.index)
                problems.append(Problem(where, "この見出しは知りません。", remedy))
        self._unplaced = {name for name in _KEY if name not in self._places}
        for name in _KEY:
            if name in self._unplaced:
                where = at(sheet.name, header.last, words.HEADINGS[name])
                problems.append(Problem(where, "見出しがありません。", "ひな形の見出しを書いてください。"))

    def read(self, row: Row) -> None:
        entry = self._entry("indicators", row, self._places, {})
        for column in COLUMNS:
            heading = self._places.get(column.name)
            if heading:
                said, fault = inputs.value(row.cell(heading.index or 0), column)
                entry.record[column.name] = said
                if fault:
                    self._forms["indicators"].fault(entry, column.name, *fault)
        entry.record["unit_printed"] = entry.record["unit_printed"] or self._unit
        key = {name: entry.record[name] for name in _KEY}
        for figures in self._figures:
            if row.cell(figures.heading.index or 0).blank:
                continue
            if figures.kind == RATING:
                self._rating(row, figures, key, entry.faulty)
            elif figures.kind == RATE:
                self._rate(row, figures, key, entry.record["unit_printed"])
            elif figures.kind.startswith(EFFECT.format("")):
                effect = {**key, "kind": figures.kind.removeprefix(EFFECT.format(""))}
                self._cell("effects", row, figures, effect, entry.faulty)
            else:
                self._cell("cells", row, figures, {**key, "kind": figures.kind}, entry.faulty)

    def _entry(self, table: str, row: Row, places: Mapping[str, Heading], record: Mapping[str, str]) -> Entry:
        whole = {name: record.get(name, "") for name in TABLES[table].names}
        entry = Entry(whole, self._sheet.name, row.number, places, self._unplaced & whole.keys())
        self._forms[table].entries.append(entry)
        return entry

    def _cell(self, table: str, row: Row, figures: Figures, key: Record, faulty: set[str]) -> None:
        said, fault = inputs.value(row.cell(figures.heading.index or 0), _RAW)
        blank = said == BLANK
        record = {
            **key,
            "fiscal_year": figures.year,
            "from_year": figures.first,
            "raw_text": "" if blank else said,
            "status": "blank" if blank else "",
        }
        places = {"raw_text": figures.heading, "status": figures.heading, "fiscal_year": figures.heading}
        entry = self._entry(table, row, {**self._places, **places}, record)
        entry.faulty |= faulty & set(_KEY)
        if fault:
            self._forms[table].fault(entry, "raw_text", *fault)

    def _rating(self, row: Row, figures: Figures, key: Record, faulty: set[str]) -> None:
        said, fault = inputs.value(row.cell(figures.heading.index or 0), _RATING)
        record = {**key, "fiscal_year": figures.year, "rating": said}
        entry = self._entry("ratings", row, {**self._places, "rating": figures.heading}, record)
        entry.faulty |= faulty & set(_KEY)
        if fault:
            self._forms["ratings"].fault(entry, "rating", *fault)

    def _rate(self, row: Row, figures: Figures, key: Record, unit: str) -> None:
        """Whether a printed rate is that of the actual value to the target, to the digits that it has."""
        printed = parse(row.cell(figures.heading.index or 0).text, fiscal_year=int(figures.year), unit="%")
        pair = {one.kind: one for one in self._figures if one.year == figures.year}
        amounts = [self._amount(row, pair.get(kind), unit) for kind in ("actual", "target")]
        actual, target = amounts
        if len(printed.numbers) != 1 or actual is None or not target:
            reason = Text(
                "達成率を確かめられません。目標と実績の数値が要ります。",
                "The rate cannot be checked: it needs a target and an actual value.",
            )
        else:
            said, found = printed.numbers[0].amount, 100 * actual / target
            if abs(said - found) <= Decimal(1).scaleb(said.as_tuple().exponent if said % 1 else 0):  # type: ignore[arg-type]
                return
            reason = Text(
                f"達成率は、目標と実績からは{found:.1f}%です。",
                f"By target and actual value the rate is {found:.1f}%.",
            )
        record = {**key, "kind": "actual", "fiscal_year": figures.year, "column": figures.heading.text}
        text = row.cell(figures.heading.index or 0).text.strip()
        self._entry(
            "remarks",
            row,
            {**self._places, "text": figures.heading},
            {**record, "text": text, "reason": reason.ja, "reason_en": reason.en},
        )

    @staticmethod
    def _amount(row: Row, figures: Figures | None, unit: str) -> Decimal | None:
        cell = row.cell(figures.heading.index or 0) if figures else None
        value = parse(cell.text, fiscal_year=int(figures.year), unit=unit) if cell and figures else None
        return value.numbers[0].amount if value and len(value.numbers) == 1 else None
