"""Datasets joined from parts as Turtle and JSON-LD: the bytes of one sorted graph, which is never held whole."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.graphs import serialize
from pipeline.graphs.serialize import Sorted
from pipeline.model.iris import BASE
from pipeline.model.namespaces import KK, PROV, QB, RDF, RDFS
from pipeline.release.merge import joined
from pipeline.release.merge.joined import join_rdf
from tests.pipeline.memory import peak

CODES = ("092029", "132136", "132292")


def triple(subject: str, property_: str, value: str | ox.Literal) -> ox.Triple:
    object_ = ox.NamedNode(value) if isinstance(value, str) else value
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(property_), object_)


def of_unit(code: str, cells: int) -> Sorted:
    """Figures that stand within printed cells, of a municipality, and what it says of the hub."""
    found = [triple(f"{BASE}hub/mapping/{code}", RDFS.label, ox.Literal(code))]
    for number in range(cells):
        cell = f"{BASE}id/{code}/plan/2026/item/{number}"
        found += [
            triple(cell, RDF.type, KK.Cell),
            triple(f"{cell}/total", RDF.type, QB.Observation),
            triple(f"{cell}/total", PROV.wasDerivedFrom, cell),
            *(
                triple(f"{cell}/total", RDFS.label, ox.Literal(f"{code} {n}", language="ja"))
                for n in range(6)
            ),
        ]
    return serialize.in_order(found)


OWN = serialize.in_order(
    [
        triple(f"{BASE}hub", RDFS.label, ox.Literal("Hub", language="en")),
        triple(f"{BASE}hub/indicator/1", RDFS.isDefinedBy, f"{BASE}hub"),
        triple(f"{BASE}vocabulary", RDFS.label, ox.Literal("Vocabulary", language="en")),
    ]
)


def written(units: Sequence[Sorted], folder: Path) -> list[Path]:
    members = [folder / f"{number}.nt.gz" for number in range(len(units))]
    for path, found in zip(members, units, strict=True):
        path.write_bytes(serialize.compressed(serialize.n_triples(found)))
    return members


@pytest.mark.parametrize("own", [OWN, []], ids=["with what belongs to no unit", "of units alone"])
def test_joined_graphs_are_the_bytes_of_all_their_triples_sorted(own: Sorted, tmp_path: Path) -> None:
    units = [of_unit(code, 12) for code in CODES]
    every = serialize.in_order(chain(own, *units))
    (tmp_path / "data").mkdir()
    found = join_rdf("x", written(units, tmp_path), own, len(every), tmp_path)
    assert found.paths == ("data/x.nt.gz", "data/x.ttl", "data/x.jsonld")
    assert (tmp_path / "data/x.ttl").read_bytes() == serialize.turtle(every)
    assert (tmp_path / "data/x.jsonld").read_bytes() == serialize.json_ld(every)


def test_a_graph_of_nothing_is_written_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    join_rdf("x", [], [], 0, tmp_path)
    assert (tmp_path / "data/x.jsonld").read_bytes() == serialize.json_ld([])


def test_joining_graphs_holds_a_fraction_of_what_their_triples_take(tmp_path: Path) -> None:
    units = [of_unit(code, 100) for code in CODES]
    members = written(units, tmp_path)
    (tmp_path / "data").mkdir()
    streamed = peak(lambda: join_rdf("x", members, [], joined.WHOLE, tmp_path))
    assert streamed < peak(lambda: serialize.json_ld(serialize.in_order(chain(*units)))) / 2
