"""A release of the committed data as portals and researchers get it: valid, listed, as large as is said."""

import csv
import gzip
import hashlib
import io
import json
import re
from pathlib import Path

import frictionless
import pytest
from rdflib import DCAT, FOAF, RDF, Graph

from pipeline.catalog import settings
from pipeline.catalog.history import read, reconcile
from pipeline.model.errors import SettingError
from pipeline.model.files.data_folder import DataFolder
from pipeline.release.store import Release
from tests.pipeline.catalog.example import BASE, NOW, publications
from tests.pipeline.catalog.test_dcat import SHAPE_FILES, needs_shapes, report


@pytest.fixture(scope="module")
def folder(built_release: Release) -> Path:
    return built_release.path


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Graph:
    return Graph().parse(folder / "catalog.ttl")


@needs_shapes
@pytest.mark.parametrize("name", SHAPE_FILES)
def test_the_catalogue_of_the_committed_data_conforms_and_warns_only_of_places_that_nobody_gave(
    catalogue: Graph, name: str
) -> None:
    conforms, text = report(name, catalogue)
    warned = set(re.findall(r"Focus Node: (\S+)", text))
    assert conforms or warned == {"sac:C03203", "sac:C19201"}, text
    assert set(re.findall(r"Severity: (\S+)", text)) <= {"sh:Warning"}


def test_every_file_of_data_is_listed_by_one_dataset_with_its_size_and_digest(built_release: Release) -> None:
    listed = [file for dataset in built_release.datasets for file in dataset.files]
    found = {f"data/{path.name}" for path in (built_release.path / "data").iterdir()}
    assert sorted(file.path for file in listed) == sorted(found)
    for file in listed:
        content = (built_release.path / file.path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256), file.path


def test_void_describes_every_dataset_that_has_files_in_the_file_that_leads_to_it(
    built_release: Release,
) -> None:
    topics = {}
    for path in (built_release.path / "void.ttl", *(built_release.path / "void").iterdir()):
        for topic in Graph().parse(path).objects(None, FOAF.topic):
            topics[str(topic).rpartition("/")[2]] = path.stem
    assert topics == {
        **{one.id: "void" for one in built_release.standing},
        **{
            one.id: code
            for code in built_release.municipalities
            for one in built_release.of_municipality(code)
        },
    }


def test_every_distribution_is_such_a_file(built_release: Release, catalogue: Graph) -> None:
    files = {BASE + file.path: file for dataset in built_release.datasets for file in dataset.files}
    nodes = set(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(nodes) > 50
    for node in nodes:
        file = files[str(catalogue.value(node, DCAT.downloadURL))]
        assert int(str(catalogue.value(node, DCAT.byteSize))) == file.bytes
        types = {str(catalogue.value(node, p)) for p in (DCAT.mediaType, DCAT.compressFormat)}
        assert any(type_.endswith("/" + file.media_type) for type_ in types), file.path


def test_a_spreadsheet_of_elements_lists_the_departments_of_each_with_semicolons(folder: Path) -> None:
    text = (folder / "data" / "132292_gyokaku_5_2026_elements.csv").read_text(encoding="utf-8-sig")
    rows = {row["番号"]: row for row in csv.DictReader(io.StringIO(text)) if row["区分コード"] == "item"}
    assert len(rows) == 36
    assert rows["12"]["担当課"] == "納税課;保険年金課;高齢者支援課;児童青少年課"
    assert rows["7"]["担当課"] == "交通課"


def test_frictionless_finds_every_package_valid(folder: Path) -> None:
    descriptors = sorted((folder / "data").glob("*.datapackage.json"))
    assert descriptors
    for path in descriptors:
        found = frictionless.validate(str(path))
        assert found.valid, (path.name, found.flatten(["name", "type", "note"]))


def test_every_csv_has_metadata_of_its_columns_and_unique_ids(folder: Path) -> None:
    tables = sorted((folder / "data").glob("*.csv"))
    assert {table.name for table in tables} >= {"132292_joho_2026_figures.csv", "keikaku_figures.csv"}
    for table in tables:
        header, *rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
        described = json.loads(table.with_name(table.name + "-metadata.json").read_text(encoding="utf-8"))
        assert [column["titles"] for column in described["tableSchema"]["columns"]] == header
        ids = [row[header.index("ID")] for row in rows]
        assert len(set(ids)) == len(ids) > 0, table.name


def test_the_ids_of_rows_are_iris_of_the_published_data(folder: Path) -> None:
    text = (folder / "data/132292_gyokaku_5_2026_figures.csv").read_bytes().decode("utf-8-sig")
    ids = {row["ID"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    subjects = {str(s) for s in Graph().parse(folder / "data/132292-gyokaku-5-2026.ttl").subjects()}
    assert ids <= subjects


def test_no_page_or_file_answers_as_a_thing_of_the_graph(built_release: Release) -> None:
    quads = gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes()).decode().splitlines()
    listed = [quad for quad in quads if quad.endswith(f"<{BASE}catalog/graph> .")]
    assert listed
    assert not [quad for quad in listed if quad.startswith((f"<{BASE}data/", f"<{BASE}> "))]
    assert not [quad for quad in listed if quad.split(" ")[0].endswith(".html>")]


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


def test_the_ledger_is_written_once_and_read_again(tmp_path: Path) -> None:
    data, entries = DataFolder(tmp_path), reconcile({}, publications(), NOW)
    settings.record(data, entries)
    path = settings.ledger_path(data)
    assert read(path) == entries
    path.chmod(0o444)
    before = path.stat().st_mtime_ns
    settings.record(data, entries)
    assert path.stat().st_mtime_ns == before
