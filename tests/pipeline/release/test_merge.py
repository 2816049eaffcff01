"""A merge says what its units say; held to a build that knows no units, only one union of everything."""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.catalog import history
from pipeline.exports.descriptions import opendata_list
from pipeline.graphs import reference as fiscal
from pipeline.graphs import serialize
from pipeline.graphs.interpreter import Triple
from pipeline.model.errors import ConformanceError
from pipeline.model.files import publisher
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE, Iris
from pipeline.release import merge, reference
from pipeline.release.merge import Merge, joined, open_data_list
from pipeline.release.scheduling.cache import Cache, Unit
from pipeline.release.store import Release
from pipeline.release.unit import build_municipality
from tests.pipeline.release.example import AT, inputs, stated_by

CATALOGUE = f"{BASE}catalog/graph"
SMALL = ("092029", "132136")


@pytest.fixture(scope="module")
def published(built_release: Release) -> Mapping[str, list[ox.Triple]]:
    """The named graphs of the release."""
    found: dict[str, list[ox.Triple]] = {}
    content = gzip.decompress((built_release.path / "dataset.nq.gz").read_bytes())
    for quad in ox.parse(content, format=ox.RdfFormat.N_QUADS):
        found.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad.triple)
    return found


def united(data: DataFolder) -> Mapping[str, set[Triple]]:
    """All graphs but the catalogue's, by the slow and simple way: triples of all cities in one set for each graph."""
    iris, graphs, years = Iris(), dict[str, set[Triple]](), set[int]()
    for code in data.municipalities():
        stated = stated_by(data, code)
        for name, triples in stated.graphs.items():
            graphs.setdefault(str(name), set()).update(triples)
        years |= {year for source in stated.sources for year in fiscal.years(source.edition)}
    graphs[str(iris("hub_graph"))].update(fiscal.fiscal_years(years, iris))
    return graphs


def texts(found: Iterable[ox.Triple]) -> Counter[str]:
    return Counter(map(str, found))


def test_every_graph_of_the_release_says_what_the_union_of_everything_says(
    data: DataFolder, published: Mapping[str, list[ox.Triple]]
) -> None:
    expected = {name: set(serialize.sort(found)) for name, found in united(data).items()}
    for id_, triples in reference.read(data, Iris()).graphs([]).items():
        expected.setdefault(str(Iris()(reference.GRAPHS[id_])), set()).update(triples)
    assert published.keys() == {*expected, CATALOGUE}
    for name in expected:
        assert texts(published[name]) == texts(expected[name]), name


def test_the_graph_of_the_catalogue_says_what_its_document_says_but_what_others_state(
    built_release: Release, published: Mapping[str, list[ox.Triple]]
) -> None:
    document = {quad.triple for quad in ox.parse(path=built_release.path / "catalog.ttl")}
    others = {triple for name, found in published.items() if name != CATALOGUE for triple in found}
    left_out = document - set(published[CATALOGUE])
    assert texts(published[CATALOGUE]) == texts(document - left_out)
    assert len(left_out & others) > 50
    assert all(str(triple.subject).startswith(f"<{BASE}") for triple in left_out - others)


@pytest.fixture(scope="module")
def units(data: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> list[Unit]:
    """The units of two small cities."""
    cache = Cache(tmp_path_factory.mktemp("units"))
    return [cache.keep(one, build_municipality(one)) for one in (inputs(data, code) for code in SMALL)]


def merged(data: DataFolder, units: list[Unit]) -> Merge:
    publishers = {code: publisher.read(data.publisher(code)) for code in SMALL}
    graphs = reference.read(data, Iris()).graphs([2023, 2024])
    return Merge(units, graphs, publishers, SMALL[0], Iris(), BASE)


def written(of: Merge, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    merge.write(of, history.entries({}, of.publications, AT), folder)
    return folder


@pytest.fixture(scope="module")
def whole(data: DataFolder, units: list[Unit], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of few municipalities, whatever it joins in one part."""
    return written(merged(data, units), tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def divided(data: DataFolder, units: list[Unit], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as if there were many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joined, "WHOLE", 10)
        patch.setattr(open_data_list, "WHOLE", 10)
        return written(merged(data, units), tmp_path_factory.mktemp("divided"))


def test_the_files_of_a_unit_are_linked_and_not_copied(units: list[Unit], whole: Path) -> None:
    name = f"data/{SMALL[0]}-gyokaku-8-2023.ttl"
    assert (whole / name).samefile(units[0].path / name)


def test_beyond_a_size_the_list_of_open_data_leads_to_lists_of_prefectures(
    whole: Path, divided: Path
) -> None:
    head, *every = (whole / opendata_list.PATH).read_bytes().split(b"\r\n")
    first, *leading = (divided / opendata_list.PATH).read_bytes().split(b"\r\n")
    assert first == head
    lists = [row for row in leading if b"opendata_list/" in row]
    assert [re.findall(r"opendata_list/\d\d.csv", row.decode())[0][-6:-4] for row in lists] == ["09", "13"]
    parts = [
        gzip.decompress((divided / f"{opendata_list.FOLDER}/{part}.csv.gz").read_bytes()).split(b"\r\n")
        for part in ("09", "13")
    ]
    assert {part[0] for part in parts} == {head}
    of_cities = [row for part in parts for row in part[1:-1]]
    assert of_cities
    assert of_cities == [row for row in every if row.startswith((b"092029", b"132136"))]


def test_beyond_a_size_joined_datasets_are_n_triples_and_tables_by_prefecture(
    whole: Path, divided: Path
) -> None:
    names = {path.name for path in (divided / "data").glob("*figures*") if not path.name[:1].isdigit()}
    assert {"figures.nt.gz", "keikaku_figures_09.csv", "keikaku_figures_13.parquet"} <= names
    assert not names & {"figures.ttl", "figures.jsonld", "keikaku_figures.csv"}
    rows = [
        (divided / f"data/keikaku_figures_{part}.csv").read_bytes().split(b"\r\n") for part in ("09", "13")
    ]
    together = (whole / "data/keikaku_figures.csv").read_bytes().split(b"\r\n")
    assert together == [*rows[0][:-1], *rows[1][1:]]


def test_a_unit_made_by_a_rule_is_stated_once_whoever_prints_it(data: DataFolder) -> None:
    stated = reference.spoken_of([2023], ["nin-per-day"], Iris())
    assert f"<{BASE}unit/nin-per-day>" in {str(triple.subject) for triple in stated}
    hub = reference.read(data, Iris()).graphs([2023], ["nin-per-day"])[reference.HUB]
    assert set(stated) <= set(hub)


def test_what_two_units_state_of_one_thing_is_refused(data: DataFolder, units: list[Unit]) -> None:
    thing = "http://data.e-stat.go.jp/lod/sac/C09202"
    assert units[0].manifest["foreign"] == [thing]
    other = replace(units[1])
    other.__dict__["manifest"] = {**units[1].manifest, "foreign": [thing]}
    with pytest.raises(ConformanceError, match=f"<{thing}>: is stated by 092029 and by 132136"):
        merged(data, [units[0], other]).check()
