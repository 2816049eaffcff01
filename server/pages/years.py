"""The page of a fiscal year: what was aimed at, what was reached."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from server.pages import things
from server.pages.view import View


def year(view: View, thing: NamedNode) -> Response:
    """A fiscal year: the comparisons of target and actual that it allows, missed targets first."""
    digits = thing.value.rpartition("/")[2]
    if not digits.isdecimal():
        return things.thing(view, thing)
    reader = view.service.reader
    comparisons = reader.comparisons(thing)
    return view.render(
        "year.html",
        year=reader.named(thing),
        comparisons=sorted(comparisons, key=lambda entry: entry.met is not False),
        others=reader.years_beside(thing),
        met=sum(entry.met is True for entry in comparisons),
        missed=sum(entry.met is False for entry in comparisons),
    )
