"""Every kind of page on a phone, in a real browser: nothing scrolls sideways, what is pressed and read is large enough."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.kinds import EDITION, KINDS

NARROW, NARROWEST = {"width": 360, "height": 740}, {"width": 320, "height": 740}
"""A narrow phone, and what pages have to reflow to (WCAG 2.1, 1.4.10)."""
LEAST_TARGET, LEAST_TEXT = 24, 12
"""Pixels of a target on either side (WCAG 2.2, 2.5.8), and of text. The query editor's own input is where it is pressed."""

SMALL_TARGETS = """least => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .filter(element => element.checkVisibility() && !element.closest('.skip, .unseen, .CodeMirror'))
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least))
  .map(([element, box]) => `${element.textContent.trim().slice(0, 20)} ${box.width.toFixed(1)}x${box.height.toFixed(1)}`)"""
SMALL_TEXT = """least => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('script, style, .unseen') || !element.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < least) found.push(`${walker.currentNode.data.trim().slice(0, 20)} ${size}`);
  }
  return found;
}"""
CUT = """[...document.querySelectorAll('table.stacked :is(th, td) *')]
  .filter(element => element.checkVisibility() && !element.closest('.unseen'))
  .filter(element => element.getBoundingClientRect().right > element.closest('tr').getBoundingClientRect().right + 1)
  .map(element => element.textContent.trim().slice(0, 40))"""
CROWDED = """[...document.querySelectorAll('tbody th')]
  .filter(element => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
  .map(element => element.textContent.trim().slice(0, 40))"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(browser: Browser, server_url: str) -> Iterator[Page]:
    """A page of a narrow phone, without scripts of its own."""
    context = browser.new_context(base_url=server_url, viewport=NARROW, locale="ja-JP")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_a_page_fits_a_phone_with_targets_and_text_that_are_large_enough(
    phone: Page, path: str, language: str
) -> None:
    """No heading of a row runs into the cell beside it, either, and nothing out of its card."""
    phone.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
    assert phone.evaluate(CROWDED) == []
    assert phone.evaluate(CUT) == []
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert phone.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
    assert phone.evaluate(SMALL_TEXT, LEAST_TEXT) == []
    phone.set_viewport_size(NARROWEST)  # type: ignore[arg-type]
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    phone.set_viewport_size(NARROW)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/compare?indicator=reform-effect-total&match=close", "/compare/coverage"])
def test_no_name_of_a_municipality_is_broken_within_a_word(phone: Page, path: str) -> None:
    phone.goto(f"{path}{'&' if '?' in path else '?'}lang=en")
    name = phone.get_by_role("rowheader", name="Higashimurayama City").first.get_by_role("link")
    box, line = (
        name.bounding_box(),
        name.evaluate("element => parseFloat(getComputedStyle(element).lineHeight)"),
    )
    assert box is not None and box["height"] < 2.9 * line


def test_what_is_wrong_with_a_query_is_seen_without_scrolling(phone: Page) -> None:
    phone.goto(KINDS["bad-query"])
    expect(phone.get_by_role("alert")).to_be_in_viewport()


def test_the_menu_opens_without_scripts(browser: Browser, server_url: str) -> None:
    context = browser.new_context(
        base_url=server_url,
        viewport=NARROW,  # type: ignore[arg-type]
        java_script_enabled=False,
        locale="ja-JP",
    )
    page = context.new_page()
    page.goto("/")
    menu = page.get_by_role("navigation", name="メニュー")
    expect(menu).to_be_hidden()
    page.get_by_text("メニュー", exact=True).click()
    menu.get_by_role("link", name="データを使う").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("データを使う")
    context.close()


def test_the_chart_of_a_comparison_uses_a_wide_screen_and_keeps_its_size_on_a_phone(
    browser: Browser, phone: Page, server_url: str
) -> None:
    page = browser.new_page(base_url=server_url, viewport={"width": 1280, "height": 900})
    for shown, least in ((page, 0.8), (phone, 1)):
        shown.goto(KINDS["comparison"], wait_until="load")
        chart = shown.locator("picture.chart img")
        room = shown.locator("main section").first.bounding_box()
        drawn = chart.bounding_box()
        assert room and drawn and drawn["width"] >= least * room["width"]
        assert drawn["width"] == pytest.approx(chart.evaluate("image => image.naturalWidth"), abs=1)
    page.close()


def test_a_table_on_a_phone_is_cards_with_the_result_first(phone: Page) -> None:
    phone.goto("/id/fiscal-year/2024.html")
    card = phone.locator(".comparisons tbody tr").first
    result, name, target = (
        card.locator(part).bounding_box() for part in (".result", "th", "td.number >> nth=0")
    )
    assert result and name and target
    assert result["y"] < name["y"] < target["y"]
    expect(card.locator("td.number").first).to_have_css("display", "block")


def test_a_table_that_scrolls_keeps_its_first_column_in_sight(phone: Page) -> None:
    phone.goto(f"{EDITION}/item/7.html")
    table = phone.locator(".scroll:has(.timeline)")
    table.evaluate("element => element.scrollLeft = 200")
    head = table.locator("tbody th").first.bounding_box()
    assert head and 0 <= head["x"] < 40


def test_the_notes_on_quality_are_divided_into_pages(phone: Page) -> None:
    phone.goto(f"{EDITION}.html?view=quality")
    assert phone.evaluate("document.documentElement.scrollHeight") < 9_000
    phone.get_by_role("link", name="確認を要する点").last.click()
    phone.get_by_role("link", name="次へ").click()
    expect(phone.locator(".note").first).to_be_visible()


def test_the_tables_of_the_source_are_read_on_a_phone_without_scrolling_sideways(phone: Page) -> None:
    phone.goto("/id/132292/document/2026.html?line=380")
    assert (
        phone.evaluate(
            "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length"
        )
        == 0
    )
    sentence = phone.locator(".drawn td:has(li)").first.bounding_box()
    assert sentence and sentence["width"] > 250
