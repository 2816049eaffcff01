from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from server.engine.choose import choose, services
from server.engine.embedded import EmbeddedEngine
from server.engine.remote import RemoteEngine
from server.http.limits import Limits

URL = "https://name:secret@example.org/sparql"


def test_a_store_elsewhere_is_a_url_and_anything_else_is_embedded() -> None:
    for store, on_disk in (("memory", False), ("disk", True)):
        engine = choose({"KEIKAKU_STORE": store}, Path(), "r", Limits())
        assert isinstance(engine, EmbeddedEngine)
        assert engine.on_disk is on_disk
    remote = choose({"KEIKAKU_STORE": URL}, Path(), "r", Limits())
    assert isinstance(remote, RemoteEngine)
    assert remote.url == "https://example.org/sparql"


def test_what_is_too_large_for_memory_is_read_on_disk(tmp_path: Path) -> None:
    (tmp_path / "dataset.nq.gz").write_bytes(bytes(200_000))
    for mebibytes, on_disk in ((0.1, True), (0.2, False)):
        engine = choose({}, tmp_path, "r", Limits(memory_dataset_mib=mebibytes))
        assert isinstance(engine, EmbeddedEngine)
        assert engine.on_disk is on_disk


@pytest.mark.parametrize("store", ["virtuoso", "ftp://example.org/", "http://"])
def test_what_is_no_store_is_told(store: str) -> None:
    with pytest.raises(SettingError, match="KEIKAKU_STORE"):
        choose({"KEIKAKU_STORE": store}, Path(), "r", Limits())


def test_services_are_urls_and_only_for_a_store_elsewhere() -> None:
    assert services({}) == frozenset()
    named = {"KEIKAKU_SERVICES": "https://a.example/sparql, https://b.example/sparql"}
    assert len(services(named | {"KEIKAKU_STORE": URL})) == 2
    with pytest.raises(SettingError, match="embedded"):
        services(named)
    with pytest.raises(SettingError, match="not the URL"):
        services({"KEIKAKU_STORE": URL, "KEIKAKU_SERVICES": "everything"})
