"""Where in the document things stand: what was read from a line, and from a text in it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef

from pipeline.editions import Edition
from pipeline.figures import rows
from pipeline.terms import KK
from pipeline.triples import Statements


@dataclass(frozen=True)
class Places:
    """The resources read from each line, their literals, and the elements and plans that begin at lines."""

    by_line: Mapping[int, list[URIRef]]
    literals: Mapping[URIRef, list[str]]
    elements: Mapping[int, URIRef]
    plan_by_line: Mapping[int, str]

    def plan(self, line: int) -> str:
        """The plan of the nearest line at or above this one that gave a row; the first plan before any."""
        above = [known for known in self.plan_by_line if known <= line]
        return self.plan_by_line[max(above)] if above else self.plan_by_line[min(self.plan_by_line)]

    def saying(self, text: str, line: int) -> list[URIRef]:
        """What was read from a line and holds the text; empty where nothing does.

        A text may run over lines: where nothing of the line holds it, what begins nearest above in its element.
        """
        begun = [known for known in self.elements if known <= line]
        first = max(begun) if begun else line
        for known in sorted((known for known in self.by_line if first <= known <= line), reverse=True):
            within = "" if known == line else f"{self.elements[first]}/"
            found = [one for one in self.by_line[known] if f"{one}/".startswith(within)]
            if holding := [one for one in found if any(text in said for said in self.literals.get(one, ()))]:
                return holding
        return []


def places(edition: Edition, statements: Statements) -> Places:
    """The places of an edition, from what its rows stated."""
    by_line: dict[int, list[URIRef]] = defaultdict(list)
    literals: dict[URIRef, list[str]] = defaultdict(list)
    elements: set[URIRef] = set()
    for triples in statements.graphs.values():
        for subject, predicate, value in triples:
            if predicate == KK.sourceLine:
                by_line[int(str(value))].append(subject)
            elif isinstance(value, Literal):
                literals[subject].append(str(value))
            elif value == KK.PlanElement:
                elements.add(subject)
    begun = {line: one for line, found in by_line.items() for one in sorted(found) if one in elements}
    return Places({line: sorted(found) for line, found in by_line.items()}, literals, begun, _plans(edition))


def _plans(edition: Edition) -> dict[int, str]:
    """The plan of the first row that each line gave."""
    plans: dict[int, str] = {}
    for name in ("elements", "activities", "indicators", "texts", "concepts"):
        for _, row in rows(edition.tables[name]):
            if row["line"]:
                plans.setdefault(int(row["line"]), row["plan"])
    return plans
