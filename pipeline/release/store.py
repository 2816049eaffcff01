"""The release: an immutable directory in which the pipeline and the server meet.

    release.json   what it is: id, base IRI, municipalities, counts, tools, the datasets that stand for all
    municipality/  for each: its datasets with their graphs and files
    SHA256SUMS     of every file but store/, whose bytes are Oxigraph's own and differ from build to build
    data/          per dataset: Turtle, JSON-LD, N-Triples, CSV …;  dataset.nq.gz  all named graphs
    catalog.*      the DCAT catalogue;  void.ttl, void/  what crawlers of linked data read;  source/;  report/
    pages.sqlite   what pages show of all of it: an index of words, overviews of editions, fiscal years, home
    store/         the same quads, on disk, optimised, with a SHA256SUMS of its own

A release is written beside the others and becomes current by the replacement of one symbolic link. Whatever happens
meanwhile (a kill, an interrupt, a full disk), what was current can be read, and the next build removes what was left.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.model.errors import Problem, ReleaseError, refused_by_system
from pipeline.release import description
from pipeline.release.checksums import STORE as STORE
from pipeline.release.checksums import SUMS as SUMS
from pipeline.release.checksums import differences
from pipeline.release.checksums import write_sums as write_sums
from pipeline.release.description import Dataset, Description
from pipeline.release.verified import Verified

CURRENT = "current"
DESCRIPTION = "release.json"
MUNICIPALITY = "municipality"
_WRITING = ".writing-"


@dataclass(frozen=True)
class Release:
    """A release on disk."""

    path: Path
    description: Description

    @classmethod
    def open(cls, path: Path) -> "Release":
        """Opens the release at a path (a symbolic link is resolved once).

        Raises ReleaseError where there is none or its description cannot be read.
        """
        try:
            resolved = path.resolve()
            text = (resolved / DESCRIPTION).read_bytes()
        except FileNotFoundError as error:
            raise ReleaseError(Problem(str(path), "holds no release.", "Run `keikaku build`.")) from error
        except RuntimeError as error:
            what = "is a symbolic link that leads to itself."
            raise ReleaseError(Problem(str(path), what, "Run `keikaku switch` to a release.")) from error
        except OSError as error:
            raise ReleaseError(refused_by_system(error, str(path))) from error
        return cls(resolved, description.read(text, str(resolved / DESCRIPTION)))

    @property
    def id(self) -> str:
        return self.description.id

    @property
    def base_iri(self) -> str:
        return self.description.base_iri

    @property
    def root(self) -> str:
        """What the addresses in its files start with."""
        return self.description.root or self.description.base_iri

    @property
    def standing(self) -> tuple[Dataset, ...]:
        """The datasets that stand for all municipalities."""
        return self.description.datasets

    @property
    def municipalities(self) -> Mapping[str, Mapping[str, str]]:
        """The names, by language, of the municipalities that publish here, by their codes."""
        return self.description.municipalities

    @cached_property
    def datasets(self) -> tuple[Dataset, ...]:
        """Every dataset, sorted by id: this reads the manifests of all municipalities."""
        own = (one for code in self.municipalities for one in self.of_municipality(code))
        return tuple(sorted((*own, *self.standing), key=lambda dataset: dataset.id))

    def dataset(self, id_: str) -> Dataset | None:
        """The dataset of an id; None where there is none."""
        return next((one for one in (*self.standing, *self.of_municipality(id_[:6])) if one.id == id_), None)

    def of_municipality(self, code: str) -> tuple[Dataset, ...]:
        """The datasets of a municipality. Raises ReleaseError where its manifest cannot be read."""
        if code not in self.municipalities:
            return ()
        where = self.path / MUNICIPALITY / f"{code}.json"
        try:
            return description.read_municipality(where.read_bytes(), str(where)).datasets
        except OSError as error:
            raise ReleaseError(refused_by_system(error, str(where))) from error

    @property
    def counts(self) -> Mapping[str, int]:
        """What was counted when the release was built, by name."""
        return self.description.counts

    def verify(self, verified: Verified | None = None) -> None:
        """Raises ReleaseError with every file that is missing, added or not as its SHA256SUMS says.

        Files that `verified` knows are not read again; without it every byte is. The store of a release made before
        stores had sums is taken as it is.
        """
        known = verified or Verified()
        problems = differences(self.path, known)
        if (self.path / STORE / SUMS).exists():
            problems += differences(self.path / STORE, known)
        if problems:
            raise ReleaseError(problems)


@contextmanager
def writing(releases: Path) -> Iterator[Path]:
    """A folder to write a release into, inside `releases`; removed again unless `publish` moved it away.

    Builds may write side by side; one that is alone removes what killed ones left. Raises ReleaseError where
    anything cannot be written: no such folder, no right, no space.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        lock = os.open(releases, os.O_RDONLY)
        try:
            _clear_if_alone(releases, lock)
            fcntl.flock(lock, fcntl.LOCK_SH)
            folder = _beside(releases)
            try:
                yield folder
            finally:
                _remove(folder, releases)
                _clear_if_alone(releases, lock)
        finally:
            os.close(lock)
    except OSError as error:
        raise ReleaseError(refused_by_system(error, str(releases))) from error


def _beside(releases: Path) -> Path:
    """A new folder beside the releases, not one of them."""
    folder = Path(tempfile.mkdtemp(prefix=_WRITING, dir=releases))
    folder.chmod(0o755)
    return folder


def _clear_if_alone(releases: Path, lock: int) -> None:
    """Removes what builds that were killed left, unless another build is writing: each holds a lock while it lives."""
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in (*releases.glob(f"{_WRITING}*"), *releases.glob(f".{CURRENT}-*")):
            _remove(left, releases)


def _remove(path: Path, releases: Path) -> None:
    """Removes a folder or a link, never the one that `current` leads to."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    elif os.path.realpath(path) != os.path.realpath(releases / CURRENT):
        shutil.rmtree(path, ignore_errors=True)


def publish(folder: Path, releases: Path, id_: str, verified: Verified | None = None) -> Path:
    """Makes a written folder the release `releases/<id>`, and that current; what is current stays so until then.

    Where this release is there already and whole, it stays: a server may be reading it. A damaged one is replaced.
    Raises ReleaseError where anything cannot be written.
    """
    final = releases / id_
    try:
        if os.path.lexists(final) and not is_whole(final, verified):
            _replace(final, folder, releases)
        elif not final.exists():
            folder.rename(final)
        switch(releases, id_)
    except OSError as error:
        raise ReleaseError(refused_by_system(error, str(final))) from error
    return final


def _replace(damaged: Path, folder: Path, releases: Path) -> None:
    """Puts a written folder in the place of a damaged release.

    Meanwhile the written folder is current. If this ends here, it stays so, for nothing removes what is current,
    and the next build does the rest.
    """
    switch(releases, folder.name)
    aside = _beside(releases)
    try:
        _link_all(folder, aside / "new")
        damaged.rename(aside / "damaged")
        (aside / "new").rename(damaged)
    finally:
        _remove(aside, releases)


def _link_all(folder: Path, copy: Path) -> None:
    copy.mkdir()
    for path in sorted(folder.rglob("*")):
        below = copy / path.relative_to(folder)
        if path.is_dir():
            below.mkdir()
        else:
            os.link(path, below)


def is_whole(path: Path, verified: Verified | None = None) -> bool:
    """Whether there is a release at a path whose checksums verify, those of its store too."""
    try:
        Release.open(path).verify(verified)
    except ReleaseError:
        return False
    return (path / STORE / SUMS).is_file()


def switch(releases: Path, id_: str) -> None:
    """Makes a release current: one atomic replacement of a symbolic link. Going back is the same call.

    Raises ReleaseError where there is no release of this id, or the link cannot be written.
    """
    Release.open(releases / id_)
    beside = releases / f".{CURRENT}-{os.getpid()}"
    try:
        beside.unlink(missing_ok=True)
        beside.symlink_to(id_)
        beside.replace(releases / CURRENT)
    except OSError as error:
        raise ReleaseError(refused_by_system(error, str(releases / CURRENT))) from error
