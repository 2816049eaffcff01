"""What is said of a comparison where its link is shared: of how many municipalities, and of which years."""

from server.comparison.answer import Answer
from server.rendering.charts.card import Card


def card(answer: Answer) -> Card:
    """The share picture of a comparison."""
    name = answer.found.shared.name.in_language(answer.view.language) if answer.found else ""
    count = len({row.first.code for row in answer.rows})
    figure = answer.word("shared_by_one") if count == 1 else answer.word("shared_by", count=count)
    return Card(answer.word("title"), name, figure if count else "", _years(answer))


def said(answer: Answer) -> str:
    """The share picture in words; "" where there is nothing to compare."""
    made, view = card(answer), answer.view
    if not made.figure:
        return ""
    return f"{made.figure}{view.t('bracket')}{made.words}{view.t('bracket_end')}{view.t('stop')}"


def _years(answer: Answer) -> str:
    years = sorted({year for row in answer.rows for year in row.figures})
    if not years:
        return answer.word("no_figures")
    if len(years) == 1:
        return answer.word("of_year", year=answer.view.year(years[0]))
    return answer.word("of_years", first=answer.view.year(years[0]), last=answer.view.year(years[-1]))
