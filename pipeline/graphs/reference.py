"""What an edition stands in: its municipality, its document, the fiscal years it speaks of."""

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from pipeline.documents.document import describe
from pipeline.graphs.interpreter import Triple
from pipeline.model import fiscal_year
from pipeline.model.files.publisher import Publisher
from pipeline.model.iris import SAC, Iris
from pipeline.model.namespaces import DCTERMS, FOAF, KK, ORG, PROV, RDF, RDFS, SKOS, TIME
from pipeline.model.text import Text
from pipeline.tables import drafted
from pipeline.tables.cell_values import cell_values, effect_values
from pipeline.tables.edition import Edition


def municipality(by: Publisher, iris: Iris) -> Iterator[Triple]:
    """The municipality as an organisation, and its statistical area."""
    node = iris("municipality", municipality=by.code)
    area = URIRef(SAC + by.area.code)
    yield node, RDF.type, ORG.FormalOrganization
    yield node, RDF.type, FOAF.Organization
    yield node, DCTERMS.identifier, Literal(by.code)
    yield node, DCTERMS.spatial, area
    yield node, FOAF.homepage, URIRef(by.homepage)
    yield area, RDF.type, DCTERMS.Location
    yield from _named(node, SKOS.prefLabel, by.name)
    if by.kana:
        yield node, SKOS.altLabel, Literal(by.kana, lang="ja-kana")
    yield from _named(area, RDFS.label, by.name)


def document(edition: Edition, iris: Iris) -> Iterator[Triple]:
    """The document an edition was read from, and its text as source.toml describes it, where there is such a file."""
    parts = {"municipality": edition.municipality, "edition": edition.year}
    node, text = iris("document", **parts), iris("document_text", **parts)
    yield node, RDF.type, FOAF.Document
    yield node, RDF.type, PROV.Entity
    yield node, DCTERMS.publisher, iris("municipality", municipality=edition.municipality)
    path = edition.folder / "source" / "source.toml"
    if not path.exists():
        return
    about = describe(path, "title", "sha256", "file")
    yield node, DCTERMS.title, Literal(about["title"], lang="ja")
    yield node, DCTERMS.hasFormat, text
    if "issued" in about:
        yield node, DCTERMS.issued, Literal(about["issued"], datatype=XSD.gYearMonth)
    yield text, RDF.type, FOAF.Document
    yield text, DCTERMS.isFormatOf, node
    yield text, DCTERMS.identifier, Literal(f"sha256:{about['sha256']}")
    lines = (path.parent / about["file"]).read_text("utf-8").splitlines()
    yield text, KK.lineCount, Literal(str(len(lines)), datatype=XSD.integer)
    for one in drafted.originals(edition.folder):
        original = iris.original(edition.municipality, edition.year, one.file)
        yield node, DCTERMS.hasFormat, original
        yield original, RDF.type, FOAF.Document
        yield original, DCTERMS.isFormatOf, node
        yield original, DCTERMS.title, Literal(one.name, lang="ja")
        yield original, DCTERMS.identifier, Literal(f"sha256:{one.sha256}")


def day_read(edition: Edition) -> str:
    """The day on which an edition was read into its tables, as source.toml says it; "" where it says none."""
    path = edition.folder / "source" / "source.toml"
    return describe(path).get("read", "") if path.exists() else ""


def years(edition: Edition) -> set[int]:
    """The fiscal years that an edition speaks of."""
    return {int(year) for year in _years(edition)}


def fiscal_years(years: Iterable[int], iris: Iris) -> Iterator[Triple]:
    """Fiscal years: 1 April to 31 March, named in both calendars."""
    for year in sorted(set(years)):
        node = iris("fiscal_year", year=year)
        yield node, RDF.type, TIME.ProperInterval
        yield from _named(node, RDFS.label, fiscal_year.label(year))
        yield node, SKOS.notation, Literal(str(year))
        first, last = fiscal_year.first_day(year), fiscal_year.last_day(year)
        ends = ("beginning", TIME.hasBeginning, first), ("end", TIME.hasEnd, last)
        for boundary, predicate, day in ends:
            instant = iris("fiscal_year_boundary", year=year, boundary=boundary)
            yield node, predicate, instant
            yield instant, RDF.type, TIME.Instant
            yield instant, TIME.inXSDDate, Literal(day)


def _years(edition: Edition) -> Iterator[str]:
    for plan in edition.tables["plans"].to_dict("records"):
        yield from map(str, range(int(plan["covers_from"]), int(plan["covers_to"]) + 1))
    for name, column in (
        ("cells", "fiscal_year"),
        ("effects", "fiscal_year"),
        ("texts", "fiscal_year"),
        ("ratings", "fiscal_year"),
    ):
        yield from (str(year) for year in edition.tables[name][column] if year)
    for _, _, value in (*cell_values(edition.tables), *effect_values(edition.tables)):
        yield from (year for year in (value.reference_year, *value.measured.split("/")) if year.isdecimal())


def _named(node: URIRef, predicate: URIRef, name: Text) -> Iterator[Triple]:
    yield node, predicate, Literal(name.ja, lang="ja")
    yield node, predicate, Literal(name.en, lang="en")
