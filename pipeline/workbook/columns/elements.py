"""The elements that the rows of a city's sheet name, each repeated in every row below it."""

from dataclasses import dataclass, field

from pipeline.model.text import Text
from pipeline.workbook.columns.entries import Entries
from pipeline.workbook.columns.layout import LevelColumns
from pipeline.workbook.forms import inputs
from pipeline.workbook.forms.entry import Entry, Heading, Record
from pipeline.workbook.sheets import Row


@dataclass
class Element:
    """An element as the rows say it: its first row, every title that they give it, and its indicators so far."""

    entry: Entry
    titles: dict[str, list[int]] = field(default_factory=dict)
    indicators: int = 0


class Elements:
    """Every element of a sheet by level and number."""

    def __init__(self, entries: Entries, levels: tuple[LevelColumns, ...]) -> None:
        self._entries, self._levels = entries, levels
        self._found: dict[tuple[str, str], Element] = {}

    def __getitem__(self, place: Record) -> Element:
        return self._found[place["level"], place["element"]]

    def place(self, row: Row) -> Record | None:
        """The lowest element that a row names, entering those above it; None, with a remark, where it names none."""
        above: Record = {"level": "", "element": ""}
        for columns in self._levels:
            number, title = (self._entries.text(row, one) for one in (columns.number, columns.title))
            if not number:
                self._unnumbered(row, columns, title)
                continue
            if columns.level.numbered_within and above["element"]:
                number = f"{above['element']}-{number}"
            above = self._element(row, columns, inputs.folded(number), title, above)
        if above["element"]:
            return above
        reason = Text("番号のない行です。", "The row has no number of an element.")
        self._entries.remark_on(row, range(len(row.cells)), self._levels[-1].number, reason)
        return None

    def _unnumbered(self, row: Row, columns: LevelColumns, title: str) -> None:
        if title and any(self._entries.text(row, one.number) for one in self._levels):
            reason = Text("番号がありません。", "It has no number.")
            self._entries.remark(row, columns.title, title, reason)

    def _element(self, row: Row, columns: LevelColumns, number: str, title: str, above: Record) -> Record:
        place = {"level": columns.level.level, "element": number}
        key = columns.level.level, number
        if key not in self._found:
            record = {**place, "parent_level": above["level"], "parent": above["element"], "title": title}
            headings = {"element": columns.number, "title": columns.title}
            self._found[key] = Element(self._entries.enter("elements", row.number, record, headings))
        first = self._found[key].entry
        if row.number != first.row:
            first.repeated.append((row.number, "element", columns.number))
        parent = first.record["parent"]
        if (first.record["parent_level"], parent) != (above["level"], above["element"]):
            reason = Text(
                f"{columns.level.label}{number}は{first.row}行目では{parent}の下にあります。",
                f"{number} stands below {parent} in row {first.row}.",
            )
            self._entries.remark(row, columns.number, number, reason, place)
        self._found[key].titles.setdefault(title, []).append(row.number)
        return place

    def prefer_titles(self) -> None:
        """The title that most rows give an element becomes its title; every other is a conflict that keeps both."""
        for (level, number), element in self._found.items():
            titles = {title: rows for title, rows in element.titles.items() if title}
            if titles:
                preferred = max(titles, key=lambda title: (len(titles[title]), -titles[title][0]))
                element.entry.record["title"] = preferred
                heading = element.entry.headings["title"]
                element.entry.repeated += [(row, "title", heading) for row in titles[preferred]]
                self._disagree({"level": level, "element": number}, preferred, titles, heading)

    def _disagree(
        self, place: Record, preferred: str, titles: dict[str, list[int]], heading: Heading
    ) -> None:
        said, rows = len(titles[preferred]), sum(map(len, titles.values()))
        for title in (one for one in titles if one != preferred):
            record = {
                **place,
                "attribute": "title",
                "reading": "sheet",
                "value": preferred,
                "other_reading": "sheet",
                "other_value": title,
                "other_line": self._entries.line(titles[title][0]),
                "preferred": "sheet",
                "reason": f"{rows}行のうち{said}行がこう記している。",
                "reason_en": f"{said} of {rows} rows say so.",
            }
            conflict = self._entries.enter("conflicts", titles[preferred][0], record)
            conflict.repeated += [(row, "other_value", heading) for row in titles[title]]
