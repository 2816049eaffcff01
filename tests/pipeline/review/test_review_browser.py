"""A person without a mouse goes through a draft in a real browser, without scripts; accessibility by axe-core."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from pipeline.cli.review import listening
from pipeline.review.application import application
from pipeline.workbook.confirmation import confirming

pytestmark = pytest.mark.browser
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def opened(drafts: Callable[[str], Path], tmp_path: Path) -> Iterator[Callable[[str], tuple[str, Path]]]:
    """A function from the name of a test document to the address of its review, and the workbook."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def review(name: str) -> tuple[str, Path]:
        folder = tmp_path / name
        shutil.copytree(drafts(name), folder)
        listener = listening(0)
        port = listener.getsockname()[1]
        app = application(folder / "plan.xlsx", folder, "token", port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        servers.append((server, thread))
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        return f"http://127.0.0.1:{port}/token/", folder / "plan.xlsx"

    yield review
    for server, thread in servers:
        server.should_exit = True
        thread.join()


def test_by_keyboard_alone_one_is_confirmed_and_the_next_corrected(
    browser: Browser, opened: Callable[[str], tuple[str, Path]]
) -> None:
    address, workbook = opened("ratings.chromium.pdf")
    context = browser.new_context(java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: failed.append(message.text))
    page.goto(address)
    expect(page.get_by_role("button", name="確認して次へ")).to_be_focused()
    expect(page.locator("svg.whole rect.mark").first).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**/row/*")
    expect(page.get_by_text("確認 1 / 17")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("直した値")
    page.keyboard.press("Enter")
    expect(page.get_by_text("確認 2 / 17")).to_be_visible()
    context.close()
    assert failed == []
    confirmed = [one for one in confirming.read(workbook).standing if one.proposal.confirmed]
    assert "直した値" in {one.text for one in confirmed}
    assert len(confirmed) == 2


@pytest.mark.parametrize("document", ["ratings.chromium.pdf", "kohyo.xlsx", "items.html"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_has_no_barrier(
    browser: Browser,
    barriers: Barriers,
    opened: Callable[[str], tuple[str, Path]],
    document: str,
    language: str,
) -> None:
    address, workbook = opened(document)
    row = confirming.read(workbook).standing[-1].proposal.row
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}row/{row}?lang={language}")
    found = barriers(page)
    context.close()
    assert found == []
