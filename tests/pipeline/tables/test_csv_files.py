"""Tables are read as they were written; whatever is wrong with them is said at once, by row and column."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import csv_files
from pipeline.tables.schema import CORRECTIONS, EDITORIAL, TABLES, Column, Reference, Table

PLANTS = Table("plants", (Column("name"), Column("height", "integer", required=False)), ("name",))
LEAVES = Table(
    "leaves",
    (
        Column("plant"),
        Column("side", "code", codes=("left", "right")),
        Column("year", "year", required=False),
    ),
    ("plant", "side"),
    (Reference(("plant",), "plants", ("name",)),),
)
GARDEN = {"plants": PLANTS, "leaves": LEAVES}

texts = st.text(max_size=10)


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")


def problems(folder: Path) -> list[str]:
    with pytest.raises(TableError) as raised:
        csv_files.read(folder, GARDEN)
    return [str(problem).removeprefix(f"{folder}/") for problem in raised.value.problems]


@given(st.lists(st.tuples(texts, texts, texts, texts), max_size=6, unique_by=lambda row: row[0]))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_comes_back_as_it_was_written(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    glossary = TABLES["glossary"]
    written = csv_files.frame(glossary, [dict(zip(glossary.names, row, strict=True)) for row in rows])
    path = tmp_path / "glossary.csv"
    path.write_text(csv_files.text(written, glossary), encoding="utf-8", newline="")
    plain = Table("glossary", tuple(Column(name, required=False) for name in glossary.names), ("plan",))
    assert csv_files.read_one(path, plain).equals(written)


def test_the_committed_tables_are_written_as_they_were_read(data: DataFolder, tmp_path: Path) -> None:
    folder = data.tables("132292", "2026")
    csv_files.write(csv_files.read(folder), tmp_path)
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(path.name for path in tmp_path.iterdir())
    for name in names:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_table_without_rows_has_no_file(tmp_path: Path) -> None:
    full = {name: csv_files.frame(table, ()) for name, table in TABLES.items()}
    full["units"] = csv_files.frame(TABLES["units"], [{"unit": "交通課", "line": 371}])
    (tmp_path / "glossary.csv").write_text("plan,term,definition,line\n", encoding="utf-8")
    csv_files.write(full, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["units.csv"]
    read = csv_files.read(tmp_path)
    assert list(read) == list(TABLES)
    assert read["glossary"].empty
    assert read["units"].to_dict("records") == [{"unit": "交通課", "line": "371"}]


def test_rows_become_text_and_what_is_missing_is_blank() -> None:
    made = csv_files.frame(PLANTS, [{"height": 3, "name": None}, {"name": "松", "more": "?"}])
    assert made.to_dict("records") == [{"name": "", "height": "3"}, {"name": "松", "height": ""}]


def test_a_byte_order_mark_and_other_line_ends_are_read(tmp_path: Path) -> None:
    write(tmp_path / "t", "plants", "\ufeffname,height\r\n松,3\r\n")
    assert csv_files.read(tmp_path / "t", GARDEN)["plants"].to_dict("records") == [
        {"name": "松", "height": "3"}
    ]


def test_every_problem_of_every_table_is_found_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    write(folder, "plants", "name,height\n松,tall\n,4\n松,5\n")
    write(folder, "leaves", "plant,side,year\n松,up,20O4\n桜,left,\n")
    assert problems(folder) == [
        "leaves.csv, row 2, column side: 'up' is not a code of this column. Use one of left, right.",
        "leaves.csv, row 2, column year: '20O4' is not a year. Write four digits.",
        "leaves.csv, row 3, column plant: '桜' (桜) is not in plants.csv. Correct it, or add it to plants.csv.",
        "plants.csv, row 2, column height: 'tall' is not a whole number. Write digits only.",
        "plants.csv, row 3, column name: is blank. Fill it in.",
        "plants.csv, row 4: repeats row 2 (松). Keep one row for each name.",
    ]


def test_a_table_of_another_shape_is_refused_before_its_cells_are_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    write(folder, "plants", "name\n松\n")
    write(folder, "leaves", "plant,side,year\n松,left\n")
    write(folder, "trees", "name\n")
    assert problems(folder) == [
        "leaves.csv, row 2: has 2 cells, not 3. Give every column a cell.",
        "plants.csv, row 1: has the columns name. Expected name,height.",
        "trees.csv: is not a table keikaku knows. Known: plants, leaves.",
    ]


@pytest.mark.parametrize("content", ["名前,高さ".encode("shift_jis"), b'name,height\n"a"b,1\n'])
def test_what_is_not_csv_in_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    (folder / "plants.csv").write_bytes(content)
    (problem,) = problems(folder)
    assert problem.startswith("plants.csv: is not CSV in UTF-8 (")
    assert problem.endswith("Save it as CSV UTF-8.")


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    write(tmp_path / "t", "plants", "")
    assert problems(tmp_path / "t") == ["plants.csv, row 1: is empty. Expected name,height."]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="nowhere: is not a folder"):
        csv_files.read(tmp_path / "nowhere")


def test_a_table_may_refer_to_one_of_another_folder(tmp_path: Path) -> None:
    write(tmp_path / "t", "leaves", "plant,side,year\n松,left,\n")
    beside = {"plants": csv_files.frame(PLANTS, [{"name": "松"}])}
    read = csv_files.read(tmp_path / "t", {"leaves": LEAVES}, beside=beside)
    assert len(read["leaves"]) == 1


def test_one_table_is_read_by_itself_and_is_empty_where_there_is_none(tmp_path: Path) -> None:
    assert csv_files.read_one(tmp_path / "corrections.csv", CORRECTIONS).empty
    write(
        tmp_path, "corrections", "line,printed,corrected,reason,reason_en,evidence\n0x1,發,発,旧字体,,31行\n"
    )
    with pytest.raises(
        TableError, match=r"corrections\.csv, row 2, column line: '0x1' is not a whole number"
    ):
        csv_files.read_one(tmp_path / "corrections.csv", CORRECTIONS)


# --- the schema itself -------------------------------------------------------------------------------------------

ALL = {**TABLES, **EDITORIAL, "corrections": CORRECTIONS}


@pytest.mark.parametrize("table", ALL.values(), ids=lambda table: table.name)
def test_a_table_of_the_schema_is_sound(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert table.key and set(table.key) <= set(table.names)
    for reference in table.references:
        assert set(reference.columns) <= set(table.names)
        assert set(reference.targets) <= set(TABLES[reference.table].names)
        assert len(reference.columns) == len(reference.targets)
    for column in table.columns:
        assert bool(column.codes) == (column.type == "code")


def test_a_table_is_found_under_its_own_name() -> None:
    assert all(name == table.name for name, table in ALL.items())


def test_every_row_of_data_names_its_line_of_the_document() -> None:
    assert all("line" in table.names for table in TABLES.values())


def test_frames_are_text_through_and_through(data: DataFolder) -> None:
    for table in csv_files.read(data.tables("132292", "2026")).values():
        assert all(isinstance(value, str) for column in table for value in table[column])
        assert not pd.isna(table).any().any()
