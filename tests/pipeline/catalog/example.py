"""A small catalogue: two plans of one city, one of them with two editions, and the standing datasets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rdflib import Graph, URIRef

from pipeline.catalog import dcat, documents, history
from pipeline.catalog.build import describe, edition_dataset
from pipeline.catalog.model import Catalogue, Concept, DataFile, PlanEdition
from pipeline.catalog.texts import STANDING, edition_title
from pipeline.exports import index
from pipeline.exports.descriptions import opendata_list, void
from pipeline.graphs import serialize
from pipeline.model import schemes
from pipeline.model.edition_key import EditionKey
from pipeline.model.files.publisher import Publisher, parse
from pipeline.model.iris import Iris
from pipeline.model.text import Text

STANDS = ("figures", "hub", "ontology")
"""The standing datasets of the example: no operator gave it denominators."""
BASE = "https://w3id.org/keikaku/"
ROOT = "https://plan.example.jp/"
BEFORE, NOW = "2026-04-01T00:00:00Z", "2026-11-22T09:00:00Z"
SHARED = Path(__file__).parents[4] / "shared"

SETTINGS: Mapping[str, Any] = {
    "municipality": {
        "code": "132292",
        "name": {"ja": "西東京市", "en": "Nishitokyo City"},
        "prefecture": {"ja": "東京都", "en": "Tokyo"},
        "area": "C13229",
        "homepage": "https://www.city.nishitokyo.lg.jp/",
    },
    "contact": {
        "name": {"ja": "企画政策課", "en": "Planning Policy Division"},
        "page": "https://www.city.nishitokyo.lg.jp/",
        "email": "plan@city.example.jp",
        "telephone": "042-460-9800",
    },
    "licence": {"id": "cc-by-4.0", "confirmed": False},
    "spatial": {"bounds": [139.50, 35.70, 139.58, 35.77], "centroid": [139.54, 35.73]},
    "plans": {
        "joho": {
            "title": {"ja": "地域情報化アクションプラン", "en": "Regional Informatisation Action Plan"},
            "keywords": [{"ja": "地域情報化", "en": "regional informatisation"}],
            "themes": ["GOVE", "TECH"],
        }
    },
}


def publisher(**changes: Any) -> Publisher:
    """The example's publisher, with tables of its settings replaced."""
    return parse({**SETTINGS, **changes}, "publisher.toml")


def editions(base: str = BASE) -> list[PlanEdition]:
    scheme = URIRef(base + "id/132292/joho/2026/scheme/national-policy")
    concept = Concept(URIRef(scheme + "/5"), "国・都の情報政策", scheme, schemes.NAMES["national-policy"])
    return [
        PlanEdition(EditionKey("132292", "gyokaku-5", "2025"), "行財政改革", "令和7年度版", (2024, 2028)),
        PlanEdition(EditionKey("132292", "gyokaku-5", "2026"), "行財政改革", "令和8年度版", (2024, 2028)),
        PlanEdition(
            EditionKey("132292", "joho", "2026"), "地域情報化", "令和8年度版", (2024, 2028), (concept,)
        ),
    ]


def files(dataset: str) -> list[DataFile]:
    table = Text("目標と実績", "Targets and actual figures")
    sheet = f"data/132292_{dataset.removeprefix('132292-').replace('-', '_')}_figures"
    return [
        DataFile(f"data/{dataset}.ttl", 1200, "a" * 64),
        DataFile(f"data/{dataset}.jsonld", 1500, "b" * 64),
        DataFile(f"data/{dataset}.nt.gz", 300, "0" * 64),
        DataFile(f"{sheet}.csv", 900, "c" * 64, table, f"{sheet}.csv-metadata.json"),
        DataFile(f"{sheet}.parquet", 800, "d" * 64, table),
    ]


def publications(datasets: list[PlanEdition] | None = None) -> list[history.Publication]:
    """What a build of the example would publish."""
    by = publisher()
    listed = editions() if datasets is None else datasets
    found = [
        history.Publication(e.key.dataset, "1" * 64, "132292", edition_title(by, e.key, e.title))
        for e in listed
    ]
    return found + [history.Publication(id_, "1" * 64, "132292", STANDING[id_].title) for id_ in STANDS]


def catalogue(entries: history.Ledger | None = None, base: str = BASE) -> Catalogue:
    entries = entries or history.reconcile({}, publications(), NOW)
    by = publisher()
    described = [
        edition_dataset(by, one, files(one.key.dataset), entries[one.key.dataset]) for one in editions(base)
    ]
    return describe(
        {"132292": by}, (2024, 2028), {id_: files(id_) for id_ in STANDS}, entries, "132292", described
    )


def write(described: Catalogue, folder: Path, root: str = ROOT) -> None:
    """Writes what portals read of a catalogue, as a release holds it."""
    iris = Iris(BASE)
    found = serialize.sort(dcat.triples(described, iris, root))
    documents.write(lambda: iter([found]), folder)
    (folder / opendata_list.PATH).write_bytes(
        opendata_list.header() + opendata_list.rows(described.datasets, root)
    )
    counted = [(one, 1) for one in described.datasets]
    (folder / void.PATH).write_bytes(
        serialize.turtle(serialize.sort(void.of_all(described.title, counted, [], iris, root)))
    )
    (folder / "data").mkdir(exist_ok=True)
    for dataset in described.datasets:
        for path, content in index.described(dataset, [], iris, root).items():
            (folder / path).write_bytes(content)


def graph_of(described: Catalogue, base: str = BASE, root: str = ROOT) -> Graph:
    found = Graph()
    for triple in dcat.triples(described, Iris(base), root):
        found.add(triple)
    return found
