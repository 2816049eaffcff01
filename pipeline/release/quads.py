"""The store of a release: loaded whole, or made of the store of the release before by what changed since.

A dataset is gzip members of N-Quads one after another: two of each unit, and last what belongs to no unit. A unit's folder
is named by the digest of what it says, so that equal names say the same and are not read.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

import pyoxigraph as ox

from pipeline.model.errors import ReleaseError
from pipeline.release.store import CURRENT, STORE, Release, is_whole
from pipeline.release.unit import CATALOGUE_GRAPH, GRAPHS
from pipeline.release.verified import Verified

DATASET = "dataset.nq.gz"
_LOADED_AT_ONCE = 30_000_000
"""Bytes of N-Quads that are loaded into a store at once: some 150,000 quads."""
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

    def rest(self) -> bytes:
        """What belongs to no unit, as N-Quads: all that follows the members of the units."""
        with self.dataset.open("rb") as file:
            file.seek(sum(path.stat().st_size for path in self.members))
            return gzip.decompress(file.read())


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


@contextmanager
def writing(
    made: Parts, folder: Path, last: tuple[Release, Parts] | None = None
) -> Iterator[Callable[[], None]]:
    """Writes the store of a dataset into a folder: the units' quads while the block runs, beside what it does.

    The function that it is given writes the rest, once the dataset's file is there. Where little changed since the last
    release, it makes all of the store out of that one's.
    """
    if last is not None and _is_near(made, last[1]):
        yield partial(_make_of, last, made, folder)
        return
    stop = Event()
    with ThreadPoolExecutor(1) as beside:
        units = beside.submit(_load, made.members, folder, stop)

        def finish() -> None:
            units.result()
            _finish(made, folder)

        try:
            yield finish
        finally:
            stop.set()


def _load(members: Iterable[Path], folder: Path, stop: Event) -> None:
    """Loads members into a fresh store, piece by piece: what is loaded at once is held in memory seven times over.

    Oxigraph wrote them, so it need not hold every IRI to the grammar again.
    """
    store = ox.Store(str(folder))
    for piece in _pieces(members):
        if stop.is_set():
            break
        store.bulk_load(piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()


def _pieces(members: Iterable[Path]) -> Iterator[bytes]:
    """The N-Quads of members, as much as is loaded at once."""
    held = bytearray()
    for path in members:
        held += gzip.decompress(path.read_bytes())
        if len(held) >= _LOADED_AT_ONCE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _finish(made: Parts, folder: Path) -> None:
    """Loads what belongs to no unit, and optimises the store (7–10 times faster queries)."""
    store = ox.Store(str(folder))
    store.bulk_load(made.rest(), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def _make_of(last: tuple[Release, Parts], made: Parts, folder: Path) -> None:
    """Makes the store out of that of the last release."""
    release, known = last
    ox.Store.read_only(str(release.path / STORE)).backup(str(folder))
    gone = {*known.rest().splitlines(), *_of_units(known.units, made.units)}
    come = {*made.rest().splitlines(), *_of_units(made.units, known.units)}
    change(ox.Store(str(folder)), gone, come)


def _is_near(made: Parts, known: Parts) -> bool:
    return len(set(made.units) ^ set(known.units)) * _MOST_CHANGED <= 2 * len(made.units)


def _of_units(units: Sequence[Path], others: Sequence[Path]) -> Iterator[bytes]:
    """The lines of those units that are not among others."""
    known = set(others)
    for unit in units:
        if unit not in known:
            for name in (GRAPHS, CATALOGUE_GRAPH):
                yield from gzip.decompress((unit / name).read_bytes()).splitlines()


def change(store: ox.Store, gone: set[bytes], come: set[bytes]) -> None:
    """Takes quads out of a store and puts others in, lines of N-Quads both: most are in both, and are not parsed.

    All that is said of a thing of which a quad is taken out is stated again: 45 and 45.0 are one number to the store.
    """
    lost = gone - come
    for quad in _quads(lost):
        store.remove(quad)
    again = {_subject(line) for line in lost}
    store.bulk_extend(_quads(line for line in come if line not in gone or _subject(line) in again))
    store.flush()


def _subject(line: bytes) -> bytes:
    return line.partition(b" ")[0]


def _quads(lines: Iterable[bytes]) -> Iterable[ox.Quad]:
    return ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS)
