"""The committed data as portals and researchers get it: every file valid, listed, and as large as is said."""

import csv
import hashlib
import io
import json
from pathlib import Path

import frictionless
import pytest
from rdflib import DCAT, RDF, Graph

from pipeline import datasets
from pipeline.assembly import assemble
from pipeline.catalog import settings
from pipeline.catalog.ledger import read
from pipeline.errors import SettingError
from pipeline.iris import Iris
from pipeline.packaging.listings import MEDIA_TYPES
from pipeline.packaging.package import Occasion, Package, package
from pipeline.paths import ROOT, DataFolder
from tests.pipeline.catalog.example import BASE, NOW
from tests.pipeline.catalog.test_catalog_graph import SHAPE_FILES, needs_shapes, report

DATA = DataFolder(ROOT / "data")


@pytest.fixture(scope="module")
def packed() -> Package:
    """The committed data, packaged as if for the first time."""
    assembly = assemble(DATA, DATA.municipalities(), Iris())
    assembly.derive()
    parts = datasets.divide(assembly)
    rdf_files = {one.id: dict(datasets.rdf_files(one)) for one in parts}
    owner = settings.owner(DATA, DATA.municipalities())
    return package(assembly, parts, rdf_files, Occasion({}, owner, NOW))


@pytest.fixture(scope="module")
def release(packed: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("release")
    (folder / "data").mkdir()
    for path, content in packed.files.items():
        (folder / path).write_bytes(content)
    return folder


@needs_shapes
@pytest.mark.parametrize("name", SHAPE_FILES)
def test_the_catalogue_of_the_committed_data_conforms_with_no_warning(release: Path, name: str) -> None:
    conforms, text = report(name, Graph().parse(release / "catalog.ttl"))
    assert conforms, text


def test_every_distribution_is_a_file_of_the_stated_size_and_digest(packed: Package, release: Path) -> None:
    listed = [file for dataset in packed.catalogue.datasets for file in dataset.files]
    for file in listed:
        content = (release / file.path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256), file.path
    graph = Graph().parse(release / "catalog.ttl")
    assert len(listed) == len(set(graph.subjects(RDF.type, DCAT.Distribution))) > 50
    assert {str(o) for o in graph.objects(None, DCAT.downloadURL)} == {BASE + file.path for file in listed}


def test_every_file_of_data_belongs_to_one_dataset_and_has_a_media_type(packed: Package) -> None:
    members = [path for paths in packed.members.values() for path in paths]
    assert sorted(members) == sorted(path for path in packed.files if path.startswith("data/"))
    assert {path.partition(".")[2] for path in members} <= set(MEDIA_TYPES)


def test_frictionless_finds_every_package_valid(release: Path) -> None:
    descriptors = sorted((release / "data").glob("*.datapackage.json"))
    assert descriptors
    for path in descriptors:
        found = frictionless.validate(str(path))
        assert found.valid, (path.name, found.flatten(["name", "type", "note"]))


def test_every_csv_has_metadata_of_its_columns_and_unique_ids(release: Path) -> None:
    tables = sorted((release / "data").glob("*.csv"))
    assert {table.name for table in tables} >= {"132292_joho_2026_figures.csv", "keikaku_figures.csv"}
    for table in tables:
        header, *rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
        described = json.loads(table.with_name(table.name + "-metadata.json").read_text(encoding="utf-8"))
        assert [column["titles"] for column in described["tableSchema"]["columns"]] == header
        ids = [row[header.index("ID")] for row in rows]
        assert len(set(ids)) == len(ids) > 0, table.name


def test_the_ids_of_rows_are_iris_of_the_published_data(packed: Package, release: Path) -> None:
    text = (release / "data/132292_gyokaku_5_2026_figures.csv").read_bytes().decode("utf-8-sig")
    ids = {row["ID"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    turtle = packed.files["data/132292-gyokaku-5-2026.ttl"].decode()
    subjects = {str(s) for s in Graph().parse(data=turtle, format="turtle").subjects()}
    assert ids <= subjects


def test_the_publisher_of_the_catalogue_is_a_setting(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    for code in ("092029", "132292"):
        (tmp_path / code).mkdir()
    assert settings.owner(data, ["132292", "092029"]) == "092029"
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "catalog.toml").write_text('publisher = "132292"', encoding="utf-8")
    assert settings.owner(data, ["132292", "092029"]) == "132292"
    assert settings.owner(data, ["092029"]) == "092029"
    (tmp_path / "catalog" / "catalog.toml").write_text('publisher = "999999"', encoding="utf-8")
    with pytest.raises(SettingError, match="has no data"):
        settings.owner(data, ["132292"])


def test_the_ledger_is_written_once_and_read_again(packed: Package, tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    settings.record(data, packed.ledger)
    path = settings.ledger_path(data)
    assert read(path) == packed.ledger
    path.chmod(0o444)
    before = path.stat().st_mtime_ns
    settings.record(data, packed.ledger)
    assert path.stat().st_mtime_ns == before
