"""What a release is made from: finished units and graphs that belong to none; what is counted and checked across them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.catalog import history
from pipeline.catalog.history import Publication
from pipeline.catalog.texts import STANDING
from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.model.errors import ConformanceError, Problem
from pipeline.model.files.publisher import Publisher
from pipeline.model.iris import Iris
from pipeline.release.reference import FIGURES, HUB
from pipeline.release.scheduling.cache import Unit


@dataclass(frozen=True)
class Merge:
    """What a release is made from: the units in the order of their codes, and the graphs that belong to none."""

    units: Sequence[Unit]
    reference: Mapping[str, Sorted]
    publishers: Mapping[str, Publisher]
    owner: str
    iris: Iris
    root: str

    @cached_property
    def publications(self) -> list[Publication]:
        """What the history is told: every dataset of every unit, then those that stand for all."""
        standing = {id_: _fingerprint(found, self.iris.base) for id_, found in self.reference.items()}
        for id_ in (HUB, FIGURES):
            parts = [unit.manifest["joined"][id_]["sha256"] for unit in self.units]
            standing[id_] = history.fingerprint([*parts, standing.get(id_, "")], self.iris.base)
        return [
            *(one for unit in self.units for one in unit.publications),
            *(
                Publication(id_, sha256, self.owner, STANDING[id_].title)
                for id_, sha256 in sorted(standing.items())
            ),
        ]

    @cached_property
    def triples(self) -> dict[str, int]:
        """How many triples each dataset that stands for all has."""
        found = Counter({id_: len(graph) for id_, graph in self.reference.items()})
        for unit in self.units:
            for id_, part in unit.manifest["joined"].items():
                found[id_] += part["triples"]
        return dict(found)

    @cached_property
    def covers(self) -> tuple[int, int]:
        """The fiscal years that all plans cover together."""
        spans = [unit.manifest["covers"] for unit in self.units]
        return min(first for first, _ in spans), max(last for _, last in spans)

    def counts(self, catalogue_triples: int = 0) -> dict[str, int]:
        """What is in the release: counts of the units added up, and as warnings what a person should look at."""
        found: Counter[str] = Counter()
        for unit in self.units:
            found.update(unit.manifest["counts"])
        found["triples"] += sum(map(len, self.reference.values())) + catalogue_triples
        found["warnings"] = found["conflicts"] + found["losses"] + found["doubts"]
        return {name: found[name] for name in sorted(found, key=_place)}

    def check(self) -> None:
        """Raises ConformanceError where two units state the same thing of a subject that neither owns."""
        first: dict[str, str] = {}
        problems = []
        for unit in self.units:
            code = unit.manifest["code"]
            for subject in unit.manifest["foreign"]:
                if first.setdefault(subject, code) != code:
                    what = f"is stated by {first[subject]} and by {code}."
                    problems.append(Problem(f"<{subject}>", what, "Let one of them state it."))
        if problems:
            raise ConformanceError(problems)


_FIRST = ("municipalities", "triples", "elements", "activities", "indicators", "cells", "observations")
_LAST = ("source ", "corrections", "conflicts", "losses", "doubts", "warnings")


def _place(name: str) -> tuple[int, str]:
    """Counts of things first, then cells and effects by status, coverage, annotations."""
    if name in _FIRST:
        return _FIRST.index(name), ""
    last = next((place for place, start in enumerate(_LAST, start=20) if name.startswith(start)), 10)
    return last, name if last == 10 else ""


def _fingerprint(found: Sorted, base: str) -> str:
    return history.fingerprint(serialize.n_triples(found).decode().splitlines(), base)
