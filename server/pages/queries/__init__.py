"""The SPARQL queries behind pages: shown there to be run and changed. Files; the thing is put in as a term."""

from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

PLACE = NamedNode("urn:thing")
"""The term that stands in a query file where a page puts the thing it is about."""


def query_about(name: str, thing: NamedNode) -> str:
    """The query file of a page with the thing in the place of `PLACE`, both as SPARQL writes a term."""
    return _read(name).replace(str(PLACE), str(thing))


def example() -> str:
    """A first query to run and change."""
    return _read("example")


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")
