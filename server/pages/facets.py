"""Filters of a list as links: each choice with how many it would leave, none needs JavaScript."""

from collections import Counter
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from server.graph import Text, in_language
from server.pages.model import Row
from server.pages.templates import texts
from server.pages.view import View

OUTCOMES = ("met", "partly", "missed", "none")


@dataclass(frozen=True)
class Filter:
    """What a list is filtered by: the IRI of a department or concept, a word for an outcome; "" is anything."""

    unit: str = ""
    subject: str = ""
    outcome: str = ""

    @classmethod
    def read(cls, parameters: QueryParams) -> "Filter":
        return cls(*(parameters.get(name, "") for name in ("unit", "subject", "outcome")))

    def __bool__(self) -> bool:
        return bool(self.unit or self.subject or self.outcome)

    def keeps(self, row: Row) -> bool:
        """Whether an element is left; one above others is left only where nothing is asked."""
        if not self:
            return True
        return (
            row.is_leaf
            and self.unit in ("", *(unit.iri for unit in row.units))
            and self.subject in ("", *(subject.iri for subject in row.subjects))
            and self.outcome in ("", row.outcome.word)
        )


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
    """The facets of a list of elements: outcome, department, classification; those without choices left out."""
    leaves = [row for row in rows if row.is_leaf]
    outcomes = Counter(row.outcome.word for row in leaves)
    units = Counter(unit.iri for row in leaves for unit in row.units)
    subjects = Counter(subject.iri for row in leaves for subject in row.subjects)
    words = {word: texts()[f"outcome_{word}"] for word in OUTCOMES if outcomes[word]}
    made = (
        Facet("outcome", _choices(view, "outcome", outcomes, words, chosen.outcome)),
        Facet("unit", _choices(view, "unit", units, _labels(view, units), chosen.unit)),
        Facet("subject", _choices(view, "subject", subjects, _labels(view, subjects), chosen.subject)),
    )
    return tuple(facet for facet in made if facet.choices)


def _labels(view: View, counted: Counter[str]) -> dict[str, Text]:
    return {iri: view.name(iri).label for iri, _ in counted.most_common()}


def _choices(
    view: View, name: str, counted: Counter[str], labels: dict[str, Text], chosen: str
) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            label, counted[value], view.here(**{name: None if value == chosen else value}), value == chosen
        )
        for value, label in labels.items()
        if in_language(label, "ja")
    )
