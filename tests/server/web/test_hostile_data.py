"""Whatever the data holds, it is shown and never run."""

import re

import httpx
import pytest

HOSTILE = "/id/132292/gyokaku-5/2026/item/99"
PAGES = [
    f"{HOSTILE}.html",
    "/id/132292/gyokaku-5/2026.html",
    "/id/132292/gyokaku-5/2026.html?view=table",
    "/search?q=alert",
    "/dataset/mini.html",
    "/id/132292/document/2026.html",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_literal_is_text_on_every_page(web: httpx.Client, path: str) -> None:
    page = web.get(path).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("application/ld+json" in attributes for attributes in scripts)


def test_a_template_in_the_data_is_not_run(web: httpx.Client) -> None:
    assert "{{ 7*7 }}" in web.get(f"{HOSTILE}.html").text


def test_only_addresses_of_the_web_become_links(web: httpx.Client) -> None:
    page = web.get("/hub/indicator/bus.html").text
    addresses = re.findall(r'href="([^"]*)"', page)
    assert "https://example.org/a?b=1&amp;c=2" in addresses
    assert "javascript:alert(1)" in page
    assert all(address.startswith(("/", "#", "http://", "https://")) for address in addresses)


def test_what_a_reader_searches_for_is_shown_as_text(web: httpx.Client) -> None:
    page = web.get("/search", params={"q": '"><script>alert(1)</script>', "lang": '"><b>'}).text
    assert "<script>alert" not in page
    assert '"><b>' not in page


@pytest.mark.parametrize(
    "asked", ['"', '" OR "', "*", "(", "title:x", "NEAR(a b)", "ああ" * 500, "\x00", "' --", "-"]
)
def test_no_search_is_a_fault(web: httpx.Client, asked: str) -> None:
    assert web.get("/search", params={"q": asked}).status_code == (200 if len(asked) < 900 else 414)


def test_a_spreadsheet_runs_no_cell(web: httpx.Client) -> None:
    saved = web.get("/id/132292/gyokaku-5/2026.csv").content.decode("utf-8-sig")
    assert not re.search(r'(^|,)"?[=@+]', saved, re.M)


@pytest.mark.parametrize("parameter", ["unit", "subject", "stage", "outcome"])
def test_a_filter_that_names_nothing_leaves_nothing(web: httpx.Client, parameter: str) -> None:
    page = web.get("/id/132292/gyokaku-5/2026.html", params={parameter: "javascript:alert(1)"})
    assert page.status_code == 200
    assert "この条件に合う項目はありません。" in page.text
