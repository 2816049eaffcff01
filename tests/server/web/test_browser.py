"""Journeys in a real browser: what a reader does, without scripts; accessibility by axe-core.

Needs a chromium (`apt install chromium`, or CHROMIUM names one). The accessibility tests need axe-core
(`npm install --no-save axe-core@4`, or AXE names its axe.min.js).
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from benchmarks.kinds import KINDS

EDITION = "/id/132292/gyokaku-5/2026.html"
ITEM = "/id/132292/gyokaku-5/2026/item/7.html"
COMPARED = "/compare?indicator=reform-effect-total&match=close"
QUERY = "ASK { ?s ?p ?o }"
Barriers = Callable[[Page], list[str]]

pytestmark = pytest.mark.browser


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
    page.get_by_role("link", name="原文380行目を見る").first.click()
    line = page.locator("#L380")
    expect(line).to_contain_text("45.0%")
    expect(line).to_be_in_viewport()


def test_from_the_plan_by_a_filter_to_a_saved_table(page: Page) -> None:
    page.goto(EDITION)
    page.get_by_role("list").get_by_role("link", name="未達", exact=False).first.click()
    page.get_by_role("link", name="表", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    saved = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "国民健康保険特別会計の健全化" in saved
    assert "はなバス" not in saved


def test_from_home_to_a_comparison_with_its_chart_to_its_saved_figures(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="自治体の比較").first.click()
    page.get_by_role("link", name="行財政改革の効果額の合計").click()
    expect(page.get_by_role("row", name="八幡市").first).to_contain_text("約10億9400万円")
    chart = page.get_by_role("img", name="行財政改革の効果額の合計")
    expect(chart).to_have_js_property("complete", True)
    assert chart.bounding_box()["height"] > 50  # type: ignore[index]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
    assert {row["municipality"] for row in rows} == {"東村山市", "八幡市", "西東京市"}


def test_from_home_to_two_cities_and_their_peers_to_the_chart_elsewhere_to_a_data_frame(
    page: Page, server_url: str
) -> None:
    page.goto("/")
    page.get_by_role("link", name="自治体の比較").first.click()
    page.get_by_role("link", name="ふるさと納税の返礼品の数").click()
    page.get_by_role("rowheader", name="大船渡市").first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("大船渡市")
    peer = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="甲府市"))
    peer.get_by_role("link", name="指標を比べる").click()
    expect(page.get_by_role("list", name="選んだ自治体")).to_contain_text("大船渡市")
    page.get_by_role("link", name="ふるさと納税の返礼品の数").click()
    expect(page.get_by_role("row", name="甲府市").first).to_contain_text("2,740")
    page.get_by_text("図を自分のページに載せる").click()
    frame = page.locator("details pre code").last.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    table = pandas.read_csv(download.value.path(), dtype={"code": str})
    newest = table[(table["kind"] == "actual") & (table["fiscal_year"] == 2024)].set_index("code")["rank"]
    assert dict(newest) == {"192015": 1, "032034": 2}
    page.set_content(re.sub(r'src="https?://[^/]*', f'src="{server_url}', frame))
    chart = page.frame_locator("iframe").get_by_role("img", name="ふるさと納税の返礼品の数")
    expect(chart).to_have_js_property("complete", True)


def test_the_query_behind_a_page_runs_as_it_stands(page: Page) -> None:
    page.goto(ITEM)
    page.get_by_text("プログラムから使う").click()
    page.get_by_role("button", name="実行").click()
    expect(page.get_by_role("region", name="答え").get_by_role("row", name="46.8%")).to_be_visible()
    page.get_by_role("link", name="エディタで開く").click()
    expect(page.get_by_label("問い合わせ")).to_have_value(re.compile("gyokaku-5/2026/item/7>"))


def test_an_example_runs_and_may_be_changed_and_run_again(page: Page) -> None:
    page.goto("/sparql/examples")
    page.get_by_role("link", name="基本方針ごとの効果額").click()
    expect(page.get_by_role("row", name="みらいにつなぐ持続可能な行財政運営")).to_contain_text("280405000")
    page.get_by_role("link", name="エディタで開く").click()
    query = page.get_by_label("問い合わせ")
    query.fill(query.input_value().replace("?policy ?title ?effect", "?effect"))
    page.get_by_role("button", name="実行").click()
    expect(page.get_by_role("columnheader")).to_have_text("effect")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    saved = Path(download.value.path()).read_text(encoding="utf-8").split()
    assert saved == ["effect", "280405000", "48874000", "271999000"]


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


@pytest.mark.parametrize(("scheme", "locale"), [("light", "ja-JP"), ("dark", "en-GB")])
def test_no_page_has_a_serious_barrier(
    browser: Browser, server_url: str, barriers: Barriers, scheme: str, locale: str
) -> None:
    context = browser.new_context(base_url=server_url, bypass_csp=True, locale=locale)
    opened = context.new_page()
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = {}
    for path in (*KINDS.values(), *OTHERS):
        opened.goto(path)
        found[path] = barriers(opened)
    context.close()
    assert {path: barriers for path, barriers in found.items() if barriers} == {}


OTHERS = [
    "/id/132292/gyokaku-5/2026/item/12.html?lang=en",
    f"{EDITION}?view=quality&kind=QualityAnnotation",
    f"{EDITION}?lang=en",
    "/?lang=en",
    "/dataset/hub.html",
    "/ns.html?lang=en",
    f"{COMPARED}&lang=en",
    f"/sparql?query={QUERY}",
    f"/sparql?query={QUERY}&lang=en",
    f"/sparql/answer?query={QUERY}",
    "/sparql/answer?query=SELECT * { ?s ?p ?o } LIMIT 3&lang=en",
    "/sparql/examples?lang=en",
    "/q/figures-of-item.html?item=12&lang=en",
    "/docs?lang=en",
    "/none?lang=en",
]
"""Beside one page of each kind."""


def _left_behind(request: Request) -> bool:
    """Whether a request ended because the reader went on to another page."""
    return request.failure == "net::ERR_ABORTED"
