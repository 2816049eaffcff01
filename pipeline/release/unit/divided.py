"""A catalogue in parts: what is said of the whole, and each dataset with all that it leads to.

A page of the catalogue is made of the first and of some of the others, and stands alone as if there were no other
datasets: so no page grows with the number of municipalities.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted


@dataclass(frozen=True)
class Divided:
    """The triples of a catalogue, and which of their IRIs are datasets'."""

    triples: Sequence[ox.Triple]
    datasets: Collection[str]

    def whole(self, catalogue: str) -> Sorted:
        """What is said of the catalogue of an IRI and of what it leads to, but of no dataset."""
        return serialize.in_order(
            triple for triple in self._reached(catalogue) if _object(triple) not in self.datasets
        )

    def dataset(self, iri: str) -> Sorted:
        """What is said of a dataset and what it leads to, but of no other; and what leads to it from the whole."""
        reached = list(self._reached(iri))
        subjects = {serialize.subject(triple) for triple in reached} | set(self.datasets)
        leading = [
            triple for triple in self._naming.get(iri, ()) if serialize.subject(triple) not in subjects
        ]
        return serialize.in_order({*reached, *leading})

    @cached_property
    def _about(self) -> Mapping[str, Sequence[ox.Triple]]:
        return _grouped((serialize.subject(triple), triple) for triple in self.triples)

    @cached_property
    def _naming(self) -> Mapping[str, Sequence[ox.Triple]]:
        found = ((_object(triple), triple) for triple in self.triples)
        return _grouped((iri, triple) for iri, triple in found if iri in self.datasets)

    def _reached(self, start: str) -> Iterator[ox.Triple]:
        waiting, seen = [start], {start, *self.datasets}
        while waiting:
            for triple in self._about.get(waiting.pop(), ()):
                yield triple
                if (named := _object(triple)) not in seen:
                    seen.add(named)
                    waiting.append(named)


def _object(triple: ox.Triple) -> str:
    """The IRI that a triple leads to; "" where it is a literal."""
    return triple.object.value if isinstance(triple.object, ox.NamedNode) else ""


def _grouped(found: Iterable[tuple[str, ox.Triple]]) -> Mapping[str, Sequence[ox.Triple]]:
    groups: dict[str, list[ox.Triple]] = {}
    for key, triple in found:
        groups.setdefault(key, []).append(triple)
    return groups
