"""From publishers, editions, files and the ledger to the description of the catalogue."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.catalog.history import REMOVED, WITHDRAWN, Entry, Ledger
from pipeline.catalog.model import Catalogue, Concept, DataFile, Dataset, Place, PlanEdition
from pipeline.catalog.texts import BILINGUAL, CATALOGUE, STANDING, WITHDRAWN_TEXT, edition_title
from pipeline.model import schemes
from pipeline.model.edition_key import EditionKey
from pipeline.model.files.publisher import Area, Publisher
from pipeline.model.iris import Iris
from pipeline.model.text import Text
from pipeline.tables.csv_files import Tables

MOST_PLACES = 20
"""Municipalities up to which the whole is about each of them."""
JAPAN = Place(
    Text("日本", "Japan"), Area("C00000", (122.9325, 20.4253, 153.9867, 45.5572), (137.7122, 37.5144))
)
"""The country between its outermost islands, and its centre (Geospatial Information Authority of Japan)."""


def editions(municipality: str, year: str, tables: Tables, iris: Iris) -> list[PlanEdition]:
    """The editions of plans that the tables of a municipality's year hold."""
    return [
        PlanEdition(
            key=EditionKey(municipality, row["plan"], year),
            title=row["title"],
            edition_title=row["edition_title"],
            covers=(int(row["covers_from"]), int(row["covers_to"])),
            concepts=tuple(_concepts(EditionKey(municipality, row["plan"], year), tables, iris)),
        )
        for row in tables["plans"].to_dict("records")
    ]


def _concepts(key: EditionKey, tables: Tables, iris: Iris) -> Iterable[Concept]:
    for row in tables["concepts"].to_dict("records"):
        if row["plan"] == key.plan:
            scheme = row["scheme"]
            yield Concept(
                iri=iris("concept", scheme=scheme, number=row["concept"], **key.parts),
                label=row["label"],
                scheme=iris("scheme", scheme=scheme, **key.parts),
                scheme_title=schemes.NAMES[scheme],
            )


def describe(
    publishers: Mapping[str, Publisher],
    covers: tuple[int, int],
    files: Mapping[str, Sequence[DataFile]],
    ledger: Ledger,
    publisher: str,
    editions: Sequence[Dataset] = (),
) -> Catalogue:
    """The catalogue of datasets that stand for all, whose files are given by identifier, beside those of editions.

    `publisher` is the code of who publishes the catalogue and what stands for all; `covers` are the fiscal years of
    all editions. What the ledger still lists as withdrawn though its data is gone is among the datasets.
    """
    owner = publishers[publisher]
    places = _covered([publishers[code] for code in sorted(publishers)])
    found = [
        *editions,
        *(
            _standing(id_, owner, places, covers, files[id_], ledger[id_])
            for id_ in sorted(set(STANDING) & set(files))
        ),
    ]
    known = {dataset.id for dataset in found}
    found += [
        _absent(entry, publishers.get(entry.publisher, owner), covers)
        for entry in ledger.values()
        if entry.status == WITHDRAWN and entry.dataset not in known
    ]
    listed = [entry for entry in ledger.values() if entry.status != REMOVED]
    return Catalogue(
        CATALOGUE.title,
        CATALOGUE.description,
        owner,
        places,
        tuple(sorted((d for d in found if d.entry.status != REMOVED), key=lambda dataset: dataset.id)),
        issued=min(entry.issued for entry in listed),
        modified=max(entry.modified for entry in listed),
    )


def place(of: Publisher) -> Place:
    """The place of a municipality."""
    name = Text(of.prefecture.ja + of.name.ja, f"{of.name.en}, {of.prefecture.en}")
    return Place(name, of.area)


def _covered(publishers: Sequence[Publisher]) -> tuple[Place, ...]:
    """Where what stands for all is about: a few municipalities, or the country."""
    return tuple(map(place, publishers)) if len(publishers) <= MOST_PLACES else (JAPAN,)


def edition_dataset(
    publisher: Publisher, edition: PlanEdition, files: Sequence[DataFile], entry: Entry
) -> Dataset:
    """The dataset of one edition."""
    plan, title = publisher.plan(edition.key.plan), edition_title(publisher, edition.key, edition.title)
    standard = Text(
        f"{title.ja}の項目、担当課、評価指標の目標と実績を、機械判読可能な形で公開するデータです。",
        f"{title.en}: its items, responsible divisions, and the targets and actual figures of its indicators.",
    )
    return Dataset(
        id=edition.key.dataset,
        title=title,
        description=plan.description or standard,
        publisher=publisher,
        places=(place(publisher),),
        keywords=plan.keywords or STANDING["figures"].keywords,
        themes=plan.themes,
        frequency=plan.frequency,
        covers=edition.covers,
        entry=entry,
        files=tuple(files),
        concepts=edition.concepts,
        edition=edition,
    )


def _standing(
    id_: str,
    owner: Publisher,
    places: tuple[Place, ...],
    covers: tuple[int, int],
    files: Sequence[DataFile],
    entry: Entry,
) -> Dataset:
    text = STANDING[id_]
    return Dataset(
        id=id_,
        title=text.title,
        description=text.description,
        publisher=owner,
        places=places,
        keywords=text.keywords,
        themes=("GOVE",),
        frequency="ANNUAL",
        covers=covers,
        entry=entry,
        files=tuple(files),
        languages=("ja", "en") if id_ in BILINGUAL else ("ja",),
    )


def _absent(entry: Entry, publisher: Publisher, covers: tuple[int, int]) -> Dataset:
    """A withdrawn dataset whose data is gone: what the ledger still knows of it."""
    return Dataset(
        id=entry.dataset,
        title=entry.title,
        description=WITHDRAWN_TEXT,
        publisher=publisher,
        places=(place(publisher),),
        keywords=STANDING["figures"].keywords,
        themes=("GOVE",),
        frequency="IRREG",
        covers=covers,
        entry=entry,
        files=(),
    )
