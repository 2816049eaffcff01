"""The build: the one place that knows the order of the stages, from `data/` to a validated release.

    assemble → derive → validate → package → write → publish

Nothing is published unless everything conforms; the release before stays current until the last step.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.catalog import history as memory
from pipeline.catalog import settings as catalogue
from pipeline.graphs import serialize
from pipeline.model.data_folder import DataFolder
from pipeline.model.errors import ConformanceError
from pipeline.model.iris import BASE, Iris
from pipeline.release import datasets, manifest, store
from pipeline.release.assembly import Assembly, assemble
from pipeline.release.datasets import DatasetGraphs
from pipeline.release.package import Package, PublicationContext, package
from pipeline.validation import Validator, validate


@dataclass(frozen=True)
class Options:
    """What a build is asked for: municipalities (all if none is named), base IRI, whether only to check.

    `allow_removal` names datasets that may vanish from the catalogue; `locked` refuses to change the ledger of
    what was published; `at` is the instant to record there for what changed (the clock's if blank);
    `public_url` is the address the release will be served at (the base IRI if blank); `validator` checks shapes.
    """

    municipalities: tuple[str, ...] = ()
    base_iri: str = BASE
    check: bool = False
    allow_removal: tuple[str, ...] = ()
    locked: bool = False
    at: str = ""
    public_url: str = ""
    validator: Validator = Validator.COMPILED


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
    data: DataFolder, releases: Path, options: Options, tell: Callable[[str], None] = lambda stage: None
) -> Summary:
    """Builds a release from a folder of data into a folder of releases.

    Raises TableError, DocumentError, SettingError (could not read), ConformanceError (does not conform),
    ReleaseError (could not write); whatever is raised, the release before stays current.
    """
    summary = Summary()
    with summary.stage("assemble", tell):
        assembly = assemble(data, options.municipalities or data.municipalities(), Iris(options.base_iri))
    with summary.stage("derive", tell):
        assembly.derive()
    with summary.stage("validate", tell):
        report = validate(
            (serialize.n_triples(serialize.sort(found)) for found in assembly.graphs.values()),
            options.base_iri,
            options.validator,
        )
    if not report.conforms:
        raise ConformanceError(report.problems(assembly.where))
    parts = datasets.divide(assembly)
    with summary.stage("package", tell):
        packed = _package(data, assembly, parts, options)
    assembly.complete(assembly.iris("catalog_graph"), packed.triples)
    summary.counts = manifest.counts(assembly)
    if options.check:
        return summary
    with store.writing(releases) as folder:
        with summary.stage("write", tell):
            report.write(folder / "report", options.base_iri)
            summary.id = manifest.write(folder, assembly, parts, packed, summary.counts)
        with summary.stage("publish", tell):
            if not options.municipalities:
                summary.recorded = catalogue.record(data, packed.ledger)
            summary.path = store.publish(folder, releases, summary.id)
    return summary


def _package(
    data: DataFolder, assembly: Assembly, parts: Sequence[DatasetGraphs], options: Options
) -> Package:
    """Packages an assembly by the ledger of what was published; a build of some municipalities has no memory."""
    published = {} if options.municipalities else memory.read(catalogue.ledger_path(data))
    owner = catalogue.owner(data, {source.edition.municipality for source in assembly.sources})
    at = options.at or memory.now(os.environ)
    rdf_files = {one.id: dict(datasets.rdf_files(one, options.base_iri)) for one in parts}
    context = PublicationContext(published, owner, at, options.allow_removal, options.public_url)
    packed = package(assembly, parts, rdf_files, context)
    if options.locked:
        memory.require_recorded(published, packed.ledger)
    return packed
