"""Journeys in a real browser: what a reader does, without scripts; accessibility by axe-core.

Needs a chromium (`apt install chromium`, or CHROMIUM names one). The accessibility tests need axe-core
(`npm install --no-save axe-core@4`, or AXE names its axe.min.js).
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = Path(os.environ.get("AXE") or "node_modules/axe-core/axe.min.js")
EDITION = "/id/132292/gyokaku-5/2026.html"
ITEM = "/id/132292/gyokaku-5/2026/item/7.html"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt install chromium, or set CHROMIUM"),
]
with_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="no axe-core here: npm install --no-save axe-core@4, or set AXE"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server_url: str) -> Iterator[Page]:
    """A page of a reader who runs no scripts; fails on anything the page could not load."""
    context = browser.new_context(base_url=server_url, java_script_enabled=False, locale="ja-JP")
    opened = context.new_page()
    failed: list[str] = []
    opened.on("requestfailed", lambda request: None if _left_behind(request) else failed.append(request.url))
    opened.on("console", lambda message: failed.append(message.text))
    yield opened
    context.close()
    assert failed == []


def test_from_home_by_search_to_an_item_to_its_printed_line(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").last.fill("ハナバス")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="はなバスの効率的な運行").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("はなバスの効率的な運行")
    page.get_by_role("link", name="原文 380 行目を見る").first.click()
    line = page.locator("#L380")
    expect(line).to_contain_text("45.0%")
    expect(line).to_be_in_viewport()


def test_from_the_plan_by_a_filter_to_a_saved_table(page: Page) -> None:
    page.goto(EDITION)
    page.get_by_role("navigation", name="絞り込み").get_by_role("link", name="未達", exact=False).last.click()
    page.get_by_role("link", name="表", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="この表を CSV で保存").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "国民健康保険特別会計の健全化" in saved
    assert "はなバス" not in saved


def test_the_language_switch_leads_to_the_same_item(page: Page) -> None:
    page.goto(ITEM)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Indicators")).to_be_visible()
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", name="評価指標", exact=True)).to_be_visible()


def test_a_browser_that_asks_for_the_thing_gets_its_page(page: Page) -> None:
    page.goto("/id/132292/unit/交通課")
    expect(page.get_by_role("heading", level=1)).to_have_text("交通課")
    assert page.url.endswith(".html")


def test_the_first_key_leads_past_the_header(page: Page) -> None:
    page.goto(ITEM)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("本文へ")


@pytest.mark.parametrize("path", ["/", EDITION, ITEM, "/id/132292/joho/2026.html?view=matrix", "/ns.html"])
def test_a_page_fits_a_phone(browser: Browser, server_url: str, path: str) -> None:
    context = browser.new_context(base_url=server_url, viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.goto(path)
    wide = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert wide <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@with_axe
def test_no_page_has_a_serious_barrier(browser: Browser, server_url: str, scheme: str) -> None:
    context = browser.new_context(base_url=server_url, bypass_csp=True)
    opened = context.new_page()
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {path: _barriers(opened, path) for path in (KINDS if scheme == "light" else IN_THE_DARK)}
    context.close()
    assert {path: barriers for path, barriers in found.items() if barriers} == {}


KINDS = [
    "/",
    "/search?q=徴収率",
    "/id/132292.html",
    EDITION,
    f"{EDITION}?view=table",
    f"{EDITION}?view=quality",
    "/id/132292/joho/2026.html?view=matrix",
    ITEM,
    "/id/132292/gyokaku-5/2026/item/12.html?lang=en",
    "/id/132292/gyokaku-5/2026/policy/1.html",
    "/id/132292/gyokaku-5/2026/item/7/indicator/1.html",
    "/id/132292/gyokaku-5/2026/item/7/indicator/1/target/2024.html",
    "/id/132292/unit/交通課.html",
    "/id/132292/joho/2026/scheme/technology.html",
    "/id/132292/joho/2026/scheme/technology/13.html",
    "/id/fiscal-year/2024.html",
    "/id/132292/document/2026.html?line=380",
    "/dataset/hub.html",
    "/ns.html",
]


IN_THE_DARK = ["/search?q=徴収率", ITEM, "/id/132292/document/2026.html?line=380"]
"""Pages that between them have every colour."""


def _left_behind(request: Request) -> bool:
    """Whether a request ended because the reader went on to another page."""
    return request.failure == "net::ERR_ABORTED"


def _barriers(page: Page, path: str) -> list[str]:
    """What axe-core finds serious or critical on a page."""
    page.goto(path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then(result => result.violations)")
    return [found["id"] for found in violations if found["impact"] in ("serious", "critical")]
