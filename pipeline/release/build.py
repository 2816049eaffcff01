"""The build: the one place that knows the order of the stages, from `data/` to a validated release.

    units (each municipality alone, in parallel) → reference → history → merge → store → publish

Nothing is published unless everything conforms; the release before stays current until the last step.
"""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pipeline.catalog import history
from pipeline.catalog import settings as catalogue
from pipeline.catalog.history import Entry, Ledger
from pipeline.graphs import alignment, serialize
from pipeline.model.errors import Problem, ReleaseError, SettingError, TableError, refused_by_system
from pipeline.model.files import publisher
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.release import merge, quads, reference, store
from pipeline.release.merge import Merge
from pipeline.release.reference import SharedTables
from pipeline.release.scheduling import executor
from pipeline.release.scheduling.cache import Cache, Unit
from pipeline.release.scheduling.executor import Progress
from pipeline.release.unit import Conditions, Inputs, own_files
from pipeline.release.verified import CACHE, Verified
from pipeline.validation import Validator


@dataclass(frozen=True)
class Options:
    """What a build is asked for: municipalities (all if none is named), base IRI, whether only to check.

    `allow_removal` names datasets that may vanish from the catalogue; `locked` refuses to change the ledger of
    what was published; `at` is the instant to record there for what changed (the clock's if blank);
    `public_url` is the address the release will be served at (the base IRI if blank); `validator` checks shapes.
    Raises SettingError for an address that is not the root of a web server.
    """

    municipalities: tuple[str, ...] = ()
    base_iri: str = BASE
    check: bool = False
    allow_removal: tuple[str, ...] = ()
    locked: bool = False
    at: str = ""
    public_url: str = ""
    validator: Validator = Validator.COMPILED

    def __post_init__(self) -> None:
        if self.public_url and not re.fullmatch(r"https?://[^/?#\s]+/?", self.public_url):
            remedy = "Write scheme and host without a path, such as https://plan.example.jp."
            what = f"{self.public_url!r} is not the root of a web server."
            raise SettingError(Problem("public URL", what, remedy))

    @property
    def root(self) -> str:
        """What addresses start with."""
        return self.public_url.rstrip("/") + "/" if self.public_url else self.base_iri


@dataclass
class Summary:
    """What a build did: the release's path (None for a check), counts, seconds of each stage.

    `recorded` is the file of what was published when, where it was written.
    """

    path: Path | None = None
    recorded: Path | None = None
    id: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, tell: Callable[[str], None]) -> Iterator[None]:
        """Times a stage and tells that it began."""
        tell(name)
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def build(
    data: DataFolder,
    releases: Path,
    options: Options,
    tell: Callable[[str], None] = lambda stage: None,
    progress: Callable[[Progress], None] = lambda progress: None,
) -> Summary:
    """Builds a release from a folder of data into a folder of releases.

    Raises TableError, DocumentError, SettingError (could not read), ConformanceError (does not conform),
    ReleaseError (could not write); whatever is raised, the release before stays current.
    """
    options = replace(options, at=options.at or history.now(os.environ))
    with _cache(releases, options) as cache:
        of = _Build(data, releases, options, cache, Verified.of(releases), tell)
        shared = reference.read(data, Iris(options.base_iri))
        ledger = {} if options.municipalities else history.read(catalogue.ledger_path(data))
        with of.stage("units"):
            units = of.units(shared, ledger, progress)
        with of.stage("reference"):
            merged = of.merge(shared, units)
            entries = _entries(merged, ledger, options)
        of.summary.counts = merged.counts()
        if not options.check:
            of.publish(merged, entries)
    return of.summary


def inputs(data: DataFolder, shared: SharedTables, ledger: Ledger, options: Options) -> list[executor.Read]:
    """The inputs of each municipality of a build, in the order of their codes, each read when it is needed.

    Raises TableError where there is no municipality.
    """
    codes = [code for code in options.municipalities or data.municipalities() if data.editions(code)]
    if not codes:
        remedy = "Add one (docs/adding-a-city.md), or begin in a folder made by `keikaku init`."
        raise TableError(Problem(str(data.root), "holds no municipality.", remedy))
    hub = serialize.n_triples(shared.hub)
    conditions = Conditions(options.base_iri, options.root, options.validator, hub, options.at)
    own: dict[str, dict[str, Entry]] = {}
    for dataset, entry in ledger.items():
        own.setdefault(dataset.partition("-")[0], {})[dataset] = entry

    def read(code: str) -> Inputs:
        mappings = shared.mappings.get(code, alignment.NONE)
        files, dated = own_files(data, code), own.get(code, {})
        divided_by = shared.denominators.get(code, ())
        return Inputs(code, str(data.root), files, mappings, dated, conditions, divided_by)

    return [partial(read, code) for code in sorted(codes)]


@contextmanager
def _cache(releases: Path, options: Options) -> Iterator[Cache]:
    """The units of builds before; a check writes nothing where it could be found again."""
    if options.check:
        with tempfile.TemporaryDirectory(prefix="keikaku-") as folder:
            yield Cache(Path(folder))
        return
    try:
        releases.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReleaseError(refused_by_system(error, str(releases))) from error
    yield Cache(releases / CACHE)


@dataclass(frozen=True)
class _Build:
    """One build: from where and to where, as it was asked for, what is known from builds before, whom it tells."""

    data: DataFolder
    releases: Path
    options: Options
    cache: Cache
    verified: Verified
    tell: Callable[[str], None]
    summary: Summary = field(default_factory=Summary)

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Times a stage and tells that it began."""
        return self.summary.stage(name, self.tell)

    def units(self, shared: SharedTables, ledger: Ledger, progress: Callable[[Progress], None]) -> list[Unit]:
        """The unit of each municipality. Raises KeikakuError with all problems of all of them."""
        reads = inputs(self.data, shared, ledger, self.options)
        return executor.build_units(reads, self.cache, tell=progress, verified=self.verified)

    def merge(self, shared: SharedTables, units: Sequence[Unit]) -> Merge:
        """What a release is made from.

        Raises ConformanceError where what belongs to no unit, or crosses units, does not conform.
        """
        options = self.options
        years = {year for unit in units for year in unit.manifest["years"]}
        made = {code for unit in units for code in unit.manifest["units"]}
        graphs = shared.graphs(years, made)
        reference.check(graphs, options.base_iri, options.validator)
        codes = [str(unit.manifest["code"]) for unit in units]
        publishers = {code: publisher.read(self.data.publisher(code)) for code in codes}
        owner = catalogue.owner(self.data, set(codes))
        merged = Merge(units, graphs, publishers, owner, shared.iris, options.root)
        merged.check()
        return merged

    def publish(self, merged: Merge, entries: Ledger) -> None:
        """Writes the release, records what it publishes, and makes it current."""
        summary, whole = self.summary, not self.options.municipalities
        with store.writing(self.releases) as folder:
            made = quads.Parts(tuple(unit.path for unit in merged.units), folder / quads.DATASET)
            with self.stage("merge"):
                last = quads.before(self.releases, self.releases / CACHE / "units", self.verified)
            with quads.writing(made, folder / store.STORE, last) as finish:
                with self.stage("merge"):
                    summary.id, summary.counts = merge.write(merged, entries, folder)
                with self.stage("store"):
                    finish()
                    store.write_sums(folder, self.verified)
            with self.stage("publish"):
                if whole:
                    summary.recorded = catalogue.record(self.data, entries)
                summary.path = store.publish(folder, self.releases, summary.id, self.verified)
        if whole:
            self.cache.prune({unit.path.name for unit in merged.units})
        self.verified.keep(others=not whole)


def _entries(merged: Merge, ledger: Ledger, options: Options) -> Ledger:
    """The history after this build; that of a build of some municipalities is not kept.

    Raises ConformanceError where a dataset would vanish unnamed, or the history may not change and does.
    """
    after = history.reconcile(ledger, merged.publications, options.at, options.allow_removal)
    if options.locked:
        history.require_recorded(ledger, after)
    return after
