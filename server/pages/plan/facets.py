"""Filters of a list as links: each choice with how many it would leave, none needs JavaScript."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from pipeline.reading.element import Row
from pipeline.reading.graph import Text
from server.rendering.templates import texts
from server.rendering.view import View

OUTCOMES = ("met", "partly", "missed", "none")


@dataclass(frozen=True)
class Filter:
    """What a list is filtered by: the IRI of a department or concept, a word for an outcome; "" is anything."""

    unit: str = ""
    subject: str = ""
    stage: str = ""
    outcome: str = ""

    @classmethod
    def read(cls, parameters: QueryParams) -> "Filter":
        return cls(**{name: parameters.get(name, "") for name in VALUES})

    def __bool__(self) -> bool:
        return self != Filter()

    def keeps(self, row: Row) -> bool:
        """Whether an element is left; one above others is left only where nothing is asked."""
        if not self:
            return True
        asked = {name: getattr(self, name) for name in VALUES}
        return row.is_leaf and all(value in ("", *VALUES[name](row)) for name, value in asked.items())


@dataclass(frozen=True)
class Choice:
    """One link of a facet: its name, how many elements it leaves, where it leads, whether it is chosen."""

    label: Text
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    choices: tuple[Choice, ...]


def facets(view: View, rows: tuple[Row, ...], chosen: Filter) -> tuple[Facet, ...]:
    """The facets of a list of elements, as `VALUES` names them; those without choices are left out."""
    leaves = [row for row in rows if row.is_leaf]
    made = tuple(_facet(view, name, leaves, chosen) for name in VALUES)
    return tuple(facet for facet in made if facet.choices)


def _facet(view: View, name: str, leaves: list[Row], chosen: Filter) -> Facet:
    """A facet with what the other filters leave to count: the chosen choice first, even where it leaves nothing."""
    others = replace(chosen, **{name: ""})
    counted = Counter(value for row in leaves if others.keeps(row) for value in VALUES[name](row))
    wanted = getattr(chosen, name)
    known = {value for row in leaves for value in VALUES[name](row)}
    ordered = OUTCOMES if name == "outcome" else [value for value, _ in counted.most_common()]
    first = [wanted] if wanted in known else []
    values = [value for value in dict.fromkeys((*first, *ordered)) if counted[value] or value == wanted]
    choices = (_choice(view, name, value, counted[value], value == wanted) for value in values)
    return Facet(name, tuple(choice for choice in choices if choice.label))


def _choice(view: View, name: str, value: str, count: int, chosen: bool) -> Choice:
    label = texts()[f"outcome_{value}"] if name == "outcome" else view.name(value).label
    return Choice(label, count, view.here(**{name: None if chosen else value}), chosen)


VALUES: dict[str, Callable[[Row], list[str]]] = {
    "outcome": lambda row: [row.outcome.word],
    "unit": lambda row: [unit.iri for unit in row.units],
    "stage": lambda row: [row.stage.iri] if row.stage else [],
    "subject": lambda row: [subject.iri for subject in row.subjects],
}
"""What an element has of each facet."""
