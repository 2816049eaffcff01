"""Facts in reading order → the records of a plan.

What a fact cannot be put into, and why, is kept: nothing is dropped, and nothing is guessed where words do not
say it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.documents.draft.facts import LOW, MIDDLE, Fact, Key, Quoted, Scanned
from pipeline.documents.draft.plan import dividing
from pipeline.documents.draft.plan.cursor import Cursor
from pipeline.documents.draft.plan.lists import Lists
from pipeline.documents.draft.plan.placing import PLACERS
from pipeline.documents.draft.plan.records import Plan
from pipeline.documents.draft.words import wording
from pipeline.documents.draft.words.layout import Layout, plain

IDENTITY = frozenset(("number", "title", "level", "level_number"))
NOT_DATA = {
    "rate": "計算された値",
    "rating": "評価の記号",
    "direction": "方向",
    "class": "指標の区分",
    "account": "会計の区分",
    "ignored": "読まない欄",
    "elsewhere": "他の団体か、平均の値",
    "unknown": "知らない見出しの欄",
}
"""Why a cell of a role is not placed."""
MEANINGLESS = "意味の分からない欄"


class Assembler:
    """Builds a plan from one table after another; `placed` and `unplaced` say what became of each cell."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._cursor = Cursor(layout)
        self._totals = {plain(word) for word in layout.words["totals"]}
        self.placed: set[Key] = set()
        self.unplaced: dict[Key, str] = {}
        self._nameless = self._named = False
        self._goes_on = False
        self._lists = Lists()

    @property
    def plan(self) -> Plan:
        return self._cursor.plan

    def lines(self, lines: Sequence[Quoted]) -> None:
        """The lines above a table: levels of the plan, and what its caption says of year, kind and unit."""
        self._goes_on = True
        self._cursor.caption = wording.caption([str(line) for line in lines], self._layout)
        for line in lines:
            found = wording.level_line(str(line), self._layout.levels)
            if found:
                level, number, title = found
                is_new = self._cursor.stand_below(level, line.saying(number), line.saying(title))
                self._goes_on = self._goes_on and not is_new
                self.placed.update(line.keys)

    def untitled(self, line: Quoted) -> None:
        """A table without numbers and titles stands under a line: an element of that name, or the level that it names.

        Under the levels that stood there before, as the head of a page, it goes on with the element before.
        """
        found = wording.level_line(str(line), self._layout.levels)
        if found and not self._goes_on:
            self._cursor.stand_on(found[0])
            self._lists.forget()
        if found:
            return
        self._cursor.begin(Quoted(""), line.saying(wording.without_number(str(line))), "item")
        self._lists.forget()
        self.placed.update(line.keys)

    def table(self, scanned: Scanned) -> None:
        """The facts of a table, row by row. Figures of one that names nothing are hardly those of the indicator before."""
        self._nameless = not any(fact.role == "indicator" for fact in scanned.facts) and not scanned.named
        self._named = scanned.named
        for _, row in groupby(scanned.facts, lambda fact: fact.row):
            facts = list(row)
            if self._is_total(facts):
                self._refuse(facts, "合計の行")
                continue
            divided, others = dividing.rows(facts)
            self._refuse(others, dividing.SEVERAL)
            for one in divided:
                self._row(one)

    def _is_total(self, facts: Iterable[Fact]) -> bool:
        names = ("number", "title", "indicator", "level")
        return any(fact.role in names and plain(fact.text) in self._totals for fact in facts)

    def _refuse(self, facts: Iterable[Fact], why: str) -> None:
        for key in (key for fact in facts for key in fact.text.keys):
            if key not in self.placed:
                self.unplaced.setdefault(key, why)

    def _row(self, facts: list[Fact]) -> None:
        self._levels(facts)
        self._identity(facts)
        sure, why = self._lists.owes(facts)
        if sure == LOW:
            self._refuse(facts, why)
            return
        for fact in _names_first(facts):
            if fact.picture and fact.role != "figure":
                self._refuse([fact], fact.text.why)
            elif fact.role in PLACERS:
                why = PLACERS[fact.role](self._cursor, self._doubted(fact, sure, why))
                if why:
                    self._refuse([fact], why)
                else:
                    self.placed.update(fact.text.keys)
            elif fact.role not in IDENTITY:
                self._refuse([fact], NOT_DATA.get(fact.role, MEANINGLESS))

    def _doubted(self, fact: Fact, sure: str, why: str) -> Fact:
        if sure:
            fact = replace(fact, text=fact.text.less(sure, why))
        if not self._nameless or fact.role not in ("figure", "pair"):
            return fact
        return replace(fact, text=fact.text.less(LOW, "表に指標の名称がない"))

    def _levels(self, facts: Sequence[Fact]) -> None:
        """The levels above the items that columns of a row name."""
        for level in ("policy", "measure"):
            titles = [
                fact for fact in facts if fact.role == "level" and fact.meaning.kind == level and fact.text
            ]
            numbers = [
                fact
                for fact in facts
                if fact.role == "level_number" and fact.meaning.kind == level and fact.text
            ]
            if titles:
                said = str(titles[0].text)
                named = wording.level_line(said, self._layout.levels)
                number, title = named[1:] if named else wording.split_number(said)
                printed = numbers[0].text if numbers else titles[0].text.saying(number)
                self._cursor.stand_below(level, printed, titles[0].text.saying(title))
                self.placed.update(key for fact in (titles[0], *numbers[:1]) for key in fact.text.keys)
                if not self._named:
                    self._cursor.stand_on(level)
                    self._lists.forget()
            self._refuse([*titles[1:], *numbers[bool(titles) :]], "階層の名称が二つあるか、番号だけ")

    def _identity(self, facts: Sequence[Fact]) -> None:
        """The element that a row begins, where it begins one."""
        numbers = [fact for fact in facts if fact.role == "number" and fact.text]
        titles = [fact for fact in facts if fact.role == "title" and fact.text]
        if titles and titles[0].text.startswith(self._layout.words["notes"]):
            self._refuse(titles, "注記")
            return
        if not numbers and not titles:
            return
        self.placed.update(key for fact in (*numbers, *titles[:1]) for key in fact.text.keys)
        self._lists.take([*numbers, *titles[:1]])
        self._refuse(titles[1:], "二つ目の名称")
        title = wording.one_line(titles[0].text) if titles else Quoted("")
        level = self._layout.level_of_title(titles[0].meaning.word) if titles else ""
        number = _together([fact.text for fact in numbers])
        if title and not number:
            printed, rest = wording.numbered(title)
            number, title = (title.saying(printed), title.saying(rest)) if printed else (number, title)
        self._cursor.identify(number, title, level)


def _names_first(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a row, its indicator before its figures where it has one and prints it to their right."""
    labels = [fact for fact in facts if fact.role == "indicator"]
    if len(labels) != 1:
        return list(facts)
    return [*labels, *(fact for fact in facts if fact is not labels[0])]


def _together(numbers: Sequence[Quoted]) -> Quoted:
    """A number whose digits stand in several cells (十の位, 一の位) as one."""
    if not numbers:
        return Quoted("")
    text = "".join(plain(number) for number in numbers)
    whole = Quoted(text, tuple(key for one in numbers for key in one.keys), numbers[0].sure, numbers[0].why)
    if len(numbers) > 1:
        return whole.less(MIDDLE, "番号が二つの欄に分かれている")
    if re.search(r"[、,・]", text):
        return whole.less(LOW, "番号が二つ以上ある")
    return whole
