"""The page of a fiscal year: what was aimed at, what was reached."""

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Outcome
from pipeline.reading.names import Named
from server.pages import things
from server.rendering.view import View


@dataclass(frozen=True)
class Compared:
    """The comparisons of one edition, whose it is, and how many of its own another edition above has shown."""

    edition: Named | None
    publisher: Named | None
    comparisons: tuple[Comparison, ...]
    repeated: int

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.comparisons)


def year(view: View, thing: NamedNode) -> Response:
    """A fiscal year: the comparisons of target and actual that it allows, by edition, missed targets first."""
    digits = thing.value.rpartition("/")[2]
    if not digits.isdecimal():
        return things.thing(view, thing)
    reader = view.service.reader
    groups = _by_edition(view, reader.comparisons(thing))
    return view.render(
        "year.html",
        year=reader.named(thing),
        groups=groups,
        others=reader.years_beside(thing),
        outcome=sum((group.outcome for group in groups), Outcome()),
        repeated=sum(group.repeated for group in groups),
    )


def _by_edition(view: View, found: tuple[Comparison, ...]) -> list[Compared]:
    """Each comparison under the edition that prints it first."""
    kept = once(found)
    printed = Counter(_edition(view, entry) for entry in found)
    groups: dict[str, list[Comparison]] = {edition: [] for edition in printed}
    for entry in kept:
        groups[_edition(view, entry)].append(entry)
    return [
        Compared(
            view.service.reader.named(NamedNode(iri)) if iri else None,
            view.publisher(view.service.reader.named(NamedNode(iri))) if iri else None,
            tuple(sorted(entries, key=lambda entry: entry.met is not False)),
            printed[iri] - len(entries),
        )
        for iri, entries in groups.items()
    ]


def _edition(view: View, entry: Comparison) -> str:
    edition = view.edition_of(entry.element.iri) if entry.element else None
    return edition.iri if edition else ""
