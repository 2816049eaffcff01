"""What the catalogue says, as values: catalogue, datasets, files. The graph and every listing are written from it."""

import re
from dataclasses import dataclass

from rdflib import URIRef

from pipeline.catalog.history import WITHDRAWN, Entry
from pipeline.model.edition_key import EditionKey
from pipeline.model.files.publisher import Area, Publisher
from pipeline.model.text import Text
from pipeline.model.vocabularies import Format, format_of


@dataclass(frozen=True)
class Concept:
    """A concept of a printed classification, used as a theme."""

    iri: URIRef
    label: str
    scheme: URIRef
    scheme_title: Text


@dataclass(frozen=True)
class Place:
    """What a dataset is about, on the map: its name and its area."""

    name: Text
    area: Area


@dataclass(frozen=True)
class PlanEdition:
    """What the catalogue takes from the tables of one edition of a plan; `covers` are fiscal years."""

    key: EditionKey
    title: str
    edition_title: str
    covers: tuple[int, int]
    concepts: tuple[Concept, ...] = ()


@dataclass(frozen=True)
class DataFile:
    """A file of a release: its path below the release, size in bytes, checksum; `title` where it has its own."""

    path: str
    bytes: int
    sha256: str
    title: Text | None = None
    described_by: str = ""

    @property
    def format(self) -> Format:
        found = format_of(self.path)
        if found is None:
            raise KeyError(f"{self.path} is not of a format that pipeline.model.vocabularies lists")
        return found

    def key(self, dataset: str) -> str:
        """The last segment of the distribution's IRI: `ttl` of the main file, `figures-csv` of a table."""
        stem = self.path.rpartition("/")[2].removesuffix("." + self.format.suffix)
        table = "" if stem == dataset else stem.rpartition("_")[2] + "-"
        return table + self.format.suffix.replace(".", "-")

    @property
    def label(self) -> Text:
        if self.title is None:
            return self.format.label
        return Text(f"{self.title.ja}({self.format.name})", f"{self.title.en} ({self.format.name})")


@dataclass(frozen=True)
class Dataset:
    """One dataset: an edition of a plan, or one that stands for all (hub, ontology, figures)."""

    id: str
    title: Text
    description: Text
    publisher: Publisher
    places: tuple[Place, ...]
    keywords: tuple[Text, ...]
    themes: tuple[str, ...]
    frequency: str
    covers: tuple[int, int]
    entry: Entry
    files: tuple[DataFile, ...]
    concepts: tuple[Concept, ...] = ()
    edition: PlanEdition | None = None
    languages: tuple[str, ...] = ("ja",)

    @property
    def withdrawn(self) -> bool:
        return self.entry.status == WITHDRAWN

    def tags(self) -> list[tuple[str, str]]:
        """Keywords as CKAN takes them, with their languages, none twice; concepts' labels are among them."""
        pairs = [(text, tag) for word in self.keywords for text, tag in ((word.ja, "ja"), (word.en, "en"))]
        pairs += [(concept.label, "ja") for concept in self.concepts]
        found: dict[str, str] = {}
        for text, language in pairs:
            tag = safe_tag(text)
            if len(tag) > 1:
                found.setdefault(tag, language)
        return sorted(found.items())


@dataclass(frozen=True)
class Catalogue:
    """The whole: who publishes it, where its data is about, its datasets in order of their identifiers.

    `issued` and `modified` are the instants at which the first was published and the last changed.
    """

    title: Text
    description: Text
    publisher: Publisher
    places: tuple[Place, ...]
    datasets: tuple[Dataset, ...]
    issued: str
    modified: str


_NOT_IN_A_TAG = re.compile(r"[^\w \-.]+")


def safe_tag(text: str) -> str:
    """A keyword by CKAN's rule for tags: word characters, space, hyphen and full stop, at most 100.

    >>> safe_tag("国・都の情報政策")
    '国 都の情報政策'
    """
    return " ".join(_NOT_IN_A_TAG.sub(" ", text).split())[:100]
