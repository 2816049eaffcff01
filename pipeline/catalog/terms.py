"""Terms of other people's lists, each with the type and the name that a harvester needs that looks nowhere else."""

from collections.abc import Iterable, Iterator

from rdflib import Literal, URIRef

from pipeline.catalog.agents import bilingual, named
from pipeline.graphs.interpreter import Triple
from pipeline.model import vocabularies
from pipeline.model.namespaces import ADMS, DCAT, DCTERMS, RDF, RDFS, SKOS, SPDX, XSD
from pipeline.model.text import Text
from pipeline.model.vocabularies import EU, IANA, Format

CHECKSUM_ALGORITHM = URIRef("http://spdx.org/rdf/terms#ChecksumAlgorithm")


def languages(node: URIRef, codes: Iterable[str]) -> Iterator[Triple]:
    """The languages of a thing, by their codes."""
    for code, label in map(vocabularies.LANGUAGES.__getitem__, codes):
        yield from authority(node, DCTERMS.language, "language", code, label, DCTERMS.LinguisticSystem)


def instant(text: str) -> Literal:
    """A moment as it is written."""
    return Literal(text, datatype=XSD.dateTime, normalize=False)


def authority(
    node: URIRef, predicate: URIRef, table: str, code: str, label: Text, type_: URIRef
) -> Iterator[Triple]:
    """A term of an authority table of the EU, and that a thing has it."""
    term = URIRef(f"{EU}{table}/{code}")
    yield node, predicate, term
    yield from named(term, label, type_, EU + table)


def theme(node: URIRef, theme: str) -> Iterator[Triple]:
    """A theme of data, by its code."""
    yield from authority(node, DCAT.theme, "data-theme", theme, vocabularies.THEMES[theme], SKOS.Concept)


def status(node: URIRef, table: str, withdrawn: bool) -> Iterator[Triple]:
    """Whether a dataset or a file is still published."""
    code = "WITHDRAWN" if withdrawn else "COMPLETED"
    label = Text("公開終了", "withdrawn") if withdrawn else Text("配信中", "completed")
    yield from authority(node, ADMS.status, table, code, label, SKOS.Concept)


def checksum(node: URIRef, sha256: str) -> Iterator[Triple]:
    """The sha256 of a file."""
    checksum = URIRef(f"{node}#checksum")
    yield node, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256
    yield checksum, SPDX.checksumValue, Literal(sha256, datatype=XSD.hexBinary, normalize=False)
    yield SPDX.checksumAlgorithm_sha256, RDF.type, CHECKSUM_ALGORITHM


def media_type(node: URIRef, predicate: URIRef, type_: URIRef, name: str) -> Iterator[Triple]:
    """A media type, by the IANA's IRI."""
    yield node, predicate, type_
    yield type_, RDF.type, DCTERMS.MediaType
    yield type_, RDFS.label, Literal(name)


def standard(node: URIRef, iri: URIRef, title: Text) -> Iterator[Triple]:
    """A standard that a thing conforms to."""
    yield node, DCTERMS.conformsTo, iri
    yield iri, RDF.type, DCTERMS.Standard
    yield from bilingual(iri, DCTERMS.title, title)


def file_format(node: URIRef, format_: Format) -> Iterator[Triple]:
    """Format and media type. CKAN shows a format by its label if dcterms:IMT is the first of its types."""
    kind, media = URIRef(EU + "file-type/" + format_.file_type), URIRef(IANA + format_.media_type)
    yield node, DCTERMS.format, kind
    yield kind, RDF.type, DCTERMS.IMT
    yield kind, RDF.type, DCTERMS.MediaTypeOrExtent
    yield kind, RDFS.label, Literal(format_.name)
    yield from media_type(node, DCAT.mediaType, media, format_.media_type)
    if format_.compressed_as:
        compressed = URIRef(IANA + format_.compressed_as)
        yield from media_type(node, DCAT.compressFormat, compressed, format_.compressed_as)
