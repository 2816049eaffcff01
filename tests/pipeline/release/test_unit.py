"""A municipality's unit follows from its own inputs alone, and is kept until one of them changes."""

import gzip
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.catalog import history
from pipeline.model.errors import TableError
from pipeline.model.files.data_folder import DataFolder
from pipeline.model.iris import BASE
from pipeline.release.scheduling.cache import Cache, Unit
from pipeline.release.unit import MANIFEST, Finished, Inputs, build_municipality
from tests.pipeline.release.example import inputs

SMALL = "092029"


@pytest.fixture(scope="module")
def small(data: DataFolder) -> Inputs:
    return inputs(data, SMALL)


@pytest.fixture(scope="module")
def finished(small: Inputs) -> Finished:
    return build_municipality(small)


def changed(one: Inputs, path: str, before: str, after: str) -> Inputs:
    """Inputs with a text replaced in a file."""
    text = one.files[path].decode().replace(before, after)
    return replace(one, files={**one.files, path: text.encode()})


def test_a_unit_follows_from_its_inputs(small: Inputs, finished: Finished) -> None:
    again = build_municipality(replace(small, data="/elsewhere"))
    assert again.files == finished.files
    assert again.manifest == finished.manifest


def test_a_unit_lists_all_its_files(finished: Finished) -> None:
    assert set(finished.manifest["files"]) == set(finished.files)
    listed = {file["path"] for dataset in finished.manifest["datasets"] for file in dataset["files"]}
    assert listed == {path for path in finished.files if path.startswith("data/")}


def test_a_unit_has_graphs_of_its_own_and_its_part_of_the_hub(finished: Finished) -> None:
    quads = ox.parse(gzip.decompress(finished.files["parts/graphs.nq.gz"]), format=ox.RdfFormat.N_QUADS)
    names = {getattr(quad.graph_name, "value", "").removeprefix(BASE) for quad in quads}
    edition = f"id/{SMALL}/gyokaku-8/2023/graph"
    assert names == {f"id/{SMALL}/graph", edition, f"{edition}/quality", "hub/graph"}


def test_problems_name_the_folder_that_the_files_came_from(small: Inputs) -> None:
    broken = changed(small, f"{SMALL}/2023/tables/cells.csv", "plan,", "plans,")
    with pytest.raises(TableError) as raised:
        build_municipality(replace(broken, data="/srv/data"))
    assert [one.where for one in raised.value.problems] == [f"/srv/data/{SMALL}/2023/tables/cells.csv, row 1"]


CHANGES: Mapping[str, tuple[str, object]] = {
    "a file": ("files", {}),
    "a mapping": ("mappings", {"policy_mappings": [], "mappings": []}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_digest_of_inputs_moves_with(name: str, small: Inputs) -> None:
    field, value = CHANGES[name]
    assert replace(small, **{field: value}).digest != small.digest  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["base", "shared_hub"])
def test_the_digest_of_inputs_moves_with_what_units_share(field: str, small: Inputs) -> None:
    value = b"" if field == "shared_hub" else "https://data.example/"
    other = replace(small, conditions=replace(small.conditions, **{field: value}))  # type: ignore[arg-type]
    assert other.digest != small.digest


def test_a_unit_is_found_again_until_an_input_changes(
    small: Inputs, finished: Finished, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    assert cache.find(small) is None
    kept = cache.keep(small, finished)
    found = cache.find(small)
    assert found == Unit(kept.path, kept.publications, cached=True)
    other = changed(small, f"{SMALL}/2023/tables/cells.csv", "25.3%", "25.4%")
    assert other.files != small.files
    assert cache.find(other) is None


def test_the_instant_of_a_build_moves_only_what_changed(
    small: Inputs, finished: Finished, tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    cache.keep(small, finished)
    later = replace(small.conditions, at="2027-01-01T00:00:00Z")
    assert cache.find(replace(small, conditions=later)) is None
    recorded = history.entries({}, finished.publications, small.conditions.at)
    known = cache.find(replace(small, conditions=later, history=recorded))
    assert known and known.manifest == json.loads(json.dumps(finished.manifest))


@pytest.mark.parametrize("name", [MANIFEST, f"data/{SMALL}-gyokaku-8-2023.ttl"])
def test_a_damaged_unit_is_not_taken(small: Inputs, finished: Finished, tmp_path: Path, name: str) -> None:
    cache = Cache(tmp_path)
    damaged = cache.keep(small, finished).path / name
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    assert cache.find(small) is None
    cache.keep(small, finished)
    assert cache.find(small)


def test_units_that_are_no_longer_used_are_removed(small: Inputs, finished: Finished, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    kept = cache.keep(small, finished)
    shutil.copytree(kept.path, tmp_path / "units" / "old")
    cache.prune({kept.path.name})
    assert [path.name for path in (tmp_path / "units").iterdir()] == [kept.path.name]
