"""The page of a fiscal year: what was aimed at, what was reached."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.comparisons import Comparison, once, outcome_of
from pipeline.reading.element import Outcome, Tally
from pipeline.reading.names import Named
from pipeline.reading.summary.overview import Overview
from server.http.errors import NO_SUCH_PAGE, ProblemError
from server.pages import things
from server.rendering.parameters import page_number
from server.rendering.view import View


@dataclass(frozen=True)
class Compared:
    """The comparisons of one edition, whose it is, and how many of its own another edition above has shown."""

    edition: Named
    publisher: Named | None
    comparisons: tuple[Comparison, ...]
    repeated: int

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.comparisons)


def year(view: View, thing: NamedNode) -> Response:
    """A fiscal year: the comparisons of target and actual that it allows, by edition, missed targets first.

    A page of several: all editions of a municipality are on one.
    """
    digits = thing.value.rpartition("/")[2]
    if not digits.isdecimal():
        return things.thing(view, thing)
    reader = view.service.reader
    page = page_number(view.request.query_params)
    found = reader.fiscal_year(int(digits), page)
    if found is None and page > 1:
        raise ProblemError(404, NO_SUCH_PAGE)
    return view.render(
        "year.html",
        year=reader.named(thing),
        groups=_groups(found.editions, int(digits)) if found else (),
        others=reader.years_beside(thing),
        outcome=found.outcome if found else Tally(),
        repeated=found.repeated if found else 0,
        page=page,
        pages=found.pages if found else 1,
    )


def _groups(editions: Sequence[Overview], year: int) -> list[Compared]:
    """Each comparison of a year under the edition that prints it first."""
    found = [(one, entry) for one in editions for entry in one.comparisons if entry.achievement.year == year]
    printed = Counter(one.edition.iri for one, _ in found)
    kept = set(map(id, once(entry for _, entry in found)))
    groups = []
    for one in editions:
        entries = [entry for of, entry in found if of is one and id(entry) in kept]
        missed_first = tuple(sorted(entries, key=lambda entry: entry.met is not False))
        repeated = printed[one.edition.iri] - len(entries)
        groups.append(Compared(one.edition, one.publisher, missed_first, repeated))
    return groups
