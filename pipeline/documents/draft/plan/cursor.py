"""Where the reading of a document stands: the element, indicator and activity that a fact belongs to."""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from pipeline.documents.draft.facts import Quoted
from pipeline.documents.draft.plan.records import Activity, Element, Indicator, Plan
from pipeline.documents.draft.words import wording
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout, plain

SAME_TITLE = 92
"""From which likeness on, of 100, two titles without different numbers are the same element."""


@dataclass
class Cursor:
    """The plan as far as it is read, what was begun last in it, and the caption of the table that is read."""

    layout: Layout
    plan: Plan = field(default_factory=Plan)
    caption: Meaning = field(default_factory=Meaning)
    indicator: Indicator | None = None
    activity: Activity | None = None
    numbered_row: int = -1
    """The row whose indicator has its number in a cell of its own."""
    _element: Element | None = None
    _parents: dict[str, Element] = field(default_factory=dict)

    @property
    def element(self) -> Element:
        """The current element; one of the plan's own name where none has begun."""
        return self._element or self.begin(Quoted(""), self.plan.title, "item")

    def identify(self, number: Quoted, title: Quoted, level: str) -> None:
        """Number and title of a row: of the current element where it still lacks them, else of a new one."""
        current = self._element
        if current is not None and self._completes(current, number, title):
            current.number = current.number or number
            current.title = current.title or title
            current.level = level or current.level
        else:
            self.begin(number, title, level or "item")

    def _completes(self, current: Element, number: Quoted, title: Quoted) -> bool:
        """Whether the current element still lacks just these: on a sheet of its own they stand in two rows."""
        bare = not current.indicators and not current.activities and not current.effects
        return bare and not (number and current.number) and not (title and current.title)

    def begin(self, number: Quoted, title: Quoted, level: str) -> Element:
        """A new element, or the one that was read before where it is named again."""
        found = self._known(number, title, level)
        if found is None:
            found = Element(level, number, title, len(self.plan.elements) + 1, self._parent())
            self.plan.elements.append(found)
        self._element, self.indicator, self.activity = found, None, None
        return found

    def _known(self, number: Quoted, title: Quoted, level: str) -> Element | None:
        for one in self.plan.elements:
            same_number = not number or not one.number or str(one.number) == str(number)
            same_place = one.level == level and one.parent is self._parent() and same_number
            if same_place and title and fuzz.ratio(plain(one.title), plain(title)) >= SAME_TITLE:
                return one
        return None

    def _parent(self) -> Element | None:
        return self._parents.get("measure") or self._parents.get("policy")

    def stand_below(self, level: str, number: Quoted, title: Quoted) -> bool:
        """What follows stands below this element of a level above the items; whether it did not before."""
        above = self._parents.get("policy") if level == "measure" else None
        found = next(
            (
                one
                for one in self.plan.elements
                if one.level == level and plain(one.title) == plain(title) and one.parent is above
            ),
            None,
        )
        if found is None:
            found = Element(level, number, title, len(self.plan.elements) + 1, above)
            self.plan.elements.append(found)
        is_new = self._parents.get(level) is not found
        self._parents[level] = found
        if level == "policy" and is_new:
            self._parents.pop("measure", None)
        return is_new

    def stand_on(self, level: str) -> None:
        """What follows is of the element of a level above the items itself."""
        self._element, self.indicator, self.activity = self._parents[level], None, None

    def begin_indicator(self, label: Quoted) -> Indicator:
        """A new indicator of the current element, or the one of the same label."""
        element = self.element
        shown, definition = wording.definition(str(label))
        found = next((one for one in element.indicators if shown and plain(one.whole) == plain(shown)), None)
        if found is None:
            found = Indicator(len(element.indicators) + 1, label.saying(shown))
            element.indicators.append(found)
        if definition:
            found.definition = label.saying(definition)
        found.breakdown = found.breakdown or label.saying(wording.breakdown(str(label)))
        self.indicator = found
        return found

    def current_indicator(self) -> Indicator:
        """The current indicator, or one without a label where none is printed."""
        return self.indicator or self.begin_indicator(Quoted(""))

    def part_of(self, whole: Indicator, part: str) -> Indicator:
        """The indicator that counts a part of another one (「喫煙率(男性)」); the other itself while it has no figures."""
        for one in self.element.indicators:
            if one.part == part and plain(one.whole) == plain(whole.whole):
                return one
        if not whole.figures:
            whole.take(part)
            return whole
        found = Indicator(len(self.element.indicators) + 1, whole.label.saying(whole.whole), whole.unit)
        found.take(part)
        self.element.indicators.append(found)
        return found

    def begin_activity(self, title: Quoted) -> Activity:
        """A new activity of the current element."""
        self.activity = Activity(len(self.element.activities) + 1, title)
        self.element.activities.append(self.activity)
        return self.activity
