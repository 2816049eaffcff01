"""From publishers, editions, files and the ledger to the description of the catalogue."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.catalog.history import REMOVED, WITHDRAWN, Entry, Ledger
from pipeline.catalog.model import Catalogue, Concept, DataFile, Dataset, PlanEdition
from pipeline.catalog.texts import BILINGUAL, CATALOGUE, SCHEMES, STANDING, WITHDRAWN_TEXT, edition_title
from pipeline.model.edition_key import EditionKey
from pipeline.model.iris import Iris
from pipeline.model.publisher import Publisher
from pipeline.model.text import Text
from pipeline.tables.csv_files import Tables


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
                scheme_title=SCHEMES[scheme],
            )


def describe(
    publishers: Mapping[str, Publisher],
    editions: Sequence[PlanEdition],
    files: Mapping[str, Sequence[DataFile]],
    ledger: Ledger,
    publisher: str,
) -> Catalogue:
    """The catalogue of editions and standing datasets, with files and ledger entries by dataset identifier.

    `publisher` is the code of who publishes the catalogue and what stands for all. Raises KeyError where an
    edition has no publisher or no ledger entry: a fault of the code.
    """
    owner = publishers[publisher]
    found = [
        edition_dataset(publishers[edition.key.municipality], edition, files, ledger) for edition in editions
    ]
    every = tuple(publishers[code] for code in sorted(publishers))
    covers = (min(e.covers[0] for e in editions), max(e.covers[1] for e in editions))
    for id_ in sorted(set(STANDING) & set(files)):
        found.append(_standing(id_, owner, every, covers, files[id_], ledger[id_]))
    listed = {dataset.id for dataset in found}
    found += [
        _absent(entry, publishers.get(entry.publisher, owner), covers)
        for entry in ledger.values()
        if entry.status == WITHDRAWN and entry.dataset not in listed
    ]
    datasets = sorted((d for d in found if d.entry.status != REMOVED), key=lambda dataset: dataset.id)
    return Catalogue(CATALOGUE.title, CATALOGUE.description, owner, publishers, tuple(datasets))


def edition_dataset(
    publisher: Publisher, edition: PlanEdition, files: Mapping[str, Sequence[DataFile]], ledger: Ledger
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
        places=(publisher,),
        keywords=plan.keywords or STANDING["figures"].keywords,
        themes=plan.themes,
        frequency=plan.frequency,
        covers=edition.covers,
        entry=ledger[edition.key.dataset],
        files=tuple(files[edition.key.dataset]),
        concepts=edition.concepts,
        edition=edition,
    )


def _standing(
    id_: str,
    owner: Publisher,
    places: tuple[Publisher, ...],
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
        places=(publisher,),
        keywords=STANDING["figures"].keywords,
        themes=("GOVE",),
        frequency="IRREG",
        covers=covers,
        entry=entry,
        files=(),
    )
