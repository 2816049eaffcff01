"""Which municipality has figures of which shared indicator: a matrix, in pages of municipalities."""

from dataclasses import dataclass

from starlette.responses import Response

from pipeline.reading.municipalities.places import Place
from server.comparison.answer import Answer
from server.comparison.choice import choice
from server.http.errors import NO_SUCH_PAGE, ProblemError

MUNICIPALITIES_A_PAGE = 40
MOST_INDICATORS = 60
"""Columns of a page: the indicators that most municipalities match exactly, then those that most have."""


@dataclass(frozen=True)
class Row:
    """A municipality, and by how good a match it has figures of each indicator; "" where it has none."""

    place: Place
    matches: tuple[str, ...]

    @property
    def number(self) -> int:
        return sum(map(bool, self.matches))


def coverage(answer: Answer) -> Response:
    """The matrix of the municipalities that are chosen and the indicators that several of them have."""
    counted = [one for one in answer.comparisons.counted(answer.codes) if one.municipalities > 1]
    shared = counted[:MOST_INDICATORS]
    page, places = answer.asked.page, answer.places
    shown = places[(page - 1) * MUNICIPALITIES_A_PAGE : page * MUNICIPALITIES_A_PAGE]
    if page > 1 and not shown:
        raise ProblemError(404, NO_SUCH_PAGE)
    covered = answer.comparisons.covered(one.code for one in shown)
    rows = [
        Row(place, tuple(covered.get((place.code, one.shared.id), "") for one in shared)) for place in shown
    ]
    return answer.view.render(
        "compare_coverage.html",
        answer=answer,
        w=answer.word,
        choice=choice(answer),
        shared=shared,
        left=len(counted) - len(shared),
        rows=rows,
        page=page,
        more=len(places) > page * MUNICIPALITIES_A_PAGE,
    )
