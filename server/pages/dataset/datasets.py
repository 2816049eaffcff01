"""The pages of a dataset and of a series of them: what there is to look at and to take away."""

from pyoxigraph import NamedNode
from starlette.responses import Response

from pipeline.reading.graph import Text, natural
from pipeline.reading.vocabulary import dcat, dcat3, dcterms
from pipeline.release.description import Dataset, File
from server.pages.dataset.measurements import measurements
from server.pages.dataset.schema_org import schema_org
from server.pages.dataset.tables import tables, workbook
from server.pages.site.citation import citation
from server.pages.things import statements
from server.rendering.publication import publication
from server.rendering.view import View

FORMATS = {
    ".xlsx": "Excel",
    ".csv": "CSV",
    ".parquet": "Parquet",
    ".ttl": "Turtle",
    ".jsonld": "JSON-LD",
    ".nt.gz": "N-Triples (gzip)",
    ".csv-metadata.json": "CSVW",
    ".datapackage.json": "Data Package",
    ".croissant.json": "Croissant",
    ".ckan.json": "CKAN",
}
"""What people call the formats of files, those first that most people open."""


def dataset(view: View, thing: NamedNode) -> Response:
    """A dataset: its title, description, licence, files with sizes and digests."""
    reader = view.service.reader
    found = view.service.release.dataset(thing.value.rpartition("/")[2])
    published = publication(view.service.graph, thing)
    return view.render(
        "dataset.html",
        dataset=reader.named(thing),
        id=thing.value.rpartition("/")[2],
        description=reader.graph.text(thing, dcterms.description),
        publisher=reader.name(thing, dcterms.publisher),
        licence=published.licence,
        licence_version=published.licence_name,
        rights=rights(view, thing),
        issued=reader.graph.value(thing, dcterms.issued),
        tables=tables(view.service.release.path, found) if found else [],
        workbook=workbook(found) if found else None,
        files=_files(found) if found else [],
        measurements=measurements(view, thing),
        statements=statements(view, thing),
        schema_org=schema_org(view, thing, found, [file for _, file in _files(found)] if found else ()),
        citation=citation(
            published,
            thing.value.rpartition("/")[2],
            view.service.url(thing),
            view.service.release.id[:12],
            view.language,
        ),
    )


def series(view: View, thing: NamedNode) -> Response:
    """A series of datasets: the same plan from edition to edition, the newest first."""
    reader = view.service.reader
    datasets = sorted(
        reader.graph.subjects(dcat3.inSeries, thing), key=lambda one: natural(one.value), reverse=True
    )
    return view.render(
        "series.html",
        series=reader.named(thing),
        description=reader.graph.text(thing, dcterms.description),
        publisher=reader.name(thing, dcterms.publisher),
        datasets=[(reader.named(one), reader.graph.value(one, dcterms.issued)) for one in datasets],
        statements=statements(view, thing),
    )


def _files(found: Dataset) -> list[tuple[str, File]]:
    """The files with the names of their formats, in the order of `FORMATS`."""
    names = list(FORMATS.values())
    named = [(_format(file), file) for file in found.files]
    place = {name: names.index(name) if name in names else len(names) for name, _ in named}
    return sorted(named, key=lambda one: (place[one[0]], one[1].path))


def _format(file: File) -> str:
    """The name of a file's format; of one that has none here, its media type."""
    return next((name for end, name in FORMATS.items() if file.path.endswith(end)), file.media_type)


def rights(view: View, thing: NamedNode) -> list[Text]:
    """What is stated of the rights in a dataset or its distributions, such as that a licence is unconfirmed."""
    graph = view.service.graph
    holders = (thing, *graph.things(thing, dcat.distribution))
    stated = {statement for holder in holders for statement in graph.things(holder, dcterms.rights)}
    return [graph.label(statement) for statement in sorted(stated, key=str)]
