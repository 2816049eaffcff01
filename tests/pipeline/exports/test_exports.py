"""Data files open where people open them, and what describes them is valid by the describing standard."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import frictionless
import pyarrow.parquet  # type: ignore[import-untyped]
import pytest
from rdflib import Graph, URIRef

from pipeline.catalog.model import Dataset
from pipeline.exports import columns, index
from pipeline.exports.descriptions import ckan, croissant, csvw, datapackage, opendata_list, void
from pipeline.exports.index import data_file
from pipeline.exports.sheet import Sheet, data_files, delimited
from pipeline.graphs import serialize
from pipeline.model.iris import BASE, Iris
from pipeline.model.text import Text
from tests.pipeline.catalog import example

ROW: Mapping[str, str] = {
    "municipality_code": "132292",
    "id": example.BASE + "id/132292/joho/2026/item/1/indicator/1/target/2024",
    "municipality": "西東京市",
    "plan": "地域情報化アクションプラン",
    "edition": "2026",
    "level_code": "priority",
    "level": "重点取組",
    "number": "1",
    "name": "=1+1",
    "indicator": "1",
    "indicator_name": "回線、\n更新",
    "kind_code": "target",
    "kind": "目標数値",
    "fiscal_year": "2024",
    "period_start": "2024-04-01",
    "period_end": "2025-03-31",
    "raw_text": "-5.5%",
    "status_code": "observed",
    "status": "数値",
    "value": "-5.5",
    "line": "12",
    "cell_id": example.BASE + "id/132292/joho/2026/item/1/indicator/1/target/2024",
    "indicator_id": example.BASE + "id/132292/joho/2026/item/1/indicator/1",
}
DATASET = next(d for d in example.catalogue().datasets if d.id == "132292-joho-2026")


def sheet() -> Sheet:
    row = {column.name: ROW.get(column.name, "") for column in columns.FIGURES}
    title = Text("目標と実績", "Targets and actual figures")
    other = {**row, "id": row["id"] + "0", "value": ""}
    return Sheet(DATASET.id, "132292_joho_2026_figures", title, columns.FIGURES, [row, other])


def written(folder: Path) -> Dataset:
    """Writes the sheet's files below a folder; its dataset with just these files."""
    files = data_files([sheet()])
    (folder / "data").mkdir()
    for path, content in files.items():
        (folder / path).write_bytes(content)
    listed = tuple(data_file(path, len(content), "0" * 64, [sheet()]) for path, content in files.items())
    return Dataset(**{**vars(DATASET), "files": listed})


def test_a_table_for_programs_has_every_text_as_it_is() -> None:
    content = delimited(sheet())
    assert content.count(b"\r\n") == 3
    header, first, _ = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert header[:3] == ["全国地方公共団体コード", "ID", "地方公共団体名"]
    row = dict(zip(header, first, strict=True))
    assert (row["名称"], row["記載内容"], row["値"]) == ("=1+1", "-5.5%", "-5.5")
    assert (row["全国地方公共団体コード"], row["期間開始日"]) == ("132292", "2024-04-01")


def test_parquet_is_typed_and_blank_is_null(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(data_files([sheet()])[sheet().parquet_path])
    first, second = pyarrow.parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert (first["municipality_code"], first["edition"], first["value"]) == ("132292", 2026, -5.5)
    assert first["period_start"] == date(2024, 4, 1)
    assert first["name"] == "=1+1"
    assert second["value"] is None


def test_frictionless_finds_the_package_valid(tmp_path: Path) -> None:
    dataset = written(tmp_path)
    path = tmp_path / datapackage.path(dataset.id)
    files = {file.path: file for file in dataset.files}
    descriptor = datapackage.descriptor(dataset, [sheet()], files)
    for resource in descriptor["resources"]:
        del resource["hash"]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    found = frictionless.validate(str(path))
    assert found.valid, found.flatten(["type", "note"])
    assert found.tasks[0].stats["rows"] == 2


def test_frictionless_notices_a_value_of_another_type(tmp_path: Path) -> None:
    dataset = written(tmp_path)
    table = tmp_path / sheet().csv_path
    table.write_bytes(table.read_bytes().replace(b"2024-04-01", b"4/1/2024"))
    files = {file.path: file for file in dataset.files}
    path = tmp_path / datapackage.path(dataset.id)
    path.write_text(json.dumps(datapackage.descriptor(dataset, [sheet()], files)), encoding="utf-8")
    assert not frictionless.validate(str(path)).valid


def test_csvw_names_the_columns_of_the_header_in_order() -> None:
    described = csvw.metadata(sheet(), DATASET, BASE)
    header = delimited(sheet()).decode().splitlines()[0].split(",")
    assert [column["titles"] for column in described["tableSchema"]["columns"]] == header
    assert described["url"] == "132292_joho_2026_figures.csv"
    named = {column["name"]: column["titles"] for column in described["tableSchema"]["columns"]}
    assert named[described["tableSchema"]["primaryKey"]] == "ID"


def test_a_table_has_no_byte_order_mark() -> None:
    assert delimited(sheet()).startswith("全国地方公共団体コード,ID,".encode())


def test_croissant_reads_every_field_from_a_file_it_lists(tmp_path: Path) -> None:
    dataset = written(tmp_path)
    files = {file.path: file for file in dataset.files}
    described = croissant.description(dataset, [sheet()], files, example.ROOT)
    listed = {file["@id"] for file in described["distribution"]}
    fields = [field for records in described["recordSet"] for field in records["field"]]
    assert {field["source"]["fileObject"]["@id"] for field in fields} <= listed
    names = pyarrow.parquet.read_schema(tmp_path / sheet().parquet_path).names
    assert [field["source"]["extract"]["column"] for field in fields] == names


def test_a_ckan_package_keeps_its_identifiers_whatever_the_address() -> None:
    here, there = (
        ckan.package(DATASET, Iris(), root) for root in ("https://a.example/", "https://b.example/")
    )
    assert here["name"] == "t132292-joho-2026"
    assert here["id"] == there["id"]
    assert [r["id"] for r in here["resources"]] == [r["id"] for r in there["resources"]]
    assert here["license_id"] == "cc-by"
    assert {resource["format"] for resource in here["resources"]} == {
        "CSV",
        "TTL",
        "JSON-LD",
        "NT",
        "Parquet",
    }


@pytest.mark.parametrize(("id_", "name"), [("132292-joho-2026", "t132292-joho-2026"), ("hub", "keikaku-hub")])
def test_a_ckan_name_begins_with_a_letter_and_is_not_too_common(id_: str, name: str) -> None:
    assert ckan.name(id_) == name


def test_the_list_of_open_data_has_its_45_columns_and_one_row_a_file() -> None:
    content = opendata_list.header() + opendata_list.rows(example.catalogue().datasets, example.ROOT)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    header, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(header) == 45
    assert (header[0], header[26], header[44]) == (
        "データセット_ID",
        "データセット_連絡先備考\uff08その他、SNSなど\uff09",
        "ファイル_著作権表記",
    )
    assert len(rows) == 30
    first = dict(zip(header, rows[0], strict=True))
    assert first["ファイル_ライセンス"] == "CC BY 4.0"
    assert first["ファイル_ステータス"] == "配信中"
    assert first["データセット_更新頻度"] == "1年に1回"
    assert ";" in first["データセット_キーワード"]


def void_of_all(datasets: Sequence[Dataset], municipalities: Sequence[str]) -> str:
    found = [(one, 7) for one in datasets]
    triples = void.of_all(Text("計画", "Plans"), found, municipalities, Iris(), example.ROOT)
    return serialize.turtle(serialize.sort(triples)).decode()


def test_void_gives_dumps_counts_and_the_endpoint() -> None:
    (hub,) = (one for one in example.catalogue().datasets if one.id == "hub")
    text = void_of_all([hub], [])
    assert "void:triples 7" in text
    assert f"void:dataDump <{example.ROOT}data/hub.jsonld>" in text
    assert f"void:sparqlEndpoint <{example.ROOT}sparql>" in text


def test_void_leads_to_a_description_of_each_municipality_and_that_leads_back() -> None:
    (joho, *_) = example.catalogue().datasets
    triples = void.of_municipality(
        "132292", Text("西東京市", "Nishitokyo"), [(joho, 9)], Iris(), example.ROOT
    )
    own, subset = Graph(), URIRef("http://rdfs.org/ns/void#subset")
    for triple in triples:
        own.add(triple)
    every = Graph().parse(data=void_of_all([], ["132292"]), format="turtle")
    all_, part = (URIRef(f"{example.ROOT}{path}#all") for path in (void.WELL_KNOWN, void.path("132292")))
    assert set(every.subject_objects(subset)) == {(all_, part)}
    assert set(own.subject_objects(subset)) == {(all_, part), (part, URIRef(f"{BASE}dataset/{joho.id}"))}


def test_void_of_every_municipality_of_japan_is_no_long_page() -> None:
    text = void_of_all(example.catalogue().datasets, [f"{code:06}" for code in range(1_741)])
    assert len(text.encode()) < 150_000


def test_every_dataset_has_its_descriptions_and_all_are_the_same_bytes_again() -> None:
    for dataset in example.catalogue().datasets:
        files = index.described(dataset, [], Iris(), example.ROOT)
        assert index.described(dataset, [], Iris(), example.ROOT) == files
        assert len(files[ckan.path(dataset.id)].splitlines()) == 1
