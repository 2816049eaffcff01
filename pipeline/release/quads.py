"""The store of a release: loaded whole, or made of the store of the release before by what changed since.

A dataset is gzip members of N-Quads one after another: two of each unit, and last what belongs to no unit. A unit's folder
is named by the digest of what it says, so that equal names say the same and are not read.
"""

import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from pipeline.graphs import serialize
from pipeline.model.errors import ReleaseError
from pipeline.release.store import CURRENT, STORE, Release, is_whole
from pipeline.release.unit import CATALOGUE_GRAPH, GRAPHS
from pipeline.release.verified import Verified

DATASET = "dataset.nq.gz"
_MOST_CHANGED = 4
"""A store is made of the one before where at most one unit in so many changed; a whole load is faster beyond."""


@dataclass(frozen=True)
class Parts:
    """What a dataset is made of: the folders of its units in their order, and the file itself."""

    units: tuple[Path, ...]
    dataset: Path

    @property
    def members(self) -> list[Path]:
        """The gzip members that are units' own, in the order in which they were joined."""
        return [unit / name for name in (GRAPHS, CATALOGUE_GRAPH) for unit in self.units]

    def of_no_unit(self) -> set[ox.Quad]:
        """What belongs to no unit: all that follows the members of the units."""
        with self.dataset.open("rb") as file:
            file.seek(sum(path.stat().st_size for path in self.members))
            return set(_quads(file.read()))


def before(releases: Path, units: Path, verified: Verified | None = None) -> tuple[Release, Parts] | None:
    """The current release and what its dataset is made of.

    None where there is none or it is damaged, or where a unit of it is not kept: then nothing can be made of it.
    """
    try:
        release = Release.open(releases / CURRENT)
    except ReleaseError:
        return None
    folders = tuple(units / name for _, name in sorted(release.description.units.items()))
    found = Parts(folders, release.path / DATASET)
    if (
        not folders
        or not all(path.is_file() for path in found.members)
        or not is_whole(release.path, verified)
    ):
        return None
    return release, found


def write_store(made: Parts, folder: Path, last: tuple[Release, Parts] | None) -> None:
    """Writes the store of a dataset into a folder."""
    if last is None or not _is_near(made, last[1]):
        serialize.write_store(made.dataset, folder)
        return
    release, known = last
    ox.Store.read_only(str(release.path / STORE)).backup(str(folder))
    gone = known.of_no_unit() | set(_of_units(known.units, made.units))
    come = made.of_no_unit() | set(_of_units(made.units, known.units))
    change(ox.Store(str(folder)), gone, come)


def _is_near(made: Parts, known: Parts) -> bool:
    return len(set(made.units) ^ set(known.units)) * _MOST_CHANGED <= 2 * len(made.units)


def _of_units(units: Sequence[Path], others: Sequence[Path]) -> Iterator[ox.Quad]:
    """The quads of those units that are not among others."""
    changed = [unit for unit in units if unit not in set(others)]
    return chain.from_iterable(
        _quads((unit / name).read_bytes()) for unit in changed for name in (GRAPHS, CATALOGUE_GRAPH)
    )


def _quads(content: bytes) -> Iterable[ox.Quad]:
    return ox.parse(gzip.decompress(content), format=ox.RdfFormat.N_QUADS)


def change(store: ox.Store, gone: set[ox.Quad], come: set[ox.Quad]) -> None:
    """Takes quads out of a store and puts others in.

    All that is said of a thing of which a quad is taken out is stated again: 45 and 45.0 are one number to the store.
    """
    lost = gone - come
    for quad in lost:
        store.remove(quad)
    again = {quad.subject for quad in lost}
    store.bulk_extend(quad for quad in come if quad not in gone or quad.subject in again)
    store.flush()
