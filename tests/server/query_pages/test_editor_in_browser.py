"""The bundled editor in a real browser, under the server's own security policy.

Needs the editor (`make editor`) and a chromium (`apt install chromium`, or CHROMIUM names one).
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from server.query_pages.editor import is_built

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not is_built(), reason="the editor is not built here: make editor"),
]
ADDRESSES_OF_THIS_PAGE = ("data:", "blob:")
MOST_KEYS = 40


@pytest.fixture(scope="module")
def page(browser: Browser, server_url: str) -> Iterator[Page]:
    """The endpoint's page; fails on any request that leaves this server."""
    elsewhere: list[str] = []
    context = browser.new_context(base_url=server_url, locale="ja-JP")
    opened = context.new_page()
    opened.on("request", lambda sent: elsewhere.append(sent.url))
    yield opened
    context.close()
    assert [url for url in elsewhere if not url.startswith((server_url, *ADDRESSES_OF_THIS_PAGE))] == []


def test_an_example_is_chosen_run_and_has_an_address(page: Page) -> None:
    page.goto("/sparql")
    expect(page.locator("#plain")).to_be_hidden()
    page.locator("select.examples").select_option(label="合計の検算")
    page.get_by_role("button", name="実行", exact=True).click()
    results = page.locator(".yasr_results table tbody tr")
    expect(results).to_have_count(6)
    address = page.url
    assert "query=" in address
    page.goto(address)
    expect(page.locator(".CodeMirror")).to_contain_text("kk:aggregates")


def test_the_page_of_an_example_leads_into_the_editor_where_it_runs(page: Page) -> None:
    page.goto("/q/effects-by-policy.html")
    page.get_by_role("link", name="エディタで開く").click()
    expect(page.locator(".CodeMirror")).to_contain_text("kk:EffectTotal")
    page.get_by_role("button", name="実行", exact=True).click()
    expect(page.locator(".yasr_results table tbody tr")).to_have_count(3)


def test_results_with_numbers_are_drawn(page: Page) -> None:
    page.goto("/sparql")
    page.locator("select.examples").select_option(label="基本方針ごとの効果額")
    page.get_by_role("button", name="実行", exact=True).click()
    page.locator(".yasr").get_by_text("グラフ", exact=True).click()
    expect(page.locator(".chart-rows meter")).to_have_count(3)
    first = page.locator(".chart-rows tr").first
    expect(first.get_by_role("rowheader")).to_have_text("みらいにつなぐ持続可能な行財政運営")
    expect(first.get_by_role("meter")).to_have_js_property("value", 280_405_000)


def test_names_are_completed_from_the_ontology(page: Page) -> None:
    page.goto("/sparql?query=" + "PREFIX kk: <https://w3id.org/keikaku/ns%23> SELECT * { ?cell kk:rawT")
    editor = page.locator(".CodeMirror")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option", name="kk:rawText")).to_be_visible()


def test_the_keyboard_leads_into_the_editor_out_again_and_to_the_answer(page: Page) -> None:
    page.goto("/sparql")
    page.locator("select.examples").select_option(label="合計の検算")
    page.locator("select.examples").focus()
    _press_until_focused(page, "Tab", page.get_by_label("問い合わせ").first)
    _press_until_focused(page, "Tab", page.get_by_role("button", name="実行", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("6 件")
    _press_until_focused(page, "Tab", page.get_by_role("group", name="答え"))
    _press_until_focused(page, "Shift+Tab", page.locator("select.examples"))


def test_the_editor_speaks_the_language_of_the_page(page: Page) -> None:
    for language, run, shown in (("ja", "実行", "簡潔に表示"), ("en", "Run", "Simple view")):
        page.goto(f"/sparql?lang={language}")
        expect(page.locator(".CodeMirror")).to_be_visible()
        page.get_by_role("button", name=run, exact=True).click()
        expect(page.locator(".tableControls")).to_contain_text(shown)


@pytest.mark.parametrize(
    ("address", "run", "said"),
    [
        ("/sparql?query=SELECT x", "実行", "1行目8文字目"),
        ("/sparql?query=SELECT x&lang=en", "Run", "line 1, column 8"),
    ],
)
def test_a_query_with_an_error_is_told_in_a_sentence_of_the_page_s_language(
    page: Page, address: str, run: str, said: str
) -> None:
    page.goto(address)
    expect(page.locator(".CodeMirror")).to_be_visible()
    page.get_by_role("button", name=run, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(said)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_answer_is_a_barrier(
    browser: Browser, server_url: str, barriers: Callable[[Page], list[str]], scheme: str
) -> None:
    context = browser.new_context(base_url=server_url, bypass_csp=True)
    opened = context.new_page()
    opened.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened.goto("/sparql")
    expect(opened.locator(".CodeMirror")).to_be_visible()
    found = {"unasked": barriers(opened)}
    opened.get_by_role("button", name="実行", exact=True).click()
    for view in ("table", "bars", "response"):
        opened.locator(f".select_{view}").click()
        found[view] = barriers(opened)
    opened.goto("/sparql?query=SELECT x")
    expect(opened.locator(".CodeMirror")).to_be_visible()
    opened.get_by_role("button", name="実行", exact=True).click()
    expect(opened.get_by_role("alert")).to_be_visible()
    found["error"] = barriers(opened)
    context.close()
    assert {view: names for view, names in found.items() if names} == {}


def test_an_answer_fits_a_phone(browser: Browser, server_url: str) -> None:
    context = browser.new_context(base_url=server_url, viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.goto("/sparql")
    expect(opened.locator(".CodeMirror")).to_be_visible()
    opened.get_by_role("button", name="実行", exact=True).click()
    expect(opened.locator(".yasr_results tbody tr").first).to_be_visible()
    wide = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert wide <= 0


def _press_until_focused(page: Page, key: str, wanted: Locator) -> None:
    """Presses a key until it has led to an element; a key that leads round in circles does not."""
    element = wanted.element_handle()
    for _ in range(MOST_KEYS):
        page.keyboard.press(key)
        if page.evaluate("wanted => document.activeElement === wanted", element):
            return
    pytest.fail(f"{key} did not lead to {wanted}")
