"""The bundled editor in a real browser, under the server's own security policy.

Needs the editor (`make editor`) and a chromium (`apt install chromium`, or CHROMIUM names one).
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from server.sparql_editor import is_built

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt install chromium, or set CHROMIUM"),
    pytest.mark.skipif(not is_built(), reason="the editor is not built here: make editor"),
]


@pytest.fixture(scope="module")
def page(server_url: str) -> Iterator[Page]:
    """The endpoint's page; fails on any request that leaves this server."""
    elsewhere: list[str] = []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        opened = browser.new_context(base_url=server_url, locale="ja-JP").new_page()
        opened.on(
            "request",
            lambda sent: elsewhere.append(sent.url) if not sent.url.startswith(server_url) else None,
        )
        yield opened
        browser.close()
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:"))] == []


def test_an_example_is_chosen_run_and_has_an_address(page: Page) -> None:
    page.goto("/sparql")
    expect(page.locator("#plain")).to_be_hidden()
    page.locator("select.examples").select_option(label="合計の検算")
    page.locator(".yasqe_queryButton").click()
    results = page.locator(".yasr_results table tbody tr")
    expect(results).to_have_count(6)
    address = page.url
    assert "query=" in address
    page.goto(address)
    expect(page.locator(".CodeMirror")).to_contain_text("kk:aggregates")


def test_results_with_numbers_are_drawn(page: Page) -> None:
    page.goto("/sparql")
    page.locator("select.examples").select_option(label="基本方針ごとの効果額")
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasr").get_by_text("Chart", exact=True).click()
    expect(page.locator(".chart-rows meter")).to_have_count(3)


def test_names_are_completed_from_the_ontology(page: Page) -> None:
    page.goto("/sparql?query=" + "PREFIX kk: <https://w3id.org/keikaku/ns%23> SELECT * { ?cell kk:rawT")
    editor = page.locator(".CodeMirror")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option", name="kk:rawText")).to_be_visible()
