"""The page of a fiscal year: what was aimed at, what was reached."""

from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.responses import Response

from server.pages import things
from server.rendering.view import View
from server.repository.model import Named, Outcome
from server.repository.overview import Comparison


@dataclass(frozen=True)
class Compared:
    """The comparisons of one edition, and whose it is."""

    edition: Named | None
    publisher: Named | None
    comparisons: tuple[Comparison, ...]

    @property
    def outcome(self) -> Outcome:
        met = sum(entry.met is True for entry in self.comparisons)
        return Outcome(met, sum(entry.met is False for entry in self.comparisons))


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
    )


def _by_edition(view: View, found: tuple[Comparison, ...]) -> list[Compared]:
    reader = view.service.reader
    groups: dict[str, list[Comparison]] = {}
    for entry in found:
        edition = reader.edition(NamedNode(entry.element.iri)) if entry.element else None
        groups.setdefault(edition.iri if edition else "", []).append(entry)
    return [
        Compared(
            reader.named(NamedNode(iri)) if iri else None,
            view.publisher(reader.named(NamedNode(iri))) if iri else None,
            tuple(sorted(entries, key=lambda entry: entry.met is not False)),
        )
        for iri, entries in groups.items()
    ]
