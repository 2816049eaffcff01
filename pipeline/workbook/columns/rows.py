"""The rows of a city's sheet → entries of every table, and a remark on whatever was not read of them.

Nothing stops at a figure: one that is not read stays in its cell as it is printed, and a row of `remarks` says why.
"""

import re
from collections.abc import Mapping

from pipeline.model import units
from pipeline.model.text import Text
from pipeline.tables.values import ambiguity, parse, unknown_unit
from pipeline.workbook.columns.elements import Elements
from pipeline.workbook.columns.entries import Entries, cell_of, printed
from pipeline.workbook.columns.layout import FigureColumn, Layout, RatingColumn
from pipeline.workbook.columns.settings import Settings
from pipeline.workbook.forms import inputs
from pipeline.workbook.forms.entry import Entry, Form, Heading, Record
from pipeline.workbook.sheets import Row, Sheet, letter

_IN_BRACKETS = re.compile(r"(.+?)\s*[（(]([^（）()]{1,12})[)）]\s*")


def read(settings: Settings, layout: Layout, sheet: Sheet, lines: Mapping[int, int]) -> dict[str, Form]:
    """The forms of every table, filled in by the rows below the headings.

    `lines` gives the line of each row in the text that is kept of the sheet.
    """
    reader = _Reader(settings, layout, Entries(settings.plan.code, sheet, lines))
    reader.begin(sheet.rows[0].number)
    for row in sheet.rows:
        if row.number > layout.header:
            reader.read(row)
    return reader.forms()


class _Reader:
    def __init__(self, settings: Settings, layout: Layout, entries: Entries) -> None:
        self._settings, self._layout, self._entries = settings, layout, entries
        self._elements = Elements(entries, layout.levels)
        self._departments: set[str] = set()
        self._responsible: dict[tuple[str, ...], Entry] = {}
        self._rated: dict[tuple[str, ...], str] = {}
        self._entered: dict[tuple[str, ...], Entry] = {}
        self._given = {one.indicator: one for one in settings.units}

    def begin(self, row: int) -> None:
        """What stands once for all rows: the plan and what it calls its levels."""
        plan = self._settings.plan.model_dump(exclude={"code"})
        self._entries.enter("plans", row, {name: str(said) for name, said in plan.items()})
        for level in self._settings.levels:
            self._entries.enter("levels", row, {"level": level.level, "label": level.label})
        for order, one in enumerate(self._settings.scale, start=1):
            record = {"rating": one.rating, "order": str(order), "label": one.label}
            self._entries.enter("scales", row, record)

    def forms(self) -> dict[str, Form]:
        self._elements.prefer_titles()
        return self._entries.forms

    def read(self, row: Row) -> None:
        """One row: the elements that it names, and its indicator with every figure."""
        place = self._elements.place(row)
        if place is None:
            return
        self._department(row, place)
        self._ratings(row, place, "element")
        if not cell_of(row, self._layout.indicator).blank:
            self._indicator(row, place)
        else:
            reason = Text("指標の名称がありません。", "The indicator has no name.")
            self._entries.remark_on(row, self._layout.of_indicators, self._layout.indicator, reason, place)
        reason = Text("見出しのない列に値があります。", "It stands in a column without a heading.")
        for index in sorted(set(range(len(row.cells))) - self._layout.headed):
            self._entries.remark_on(row, [index], Heading(letter(index), index), reason, place)

    def _department(self, row: Row, place: Record) -> None:
        heading = self._layout.department
        department = self._entries.text(row, heading)
        if not heading or not department:
            return
        if department not in self._departments:
            self._departments.add(department)
            self._entries.enter("units", row.number, {"unit": department}, {"unit": heading})
        key = place["level"], place["element"], department
        if key in self._responsible:
            self._responsible[key].repeated.append((row.number, "unit", heading))
        else:
            sequence = 1 + sum(one[:2] == key[:2] for one in self._responsible)
            record = {**place, "unit": department, "sequence": str(sequence)}
            entry = self._entries.enter("responsibilities", row.number, record, {"unit": heading})
            self._responsible[key] = entry

    def _indicator(self, row: Row, place: Record) -> None:
        element = self._elements[place]
        element.indicators += 1
        key = {**place, "indicator": str(element.indicators)}
        label, unit = self._named(row, key)
        record = {**key, "label": label, "unit_printed": unit, "class": self._class(row, key)}
        columns = {
            "label": self._layout.indicator,
            "unit_printed": self._layout.unit,
            "class": self._layout.class_,
        }
        headings = {column: heading for column, heading in columns.items() if heading and record[column]}
        self._entries.enter("indicators", row.number, record, headings)
        for column in self._layout.figures:
            self._cell(row, column, key, unit)
        self._ratings(row, key, "indicator")

    def _ratings(self, row: Row, place: Record, of: str) -> None:
        """Ratings of an element, which every row of it repeats, or of the indicator of the row."""
        for column in self._layout.ratings:
            if column.rating.of == of:
                self._rating(row, column, place)

    def _rating(self, row: Row, column: RatingColumn, place: Record) -> None:
        rating, points = (self._entries.text(row, one) for one in (column.heading, column.points))
        record = {**place, "fiscal_year": str(column.rating.year), "rating": rating, "points": points}
        key = (*place.values(), record["fiscal_year"])
        before = self._rated.setdefault(key, rating)
        entry = self._entered.get(key)
        headings = {"rating": column.heading, **({"points": column.points} if column.points else {})}
        fault = self._unrated(rating, before)
        if fault or (points and (not rating or (entry and points != entry.record["points"]))):
            reason = fault or Text("点数が評価と合いません。", "The points are not those of the rating.")
            said = "、".join(one for one in (rating, points) if one)
            remark = self._entries.remark(row, column.heading, said, reason, place)
            remark.repeated += [(row.number, "text", one) for one in headings.values()]
        elif entry:
            entry.repeated += [(row.number, name, one) for name, one in headings.items()]
        elif rating:
            self._entered[key] = self._entries.enter("ratings", row.number, record, headings)

    def _unrated(self, rating: str, before: str) -> Text | None:
        """Why a rating is not taken: the scale has it not, or a row before says another."""
        if rating and rating not in {one.rating for one in self._settings.scale}:
            return Text(f"評価「{rating}」は尺度にありません。", f"'{rating}' is not on the scale.")
        if rating != before:
            return Text(f"評価は前の行では「{before}」です。", f"A row before rates it '{before}'.")
        return None

    def _named(self, row: Row, key: Record) -> tuple[str, str]:
        """The name of an indicator and the unit of its figures, "" where none is printed or it is not known."""
        label = self._entries.text(row, self._layout.indicator)
        unit = self._entries.text(row, self._layout.unit) or self._layout.caption
        if label in self._settings.nameless:
            ja = f"名称が「{label}」です。指標がない欄とみて、名称のない指標とします。"
            en = f"Its name is '{label}', which stands for none: kept as an indicator without a name."
            self._entries.remark(row, self._layout.indicator, label, Text(ja, en), key)
            label = ""
        if self._settings.unit_in_name and not unit:
            label, unit = _without_unit(label)
        given = self._given.get(label)
        if given and given.unit != unit:
            unit = given.unit
            reason = Text(
                f"単位は{given.unit}とします。{given.reason}", f"The unit is {given.unit}: {given.reason}"
            )
            self._entries.remark(row, self._layout.indicator, label, reason, key)
        return label, self._known_unit(row, unit, key)

    def _known_unit(self, row: Row, unit: str, key: Record) -> str:
        unknown = unknown_unit(unit) if unit else None
        if unknown is None:
            return unit
        ja, en = f"{unknown[0].ja}単位のない数値とします。", f"{unknown[0].en} Its figures have no unit."
        self._entries.remark(row, self._layout.unit or self._layout.indicator, unit, Text(ja, en), key)
        return ""

    def _class(self, row: Row, key: Record) -> str:
        said = self._entries.text(row, self._layout.class_)
        found = self._settings.classes.get(said, "")
        if said and not found:
            ja, en = f"区分「{said}」はcolumns.tomlにありません。", f"'{said}' is no class of columns.toml."
            self._entries.remark(row, self._layout.class_, said, Text(ja, en), key)
        return found

    def _cell(self, row: Row, column: FigureColumn, key: Record, unit: str) -> None:
        cell = cell_of(row, column.heading)
        raw = printed(cell)
        covers = self._settings.plan.covers_from, self._settings.plan.covers_to
        value = parse(raw, fiscal_year=int(column.year), unit=unit, covers=covers)
        place = {**key, "kind": column.kind, "fiscal_year": column.year}
        record = {**place, "from_year": column.first, "raw_text": raw, "status": value.status}
        self._entries.enter("cells", row.number, record, {"raw_text": column.heading})
        fault = inputs.unreadable(cell)
        if fault:
            self._entries.remark(row, column.heading, raw, Text(fault[0], "The cell cannot be read."), place)
        elif value.status == "text":
            plain = Text(f"「{raw}」は数値として読めません。", f"'{raw}' is not read as a number.")
            reason = ambiguity(raw, unit) or plain
            self._entries.remark(row, column.heading, raw, reason, place)


def _without_unit(label: str) -> tuple[str, str]:
    """A name without the brackets that end it, and the unit in them: 実施回数（回）; whole where they hold no unit."""
    found = _IN_BRACKETS.fullmatch(label)
    return (found[1], found[2]) if found and units.find(found[2]) else (label, "")
