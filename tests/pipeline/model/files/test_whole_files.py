"""Files are replaced whole, all or none of them."""

from pathlib import Path

import pytest

from pipeline.model.files import whole_files


def test_all_are_put_in_the_place_of_those_before(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "計画.toml"
    first.write_bytes(b"before")
    whole_files.replace({first: b"1", second: "二".encode()})
    assert (first.read_bytes(), second.read_text(encoding="utf-8")) == (b"1", "二")
    assert len(list(tmp_path.iterdir())) == 2


def test_where_one_cannot_be_written_all_stay_as_they_were(tmp_path: Path) -> None:
    first = tmp_path / "a.csv"
    first.write_bytes(b"before")
    with pytest.raises(OSError, match="No such file"):
        whole_files.replace({first: b"1", tmp_path / "nowhere" / "b.csv": b"2"})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.csv", b"before")]
