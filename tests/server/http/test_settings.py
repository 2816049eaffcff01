"""The server's settings: one value, each name checked with one sentence."""

from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from server.http.settings import Settings


def test_without_any_setting_the_server_is_local() -> None:
    settings = Settings.read({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.hosts == ("127.0.0.1", "localhost", "[::1]")


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = Settings.read(
        {
            "KEIKAKU_RELEASES": str(tmp_path),
            "KEIKAKU_HOST": "0.0.0.0",
            "KEIKAKU_PORT": "9000",
            "KEIKAKU_PUBLIC_URL": "https://plan.example.jp/",
            "KEIKAKU_HOSTS": "internal.example.jp, *.example.jp",
            "KEIKAKU_ADMIN_PORT": "9001",
            "KEIKAKU_ADMIN_NETWORKS": "10.0.0.0/8, 2001:db8::1",
        }
    )
    assert settings.releases == tmp_path.resolve()
    assert (settings.host, settings.port) == ("0.0.0.0", 9000)
    assert settings.public_url == "https://plan.example.jp"
    assert settings.admin_port == 9001
    assert [str(network) for network in settings.admin_networks] == ["10.0.0.0/8", "2001:db8::1/128"]
    assert settings.hosts[:3] == ("plan.example.jp", "internal.example.jp", "*.example.jp")


@pytest.mark.parametrize(
    ("host", "url"),
    [("0.0.0.0", "http://127.0.0.1:9000"), ("::1", "http://[::1]:9000"), ("here", "http://here:9000")],
)
def test_links_lead_to_where_the_server_listens_unless_told_otherwise(host: str, url: str) -> None:
    assert Settings.read({"KEIKAKU_HOST": host, "KEIKAKU_PORT": "9000"}).public_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("KEIKAKU_PORT", value) for value in ("x", "-1", "0", "65536", "８０", "80.0", " ")),
        *(
            ("KEIKAKU_PUBLIC_URL", value)
            for value in ("plan.example.jp", "ftp://a", "https://", "https://a/b", "https://u@a")
        ),
        *(("KEIKAKU_HOSTS", value) for value in ("a b", "https://a", "a:80", "*", "a,b/c")),
        *(("KEIKAKU_ADMIN_PORT", value) for value in ("x", "65536", "8000")),
        *(("KEIKAKU_ADMIN_NETWORKS", value) for value in ("here", "10.0.0.1/8", "10.0.0.0/33")),
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_to_write(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.read({name: value})
    (problem,) = refused.value.problems
    assert problem.where == name
    assert problem.what
    assert problem.remedy.startswith("Write ")


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(SettingError) as refused:
        Settings.read({"KEIKAKU_PORT": "x", "KEIKAKU_HOSTS": "a b,c d"})
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("KEIKAKU_QUERY_SECOND", "KEIKAKU_QUERY_SECONDS"),
        ("KEIKAKU_HOSTNAME", "KEIKAKU_HOST"),
        ("KEIKAKU_STORES", "KEIKAKU_STORE"),
    ],
)
def test_a_name_that_is_no_setting_is_refused_with_the_nearest_that_is(name: str, meant: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.read({name: "5", "KEIKAKU_PORT": "x"})
    remedies = {problem.where: problem.remedy for problem in refused.value.problems}
    assert remedies.keys() == {name, "KEIKAKU_PORT"}
    assert remedies[name] == f"Did you mean {meant}? Else unset it."


def test_what_a_limit_the_engine_or_the_pipeline_is_told_is_known() -> None:
    names = ("QUERY_SECONDS", "SLOTS", "STORE", "SERVICES", "DATA", "BASE_IRI", "PUBLISH_PASSWORD")
    assert Settings.read({f"KEIKAKU_{name}": "5" for name in names}) == Settings.read({})
