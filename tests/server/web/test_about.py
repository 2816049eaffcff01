"""Pages about the site: who publishes, whether officially, under which licence, how to cite, whom to ask."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from pipeline.reading.names import Named
from server.pages.site import about
from server.pages.site.citation import citation
from server.rendering.publication import Publication
from server.repository.catalogue import CataloguePages

BARE = Publication({}, None, None, None, "", {}, {}, {}, None, "", "", "")


@pytest.fixture
def web_of_a_municipality(web: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> httpx.Client:
    """The server, its one dataset as if of a municipality."""
    found = ["https://w3id.org/keikaku/dataset/mini"]
    monkeypatch.setattr(CataloguePages, "first_of_each", lambda self, most: found[:most])
    return web


def words(page: httpx.Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.mark.parametrize("path", ["/", "/about", "/id/132292/gyokaku-5/2026/item/7.html", "/none"])
def test_the_footer_of_every_page_says_who_publishes_and_how(web: httpx.Client, path: str) -> None:
    footer = web.get(path, headers={"Accept": "text/html"}).text.partition('<footer class="site">')[2]
    shown = words(httpx.Response(200, text=footer))
    assert "公開者: 西東京市 — 市の公式の公開ではありません。" in shown
    assert "CC BY 4.0)。ライセンスは発行者の確認前です。" in shown
    assert "リリース 0123456789ab （2026-11-22）" in shown
    for address in ("/about", "/use", "/licence", "/cite", "/contact", "/accessibility"):
        assert f'href="{address}"' in footer


@pytest.mark.parametrize("address", ["/contact", "/licence"])
def test_where_there_are_many_publishers_a_page_leads_to_the_others(
    web_of_a_municipality: httpx.Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    web = web_of_a_municipality
    assert 'href="/municipalities">ほかの自治体' not in web.get(address).text
    monkeypatch.setattr(about, "MOST_PUBLISHERS", 0)
    assert 'href="/municipalities">ほかの自治体' in web.get(address).text


def test_the_contact_of_each_publisher_is_named(web_of_a_municipality: httpx.Client) -> None:
    web = web_of_a_municipality
    page = web.get("/contact").text
    assert page.count('href="mailto:plan@city.example.jp"') == 2
    assert "Planning" in web.get("/contact?lang=en").text


def test_the_licence_of_each_publisher_is_stated(web_of_a_municipality: httpx.Client) -> None:
    shown = words(web_of_a_municipality.get("/licence"))
    assert "クリエイティブ・コモンズ 表示 CC BY 4.0" in shown and "市の公式の公開ではありません。" in shown


def test_all_of_it_and_each_dataset_may_be_cited_as_a_line_and_as_bibtex(web: httpx.Client) -> None:
    whole, one = web.get("/cite").text, web.get("/dataset/mini.html").text
    assert "西東京市 (2026) “カタログ”. keikaku 0123456789ab. CC BY 4.0. http://127.0.0.1:8000/" in whole
    assert "@misc{keikaku-01234567," in whole and "url = {http://127.0.0.1:8000/}" in whole
    assert "@misc{mini," in one and "url = {http://127.0.0.1:8000/dataset/mini.html}" in one


def test_a_title_that_bibtex_would_read_as_markup_is_escaped() -> None:
    named = Publication(
        **{**BARE.__dict__, "title": {"ja": "50% & {a}_b\\c"}, "publisher": Named("urn:p", {"ja": "市"})}
    )
    assert r"title = {{50\% \& \{a\}\_bc}}" in citation(named, "k", "http://x/", "1", "ja").bibtex


def test_what_is_not_stated_is_left_out_of_a_citation() -> None:
    found = citation(BARE, "k", "http://x/", "1", "ja")
    assert found.line == "keikaku “k”. keikaku 1. http://x/"
    assert "year" not in found.bibtex and "note" not in found.bibtex


def test_whom_to_tell_of_a_weakness_is_in_the_place_of_rfc_9116(web: httpx.Client) -> None:
    answer = web.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert answer.headers["content-type"].startswith("text/plain")
    assert fields["Contact"] == "mailto:plan@city.example.jp"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    ahead = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < ahead < timedelta(days=365)


def test_the_icon_that_browsers_ask_for_is_there(web: httpx.Client) -> None:
    icon = web.get("/favicon.ico")
    assert (icon.status_code, icon.headers["content-type"]) == (200, "image/vnd.microsoft.icon")
    assert icon.content[:4] == b"\0\0\1\0" and icon.content.count(b"\x89PNG") == 3


def test_a_page_that_is_not_there_names_what_stands_above_it(web: httpx.Client) -> None:
    page = web.get("/id/132292/gyokaku-5/2026/item/999.html", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert 'この上にあるもの: <a href="/id/132292/gyokaku-5/2026.html">' in page.text
    assert "この上にあるもの" not in web.get("/none", headers={"Accept": "text/html"}).text


def test_an_address_that_cannot_be_an_iri_is_not_there_either(web: httpx.Client) -> None:
    assert web.get("/id/%3C%22/a%7Cb", headers={"Accept": "text/html"}).status_code == 404
