"""The store of a release holds its dataset, whether it was loaded whole or made of the store of the release before."""

import gzip
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.model.files.data_folder import DataFolder
from pipeline.release import quads
from pipeline.release.build import Options, build
from pipeline.release.store import CURRENT, STORE, Release
from pipeline.release.verified import CACHE

SMALL = ("092029", "132136")


@pytest.fixture
def copy(data: DataFolder, tmp_path: Path) -> DataFolder:
    """A folder of data of two small cities."""
    for name in ("hub", *SMALL):
        shutil.copytree(data.root / name, tmp_path / "data" / name)
    return DataFolder(tmp_path / "data")


def stored(release: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(release / STORE)))


def loaded(release: Path) -> set[ox.Quad]:
    """The quads of the dataset, as a store writes them."""
    store = ox.Store()
    content = gzip.decompress((release / quads.DATASET).read_bytes())
    store.bulk_extend(ox.parse(content, format=ox.RdfFormat.N_QUADS))
    return set(store)


def test_the_store_of_a_changed_release_is_made_of_the_one_before(
    copy: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quads, "_MOST_CHANGED", 1)
    first = build(copy, tmp_path / "releases", Options()).path
    path = copy.publisher(SMALL[0])
    text = path.read_text("utf-8")
    path.write_text(text.replace('ja = "', 'ja = "別の', 1), "utf-8")
    second = build(copy, tmp_path / "releases", Options()).path
    assert first and second and first != second
    assert stored(second) == loaded(second)
    assert stored(first) == loaded(first) != loaded(second)
    Release.open(first).verify()
    shared = [one for one in (second / STORE).glob("*.sst") if one.stat().st_nlink > 1]
    assert shared, "the files of the store before are linked"


@pytest.fixture
def made(tmp_path: Path) -> quads.Parts:
    """Two units of a quad in each member, and a dataset with one more."""
    units = (tmp_path / "first", tmp_path / "second")
    parts = quads.Parts(units, tmp_path / quads.DATASET)
    for number, member in enumerate(parts.members):
        member.parent.mkdir(parents=True, exist_ok=True)
        member.write_bytes(gzip.compress(f"<x:{number}> <x:is> <x:it> <x:here> .\n".encode()))
    rest = gzip.compress(b"<x:rest> <x:is> <x:it> <x:here> .\n")
    parts.dataset.write_bytes(b"".join(path.read_bytes() for path in parts.members) + rest)
    return parts


@pytest.mark.parametrize("at_once", [1, 30_000_000])
def test_a_store_is_loaded_piece_by_piece_beside_what_else_is_done(
    made: quads.Parts, tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quads, "_LOADED_AT_ONCE", at_once)
    with quads.writing(made, tmp_path / "store") as finish:
        finish()
    found = ox.Store.read_only(str(tmp_path / "store"))
    assert sorted(quad.subject.value for quad in found) == ["x:0", "x:1", "x:2", "x:3", "x:rest"]


def test_units_that_cannot_be_loaded_are_told_where_the_store_is_finished(
    made: quads.Parts, tmp_path: Path
) -> None:
    made.members[1].unlink()
    with pytest.raises(FileNotFoundError), quads.writing(made, tmp_path / "store") as finish:
        finish()


def test_what_ends_the_work_beside_it_ends_the_loading(made: quads.Parts, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), quads.writing(made, tmp_path / "store"):
        _ = 1 / 0


def test_a_number_that_two_literals_write_stays_while_one_is_stated(tmp_path: Path) -> None:
    thing, has, graph = (ox.NamedNode(f"https://example.org/{name}") for name in ("thing", "has", "graph"))
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    short, long = (ox.Quad(thing, has, ox.Literal(text, datatype=decimal), graph) for text in ("45", "45.0"))
    store = ox.Store(str(tmp_path / "store"))
    store.extend([short, long])
    quads.change(store, {line(short), line(long)}, {line(short)})
    assert list(store) == [short]


def test_of_a_change_only_what_differs_is_read(tmp_path: Path) -> None:
    graph, old, new = (ox.NamedNode(f"https://example.org/{name}") for name in ("graph", "old", "new"))
    store = ox.Store(str(tmp_path / "store"))
    store.add(ox.Quad(old, old, old, graph))
    said = b"<https://example.org/said> in both, whatever it is"
    quads.change(
        store, {said, line(ox.Quad(old, old, old, graph))}, {said, line(ox.Quad(new, new, new, graph))}
    )
    assert list(store) == [ox.Quad(new, new, new, graph)]


def line(quad: ox.Quad) -> bytes:
    return f"{quad} .".encode()


def test_a_release_whose_units_are_not_kept_is_no_beginning(releases: Path, tmp_path: Path) -> None:
    assert quads.before(tmp_path, tmp_path / CACHE / "units") is None
    releases = shutil.copytree(releases, tmp_path / "releases", symlinks=True, copy_function=os.link)
    assert quads.before(releases, releases / CACHE / "units") is not None
    shutil.rmtree(releases / CACHE)
    assert (releases / CURRENT).exists()
    assert quads.before(releases, releases / CACHE / "units") is None
